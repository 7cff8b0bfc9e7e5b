#include "voice/clips.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FILE_MOST = 4 << 20, RATE_LEAST = 8000, RATE_MOST = 48000, SECONDS_MOST = 10, CHUNK = 8, FORMAT_SIZE = 16, PCM = 1, BITS = 16, BYTE = 8, SECOND_MS = 1000, PERCENT = 100 };

void wave_finish(struct wave *wave)
{
    free(wave->samples);
    *wave = (struct wave){0};
}

int64_t wave_ms(const struct wave *wave)
{
    return (int64_t)wave->count * SECOND_MS / CLIPS_RATE;
}

/* --- reading ------------------------------------------------------------------------------------------------------------ */

static uint32_t get(const unsigned char *bytes, int size)
{
    uint32_t value = 0;

    while (size-- > 0)
        value = value << BYTE | bytes[size];
    return value;
}

/* What a file says about itself. */
struct format {
    uint32_t channels, rate;
    const unsigned char *data;
    size_t frames;
};

/* Chunks that are neither the format nor the samples are passed over; a length that lies is cut at the end of the file. */
static bool read_format(const unsigned char *file, size_t size, struct format *format)
{
    bool known = false;

    if (size < 12 || memcmp(file, "RIFF", 4) != 0 || memcmp(file + 8, "WAVE", 4) != 0)
        return false;
    for (size_t at = 12; at + CHUNK <= size;) {
        const unsigned char *chunk = file + at;
        size_t length = get(chunk + 4, 4), room = size - at - CHUNK;
        if (length > room)
            length = room;
        if (memcmp(chunk, "fmt ", 4) == 0 && length >= FORMAT_SIZE) {
            format->channels = get(chunk + CHUNK + 2, 2);
            format->rate = get(chunk + CHUNK + 4, 4);
            known = get(chunk + CHUNK, 2) == PCM && get(chunk + CHUNK + 14, 2) == BITS && format->channels >= 1 && format->channels <= 2 && format->rate >= RATE_LEAST &&
                    format->rate <= RATE_MOST;
        } else if (memcmp(chunk, "data", 4) == 0) {
            format->data = chunk + CHUNK;
            format->frames = known ? length / (2 * format->channels) : 0;
            return known && format->frames > 0 && format->frames <= (size_t)format->rate * SECONDS_MOST;
        }
        at += CHUNK + length + length % 2;
    }
    return false;
}

static int32_t frame(const struct format *format, size_t nth)
{
    int32_t sum = 0;

    nth = nth < format->frames ? nth : format->frames - 1;
    for (uint32_t channel = 0; channel < format->channels; channel++)
        sum += (int16_t)get(format->data + 2 * (nth * format->channels + channel), 2);
    return sum / (int32_t)format->channels;
}

/* Between two samples a straight line: enough for a voice. */
static bool bring_to_rate(const struct format *format, struct wave *wave)
{
    wave->count = format->frames * CLIPS_RATE / format->rate;
    wave->samples = malloc((wave->count + 1) * sizeof *wave->samples);
    if (!wave->samples)
        return false;
    for (size_t i = 0; i < wave->count; i++) {
        size_t scaled = i * format->rate, nth = scaled / CLIPS_RATE, part = scaled % CLIPS_RATE;
        int32_t left = frame(format, nth), right = frame(format, nth + 1);
        wave->samples[i] = (int16_t)(left + (right - left) * (int64_t)part / CLIPS_RATE);
    }
    return true;
}

static unsigned char *read_file(const char *path, size_t *ret_size)
{
    FILE *file = fopen(path, "rb");
    unsigned char *bytes = file ? malloc(FILE_MOST) : NULL;

    *ret_size = bytes ? fread(bytes, 1, FILE_MOST, file) : 0;
    if (file)
        fclose(file);
    return bytes;
}

