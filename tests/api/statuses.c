/* The refusals that visits do not meet by themselves, one by one: status and type as doc/openapi.yaml tells them. What a whole run of the tests has seen is
 * held against that document (tests/observed), so a refusal that is described there must be met somewhere. */
#include "lib/daemon.h"
#include "lib/http_call.h"

#include "base/clock.h"

#include <criterion/criterion.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>

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

TestSuite(statuses, .init = start, .fini = end, .timeout = 120);

static const char *type_of(const struct http_call *call)
{
    const char *type = http_call_text(call, "type");
    return strncmp(type, "urn:yichuang:", 13) == 0 ? type + 13 : type;
}

/* Asks as somebody, and compares status and type ("" for what is done). */
static void expect(struct http_call *call, const char *method, const char *path, const char *body, int status, const char *type)
{
    http_call(call, method, path, body, NULL);
    cr_expect_eq(call->status, status, "%s %s: %d instead of %d: %s", method, path, call->status, status, call->body);
    cr_expect_str_eq(type_of(call), type, "%s %s: %s instead of %s", method, path, type_of(call), type);
}

Test(statuses, a_window_that_is_not_there)
{
    static const char *const acts[] = {"open", "pause", "resume", "close", "next", "recall", "start", "finish", "no-show", "park", "transfer", "undo"};
    char path[64];

    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++) {
        snprintf(path, sizeof path, "/v1/windows/77/%s", acts[i]);
        expect(&owner, "POST", path, "{\"reason\":\"x\"}", 404, "window-unknown");
    }
    expect(&owner, "GET", "/v1/windows/77", NULL, 404, "window-unknown");
    expect(&owner, "GET", "/v1/windows/0", NULL, 404, "window-unknown");
}

Test(statuses, tokens_and_sessions)
{
    struct http_call nobody = http_call_tcp(controller.port, NULL);

    expect(&owner, "POST", "/v1/tokens", "{\"role\":\"kiosk\",\"name\":\"k\"}", 201, "");
    expect(&owner, "POST", "/v1/tokens", "{\"role\":\"kiosk\",\"name\":\"k\"}", 409, "token-exists");
    expect(&owner, "POST", "/v1/tokens", "{\"role\":\"issuer\",\"staff\":\"9999\"}", 404, "staff-unknown");
    expect(&nobody, "POST", "/v1/sessions", "{\"staff\":\"1001\",\"pin\":\"1234\"}", 403, "forbidden");
    expect(&nobody, "POST", "/v1/sessions", "{\"staff\":\"1001\",\"pin\":\"1234\",\"window\":77}", 404, "window-unknown");
    http_call_close(&nobody);
}

Test(statuses, a_ticket_that_cannot_be_what_is_asked)
{
    char body[128];

    expect(&owner, "POST", "/v1/tickets", "{\"service\":\"A\"}", 201, "");
    snprintf(body, sizeof body, "{\"carried\":\"%s\"}", http_call_text(&owner, "code"));
    expect(&owner, "POST", "/v1/tickets", body, 409, "carried-cannot");
    expect(&owner, "POST", "/v1/tickets", "{\"carried\":\"1AAAAAAAAAAAAAAAA\"}", 404, "ticket-unknown");
    expect(&owner, "POST", "/v1/tickets/1/priority", "{}", 422, "reason-needed");
    expect(&owner, "POST", "/v1/tickets/1/cancel", NULL, 200, "");
    expect(&owner, "POST", "/v1/tickets/1/priority", "{\"reason\":\"ill\"}", 409, "ticket-not-waiting");
    expect(&owner, "POST", "/v1/hall/end-day", NULL, 200, "");
    expect(&owner, "POST", "/v1/hall/end-day", NULL, 409, "hall-closed");
    expect(&owner, "POST", "/v1/tickets", "{\"service\":\"A\"}", 409, "hall-closed");
}

/* Takes a ticket, and leases its paper; returns the fence. */
static long long lease(char path[static 64])
{
    expect(&owner, "POST", "/v1/tickets", "{\"service\":\"A\"}", 201, "");
    expect(&owner, "POST", "/v1/print-jobs/lease", "{\"printer\":\"p1\"}", 200, "");
    snprintf(path, 64, "/v1/print-jobs/%lld", (long long)http_call_number(&owner, "id"));
    return (long long)http_call_number(&owner, "fence");
}

