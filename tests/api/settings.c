/* What a manager changes while the hall runs: it counts at once, says what is wrong and changes nothing then, and lasts until hall.conf itself is changed. */
#include "lib/daemon.h"
#include "lib/http_call.h"

#include <criterion/criterion.h>
#include <signal.h>
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

TestSuite(settings, .init = start, .fini = end, .timeout = 120);

static int change(const char *body)
{
    return http_call(&owner, "POST", "/v1/settings", body, NULL);
}

static json_int_t of_first(const char *list, const char *member)
{
    return json_integer_value(json_object_get(json_array_get(json_object_get(owner.json, list), 0), member));
}

Test(settings, wrong_ones_are_named_and_change_nothing)
{
    static const struct {
        const char *body, *detail;
    } wrong[] = {
        {"{\"services\":[{\"letter\":\"A\",\"quota\":-1}]}", "services A: quota 0-100000"},
        {"{\"services\":[{\"letter\":\"A\",\"quota\":5},{\"letter\":\"B\",\"sessions\":[\"12:00-08:00\"]}]}", "services B: sessions 08:30-12:00"},
        {"{\"services\":[{\"letter\":\"Z\"}]}", "services: letter"},
        {"{\"services\":[{\"letter\":\"A\",\"stopped\":1}]}", "services A: stopped true/false"},
        {"{\"services\":1}", "services []"},
        {"{\"windows\":[{\"window\":3,\"services\":[]}]}", "windows 3: services"},
        {"{\"windows\":[{\"window\":99,\"services\":[\"A\"]}]}", "windows 99: window"},
        {"{\"closures\":[{\"from\":\"2026-13-01\",\"to\":\"2026-12-01\"}]}", "closures 1: from 2026-12-31"},
        {"{\"closures\":[{\"from\":\"2026-12-02\",\"to\":\"2026-12-01\"}]}", "closures 1: to"},
        {"{\"notice\":{\"zh\":5}}", "notice: zh"},
    };

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        cr_expect_eq(change(wrong[i].body), 422, "%s: %d", wrong[i].body, owner.status);
        cr_expect_str_eq(http_call_text(&owner, "type"), "urn:yichuang:setting-wrong");
        cr_expect_str_eq(http_call_text(&owner, "detail"), wrong[i].detail);
    }
    http_call(&owner, "GET", "/v1/settings", NULL, NULL);
    cr_expect_eq(of_first("services", "quota"), 0, "nothing of the half right one");
}

Test(settings, a_quota_counts_at_once)
{
    cr_assert_eq(change("{\"services\":[{\"letter\":\"A\",\"quota\":1}]}"), 200);
    cr_expect_eq(of_first("services", "quota"), 1);
    cr_expect_eq(http_call(&owner, "POST", "/v1/tickets", "{\"service\":\"A\"}", NULL), 201);
    cr_expect_eq(http_call(&owner, "POST", "/v1/tickets", "{\"service\":\"A\"}", NULL), 409);
    cr_expect_str_eq(http_call_text(&owner, "type"), "urn:yichuang:quota-reached");
    cr_assert_eq(change("{\"services\":[{\"letter\":\"A\",\"quota\":0}]}"), 200, "taken back");
    cr_expect_eq(http_call(&owner, "POST", "/v1/tickets", "{\"service\":\"A\"}", NULL), 201);
}

Test(settings, numbers_stop_and_go_on)
{
    cr_assert_eq(change("{\"services\":[{\"letter\":\"A\",\"stopped\":true}]}"), 200);
    cr_expect_eq(http_call(&owner, "POST", "/v1/tickets", "{\"service\":\"A\"}", NULL), 409);
    cr_expect_str_eq(http_call_text(&owner, "type"), "urn:yichuang:taking-stopped");
    cr_expect_eq(http_call(&owner, "POST", "/v1/tickets", "{\"service\":\"B\"}", NULL), 201, "only that one");
    cr_assert_eq(change("{\"services\":[{\"letter\":\"A\",\"stopped\":false}]}"), 200);
    cr_expect_eq(http_call(&owner, "POST", "/v1/tickets", "{\"service\":\"A\"}", NULL), 201);
}

Test(settings, a_closure_stops_all_of_its_days)
{
    cr_assert_eq(change("{\"closures\":[{\"from\":\"2020-01-01\",\"to\":\"2099-12-31\",\"reason\":\"装修\"}]}"), 200);
    cr_expect_eq(http_call(&owner, "POST", "/v1/tickets", "{\"service\":\"B\"}", NULL), 409);
    cr_expect_str_eq(http_call_text(&owner, "type"), "urn:yichuang:taking-stopped");
    http_call(&owner, "GET", "/v1/hall", NULL, NULL);
    cr_expect_str_eq(http_call_text(&owner, "hall.closed_for"), "装修");
    cr_assert_eq(change("{\"closures\":[]}"), 200);
    cr_expect_eq(http_call(&owner, "POST", "/v1/tickets", "{\"service\":\"B\"}", NULL), 201);
}

Test(settings, a_window_of_other_services_takes_whom_it_may_serve)
{
    cr_assert_eq(change("{\"windows\":[{\"window\":3,\"services\":[\"B\"]}]}"), 200);
    http_call(&owner, "POST", "/v1/tickets", "{\"service\":\"A\"}", NULL);
    http_call(&owner, "POST", "/v1/windows/3/open", NULL, NULL);
    cr_expect_eq(http_call(&owner, "POST", "/v1/windows/3/next", NULL, NULL), 202, "nobody for B");
    cr_assert_eq(change("{\"windows\":[{\"window\":3,\"services\":[\"A\",\"B\"]}]}"), 200);
    http_call(&owner, "GET", "/v1/windows/3", NULL, NULL);
    cr_expect_str_eq(http_call_text(&owner, "state"), "calling", "a ready window does not stay idle");
}

