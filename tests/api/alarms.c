/* Alarms that time alone raises reach who follows the stream, without an event in between. */
#include "lib/daemon.h"
#include "lib/http_call.h"

#include "base/clock.h"

#include <criterion/criterion.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static struct daemon controller;
static struct http_call owner;

/* Half an hour of the hall is three seconds. */
static void start(void)
{
    static const char *const fast[] = {"--demo-clock", "2026-11-23T09:00:00+08:00,600", NULL};

    daemon_make(&controller);
    cr_assert(daemon_start(&controller, fast));
    owner = http_call_socket(controller.socket);
}

static void end(void)
{
    http_call_close(&owner);
    daemon_remove(&controller);
}

TestSuite(alarms, .init = start, .fini = end, .timeout = 60);

/* Follows the stream from now on until it contains `until`; false after the seconds. */
static bool follow(const char *role_token, long long after, const char *until, char *text, size_t size, int seconds)
{
    struct http_call call = role_token ? http_call_tcp(controller.port, role_token) : http_call_socket(controller.socket);
    int64_t end_ms = clock_steady_ms() + 1000 * seconds;
    char request[256];
    size_t used = 0;

    http_call(&call, "GET", "/healthz", NULL, NULL);
    int length = snprintf(request, sizeof request, "GET /v1/events?after=%lld HTTP/1.1\r\nHost: h\r\n%s%s%s\r\n", after, role_token ? "Authorization: Bearer " : "",
                          role_token ? role_token : "", role_token ? "\r\n" : "");
    cr_assert_eq(send(call.fd, request, (size_t)length, MSG_NOSIGNAL), length);
    text[0] = '\0';
    while (!strstr(text, until) && clock_steady_ms() < end_ms && used < size - 1) {
        struct pollfd one = {.fd = call.fd, .events = POLLIN};
        if (poll(&one, 1, 100) != 1)
            continue;
        ssize_t got = recv(call.fd, text + used, size - 1 - used, 0);
        if (got <= 0)
            break;
        used += (size_t)got;
        text[used] = '\0';
    }
    http_call_close(&call);
    return strstr(text, until) != NULL;
}

Test(alarms, waiting_for_long_is_told_without_an_event)
{
    static char text[1 << 20];

    cr_assert_eq(http_call(&owner, "POST", "/v1/windows/1/open", NULL, NULL), 200);
    cr_assert_eq(http_call(&owner, "POST", "/v1/tickets", "{\"service\":\"A\",\"paper\":false}", NULL), 201);
    http_call(&owner, "GET", "/v1/hall", NULL, NULL);
    long long seq = (long long)http_call_number(&owner, "seq");
    cr_assert_null(strstr(owner.body, "waiting-long"));
    cr_assert(follow(NULL, seq, "waiting-long", text, sizeof text, 12), "%s", text);
    const char *told = strstr(text, "waiting-long");
    cr_assert_null(strstr(text, "\"type\":"), "no event was needed: %s", text);
    while (told > text && strncmp(told, "event: ping", 11) != 0)
        told--;
    cr_assert(strncmp(told, "event: ping", 11) == 0, "%s", text);
}

Test(alarms, a_silent_printer_is_told)
{
    static char text[1 << 20];

    cr_assert_eq(http_call(&owner, "PUT", "/v1/printers/p1", "{\"place\":\"kiosk 1\",\"state\":\"ready\"}", NULL), 200);
    http_call(&owner, "GET", "/v1/hall", NULL, NULL);
    cr_assert(follow(NULL, (long long)http_call_number(&owner, "seq"), "its print worker is silent", text, sizeof text, 12), "%s", text);
    cr_assert(strstr(text, "printer.changed"));
}

Test(alarms, a_window_that_does_not_call_while_people_wait_is_told)
{
    static char text[1 << 20];

    cr_assert_eq(http_call(&owner, "POST", "/v1/windows/2/open", NULL, NULL), 200);
    cr_assert_eq(http_call(&owner, "POST", "/v1/tickets", "{\"service\":\"A\",\"paper\":false}", NULL), 201);
    http_call(&owner, "GET", "/v1/hall", NULL, NULL);
    cr_assert(follow(NULL, (long long)http_call_number(&owner, "seq"), "window 2: nobody called for more than 5 minutes", text, sizeof text, 12), "%s", text);
    cr_assert_eq(http_call(&owner, "POST", "/v1/windows/2/next", NULL, NULL), 200);
    http_call(&owner, "GET", "/v1/hall", NULL, NULL);
    cr_assert_null(strstr(owner.body, "window-silent"), "it called");
}
