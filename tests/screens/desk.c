/* The desk in both languages and at both sizes, driven by keys; and the words that matter, looked for by meaning. */
#include "lib/desk_fixture.h"
#include "lib/screen_test.h"

#include "base/language.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct desk_fixture f;
static const char *const none[] = {NULL};

static void setup(void)
{
    language_start();
    language_set(LANGUAGE_ZH);
}

static void teardown(void)
{
    desk_fixture_finish(&f);
}

TestSuite(desk, .init = setup, .fini = teardown);

static void golden(const char *name, int rows, int columns)
{
    screen_test_golden(name, &f.view, rows, columns, none);
}

static bool shows(int rows, int columns, const char *text)
{
    char *screen = screen_test_keys(&f.view, rows, columns, none);
    char *roles = strstr(screen, "\nroles");
    if (roles)
        *roles = '\0';
    bool found = strstr(screen, text) != NULL;
    free(screen);
    return found;
}

/* The role of the first cell of a row that is not blank, from a column on. */
static enum role role_at(int row, int column)
{
    struct canvas canvas;
    struct targets targets;

    cr_assert(canvas_init(&canvas, 24, 80));
    app_draw(&f.view, &canvas, &targets);
    enum role role = canvas_at(&canvas, row, column)->role;
    canvas_finish(&canvas);
    return role;
}

Test(desk, list_in_chinese)
{
    desk_fixture_list_shown(&f);
    golden("desk-list-zh", 24, 80);
    cr_expect(shows(24, 80, "！超期1天"), "late is a word, too");
    cr_expect_eq(role_at(4, 2), ROLE_WARNING); /* the second: in the last third */
}

Test(desk, list_in_english)
{
    language_set(LANGUAGE_EN);
    desk_fixture_list_shown(&f);
    desk_fixture_keys(&f, DESK_KEYS("Down", "Down"));
    golden("desk-list-en", 24, 80);
    cr_expect(shows(24, 80, "! 1 day late"));
    cr_expect_not(shows(24, 80, "\033"), "a hostile name draws nothing of its own");
}

Test(desk, list_that_is_empty)
{
    desk_fixture_start(&f);
    desk_fixture_answer(&f, DESK_LIST, 200, "{'cases':[],'next':null,'counts':{}}");
    golden("desk-empty-zh", 24, 80);
}

Test(desk, list_of_many)
{
    json_t *list = json_array(), *body;

    desk_fixture_start(&f);
    for (int i = 0; i < 60; i++) {
        char number[24];
        snprintf(number, sizeof number, "2026-%06d", i + 1);
        json_array_append_new(list, json_pack("{s:i, s:s, s:s, s:{s:s, s:s}, s:{s:s, s:{s:s, s:s}}, s:{s:s, s:s}, s:{s:s, s:s, s:i}}", "id", i + 1, "number", number, "state", "review",
                                              "state_name", "zh", "审批中", "en", "being examined", "item", "code", "XK24", "name", "zh", "城镇污水排入排水管网许可", "en",
                                              "Permit to discharge sewage into the drainage network", "applicant", "name", "王**", "masked", "4301**********1234", "deadline",
                                              "promised", "2026-12-01", "light", i < 3 ? "red" : i < 9 ? "yellow" : "green", "days_left", i / 3 - 1));
    }
    body = json_pack("{s:o, s:s}", "cases", list, "next", "1.60");
    desk_model_answer(&f.model, DESK_LIST, 200, body, 0);
    json_decref(body);
    for (int i = 0; i < 25; i++)
        desk_fixture_keys(&f, DESK_KEYS("Down"));
    golden("desk-many-zh", 24, 80);
    language_set(LANGUAGE_EN);
    golden("desk-many-en", 24, 80);
    cr_expect(shows(24, 80, "60 and more"));
}

Test(desk, list_and_case_side_by_side)
{
    desk_fixture_start(&f);
    f.model.wide = true;
    desk_fixture_answer(&f, DESK_LIST, 200, desk_fixture_list);
    desk_fixture_keys(&f, DESK_KEYS("Down"));
    desk_fixture_answer(&f, DESK_FILE, 200, "{'id':11}");
    desk_fixture_answer(&f, DESK_FILE, 200, desk_fixture_case);
    golden("desk-wide-zh", 48, 160);
    cr_expect(shows(48, 160, "场地权属证明"));
    desk_fixture_keys(&f, DESK_KEYS("Enter"));
    language_set(LANGUAGE_EN);
    golden("desk-wide-case-en", 48, 160);
}

Test(desk, case_that_may_be_approved)
{
    desk_fixture_case_shown(&f, desk_fixture_case);
    golden("desk-case-zh", 24, 80);
    language_set(LANGUAGE_EN);
    golden("desk-case-en", 24, 80);
}

