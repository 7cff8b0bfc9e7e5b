#include "base/clock.h"

#include "base/date.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static int64_t read_clock(clockid_t id)
{
    struct timespec now;
    clock_gettime(id, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t clock_steady_ms(void)
{
    return read_clock(CLOCK_MONOTONIC);
}

int64_t clock_now_ms(const struct clock *clock)
{
    if (clock->speed == 0)
        return read_clock(CLOCK_REALTIME);
    return clock->start_ms + (clock_steady_ms() - clock->origin_ms) * clock->speed;
}

bool clock_set_demo(struct clock *clock, const char *text)
{
    char start[INSTANT_TEXT_SIZE + 1];
    const char *comma = strchr(text, ',');
    char *end;
    int64_t start_ms;

    if (!comma || (size_t)(comma - text) >= sizeof start)
        return false;
    memcpy(start, text, (size_t)(comma - text));
    start[comma - text] = '\0';
    errno = 0;
    long speed = strtol(comma + 1, &end, 10);
    if (errno || end == comma + 1 || *end || speed < 1 || speed > 10000 || !instant_parse(start, &start_ms))
        return false;
    *clock = (struct clock){start_ms, clock_steady_ms(), speed};
    return true;
}
