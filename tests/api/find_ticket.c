/* Who has lost the paper of a number finds it at the kiosk by the number and the end of the own identity number, and nobody finds those of others by trying. */
#include "lib/daemon.h"
#include "lib/http_call.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static struct daemon controller;
static struct http_call owner, kiosk;

static void start(void)
{
    daemon_make(&controller);
    cr_assert(daemon_start(&controller, NULL));
    owner = http_call_socket(controller.socket);
    cr_assert_eq(http_call(&owner, "POST", "/v1/tokens", "{\"role\":\"kiosk\"}", NULL), 201);
    kiosk = http_call_tcp(controller.port, http_call_text(&owner, "token"));
}

static void end(void)
{
    http_call_close(&kiosk);
    http_call_close(&owner);
    daemon_remove(&controller);
}

TestSuite(find_ticket, .init = start, .fini = end, .timeout = 60);

Test(find_ticket, by_number_and_end_of_the_identity_number)
{
    cr_assert_eq(http_call(&owner, "POST", "/v1/tickets", "{\"service\":\"A\",\"id_number\":\"11010519491231002X\"}", NULL), 201);
    cr_assert_eq(http_call(&kiosk, "GET", "/v1/tickets?number=A001&tail=002x", NULL, NULL), 200, "%s", kiosk.body);
    const json_t *found = json_array_get(json_object_get(kiosk.json, "tickets"), 0);
    cr_assert_str_eq(json_string_value(json_object_get(found, "number")), "A001");
    cr_assert_gt(strlen(json_string_value(json_object_get(found, "code"))), 0); /* its paper can be shown again */
    cr_assert_eq(http_call(&kiosk, "GET", "/v1/tickets?tail=002X", NULL, NULL), 404); /* all of one person: no */
    cr_assert_eq(http_call(&kiosk, "GET", "/v1/tickets?number=A001", NULL, NULL), 404);
}

Test(find_ticket, a_number_without_a_person_is_found_by_nobody_at_the_kiosk)
{
    cr_assert_eq(http_call(&owner, "POST", "/v1/tickets", "{\"service\":\"A\"}", NULL), 201);
    cr_assert_eq(http_call(&kiosk, "GET", "/v1/tickets?number=A001&tail=", NULL, NULL), 404);
    cr_assert_eq(http_call(&kiosk, "GET", "/v1/tickets?number=A001&tail=0000", NULL, NULL), 404);
    cr_assert_eq(http_call(&owner, "GET", "/v1/tickets?number=A001", NULL, NULL), 200);
    cr_assert_eq(json_array_size(json_object_get(owner.json, "tickets")), 1);
}

Test(find_ticket, who_tries_waits)
{
    int tries = 0;

    cr_assert_eq(http_call(&owner, "POST", "/v1/tickets", "{\"service\":\"A\",\"id_number\":\"11010519491231002X\"}", NULL), 201);
    while (tries < 40 && http_call(&kiosk, "GET", "/v1/tickets?number=A001&tail=0000", NULL, NULL) == 404)
        tries++;
    cr_assert_eq(kiosk.status, 429);
    cr_assert_leq(tries, 6);
}

Test(find_ticket, a_guide_sees_who_is_still_here_the_latest_first)
{
    for (int i = 0; i < 3; i++)
        cr_assert_eq(http_call(&owner, "POST", "/v1/tickets", "{\"service\":\"A\"}", NULL), 201);
    cr_assert_eq(http_call(&owner, "POST", "/v1/tickets/2/cancel", "{}", NULL), 200);
    cr_assert_eq(http_call(&owner, "GET", "/v1/tickets", NULL, NULL), 200);
    const json_t *list = json_object_get(owner.json, "tickets");
    cr_assert_eq(json_array_size(list), 2);
    cr_assert_str_eq(json_string_value(json_object_get(json_array_get(list, 0), "number")), "A003");
    cr_assert_eq(http_call(&owner, "GET", "/v1/tickets?state=cancelled", NULL, NULL), 200);
    cr_assert_eq(json_array_size(json_object_get(owner.json, "tickets")), 1);
}