/* As many as a form has room for by scrolling. */
Test(desk, approval_with_what_the_certificate_asks_for)
{
    desk_fixture_case_shown(&f, "{'id':12,'number':'2026-000012','state':'review','item':{'code':'XK31','name':{'zh':'道路运输证','en':'Road transport certificate'}},"
                                "'may':{'approve':null},'certificate_asks':["
                                "{'name':'plate','label':{'zh':'车辆号牌','en':'Number plate'},'needed':true},{'name':'address','label':{'zh':'地址','en':'Address'},'needed':false},"
                                "{'name':'vehicle','label':{'zh':'车辆类型','en':'Kind of vehicle'},'needed':false},{'name':'load','label':{'zh':'吨（座）位','en':'Load'},'needed':false}]}");
    desk_fixture_keys(&f, DESK_KEYS("1"));
    golden("desk-form-asks-zh", 24, 80);
    cr_expect(shows(24, 80, "车辆号牌"));
    language_set(LANGUAGE_EN);
    cr_expect_not(shows(24, 80, "Certificate number"));
    desk_fixture_keys(&f, DESK_KEYS("Up"));
    golden("desk-form-asks-last-en", 24, 80);
    cr_expect(shows(24, 80, "Certificate number"), "the field that is written is seen");
}

Test(desk, case_that_the_same_person_accepted)
{
    desk_fixture_case_shown(&f, desk_fixture_own_case);
    golden("desk-case-own-zh", 24, 80);
    cr_expect(shows(24, 80, "您受理了此件"));
    language_set(LANGUAGE_EN);
    golden("desk-case-own-en", 24, 80);
}

Test(desk, controller_is_away)
{
    desk_fixture_case_shown(&f, desk_fixture_case);
    desk_fixture_lose(&f);
    golden("desk-away-zh", 24, 80);
    cr_expect_eq(role_at(3, 16), ROLE_MUTED);
}

Test(desk, forms)
{
    desk_fixture_case_shown(&f, desk_fixture_case);
    desk_fixture_keys(&f, DESK_KEYS("3"));
    golden("desk-form-special-zh", 24, 80);
    desk_fixture_keys(&f, DESK_KEYS("Escape", "2", "Enter", "Enter"));
    language_set(LANGUAGE_EN);
    golden("desk-form-reject-empty-en", 24, 80);
    cr_expect(shows(24, 80, "must not stay empty"));
}

Test(desk, sign_in)
{
    desk_fixture_start(&f);
    f.model.page = DESK_PAGE_SIGN_IN;
    desk_fixture_keys(&f, DESK_KEYS("1", "0", "0", "2", "Enter", "1", "2", "3"));
    golden("desk-sign-in-zh", 24, 80);
    cr_expect_not(shows(24, 80, "123"));
}

Test(desk, help)
{
    desk_fixture_list_shown(&f);
    desk_fixture_keys(&f, DESK_KEYS("?"));
    golden("desk-help-zh", 24, 80);
    language_set(LANGUAGE_EN);
    golden("desk-help-en", 24, 80);
}

Test(desk, person)
{
    desk_fixture_case_shown(&f, desk_fixture_case);
    desk_fixture_keys(&f, DESK_KEYS("p"));
    golden("desk-person-before-zh", 24, 80);
    cr_expect(shows(24, 80, "以您的工号记入流水"));
    desk_fixture_keys(&f, DESK_KEYS("Enter"));
    desk_fixture_answer(&f, DESK_LOOK, 200, "{'applicant':{'person':'00','kind':'person','name':'李某\\u001b[2J','masked':'430181********1234','phone':'13800000000'},'agent':null}");
    language_set(LANGUAGE_EN);
    golden("desk-person-en", 24, 80);
}

Test(desk, history)
{
    desk_fixture_case_shown(&f, desk_fixture_case);
    desk_fixture_keys(&f, DESK_KEYS("h"));
    desk_fixture_answer(&f, DESK_LOOK, 200,
                        "{'events':[{'at':1795399800000,'type':'case.accepted','by':'1001'},{'at':1795400100000,'type':'case.claimed','by':'1002'},"
                        "{'at':1795403700000,'type':'case.suspended','by':'1002','reason':'现场勘验'},{'at':1795486500000,'type':'case.light','light':'yellow'},"
                        "{'at':1795490100000,'type':'seal.used','by':'1003','seal':17,'certificate':'户外广告〔2026〕3号'},{'at':1795490200000,'type':'case.invented_later','by':'1003'}]}");
    golden("desk-history-zh", 24, 80);
    language_set(LANGUAGE_EN);
    golden("desk-history-en", 24, 80);
    cr_expect(shows(24, 80, "use 17"));
}