Test(settings, they_last_until_hall_conf_is_changed)
{
    cr_assert_eq(change("{\"services\":[{\"letter\":\"A\",\"quota\":7}],\"notice\":{\"zh\":\"下午三点消防演练\",\"en\":\"Fire drill at three\"}}"), 200);
    http_call_close(&owner);
    cr_assert_eq(daemon_end(&controller, SIGTERM), 0);
    cr_assert(daemon_start(&controller, NULL));
    owner = http_call_socket(controller.socket);
    http_call(&owner, "GET", "/v1/settings", NULL, NULL);
    cr_expect_eq(of_first("services", "quota"), 7, "the file says what it said before");
    http_call_close(&owner);
    cr_assert_eq(daemon_end(&controller, SIGTERM), 0);
    char path[256];
    snprintf(path, sizeof path, "%s/hall.conf", controller.dir);
    FILE *file = fopen(path, "a");
    cr_assert_not_null(file);
    fputs("\nservice \"Y\" { name_zh = \"新业务\" name_en = \"New\" }\n", file);
    fclose(file);
    cr_assert(daemon_start(&controller, NULL));
    owner = http_call_socket(controller.socket);
    http_call(&owner, "GET", "/v1/settings", NULL, NULL);
    cr_expect_eq(of_first("services", "quota"), 0, "the file says something else now");
    cr_expect_str_eq(http_call_text(&owner, "notice.en"), "Fire drill at three", "what no file says stays");
}

Test(settings, staff_can_be_changed)
{
    cr_assert_eq(http_call(&owner, "POST", "/v1/staff", "{\"id\":\"2001\",\"name\":\"示例\",\"roles\":[\"clerk\"],\"pin\":\"1111\"}", NULL), 201);
    struct http_call clerk = http_call_tcp(controller.port, NULL);
    cr_assert_eq(http_call(&clerk, "POST", "/v1/sessions", "{\"staff\":\"2001\",\"pin\":\"1111\",\"window\":3}", NULL), 201);
    struct http_call signed_in = http_call_tcp(controller.port, http_call_text(&clerk, "token"));
    cr_assert_eq(http_call(&signed_in, "POST", "/v1/windows/3/open", NULL, NULL), 200);

    cr_expect_eq(http_call(&owner, "POST", "/v1/staff/2001", "{\"skills\":[\"nothing\"]}", NULL), 422);
    cr_expect_eq(http_call(&owner, "POST", "/v1/staff/2001", "{\"pin\":\"1\"}", NULL), 422);
    cr_expect_eq(http_call(&owner, "POST", "/v1/staff/9999", "{\"name\":\"x\"}", NULL), 404);
    cr_expect_eq(http_call(&owner, "POST", "/v1/staff/2001", "{\"name\":\"示例二\"}", NULL), 200);
    cr_expect_str_eq(http_call_text(&owner, "name"), "示例二");
    cr_expect_eq(http_call_number(&owner, "window"), 3);
    cr_expect_eq(http_call(&signed_in, "GET", "/v1/windows/3", NULL, NULL), 200, "a name ends nothing");

    cr_expect_eq(http_call(&owner, "POST", "/v1/staff/2001", "{\"pin\":\"2222\"}", NULL), 200, "%s", owner.body);
    cr_expect_eq(http_call(&signed_in, "GET", "/v1/windows/3", NULL, NULL), 401, "a new PIN signs out");
    cr_expect_eq(http_call(&clerk, "POST", "/v1/sessions", "{\"staff\":\"2001\",\"pin\":\"1111\"}", NULL), 401);
    cr_expect_eq(http_call(&clerk, "POST", "/v1/sessions", "{\"staff\":\"2001\",\"pin\":\"2222\",\"window\":3}", NULL), 201);
    cr_expect_eq(http_call(&owner, "POST", "/v1/staff/2001", "{\"roles\":[]}", NULL), 200);
    cr_expect_eq(http_call(&clerk, "POST", "/v1/sessions", "{\"staff\":\"2001\",\"pin\":\"2222\",\"window\":3}", NULL), 403, "who has left does nothing here");
    http_call_close(&clerk);
    http_call_close(&signed_in);
}

Test(settings, the_day_in_figures)
{
    http_call(&owner, "POST", "/v1/tickets", "{\"service\":\"A\"}", NULL);
    http_call(&owner, "POST", "/v1/windows/3/open", "{\"staff\":\"1001\"}", NULL);
    http_call(&owner, "POST", "/v1/windows/3/next", NULL, NULL);
    http_call(&owner, "POST", "/v1/windows/3/start", NULL, NULL);
    http_call(&owner, "POST", "/v1/windows/3/finish", NULL, NULL);
    cr_expect_eq(http_call(&owner, "GET", "/v1/figures/today", NULL, NULL), 200);
    cr_expect_eq(of_first("quarters", "taken"), 1);
    cr_expect_eq(of_first("quarters", "called"), 1);
    cr_expect_eq(of_first("staff", "served"), 1);
    cr_expect_eq(http_call_number(&owner, "usual.days"), 0, "a hall of today knows nothing of other weeks");
    cr_expect_eq(http_call(&owner, "GET", "/v1/windows/3/figures", NULL, NULL), 200);
    cr_expect_eq(http_call_number(&owner, "served"), 1);
    cr_expect_str_eq(json_string_value(json_object_get(json_array_get(json_object_get(owner.json, "tickets"), 0), "number")), "A001");
    cr_expect_eq(http_call(&owner, "GET", "/v1/windows/98/figures", NULL, NULL), 404);
}
