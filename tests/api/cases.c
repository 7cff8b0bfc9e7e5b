/* Cases from outside, by four people: from the ticket to the certificate in hand, and everything that the controller must refuse on the way. */
#include "lib/daemon.h"
#include "lib/http_call.h"

#include "base/clock.h"

#include <criterion/criterion.h>
#include <poll.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ZHANG "\"applicant\":{\"kind\":\"person\",\"name\":\"张三丰\",\"id_number\":\"11010519491231002X\",\"phone\":\"13800000000\"}"
#define LI "{\"name\":\"李四\",\"id_number\":\"440524188001010014\"}"
#define FIRM "\"applicant\":{\"kind\":\"organisation\",\"name\":\"永安小店\",\"id_number\":\"91350100M000100Y43\"}"

static struct daemon controller;
static struct http_call owner, clerk, approver, second, issuer, supervisor, manager, kiosk, printer;

static void staff(const char *id, const char *role)
{
    char body[256];

    snprintf(body, sizeof body, "{\"id\":\"%s\",\"name\":\"%s\",\"pin\":\"1234\",\"roles\":[\"%s\"]}", id, role, role);
    cr_assert_eq(http_call(&owner, "POST", "/v1/staff", body, NULL), 201, "%s", owner.body);
}

static struct http_call somebody(const char *id, const char *role)
{
    char body[256];

    snprintf(body, sizeof body, "{\"role\":\"%s\",\"staff\":%s%s%s,\"window\":3,\"name\":\"%s-%s\"}", role, id ? "\"" : "", id ? id : "null", id ? "\"" : "", role, id ? id : "0");
    cr_assert_eq(http_call(&owner, "POST", "/v1/tokens", body, NULL), 201, "%s", owner.body);
    return http_call_tcp(controller.port, http_call_text(&owner, "token"));
}

static void meet_people(void)
{
    owner = http_call_socket(controller.socket);
    clerk = somebody("2001", "clerk");
    approver = somebody("2002", "approver");
    second = somebody("2006", "approver");
    issuer = somebody("2003", "issuer");
    supervisor = somebody("2004", "supervisor");
    manager = somebody(NULL, "manager");
    kiosk = somebody(NULL, "kiosk");
    printer = somebody(NULL, "printer");
}

/* A year that is not over before a test is run, with a calendar of its own: the first week of October is off, and Saturday the 11th is worked. */
static const char calendar[] = "date,name,kind\n2031-01-01,元旦,off\n2031-10-01,国庆节,off\n2031-10-02,国庆节,off\n2031-10-03,国庆节,off\n"
                               "2031-10-06,国庆节,off\n2031-10-07,国庆节,off\n2031-10-11,国庆节,work\n";

/* clock NULL: no demonstration, at the real time. */
static void open_hall(const char *clock)
{
    char text[512];

    daemon_make(&controller);
    if (!clock) {
        snprintf(controller.dir, sizeof controller.dir, "%.120s/real", controller.folder);
        snprintf(controller.socket, sizeof controller.socket, "%s/run/controller.sock", controller.dir);
        cr_assert_eq(daemon_run((const char *const[]){"yichuang", "init", controller.dir, NULL}, text, sizeof text), 0, "%s", text);
    } else {
        daemon_write(&controller, "holidays.csv", calendar);
    }
    controller.clock = clock;
    cr_assert(daemon_start(&controller, NULL));
    owner = http_call_socket(controller.socket);
    staff("2001", "clerk");
    staff("2002", "approver");
    staff("2006", "approver");
    staff("2003", "issuer");
    staff("2004", "supervisor");
    http_call_close(&owner);
    meet_people();
}

static void start(void)
{
    open_hall("2031-11-24T09:00:00+08:00,1");
}

static void start_before_holiday(void)
{
    open_hall("2031-09-29T09:00:00+08:00,1"); /* a Monday */
}

static void start_for_real(void)
{
    open_hall(NULL);
}

static void end(void)
{
    struct http_call *all[] = {&owner, &clerk, &approver, &second, &issuer, &supervisor, &manager, &kiosk, &printer};

    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        http_call_close(all[i]);
    daemon_remove(&controller);
}

TestSuite(cases, .init = start, .fini = end, .timeout = 120);
TestSuite(cases_real, .init = start_for_real, .fini = end, .timeout = 120);
TestSuite(cases_holiday, .init = start_before_holiday, .fini = end, .timeout = 120);

/* Asks, and compares status and type ("" for what is done). */
static void expect(struct http_call *who, const char *method, const char *path, const char *body, int status, const char *type)
{
    http_call(who, method, path, body, NULL);
    const char *got = http_call_text(who, "type");
    got = strncmp(got, "urn:yichuang:", 13) == 0 ? got + 13 : "";
    cr_assert(who->status == status && strcmp(got, type) == 0, "%s %s %s: %d %s", method, path, body ? body : "", who->status, who->body);
}

static void done(struct http_call *who, const char *path, const char *body)
{
    expect(who, "POST", path, body ? body : "{}", 200, "");
}

/* Makes a move on a case. */
static void move(struct http_call *who, json_int_t id, const char *word, const char *body, int status, const char *type)
{
    char path[64];

    snprintf(path, sizeof path, "/v1/cases/%lld/%s", (long long)id, word);
    expect(who, "POST", path, body ? body : "{}", status, type);
}

static json_int_t accept_case(const char *item, const char *more)
{
    char body[512];

    snprintf(body, sizeof body, "{\"item\":\"%s\",%s%s%s}", item, more && strstr(more, "\"applicant\"") ? "" : ZHANG, more ? "," : "", more ? more : "");
    if (more && strstr(more, "\"applicant\""))
        snprintf(body, sizeof body, "{\"item\":\"%s\",%s}", item, more);
    expect(&clerk, "POST", "/v1/cases", body, 201, "");
    return http_call_number(&clerk, "id");
}

static int draw(struct http_call *who, json_int_t id, const char *pdf)
{
    char bytes[1024];
    int length = snprintf(bytes, sizeof bytes, "POST /v1/cases/%lld/document HTTP/1.1\r\nHost: hall\r\nAuthorization: Bearer %s\r\nContent-Type: application/pdf\r\nContent-Length: %zu\r\n\r\n%s",
                          (long long)id, who->token, strlen(pdf), pdf);

    return http_call_raw(who, bytes, (size_t)length);
}

