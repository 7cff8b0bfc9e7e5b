/* The catalogue from outside: import all or nothing, versions that stay, withdrawal by date, search, and what a start makes of a changed file. */
#include "lib/daemon.h"
#include "lib/http_call.h"

#include "base/table.h"

#include "core/settings.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
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

TestSuite(items, .init = start, .fini = end, .timeout = 120);

#define HEADER                                                                                                                                             \
    "code,name,name_en,kind,level,department,group,memo,in_force_from,flow,promised_days,statutory_days,applicant,fee_yuan,typical_minutes,online,output," \
    "number,template,materials,basis,assisting,withdrawn_from\n"
#define PERMIT "XK11,户外广告设施设置审批,Outdoor advertising approval,permit,delegated,城市管理,建设,备忘录,2020/4/28,permit,5,20,both,%s,17,apply,own-a4,rule,permit,申请表/表!,account,,\n"
#define PENALTY "CF01,对占用城市道路经营的处罚,,penalty,delegated,城市管理,执法,备忘录,2020-04-28,,,,,,,,,,,,条例,,\n"
#define DUTY "ZZ01,安全生产检查,Work safety inspection,duty,own,应急管理,应急,,2020-04-28,,,,,,,,,,,,,,\n"
#define TERRITORIAL "SD01,河道采砂监管,,territorial,own,水利,农业,,2020-04-28,,,,,,,,,,,,,自然资源,\n"
#define LATER "XK90,无人机作业登记,Drone registration,permit,own,农业农村,农业,备忘录,2999-01-01,permit,5,20,both,0,17,none,external,none,,,later,,\n"

static const char *table_with_fee(const char *fee)
{
    static char text[4096];

    snprintf(text, sizeof text, HEADER PERMIT PENALTY DUTY TERRITORIAL LATER, fee);
    return text;
}

static size_t rows_of(const char *query)
{
    char path[128];

    snprintf(path, sizeof path, "/v1/items%s", query);
    cr_assert_eq(http_call(&owner, "GET", path, NULL, NULL), 200);
    return json_array_size(json_object_get(owner.json, "items"));
}

static const char *first_of(const char *query)
{
    return rows_of(query) == 0 ? "" : json_string_value(json_object_get(json_array_get(json_object_get(owner.json, "items"), 0), "code"));
}

Test(items, the_first_start_makes_a_version_of_the_file)
{
    cr_expect_eq(rows_of(""), 60);
    cr_expect_eq(http_call_number(&owner, "version"), 1);
    cr_expect_eq(http_call_number(&owner, "totals.kind.permit"), 35);
    cr_expect_eq(http_call_number(&owner, "totals.kind.service"), 25);
    cr_expect_eq(http_call_number(&owner, "totals.department.城市管理"), 5);
    cr_expect_str_eq(first_of("?q=hwgg"), "XK11");
    cr_expect_str_eq(first_of("?q=%E6%88%B7%E5%A4%96"), "XK11");
    cr_expect_str_eq(first_of("?q=outdoor"), "XK11");
    cr_expect_eq(rows_of("?kind=penalty"), 0);
}

Test(items, a_preview_tells_and_changes_nothing)
{
    cr_assert_eq(http_call(&owner, "POST", "/v1/items/import?preview=true", table_with_fee("30"), NULL), 200);
    cr_expect_eq(http_call_number(&owner, "added"), 4);
    cr_expect_eq(http_call_number(&owner, "changed"), 1);
    cr_expect_eq(http_call_number(&owner, "withdrawn"), 59);
    cr_expect(json_is_null(json_object_get(owner.json, "version")));
    const json_t *row = json_array_get(json_object_get(owner.json, "changes"), 0);
    cr_expect_str_eq(json_string_value(json_object_get(row, "change")), "changed");
    bool fee = false;
    for (size_t i = 0; i < json_array_size(json_object_get(row, "columns")); i++) {
        const json_t *column = json_array_get(json_object_get(row, "columns"), i);
        if (strcmp(json_string_value(json_object_get(column, "column")), "fee_yuan") != 0)
            continue;
        fee = true;
        cr_expect_str_eq(json_string_value(json_object_get(column, "before")), "0");
        cr_expect_str_eq(json_string_value(json_object_get(column, "after")), "30");
    }
    cr_expect(fee);
    cr_expect_eq(rows_of(""), 60);
}

