/* In the place of base/clock.c: time is an input like any other. */
#include "fuzz.h"

#include "base/clock.h"

int64_t fuzz_clock_ms = 1795395600000; /* 2026-11-23T09:00+08:00 */
int64_t fuzz_steady_ms = 1000000;

int64_t clock_steady_ms(void)
{
    return fuzz_steady_ms;
}

int64_t clock_now_ms(const struct clock *clock)
{
    (void)clock;
    return fuzz_clock_ms;
}

bool clock_set_demo(struct clock *clock, const char *text)
{
    (void)clock, (void)text;
    return false;
}