/* Brings a permit from acceptance to the issued certificate. */
static json_int_t issue(const char *item, const char *more)
{
    json_int_t id = accept_case(item, more);

    move(&approver, id, "claim", NULL, 200, "");
    move(&approver, id, "approve", NULL, 200, "");
    cr_assert_eq(draw(&printer, id, "%PDF-1.7 a certificate"), 200, "%s", printer.body);
    move(&issuer, id, "seal", NULL, 200, "");
    return id;
}

static const char *state(json_int_t id)
{
    char path[48];

    snprintf(path, sizeof path, "/v1/cases/%lld", (long long)id);
    expect(&manager, "GET", path, NULL, 200, "");
    return http_call_text(&manager, "state");
}

/* The journal holds, and the tables made anew from it are the ones that were there. Ends the controller. */
static void check_whole(void)
{
    char text[512];

    cr_assert_eq(daemon_end(&controller, SIGTERM), 0);
    cr_assert_eq(daemon_run((const char *const[]){"yichuangd", controller.dir, "--verify", NULL}, text, sizeof text), 0, "%s", text);
    cr_assert_eq(daemon_run((const char *const[]){"yichuangd", controller.dir, "--rebuild", NULL}, text, sizeof text), 0, "%s", text);
    cr_assert(strstr(text, ": equal"), "%s", text);
}

Test(cases, four_people_bring_a_permit_from_the_ticket_to_the_hand)
{
    char path[128], body[256], number[48], text[512];

    done(&clerk, "/v1/windows/3/open", NULL);
    expect(&kiosk, "POST", "/v1/tickets", "{\"item\":\"XK11\"}", 201, "");
    done(&clerk, "/v1/windows/3/next", NULL);
    expect(&clerk, "POST", "/v1/cases", "{\"item\":\"XK11\"," ZHANG ",\"materials\":\"yyyp\",\"window\":3,\"number\":\"430181-77\"}", 201, "");
    json_int_t id = http_call_number(&clerk, "id");
    cr_expect_str_eq(http_call_text(&clerk, "number"), "430181-77");
    cr_expect_str_eq(http_call_text(&clerk, "applicant.name"), "张**");
    cr_expect_str_eq(http_call_text(&clerk, "applicant.masked"), "**************002X");
    cr_expect_eq(http_call_number(&clerk, "visits"), 1);
    cr_expect_str_eq(http_call_text(&clerk, "deadline.light"), "green");
    expect(&clerk, "GET", "/v1/windows/3", NULL, 200, "");
    cr_expect_str_eq(http_call_text(&clerk, "state"), "serving", "accepting is serving");

    move(&approver, id, "claim", NULL, 200, "");
    move(&approver, id, "approve", "{\"valid_until\":\"2032-12-31\"}", 200, "");
    snprintf(number, sizeof number, "%s", http_call_text(&approver, "certificate.number"));
    cr_expect_str_eq(number, "XK11-2031-00001");
    snprintf(path, sizeof path, "/v1/cases/%lld/certificate", (long long)id);
    expect(&printer, "GET", path, NULL, 200, "");
    cr_expect_str_eq(http_call_text(&printer, "holder"), "张三丰");
    cr_expect(*http_call_text(&printer, "qr"));
    move(&issuer, id, "seal", NULL, 409, "not-drawn");
    cr_expect_eq(draw(&printer, id, "%PDF-1.7 the page"), 200, "%s", printer.body);
    cr_expect_eq(draw(&printer, id, "%PDF-1.7 the page"), 200, "equal bytes are fine");
    cr_expect_eq(draw(&printer, id, "%PDF-1.7 another"), 409, "others are not");
    cr_expect_eq(draw(&printer, id, "hello"), 415);
    snprintf(path, sizeof path, "/v1/certificates/%s/document", number);
    expect(&issuer, "GET", path, NULL, 409, "paper-not-yet");
    move(&issuer, id, "seal", NULL, 200, "");
    cr_expect_eq(http_call_number(&issuer, "certificate.seal"), 1);
    http_call(&issuer, "GET", path, NULL, NULL);
    cr_expect_str_eq(issuer.body, "%PDF-1.7 the page", "exactly those bytes");
    cr_expect_str_eq(issuer.type, "application/pdf");
    move(&issuer, id, "shelve", "{\"shelf\":\"B12\"}", 200, "");
    move(&issuer, id, "reprint", "{\"reason\":\"纸张破损\"}", 200, "");
    cr_expect_eq(http_call_number(&issuer, "certificate.reprints"), 1);
    expect(&kiosk, "GET", "/v1/case-progress?number=430181-77&tail=002x", NULL, 200, "");
    cr_expect_str_eq(http_call_text(&kiosk, "state"), "issued");
    cr_expect(!strstr(kiosk.body, "张"), "%s", kiosk.body);
    move(&clerk, id, "hand-out", "{\"collector\":\"applicant\",\"id_number\":\"440524188001010014\"}", 403, "collector-wrong");
    move(&clerk, id, "hand-out", "{\"collector\":\"agent\",\"id_number\":\"11010519491231002X\",\"agent\":" LI "}", 200, "");

    expect(&supervisor, "GET", "/v1/seal-uses?after=0", NULL, 200, "");
    cr_expect_eq(json_array_size(json_object_get(supervisor.json, "uses")), 1);
    snprintf(path, sizeof path, "/v1/certificates/%s", number);
    expect(&supervisor, "GET", path, NULL, 200, "");
    cr_expect_str_eq(http_call_text(&supervisor, "state"), "handed");
    const char *code = strstr(http_call_text(&supervisor, "qr"), "YC1");
    snprintf(body, sizeof body, "/C/%s", code ? code : "");
    struct http_call public = http_call_tcp(controller.port, NULL);
    cr_expect_eq(http_call(&public, "GET", body, NULL, NULL), 200);
    cr_expect(strstr(public.body, "Valid") && strstr(public.body, number) && !strstr(public.body, "张三丰"));
    body[1] = 'c';
    cr_expect_eq(http_call(&public, "GET", body, NULL, NULL), 200);
    body[20] = body[20] == 'A' ? 'B' : 'A';
    cr_expect_eq(http_call(&public, "GET", body, NULL, NULL), 404, "another code is none");
    http_call_close(&public);
    expect(&manager, "GET", "/v1/figures/cases", NULL, 200, "");
    cr_expect_eq(http_call_number(&manager, "finished"), 1);
    cr_expect_eq(http_call_number(&manager, "at_most_one"), 1);
    snprintf(path, sizeof path, "/v1/cases/%lld/history", (long long)id);
    expect(&supervisor, "GET", path, NULL, 200, "");
    cr_expect_geq(json_array_size(json_object_get(supervisor.json, "events")), 8);
    check_whole();
    cr_assert_eq(daemon_run((const char *const[]){"yichuangd", controller.dir, "--certificate", number, NULL}, text, sizeof text), 0, "%s", text);
    cr_expect(strstr(text, "\"handed\""), "%s", text);
    cr_expect_eq(daemon_run((const char *const[]){"yichuangd", controller.dir, "--certificate", "nothing", NULL}, text, sizeof text), 1);
}

