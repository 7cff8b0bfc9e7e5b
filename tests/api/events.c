/* The event stream byte for byte, as a stranger's program reads it: numbered, resumable, told to begin anew when it asks for the impossible, and showing each role
 * what it may see. */
#include "lib/daemon.h"
#include "lib/http_call.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

static struct daemon controller;
static struct http_call owner;

static void start(void)
{
    daemon_make(&controller);
    cr_assert(daemon_start(&controller, NULL));
    owner = http_call_socket(controller.socket);
    cr_assert_eq(http_call(&owner, "POST", "/v1/tickets", "{\"service\":\"A\",\"priority\":\"elderly\"}", NULL), 201);
    cr_assert_eq(http_call(&owner, "POST", "/v1/windows/3/open", "{\"staff\":\"1001\"}", NULL), 200);
    cr_assert_eq(http_call(&owner, "POST", "/v1/windows/3/next", NULL, NULL), 200);
    cr_assert_eq(http_call(&owner, "GET", "/v1/hall", NULL, NULL), 200);
}

static void end(void)
{
    http_call_close(&owner);
    daemon_remove(&controller);
}

TestSuite(events, .init = start, .fini = end, .timeout = 60);

/* Reads a stream until it contains `until`; the caller frees. NULL if it does not come within five seconds. */
static char *follow(const char *token, const char *path, const char *header, const char *until)
{
    struct http_call call = token ? http_call_tcp(controller.port, token) : http_call_socket(controller.socket);
    char request[512], *text = calloc(1, 1 << 20);
    size_t used = 0;
    bool found = false;

    /* connects by asking something small, then the connection is ours */
    cr_assert_eq(http_call(&call, "GET", "/healthz", NULL, NULL), 200);
    int length = snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: h\r\n%s%s%s%s\r\n", path, token ? "Authorization: Bearer " : "", token ? token : "",
                          token ? "\r\n" : "", header);
    struct timeval limit = {5, 0};
    setsockopt(call.fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    cr_assert_eq(send(call.fd, request, (size_t)length, MSG_NOSIGNAL), length);
    while (!found && used < (1 << 20) - 1) {
        ssize_t got = recv(call.fd, text + used, (1 << 20) - 1 - used, 0);
        if (got <= 0)
            break;
        used += (size_t)got;
        found = strstr(text, until) != NULL;
    }
    http_call_close(&call);
    if (found)
        return text;
    free(text);
    return NULL;
}

static int count(const char *text, const char *part)
{
    int found = 0;

    for (const char *p = text; (p = strstr(p, part)); p++)
        found++;
    return found;
}

Test(events, the_whole_day_can_be_read_again_in_order)
{
    char *text = follow(NULL, "/v1/events?after=0", "", "ticket.called");

    cr_assert_not_null(text);
    cr_assert_not_null(strstr(text, "text/event-stream"));
    cr_assert_eq(count(text, "\"type\":\"ticket.taken\""), 1);
    long before = 0;
    for (const char *p = text; (p = strstr(p, "\nid: ")); p++) {
        long seq = strtol(p + 5, NULL, 10);
        cr_assert_eq(seq, before + 1, "nothing lost, nothing twice");
        before = seq;
    }
    free(text);
}

Test(events, last_event_id_goes_on_after_it)
{
    char header[64], until[32];
    json_int_t seq = http_call_number(&owner, "seq");

    snprintf(header, sizeof header, "Last-Event-ID: %lld\r\n", (long long)seq - 1);
    snprintf(until, sizeof until, "id: %lld", (long long)seq);
    char *text = follow(NULL, "/v1/events", header, until);
    cr_assert_not_null(text);
    cr_assert_eq(count(text, "data: {"), 1);
    free(text);
}

Test(events, a_number_that_does_not_exist_yet_begins_anew)
{
    char *text = follow(NULL, "/v1/events?after=999999", "", "event: reset");

    cr_assert_not_null(text);
    free(text);
}

Test(events, the_stream_goes_on_over_a_kill)
{
    char after[64];
    json_int_t seq = http_call_number(&owner, "seq");

    cr_assert_eq(daemon_end(&controller, SIGKILL), 128 + SIGKILL);
    cr_assert(daemon_start(&controller, NULL));
    http_call_close(&owner);
    cr_assert_eq(http_call(&owner, "POST", "/v1/windows/3/finish", NULL, NULL), 200);
    snprintf(after, sizeof after, "/v1/events?after=%lld", (long long)seq);
    char *text = follow(NULL, after, "", "ticket.finished");
    cr_assert_not_null(text);
    free(text);
}

static char *as_role(const char *role, char token[64])
{
    char body[128];

    snprintf(body, sizeof body, "{\"role\":\"%s\",\"staff\":\"1001\",\"window\":3}", role);
    cr_assert_eq(http_call(&owner, "POST", "/v1/tokens", body, NULL), 201);
    snprintf(token, 64, "%s", http_call_text(&owner, "token"));
    return follow(token, "/v1/events?after=0", "", "ticket.called");
}

Test(events, each_role_sees_what_it_may)
{
    char token[64], *board = as_role("board", token), *kiosk = as_role("kiosk", token), *guide = as_role("guide", token);

    cr_assert(board && kiosk && guide);
    cr_assert_null(strstr(board, "elderly"), "a board shows numbers, not who has priority");
    cr_assert_null(strstr(board, "1001"), "nor who sits there");
    cr_assert_null(strstr(board, "\"code\":\"1"), "nor codes of tickets");
    cr_assert_null(strstr(kiosk, "/t/1"), "a kiosk has the code of what it took only from the answer");
    cr_assert_not_null(strstr(guide, "/t/1"), "a guide helps with lost papers");
    free(board);
    free(kiosk);
    free(guide);
}