Test(desk, ledger_of_the_seal_and_samples)
{
    desk_fixture_list_shown(&f);
    desk_fixture_keys(&f, DESK_KEYS("s"));
    desk_fixture_answer(&f, DESK_LOOK, 200,
                        "{'uses':[{'seal':1,'at':'2026-11-20T09:31:00.000+08:00','staff':'1003','case':3,'certificate':'食品〔2026〕1号','digest':'9f2c7d51aa03b6e4ffff','blank':null,"
                        "'confirmed_at':'2026-11-20T09:40:00.000+08:00','spoiled_at':null},{'seal':2,'at':'2026-11-23T09:02:00.000+08:00','staff':'1003','case':4,'certificate':"
                        "'食品〔2026〕2号','digest':'00aa7d51aa03b6e4ffff','blank':null,'confirmed_at':null,'spoiled_at':'2026-11-23T09:05:00.000+08:00'},{'seal':3,'at':"
                        "'2026-11-23T09:10:00.000+08:00','staff':'1003','case':4,'certificate':'食品〔2026〕2号','digest':'00aa7d51aa03b6e4ffff','blank':null,'confirmed_at':null,'spoiled_at':null}]}");
    golden("desk-seal-zh", 24, 80);
    cr_expect(shows(24, 80, "待确认"));
    desk_fixture_keys(&f, DESK_KEYS("Escape", "d"));
    desk_fixture_answer(&f, DESK_LOOK, 200,
                        "{'samples':[{'sample':2,'from':'2026-11-01','to':'2026-11-23','count':5,'commitment':'ab12cd34ef56ab12cd34','seed':null,'cases':null},{'sample':1,'from':'2026-10-01',"
                        "'to':'2026-10-31','count':3,'commitment':'00','seed':'11','cases':[3,8,11]}]}");
    language_set(LANGUAGE_EN);
    golden("desk-samples-en", 24, 80);
    cr_expect(shows(24, 80, "revealed: 3 8 11"));
}

Test(desk, guide)
{
    desk_fixture_guide(&f);
    golden("desk-guide-zh", 24, 80);
    cr_expect_eq(role_at(4, 11), ROLE_WARNING);
    cr_expect(shows(24, 80, "！ 过号"));
    desk_fixture_keys(&f, DESK_KEYS("n"));
    golden("desk-guide-give-zh", 24, 80);
}

Test(desk, guide_in_english)
{
    language_set(LANGUAGE_EN);
    desk_fixture_guide(&f);
    golden("desk-guide-en", 24, 80);
    golden("desk-guide-en-large", 48, 160);
    desk_fixture_keys(&f, DESK_KEYS("p"));
    golden("desk-guide-priority-en", 24, 80);
}

/* Every key that is there is on the last row at the smallest size; what somebody has no use for is not. */
Test(desk, keys_shown_are_of_use)
{
    language_set(LANGUAGE_EN);
    desk_fixture_start(&f);
    desk_fixture_answer(&f, DESK_LIST, 200, "{'cases':[],'next':null,'counts':{}}");
    cr_expect_not(shows(24, 80, "view"), "there is nothing to open");
    cr_expect(shows(24, 80, " s  seal") && shows(24, 80, " q  leave"), "nobody knows yet who sits here");
    f.model.page = DESK_PAGE_SIGN_IN;
    desk_fixture_keys(&f, DESK_KEYS("1", "0", "0", "2", "Enter", "1", "2", "3", "4", "Enter"));
    desk_fixture_answer(&f, DESK_SIGN_IN, 201, "{'token':'yc_1','role':'approver','staff':'1002'}");
    cr_expect_not(shows(24, 80, " s  seal") || shows(24, 80, " d  sample"), "the ledger and samples are not for approvers");
    desk_fixture_finish(&f);
    desk_fixture_guide(&f);
    cr_expect(shows(24, 80, " q  leave"));
}

Test(desk, refused_in_its_own_words)
{
    desk_fixture_case_shown(&f, desk_fixture_case);
    desk_fixture_keys(&f, DESK_KEYS("1", "Enter"));
    desk_fixture_answer(&f, DESK_MOVE, 409, "{'type':'urn:yichuang:same-person','title':'You accepted this case: somebody else must approve it.','title_zh':'您受理了此件，须由他人审批。','status':409}");
    golden("desk-refused-zh", 24, 80);
    cr_expect(shows(24, 80, "! 您受理了此件"));
    language_set(LANGUAGE_EN);
    golden("desk-refused-en", 24, 80);
    cr_expect(shows(24, 80, "somebody else must approve it."), "the whole sentence is there");
    cr_expect(shows(24, 80, "Valid until, 2030-12-31"), "how a date is written");
}

Test(desk, too_small_and_away_in_english)
{
    language_set(LANGUAGE_EN);
    desk_fixture_list_shown(&f);
    golden("desk-too-small-en", 22, 80);
    cr_expect(shows(22, 80, "needs 80 columns and 23 rows") && shows(6, 60, "needs 80 columns"));
    desk_fixture_lose(&f);
    f.model.steady_ms += 20000;
    golden("desk-away-en", 24, 80);
    cr_expect(shows(24, 80, "has been away for 62 s") && shows(24, 80, "Large outdoor"), "what was known stays");
    cr_expect_eq(role_at(1, 2), ROLE_ALARM);
}

Test(desk, guide_large_in_chinese)
{
    desk_fixture_guide(&f);
    golden("desk-guide-zh-large", 48, 160);
    cr_expect(shows(48, 160, "q  离开") && shows(48, 160, "A003") && shows(48, 160, "残疾人"));
    desk_fixture_keys(&f, DESK_KEYS("?"));
    golden("desk-guide-help-zh", 23, 80);
    cr_expect(shows(23, 80, "取号：办什么事") && shows(23, 80, "挂起"));
}
