/* The hours of a service as the controller tells them: "08:30-12:00 13:30-17:00", empty: day and night. Pure. */
#ifndef KIOSK_KIOSK_HOURS_H
#define KIOSK_KIOSK_HOURS_H

#include <stdbool.h>

/* Returns the minute of the day (0..1440) at which the first session later than `minute` begins; -1 if there is none today. */
int kiosk_hours_next(const char *sessions, int minute);

/* Returns whether a session begins or ends at this minute of the day. */
bool kiosk_hours_is_edge(const char *sessions, int minute);

#endif