Test(cases, nobody_holds_two_parts_of_a_permit)
{
    struct http_call both = somebody("2001", "approver"), issues = somebody("2002", "issuer"), watches = somebody("2002", "supervisor");
    json_int_t id = accept_case("XK11", NULL);

    move(&both, id, "claim", NULL, 403, "same-person");
    expect(&owner, "POST", "/v1/cases", "{\"item\":\"XK11\"," ZHANG "}", 403, "staff-needed");
    move(&approver, id, "claim", NULL, 200, "");
    move(&second, id, "approve", NULL, 409, "case-of-other");
    move(&approver, id, "approve", NULL, 200, "");
    cr_assert_eq(draw(&printer, id, "%PDF-1.7 a"), 200);
    move(&issues, id, "seal", NULL, 403, "same-person");
    move(&issuer, id, "seal", NULL, 200, "");
    move(&issues, id, "shelve", "{\"shelf\":\"B1\"}", 403, "same-person");
    move(&issues, id, "reprint", "{\"reason\":\"x\"}", 403, "same-person");
    move(&issuer, id, "shelve", NULL, 422, "shelf-needed");
    move(&issuer, id, "reprint", NULL, 422, "reason-needed");
    move(&watches, id, "mark", "{\"reason\":\"抽查\"}", 403, "same-person");
    move(&supervisor, id, "mark", "{\"reason\":\"抽查\"}", 200, "");
    cr_expect_str_eq(http_call_text(&supervisor, "supervised_by"), "2004");
    char path[48];
    snprintf(path, sizeof path, "/v1/cases/%lld", (long long)id);
    expect(&issuer, "GET", path, NULL, 200, "");
    cr_expect(json_is_null(json_object_get(json_object_get(issuer.json, "may"), "shelve")));
    expect(&approver, "GET", path, NULL, 200, "");
    cr_expect_str_eq(http_call_text(&approver, "may.claim.type"), "urn:yichuang:case-state");
    http_call_close(&both);
    http_call_close(&issues);
    http_call_close(&watches);
}

Test(cases, of_two_approvers_at_the_same_second_one_has_it)
{
    json_int_t id = accept_case("XK11", NULL);
    char path[48];

    snprintf(path, sizeof path, "/v1/cases/%lld/claim", (long long)id);
    http_call(&approver, "POST", path, "{}", "once");
    http_call(&second, "POST", path, "{}", "once");
    cr_expect(approver.status == 200 && second.status == 409, "%d %d", approver.status, second.status);
    cr_expect_eq(http_call(&approver, "POST", path, "{}", "once"), 200, "asked again with the key");
    cr_expect_eq(http_call(&approver, "POST", path, "{\"reason\":\"x\"}", "once"), 422, "the key was used for another body");
}

Test(cases, a_repeated_acceptance_is_one_case)
{
    const char *body = "{\"item\":\"XK11\"," ZHANG "}";

    cr_assert_eq(http_call(&clerk, "POST", "/v1/cases", body, "k1"), 201);
    json_int_t id = http_call_number(&clerk, "id");
    cr_assert_eq(http_call(&clerk, "POST", "/v1/cases", body, "k1"), 201);
    cr_expect_eq(http_call_number(&clerk, "id"), id);
    expect(&clerk, "GET", "/v1/cases?staff=me", NULL, 200, "");
    cr_expect_eq(json_array_size(json_object_get(clerk.json, "cases")), 1);
}

Test(cases, what_is_wrong_at_the_window_is_refused_by_name)
{
    expect(&clerk, "POST", "/v1/cases", "{\"item\":\"XK99\"," ZHANG "}", 422, "item-unknown");
    expect(&clerk, "POST", "/v1/cases", "{\"item\":\"XK11\"}", 422, "applicant-needed");
    expect(&clerk, "POST", "/v1/cases", "{\"item\":\"XK11\",\"applicant\":{\"name\":\"张\",\"id_number\":\"110105194912310021\"}}", 422, "id-number-wrong");
    expect(&clerk, "POST", "/v1/cases", "{\"item\":\"XK11\",\"applicant\":{\"kind\":\"organisation\",\"name\":\"店\",\"id_number\":\"91350100M000100Y44\"}}", 422, "applicant-wrong");
    expect(&clerk, "POST", "/v1/cases", "{\"item\":\"XK11\",\"applicant\":{\"name\":\"张\\u202e三\",\"id_number\":\"11010519491231002X\"}}", 422, "name-wrong");
    expect(&clerk, "POST", "/v1/cases", "{\"item\":\"XK02\"," ZHANG "}", 422, "applicant-wrong");
    expect(&clerk, "POST", "/v1/cases", "{\"item\":\"XK11\"," ZHANG ",\"materials\":\"yyy\"}", 422, "materials-wrong");
    expect(&clerk, "POST", "/v1/cases", "{\"item\":\"XK11\"," ZHANG ",\"materials\":\"ynyy\"}", 409, "materials-missing");
    expect(&clerk, "POST", "/v1/cases", "{\"as\":\"notice\",\"item\":\"XK11\"," ZHANG "}", 409, "nothing-missing");
    expect(&clerk, "POST", "/v1/cases", "{\"as\":\"decline\",\"item\":\"XK11\"," ZHANG "}", 422, "reason-needed");
    expect(&clerk, "POST", "/v1/cases", "{\"item\":\"XK11\"," ZHANG ",\"catalogue_version\":99}", 409, "materials-changed");
    expect(&clerk, "POST", "/v1/cases", "{\"item\":\"XK11\"," ZHANG ",\"window\":4}", 403, "forbidden");
    expect(&clerk, "POST", "/v1/cases", "{\"item\":\"XK11\"," ZHANG ",\"ticket\":99}", 404, "ticket-unknown");
    expect(&clerk, "POST", "/v1/cases", "{\"item\":\"XK11\"," ZHANG ",\"bundle\":99}", 404, "case-unknown");
    expect(&clerk, "POST", "/v1/cases", "{\"item\":\"XK11\"," ZHANG ",\"agent_staff\":\"9999\"}", 404, "staff-unknown");
    expect(&clerk, "POST", "/v1/cases", "{\"as\":\"what\",\"item\":\"XK11\"," ZHANG "}", 422, "out-of-range");
    expect(&clerk, "POST", "/v1/cases", "{\"item\":\"XK11\",\"applicant\":{\"name\":\"䶮〇\",\"id_number\":\"11010519491231002X\"}}", 201, "");
    expect(&clerk, "GET", "/v1/cases", NULL, 200, "");
    cr_expect_eq(json_array_size(json_object_get(clerk.json, "cases")), 1, "nothing but the last one was kept");
}

