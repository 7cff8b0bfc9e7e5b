/* Limits of a hall that is no demonstration, from outside: a kiosk gives numbers at the speed of people, a page is for its holder, and a village behind one
 * address of its carrier is not shut out. */
#include "lib/daemon.h"
#include "lib/http_call.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct daemon controller;

/* A hall without the mark of a demonstration, in the place of the one that the helper makes. */
static void start(void)
{
    char text[1024];

    daemon_make(&controller);
    snprintf(controller.dir, sizeof controller.dir, "%s/real", controller.folder);
    snprintf(controller.socket, sizeof controller.socket, "%s/run/controller.sock", controller.dir);
    const char *const arguments[] = {"yichuang", "init", controller.dir, NULL};
    cr_assert_eq(daemon_run(arguments, text, sizeof text), 0, "%s", text);
    cr_assert(daemon_start(&controller, NULL));
}

static void end(void)
{
    daemon_remove(&controller);
}

TestSuite(limits_outside, .init = start, .fini = end, .timeout = 60);

/* 429, and says when to come back. */
static void is_too_often(const struct http_call *call)
{
    cr_assert_eq(call->status, 429, "%d: %s", call->status, call->body);
    cr_assert_str_eq(http_call_text(call, "type"), "urn:yichuang:too-many-requests");
}

Test(limits_outside, a_kiosk_gives_two_numbers_at_once_and_no_third)
{
    struct http_call owner = http_call_socket(controller.socket);

    cr_assert_eq(http_call(&owner, "POST", "/v1/tokens", "{\"role\":\"kiosk\"}", NULL), 201);
    struct http_call kiosk = http_call_tcp(controller.port, http_call_text(&owner, "token"));
    for (int i = 0; i < 2; i++)
        cr_assert_neq(http_call(&kiosk, "POST", "/v1/tickets", "{\"service\":\"A\"}", NULL), 429); /* whatever the hour allows */
    http_call(&kiosk, "POST", "/v1/tickets", "{\"service\":\"A\"}", NULL);
    is_too_often(&kiosk);
    http_call_close(&kiosk);
    http_call_close(&owner);
}

Test(limits_outside, a_page_is_looked_at_ten_times_at_once_and_no_more)
{
    struct http_call phone = http_call_tcp(controller.port, NULL);
    int looks = 0;

    while (looks < 40 && http_call(&phone, "GET", "/t/1AAAAAAAAAAAAAAAA", NULL, NULL) == 404)
        looks++;
    is_too_often(&phone);
    cr_assert_geq(looks, 10);
    cr_assert_eq(http_call(&phone, "GET", "/t/1BBBBBBBBBBBBBBBB", NULL, NULL), 404, "another ticket is another matter");
    http_call_close(&phone);
}

Test(limits_outside, a_village_behind_one_address_looks_and_a_machine_that_guesses_codes_is_slowed)
{
    struct http_call phone = http_call_tcp(controller.port, NULL);
    char path[64];
    int looks = 0;

    for (phone.status = 404; phone.status == 404 && looks < 20000; looks++) {
        snprintf(path, sizeof path, "/t/1%016d", looks);
        http_call(&phone, "GET", path, NULL, NULL);
    }
    is_too_often(&phone);
    cr_assert_gt(looks, 200);
    http_call_close(&phone);
}
