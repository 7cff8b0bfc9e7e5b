/* The contract from outside: requests and answers as other programs rely on them, and one clear sentence for bad input. */
#include "lib/daemon.h"
#include "lib/http_call.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static struct daemon controller;
static struct http_call owner;

static void start(void)
{
    daemon_make(&controller);
    cr_assert(daemon_start(&controller, NULL));
    owner = http_call_socket(controller.socket);
}

static void end(void)
{
    http_call_close(&owner);
    daemon_remove(&controller);
}

TestSuite(contract, .init = start, .fini = end, .timeout = 60);

static int post(const char *path, const char *body)
{
    return http_call(&owner, "POST", path, body, NULL);
}

/* The answer is a problem document of the type, with a sentence in both languages. */
static void is_problem(const struct http_call *call, int status, const char *type)
{
    char urn[64];

    snprintf(urn, sizeof urn, "urn:yichuang:%s", type);
    cr_assert_eq(call->status, status, "%d instead of %d %s: %s", call->status, status, type, call->body);
    cr_assert_str_eq(call->type, "application/problem+json");
    cr_assert_str_eq(http_call_text(call, "type"), urn);
    cr_assert_eq(http_call_number(call, "status"), status);
    cr_assert_gt(strlen(http_call_text(call, "title")), 10);
    cr_assert_gt(strlen(http_call_text(call, "title_zh")), 10);
}

Test(contract, a_ticket_has_every_field)
{
    static const char *const fields[] = {"id", "number", "service", "day", "state", "priority", "window", "ahead", "wait", "taken_at", "code", "url", "printed"};

    cr_assert_eq(post("/v1/tickets", "{\"service\":\"A\"}"), 201);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        cr_assert_not_null(json_object_get(owner.json, fields[i]), "%s is left out", fields[i]);
    cr_assert_str_eq(http_call_text(&owner, "number"), "A001");
    cr_assert_str_eq(http_call_text(&owner, "state"), "waiting");
    cr_assert(json_is_null(json_object_get(owner.json, "window")));
    cr_assert_str_eq(owner.type, "application/json");
}

Test(contract, a_visit)
{
    post("/v1/tickets", "{\"service\":\"A\"}");
    cr_assert_eq(post("/v1/windows/3/next", NULL), 409);
    is_problem(&owner, 409, "window-closed");
    cr_assert_eq(post("/v1/windows/3/open", NULL), 200);
    cr_assert_str_eq(http_call_text(&owner, "state"), "open");
    cr_assert_eq(post("/v1/windows/3/next", NULL), 200);
    cr_assert_str_eq(http_call_text(&owner, "state"), "calling");
    cr_assert_str_eq(http_call_text(&owner, "ticket.number"), "A001");
    cr_assert_eq(post("/v1/windows/3/next", NULL), 409);
    is_problem(&owner, 409, "already-calling");
    post("/v1/windows/3/recall", NULL);
    is_problem(&owner, 409, "recall-too-soon");
    cr_assert_eq(post("/v1/windows/3/start", NULL), 200);
    cr_assert_str_eq(http_call_text(&owner, "state"), "serving");
    cr_assert_eq(post("/v1/windows/3/park", "{\"reason\":\"copying papers\"}"), 200);
    cr_assert_str_eq(http_call_text(&owner, "state"), "open");
    cr_assert_eq(post("/v1/tickets/1/return", NULL), 200);
    cr_assert_eq(post("/v1/windows/3/next", NULL), 200);
    cr_assert_eq(post("/v1/windows/3/transfer", "{\"service\":\"C\"}"), 200);
    cr_assert_eq(post("/v1/windows/3/next", NULL), 200);
    cr_assert_str_eq(http_call_text(&owner, "ticket.number"), "A001");
    cr_assert_str_eq(http_call_text(&owner, "ticket.service"), "C");
    cr_assert_eq(post("/v1/windows/3/no-show", NULL), 200);
    cr_assert_eq(post("/v1/tickets/1/return", NULL), 200);
    cr_assert_eq(post("/v1/windows/3/next", NULL), 200);
    cr_assert_eq(post("/v1/windows/3/undo", NULL), 200);
    cr_assert_str_eq(http_call_text(&owner, "state"), "open");
    cr_assert_eq(post("/v1/windows/3/next", NULL), 200);
    cr_assert_eq(post("/v1/windows/3/finish", NULL), 200);
    cr_assert_eq(post("/v1/windows/3/next", NULL), 202);
    cr_assert_str_eq(http_call_text(&owner, "state"), "ready");
    cr_assert_eq(http_call(&owner, "GET", "/v1/verify", NULL, NULL), 200);
    cr_assert(json_is_true(json_object_get(owner.json, "ok")));
}

