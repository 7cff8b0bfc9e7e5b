/* Signing in with a PIN: how long it lasts, that it outlives a crash, and how it ends by the clock, by signing out, and by signing in too often. */
#include "lib/daemon.h"
#include "lib/http_call.h"

#include "base/clock.h"

#include <criterion/criterion.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static struct daemon controller;

static void start(void)
{
    daemon_make(&controller);
}

static void end(void)
{
    daemon_remove(&controller);
}

TestSuite(sessions, .init = start, .fini = end, .timeout = 120);

/* Signs 1001 in at window 3; the call then carries the token. */
static struct http_call sign_in(void)
{
    struct http_call nobody = http_call_tcp(controller.port, NULL);

    cr_assert_eq(http_call(&nobody, "POST", "/v1/sessions", "{\"staff\":\"1001\",\"pin\":\"1234\",\"window\":3}", NULL), 201, "%s", nobody.body);
    struct http_call clerk = http_call_tcp(controller.port, http_call_text(&nobody, "token"));
    http_call_close(&nobody);
    return clerk;
}

static void is_signed_out(struct http_call *clerk)
{
    cr_assert_eq(http_call(clerk, "GET", "/v1/windows/3", NULL, NULL), 401, "%d", clerk->status);
    cr_assert_str_eq(http_call_text(clerk, "type"), "urn:yichuang:session-ended");
}

static void waits_until_signed_out(struct http_call *clerk)
{
    int64_t end_ms = clock_steady_ms() + 30000;

    while (http_call(clerk, "GET", "/v1/windows/3", NULL, NULL) == 200 && clock_steady_ms() < end_ms)
        poll(NULL, 0, 20);
    is_signed_out(clerk);
}

Test(sessions, it_ends_with_the_service_day)
{
    static const char *const late[] = {"--demo-clock", "2026-11-23T23:58:00+08:00,60", NULL};

    cr_assert(daemon_start(&controller, late));
    struct http_call clerk = sign_in();
    cr_assert_eq(http_call(&clerk, "GET", "/v1/windows/3", NULL, NULL), 200);
    waits_until_signed_out(&clerk);
    struct http_call owner = http_call_socket(controller.socket);
    http_call(&owner, "GET", "/v1/hall", NULL, NULL);
    cr_assert_str_eq(http_call_text(&owner, "hall.day"), "2026-11-24");
    http_call_close(&clerk);
    http_call_close(&owner);
}

Test(sessions, it_ends_after_the_hours_of_the_configuration)
{
    static const char *const fast[] = {"--demo-clock", "2026-11-23T09:00:00+08:00,1200", NULL};
    char path[256];

    snprintf(path, sizeof path, "%s/hall.conf", controller.dir);
    FILE *file = fopen(path, "a");
    cr_assert_not_null(file);
    fputs("\nsession_hours = 1\n", file);
    fclose(file);
    cr_assert(daemon_start(&controller, fast));
    struct http_call clerk = sign_in();
    waits_until_signed_out(&clerk); /* three seconds; the day has seven hours left */
    struct http_call owner = http_call_socket(controller.socket);
    http_call(&owner, "GET", "/v1/hall", NULL, NULL);
    cr_assert_str_eq(http_call_text(&owner, "hall.day"), "2026-11-23");
    http_call_close(&clerk);
    http_call_close(&owner);
}

Test(sessions, it_outlives_a_crash_and_so_does_its_end)
{
    cr_assert(daemon_start(&controller, NULL));
    struct http_call clerk = sign_in(), other = sign_in();
    cr_assert_eq(http_call(&other, "DELETE", "/v1/sessions", NULL, NULL), 200, "%s", other.body);
    is_signed_out(&other);
    daemon_end(&controller, SIGKILL);
    cr_assert(daemon_start(&controller, NULL));
    clerk.port = other.port = controller.port;
    http_call(&clerk, "GET", "/v1/windows/3", NULL, NULL); /* the old connection is gone */
    cr_assert_eq(http_call(&clerk, "GET", "/v1/windows/3", NULL, NULL), 200, "%d", clerk.status);
    http_call(&other, "GET", "/v1/windows/3", NULL, NULL);
    is_signed_out(&other);
    http_call_close(&clerk);
    http_call_close(&other);
}

