/* The access matrix: every route with every role, without a token, with a forged and with a revoked one. Who may not, gets 401 or 403 and nothing else; who
 * may, gets something else. Which roles may is written here once more by hand, in the words of the contract, so that a slip in routes.def shows. */
#include "lib/daemon.h"
#include "lib/http_call.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static struct daemon controller;

static void start(void)
{
    daemon_make(&controller);
    cr_assert(daemon_start(&controller, NULL));
}

static void end(void)
{
    daemon_remove(&controller);
}

TestSuite(access, .init = start, .fini = end, .timeout = 120);

static const char *const roles[] = {"manager", "supervisor", "guide", "clerk", "approver", "issuer", "kiosk", "board", "printer"};
enum { ROLES = sizeof roles / sizeof *roles };

/* Letters of the roles that may: M S G C A I K B P; * everybody with a token, - nobody but the owner, + the public too. */
static const struct {
    const char *method, *path, *may;
} rows[] = {
    {"POST", "/v1/tickets", "KGC"},
    {"GET", "/v1/tickets", "KGC"},
    {"GET", "/v1/tickets/1", "KGCMSP"},
    {"GET", "/v1/tickets/1/history", "GCMS"},
    {"POST", "/v1/tickets/1/cancel", "KGC"},
    {"POST", "/v1/tickets/1/reprint", "KGC"},
    {"POST", "/v1/tickets/1/return", "KGC"},
    {"POST", "/v1/tickets/1/priority", "G"},
    {"GET", "/v1/tickets/1/person", "GCMS"},
    {"POST", "/v1/persons/00/erase", "M"},
    {"GET", "/v1/codes/1ABC", "KGC"},
    {"POST", "/v1/windows/3/open", "CM"},
    {"POST", "/v1/windows/3/pause", "CM"},
    {"POST", "/v1/windows/3/resume", "CM"},
    {"POST", "/v1/windows/3/close", "CM"},
    {"POST", "/v1/windows/3/next", "C"},
    {"POST", "/v1/windows/3/recall", "C"},
    {"POST", "/v1/windows/3/start", "C"},
    {"POST", "/v1/windows/3/finish", "C"},
    {"POST", "/v1/windows/3/no-show", "C"},
    {"POST", "/v1/windows/3/park", "C"},
    {"POST", "/v1/windows/3/transfer", "C"},
    {"POST", "/v1/windows/3/undo", "C"},
    {"GET", "/v1/windows/3", "*"},
    {"GET", "/v1/windows/3/figures", "MS"},
    {"GET", "/v1/figures/today", "MS"},
    {"GET", "/v1/settings", "MS"},
    {"POST", "/v1/settings", "M"},
    {"GET", "/v1/hall", "*"},
    {"GET", "/v1/items", "*"},
    {"GET", "/v1/items/export", "*"},
    {"GET", "/v1/items/versions", "*"},
    {"GET", "/v1/items/XK11", "*"},
    {"POST", "/v1/items/import", "M"},
    {"POST", "/v1/items/XK11/withdraw", "M"},
    {"GET", "/v1/printers", "*"},
    {"GET", "/metrics", "*"},
    {"GET", "/v1/verify", "MS"},
    {"POST", "/v1/backup", "-"},
    {"POST", "/v1/help", "K"},
    {"POST", "/v1/help/answered", "MG"},
    {"POST", "/v1/emergency-rolls", "M"},
    {"POST", "/v1/emergency-tickets", "MG"},
    {"PUT", "/v1/printers/p1", "P"},
    {"GET", "/v1/printers/p1", "*"},
    {"POST", "/v1/printers/p1/pause", "MG"},
    {"POST", "/v1/printers/p1/resume", "MG"},
    {"POST", "/v1/printers/p1/reload", "MG"},
    {"POST", "/v1/printers/p1/test", "MG"},
    {"POST", "/v1/print-jobs/1/move", "MG"},
    {"POST", "/v1/print-jobs/lease", "P"},
    {"GET", "/v1/print-jobs/1", "PMGK"},
    {"POST", "/v1/print-jobs/1/printing", "P"},
    {"POST", "/v1/print-jobs/1/printed", "P"},
    {"POST", "/v1/print-jobs/1/renew", "P"},
    {"POST", "/v1/print-jobs/1/release", "P"},
    {"POST", "/v1/print-jobs/1/attention", "P"},
    {"POST", "/v1/print-jobs/1/failed", "P"},
    {"POST", "/v1/staff", "M"},
    {"GET", "/v1/staff", "MS"},
    {"POST", "/v1/staff/nobody", "M"},
    {"POST", "/v1/tokens", "M"},
    {"GET", "/v1/tokens", "M"},
    {"DELETE", "/v1/tokens/nothing", "M"},
    {"POST", "/v1/cases", "C"},
    {"GET", "/v1/cases", "CAISM"},
    {"GET", "/v1/cases/1", "CAISM"},
    {"GET", "/v1/cases/1/history", "CAISM"},
    {"GET", "/v1/cases/1/person", "CAISM"},
    {"POST", "/v1/cases/1/notice", "C"},
    {"POST", "/v1/cases/1/accept", "C"},
    {"POST", "/v1/cases/1/decline", "C"},
    {"POST", "/v1/cases/1/material", "C"},
    {"POST", "/v1/cases/1/withdraw", "C"},
    {"POST", "/v1/cases/1/claim", "A"},
    {"POST", "/v1/cases/1/forward", "A"},
    {"POST", "/v1/cases/1/suspend", "A"},
    {"POST", "/v1/cases/1/resume", "A"},
    {"POST", "/v1/cases/1/extend", "A"},
    {"POST", "/v1/cases/1/approve", "A"},
    {"POST", "/v1/cases/1/reject", "A"},
    {"POST", "/v1/cases/1/result", "C"},
    {"POST", "/v1/cases/1/seal", "I"},
    {"POST", "/v1/cases/1/confirm", "I"},
    {"POST", "/v1/cases/1/spoil", "I"},
    {"POST", "/v1/cases/1/shelve", "I"},
    {"POST", "/v1/cases/1/reprint", "I"},
    {"POST", "/v1/cases/1/hand-out", "CI"},
    {"POST", "/v1/cases/1/mark", "S"},
    {"POST", "/v1/cases/1/document", "P"},
    {"GET", "/v1/cases/1/certificate", "PI"},
    {"POST", "/v1/cases/1/print", "CIA"},
    {"GET", "/v1/case-progress", "KGC"},
    {"GET", "/v1/certificates/1", "CAISMP"},
    {"GET", "/v1/certificates/1/document", "ISP"},
    {"GET", "/v1/seal-uses", "ISM"},
    {"GET", "/v1/figures/cases", "MS"},
    {"POST", "/v1/samples", "S"},
    {"GET", "/v1/samples", "S"},
    {"POST", "/v1/samples/1/reveal", "S"},
    {"POST", "/v1/staff/nobody/deputy", "M"},
    {"POST", "/v1/hall/end-day", "M"}, /* last but for the public ones: it ends the day */
    {"DELETE", "/v1/sessions", "*"},
    {"POST", "/v1/sessions", "+"},
    {"GET", "/t/1ABC", "+"},
    {"GET", "/c/YC1", "+"},
    {"GET", "/C/YC1", "+"},
    {"GET", "/healthz", "+"},
};
enum { ROWS = sizeof rows / sizeof *rows };