Test(contract, the_same_key_gives_the_same_again)
{
    char first[16];

    cr_assert_eq(http_call(&owner, "POST", "/v1/tickets", "{\"service\":\"A\"}", "one"), 201);
    snprintf(first, sizeof first, "%s", http_call_text(&owner, "number"));
    cr_assert_eq(http_call(&owner, "POST", "/v1/tickets", "{\"service\":\"A\"}", "one"), 201);
    cr_assert_str_eq(http_call_text(&owner, "number"), first);
    http_call(&owner, "POST", "/v1/tickets", "{\"service\":\"B\"}", "one");
    is_problem(&owner, 422, "key-reused");
    post("/v1/windows/1/open", NULL);
    cr_assert_eq(http_call(&owner, "POST", "/v1/windows/1/next", NULL, "two"), 200);
    post("/v1/windows/1/finish", NULL);
    cr_assert_eq(http_call(&owner, "POST", "/v1/windows/1/next", NULL, "two"), 200);
    cr_assert_str_eq(http_call_text(&owner, "ticket.number"), first);
    cr_assert_str_eq(http_call_text(&owner, "ticket.state"), "done", "live fields are as they are now");
    cr_assert_eq(http_call(&owner, "POST", "/v1/windows/1/next", NULL, "three"), 202);
    cr_assert_eq(http_call(&owner, "POST", "/v1/windows/1/next", NULL, "three"), 202);
    daemon_end(&controller, SIGKILL);
    cr_assert(daemon_start(&controller, NULL));
    http_call_close(&owner);
    cr_assert_eq(http_call(&owner, "POST", "/v1/tickets", "{\"service\":\"A\"}", "one"), 201);
    cr_assert_str_eq(http_call_text(&owner, "number"), first, "the key outlives the controller");
    char long_key[80];
    memset(long_key, 'k', sizeof long_key);
    long_key[65] = '\0';
    http_call(&owner, "POST", "/v1/tickets", "{\"service\":\"A\"}", long_key);
    is_problem(&owner, 422, "out-of-range");
}

Test(contract, bad_input_gets_one_clear_sentence)
{
    post("/v1/tickets", "{\"service\":\"Z\"}");
    is_problem(&owner, 422, "service-unknown");
    post("/v1/tickets", "{\"service\":5}");
    is_problem(&owner, 400, "wrong-type");
    post("/v1/tickets", "{\"service\":");
    is_problem(&owner, 400, "not-json");
    post("/v1/tickets", "[1,2]");
    is_problem(&owner, 400, "not-json");
    post("/v1/tickets", "");
    is_problem(&owner, 422, "service-unknown");
    post("/v1/tickets", "{\"service\":\"A\",\"priority\":\"royal\"}");
    is_problem(&owner, 422, "priority-unknown");
    post("/v1/tickets", "{\"service\":\"A\",\"item\":\"NOPE\"}");
    is_problem(&owner, 422, "item-unknown");
    post("/v1/tickets", "{\"service\":\"A\",\"count\":0}");
    is_problem(&owner, 422, "out-of-range");
    post("/v1/tickets", "{\"service\":\"A\",\"id_number\":\"110101199003070000\"}");
    is_problem(&owner, 422, "id-number-wrong");
    post("/v1/windows/77/next", NULL);
    is_problem(&owner, 404, "window-unknown");
    http_call(&owner, "GET", "/v1/tickets/999999", NULL, NULL);
    is_problem(&owner, 404, "ticket-unknown");
    http_call(&owner, "GET", "/v1/nothing", NULL, NULL);
    is_problem(&owner, 404, "not-found");
    http_call(&owner, "DELETE", "/v1/hall", NULL, NULL);
    is_problem(&owner, 405, "method-not-allowed");
    const char *text = "POST /v1/tickets HTTP/1.1\r\nHost: h\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nhi";
    http_call_raw(&owner, text, strlen(text));
    is_problem(&owner, 415, "media-type");
}

