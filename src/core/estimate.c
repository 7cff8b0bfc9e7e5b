#include "core/estimate.h"

/* The pace: what services of the last hour took against what they take usually, drawn towards 1 as if RECENT_WEIGHT people more had been served as usual. So many
 * tickets are looked at, back from the latest that does not wait. */
enum { FIVE_MINUTES_MS = 300000, PRIOR_WEIGHT = 6, RECENT_WEIGHT = 12, HOUR_MS = 3600000, LOOK_BACK = 300, ROUNDS = 8 };

/* The blend: so many tenths of people times pace, the rest of what the last to be called has waited. On recorded days of offices (tests/unit/test_estimate.c) halves
 * are better than 7 : 3. */
enum { TENTHS = 10, BY_PACE = 5 };

/* The range, in percent of the expected wait: its spread is that of so many services one after the other, and of how far the pace is wrong on recorded days. */
enum { PERCENT = 100, LOW_SPREADS = 110, HIGH_SPREADS = 128, PACE_WRONG = 35 };

int64_t estimate_service_ms(const struct hall *hall, int32_t service)
{
    const struct service_figures *figures = &hall->services[service];
    int64_t usual = hall->settings.services[service].usual_ms;

    return (usual * PRIOR_WEIGHT + figures->learned_ms) / (PRIOR_WEIGHT + figures->learned_count);
}

/* What the last hour was like at the windows of a service. */
struct recent {
    int64_t busy_ms, usual_ms; /* time that windows had somebody; what the same people take usually */
    int64_t finished;
    int64_t called_ms, waited_ms; /* of the last to be called, 0: nobody */
};

static bool is_ours(const struct hall *hall, int32_t service, const struct ticket *ticket)
{
    return ticket->window >= 1 && (hall->settings.windows[ticket->window].services >> service & 1);
}

static void add_served(struct recent *recent, const struct hall *hall, const struct ticket *ticket, int64_t now_ms)
{
    int64_t hour = now_ms - HOUR_MS, from = ticket->called_ms > hour ? ticket->called_ms : hour;
    int64_t to = ticket->state == TICKET_DONE ? ticket->ended_ms : now_ms;
    bool here = ticket->state == TICKET_CALLED || ticket->state == TICKET_SERVING;

    if ((!here && ticket->state != TICKET_DONE) || to <= hour)
        return;
    recent->busy_ms += to - from;
    recent->finished += !here;
    recent->usual_ms += here ? 0 : estimate_service_ms(hall, ticket->service);
    if (ticket->called_ms > recent->called_ms) {
        recent->called_ms = ticket->called_ms;
        recent->waited_ms = ticket->called_ms - ticket->taken_ms;
    }
}

static struct recent look_back(const struct hall *hall, int32_t service, int64_t now_ms)
{
    struct recent recent = {0};
    int32_t last = hall->ticket_count - 1;

    while (last >= 0 && hall->tickets[last].state == TICKET_WAITING)
        last--;
    for (int32_t i = last; i >= 0 && i > last - LOOK_BACK; i--)
        if (is_ours(hall, service, &hall->tickets[i]))
            add_served(&recent, hall, &hall->tickets[i], now_ms);
    return recent;
}

/* How long services take just now, in percent of usual. */
static int64_t slowness(const struct recent *recent, int64_t usual_ms)
{
    return (RECENT_WEIGHT * usual_ms + recent->busy_ms) * PERCENT / (RECENT_WEIGHT * usual_ms + recent->usual_ms);
}

/* The whole part of a square root. */
static int64_t root(int64_t value)
{
    int64_t result = 0;

    for (int64_t bit = INT64_C(1) << 20; bit > 0; bit >>= 1)
        if ((result + bit) * (result + bit) <= value)
            result += bit;
    return result;
}

/* Who is called before somebody. */
struct line {
    int64_t work_ms;
    int64_t people;
};

/* Whether another one took a number earlier. */
static bool is_older(const struct ticket *other, const struct ticket *ticket)
{
    return !ticket || other->taken_ms < ticket->taken_ms || (other->taken_ms == ticket->taken_ms && other->id.value < ticket->id.value);
}

/* Whether somebody who waits is called before the one of whom we speak (NULL: takes a number now), when that one is called after wait_ms more: by the keys then, and
 * in the order of taking for whoever has waited as long as the bound by then. */