/* Every move with a case that is not there, and with one at another step. */
Test(cases, moves_out_of_step_change_nothing)
{
    static const struct {
        const char *word;
        struct http_call *who;
    } rows[] = {
        {"notice", &clerk},   {"accept", &clerk}, {"decline", &clerk}, {"material", &clerk}, {"withdraw", &clerk}, {"claim", &approver},  {"forward", &approver},
        {"suspend", &approver}, {"resume", &approver}, {"extend", &approver}, {"approve", &approver}, {"reject", &approver}, {"result", &clerk}, {"seal", &issuer},
        {"confirm", &issuer}, {"spoil", &issuer}, {"shelve", &issuer}, {"reprint", &issuer}, {"hand-out", &clerk},
    };
    expect(&clerk, "POST", "/v1/cases", "{\"as\":\"decline\",\"item\":\"XK11\",\"reason\":\"不属于本大厅\"," ZHANG "}", 201, "");
    json_int_t id = http_call_number(&clerk, "id");

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        move(rows[i].who, 99, rows[i].word, NULL, 404, "case-unknown");
        move(rows[i].who, id, rows[i].word, NULL, 409, "case-state");
    }
    move(&supervisor, 99, "mark", NULL, 404, "case-unknown");
    move(&supervisor, id, "mark", NULL, 422, "reason-needed");
    cr_expect_eq(draw(&printer, 99, "%PDF-1.7 a"), 404);
    cr_expect_eq(draw(&printer, id, "%PDF-1.7 a"), 409);
    move(&clerk, 99, "print", "{\"paper\":\"acceptance\"}", 404, "case-unknown");
    move(&clerk, id, "print", "{\"paper\":\"acceptance\"}", 409, "no-printer");
    move(&clerk, id, "print", "{\"paper\":\"certificate\"}", 409, "paper-not-yet");
    move(&clerk, id, "print", "{\"paper\":\"what\"}", 422, "out-of-range");
    expect(&clerk, "GET", "/v1/cases/99", NULL, 404, "case-unknown");
    expect(&clerk, "GET", "/v1/cases/99/history", NULL, 404, "case-unknown");
    expect(&clerk, "GET", "/v1/cases/99/person", NULL, 404, "case-unknown");
    expect(&issuer, "GET", "/v1/cases/99/certificate", NULL, 404, "case-unknown");
    expect(&issuer, "GET", "/v1/cases/1/certificate", NULL, 409, "case-state");
    expect(&issuer, "GET", "/v1/certificates/99", NULL, 404, "certificate-unknown");
    expect(&issuer, "GET", "/v1/certificates/99/document", NULL, 404, "certificate-unknown");
    expect(&manager, "GET", "/v1/figures/cases?from=2031-12-01&to=2031-11-01", NULL, 422, "out-of-range");
    cr_expect_str_eq(state(id), "declined");
}

Test(cases, a_certificate_number_is_entered_once)
{
    json_int_t one = accept_case("XK01", NULL), other = accept_case("XK01", NULL);

    for (json_int_t id = one; id <= other; id++) {
        move(&approver, id, "claim", NULL, 200, "");
        move(&approver, id, "approve", NULL, 200, "");
        cr_expect_eq(draw(&printer, id, "%PDF-1.7 a"), 409, "it is printed elsewhere");
    }
    move(&issuer, one, "seal", NULL, 422, "certificate-needed");
    move(&issuer, one, "seal", "{\"certificate\":\"XK11-2031-00001\"}", 409, "certificate-taken");
    move(&issuer, one, "seal", "{\"certificate\":\"92430181MA4X\"}", 200, "");
    move(&issuer, other, "seal", "{\"certificate\":\"92430181MA4X\"}", 409, "certificate-taken");
    move(&issuer, other, "seal", "{\"certificate\":\"92430181MA4Y\"}", 200, "");
    move(&issuer, one, "reprint", "{\"reason\":\"x\"}", 409, "no-document");
    expect(&issuer, "GET", "/v1/certificates/92430181MA4X", NULL, 200, "");
    cr_expect_eq(http_call_number(&issuer, "case"), one);
    check_whole();
}

Test(cases, materials_that_changed_meanwhile_are_looked_at_again)
{
    expect(&clerk, "POST", "/v1/cases", "{\"item\":\"XK11\"," ZHANG ",\"catalogue_version\":1}", 201, "");
    expect(&manager, "POST", "/v1/items/XK11/withdraw", "{\"from\":\"2031-12-01\"}", 200, "");
    expect(&clerk, "POST", "/v1/cases", "{\"item\":\"XK11\"," ZHANG ",\"catalogue_version\":1}", 409, "materials-changed");
    expect(&clerk, "POST", "/v1/cases", "{\"item\":\"XK11\"," ZHANG ",\"catalogue_version\":2}", 201, "");
    expect(&manager, "POST", "/v1/items/XK12/withdraw", "{\"from\":\"2031-11-24\"}", 200, "");
    expect(&clerk, "POST", "/v1/cases", "{\"item\":\"XK12\"," ZHANG "}", 409, "item-not-in-force");
    expect(&clerk, "GET", "/v1/cases/1", NULL, 200, "");
    cr_expect_eq(http_call_number(&clerk, "item.version"), 1, "a case keeps its version");
}