Test(contract, bytes_that_are_no_text_end_nothing)
{
    cr_assert_eq(http_call(&owner, "POST", "/v1/tickets", "{\"service\":\"A\"}", "\xFF\xFE"), 422);
    is_problem(&owner, 422, "out-of-range");
    http_call(&owner, "PUT", "/v1/printers/p%FFq", "{\"place\":\"x\",\"prints\":[\"ticket\"],\"state\":\"ready\"}", NULL);
    is_problem(&owner, 404, "not-found");
    http_call(&owner, "PUT", "/v1/printers/p%0Aq", "{\"place\":\"x\",\"prints\":[\"ticket\"],\"state\":\"ready\"}", NULL);
    is_problem(&owner, 404, "not-found");
    cr_assert_eq(post("/v1/tickets", "{\"service\":\"A\"}"), 201);
}

Test(contract, ten_megabytes_are_refused)
{
    size_t size = 10 << 20;
    char *body = malloc(size + 1);

    memset(body, ' ', size);
    body[0] = '{';
    body[size - 1] = '}';
    body[size] = '\0';
    post("/v1/tickets", body);
    is_problem(&owner, 413, "too-large");
    free(body);
    cr_assert_eq(post("/v1/tickets", "{\"service\":\"A\"}"), 201, "the next request is served");
}

static void make_token(const char *body, char token[64])
{
    cr_assert_eq(post("/v1/tokens", body), 201, "%s", owner.body);
    snprintf(token, 64, "%s", http_call_text(&owner, "token"));
}

Test(contract, tokens_open_what_their_role_may)
{
    char token[64];

    post("/v1/staff", "{\"id\":\"7001\",\"name\":\"clerk\",\"roles\":[\"clerk\"],\"pin\":\"24680\"}");
    cr_assert_eq(owner.status, 201, "%s", owner.body);
    make_token("{\"role\":\"kiosk\",\"name\":\"k1\"}", token);
    struct http_call kiosk = http_call_tcp(controller.port, token);
    cr_assert_eq(http_call(&kiosk, "POST", "/v1/tickets", "{\"service\":\"A\"}", NULL), 201);
    cr_assert_gt(strlen(http_call_text(&kiosk, "code")), 16, "who took the ticket gets its code");
    http_call(&kiosk, "POST", "/v1/windows/1/next", NULL, NULL);
    is_problem(&kiosk, 403, "forbidden");
    make_token("{\"role\":\"clerk\",\"staff\":\"7001\",\"window\":4}", token);
    struct http_call clerk = http_call_tcp(controller.port, token);
    cr_assert_eq(http_call(&clerk, "POST", "/v1/windows/4/open", NULL, NULL), 200);
    cr_assert_str_eq(http_call_text(&clerk, "staff"), "7001");
    http_call(&clerk, "POST", "/v1/windows/5/open", NULL, NULL);
    is_problem(&clerk, 403, "forbidden");
    struct http_call nobody = http_call_tcp(controller.port, NULL);
    http_call(&nobody, "GET", "/v1/hall", NULL, NULL);
    is_problem(&nobody, 401, "no-token");
    struct http_call forger = http_call_tcp(controller.port, "yc_00000000000000000000000000000000");
    http_call(&forger, "GET", "/v1/hall", NULL, NULL);
    is_problem(&forger, 401, "no-token");
    cr_assert_eq(http_call(&owner, "DELETE", "/v1/tokens/k1", NULL, NULL), 200);
    http_call(&kiosk, "POST", "/v1/tickets", "{\"service\":\"A\"}", NULL);
    is_problem(&kiosk, 401, "no-token");
    http_call_close(&kiosk);
    http_call_close(&clerk);
    http_call_close(&nobody);
    http_call_close(&forger);
}

