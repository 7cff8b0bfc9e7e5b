#include "core/estimate.h"

enum { FIVE_MINUTES_MS = 300000, PRIOR_WEIGHT = 6 };

int64_t estimate_service_ms(const struct hall *hall, int32_t service)
{
    const struct service_figures *figures = &hall->services[service];
    int64_t usual = hall->settings.services[service].usual_ms;

    return (usual * PRIOR_WEIGHT + figures->learned_ms) / (PRIOR_WEIGHT + figures->learned_count);
}

static int64_t up_to_five_minutes(int64_t ms)
{
    int64_t steps = (ms + FIVE_MINUTES_MS - 1) / FIVE_MINUTES_MS;
    return (steps < 1 ? 1 : steps) * FIVE_MINUTES_MS;
}

static bool somebody_is_free(const struct hall *hall, int32_t service)
{
    for (int32_t number = 1; number <= WINDOWS_MAX; number++)
        if ((hall->settings.windows[number].services >> service & 1) &&
            (hall->windows[number].state == WINDOW_OPEN || hall->windows[number].state == WINDOW_READY))
            return true;
    return false;
}

/* Everybody who waits for these windows is work for them, whatever their letter: the work of each service counts by the share of its windows
 * that are ours. */
bool estimate_wait(const struct hall *hall, int32_t service, const struct ticket *ticket, int64_t now_ms, struct estimate *ret_estimate)
{
    int32_t windows = hall_windows_open(hall, service);
    int64_t work = 0;

    if (windows == 0)
        return false;
    for (int32_t other = 0; other < SERVICES_MAX; other++) {
        int32_t waiting = hall->services[other].waiting;
        if (waiting == 0)
            continue;
        int32_t shared = 0, all = hall_windows_open(hall, other);
        for (int32_t number = 1; number <= WINDOWS_MAX; number++) {
            uint32_t services = hall->settings.windows[number].services;
            shared += hall->windows[number].state > WINDOW_PAUSED && (services >> service & 1) && (services >> other & 1);
        }
        if (all > 0)
            work += waiting * estimate_service_ms(hall, other) * shared / all;
    }
    if (ticket && hall->services[service].waiting > 0)
        work = work * hall_ahead(hall, ticket, now_ms) / hall->services[service].waiting;
    if (work == 0 && somebody_is_free(hall, service)) {
        *ret_estimate = (struct estimate){0, FIVE_MINUTES_MS};
        return true;
    }
    int64_t wait = work / windows + estimate_service_ms(hall, service) / (2 * windows);
    ret_estimate->low_ms = up_to_five_minutes(wait * 6 / 10);
    ret_estimate->high_ms = up_to_five_minutes(wait * 15 / 10 + estimate_service_ms(hall, service) / windows);
    if (ret_estimate->high_ms == ret_estimate->low_ms)
        ret_estimate->high_ms += FIVE_MINUTES_MS;
    return true;
}
