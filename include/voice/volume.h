/* How loud it is spoken, by the time of day: "80,12:00-13:30=30,18:00-24:00=0". The first figure is for all other times; 0 is silence. Pure. */
#ifndef VOICE_VOLUME_H
#define VOICE_VOLUME_H

#include <stdbool.h>

enum { VOLUME_SPANS = 12 };

struct volume {
    int usual; /* percent, 0..100 */
    struct {
        int from, to, percent; /* minutes of the day, from included, to not */
    } spans[VOLUME_SPANS];
    int count;
};

/* Reads such a text; false, and *ret_volume unchanged, if it is none. */
bool volume_parse(const char *text, struct volume *ret_volume);

/* Returns the percent at a minute of the day (0..1439); of two spans the later one in the text counts. */
int volume_at(const struct volume *volume, int minute);

#endif