Test(sessions, the_manager_sees_it_and_can_end_it)
{
    struct http_call owner;
    char path[64];

    cr_assert(daemon_start(&controller, NULL));
    owner = http_call_socket(controller.socket);
    struct http_call clerk = sign_in();
    cr_assert_eq(http_call(&owner, "GET", "/v1/tokens", NULL, NULL), 200);
    const json_t *last = json_array_get(json_object_get(owner.json, "tokens"), json_array_size(json_object_get(owner.json, "tokens")) - 1);
    cr_assert_str_eq(json_string_value(json_object_get(last, "staff")), "1001");
    cr_assert(json_is_string(json_object_get(last, "until")));
    snprintf(path, sizeof path, "/v1/tokens/%s", json_string_value(json_object_get(last, "name")));
    cr_assert_eq(http_call(&owner, "DELETE", path, NULL, NULL), 200, "%s", owner.body);
    is_signed_out(&clerk);
    cr_assert_eq(http_call(&owner, "DELETE", path, NULL, NULL), 404);
    cr_assert_eq(http_call(&owner, "DELETE", "/v1/sessions", NULL, NULL), 409);
    cr_assert_str_eq(http_call_text(&owner, "type"), "urn:yichuang:not-a-session");
    http_call_close(&clerk);
    http_call_close(&owner);
}

Test(sessions, of_nine_the_first_ends)
{
    struct http_call clerks[9];

    cr_assert(daemon_start(&controller, NULL));
    for (int i = 0; i < 9; i++)
        clerks[i] = sign_in();
    is_signed_out(&clerks[0]);
    for (int i = 1; i < 9; i++)
        cr_assert_eq(http_call(&clerks[i], "GET", "/v1/windows/3", NULL, NULL), 200, "%d: %d", i, clerks[i].status);
    for (int i = 0; i < 9; i++)
        http_call_close(&clerks[i]);
}

/* Reads until the other end closes; false if it does not within the limit. */
static bool is_closed(int fd, int seconds)
{
    int64_t end_ms = clock_steady_ms() + 1000 * seconds;
    char bytes[4096];

    while (clock_steady_ms() < end_ms) {
        struct pollfd one = {.fd = fd, .events = POLLIN};
        if (poll(&one, 1, 100) == 1 && read(fd, bytes, sizeof bytes) <= 0)
            return true;
    }
    return false;
}

Test(sessions, its_stream_ends_with_it)
{
    char head[256];

    cr_assert(daemon_start(&controller, NULL));
    struct http_call clerk = sign_in(), stream = sign_in();
    http_call(&stream, "GET", "/v1/windows/3", NULL, NULL);
    snprintf(head, sizeof head, "GET /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n", clerk.token);
    cr_assert_eq(send(stream.fd, head, strlen(head), 0), (ssize_t)strlen(head));
    char answer[64];
    cr_assert_gt(read(stream.fd, answer, sizeof answer), 0);
    cr_assert(strncmp(answer, "HTTP/1.1 200", 12) == 0);
    cr_assert_eq(http_call(&clerk, "DELETE", "/v1/sessions", NULL, NULL), 200);
    cr_assert(is_closed(stream.fd, 10));
    http_call_close(&clerk);
    http_call_close(&stream);
}

Test(sessions, every_route_refuses_it_afterwards)
{
    static const struct {
        const char *method, *path;
    } rows[] = {
#define ROUTE(method, path, roles, handler) {#method, path},
#include "server/routes.def"
#undef ROUTE
    };

    cr_assert(daemon_start(&controller, NULL));
    struct http_call clerk = sign_in();
    cr_assert_eq(http_call(&clerk, "DELETE", "/v1/sessions", NULL, NULL), 200);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char path[128] = "";
        for (const char *p = rows[i].path; *p; p++)
            strncat(path, *p == '{' ? "1" : *p == '}' ? "" : (char[]){*p, '\0'}, 2);
        http_call(&clerk, rows[i].method, path, strcmp(rows[i].method, "GET") == 0 ? NULL : "{}", NULL);
        cr_expect_eq(clerk.status, 401, "%s %s: %d", rows[i].method, path, clerk.status);
        cr_expect_str_eq(http_call_text(&clerk, "type"), "urn:yichuang:session-ended", "%s %s", rows[i].method, path);
    }
    http_call_close(&clerk);
}