Test(cases, notice_completion_rejection_and_referral)
{
    expect(&clerk, "POST", "/v1/cases", "{\"as\":\"notice\",\"item\":\"XK11\"," ZHANG ",\"materials\":\"ynny\",\"reason\":\"缺营业执照和效果图\"}", 201, "");
    json_int_t id = http_call_number(&clerk, "id");
    move(&clerk, id, "accept", "{\"materials\":\"yyny\"}", 409, "materials-missing");
    move(&clerk, id, "accept", "{\"materials\":\"yyyp\"}", 200, "");
    move(&clerk, id, "material", "{\"materials\":\"nyyy\"}", 422, "materials-wrong");
    move(&clerk, id, "material", "{\"materials\":\"yyyy\"}", 200, "");
    move(&approver, id, "claim", NULL, 200, "");
    move(&approver, id, "reject", NULL, 422, "reason-needed");
    move(&approver, id, "reject", "{\"reason\":\"占用人行道\",\"remedy\":\"六十日内申请复议\"}", 200, "");
    move(&clerk, id, "hand-out", "{\"collector\":\"post\"}", 422, "out-of-range");
    move(&clerk, id, "hand-out", "{\"collector\":\"post\",\"postal_number\":\"EMS1\"}", 200, "");
    cr_expect_str_eq(http_call_text(&clerk, "outcome"), "refused");

    json_int_t referral = accept_case("FW01", "\"agent\":" LI ",\"agent_staff\":\"2001\"");
    cr_expect_str_eq(state(referral), "referred");
    cr_expect_str_eq(http_call_text(&manager, "agent.name"), "李*");
    move(&clerk, referral, "result", NULL, 422, "outcome-needed");
    move(&clerk, referral, "result", "{\"outcome\":\"granted\"}", 200, "");
    json_int_t direct = accept_case("FW16", NULL);
    cr_expect_str_eq(state(direct), "done");
    cr_expect_str_eq(http_call_text(&manager, "outcome"), "by-rule");
    json_int_t withdrawn = accept_case("XK11", FIRM);
    move(&clerk, withdrawn, "withdraw", "{\"reason\":\"不办了\"}", 200, "");
    expect(&manager, "GET", "/v1/figures/cases", NULL, 200, "");
    cr_expect_eq(http_call_number(&manager, "finished"), 3);
    cr_expect_eq(json_array_size(json_object_get(manager.json, "by_agent")), 1);
    check_whole();
}

Test(cases, what_was_received_is_looked_through_and_what_is_claimed_may_go_on)
{
    expect(&clerk, "POST", "/v1/cases", "{\"as\":\"receive\",\"item\":\"XK11\"," ZHANG "}", 201, "");
    json_int_t id = http_call_number(&clerk, "id");

    move(&clerk, id, "notice", "{\"materials\":\"yy\"}", 422, "materials-wrong");
    move(&clerk, id, "notice", "{\"materials\":\"yyny\"}", 200, "");
    move(&clerk, id, "accept", "{\"materials\":\"yy\"}", 422, "materials-wrong");
    move(&clerk, id, "decline", NULL, 422, "reason-needed");
    move(&clerk, id, "decline", "{\"reason\":\"不属于本大厅\"}", 200, "");
    id = accept_case("XK11", NULL);
    move(&approver, id, "claim", NULL, 200, "");
    move(&approver, id, "forward", "{\"reason\":\"回避\",\"staff\":\"2006\"}", 200, "");
    move(&approver, id, "approve", NULL, 409, "case-of-other");
    expect(&manager, "POST", "/v1/staff", "{\"id\":\"2008\",\"name\":\"x\",\"pin\":\"1234\",\"roles\":[\"clerk\",\"approver\"]}", 201, "");
    struct http_call both = somebody("2008", "clerk");
    expect(&both, "POST", "/v1/cases", "{\"item\":\"XK11\"," ZHANG "}", 201, "");
    json_int_t theirs = http_call_number(&both, "id");
    move(&approver, theirs, "claim", NULL, 200, "");
    move(&approver, theirs, "forward", "{\"reason\":\"回避\",\"staff\":\"2008\"}", 403, "same-person");
    http_call_close(&both);
    move(&second, id, "forward", NULL, 422, "reason-needed");
    move(&second, id, "extend", NULL, 422, "reason-needed");
    move(&second, id, "forward", "{\"reason\":\"回避\"}", 200, "");
    cr_expect_str_eq(http_call_text(&second, "state"), "accepted", "for whoever may");
}

/* A real seal: its use is numbered, the impression is confirmed, and what is spoiled gets a new number. */
Test(cases_real, a_real_seal_is_confirmed_by_its_impression)
{
    json_int_t id = issue("XK11", NULL);

    struct http_call other = somebody("2001", "issuer"), public = http_call_tcp(controller.port, NULL);
    cr_expect_str_eq(http_call_text(&issuer, "state"), "sealed");
    move(&other, id, "confirm", NULL, 403, "same-person");
    move(&other, id, "spoil", "{\"reason\":\"x\"}", 403, "same-person");
    move(&issuer, id, "spoil", NULL, 422, "reason-needed");
    move(&issuer, id, "spoil", "{\"reason\":\"印迹不清\"}", 200, "");
    move(&issuer, id, "seal", NULL, 200, "");
    move(&issuer, id, "confirm", NULL, 200, "");
    cr_expect_str_eq(http_call_text(&issuer, "state"), "issued");
    cr_expect_eq(http_call_number(&issuer, "certificate.seal"), 2);
    expect(&issuer, "GET", "/v1/seal-uses?after=0", NULL, 200, "");
    const json_t *uses = json_object_get(issuer.json, "uses");
    cr_assert_eq(json_array_size(uses), 2);
    cr_expect(json_is_string(json_object_get(json_array_get(uses, 0), "spoiled_at")) && json_is_null(json_object_get(json_array_get(uses, 0), "confirmed_at")));
    cr_expect(json_is_string(json_object_get(json_array_get(uses, 1), "confirmed_at")));
    static const char *const pages[] = {"/c/YC1A", "/C/YC1B"};
    for (size_t i = 0; i < 2; i++) {
        for (int turn = 0; turn < 30 && http_call(&public, "GET", pages[i], NULL, NULL) == 404; turn++)
            continue;
        cr_expect_eq(public.status, 429, "nobody tries codes for ever");
    }
    http_call_close(&other);
    http_call_close(&public);
    check_whole();
}

