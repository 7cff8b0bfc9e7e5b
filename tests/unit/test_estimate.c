/* How good the estimate is: recorded days of public offices (tests/data) played on the core, with what each person was told when taking a number held against how long
 * it took. The bounds lie well outside what is measured today (make replay tells it from a live controller). */
#include "cli/replay.h"
#include "core/estimate.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

enum { MINUTE = 60000, WINDOWS = 12, EVERY_THIRD = 3 };

struct person {
    bool told;
    struct estimate estimate;
    int64_t waited_ms; /* -1: never called */
};

static struct day {
    struct hall hall;
    struct settings settings;
    struct replay_day arrivals;
    struct person *people;
    int windows, next;
    int64_t now_ms, start_ms, ends_ms[WINDOWS + 1]; /* when each window is done with somebody */
} day;

static void *resize(void *context, void *block, size_t size)
{
    (void)context;
    if (size > 0)
        return realloc(block, size);
    free(block);
    return NULL;
}

static void take_event(void *context, const struct hall *hall, const struct event *event)
{
    (void)context;
    (void)hall;
    if (event->type != EVENT_TICKET_CALLED)
        return;
    day.people[event->ticket.value - 1].waited_ms = event->waited_ms;
    day.ends_ms[event->window] = event->at_ms + day.arrivals.arrivals[event->ticket.value - 1].service_seconds * INT64_C(1000);
}

static void give(enum command_type type, int window, int service, enum priority priority)
{
    struct command command = {.type = type, .actor.role = STAFF_ROLE_OWNER, .window = window, .service = service, .priority = priority};
    struct outcome outcome;

    command.group = -1;
    command.count = 1;
    command.no_paper = true;
    command.skills = -1;
    command.settings = &day.settings;
    strcpy(command.reason, "recorded");
    cr_assert(hall_reserve(&day.hall));
    enum refusal refusal = hall_decide(&day.hall, &command, day.now_ms, take_event, NULL, &outcome);
    cr_assert_eq(refusal, REFUSAL_NONE, "%s", refusal_type(refusal));
}

static void pass_until(int64_t instant_ms)
{
    while (hall_due_ms(&day.hall) <= instant_ms) {
        int64_t due_ms = hall_due_ms(&day.hall);
        day.now_ms = due_ms > day.now_ms ? due_ms : day.now_ms;
        cr_assert(hall_reserve(&day.hall));
        hall_tick(&day.hall, day.now_ms, take_event, NULL);
    }
    day.now_ms = instant_ms;
}

/* Any window serves any service. */
static void open_hall(const char *path, int windows)
{
    char sentence[TABLE_SENTENCE_SIZE];
    uint32_t services = 0;

    memset(&day, 0, sizeof day);
    cr_assert_eq(replay_day_read(path, &day.arrivals, sentence), ERROR_NONE, "%s", sentence);
    day.people = calloc((size_t)day.arrivals.count, sizeof *day.people);
    cr_assert_not_null(day.people);
    settings_defaults(&day.settings);
    for (int i = 0; i < day.arrivals.count; i++) {
        day.people[i].waited_ms = -1;
        services |= UINT32_C(1) << (day.arrivals.arrivals[i].service - 'A');
    }
    for (int i = 0; i < SERVICES_MAX; i++)
        if (services >> i & 1)
            day.settings.services[i] = (struct service_settings){.used = true, .usual_ms = 10 * MINUTE};
    for (int i = 1; i <= windows; i++)
        day.settings.windows[i] = (struct window_settings){.used = true, .services = services};
    day.settings.ready_lapse_ms = 24 * 60 * (int64_t)MINUTE;
    day.windows = windows;
    day.now_ms = day.start_ms = date_start_ms(date_make(2026, 11, 23), 480) + 8 * 60 * (int64_t)MINUTE;
    hall_init(&day.hall, (struct memory){resize, NULL});
    give(COMMAND_CREATE, 0, -1, PRIORITY_NORMAL);
    give(COMMAND_CONFIGURE, 0, -1, PRIORITY_NORMAL);
    pass_until(day.now_ms);
    for (int i = 1; i <= windows; i++) {
        day.ends_ms[i] = INT64_MAX;
        give(COMMAND_OPEN, i, -1, PRIORITY_NORMAL);
        give(COMMAND_NEXT, i, -1, PRIORITY_NORMAL);
    }
}

static void come(bool some_are_old)
{
    int service = day.arrivals.arrivals[day.next].service - 'A';

    give(COMMAND_TAKE, 0, service, some_are_old && day.next % EVERY_THIRD == 0 ? PRIORITY_ELDERLY : PRIORITY_NORMAL);
    const struct ticket *ticket = hall_ticket(&day.hall, (struct ticket_id){++day.next});
    struct person *person = &day.people[day.next - 1];
    person->told = ticket->state == TICKET_WAITING && estimate_wait(&day.hall, service, ticket, day.now_ms, &person->estimate);
}