Test(statuses, a_telephone_number_has_digits)
{
    static const char *const wrong[] = {"12345", "1234567890123456", "12a45678", "138 0013 8000 +", "电话"};
    static const char *const right[] = {"13800138000", "+86 138-0013-8000", "0731 8888 6666"};
    char body[160];

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        snprintf(body, sizeof body, "{\"service\":\"A\",\"id_number\":\"11010519491231002X\",\"phone\":\"%s\"}", wrong[i]);
        expect(&owner, "POST", "/v1/tickets", body, 422, "phone-wrong");
    }
    for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
        snprintf(body, sizeof body, "{\"service\":\"A\",\"id_number\":\"11010519491231002X\",\"phone\":\"%s\"}", right[i]);
        expect(&owner, "POST", "/v1/tickets", body, 201, "");
    }
}

Test(statuses, the_paper_of_a_cancelled_ticket_is_not_printed)
{
    expect(&owner, "PUT", "/v1/printers/p1", "{\"place\":\"kiosk 1\",\"state\":\"ready\"}", 200, "");
    expect(&owner, "POST", "/v1/tickets", "{\"service\":\"A\"}", 201, "");
    cr_assert_str_eq(http_call_text(&owner, "printed"), "queued");
    expect(&owner, "POST", "/v1/tickets/1/cancel", NULL, 200, "");
    cr_assert_str_eq(http_call_text(&owner, "printed"), "void");
    expect(&owner, "POST", "/v1/print-jobs/lease", "{\"printer\":\"p1\"}", 204, "");
}

Test(statuses, papers)
{
    static const char *const acts[] = {"printing", "printed", "renew", "release", "attention", "failed"};
    char path[64], act[96], body[64];

    expect(&owner, "PUT", "/v1/printers/p1", "{\"place\":\"kiosk 1\",\"state\":\"ready\"}", 200, "");
    long long fence = lease(path);
    expect(&owner, "GET", path, NULL, 200, "");
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++) {
        snprintf(act, sizeof act, "%s/%s", path, acts[i]);
        snprintf(body, sizeof body, "{\"fence\":%lld}", fence + 1);
        expect(&owner, "POST", act, body, 409, "lease-lost");
    }
    snprintf(body, sizeof body, "{\"fence\":%lld}", fence);
    snprintf(act, sizeof act, "%s/renew", path);
    expect(&owner, "POST", act, body, 200, "");
    snprintf(act, sizeof act, "%s/release", path);
    expect(&owner, "POST", act, body, 200, "");
    expect(&owner, "POST", "/v1/print-jobs/lease", "{\"printer\":\"p1\"}", 200, "");
    snprintf(body, sizeof body, "{\"fence\":%lld}", (long long)http_call_number(&owner, "fence"));
    snprintf(act, sizeof act, "%s/failed", path);
    expect(&owner, "POST", act, body, 200, "");
}