bool clips_read(const char *path, struct wave *ret_wave, const char **ret_why)
{
    struct format format = {0};
    size_t size;
    unsigned char *file = read_file(path, &size);

    *ret_wave = (struct wave){0};
    *ret_why = !file ? "there is no such clip" : "not a WAV file of 16 bit PCM, at most 10 seconds";
    bool good = file && read_format(file, size, &format);
    if (good && !bring_to_rate(&format, ret_wave)) {
        *ret_why = "There is not enough memory.";
        good = false;
    }
    free(file);
    return good;
}

/* --- joining ------------------------------------------------------------------------------------------------------------ */

static bool read_from(const char *folder, const char *name, struct wave *wave, const char **ret_why)
{
    char path[4096];

    if (snprintf(path, sizeof path, "%s/%s.wav", folder, name) >= (int)sizeof path)
        return false;
    return clips_read(path, wave, ret_why);
}

/* Adds a clip behind what is there; false without memory. */
static bool append(struct wave *wave, const struct wave *clip, int volume)
{
    size_t gap = wave->count > 0 ? (size_t)CLIPS_RATE * CLIPS_GAP_MS / SECOND_MS : 0, count = wave->count + gap + clip->count;
    int16_t *samples = realloc(wave->samples, (count + 1) * sizeof *samples);

    if (!samples)
        return false;
    memset(samples + wave->count, 0, gap * sizeof *samples);
    for (size_t i = 0; i < clip->count; i++)
        samples[wave->count + gap + i] = (int16_t)(clip->samples[i] * volume / PERCENT);
    *wave = (struct wave){samples, count};
    return true;
}

bool clips_join(const struct clips_folders *folders, const struct sentence *sentence, int volume, struct wave *ret_wave, const char **ret_why, char name[static SENTENCE_NAME])
{
    *ret_wave = (struct wave){0};
    *ret_why = "there is no such clip";
    for (int i = 0; i < sentence->count; i++) {
        struct wave clip = {0};
        memcpy(name, sentence->clips[i], SENTENCE_NAME);
        bool found = (folders->own && read_from(folders->own, name, &clip, ret_why)) || read_from(folders->made, name, &clip, ret_why);
        bool joined = found && append(ret_wave, &clip, volume);
        wave_finish(&clip);
        if (!joined) {
            wave_finish(ret_wave);
            return false;
        }
    }
    return true;
}

/* --- writing ------------------------------------------------------------------------------------------------------------ */

static void put(unsigned char *bytes, uint32_t value, int size)
{
    for (int i = 0; i < size; i++, value >>= BYTE)
        bytes[i] = (unsigned char)value;
}

void wave_header(const struct wave *wave, unsigned char header[static CLIPS_HEADER])
{
    uint32_t size = (uint32_t)(wave->count * 2);

    memcpy(header, "RIFF....WAVEfmt ", 16);
    put(header + 4, size + CLIPS_HEADER - CHUNK, 4);
    put(header + 16, FORMAT_SIZE, 4);
    put(header + 20, PCM, 2);
    put(header + 22, 1, 2);
    put(header + 24, CLIPS_RATE, 4);
    put(header + 28, CLIPS_RATE * 2, 4);
    put(header + 32, 2, 2);
    put(header + 34, BITS, 2);
    memcpy(header + 36, "data", 4);
    put(header + 40, size, 4);
}

static bool write_all(int fd, const unsigned char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t written = write(fd, bytes, size);
        if (written <= 0)
            return false;
        bytes += written;
        size -= (size_t)written;
    }
    return true;
}

bool wave_write(const struct wave *wave, int fd)
{
    unsigned char header[CLIPS_HEADER], bytes[4096];
    size_t used = 0;

    wave_header(wave, header);
    if (!write_all(fd, header, sizeof header))
        return false;
    for (size_t i = 0; i < wave->count; i++) {
        put(bytes + used, (uint16_t)wave->samples[i], 2);
        used += 2;
        if (used == sizeof bytes || i + 1 == wave->count) {
            if (!write_all(fd, bytes, used))
                return false;
            used = 0;
        }
    }
    return true;
}
