/* Requests and the event stream against a controller that breaks in every way. */
#include "client/client.h"

#include "base/clock.h"
#include "lib/fake_server.h"

#include <criterion/criterion.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

static struct fake_server server;
static struct client *client;

static void begin_at(bool unix_socket)
{
    struct client_options options;

    unsetenv("YICHUANG_TOKEN");
    fake_start(&server, unix_socket);
    fake_options(&server, &options);
    strcpy(options.token, "secret");
    client = client_create(&options);
    cr_assert_not_null(client);
}

static void begin(void)
{
    begin_at(true);
}

static void end(void)
{
    client_destroy(client);
    fake_finish(&server);
}

TestSuite(client, .init = begin, .fini = end, .timeout = 60);

/* What a request's callback was told. */
struct result {
    int calls, status, retry_after_s;
    char body[256];
};

static void note(void *context, const struct client_answer *answer)
{
    struct result *result = context;
    char *text = answer->body ? json_dumps(answer->body, JSON_COMPACT | JSON_ENCODE_ANY) : NULL;

    result->calls++;
    result->status = answer->status;
    result->retry_after_s = answer->retry_after_s;
    snprintf(result->body, sizeof result->body, "%s", text ? text : "none");
    free(text);
}

static void ask(struct result *result, const char *method, const char *path, const char *key)
{
    json_t *body = strcmp(method, "POST") == 0 ? json_pack("{s:s}", "service", "A") : NULL;

    *result = (struct result){0};
    cr_assert_eq(client_request(client, method, path, body, key, note, result), ERROR_NONE);
    json_decref(body);
}

Test(client, sends_what_it_is_given)
{
    struct result result;

    ask(&result, "POST", "/v1/tickets", "key-1");
    cr_assert_eq(result.calls, 0, "no callback from within the call");
    FAKE_UNTIL(&server, client, fake_find(&server, "POST /v1/tickets HTTP/1.1\r\n") >= 0);
    cr_assert(fake_has(&server, 0, "Authorization: Bearer secret\r\n"));
    cr_assert(fake_has(&server, 0, "Idempotency-Key: key-1\r\n"));
    cr_assert(fake_has(&server, 0, "Content-Type: application/json\r\n"));
    cr_assert(fake_has(&server, 0, "\r\n\r\n{\"service\":\"A\"}"));
    fake_answer(&server, 0, 201, "", "{\"id\":1}");
    FAKE_UNTIL(&server, client, result.calls > 0);
    cr_assert_eq(result.status, 201);
    cr_assert_str_eq(result.body, "{\"id\":1}");
    client_wait(client, -1, 20);
    cr_assert_eq(result.calls, 1);
}

Test(client, sends_every_method)
{
    static const char *const methods[] = {"GET", "PUT", "DELETE", "POST"};
    struct result result;
    char line[64];

    for (int i = 0; i < 4; i++) {
        ask(&result, methods[i], "/v1/x", "k");
        snprintf(line, sizeof line, "%s /v1/x HTTP/1.1\r\n", methods[i]);
        FAKE_UNTIL(&server, client, fake_find(&server, line) >= 0);
        fake_answer(&server, fake_find(&server, line), 204, "", NULL);
        FAKE_UNTIL(&server, client, result.calls > 0);
        cr_assert_eq(result.status, 204);
        cr_assert_str_eq(result.body, "none");
    }
    cr_assert_eq(server.count, 1, "one connection serves them all");
}

Test(client, works_over_tcp)
{
    struct result result;

    end();
    begin_at(false);
    ask(&result, "GET", "/v1/hall", NULL);
    FAKE_UNTIL(&server, client, fake_find(&server, "GET /v1/hall") >= 0);
    fake_answer(&server, 0, 200, "", "{}");
    FAKE_UNTIL(&server, client, result.calls == 1);
    cr_assert_eq(result.status, 200);
}

Test(client, tells_refusals)
{
    struct result result;

    ask(&result, "GET", "/v1/x", NULL);
    FAKE_UNTIL(&server, client, fake_find(&server, "GET") >= 0);
    fake_answer(&server, 0, 429, "Retry-After: 7\r\n", "{\"title\":\"too many\"}");
    FAKE_UNTIL(&server, client, result.calls == 1);
    cr_assert_eq(result.status, 429);
    cr_assert_eq(result.retry_after_s, 7);
    ask(&result, "GET", "/v1/y", NULL);
    FAKE_UNTIL(&server, client, fake_find(&server, "GET") >= 0);
    fake_answer(&server, 0, 500, "", "<html>not JSON</html>");
    FAKE_UNTIL(&server, client, result.calls == 1);
    cr_assert_eq(result.status, 500);
    cr_assert_str_eq(result.body, "none");
}