static void make_token(struct http_call *owner, const char *role, const char *name, char token[64])
{
    char body[160];

    snprintf(body, sizeof body, "{\"role\":\"%s\",\"staff\":\"1001\",\"window\":3,\"name\":\"%s\"}", role, name);
    cr_assert_eq(http_call(owner, "POST", "/v1/tokens", body, NULL), 201, "%s: %s", role, owner->body);
    snprintf(token, 64, "%s", http_call_text(owner, "token"));
}

static bool may(const char *letters, const char *role)
{
    return strchr(letters, '+') || strchr(letters, '*') || strchr(letters, role[0] - 32);
}

/* Asks, and returns the status. 401 and 403 are refusals of access. */
static int ask(struct http_call *call, int row)
{
    return http_call(call, rows[row].method, rows[row].path, strcmp(rows[row].method, "GET") == 0 ? NULL : "{}", NULL);
}

Test(access, every_route_with_every_role)
{
    struct http_call owner = http_call_socket(controller.socket);
    char token[64];

    for (int r = 0; r < ROLES; r++) {
        make_token(&owner, roles[r], roles[r], token);
        struct http_call call = http_call_tcp(controller.port, token);
        for (int row = 0; row < ROWS; row++) {
            if (strcmp(rows[row].path, "/v1/hall/end-day") == 0 && may(rows[row].may, roles[r]))
                continue; /* below */
            int status = ask(&call, row);
            bool let_in = status != 401 && status != 403 && status != 0;
            if (strcmp(rows[row].path, "/v1/sessions") == 0 && strcmp(rows[row].method, "POST") == 0)
                let_in = status == 401 && strstr(call.body, "pin-wrong"); /* it looks at PINs, not at tokens */
            cr_expect_eq(let_in, may(rows[row].may, roles[r]), "%s %s as %s: %d", rows[row].method, rows[row].path, roles[r], status);
        }
        http_call_close(&call);
    }
    make_token(&owner, "manager", "last", token);
    struct http_call manager = http_call_tcp(controller.port, token);
    cr_assert_eq(http_call(&manager, "POST", "/v1/hall/end-day", NULL, NULL), 200);
    http_call_close(&manager);
    http_call_close(&owner);
}

