/* The two clocks of a process. The wall clock gives dates, the steady clock durations; a demonstration may run the wall
 * clock from another start and at another speed. One reading per turn of a loop, passed down. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

/* A wall clock: the real one when speed is 0. */
struct clock {
    int64_t start_ms;  /* what the clock showed when it was set, ms since 1970 */
    int64_t origin_ms; /* what the steady clock showed then */
    int64_t speed;     /* demonstration milliseconds a real millisecond; 0: the real clock */
};

/* Returns the steady clock in milliseconds; it never goes back and means nothing by itself. */
int64_t clock_steady_ms(void);

/* Returns the wall clock in milliseconds since 1970. */
int64_t clock_now_ms(const struct clock *clock);

/* Sets a demonstration clock from "START,SPEED", e.g. "2026-11-23T08:30:00+08:00,60"; speed 1..10000. False if it is not of that form. */
bool clock_set_demo(struct clock *clock, const char *text);

#endif