Test(client, says_0_when_nobody_listens)
{
    struct result result;

    fake_go_away(&server);
    ask(&result, "GET", "/v1/hall", NULL);
    FAKE_UNTIL(&server, client, result.calls == 1);
    cr_assert_eq(result.status, 0);
    cr_assert_str_eq(result.body, "none");
}

Test(client, says_0_when_the_answer_breaks)
{
    static const char *const halves[] = {"", "HTTP/1.1 20", "HTTP/1.1 201 Created\r\nContent-Le", "HTTP/1.1 201 Created\r\nContent-Length: 20\r\n\r\n{\"id\":"};
    struct result result;

    for (int i = 0; i < 4; i++) {
        ask(&result, "POST", "/v1/tickets", NULL);
        FAKE_UNTIL(&server, client, fake_find(&server, "POST") >= 0);
        int connection = fake_find(&server, "POST");
        fake_send(&server, connection, halves[i]);
        fake_close(&server, connection);
        FAKE_UNTIL(&server, client, result.calls == 1);
        cr_assert_eq(result.status, 0, "after \"%s\"", halves[i]);
    }
}

/* A kept connection that turns out to be dead must not make curl send twice what has no key. */
Test(client, never_sends_twice_without_a_key)
{
    struct result result;

    ask(&result, "GET", "/v1/hall", NULL);
    FAKE_UNTIL(&server, client, fake_find(&server, "GET") >= 0);
    fake_answer(&server, 0, 200, "", "{}");
    FAKE_UNTIL(&server, client, result.calls == 1);
    ask(&result, "POST", "/v1/tickets", NULL);
    FAKE_UNTIL(&server, client, fake_find(&server, "POST") >= 0);
    cr_assert_eq(fake_find(&server, "POST"), 1, "on a connection of its own");
    fake_close(&server, 1);
    FAKE_UNTIL(&server, client, result.calls == 1);
    cr_assert_eq(result.status, 0);
    cr_assert_eq(server.count, 2);
}

Test(client, gives_up_a_slow_answer)
{
    struct result slow, other;

    client_set_patience(client, 150, 1000);
    ask(&slow, "GET", "/v1/slow", NULL);
    ask(&other, "GET", "/v1/other", NULL);
    FAKE_UNTIL(&server, client, fake_find(&server, "GET /v1/other") >= 0);
    fake_answer(&server, fake_find(&server, "GET /v1/other"), 200, "", "{}");
    FAKE_UNTIL(&server, client, other.calls == 1);
    cr_assert_eq(other.status, 200);
    FAKE_UNTIL(&server, client, slow.calls == 1);
    cr_assert_eq(slow.status, 0);
}

Test(client, asks_later)
{
    struct result result = {0};
    int64_t begin_ms = clock_steady_ms();

    cr_assert_eq(client_request_later(client, 120, "GET", "/v1/later", NULL, NULL, note, &result), ERROR_NONE);
    FAKE_UNTIL(&server, client, fake_find(&server, "GET /v1/later") >= 0);
    cr_assert_geq(clock_steady_ms() - begin_ms, 120);
    fake_answer(&server, 0, 200, "", "{}");
    FAKE_UNTIL(&server, client, result.calls == 1);
}

/* Twelve at once, answered backwards: each callback gets its own answer. */
Test(client, keeps_answers_apart)
{
    struct result results[12];
    char text[32];

    for (int i = 0; i < 12; i++) {
        snprintf(text, sizeof text, "/v1/n/%d", i);
        ask(&results[i], "GET", text, NULL);
    }
    for (int i = 11; i >= 0; i--) {
        snprintf(text, sizeof text, "GET /v1/n/%d ", i);
        FAKE_UNTIL(&server, client, fake_find(&server, text) >= 0);
        int connection = fake_find(&server, text);
        snprintf(text, sizeof text, "%d", i);
        fake_answer(&server, connection, 200, "", text);
    }
    for (int i = 0; i < 12; i++) {
        FAKE_UNTIL(&server, client, results[i].calls == 1);
        snprintf(text, sizeof text, "%d", i);
        cr_assert_str_eq(results[i].body, text);
    }
}

