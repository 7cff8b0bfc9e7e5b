#include "voice/volume.h"

#include <stdio.h>

enum { PERCENT = 100, HOUR = 60, DAY = 24 * HOUR };

static bool read_span(const char *text, struct volume *volume, int *ret_length)
{
    int from_hour, from_minute, to_hour, to_minute, percent;

    if (volume->count == VOLUME_SPANS ||
        sscanf(text, ",%2d:%2d-%2d:%2d=%3d%n", &from_hour, &from_minute, &to_hour, &to_minute, &percent, ret_length) != 5)
        return false;
    int from = from_hour * HOUR + from_minute, to = to_hour * HOUR + to_minute;
    if (from_hour < 0 || from_minute < 0 || from_minute >= HOUR || to_minute < 0 || to_minute >= HOUR || to > DAY || from >= to || percent < 0 || percent > PERCENT)
        return false;
    volume->spans[volume->count].from = from;
    volume->spans[volume->count].to = to;
    volume->spans[volume->count++].percent = percent;
    return true;
}

bool volume_parse(const char *text, struct volume *ret_volume)
{
    struct volume volume = {0};
    int length = 0;

    if (sscanf(text, "%3d%n", &volume.usual, &length) != 1 || volume.usual < 0 || volume.usual > PERCENT)
        return false;
    for (text += length; *text; text += length)
        if (!read_span(text, &volume, &length))
            return false;
    *ret_volume = volume;
    return true;
}

int volume_at(const struct volume *volume, int minute)
{
    int percent = volume->usual;

    for (int i = 0; i < volume->count; i++)
        if (minute >= volume->spans[i].from && minute < volume->spans[i].to)
            percent = volume->spans[i].percent;
    return percent;
}