Test(items, a_version_stays_when_the_next_one_comes)
{
    cr_assert_eq(http_call(&owner, "POST", "/v1/items/import", table_with_fee("30"), "once"), 200);
    cr_expect_eq(http_call_number(&owner, "version"), 2);
    cr_assert_eq(http_call(&owner, "POST", "/v1/items/import", table_with_fee("30"), "once"), 200);
    cr_expect_eq(http_call_number(&owner, "version"), 2, "the same key changes nothing");
    cr_expect_eq(http_call(&owner, "POST", "/v1/items/import", table_with_fee("31"), "once"), 422);
    cr_expect_str_eq(http_call_text(&owner, "type"), "urn:yichuang:key-reused");
    cr_assert_eq(http_call(&owner, "POST", "/v1/items/import", table_with_fee("30"), NULL), 200);
    cr_expect_eq(http_call_number(&owner, "version"), 2, "nothing is other than before");
    cr_assert_eq(http_call(&owner, "GET", "/v1/items/XK11", NULL, NULL), 200);
    cr_expect_eq(http_call_number(&owner, "fee_yuan"), 30);
    cr_assert_eq(http_call(&owner, "GET", "/v1/items/XK11?version=1", NULL, NULL), 200);
    cr_expect_eq(http_call_number(&owner, "fee_yuan"), 0);
    cr_expect_eq(http_call_number(&owner, "version"), 1);
    cr_expect_eq(http_call(&owner, "GET", "/v1/items/FW01", NULL, NULL), 404);
    cr_expect_eq(http_call(&owner, "GET", "/v1/items/FW01?version=1", NULL, NULL), 200);
    cr_expect_eq(http_call(&owner, "GET", "/v1/items/FW01?version=9", NULL, NULL), 404);
    cr_expect_eq(http_call(&owner, "GET", "/v1/items/FW01?version=x", NULL, NULL), 422);
    cr_assert_eq(http_call(&owner, "GET", "/v1/items/versions", NULL, NULL), 200);
    cr_expect_eq(json_array_size(json_object_get(owner.json, "versions")), 2);
    cr_assert_eq(http_call(&owner, "GET", "/v1/verify", NULL, NULL), 200);
    cr_expect(json_is_true(json_object_get(owner.json, "ok")));
}

Test(items, each_kind_is_listed_counted_and_found)
{
    cr_assert_eq(http_call(&owner, "POST", "/v1/items/import", table_with_fee("0"), NULL), 200);
    cr_expect_str_eq(first_of("?kind=penalty"), "CF01");
    cr_expect_str_eq(first_of("?kind=duty"), "ZZ01");
    cr_expect_str_eq(first_of("?kind=territorial"), "SD01");
    cr_expect_str_eq(http_call_text(&owner, "items.0.assisting"), "");
    cr_expect_str_eq(first_of("?department=%E8%87%AA%E7%84%B6%E8%B5%84%E6%BA%90"), "SD01", "who assists, too");
    cr_expect_str_eq(first_of("?q=hdcs"), "SD01");
    cr_expect_eq(rows_of("?level=own"), 2);
    cr_expect_eq(rows_of(""), 4, "not in force before its day");
    cr_expect_eq(rows_of("?all=true"), 5);
    cr_expect_eq(http_call_number(&owner, "totals.kind.territorial"), 1);
    cr_expect_eq(http_call(&owner, "GET", "/v1/items?all=maybe", NULL, NULL), 422);
    cr_expect_eq(http_call(&owner, "POST", "/v1/tickets", "{\"item\":\"XK90\"}", NULL), 409);
    cr_expect_str_eq(http_call_text(&owner, "type"), "urn:yichuang:item-not-in-force");
    cr_expect_eq(http_call(&owner, "POST", "/v1/tickets", "{\"item\":\"CF01\"}", NULL), 201);
    cr_expect_str_eq(http_call_text(&owner, "service"), "C");
}

Test(items, all_or_nothing_and_the_place_is_told)
{
    char text[4200];

    snprintf(text, sizeof text, "%s%s", table_with_fee("0"), "XK12,x,y,permit,own,a,b,,2020-04-31,permit,5,,both,0,17,none,none,none,,,\n");
    cr_expect_eq(http_call(&owner, "POST", "/v1/items/import?file=list.csv", text, NULL), 422);
    cr_expect_str_eq(http_call_text(&owner, "type"), "urn:yichuang:catalogue-wrong");
    cr_expect_str_eq(http_call_text(&owner, "detail"), "list.csv:7:9: in_force_from is not a date like 2026-10-01");
    cr_expect_eq(http_call(&owner, "POST", "/v1/items/import", "", NULL), 422);
    cr_expect_eq(rows_of(""), 60);
    cr_expect_eq(http_call_number(&owner, "version"), 1);
}

Test(items, a_table_beyond_every_catalogue_is_refused)
{
    char *text = malloc(TABLE_FILE_MAX + 2);

    cr_assert_not_null(text);
    memset(text, 'x', TABLE_FILE_MAX + 1);
    text[TABLE_FILE_MAX + 1] = '\0';
    cr_expect_eq(http_call(&owner, "POST", "/v1/items/import", text, NULL), 413);
    free(text);
}