static void ask_again(void *context, const struct client_answer *answer)
{
    static struct result second;
    int *left = context;

    cr_assert_eq(answer->status, 200);
    if (--*left > 0)
        cr_assert_eq(client_request(client, "GET", "/v1/again", NULL, NULL, ask_again, left), ERROR_NONE);
    else
        ask(&second, "GET", "/v1/last", NULL);
}

Test(client, lets_callbacks_ask)
{
    int left = 3;

    cr_assert_eq(client_request(client, "GET", "/v1/again", NULL, NULL, ask_again, &left), ERROR_NONE);
    for (int i = 3; i > 0; i--) {
        FAKE_UNTIL(&server, client, fake_find(&server, "GET /v1/again") >= 0);
        fake_answer(&server, 0, 200, "", "{}");
        FAKE_UNTIL(&server, client, left == i - 1);
    }
    FAKE_UNTIL(&server, client, fake_find(&server, "GET /v1/last") >= 0);
}

Test(client, waits_for_keys_too)
{
    int pipe_of_keys[2];
    int64_t begin_ms = clock_steady_ms();

    cr_assert_eq(pipe(pipe_of_keys), 0);
    cr_assert_not(client_wait(client, pipe_of_keys[0], 30));
    cr_assert_geq(clock_steady_ms() - begin_ms, 29);
    cr_assert_eq(write(pipe_of_keys[1], "x", 1), 1);
    begin_ms = clock_steady_ms();
    cr_assert(client_wait(client, pipe_of_keys[0], 5000));
    cr_assert_lt(clock_steady_ms() - begin_ms, 1000);
    char key;
    cr_assert_eq(read(pipe_of_keys[0], &key, 1), 1);
    cr_assert_not(client_wait(client, pipe_of_keys[0], 0));
    close(pipe_of_keys[1]);
    cr_assert(client_wait(client, pipe_of_keys[0], 5000), "the other end is gone: that is readable");
    close(pipe_of_keys[0]);
}

static void on_alarm(int signal)
{
    (void)signal;
}

Test(client, ends_the_wait_for_a_signal)
{
    struct sigaction action = {.sa_handler = on_alarm};
    struct itimerval soon = {.it_value.tv_usec = 50000};
    int64_t begin_ms = clock_steady_ms();

    sigaction(SIGALRM, &action, NULL);
    setitimer(ITIMER_REAL, &soon, NULL);
    cr_assert_not(client_wait(client, -1, 20000));
    cr_assert_lt(clock_steady_ms() - begin_ms, 10000);
}

Test(client, calls_and_waits)
{
    json_t *body = NULL;
    pid_t child = fork();

    if (child == 0) {
        while (fake_find(&server, "GET /v1/hall") < 0) {
            fake_step(&server);
            poll(NULL, 0, 1);
        }
        fake_answer(&server, 0, 200, "", "{\"seq\":5}");
        _exit(0);
    }
    cr_assert_eq(client_call(client, "GET", "/v1/hall", NULL, NULL, 5000, &body), 200);
    cr_assert_eq(json_integer_value(json_object_get(body, "seq")), 5);
    json_decref(body);
    waitpid(child, NULL, 0);
    body = (json_t *)1;
    int64_t begin_ms = clock_steady_ms();
    cr_assert_eq(client_call(client, "GET", "/v1/slow", NULL, NULL, 100, &body), 0, "accepted by the kernel, answered by nobody");
    cr_assert_null(body);
    cr_assert_lt(clock_steady_ms() - begin_ms, 3000);
    cr_assert_eq(client_call(client, "GET", "/v1/slow", NULL, NULL, 50, NULL), 0);
}

/* --- the event stream --- */

static char told[4096];

static void note_stream(void *context, enum client_stream_kind kind, int64_t seq, const json_t *event)
{
    static const char *const names[] = {"connected", "event", "ping", "reset", "lost"};
    size_t length = strlen(told);

    (void)context;
    snprintf(told + length, sizeof told - length, "%s %lld%s%s;", names[kind], (long long)seq, event ? " " : "",
             event ? json_string_value(json_object_get(event, "type")) ? json_string_value(json_object_get(event, "type")) : "-" : "");
}

