/* Clips of a voice, and what is joined of them. A clip is a WAV file: PCM, 16 bit, one channel or two, 8,000 to 48,000 samples a second, at most 10 s; it is
 * brought to CLIPS_RATE and one channel. */
#ifndef VOICE_CLIPS_H
#define VOICE_CLIPS_H

#include "voice/sentence.h"

#include <stddef.h>
#include <stdint.h>

enum { CLIPS_RATE = 22050, CLIPS_GAP_MS = 60, CLIPS_HEADER = 44 };

/* A sound of one channel at CLIPS_RATE. Zero is an empty one. */
struct wave {
    int16_t *samples; /* owned */
    size_t count;
};

void wave_finish(struct wave *wave);
int64_t wave_ms(const struct wave *wave);

/* Reads a clip (NULL memory on failure). False, and *ret_why says what is wrong in English for base/language.h. */
bool clips_read(const char *path, struct wave *ret_wave, const char **ret_why);

/* Where clips are looked for: in own first, so that recordings take the place of what was made. Borrowed; own may be NULL. */
struct clips_folders {
    const char *own, *made;
};

/* Joins the clips of a sentence, CLIPS_GAP_MS of silence between them, at a volume in percent (0..100). False, *ret_why, and the clip's name in name. */
bool clips_join(const struct clips_folders *folders, const struct sentence *sentence, int volume, struct wave *ret_wave, const char **ret_why, char name[static SENTENCE_NAME]);

/* Writes the header of the WAV file that holds a wave; its samples follow, little-endian. */
void wave_header(const struct wave *wave, unsigned char header[static CLIPS_HEADER]);

/* Writes a wave as a WAV file to a descriptor; false if it could not. */
bool wave_write(const struct wave *wave, int fd);

#endif
