/* Where the sound goes: a row of functions each. One wave at a time; whoever begins a second one while the first is played is refused, so nothing ever overlaps. */
#ifndef VOICE_PLAYER_H
#define VOICE_PLAYER_H

#include "voice/clips.h"

enum { PLAYER_TARGET = 512 };

struct player {
    const struct player_kind *kind;
    char target[PLAYER_TARGET]; /* the device, or the folder */
    int64_t until_ms;         /* when the wave ends; of a player that hangs, when it is killed */
    int process;              /* of a player that runs, 0: none */
    int count;                /* waves begun */
    bool failed;              /* the last wave was not played */
};

/* Opens "aplay" (the usual sound device, by ALSA's aplay), "aplay:DEVICE", or "file:FOLDER" (must be there): for tests and for halls whose loudspeaker is another program's. There
 * each wave is a file 0001.wav ... and a line in said.txt: when it began by the steady clock, its length in ms, and its clips. A file "plays" as long as it would sound.
 * False if the text is none of these. */
bool player_open(struct player *player, const char *text);

/* Begins to play; sentence is what is said in it. False (and failed) if it could not, or while another one is played. now_ms: steady clock. */
bool player_begin(struct player *player, const struct wave *wave, const struct sentence *sentence, int64_t now_ms);

/* Whether a wave is being played. */
bool player_busy(struct player *player, int64_t now_ms);

/* Stops at once. */
void player_close(struct player *player);

#endif