/* Plays the day to its end. */
static void play(const char *path, int windows, bool some_are_old)
{
    open_hall(path, windows);
    for (;;) {
        int first = 0;
        int64_t instant_ms = day.next < day.arrivals.count ? day.start_ms + day.arrivals.arrivals[day.next].seconds * INT64_C(1000) : INT64_MAX;
        for (int i = 1; i <= windows; i++)
            if (day.ends_ms[i] < instant_ms) {
                instant_ms = day.ends_ms[i];
                first = i;
            }
        if (instant_ms == INT64_MAX)
            return;
        pass_until(instant_ms > day.now_ms ? instant_ms : day.now_ms);
        if (!first) {
            come(some_are_old);
            continue;
        }
        day.ends_ms[first] = INT64_MAX;
        give(COMMAND_FINISH, first, -1, PRIORITY_NORMAL);
        give(COMMAND_NEXT, first, -1, PRIORITY_NORMAL);
    }
}

/* Of those who waited: within what was told, later; and how far the expected wait was off, in minutes. */
static void judge(const char *path, int windows, bool some_are_old, double least_within, double most_late, double most_off)
{
    double within = 0, late = 0, off = 0, told = 0;

    play(path, windows, some_are_old);
    for (int i = 0; i < day.arrivals.count; i++) {
        const struct person *person = &day.people[i];
        cr_assert_geq(person->waited_ms, 0, "person %d was never called", i);
        if (!person->told)
            continue;
        told++;
        within += person->waited_ms >= person->estimate.low_ms && person->waited_ms <= person->estimate.high_ms;
        late += person->waited_ms > person->estimate.high_ms;
        off += (double)llabs(person->waited_ms - person->estimate.expected_ms) / MINUTE;
    }
    cr_assert_gt(told, 0);
    cr_log_info("%s, %d windows%s: %.0f waited, %.1f %% within, %.1f %% later, off by %.2f min", path, windows, some_are_old ? ", every third old" : "", told,
                within * 100 / told, late * 100 / told, off / told);
    cr_expect_geq(within / told, least_within, "%s: only %.1f %% waited as long as they were told", path, within * 100 / told);
    cr_expect_leq(late / told, most_late, "%s: %.1f %% waited longer than they were told", path, late * 100 / told);
    cr_expect_leq(off / told, most_off, "%s: the expected wait is off by %.2f minutes", path, off / told);
    hall_finish(&day.hall);
    free(day.people);
    free(day.arrivals.arrivals);
}

Test(estimate, of_a_registry_office)
{
    judge("tests/data/usc-andersa-2020-01-02.csv", 7, false, 0.75, 0.06, 8);
}

Test(estimate, of_a_district_office)
{
    judge("tests/data/ud-zoliborz-2020-01-02.csv", 11, false, 0.75, 0.20, 6);
    judge("tests/data/ud-zoliborz-2020-01-02.csv", 12, false, 0.75, 0.18, 5);
}

Test(estimate, of_a_township)
{
    judge("tests/data/township-200.csv", 7, false, 0.70, 0.24, 8);
}

Test(estimate, with_too_few_windows)
{
    judge("tests/data/ud-zoliborz-2020-01-02.csv", 8, false, 0.75, 0.10, 25);
    judge("tests/data/township-200.csv", 5, false, 0.75, 0.20, 25);
}

Test(estimate, where_every_third_overtakes)
{
    judge("tests/data/ud-zoliborz-2020-01-02.csv", 11, true, 0.70, 0.24, 6);
    judge("tests/data/ud-zoliborz-2020-01-02.csv", 8, true, 0.75, 0.10, 25);
}

Test(estimate, who_overtakes_is_told_less)
{
    struct estimate ordinary, elderly;

    open_hall("tests/data/township-200.csv", 6); /* few enough for nobody to wait as long as the bound: then the order would be that of taking */
    for (int i = 0; i < 20; i++) {
        give(COMMAND_TAKE, 0, 0, PRIORITY_NORMAL);
        pass_until(day.now_ms + MINUTE / 6);
    }
    give(COMMAND_TAKE, 0, 0, PRIORITY_ELDERLY);
    cr_assert(estimate_wait(&day.hall, 0, NULL, day.now_ms, &ordinary));
    cr_assert(estimate_wait(&day.hall, 0, hall_ticket(&day.hall, (struct ticket_id){21}), day.now_ms, &elderly));
    cr_expect_lt(elderly.expected_ms, ordinary.expected_ms * 6 / 10, "%lld ms, and others %lld", (long long)elderly.expected_ms, (long long)ordinary.expected_ms);
    hall_finish(&day.hall);
    free(day.people);
    free(day.arrivals.arrivals);
}