static void nobody_gets_in(struct http_call *call, const char *who)
{
    for (int row = 0; row < ROWS; row++) {
        if (strchr(rows[row].may, '+') && !call->token[0])
            continue;
        int status = ask(call, row);
        cr_expect_eq(status, 401, "%s %s with %s: %d", rows[row].method, rows[row].path, who, status);
    }
    http_call_close(call);
}

Test(access, without_a_token_with_a_forged_and_with_a_revoked_one)
{
    struct http_call owner = http_call_socket(controller.socket), nobody = http_call_tcp(controller.port, NULL),
                     forger = http_call_tcp(controller.port, "yc_00000000000000000000000000000000");
    char token[64];

    nobody_gets_in(&nobody, "no token");
    nobody_gets_in(&forger, "a forged token");
    make_token(&owner, "manager", "gone", token);
    cr_assert_eq(http_call(&owner, "DELETE", "/v1/tokens/gone", NULL, NULL), 200);
    struct http_call revoked = http_call_tcp(controller.port, token);
    nobody_gets_in(&revoked, "a revoked token");
    http_call_close(&owner);
}

Test(access, with_a_token_of_another_hall)
{
    struct daemon other;
    char token[64];

    daemon_make(&other);
    cr_assert(daemon_start(&other, NULL));
    struct http_call owner = http_call_socket(other.socket);
    for (int r = 0; r < ROLES; r++) {
        make_token(&owner, roles[r], roles[r], token);
        struct http_call stranger = http_call_tcp(controller.port, token);
        nobody_gets_in(&stranger, "a token of another hall");
    }
    http_call_close(&owner);
    daemon_remove(&other);
}

Test(access, a_clerk_acts_at_the_own_window_only)
{
    struct http_call owner = http_call_socket(controller.socket);
    char token[64], path[64];

    make_token(&owner, "clerk", "three", token);
    struct http_call clerk = http_call_tcp(controller.port, token);
    for (int row = 0; row < ROWS; row++) {
        if (strcmp(rows[row].method, "POST") != 0 || strncmp(rows[row].path, "/v1/windows/3/", 14) != 0)
            continue;
        snprintf(path, sizeof path, "/v1/windows/4/%s", rows[row].path + 14);
        int status = http_call(&clerk, "POST", path, "{}", NULL);
        cr_expect_eq(status, 403, "POST %s with a token of window 3: %d", path, status);
        cr_expect_str_eq(http_call_text(&clerk, "type"), "urn:yichuang:forbidden");
    }
    http_call_close(&clerk);
    http_call_close(&owner);
}

Test(access, every_route_of_the_table_is_in_the_matrix)
{
    static const char *const paths[] = {
#define ROUTE(method, path, roles, handler) #method " " path,
#include "server/routes.def"
#undef ROUTE
    };
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        bool found = strcmp(paths[i], "GET /v1/events") == 0; /* a stream does not end; tests/unit/test_stream.c */
        for (int row = 0; row < ROWS && !found; row++) {
            char pattern[128];
            snprintf(pattern, sizeof pattern, "%s %s", rows[row].method, rows[row].path);
            /* compare part by part, {} stands for anything */
            const char *a = paths[i], *b = pattern;
            while (*a && *b) {
                if (strncmp(a, "{}", 2) == 0) {
                    a += 2;
                    b += strcspn(b, "/");
                } else if (*a++ != *b++) {
                    a = "?";
                    break;
                }
            }
            found = !*a && !*b;
        }
        cr_expect(found, "%s is missing in the matrix", paths[i]);
    }
}

Test(access, five_wrong_pins_slow_the_account_down)
{
    struct http_call nobody = http_call_tcp(controller.port, NULL);

    for (int i = 0; i < 5; i++)
        cr_assert_eq(http_call(&nobody, "POST", "/v1/sessions", "{\"staff\":\"1001\",\"pin\":\"0000\",\"window\":3}", NULL), 401);
    cr_assert_eq(http_call(&nobody, "POST", "/v1/sessions", "{\"staff\":\"1001\",\"pin\":\"1234\",\"window\":3}", NULL), 429, "even with the right one");
    cr_assert_eq(http_call(&nobody, "POST", "/v1/sessions", "{\"staff\":\"1002\",\"pin\":\"1234\"}", NULL), 201, "others sign in");
    http_call_close(&nobody);
}
