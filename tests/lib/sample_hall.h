/* Halls for tests of screens that show a whole hall: what GET /v1/hall would say, read into a mirror that is connected. Always the same. */
#ifndef TESTS_SAMPLE_HALL_H
#define TESTS_SAMPLE_HALL_H

#include "client/mirror.h"

enum sample_kind {
    SAMPLE_EMPTY,   /* opened just now: 12 windows closed, 3 services without people, no printer, no call */
    SAMPLE_BUSY,    /* 12 windows in all states, 3 services, 2 printers, 2 alarms, 6 calls of which 2 are waited for */
    SAMPLE_CALM,    /* the same without alarms, the printers in order */
    SAMPLE_FULL,    /* 99 windows, 26 services, 16 printers, 16 alarms, numbers beyond 999 */
    SAMPLE_HOSTILE  /* control characters, escapes, bidirectional marks and endless texts wherever a text can be */
};

/* Fills the mirror, as of sample_now_ms(). */
void sample_hall(struct mirror *mirror, enum sample_kind kind);

/* 2026-11-23T10:15:00+08:00. */
int64_t sample_now_ms(void);

/* Makes the JSON of a window as the API gives it, seconds since its state began; number NULL: no ticket (else its id is `ticket`). Owned by the caller. */
json_t *sample_window(int window, const char *state, int seconds, const char *number, int64_t ticket, const char *reason);

/* Lets an event come: its type, the window (stolen) and the number and id of the ticket (called_ms = now for a call). */
void sample_event(struct mirror *mirror, const char *type, json_t *window, const char *number, int64_t ticket);

/* The controller goes away, seconds before steady_ms. */
void sample_lose(struct mirror *mirror, int64_t steady_ms, int seconds);

#endif
