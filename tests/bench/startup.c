/* From exec to `ready` with a busy day in the journal: 10,000 tickets, of which 9,000 have been called and served by twelve windows. */
#include "bench/figure.h"
#include "bench/reference.h"
#include "lib/daemon.h"

#include "server/server.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>

enum { TICKETS = 10000, SERVED = 9000, WINDOWS = 12, ROUNDS = 9, TURN = 100 };

static struct daemon controller;

static void start(void)
{
    daemon_make(&controller);
}

static void end(void)
{
    daemon_remove(&controller);
}

TestSuite(startup, .init = start, .fini = end);

static void keep(void *context, const struct hall *hall, const struct event *event)
{
    cr_assert_eq(store_append(context, hall, event), ERROR_NONE);
}

static void give(struct store *store, struct hall *hall, enum command_type type, int window)
{
    struct clock clock = {0};
    struct command command = {.type = type, .window = window, .group = -1, .count = 1, .chinese = true, .actor.role = STAFF_ROLE_OWNER};
    struct outcome outcome;

    cr_assert(hall_reserve(hall));
    enum refusal refusal = hall_decide(hall, &command, clock_now_ms(&clock), keep, store, &outcome);
    cr_assert_eq(refusal, REFUSAL_NONE, "%s", refusal_type(refusal));
    if (hall->seq % TURN == 0)
        cr_assert_eq(store_commit(store), ERROR_NONE);
}

/* Writes the day into the hall's journal with the controller's own rules and store. Returns the number of all events. */
static int64_t write_day(const char *dir)
{
    char path[256];
    struct keys keys;
    struct store *store;
    struct hall hall;
    const char *why;
    int64_t bad_seq;

    snprintf(path, sizeof path, "%s/hall.db", dir);
    cr_assert_eq(keys_read(dir, &keys, &why), ERROR_NONE);
    struct store_signer signer = keys_signer(&keys);
    cr_assert_eq(store_open(path, &signer, &store), ERROR_NONE);
    hall_init(&hall, server_memory());
    cr_assert_eq(store_load(store, &hall, INT64_MAX, NULL, NULL, &bad_seq), ERROR_NONE);
    for (int window = 1; window <= WINDOWS; window++)
        give(store, &hall, COMMAND_OPEN, window);
    for (int i = 0; i < TICKETS; i++) {
        give(store, &hall, COMMAND_TAKE, 0);
        if (i >= SERVED)
            continue;
        give(store, &hall, COMMAND_NEXT, 1 + i % WINDOWS);
        give(store, &hall, COMMAND_FINISH, 1 + i % WINDOWS);
    }
    for (int window = 1; window <= WINDOWS; window++)
        give(store, &hall, COMMAND_CLOSE, window);
    cr_assert_eq(store_commit(store), ERROR_NONE);
    int64_t events = hall.seq;
    hall_finish(&hall);
    store_close(store);
    return events;
}

Test(startup, with_10000_tickets)
{
    int64_t events = write_day(controller.dir), read = 0;
    double ready_s = 0, bare_s = 0;
    struct reference *reference = reference_open(controller.folder);

    reference_fill(reference, events, TURN);
    reference_close(reference);
    for (int round = 0; round < ROUNDS; round++) {
        double begin = figure_now();
        cr_assert(daemon_start(&controller, NULL), "see %s", controller.log);
        ready_s += figure_now() - begin;
        cr_assert_eq(daemon_end(&controller, SIGTERM), 0);
        bare_s += reference_read(controller.folder, &read);
        cr_assert_eq(read, events);
    }
    figure_tell("startup_10000_tickets", "", ready_s * 1e3 / ROUNDS, "ms", ready_s / bare_s,
                "the time in which bare SQLite opens and selects as many events (%lld) of the reference rows", (long long)events);
}