Test(cases, deputies_keep_a_small_town_going)
{
    expect(&manager, "POST", "/v1/staff", "{\"id\":\"2007\",\"name\":\"b\",\"pin\":\"1234\",\"roles\":[\"approver\"],\"skills\":[\"民生\"]}", 201, "");
    struct http_call narrow = somebody("2007", "approver");
    json_int_t id = accept_case("XK11", NULL);

    move(&narrow, id, "claim", NULL, 403, "group-foreign");
    move(&approver, id, "claim", NULL, 200, "");
    expect(&manager, "POST", "/v1/staff/2002/deputy", "{\"deputy\":\"9999\"}", 404, "staff-unknown");
    expect(&manager, "POST", "/v1/staff/2002/deputy", "{\"deputy\":\"2001\"}", 422, "out-of-range");
    static const char *const words[] = {"approve", "reject", "forward", "suspend", "extend"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        move(&narrow, id, words[i], "{\"reason\":\"x\",\"kind\":\"test\"}", 403, "group-foreign");
    move(&approver, id, "suspend", "{\"reason\":\"x\",\"kind\":\"test\"}", 200, "");
    move(&narrow, id, "resume", NULL, 403, "group-foreign");
    move(&approver, id, "resume", NULL, 200, "");
    expect(&manager, "POST", "/v1/staff/2002/deputy", "{\"deputy\":\"2007\",\"from\":\"2031-11-24\",\"to\":\"2031-11-30\"}", 200, "");
    expect(&manager, "GET", "/v1/staff", NULL, 200, "");
    const json_t *deputy = json_array_get(json_object_get(manager.json, "deputies"), 0);
    cr_expect_str_eq(json_string_value(json_object_get(deputy, "deputy")), "2007");
    cr_expect_str_eq(json_string_value(json_object_get(deputy, "to")), "2031-11-30");
    move(&narrow, id, "forward", "{\"reason\":\"x\",\"staff\":\"2001\"}", 404, "staff-unknown");
    move(&narrow, id, "forward", "{\"reason\":\"x\",\"group\":\"nothing\"}", 422, "out-of-range");
    move(&narrow, id, "suspend", "{\"reason\":\"x\"}", 422, "special-needed");
    move(&narrow, id, "approve", "{\"valid_until\":\"2031-11-01\"}", 422, "valid-wrong");
    move(&narrow, id, "approve", NULL, 200, "");
    cr_expect_str_eq(http_call_text(&narrow, "approved_by"), "2007");
    http_call_close(&narrow);
}

Test(cases, a_bundle_of_three_is_listed_and_collected_together)
{
    json_int_t first = accept_case("XK11", NULL);
    char more[64], path[64];

    snprintf(more, sizeof more, "\"bundle\":%lld", (long long)first);
    accept_case("XK12", more);
    accept_case("FW16", more);
    snprintf(path, sizeof path, "/v1/cases?bundle=%lld", (long long)first);
    expect(&clerk, "GET", path, NULL, 200, "");
    cr_expect_eq(json_array_size(json_object_get(clerk.json, "cases")), 3);
    expect(&kiosk, "GET", "/v1/case-progress?number=2031-000001&tail=002X", NULL, 200, "");
    cr_expect_eq(http_call_number(&kiosk, "bundle.cases"), 3);
    cr_expect_eq(http_call_number(&kiosk, "bundle.ready"), 1);
    snprintf(path, sizeof path, "/v1/cases/%lld", (long long)first);
    expect(&clerk, "GET", path, NULL, 200, "");
    const json_t *bundled = json_object_get(clerk.json, "bundled");
    cr_expect_eq(json_array_size(json_object_get(bundled, "parts")), 3);
    cr_expect(json_array_size(json_object_get(bundled, "materials")) > json_array_size(json_object_get(clerk.json, "materials")), "of all three, each once");
    cr_expect_not_null(json_object_get(bundled, "limit"), "45 working days, or null past the calendar");
}

Test(cases, lists_go_by_deadline_in_pages)
{
    static const char *const items[] = {"XK01", "XK11", "XK04", "XK01", "XK11"}; /* 2, 5 and 5 working days */
    char path[128] = "/v1/cases?limit=2", last[16] = "";
    int seen = 0;

    for (size_t i = 0; i < sizeof items / sizeof *items; i++)
        accept_case(items[i], NULL);
    for (;;) {
        expect(&clerk, "GET", path, NULL, 200, "");
        const json_t *cases = json_object_get(clerk.json, "cases");
        for (size_t i = 0; i < json_array_size(cases); i++, seen++) {
            const char *day = json_string_value(json_object_get(json_object_get(json_array_get(cases, i), "deadline"), "promised"));
            cr_assert_geq(strcmp(day, last), 0, "%s before %s", last, day);
            snprintf(last, sizeof last, "%s", day);
            cr_expect_null(json_object_get(json_array_get(cases, i), "materials"));
        }
        if (!*http_call_text(&clerk, "next"))
            break;
        snprintf(path, sizeof path, "/v1/cases?limit=2&after=%s", http_call_text(&clerk, "next"));
    }
    cr_expect_eq(seen, 5);
    expect(&clerk, "GET", "/v1/cases?item=XK04", NULL, 200, "");
    cr_expect_eq(json_array_size(json_object_get(clerk.json, "cases")), 1);
    cr_expect_eq(http_call_number(&clerk, "counts.accepted"), 5);
    expect(&clerk, "GET", "/v1/cases?q=11010519491231002x", NULL, 200, "");
    cr_expect_eq(json_array_size(json_object_get(clerk.json, "cases")), 5, "by the applicant's number");
    expect(&clerk, "GET", "/v1/cases?q=2031-000003", NULL, 200, "");
    cr_expect_eq(json_array_size(json_object_get(clerk.json, "cases")), 1, "by the case's");
}

Test(cases, a_certificate_shows_what_the_approver_says)
{
    json_int_t id = accept_case("XK11", NULL);
    char path[96];

    move(&approver, id, "claim", NULL, 200, "");
    snprintf(path, sizeof path, "/v1/cases/%lld", (long long)id);
    expect(&approver, "GET", path, NULL, 200, "");
    const json_t *ask = json_array_get(json_object_get(approver.json, "certificate_asks"), 0);
    cr_expect_str_eq(json_string_value(json_object_get(ask, "name")), "address");
    cr_expect(json_is_false(json_object_get(ask, "needed")));
    cr_expect_str_eq(json_string_value(json_object_get(json_object_get(ask, "label"), "zh")), "地址");
    move(&approver, id, "approve", "{\"fields\":{\"plate\":\"x\"}}", 422, "field-wrong");
    move(&approver, id, "approve", "{\"fields\":{\"address\":\"a\\u001b[2Jb\"}}", 422, "field-wrong");
    move(&approver, id, "approve", "{\"fields\":[]}", 400, "wrong-type");
    move(&approver, id, "approve", "{\"fields\":{\"address\":\"解放路 1 号\",\"scope\":\"\"}}", 200, "");
    snprintf(path, sizeof path, "/v1/cases/%lld/certificate", (long long)id);
    expect(&printer, "GET", path, NULL, 200, "");
    cr_expect_str_eq(http_call_text(&printer, "fields.address"), "解放路 1 号");
    cr_expect_eq(json_object_size(json_object_get(printer.json, "fields")), 1, "what is empty is not said");
    check_whole();
}

static int count_of(const char *text, const char *word)
{
    int count = 0;

    while ((text = strstr(text, word)))
        text += strlen(word), count++;
    return count;
}

Test(cases, an_erased_person_leaves_a_journal_that_holds)
{
    json_int_t id = issue("XK11", NULL);
    char path[96], person[64];

    snprintf(path, sizeof path, "/v1/cases/%lld/person", (long long)id);
    expect(&clerk, "GET", path, NULL, 200, "");
    cr_expect_str_eq(http_call_text(&clerk, "applicant.name"), "张三丰");
    snprintf(person, sizeof person, "%s", http_call_text(&clerk, "applicant.person"));
    snprintf(path, sizeof path, "/v1/cases/%lld/history", (long long)id);
    expect(&clerk, "GET", path, NULL, 200, "");
    cr_expect_eq(count_of(clerk.body, "person.viewed"), 1, "a look is an event");
    snprintf(path, sizeof path, "/v1/cases/%lld/certificate", (long long)id);
    expect(&issuer, "GET", path, NULL, 200, "");
    expect(&supervisor, "GET", "/v1/certificates/XK11-2031-00001/document", NULL, 200, "");
    snprintf(path, sizeof path, "/v1/cases/%lld/history", (long long)id);
    expect(&clerk, "GET", path, NULL, 200, "");
    cr_expect_eq(count_of(clerk.body, "person.viewed"), 3, "so is one at the certificate");
    snprintf(path, sizeof path, "/v1/persons/%s/erase", person);
    expect(&manager, "POST", path, "{\"reason\":\"保存期满\"}", 409, "cases-open");
    move(&clerk, id, "hand-out", "{\"id_number\":\"11010519491231002X\"}", 200, "");
    done(&manager, path, "{\"reason\":\"保存期满\"}");
    snprintf(path, sizeof path, "/v1/cases/%lld/person", (long long)id);
    expect(&clerk, "GET", path, NULL, 404, "person-unknown");
    snprintf(path, sizeof path, "/v1/cases/%lld", (long long)id);
    expect(&clerk, "GET", path, NULL, 200, "");
    cr_expect(json_is_null(json_object_get(clerk.json, "applicant")));
    snprintf(path, sizeof path, "/v1/cases/%lld/certificate", (long long)id);
    expect(&issuer, "GET", path, NULL, 404, "person-unknown");
    expect(&issuer, "GET", "/v1/certificates/XK11-2031-00001", NULL, 200, "");
    cr_expect_str_neq(http_call_text(&issuer, "hash"), "", "the ledger keeps the hash of the page");
    expect(&issuer, "GET", "/v1/certificates/XK11-2031-00001/document", NULL, 404, "person-unknown");
    check_whole();
}

/* The sample computed anew from what is told: seed, ids, count. */
static int by_hash(const void *a, const void *b)
{
    return memcmp(a, b, 32);
}

Test(cases, a_sample_can_be_recomputed_by_anybody)
{
    unsigned char seed[32], hash[32];
    char commitment[65];
    size_t length;

    for (int i = 0; i < 9; i++)
        accept_case("FW16", NULL);
    expect(&supervisor, "POST", "/v1/samples", "{\"count\":3,\"from\":\"2031-12-24\"}", 422, "out-of-range");
    expect(&supervisor, "POST", "/v1/samples/9/reveal", "{}", 404, "sample-unknown");
    cr_assert_eq(http_call(&supervisor, "POST", "/v1/samples", "{\"count\":3}", "s1"), 201);
    cr_assert(json_is_null(json_object_get(supervisor.json, "seed")), "not before");
    snprintf(commitment, sizeof commitment, "%s", http_call_text(&supervisor, "commitment"));
    cr_assert_eq(http_call(&supervisor, "POST", "/v1/samples", "{\"count\":3}", "s1"), 201);
    cr_assert_str_eq(http_call_text(&supervisor, "commitment"), commitment, "the same sample");
    accept_case("FW17", NULL);
    cr_assert_eq(http_call(&supervisor, "POST", "/v1/samples/1/reveal", "{}", NULL), 200);
    cr_assert_eq(sodium_hex2bin(seed, sizeof seed, http_call_text(&supervisor, "seed"), 64, NULL, &length, NULL), 0);
    crypto_generichash(hash, sizeof hash, seed, sizeof seed, NULL, 0);
    char hex[65];
    sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
    cr_expect_str_eq(hex, commitment);
    cr_expect_eq(json_array_size(json_object_get(supervisor.json, "cases")), 3);
    unsigned char all[10][40];
    for (int id = 1; id <= 10; id++) {
        char message[64];
        memcpy(message, seed, 32);
        int digits = sprintf(message + 32, "%d", id);
        crypto_generichash(all[id - 1], 32, (const unsigned char *)message, 32U + (unsigned)digits, NULL, 0);
        all[id - 1][32] = (unsigned char)id;
    }

    qsort(all, 10, sizeof *all, by_hash);
    for (size_t i = 0; i < 3; i++)
        cr_expect_eq(json_integer_value(json_array_get(json_object_get(supervisor.json, "cases"), i)), all[i][32]);
    expect(&supervisor, "GET", "/v1/samples", NULL, 200, "");
    check_whole();
}

Test(cases, guessing_the_tail_of_a_case_gets_slower)
{
    accept_case("XK11", NULL);
    for (int i = 0; i < 5; i++)
        expect(&kiosk, "GET", "/v1/case-progress?number=2031-000001&tail=0000", NULL, 404, "case-unknown");
    expect(&kiosk, "GET", "/v1/case-progress?number=2031-000001&tail=002X", NULL, 429, "too-many-requests");
}

Test(cases, papers_go_to_a_printer_that_prints_them_with_names_in_full)
{
    expect(&printer, "PUT", "/v1/printers/p1", "{\"prints\":[\"what\"]}", 422, "printer-wrong");
    expect(&printer, "PUT", "/v1/printers/p1", "{\"place\":\"hall\",\"prints\":[\"slip\",\"certificate\"]}", 200, "");
    json_int_t id = issue("XK11", "\"place\":\"hall\"");
    expect(&printer, "POST", "/v1/print-jobs/lease", "{\"printer\":\"p1\"}", 200, "");
    cr_expect_str_eq(http_call_text(&printer, "paper"), "acceptance");
    cr_expect_str_eq(http_call_text(&printer, "case.applicant.name"), "张三丰");
    cr_expect_eq(http_call_number(&printer, "case.id"), id);
    move(&issuer, id, "print", "{\"paper\":\"certificate\"}", 409, "paper-not-yet"); /* it is printed when it is sealed; again only for a reason, recorded */
    move(&issuer, id, "print", "{\"paper\":\"collection\"}", 202, "");
    cr_expect_str_eq(http_call_text(&issuer, "kind"), "slip");
    expect(&manager, "GET", "/v1/print-jobs/1", NULL, 200, "");
    cr_expect(!strstr(manager.body, "张三丰"), "only for who prints it");
    check_whole();
}

/* --- time --- */

/* Waits until a case shows a value, at most seconds. */
static bool comes(json_int_t id, const char *member, const char *value, int seconds)
{
    char path[48];
    int64_t until = clock_steady_ms() + seconds * 1000;

    snprintf(path, sizeof path, "/v1/cases/%lld", (long long)id);
    do {
        http_call(&manager, "GET", path, NULL, NULL);
        if (strcmp(http_call_text(&manager, member), value) == 0)
            return true;
        poll(NULL, 0, 20);
    } while (clock_steady_ms() < until);
    return false;
}

/* Goes on with the same hall on another day. */
static void go_to(const char *clock)
{
    cr_assert_eq(daemon_end(&controller, SIGTERM), 0);
    controller.clock = clock;
    cr_assert(daemon_start(&controller, NULL));
    struct http_call *all[] = {&clerk, &approver, &second, &issuer, &supervisor, &manager, &kiosk, &printer};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        char token[64];
        snprintf(token, sizeof token, "%s", all[i]->token);
        http_call_close(all[i]);
        *all[i] = http_call_tcp(controller.port, token);
    }
}