Test(statuses, printers_in_peoples_hands)
{
    expect(&owner, "PUT", "/v1/printers/p1", "{\"place\":\"kiosk 1\",\"state\":\"ready\",\"spare\":\"p2\",\"spare_after_s\":90000}", 422, "out-of-range");
    expect(&owner, "PUT", "/v1/printers/p1", "{\"place\":\"kiosk 1\",\"state\":\"paused\"}", 422, "printer-wrong");
    expect(&owner, "PUT", "/v1/printers/p1", "{\"place\":\"kiosk 1\",\"state\":\"ready\",\"spare\":\"p2\"}", 200, "");
    expect(&owner, "PUT", "/v1/printers/p2", "{\"prints\":[\"slip\"],\"state\":\"ready\"}", 200, "");
    expect(&owner, "POST", "/v1/printers/p1/test", NULL, 200, "");
    expect(&owner, "GET", "/v1/printers/p1", NULL, 200, "");
    cr_assert_eq(http_call_number(&owner, "waiting"), 1);
    cr_assert_str_eq(http_call_text(&owner, "spare"), "p2");
    expect(&owner, "POST", "/v1/printers/p1/pause", "{\"reason\":\"a new roll\"}", 200, "");
    cr_assert_str_eq(http_call_text(&owner, "state"), "paused");
    cr_assert_str_eq(http_call_text(&owner, "detail"), "a new roll");
    expect(&owner, "POST", "/v1/printers/p1/pause", NULL, 409, "printer-paused");
    expect(&owner, "POST", "/v1/print-jobs/lease", "{\"printer\":\"p1\"}", 204, "");
    expect(&owner, "POST", "/v1/printers/p1/resume", NULL, 200, "");
    expect(&owner, "POST", "/v1/printers/p1/resume", NULL, 409, "printer-not-paused");
    expect(&owner, "POST", "/v1/print-jobs/1/move", "{\"printer\":\"p2\"}", 409, "printer-other-kind");
    expect(&owner, "POST", "/v1/print-jobs/1/move", "{\"printer\":\"p9\"}", 404, "printer-unknown");
    expect(&owner, "POST", "/v1/print-jobs/77/move", "{\"printer\":\"p2\"}", 404, "print-job-unknown");
    expect(&owner, "PUT", "/v1/printers/p3", "{\"state\":\"ready\"}", 200, "");
    expect(&owner, "POST", "/v1/tickets", "{\"service\":\"A\",\"place\":\"kiosk 1\"}", 201, "");
    expect(&owner, "POST", "/v1/print-jobs/2/move", "{\"printer\":\"p3\",\"reason\":\"a new roll\"}", 200, "");
    cr_assert_str_eq(http_call_text(&owner, "printer"), "p3");
    expect(&owner, "POST", "/v1/print-jobs/lease", "{\"printer\":\"p3\"}", 200, "");
    cr_assert_eq(http_call_number(&owner, "id"), 2);
    expect(&owner, "POST", "/v1/print-jobs/2/move", "{\"printer\":\"p1\"}", 409, "print-job-state");
    expect(&owner, "POST", "/v1/printers/p1/reload", NULL, 409, "paper-not-counted");
    expect(&owner, "PUT", "/v1/printers/p1", "{\"place\":\"kiosk 1\",\"paper\":500,\"paper_unit\":\"rolls\"}", 422, "printer-wrong");
    expect(&owner, "PUT", "/v1/printers/p1", "{\"place\":\"kiosk 1\",\"paper\":500,\"paper_unit\":\"sheet\"}", 200, "");
    expect(&owner, "POST", "/v1/printers/p1/reload", "{\"paper\":0}", 422, "out-of-range");
    expect(&owner, "POST", "/v1/printers/p1/reload", "{\"paper\":200}", 200, "");
    cr_assert_not_null(strstr(owner.body, "\"left\":200"), "%s", owner.body);
    expect(&owner, "POST", "/v1/printers/p9/reload", NULL, 404, "printer-unknown");
    expect(&owner, "GET", "/v1/printers/p9", NULL, 404, "printer-unknown");
    expect(&owner, "POST", "/v1/printers/p9/pause", NULL, 404, "printer-unknown");
    expect(&owner, "POST", "/v1/printers/p9/resume", NULL, 404, "printer-unknown");
    expect(&owner, "POST", "/v1/printers/p9/test", NULL, 404, "printer-unknown");
}

Test(statuses, a_backup_goes_to_a_whole_path)
{
    expect(&owner, "POST", "/v1/backup", "{\"path\":\"copy.db\"}", 422, "out-of-range");
}

Test(statuses, a_hall_has_sixteen_printers)
{
    char path[64];

    expect(&owner, "PUT", "/v1/printers/p1", "{\"state\":\"on fire\"}", 422, "printer-wrong");
    for (int i = 1; i <= 16; i++) {
        snprintf(path, sizeof path, "/v1/printers/p%d", i);
        expect(&owner, "PUT", path, "{}", 200, "");
    }
    expect(&owner, "PUT", "/v1/printers/p17", "{}", 409, "printers-full");
}

Test(statuses, a_recall_after_its_time)
{
    static const char *const fast[] = {"--demo-clock", "2026-11-23T09:00:00+08:00,20", NULL};

    daemon_end(&controller, 15);
    cr_assert(daemon_start(&controller, fast));
    int64_t end_ms = clock_steady_ms() + 20000;
    do { /* the service begins by itself soon after: then somebody else is called */
        http_call(&owner, "POST", "/v1/windows/1/open", NULL, NULL);
        http_call(&owner, "POST", "/v1/windows/1/finish", NULL, NULL);
        http_call(&owner, "POST", "/v1/tickets", "{\"service\":\"A\"}", NULL);
        http_call(&owner, "POST", "/v1/windows/1/next", NULL, NULL);
        do {
            poll(NULL, 0, 20);
            http_call(&owner, "POST", "/v1/windows/1/recall", NULL, NULL);
        } while (strcmp(type_of(&owner), "recall-too-soon") == 0);
    } while (owner.status != 200 && clock_steady_ms() < end_ms);
    cr_assert_eq(owner.status, 200, "%s", owner.body);
    cr_assert_str_eq(http_call_text(&owner, "state"), "calling");
    cr_assert_eq(http_call_number(&owner, "ticket.recalls"), 1);
}