Test(contract, signing_in_with_a_pin)
{
    struct http_call nobody = http_call_tcp(controller.port, NULL);

    post("/v1/staff", "{\"id\":\"7001\",\"name\":\"clerk\",\"roles\":[\"clerk\"],\"pin\":\"24680\"}");
    cr_assert_eq(owner.status, 201);
    http_call(&nobody, "POST", "/v1/sessions", "{\"staff\":\"7001\",\"pin\":\"11111\",\"window\":2}", NULL);
    is_problem(&nobody, 401, "pin-wrong");
    http_call(&nobody, "POST", "/v1/sessions", "{\"staff\":\"9999\",\"pin\":\"11111\",\"window\":2}", NULL);
    is_problem(&nobody, 401, "pin-wrong");
    cr_assert_eq(http_call(&nobody, "POST", "/v1/sessions", "{\"staff\":\"7001\",\"pin\":\"24680\",\"window\":2}", NULL), 201);
    struct http_call clerk = http_call_tcp(controller.port, http_call_text(&nobody, "token"));
    cr_assert_eq(http_call(&clerk, "POST", "/v1/windows/2/open", NULL, NULL), 200);
    http_call_close(&clerk);
    http_call_close(&nobody);
}

Test(contract, the_residents_page_shows_the_ticket_and_no_secrets)
{
    char path[80], code[40];
    struct http_call phone = http_call_tcp(controller.port, NULL);

    post("/v1/tickets", "{\"service\":\"A\",\"priority\":\"elderly\"}");
    snprintf(code, sizeof code, "%s", http_call_text(&owner, "code"));
    snprintf(path, sizeof path, "/t/%s", code);
    cr_assert_eq(http_call(&phone, "GET", path, NULL, NULL), 200);
    cr_assert_str_eq(phone.type, "text/html");
    cr_assert_not_null(strstr(phone.body, "A001"));
    cr_assert_null(strstr(phone.body, "elderly"));
    const char *json = "GET %s HTTP/1.1\r\nHost: h\r\nAccept: application/json\r\n\r\n";
    char raw[256];
    int length = snprintf(raw, sizeof raw, json, path);
    cr_assert_eq(http_call_raw(&phone, raw, (size_t)length), 200);
    cr_assert_str_eq(http_call_text(&phone, "number"), "A001");
    cr_assert_null(json_object_get(phone.json, "priority"));
    cr_assert_null(json_object_get(phone.json, "code"));
    path[strlen(path) - 1] = path[strlen(path) - 1] == '7' ? '8' : '7';
    cr_assert_eq(http_call(&phone, "GET", path, NULL, NULL), 404);
    cr_assert_eq(http_call(&phone, "GET", "/healthz", NULL, NULL), 200);
    http_call_close(&phone);
}

Test(contract, a_new_number_after_kill_is_the_next_one)
{
    for (int i = 1; i <= 5; i++) {
        char number[16];
        cr_assert_eq(post("/v1/tickets", "{\"service\":\"A\"}"), 201);
        snprintf(number, sizeof number, "A%03d", i);
        cr_assert_str_eq(http_call_text(&owner, "number"), number);
        cr_assert_eq(daemon_end(&controller, SIGKILL), 128 + SIGKILL);
        http_call_close(&owner);
        cr_assert(daemon_start(&controller, NULL));
    }
    cr_assert_eq(daemon_end(&controller, SIGTERM), 0, "SIGTERM ends in order");
}

/* An answer to HEAD has no body; if it had, the next answer on this connection would begin with it. */
Test(contract, head_on_a_kept_connection_spoils_no_other_answer)
{
    static const char requests[] = "HEAD /healthz HTTP/1.1\r\nHost: h\r\n\r\nHEAD /nothing HTTP/1.1\r\nHost: h\r\n\r\n"
                                   "GET /healthz HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
    char text[4096] = "";
    size_t used = 0;
    ssize_t got;

    cr_assert_eq(http_call(&owner, "GET", "/healthz", NULL, NULL), 200);
    cr_assert_eq(send(owner.fd, requests, sizeof requests - 1, MSG_NOSIGNAL), (ssize_t)sizeof requests - 1);
    while (used < sizeof text - 1 && (got = recv(owner.fd, text + used, sizeof text - 1 - used, 0)) > 0)
        text[used += (size_t)got] = '\0';
    char *at = text;
    for (int i = 0; i < 3; i++) {
        cr_assert_eq(strncmp(at, "HTTP/1.1 ", 9), 0, "answer %d begins with '%.40s'", i, at);
        at = strstr(at, "\r\n\r\n");
        cr_assert_not_null(at);
        at += 4;
    }
    cr_assert_str_eq(at, "ok\n");
    http_call_close(&owner);
}