static bool goes_before(const struct hall *hall, const struct ticket *other, const struct ticket *ticket, int64_t now_ms, int64_t wait_ms)
{
    const struct weight *mine = &hall->settings.weights[ticket ? ticket->priority : PRIORITY_NORMAL], *theirs = &hall->settings.weights[other->priority];
    int64_t taken_ms = ticket ? ticket->taken_ms : now_ms;
    int64_t left = (now_ms + wait_ms - other->taken_ms) * theirs->numerator * mine->denominator;
    int64_t right = (now_ms + wait_ms - taken_ms) * mine->numerator * theirs->denominator;

    if (other == ticket)
        return false;
    if (other->announced || !is_older(other, ticket))
        return other->announced || (left > right && now_ms + wait_ms - taken_ms < hall->settings.longest_wait_ms);
    return left >= right || now_ms + wait_ms - other->taken_ms >= hall->settings.longest_wait_ms;
}

/* Everybody who waits for these windows is work for them, whatever their letter: the work of each service counts by the share of its windows that are ours. */
static struct line line_before(const struct hall *hall, int32_t service, const struct ticket *ticket, int64_t now_ms, int64_t wait_ms)
{
    struct line line = {0};

    for (int32_t other = 0; other < SERVICES_MAX; other++) {
        if (hall->services[other].waiting == 0)
            continue;
        int64_t shared = 0, all = hall_windows_open(hall, other), before = 0;
        for (int32_t number = 1; number <= WINDOWS_MAX; number++) {
            uint32_t services = hall->settings.windows[number].services;
            shared += hall->windows[number].state > WINDOW_PAUSED && (services >> service & 1) && (services >> other & 1);
        }
        for (int priority = 0; priority < PRIORITY_COUNT && shared > 0; priority++)
            for (int32_t slot = hall->queues[other][priority].first; slot != NO_SLOT; slot = hall->tickets[slot].next)
                before += goes_before(hall, &hall->tickets[slot], ticket, now_ms, wait_ms);
        if (all > 0) {
            line.work_ms += before * estimate_service_ms(hall, other) * shared / all;
            line.people += before * shared / all;
        }
    }
    return line;
}

static bool somebody_is_free(const struct hall *hall, int32_t service)
{
    for (int32_t number = 1; number <= WINDOWS_MAX; number++)
        if ((hall->settings.windows[number].services >> service & 1) &&
            (hall->windows[number].state == WINDOW_OPEN || hall->windows[number].state == WINDOW_READY))
            return true;
    return false;
}

static int64_t up_to_five_minutes(int64_t ms)
{
    return (ms + FIVE_MINUTES_MS - 1) / FIVE_MINUTES_MS * FIVE_MINUTES_MS;
}

/* The blend of people times pace and of what the last to be called has waited, as far as it is still to come. */
static int64_t blend(const struct recent *recent, int64_t wait_ms, int64_t waited_ms)
{
    int64_t left_ms = recent->waited_ms > waited_ms ? recent->waited_ms - waited_ms : 0;

    return recent->called_ms ? (wait_ms * BY_PACE + left_ms * (TENTHS - BY_PACE)) / TENTHS : wait_ms;
}

bool estimate_wait(const struct hall *hall, int32_t service, const struct ticket *ticket, int64_t now_ms, struct estimate *ret_estimate)
{
    int32_t windows = hall_windows_open(hall, service);
    int64_t wait_ms = 0;
    struct line line = {0};

    if (windows == 0)
        return false;
    struct recent recent = look_back(hall, service, now_ms);
    int64_t usual_ms = estimate_service_ms(hall, service), slow = slowness(&recent, usual_ms), pace_ms = usual_ms * slow / PERCENT / windows;
    for (int round = 0; round < ROUNDS; round++) { /* who goes before depends on how long it takes: half-way each time, or it would swing */
        line = line_before(hall, service, ticket, now_ms, wait_ms);
        int64_t then_ms = line.work_ms * slow / PERCENT / windows + pace_ms;
        if (then_ms == wait_ms)
            break;
        wait_ms = round == 0 ? then_ms : (wait_ms + then_ms) / 2;
    }
    if (line.people == 0 && somebody_is_free(hall, service)) {
        *ret_estimate = (struct estimate){0, FIVE_MINUTES_MS, 0};
        return true;
    }
    wait_ms = blend(&recent, wait_ms, ticket ? now_ms - ticket->taken_ms : 0);
    int64_t spread = root(PERCENT * PERCENT / (line.people + 1) + PACE_WRONG * PACE_WRONG); /* in percent */
    int64_t less = spread * LOW_SPREADS / PERCENT;
    ret_estimate->expected_ms = wait_ms;
    ret_estimate->low_ms = less < PERCENT ? wait_ms * (PERCENT - less) / PERCENT / FIVE_MINUTES_MS * FIVE_MINUTES_MS : 0;
    ret_estimate->high_ms = up_to_five_minutes(wait_ms + wait_ms * spread * HIGH_SPREADS / PERCENT / PERCENT);
    if (ret_estimate->high_ms == ret_estimate->low_ms)
        ret_estimate->high_ms += FIVE_MINUTES_MS;
    return true;
}
