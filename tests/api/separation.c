/* Accepting, approving, issuing and supervising a permit are for four different people: for every two of the four, one person with both tokens does the first, and is
 * refused the second. */
#include "lib/daemon.h"
#include "lib/http_call.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ACCEPTANCE "{\"item\":\"XK11\",\"applicant\":{\"kind\":\"person\",\"name\":\"张三丰\",\"id_number\":\"11010519491231002X\"}}"

enum part { ACCEPT, APPROVE, ISSUE, SUPERVISE, PARTS };
static const char *const roles[PARTS] = {"clerk", "approver", "issuer", "supervisor"};

static struct daemon controller;
static struct http_call owner, printer;
static struct http_call usual[PARTS]; /* four people */
static struct http_call both[PARTS];  /* one person, four tokens */

static struct http_call somebody(const char *id, const char *role)
{
    char body[256];

    snprintf(body, sizeof body, "{\"role\":\"%s\",\"staff\":\"%s\",\"window\":3,\"name\":\"%s-%s\"}", role, id, role, id);
    cr_assert_eq(http_call(&owner, "POST", "/v1/tokens", body, NULL), 201, "%s", owner.body);
    return http_call_tcp(controller.port, http_call_text(&owner, "token"));
}

static void hire(const char *id)
{
    char body[256];

    snprintf(body, sizeof body, "{\"id\":\"%s\",\"name\":\"n\",\"pin\":\"1234\",\"roles\":[\"clerk\",\"approver\",\"issuer\",\"supervisor\"]}", id);
    cr_assert_eq(http_call(&owner, "POST", "/v1/staff", body, NULL), 201, "%s", owner.body);
}

static void start(void)
{
    daemon_make(&controller);
    controller.clock = "2031-11-24T09:00:00+08:00,1";
    daemon_write(&controller, "holidays.csv", "date,name,kind\n2031-01-01,元旦,off\n");
    cr_assert(daemon_start(&controller, NULL));
    owner = http_call_socket(controller.socket);
    cr_assert_eq(http_call(&owner, "POST", "/v1/tokens", "{\"role\":\"printer\",\"name\":\"p\"}", NULL), 201);
    printer = http_call_tcp(controller.port, http_call_text(&owner, "token"));
    hire("3001");
    for (int part = 0; part < PARTS; part++) {
        char id[8];
        snprintf(id, sizeof id, "400%d", part);
        hire(id);
        usual[part] = somebody(id, roles[part]);
        both[part] = somebody("3001", roles[part]);
    }
}

static void end(void)
{
    for (int part = 0; part < PARTS; part++) {
        http_call_close(&usual[part]);
        http_call_close(&both[part]);
    }
    http_call_close(&owner);
    http_call_close(&printer);
    daemon_remove(&controller);
}

TestSuite(separation, .init = start, .fini = end, .timeout = 120);

static int move(struct http_call *who, json_int_t id, const char *word, const char *body)
{
    char path[64];

    snprintf(path, sizeof path, "/v1/cases/%lld/%s", (long long)id, word);
    return http_call(who, "POST", path, body, NULL);
}

static void draw(json_int_t id)
{
    char bytes[512];
    int length = snprintf(bytes, sizeof bytes,
                          "POST /v1/cases/%lld/document HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer %s\r\nContent-Type: application/pdf\r\nContent-Length: 8\r\n\r\n%%PDF-1.7",
                          (long long)id, printer.token);

    cr_assert_eq(http_call_raw(&printer, bytes, (size_t)length), 200, "%s", printer.body);
}

/* Does one part; returns the status of the step that makes somebody its holder. */
static int do_part(enum part part, struct http_call *who, json_int_t *id)
{
    int status;

    switch (part) {
    case ACCEPT:
        status = http_call(who, "POST", "/v1/cases", ACCEPTANCE, NULL);
        *id = http_call_number(who, "id");
        return status;
    case APPROVE:
        if ((status = move(who, *id, "claim", "{}")) != 200 || (status = move(who, *id, "approve", "{}")) != 200)
            return status;
        draw(*id);
        return status;
    case ISSUE:
        return move(who, *id, "seal", "{}");
    default:
        return move(who, *id, "mark", "{\"reason\":\"抽查\"}");
    }
}

/* In which order the parts can be done: supervising at the end, or before the approval. */
static void pair(const enum part order[static PARTS], enum part first, enum part second)
{
    json_int_t id = 0;

    for (int i = 0; i < PARTS; i++) {
        enum part part = order[i];
        if (part == second) {
            cr_expect_eq(do_part(part, &both[part], &id), 403, "%s, and then %s: %d %s", roles[first], roles[second], both[part].status, both[part].body);
            cr_expect_str_eq(http_call_text(&both[part], "type"), "urn:yichuang:same-person");
            return;
        }
        struct http_call *who = part == first ? &both[part] : &usual[part];
        int status = do_part(part, who, &id);
        cr_assert(status == 200 || status == 201, "%s: %d %s", roles[part], status, who->body);
    }
}

Test(separation, every_two_parts)
{
    static const enum part late[PARTS] = {ACCEPT, APPROVE, ISSUE, SUPERVISE}, early[PARTS] = {ACCEPT, SUPERVISE, APPROVE, ISSUE};

    for (int first = 0; first < PARTS; first++)
        for (int second = first + 1; second < PARTS; second++)
            pair(late, late[first], late[second]);
    pair(early, SUPERVISE, APPROVE);
    pair(early, SUPERVISE, ISSUE);
}

Test(separation, four_people_do_it)
{
    json_int_t id = 0;

    for (int part = 0; part < PARTS; part++) {
        int status = do_part((enum part)part, &usual[part], &id);
        cr_assert_eq(status, part == ACCEPT ? 201 : 200, "%s: %d %s", roles[part], status, usual[part].body);
    }
}