Test(cases_holiday, the_clock_stands_in_a_special_procedure)
{
    json_int_t id = accept_case("XK11", NULL);
    cr_expect_str_eq(http_call_text(&clerk, "deadline.promised"), "2031-10-11");
    move(&approver, id, "claim", NULL, 200, "");
    move(&approver, id, "suspend", "{\"kind\":\"inspection\",\"reason\":\"现场勘验\"}", 200, "");
    cr_expect_str_eq(http_call_text(&approver, "special.kind"), "inspection");
    cr_expect_str_eq(http_call_text(&approver, "deadline.light"), "none");
    go_to("2031-10-13T09:00:00+08:00,1");
    move(&approver, id, "resume", NULL, 200, "");
    cr_expect_str_eq(http_call_text(&approver, "deadline.promised"), "2031-10-20", "%s", approver.body);
    move(&approver, id, "extend", "{\"reason\":\"情况复杂\"}", 200, "");
    move(&approver, id, "extend", "{\"reason\":\"情况复杂\"}", 409, "extended-already");
    check_whole();
}

Test(cases, deadlines_turn_yellow_and_red_and_alarm)
{
    json_int_t id = accept_case("XK11", NULL); /* until Monday the 1st */

    go_to("2031-12-01T09:00:00+08:00,1");
    cr_expect(comes(id, "deadline.light", "yellow", 10), "%s", manager.body);
    go_to("2031-12-02T09:00:00+08:00,1");
    cr_expect(comes(id, "deadline.light", "red", 10), "%s", manager.body);
    expect(&manager, "GET", "/v1/hall", NULL, 200, "");
    cr_expect(strstr(manager.body, "case-overdue"), "%s", manager.body);
    expect(&manager, "GET", "/v1/cases?light=red", NULL, 200, "");
    cr_expect_eq(json_array_size(json_object_get(manager.json, "cases")), 1);
    move(&approver, id, "claim", NULL, 200, "");
    move(&approver, id, "approve", NULL, 200, "");
    expect(&manager, "GET", "/v1/hall", NULL, 200, "");
    cr_expect(!strstr(manager.body, "case-overdue"), "decided is decided");
    check_whole();
}

