/* A disk that is full or broken: an error answer or an orderly stop, nothing acknowledged lost, nothing undurable ever shown. */
#include "lib/daemon.h"
#include "lib/http_call.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static struct daemon controller;
static struct http_call owner;

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

TestSuite(disk, .init = start, .fini = end, .timeout = 60);

enum { ALWAYS = 1000000 };

static int take(void)
{
    return http_call(&owner, "POST", "/v1/tickets", "{\"service\":\"A\"}", NULL);
}

static void is_whole(int taken)
{
    cr_assert_eq(http_call(&owner, "GET", "/v1/hall", NULL, NULL), 200);
    cr_assert_eq(http_call_number(&owner, "today.taken"), taken);
    cr_assert_eq(http_call(&owner, "GET", "/v1/verify", NULL, NULL), 200);
    cr_assert(json_is_true(json_object_get(owner.json, "ok")));
}

Test(disk, a_full_disk_refuses_and_the_hall_goes_on)
{
    cr_assert_eq(take(), 201);
    cr_assert_eq(take(), 201);
    daemon_order(&controller, FAULT_WRITE, ENOSPC, 0, ALWAYS);
    cr_assert_eq(take(), 503);
    cr_assert_str_eq(http_call_text(&owner, "type"), "urn:yichuang:not-stored");
    cr_assert_str_eq(http_call_text(&owner, "detail"), "the disk is full");
    is_whole(2);
    cr_assert_eq(take(), 503);
    daemon_order(&controller, FAULT_NONE, 0, 0, 0);
    cr_assert_eq(take(), 201);
    cr_assert_str_eq(http_call_text(&owner, "number"), "A003", "the refused number was never given");
    is_whole(3);
}

static void stops_and_comes_back(enum fault kind, const char *what)
{
    cr_assert_eq(take(), 201);
    cr_assert_eq(take(), 201);
    daemon_order(&controller, kind, EIO, 0, ALWAYS);
    int status = take();
    cr_assert(status == 503 || status == 0, "%s was answered with %d", what, status);
    cr_assert_eq(daemon_end(&controller, 0), 1, "after %s the controller ends by itself", what);
    daemon_order(&controller, FAULT_NONE, 0, 0, 0);
    http_call_close(&owner);
    cr_assert(daemon_start(&controller, NULL));
    cr_assert_eq(http_call(&owner, "GET", "/v1/hall", NULL, NULL), 200);
    json_int_t taken = http_call_number(&owner, "today.taken");
    cr_assert(taken == 2 || taken == 3, "what was acknowledged is there; the third is unknown");
    is_whole((int)taken);
}

Test(disk, a_failed_sync_stops_the_controller)
{
    stops_and_comes_back(FAULT_SYNC, "a failed sync");
}

Test(disk, a_failed_write_stops_the_controller)
{
    stops_and_comes_back(FAULT_WRITE, "a failed write");
}

Test(disk, the_stream_never_tells_what_did_not_reach_the_disk)
{
    static const char ask[] = "GET /v1/events HTTP/1.1\r\nHost: h\r\n\r\n";
    struct http_call stream = http_call_socket(controller.socket);
    char text[65536] = "";
    size_t used = 0;
    ssize_t got;

    cr_assert_eq(http_call(&stream, "GET", "/healthz", NULL, NULL), 200);
    cr_assert_eq(send(stream.fd, ask, sizeof ask - 1, MSG_NOSIGNAL), (ssize_t)sizeof ask - 1);
    cr_assert_eq(take(), 201);
    while (!strstr(text, "\"A001\"") && (got = recv(stream.fd, text + used, sizeof text - 1 - used, 0)) > 0)
        text[used += (size_t)got] = '\0';
    cr_assert_not_null(strstr(text, "\"A001\""));
    daemon_order(&controller, FAULT_SYNC, EIO, 0, ALWAYS);
    int status = take();
    cr_assert(status == 503 || status == 0);
    while ((got = recv(stream.fd, text + used, sizeof text - 1 - used, 0)) > 0) /* until the controller has ended */
        text[used += (size_t)got] = '\0';
    cr_assert_null(strstr(text, "\"A002\""), "an event was told that may not be on the disk");
    http_call_close(&stream);
}

/* Reads; what comes together with a midnight that cannot be stored is refused with it, and asked again. */
static void read_again(const char *path)
{
    for (int i = 0; http_call(&owner, "GET", path, NULL, NULL) == 503 && i < 5; i++)
        poll(NULL, 0, 20);
    cr_assert_eq(owner.status, 200);
}

/* The figure of that name in /metrics. */
static long figure(const char *name)
{
    read_again("/metrics");
    const char *at = strstr(owner.body, name);
    at = at ? strstr(at + 1, name) : NULL; /* after the line of its type */
    cr_assert_not_null(at, "%s is missing", name);
    return strtol(at + strlen(name), NULL, 10);
}

static void read_day(char day[static 16])
{
    read_again("/v1/hall");
    snprintf(day, 16, "%.15s", http_call_text(&owner, "hall.day"));
}

Test(disk, midnight_on_a_full_disk_waits_until_there_is_room)
{
    time_t tomorrow = time(NULL) + 8 * 3600 + 86400;
    char clock[64], before[16], day[16];
    struct tm local;

    cr_assert_eq(daemon_end(&controller, SIGTERM), 0);
    cr_assert(strftime(clock, sizeof clock, "%Y-%m-%dT23:59:00+08:00,60", gmtime_r(&tomorrow, &local)) > 0);
    controller.clock = clock;
    cr_assert(daemon_start(&controller, NULL));
    http_call_close(&owner);
    cr_assert_eq(take(), 201);
    read_day(before);
    daemon_order(&controller, FAULT_WRITE, ENOSPC, 0, ALWAYS);
    for (int i = 0; atomic_load(&controller.faults->failed) < 2; i++) { /* it is tried, and tried again */
        cr_assert_lt(i, 2000, "midnight does not come");
        poll(NULL, 0, 10);
    }
    long turns = figure("yichuang_turns_total"), failed = atomic_load(&controller.faults->failed);
    for (int i = 0; atomic_load(&controller.faults->failed) < failed + 2; i++) {
        cr_assert_lt(i, 2000, "it is not tried again");
        poll(NULL, 0, 10);
    }
    cr_assert_leq(figure("yichuang_turns_total") - turns, 40, "and rests between");
    read_day(day);
    cr_assert_str_eq(day, before, "no day is shown that is not on the disk");
    int status = take();
    cr_assert_eq(status, 503, "%d %s", status, owner.body);
    daemon_order(&controller, FAULT_NONE, 0, 0, 0);
    for (int i = 0; strcmp(day, before) == 0; i++) {
        cr_assert_lt(i, 2000, "the day does not begin");
        poll(NULL, 0, 10);
        read_day(day);
    }
    cr_assert_eq(take(), 201);
    cr_assert_str_eq(http_call_text(&owner, "number"), "A001");
    is_whole(1);
}
