/* The mirror against the real controller: after any number of events, and after the controller was killed, it shows what a fresh reading of the hall shows. */
#include "client/mirror.h"

#include "base/clock.h"
#include "lib/daemon.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WINDOWS = 6, STEPS = 400, CHECK_EVERY = 20 };

static struct daemon hall;
static struct client *watcher;
static struct mirror mirror, fresh;

static void begin(void)
{
    struct client_options options;

    daemon_make(&hall);
    cr_assert(daemon_start(&hall, NULL));
    cr_assert_eq(client_options_fill(&options, hall.dir, NULL, NULL), ERROR_NONE);
    watcher = client_create(&options);
    cr_assert_not_null(watcher);
    mirror_start(&mirror, watcher, NULL, NULL);
}

static void end(void)
{
    client_destroy(watcher);
    daemon_remove(&hall);
}

TestSuite(mirror_live, .init = begin, .fini = end, .timeout = 120);

/* A fixed sequence (Numerical Recipes' linear congruence): every run takes the same steps. */
static unsigned roll(unsigned sides)
{
    static uint32_t state = 20261123;

    state = state * 1664525 + 1013904223;
    return (state >> 16) % sides;
}

/* Does something that may be refused: that is fine too. */
static void step(void)
{
    static const char *const verbs[] = {"open", "next", "next", "next", "start", "finish", "no-show", "park", "transfer", "undo", "pause", "resume", "close", "recall"};
    static const char *const changes[] = {"cancel", "return", "priority"};
    const char letter[2] = {(char)('A' + roll(3)), '\0'};
    char path[64];
    json_t *body;
    int status;

    if (roll(3) == 0) {
        snprintf(path, sizeof path, "/v1/tickets");
        body = json_pack("{s:s,s:s,s:b}", "service", letter, "priority", roll(3) == 0 ? "elderly" : "normal", "paper", 0);
    } else if (roll(8) == 0) {
        snprintf(path, sizeof path, "/v1/tickets/%u/%s", 1 + roll(60), changes[roll(3)]);
        body = json_pack("{s:s,s:s}", "priority", "disabled", "reason", "asked for it");
    } else {
        const char *verb = verbs[roll(sizeof verbs / sizeof *verbs)];
        snprintf(path, sizeof path, "/v1/windows/%u/%s", 1 + roll(WINDOWS), verb);
        body = strcmp(verb, "transfer") == 0 ? json_pack("{s:s}", "service", letter) : json_pack("{s:s}", "reason", "lunch");
    }
    json_decref(daemon_ask(&hall, "POST", path, body, &status));
    cr_assert(status == 200 || status == 201 || status == 202 || status == 404 || status == 409, "%s: %d", path, status);
}

/* Figures that time alone moves are left away: places in the queue and ranges of waits. */
static void forget_what_time_moves(struct mirror *seen)
{
    for (struct mirror_service *service = seen->services; service->letter; service++)
        service->low_s = service->high_s = 0;
    for (struct mirror_window *window = seen->windows; window->number > 0; window++) {
        window->ticket.ahead = 0;
        window->ticket.low_s = window->ticket.high_s = 0;
        window->undo_until_ms = 0;
    }
}

static void compare_services(void)
{
    for (int i = 0; i < MIRROR_SERVICES; i++) {
        const struct mirror_service *one = &mirror.services[i], *other = &fresh.services[i];
        cr_assert_eq(one->letter, other->letter);
        cr_assert_str_eq(one->state, other->state);
        cr_assert_eq(one->waiting, other->waiting, "waiting for %c: %d, not %d", one->letter, one->waiting, other->waiting);
        cr_assert_eq(one->taken, other->taken, "taken of %c", one->letter);
        cr_assert_eq(one->called, other->called, "called of %c: %d, not %d", one->letter, one->called, other->called);
        cr_assert_eq(one->windows_open, other->windows_open, "windows for %c: %d, not %d", one->letter, one->windows_open, other->windows_open);
        cr_assert_eq(one->oldest_ms, other->oldest_ms, "oldest of %c", one->letter);
    }
}

static void compare_windows(void)
{
    for (int i = 0; i <= MIRROR_WINDOWS; i++) {
        const struct mirror_window *one = &mirror.windows[i], *other = &fresh.windows[i];
        cr_assert_eq(one->number, other->number);
        cr_assert_str_eq(one->state, other->state, "window %d", one->number);
        cr_assert_str_eq(one->reason, other->reason);
        cr_assert_str_eq(one->why, other->why, "why of window %d: %s, not %s", one->number, one->why, other->why);
        cr_assert_eq(one->served, other->served);
        cr_assert_eq(one->since_ms, other->since_ms);
        cr_assert_eq(memcmp(&one->ticket, &other->ticket, sizeof one->ticket), 0, "ticket %s of window %d, not %s", one->ticket.number, one->number,
                     other->ticket.number);
    }
}

static void compare_calls(void)
{
    for (int i = 0; i < MIRROR_CALLS; i++)
        cr_assert(mirror.calls[i].ticket == fresh.calls[i].ticket && mirror.calls[i].window == fresh.calls[i].window &&
                      mirror.calls[i].at_ms == fresh.calls[i].at_ms,
                  "call %d: %s at window %d, not %s at window %d", i, mirror.calls[i].number, mirror.calls[i].window, fresh.calls[i].number,
                  fresh.calls[i].window);
}

static void compare(void)
{
    int status;
    json_t *read = daemon_ask(&hall, "GET", "/v1/hall", NULL, &status);

    fresh = (struct mirror){0};
    cr_assert(status == 200 && mirror_read_hall(&fresh, read));
    json_decref(read);
    int64_t end_ms = clock_steady_ms() + 5000;
    while ((!mirror.connected || mirror.seq < fresh.seq) && clock_steady_ms() < end_ms)
        client_wait(watcher, -1, 20);
    cr_assert_eq(mirror.seq, fresh.seq);
    forget_what_time_moves(&fresh);
    forget_what_time_moves(&mirror);
    compare_services();
    compare_windows();
    compare_calls();
    cr_assert(mirror.taken == fresh.taken && mirror.called == fresh.called && mirror.done == fresh.done && mirror.no_show == fresh.no_show);
    cr_assert_eq(mirror.mean_wait_s, fresh.mean_wait_s);
    for (int i = 0; i < MIRROR_ALARMS; i++)
        cr_assert_str_eq(mirror.alarms[i].text.en, fresh.alarms[i].text.en);
}

Test(mirror_live, shows_what_the_hall_shows)
{
    for (int i = 1; i <= STEPS; i++) {
        step();
        if (i % CHECK_EVERY == 0)
            compare();
    }
}

Test(mirror_live, comes_back_after_a_power_cut)
{
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < CHECK_EVERY; i++)
            step();
        compare();
        cr_assert_eq(daemon_end(&hall, SIGKILL), 128 + SIGKILL);
        int64_t end_ms = clock_steady_ms() + 5000;
        while (mirror.connected && clock_steady_ms() < end_ms)
            client_wait(watcher, -1, 20);
        cr_assert(mirror.known && !mirror.connected);
        cr_assert(daemon_start(&hall, NULL));
        int64_t back_ms = clock_steady_ms();
        while (!mirror.connected && clock_steady_ms() < end_ms + 5000)
            client_wait(watcher, -1, 20);
        cr_assert_leq(clock_steady_ms() - back_ms, 1000);
        compare();
    }
}