/* Begins to follow and answers; returns the connection. */
static int follow(int64_t after)
{
    told[0] = '\0';
    client_follow(client, after, note_stream, NULL);
    FAKE_UNTIL(&server, client, fake_find(&server, "GET /v1/events") >= 0);
    return fake_find(&server, "GET /v1/events");
}

Test(client, follows_events)
{
    int connection = follow(7);

    cr_assert(fake_has(&server, connection, "GET /v1/events?after=7 HTTP/1.1\r\n"));
    cr_assert(fake_has(&server, connection, "Accept: text/event-stream\r\n"));
    cr_assert(fake_has(&server, connection, "Authorization: Bearer secret\r\n"));
    cr_assert_str_eq(told, "");
    cr_assert_eq(client_stream_status(client), 0);
    fake_begin_stream(&server, connection);
    FAKE_UNTIL(&server, client, strcmp(told, "connected 7;") == 0);
    cr_assert_eq(client_stream_status(client), 200);
    fake_send(&server, connection, "id: 8\ndata: {\"seq\":8,\"type\":\"a\"}\n\nid: 9\nevent: ping\ndata: {\"seq\":9}\n\n");
    FAKE_UNTIL(&server, client, strcmp(told, "connected 7;event 8 a;ping 9 -;") == 0);
}

Test(client, joins_events_that_come_in_pieces)
{
    static const char *const pieces[] = {"id: 8", "\ndata: {\"se", "q\":8,\"type\":\"whole\"}", "\n", "\n"};
    int connection = follow(7);

    fake_begin_stream(&server, connection);
    for (int i = 0; i < 5; i++) {
        fake_send(&server, connection, pieces[i]);
        client_wait(client, -1, 10);
        cr_assert_null(strstr(told, i < 4 ? "event" : "-"));
    }
    FAKE_UNTIL(&server, client, strstr(told, "event 8 whole;") != NULL);
}

Test(client, takes_the_sequence_number_from_the_data_when_there_is_no_id)
{
    int connection = follow(-1);

    cr_assert(fake_has(&server, connection, "GET /v1/events HTTP/1.1\r\n"));
    fake_begin_stream(&server, connection);
    fake_send(&server, connection, "data: {\"seq\":41,\"type\":\"a\"}\n\n");
    FAKE_UNTIL(&server, client, strcmp(told, "connected -1;event 41 a;") == 0);
}

Test(client, goes_on_after_the_last_event)
{
    int connection = follow(7);

    fake_begin_stream(&server, connection);
    fake_send(&server, connection, "id: 8\ndata: {\"type\":\"a\"}\n\nid: 9\ndata: {\"type\":\"half");
    FAKE_UNTIL(&server, client, strstr(told, "event 8") != NULL);
    int64_t lost_ms = clock_steady_ms();
    fake_close(&server, connection);
    FAKE_UNTIL(&server, client, fake_find(&server, "GET /v1/events") >= 0);
    cr_assert_leq(clock_steady_ms() - lost_ms, 1000);
    cr_assert_str_eq(told, "connected 7;event 8 a;lost 8;");
    cr_assert_eq(client_stream_status(client), 0);
    connection = fake_find(&server, "GET /v1/events HTTP/1.1\r\n");
    cr_assert(fake_has(&server, connection, "Last-Event-ID: 8\r\n"));
    fake_begin_stream(&server, connection);
    fake_send(&server, connection, "id: 9\ndata: {\"type\":\"b\"}\n\n");
    FAKE_UNTIL(&server, client, strcmp(told, "connected 7;event 8 a;lost 8;connected 8;event 9 b;") == 0);
}

Test(client, comes_back_within_a_second)
{
    fake_begin_stream(&server, follow(3));
    FAKE_UNTIL(&server, client, client_stream_status(client) == 200);
    fake_go_away(&server);
    FAKE_UNTIL(&server, client, strcmp(told, "connected 3;lost 3;") == 0);
    int64_t away_ms = clock_steady_ms();
    FAKE_UNTIL(&server, client, clock_steady_ms() - away_ms > 700); /* some tries in vain: LOST is not told again */
    cr_assert_str_eq(told, "connected 3;lost 3;");
    fake_come_back(&server);
    int64_t back_ms = clock_steady_ms();
    FAKE_UNTIL(&server, client, fake_find(&server, "GET /v1/events") >= 0);
    cr_assert_leq(clock_steady_ms() - back_ms, 1000);
}