Test(contract, a_second_controller_is_refused)
{
    char text[512];
    const char *const arguments[] = {"yichuangd", controller.dir, "--listen", "127.0.0.1:0", NULL};

    cr_assert_eq(daemon_run(arguments, text, sizeof text), 1);
    cr_assert_not_null(strstr(text, "another process holds the database"), "%s", text);
    cr_assert_eq(post("/v1/tickets", "{\"service\":\"A\"}"), 201, "the first one is not disturbed");
}

/* Puts a line into a file of the hall and returns what the controller says. */
static void with_line_in(const char *name, const char *line, char *text, int size)
{
    char path[256];
    const char *const arguments[] = {"yichuangd", controller.dir, "--listen", "127.0.0.1:0", NULL};

    daemon_end(&controller, SIGTERM);
    snprintf(path, sizeof path, "%s/%s", controller.dir, name);
    FILE *file = fopen(path, "a");
    fprintf(file, "%s\n", line);
    fclose(file);
    cr_assert_eq(daemon_run(arguments, text, size), 1);
}

static void with_line(const char *line, char *text, int size)
{
    with_line_in("hall.conf", line, text, size);
}

Test(contract, a_bad_day_of_the_calendar_is_told_with_its_line)
{
    char text[1024];

    with_line_in("holidays.csv", "2026-13-45,x,off", text, sizeof text);
    cr_assert_not_null(strstr(text, "holidays.csv:"), "%s", text);
}

Test(contract, a_bad_item_is_told_with_its_line)
{
    char text[1024];

    with_line_in("items.csv", "XX99,only,three", text, sizeof text);
    cr_assert_not_null(strstr(text, "items.csv:6"), "%s", text);
}

Test(contract, a_typo_in_the_configuration_is_told_with_its_line)
{
    char text[1024];

    with_line("paperles = true", text, sizeof text);
    cr_assert_not_null(strstr(text, "hall.conf:"), "%s", text);
    cr_assert_not_null(strstr(text, "paperles"), "%s", text);
}

Test(contract, an_unknown_service_of_a_window_is_told)
{
    char text[1024];

    with_line("window \"13\" { services = \"AQ\" }", text, sizeof text);
    cr_assert_not_null(strstr(text, "there is no service \"Q\""), "%s", text);
}

Test(contract, a_person_is_known_by_a_hash_looked_at_on_record_and_erasable)
{
    char path[96], person[64];

    /* 11010119490101 002 and its check character */
    cr_assert_eq(post("/v1/tickets", "{\"service\":\"A\",\"id_number\":\"110101194901010026\",\"phone\":\"13800000000\"}"), 201, "%s", owner.body);
    cr_assert_str_eq(http_call_text(&owner, "priority"), "elderly", "age gives priority");
    cr_assert_eq(http_call(&owner, "GET", "/v1/tickets/1/person", NULL, NULL), 200);
    cr_assert_str_eq(http_call_text(&owner, "masked"), "**************0026");
    cr_assert_str_eq(http_call_text(&owner, "phone"), "13800000000");
    snprintf(person, sizeof person, "%s", http_call_text(&owner, "person"));
    cr_assert_eq(http_call(&owner, "GET", "/v1/tickets/1/history", NULL, NULL), 200);
    cr_assert_not_null(strstr(owner.body, "person.viewed"), "the look is on record");
    cr_assert_null(strstr(owner.body, "110101194901010026"), "the number is not in the journal");
    snprintf(path, sizeof path, "/v1/persons/%s/erase", person);
    post(path, "{}");
    is_problem(&owner, 422, "reason-needed");
    cr_assert_eq(post(path, "{\"reason\":\"the retention period is over\"}"), 200);
    http_call(&owner, "GET", "/v1/tickets/1/person", NULL, NULL);
    is_problem(&owner, 404, "person-unknown");
    cr_assert_eq(http_call(&owner, "GET", "/v1/verify", NULL, NULL), 200);
    cr_assert(json_is_true(json_object_get(owner.json, "ok")), "the journal still holds");
}
