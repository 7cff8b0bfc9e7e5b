/* The machine's clock jumps under the running controller (faults/preload.c moves it): a day forwards and back, into 1970, into 2100. No number is given twice on a day,
 * the hall's time never goes back, and when the clock is right again the hall goes on by itself. */
#include "lib/daemon.h"
#include "lib/http_call.h"

#include <criterion/criterion.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define HOURS(n) ((int64_t)(n) * 3600 * 1000)
#define YEARS(n) (HOURS(n) * 24 * 365)
enum { LIMIT_S = 20, TAKEN_MOST = 64 };

static struct daemon controller;
static struct http_call owner;
static char taken[TAKEN_MOST][32]; /* "2026-11-23 A001" */
static int taken_count;

static void start(void)
{
    daemon_make_faulty(&controller);
    cr_assert(daemon_start(&controller, NULL));
    owner = http_call_socket(controller.socket);
}

static void end(void)
{
    http_call_close(&owner);
    daemon_remove(&controller);
}

TestSuite(clocks, .init = start, .fini = end, .timeout = 120);

static void jump(int64_t ahead_ms)
{
    atomic_store(&controller.faults->clock_ahead_ms, ahead_ms);
}

/* Takes a number; it has never been given on that day. */
static void take(void)
{
    char text[32];

    cr_assert_eq(http_call(&owner, "POST", "/v1/tickets", "{\"service\":\"A\"}", NULL), 201, "%s", owner.body);
    snprintf(text, sizeof text, "%.10s %.15s", http_call_text(&owner, "day"), http_call_text(&owner, "number"));
    for (int i = 0; i < taken_count; i++)
        cr_assert_str_neq(taken[i], text, "given twice");
    cr_assert_lt(taken_count, TAKEN_MOST);
    snprintf(taken[taken_count++], sizeof taken[0], "%s", text);
}

/* Asks until the hall answers to taking a number with this status. */
static void wait_for(int status)
{
    int is = 0;

    for (int i = 0; i < LIMIT_S * 50 && is != status; i++) {
        is = http_call(&owner, "POST", "/v1/tickets", "{\"service\":\"B\"}", NULL);
        poll(NULL, 0, 20);
    }
    cr_assert_eq(is, status, "%d: %s", is, owner.body);
}

static void end_well(void)
{
    const char *const verify[] = {"yichuang", "verify", "-C", controller.dir, NULL};
    char text[1024];

    cr_assert_eq(daemon_end(&controller, SIGTERM), 0);
    cr_assert_eq(daemon_run(verify, text, sizeof text), 0, "%s", text);
}

Test(clocks, twenty_six_hours_forwards_and_back)
{
    char first[16], later[16];

    take();
    snprintf(first, sizeof first, "%.10s", taken[0]);
    jump(HOURS(26));
    take();
    snprintf(later, sizeof later, "%.10s", taken[1]);
    cr_assert_str_neq(later, first, "another day has begun");
    cr_assert_str_eq(taken[1] + 11, "A001", "and its numbers");
    jump(0);
    take();
    take();
    cr_assert_str_eq(taken[2] + 11, "A002", "a day does not begin twice");
    cr_assert(strncmp(taken[3], later, 10) == 0);
    jump(-HOURS(26));
    take();
    cr_assert(strncmp(taken[4], later, 10) == 0, "nor does it go back");
    end_well();
}

Test(clocks, backwards_and_killed_and_started)
{
    take();
    jump(-HOURS(26));
    take();
    cr_assert_eq(daemon_end(&controller, SIGKILL), 128 + SIGKILL);
    http_call_close(&owner);
    cr_assert(daemon_start(&controller, NULL));
    take();
    cr_assert_str_eq(taken[2] + 11, "A003");
    end_well();
}

/* A clock that cannot be right: nobody gets a number by it, but the windows go on; and when it is right all is as before, also after a start in between. */
static void cannot_be_right(int64_t ahead_ms)
{
    take();
    cr_assert_eq(http_call(&owner, "POST", "/v1/windows/1/open", NULL, NULL), 200);
    jump(ahead_ms);
    wait_for(409);
    cr_assert_str_eq(http_call_text(&owner, "type"), "urn:yichuang:clock-wrong");
    http_call(&owner, "GET", "/v1/hall", NULL, NULL);
    cr_assert(strstr(owner.body, "\"code\":\"clock\""), "the manager is told");
    cr_assert_eq(http_call(&owner, "POST", "/v1/windows/1/next", NULL, NULL), 200, "%s", owner.body);
    cr_assert(daemon_wait_log(&controller, "log", "the machine's clock cannot be right", LIMIT_S));
    jump(0);
    wait_for(201); /* by itself */
    take();
    jump(ahead_ms);
    cr_assert_eq(http_call(&owner, "POST", "/v1/windows/1/finish", NULL, NULL), 200, "%s", owner.body);
    cr_assert_eq(daemon_end(&controller, SIGKILL), 128 + SIGKILL);
    http_call_close(&owner);
    cr_assert(daemon_start(&controller, NULL));
    wait_for(409);
    jump(0);
    wait_for(201);
    take();
    cr_assert_str_eq(taken[taken_count - 1] + 11, "A003");
    end_well();
}

Test(clocks, in_1970)
{
    cannot_be_right(-(int64_t)time(NULL) * 1000);
}

Test(clocks, in_2100)
{
    cannot_be_right(YEARS(74));
}