/* In one long wait, as a program has that shows nothing but events: tries in vain must not let it sleep on. */
Test(client, comes_back_while_it_waits)
{
    fake_begin_stream(&server, follow(3));
    FAKE_UNTIL(&server, client, client_stream_status(client) == 200);
    fake_go_away(&server);
    FAKE_UNTIL(&server, client, strcmp(told, "connected 3;lost 3;") == 0);
    pid_t child = fork();
    if (child == 0) {
        poll(NULL, 0, 500);
        fake_come_back(&server);
        while (fake_find(&server, "GET /v1/events") < 0) {
            fake_step(&server);
            poll(NULL, 0, 1);
        }
        fake_begin_stream(&server, fake_find(&server, "GET /v1/events"));
        poll(NULL, 0, 20000);
        _exit(0);
    }
    int64_t begin_ms = clock_steady_ms();
    client_wait(client, -1, 15000);
    int64_t waited_ms = clock_steady_ms() - begin_ms;
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    cr_assert_str_eq(told, "connected 3;lost 3;connected 3;");
    cr_assert_leq(waited_ms, 500 + 1000);
}

Test(client, notices_a_silent_stream)
{
    client_set_patience(client, 1000, 200);
    int connection = follow(3);
    fake_begin_stream(&server, connection);
    int64_t begin_ms = clock_steady_ms();
    FAKE_UNTIL(&server, client, strstr(told, "lost") != NULL);
    cr_assert_geq(clock_steady_ms() - begin_ms, 190);
    cr_assert_leq(clock_steady_ms() - begin_ms, 1500);
    FAKE_UNTIL(&server, client, fake_find(&server, "GET /v1/events") > connection);
}

Test(client, stays_while_pings_come)
{
    client_set_patience(client, 1000, 300);
    int connection = follow(3);
    fake_begin_stream(&server, connection);
    for (int i = 0; i < 6; i++) {
        int64_t begin_ms = clock_steady_ms();
        fake_send(&server, connection, "event: ping\nid: 3\ndata: {\"seq\":3}\n\n");
        FAKE_UNTIL(&server, client, clock_steady_ms() - begin_ms >= 100);
    }
    cr_assert_null(strstr(told, "lost"));
    cr_assert_eq(server.count, 1);
}

Test(client, tells_a_reset)
{
    int connection = follow(3);

    fake_begin_stream(&server, connection);
    fake_send(&server, connection, "event: reset\nid: 900\ndata: {\"seq\":900}\n\nid: 901\ndata: {\"type\":\"a\"}\n\n");
    FAKE_UNTIL(&server, client, strcmp(told, "connected 3;reset 900 -;event 901 a;") == 0);
    fake_send(&server, connection, "id: 902\ndata: not json\n\n");
    FAKE_UNTIL(&server, client, strstr(told, "reset 902;") != NULL);
}

Test(client, shows_why_it_may_not_follow)
{
    int connection = follow(3);

    fake_answer(&server, connection, 403, "", "{\"title\":\"no\"}");
    FAKE_UNTIL(&server, client, client_stream_status(client) == 403);
    FAKE_UNTIL(&server, client, fake_find(&server, "GET /v1/events?after=3") >= 0);
    fake_begin_stream(&server, fake_find(&server, "GET /v1/events"));
    FAKE_UNTIL(&server, client, client_stream_status(client) == 200);
    cr_assert_str_eq(told, "connected 3;");
}

Test(client, drops_a_stream_without_end)
{
    static char much[65536];
    int connection = follow(3);

    memset(much, 'x', sizeof much - 1);
    fake_begin_stream(&server, connection);
    fake_send(&server, connection, "data: ");
    for (int i = 0; i < 17; i++) {
        fake_send(&server, connection, much);
        for (int j = 0; j < 20; j++)
            client_wait(client, -1, 1);
    }
    FAKE_UNTIL(&server, client, strcmp(told, "connected 3;lost 3;") == 0);
}

