#include "kiosk/kiosk_hours.h"

#include <stdio.h>
#include <string.h>

/* Reads the next session; returns where the text goes on, NULL at its end or where it is not understood. */
static const char *next_session(const char *text, int *ret_from, int *ret_to)
{
    int h1, m1, h2, m2, used = 0;

    if (sscanf(text, " %2d:%2d-%2d:%2d%n", &h1, &m1, &h2, &m2, &used) != 4 || used == 0)
        return NULL;
    *ret_from = h1 * 60 + m1;
    *ret_to = h2 * 60 + m2;
    bool of_a_day = h1 >= 0 && m1 >= 0 && m1 < 60 && m2 >= 0 && m2 < 60 && *ret_from < *ret_to && *ret_to <= 1440;
    return of_a_day ? text + used : NULL;
}

int kiosk_hours_next(const char *sessions, int minute)
{
    int from, to;

    while ((sessions = next_session(sessions, &from, &to)))
        if (from > minute)
            return from;
    return -1;
}

bool kiosk_hours_is_edge(const char *sessions, int minute)
{
    int from, to;

    while ((sessions = next_session(sessions, &from, &to)))
        if (minute == from || minute == to)
            return true;
    return false;
}
