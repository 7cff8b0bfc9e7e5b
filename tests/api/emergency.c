/* The downtime kit from outside: a roll for the drawer, and what was given from it by hand. */
#include "lib/daemon.h"
#include "lib/http_call.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

static struct daemon hall;
static struct http_call owner;

/* At twenty to ten. */
static void begin(void)
{
    daemon_make(&hall);
    hall.clock = "2026-11-23T09:40:00+08:00,1";
    cr_assert(daemon_start(&hall, NULL));
    owner = http_call_socket(hall.socket);
}

static void end(void)
{
    http_call_close(&owner);
    daemon_remove(&hall);
}

TestSuite(emergency, .init = begin, .fini = end, .timeout = 120);

static void ask(const char *method, const char *path, const char *body, int status, const char *word)
{
    http_call(&owner, method, path, body, NULL);
    cr_assert_eq(owner.status, status, "%s %s: %d: %s", path, body, owner.status, owner.body);
    cr_assert_not_null(strstr(owner.body, word), "%s lacks %s", owner.body, word);
}

static void report_printer(void)
{
    ask("PUT", "/v1/printers/kiosk1", "{\"place\":\"kiosk 1\",\"state\":\"ready\"}", 200, "kiosk1");
}

static void enter(const char *number, const char *more, int status, const char *word)
{
    char body[160];

    snprintf(body, sizeof body, "{\"number\":\"%s\",%s}", number, more);
    ask("POST", "/v1/emergency-tickets", body, status, word);
}

/* The number that window 1 calls next. */
static void expect_next(const char *number)
{
    char wanted[32];

    snprintf(wanted, sizeof wanted, "\"number\":\"%s\"", number);
    ask("POST", "/v1/windows/1/next", "{}", 200, wanted);
    ask("POST", "/v1/windows/1/finish", "{}", 200, "");
}

Test(emergency, numbers_go_on_from_roll_to_roll)
{
    ask("POST", "/v1/emergency-rolls", "{\"count\":5}", 409, "no-printer");
    report_printer();
    ask("POST", "/v1/emergency-rolls", "{\"count\":0}", 422, "out-of-range");
    ask("POST", "/v1/emergency-rolls", "{\"count\":51}", 422, "out-of-range");
    ask("POST", "/v1/emergency-rolls", "{\"count\":5,\"place\":\"kiosk 1\"}", 202, "\"paper\":\"emergency\"");
    cr_assert_eq(http_call_number(&owner, "first"), 1);
    ask("POST", "/v1/emergency-rolls", "{\"count\":50}", 202, "\"count\":50");
    cr_assert_eq(http_call_number(&owner, "first"), 6);
    ask("POST", "/v1/print-jobs/lease", "{\"printer\":\"kiosk1\"}", 200, "\"first\":1");
    cr_assert_eq(daemon_end(&hall, SIGTERM), 0);
    cr_assert(daemon_start(&hall, NULL));
    http_call_close(&owner);
    owner = http_call_socket(hall.socket);
    report_printer();
    ask("POST", "/v1/emergency-rolls", "{\"count\":1}", 202, "\"first\":56");
}

/* Who had a number of the roll at nine goes before who took one at twenty to ten, and is called by what stands on the paper. */
Test(emergency, what_was_given_by_hand_goes_first_in_its_order)
{
    report_printer();
    ask("POST", "/v1/emergency-rolls", "{\"count\":9}", 202, "");
    ask("POST", "/v1/tickets", "{\"service\":\"A\"}", 201, "A001");
    enter("E002", "\"service\":\"A\",\"at\":\"09:00\"", 201, "\"number\":\"E002\"");
    enter("E001", "\"service\":\"A\",\"at\":\"09:00\"", 201, "\"state\":\"waiting\"");
    enter("E004", "\"service\":\"A\",\"at\":\"09:05\",\"served\":true", 201, "\"state\":\"done\"");
    ask("POST", "/v1/tickets", "{\"service\":\"A\"}", 201, "A002");
    ask("POST", "/v1/windows/1/open", "{}", 200, "");
    expect_next("E001");
    expect_next("E002");
    expect_next("A001");
    expect_next("A002");
}

Test(emergency, what_cannot_be_is_refused)
{
    enter("E001", "\"service\":\"A\",\"at\":\"09:00\"", 404, "emergency-unknown");
    report_printer();
    ask("POST", "/v1/emergency-rolls", "{\"count\":3}", 202, "");
    enter("E004", "\"service\":\"A\",\"at\":\"09:00\"", 404, "emergency-unknown");
    enter("A001", "\"service\":\"A\",\"at\":\"09:00\"", 404, "emergency-unknown");
    enter("E-01", "\"service\":\"A\",\"at\":\"09:00\"", 404, "emergency-unknown");
    enter("E001", "\"service\":\"Z\",\"at\":\"09:00\"", 422, "service-unknown");
    enter("E001", "\"service\":\"A\",\"at\":\"23:00\"", 422, "out-of-range");
    enter("E001", "\"service\":\"A\",\"at\":\"9\"", 422, "out-of-range");
    enter("E001", "\"service\":\"A\"", 422, "out-of-range");
    enter("E001", "\"service\":\"A\",\"at\":\"09:00\"", 201, "E001");
    enter("E001", "\"service\":\"B\",\"at\":\"09:00\"", 409, "emergency-entered");
}