Test(cases, silence_for_five_working_days_is_acceptance)
{
    expect(&clerk, "POST", "/v1/cases", "{\"as\":\"receive\",\"item\":\"XK11\"," ZHANG "}", 201, "");
    json_int_t id = http_call_number(&clerk, "id");

    cr_expect_str_eq(http_call_text(&clerk, "answer_until"), "2031-12-01");
    go_to("2031-12-02T08:00:00+08:00,1");
    cr_expect(comes(id, "state", "accepted", 10), "%s", manager.body);
    cr_expect(json_is_true(json_object_get(manager.json, "deemed")));
    check_whole();
}

Test(cases, past_the_calendar_deadlines_are_provisional_until_a_new_one_comes)
{
    go_to("2031-12-29T09:00:00+08:00,1");
    json_int_t id = accept_case("XK11", NULL);
    char path[256], line[128];

    expect(&clerk, "POST", "/v1/cases", "{\"as\":\"receive\",\"item\":\"XK11\"," ZHANG "}", 201, "");
    json_int_t received = http_call_number(&clerk, "id");
    cr_expect_str_eq(http_call_text(&clerk, "answer_until"), "2032-01-05", "weekends alone are off where the calendar is not known");
    snprintf(path, sizeof path, "/v1/cases/%lld", (long long)id);
    expect(&clerk, "GET", path, NULL, 200, "");
    cr_expect(json_is_true(json_object_get(json_object_get(clerk.json, "deadline"), "provisional")), "%s", clerk.body);
    cr_expect_str_eq(http_call_text(&clerk, "deadline.promised"), "2032-01-05");
    expect(&manager, "GET", "/v1/hall", NULL, 200, "");
    cr_expect(strstr(manager.body, "calendar-ends"));
    snprintf(path, sizeof path, "%s/holidays.csv", controller.dir);
    FILE *file = fopen(path, "a");
    cr_assert_not_null(file);
    snprintf(line, sizeof line, "2032-01-01,元旦,off\n2032-01-05,元旦,off\n2032-12-31,元旦,off\n");
    fputs(line, file);
    fclose(file);
    cr_expect(comes(id, "deadline.promised", "2032-01-07", 40), "the file is looked at again by itself: %s", manager.body);
    cr_expect(json_is_false(json_object_get(json_object_get(manager.json, "deadline"), "provisional")));
    cr_expect(comes(received, "answer_until", "2032-01-07", 40), "so is the time to answer: %s", manager.body);
    check_whole();
}
