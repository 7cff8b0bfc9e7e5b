/* The first page of GET /v1/cases, as the desk asks for it, in a hall with 100,000 open cases against the same hall with 1,000: the length of a list must not
 * matter to whoever looks at its beginning. The cases are written with the controller's own rules and store. */
#include "bench/figure.h"
#include "lib/daemon.h"
#include "lib/http_call.h"

#include "core/case.h"
#include "server/server.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FEW = 1000, MANY = 100000, ROUNDS = 60, TURN = 500, SETTLED = MANY / 200 };

static struct daemon few, many;

static void start(void)
{
    daemon_make(&few);
    daemon_make(&many);
}

static void end(void)
{
    daemon_remove(&few);
    daemon_remove(&many);
}

TestSuite(desk_list, .init = start, .fini = end);

static void keep(void *context, const struct hall *hall, const struct event *event)
{
    cr_assert_eq(store_append(context, hall, event), ERROR_NONE);
}

/* Promised in one of 300 working days from now on, so that lists have something to sort; nothing comes due while it is measured. */
static void accept_case(struct store *store, struct hall *hall, int number, int64_t now_ms)
{
    static const struct workday_entry none[1];
    struct workday_calendar calendar = {none, 0, 2020, 2199};
    struct item item = {.code = "XK11", .kind = ITEM_KIND_PERMIT, .flow = ITEM_FLOW_PERMIT, .output = ITEM_OUTPUT_OWN_A4, .promised_days = 30 + number * 7 % 300, .statutory_days = -1};
    struct case_command cases = {.item = &item, .version = 1, .calendar = &calendar, .acts_for = -1};
    struct command command = {.type = COMMAND_CASE_ACCEPT, .group = -1, .service = -1, .cases = &cases, .actor = {.role = STAFF_ROLE_CLERK, .staff = "3001", .token = "bench"}};
    struct outcome outcome;

    snprintf(command.person, sizeof command.person, "%032x", (unsigned)number);
    snprintf(cases.holder, sizeof cases.holder, "%016x", (unsigned)number);
    cr_assert(hall_reserve(hall));
    enum refusal refusal = hall_decide(hall, &command, now_ms, keep, store, &outcome);
    cr_assert_eq(refusal, REFUSAL_NONE, "%s", refusal_type(refusal));
}

static void fill(const struct daemon *daemon, int cases)
{
    struct clock clock = {0};
    char path[256];
    struct keys keys;
    struct store *store;
    struct hall hall;
    const char *why;
    int64_t bad_seq;

    snprintf(path, sizeof path, "%s/hall.db", daemon->dir);
    cr_assert_eq(keys_read(daemon->dir, &keys, &why), ERROR_NONE);
    struct store_signer signer = keys_signer(&keys);
    cr_assert_eq(store_open(path, &signer, &store), ERROR_NONE);
    hall_init(&hall, server_memory());
    cr_assert_eq(store_load(store, &hall, INT64_MAX, NULL, NULL, &bad_seq), ERROR_NONE);
    for (int i = 0; i < cases; i++) {
        accept_case(store, &hall, i, clock_now_ms(&clock));
        if (i % TURN == TURN - 1)
            cr_assert_eq(store_commit(store), ERROR_NONE);
    }
    cr_assert_eq(store_commit(store), ERROR_NONE);
    hall_finish(&hall);
    store_close(store);
}

static double page(struct http_call *owner)
{
    double begun = figure_now();

    cr_assert_eq(http_call(owner, "GET", "/v1/cases", NULL, NULL), 200, "%s", owner->body);
    double took = figure_now() - begun;
    cr_assert_gt(json_array_size(json_object_get(owner->json, "cases")), 0);
    return took;
}

static struct http_call begin(struct daemon *daemon, int cases)
{
    fill(daemon, cases);
    cr_assert(daemon_start(daemon, NULL), "see %s", daemon->log);
    return http_call_socket(daemon->socket);
}

static int by_size(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;

    return (left > right) - (left < right);
}

Test(desk_list, of_100000)
{
    static double short_s[ROUNDS], long_s[ROUNDS];
    double begun = figure_now();
    struct http_call short_list = begin(&few, FEW), long_list = begin(&many, MANY);
    double filled = figure_now() - begun;

    for (int i = 0; i < SETTLED; i++) /* after its start the controller looks through all open cases once, 400 in each turn (server/sweep.h) */
        page(&long_list);
    for (int i = 0; i < ROUNDS; i++) { /* by turns */
        short_s[i] = page(&short_list);
        long_s[i] = page(&long_list);
    }
    qsort(short_s, ROUNDS, sizeof *short_s, by_size);
    qsort(long_s, ROUNDS, sizeof *long_s, by_size);
    figure_tell("desk_list_100k", "", long_s[ROUNDS / 2] * 1e3, "ms", long_s[ROUNDS / 2] / short_s[ROUNDS / 2],
                "the same page of %d cases (%.2f ms); medians; both halls filled in %.0f s", FEW, short_s[ROUNDS / 2] * 1e3, filled);
    http_call_close(&short_list);
    http_call_close(&long_list);
}