Test(items, a_group_without_room_is_refused)
{
    char text[16384] = HEADER;

    for (int i = 0; i < GROUPS_MAX + 1; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "ZZ%02d,安全检查,,duty,own,应急,第%d组,,2020-04-28,,,,,,,,,,,,,,\n", i, i);
    cr_expect_eq(http_call(&owner, "POST", "/v1/items/import", text, NULL), 422);
    cr_expect_str_eq(http_call_text(&owner, "type"), "urn:yichuang:catalogue-wrong");
    cr_expect(strstr(http_call_text(&owner, "detail"), "at most 32 groups"), "%s", owner.body);
    cr_expect_eq(http_call(&owner, "POST", "/v1/items/import?preview=true", text, NULL), 422);
    cr_expect_eq(rows_of(""), 60);
}

Test(items, withdrawn_from_a_day_on)
{
    cr_assert_eq(http_call(&owner, "POST", "/v1/items/XK11/withdraw", "{\"from\":\"2999-12-01\"}", NULL), 200);
    cr_expect_eq(http_call_number(&owner, "version"), 2);
    cr_expect_eq(http_call_number(&owner, "withdrawn"), 1);
    cr_assert_eq(http_call(&owner, "GET", "/v1/items/XK11", NULL, NULL), 200);
    cr_expect_str_eq(http_call_text(&owner, "withdrawn_from"), "2999-12-01");
    cr_expect(json_is_true(json_object_get(owner.json, "in_force")), "until then it is in force");
    static const char *const wrong[] = {"{}", "{\"from\":\"2000-01-01\"}", "{\"from\":\"tomorrow\"}", "{\"from\":\"2999-02-30\"}"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        cr_expect_eq(http_call(&owner, "POST", "/v1/items/XK11/withdraw", wrong[i], NULL), 422, "%s", wrong[i]);
    cr_expect_eq(http_call(&owner, "POST", "/v1/items/XK99/withdraw", "{\"from\":\"2999-12-01\"}", NULL), 404);
}

Test(items, an_export_is_an_import)
{
    cr_assert_eq(http_call(&owner, "GET", "/v1/items/export?encoding=gb18030", NULL, NULL), 200);
    cr_expect_str_eq(owner.type, "text/csv");
    char *text = strdup(owner.body);
    cr_assert_eq(http_call(&owner, "POST", "/v1/items/import", text, NULL), 200);
    cr_expect_eq(http_call_number(&owner, "version"), 1, "nothing is other than before");
    free(text);
    cr_expect_eq(http_call(&owner, "GET", "/v1/items/export?version=2", NULL, NULL), 404);
    cr_expect_eq(http_call(&owner, "GET", "/v1/items/export?encoding=big5", NULL, NULL), 422);
}

static void start_again(void)
{
    cr_assert(daemon_start(&controller, NULL));
    http_call_close(&owner);
    owner = http_call_socket(controller.socket);
}

Test(items, a_start_takes_the_file_when_it_has_changed)
{
    cr_assert_eq(http_call(&owner, "POST", "/v1/items/import", table_with_fee("30"), NULL), 200);
    cr_assert_eq(daemon_end(&controller, 15), 0);
    start_again();
    cr_expect_eq(rows_of("?all=true"), 5, "what was imported stays in force: the file is as it was");
    cr_expect_eq(http_call_number(&owner, "version"), 2);
    cr_assert_eq(daemon_end(&controller, 9), 128 + 9);
    daemon_write(&controller, "items.csv", table_with_fee("40"));
    start_again();
    cr_expect_eq(rows_of("?all=true"), 5);
    cr_expect_eq(http_call_number(&owner, "version"), 3);
    cr_assert_eq(http_call(&owner, "GET", "/v1/items/XK11", NULL, NULL), 200);
    cr_expect_eq(http_call_number(&owner, "fee_yuan"), 40);
}

Test(items, what_staff_have_learned_stays_what_it_is)
{
    int status;
    json_t *staff = json_pack("{s:s, s:s, s:s, s:[s], s:[s]}", "id", "1009", "name", "x", "pin", "1234", "roles", "clerk", "skills", "建设");

    json_decref(daemon_ask(&controller, "POST", "/v1/staff", staff, &status));
    cr_assert_eq(status, 201);
    cr_assert_eq(http_call(&owner, "POST", "/v1/items/import", table_with_fee("0"), NULL), 200); /* where this group is the first one */
    cr_assert_eq(http_call(&owner, "POST", "/v1/windows/3/open", "{\"staff\":\"1009\"}", NULL), 200);
    cr_assert_eq(http_call(&owner, "POST", "/v1/tickets", "{\"item\":\"XK11\"}", NULL), 201);
    cr_expect_eq(http_call(&owner, "POST", "/v1/windows/3/next", NULL, NULL), 200, "somebody who has learned it is there");
}