static void follow_anew(void *context, enum client_stream_kind kind, int64_t seq, const json_t *event)
{
    note_stream(context, kind, seq, event);
    if (kind == CLIENT_STREAM_EVENT && seq == 8)
        client_follow(client, 20, follow_anew, context);
}

Test(client, lets_the_stream_callback_follow_anew)
{
    int connection;

    client_follow(client, 7, follow_anew, NULL);
    FAKE_UNTIL(&server, client, fake_find(&server, "GET /v1/events?after=7") >= 0);
    connection = fake_find(&server, "GET /v1/events");
    fake_begin_stream(&server, connection);
    fake_send(&server, connection, "id: 8\ndata: {}\n\nid: 9\ndata: {}\n\n");
    FAKE_UNTIL(&server, client, fake_find(&server, "GET /v1/events?after=20") >= 0);
    cr_assert_str_eq(told, "connected 7;event 8 -;", "what the old stream still held is forgotten");
    fake_close(&server, fake_find(&server, "GET /v1/events?after=20"));
    FAKE_UNTIL(&server, client, strstr(told, "lost 20;") != NULL);
}

/* --- small things --- */

Test(client, makes_keys)
{
    char one[23], other[23];

    client_make_key(one);
    client_make_key(other);
    cr_assert_eq(strlen(one), 22);
    cr_assert_eq(strspn(one, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"), 22);
    cr_assert_str_neq(one, other);
}

static enum error fill(struct client_options *options, const char *dir, const char *url, const char *token)
{
    *options = (struct client_options){0};
    return client_options_fill(options, dir, url, token);
}

Test(client, finds_the_controller)
{
    struct client_options options;
    char deep[200];

    unsetenv("YICHUANG_DIR");
    unsetenv("YICHUANG_URL");
    cr_assert_eq(fill(&options, NULL, NULL, NULL), ERROR_MISSING);
    cr_assert_eq(fill(&options, "/hall", NULL, "t"), ERROR_NONE);
    cr_assert_str_eq(options.socket, "/hall/run/controller.sock");
    cr_assert_str_eq(options.token, "t");
    cr_assert_eq(fill(&options, "/hall", "http://127.0.0.1:8640/", NULL), ERROR_NONE);
    cr_assert_str_eq(options.url, "http://127.0.0.1:8640");
    cr_assert_str_empty(options.socket);
    cr_assert_eq(fill(&options, NULL, "127.0.0.1:8640", NULL), ERROR_FORMAT);
    cr_assert_eq(fill(&options, NULL, "http://a b", NULL), ERROR_FORMAT);
    cr_assert_eq(fill(&options, "/hall", NULL, "a\nb"), ERROR_FORMAT);
    memset(deep, 'd', sizeof deep - 1);
    deep[sizeof deep - 1] = '\0';
    cr_assert_eq(fill(&options, deep, NULL, NULL), ERROR_RANGE);
    setenv("YICHUANG_URL", "https://hall.example", 1);
    setenv("YICHUANG_DIR", "/other", 1);
    setenv("YICHUANG_TOKEN", "from-environment", 1);
    cr_assert_eq(fill(&options, NULL, NULL, NULL), ERROR_NONE);
    cr_assert_str_eq(options.url, "https://hall.example");
    cr_assert_str_eq(options.token, "from-environment");
    cr_assert_eq(fill(&options, "/hall", NULL, NULL), ERROR_NONE);
    cr_assert_str_eq(options.socket, "/hall/run/controller.sock", "what is given goes before the environment");
    cr_assert_str_empty(options.url);
}

Test(client, puts_problems_into_words)
{
    json_t *body = json_pack("{s:s,s:s,s:s}", "title", "Window 3 is calling", "title_zh", "3号窗口正在叫号", "detail", "A007\033[2J");

    cr_assert_str_eq(client_problem_text(409, body, "en"), "Window 3 is calling (A007[2J)");
    cr_assert_str_eq(client_problem_text(409, body, "zh"), "3号窗口正在叫号（A007[2J）");
    json_object_del(body, "title_zh");
    json_object_set_new(body, "detail", json_null());
    cr_assert_str_eq(client_problem_text(409, body, "zh"), "Window 3 is calling");
    json_decref(body);
    cr_assert_str_eq(client_problem_text(0, NULL, "en"), "the controller cannot be reached");
    cr_assert_str_eq(client_problem_text(500, NULL, "en"), "the controller answered with status 500");
}
