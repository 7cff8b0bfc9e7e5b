/* What the desk asks of the controller, and when; what it shows of the answers is in screens/desk.c. */
#include "lib/desk_fixture.h"

#include "base/language.h"

#include <criterion/criterion.h>
#include <string.h>

static struct desk_fixture f;

static void setup(void)
{
    language_start();
    language_set(LANGUAGE_EN);
}

static void teardown(void)
{
    desk_fixture_finish(&f);
}

TestSuite(desk_model, .init = setup, .fini = teardown);

static const char *last_path(enum desk_purpose purpose)
{
    int last = desk_fixture_last(&f, purpose);

    cr_assert_geq(last, 0);
    return f.sent[last].path;
}

static const char *last_text(enum desk_purpose purpose, const char *name)
{
    const char *text = json_string_value(json_object_get(f.sent[desk_fixture_last(&f, purpose)].body, name));
    return text ? text : "";
}

static bool says(const char *part)
{
    const char *text = notice_text(&f.model.notice, f.model.steady_ms);
    return text && strstr(text, part);
}

/* --- list and case ------------------------------------------------------------------------------------------------------ */

Test(desk_model, the_list_is_asked_for_once_and_again_when_a_case_changed)
{
    desk_fixture_start(&f);
    desk_model_stale(&f.model, 12);
    desk_model_stale(&f.model, 13);
    cr_expect_eq(desk_fixture_times(&f, DESK_LIST), 1, "one question at a time");
    desk_fixture_answer(&f, DESK_LIST, 200, desk_fixture_list);
    cr_expect_eq(desk_fixture_times(&f, DESK_LIST), 2, "what changed meanwhile is read");
    desk_fixture_answer(&f, DESK_LIST, 200, desk_fixture_list);
    cr_expect_eq(desk_fixture_times(&f, DESK_LIST), 2, "and then nothing is polled");
    cr_expect_eq(f.model.row_count, 5);
}

Test(desk_model, the_chosen_case_stays_chosen_when_others_come_before_it)
{
    desk_fixture_list_shown(&f);
    desk_fixture_keys(&f, DESK_KEYS("Down", "Down"));
    cr_assert_eq(f.model.rows[f.model.chosen].id, 13);
    desk_model_stale(&f.model, 0);
    desk_fixture_answer(&f, DESK_LIST, 200, "{'cases':[{'id':20},{'id':11},{'id':12},{'id':13}],'next':null}");
    cr_expect_eq(f.model.rows[f.model.chosen].id, 13);
}

Test(desk_model, a_filter_asks_the_controller)
{
    desk_fixture_list_shown(&f);
    desk_fixture_keys(&f, DESK_KEYS("f"));
    cr_expect(strstr(last_path(DESK_LIST), "state=accepted,review,suspended"));
}

Test(desk_model, approving_takes_a_form_and_one_request_with_one_key)
{
    char key[23];

    desk_fixture_case_shown(&f, desk_fixture_case);
    desk_fixture_keys(&f, DESK_KEYS("1"));
    cr_expect_eq(f.model.page, DESK_PAGE_FORM);
    cr_expect_eq(desk_fixture_times(&f, DESK_MOVE), 0, "nothing final by one press");
    desk_fixture_keys(&f, DESK_KEYS("2", "0", "3", "0", "-", "1", "2", "-", "3", "1", "Enter"));
    cr_expect_eq(desk_fixture_times(&f, DESK_MOVE), 0, "Enter goes to the next field first");
    desk_fixture_keys(&f, DESK_KEYS("Enter", "Enter"));
    cr_assert_eq(desk_fixture_times(&f, DESK_MOVE), 1);
    cr_expect_str_eq(last_path(DESK_MOVE), "/v1/cases/12/approve");
    cr_expect_str_eq(last_text(DESK_MOVE, "valid_until"), "2030-12-31");
    strcpy(key, f.sent[desk_fixture_last(&f, DESK_MOVE)].key);
    desk_fixture_answer(&f, DESK_MOVE, 503, NULL);
    cr_assert_eq(desk_fixture_times(&f, DESK_MOVE), 2, "unknown: asked again");
    cr_expect_str_eq(f.sent[desk_fixture_last(&f, DESK_MOVE)].key, key);
    desk_fixture_answer(&f, DESK_MOVE, 200, desk_fixture_case);
    cr_expect_eq(f.model.page, DESK_PAGE_CASE);
    cr_expect(says("Approved"));
}

Test(desk_model, what_the_certificate_asks_for_is_sent)
{
    desk_fixture_case_shown(&f, "{'id':12,'number':'2026-000012','state':'review','may':{'approve':null},'certificate_asks':["
                                "{'name':'address','label':{'zh':'地址','en':'Address'},'needed':false},"
                                "{'name':'plate','label':{'zh':'号牌','en':'Plate'},'needed':true}]}");
    desk_fixture_keys(&f, DESK_KEYS("1", "Enter"));
    cr_expect_eq(desk_fixture_times(&f, DESK_MOVE), 0, "the plate is needed");
    desk_fixture_keys(&f, DESK_KEYS("A", "1", "Enter", "B", "Enter", "Enter"));
    f.model.steady_ms += 1000;
    cr_expect_eq(desk_fixture_times(&f, DESK_MOVE), 0, "Enter goes from field to field");
    desk_fixture_keys(&f, DESK_KEYS("Enter"));
    cr_assert_eq(desk_fixture_times(&f, DESK_MOVE), 1);
    const json_t *fields = json_object_get(f.sent[desk_fixture_last(&f, DESK_MOVE)].body, "fields");
    cr_expect_str_eq(json_string_value(json_object_get(fields, "plate")), "A1");
    cr_expect_str_eq(json_string_value(json_object_get(fields, "address")), "B");
}

Test(desk_model, no_answer_for_a_minute_is_told_as_unknown)
{
    desk_fixture_case_shown(&f, desk_fixture_case);
    desk_fixture_keys(&f, DESK_KEYS("1", "Enter"));
    f.model.steady_ms += 1000;
    desk_fixture_keys(&f, DESK_KEYS("Enter"));
    f.model.steady_ms += ERRAND_TRY_MS;
    desk_fixture_answer(&f, DESK_MOVE, 0, NULL);
    cr_expect(says("not known"));
    cr_expect_not(f.model.move.under_way);
}

Test(desk_model, what_is_grey_sends_nothing_and_says_why)
{
    desk_fixture_case_shown(&f, desk_fixture_own_case);
    desk_fixture_keys(&f, DESK_KEYS("1"));
    cr_expect_eq(f.model.page, DESK_PAGE_CASE);
    cr_expect(says("You accepted this case"));
    cr_expect_eq(desk_fixture_times(&f, DESK_MOVE), 0);
}

Test(desk_model, a_form_that_lacks_its_reason_stays)
{
    desk_fixture_case_shown(&f, desk_fixture_case);
    desk_fixture_keys(&f, DESK_KEYS("2", "Down", "Enter", "Enter")); /* reject */
    cr_expect_eq(f.model.page, DESK_PAGE_FORM);
    cr_expect_eq(desk_fixture_times(&f, DESK_MOVE), 0);
}

Test(desk_model, while_the_controller_is_away_nothing_is_sent)
{
    desk_fixture_case_shown(&f, desk_fixture_case);
    desk_fixture_lose(&f);
    desk_fixture_keys(&f, DESK_KEYS("1", "Enter"));
    f.model.steady_ms += 1000;
    desk_fixture_keys(&f, DESK_KEYS("Enter"));
    cr_expect_eq(desk_fixture_times(&f, DESK_MOVE), 0);
    cr_expect(says("away"));
}

Test(desk_model, beside_a_wide_list_stands_the_chosen_case)
{
    desk_fixture_start(&f);
    f.model.wide = true;
    desk_fixture_answer(&f, DESK_LIST, 200, desk_fixture_list);
    cr_expect_str_eq(last_path(DESK_FILE), "/v1/cases/11");
    desk_fixture_keys(&f, DESK_KEYS("Down")); /* before the answer */
    cr_expect_eq(desk_fixture_times(&f, DESK_FILE), 1);
    desk_fixture_answer(&f, DESK_FILE, 200, "{'id':11}");
    cr_expect_not(f.model.file_known, "that was the one before");
    cr_expect_str_eq(last_path(DESK_FILE), "/v1/cases/12");
}

/* --- looking ------------------------------------------------------------------------------------------------------------- */

#define PERSON "{'applicant':{'person':'00','kind':'person','name':'李某','masked':'430181********1234','phone':'13800000000'},'agent':null}"

Test(desk_model, a_person_is_read_only_after_it_was_said_that_the_look_is_recorded)
{
    desk_fixture_case_shown(&f, desk_fixture_case);
    desk_fixture_keys(&f, DESK_KEYS("p"));
    desk_model_changed(&f.model);
    cr_expect_eq(desk_fixture_times(&f, DESK_LOOK), 0);
    desk_fixture_keys(&f, DESK_KEYS("Enter"));
    cr_expect_str_eq(last_path(DESK_LOOK), "/v1/cases/12/person");
    desk_fixture_answer(&f, DESK_LOOK, 200, PERSON);
    cr_expect_not_null(f.model.told);
    desk_model_stale(&f.model, 12);
    cr_expect_eq(desk_fixture_times(&f, DESK_LOOK), 1, "one press is one look");
    desk_fixture_keys(&f, DESK_KEYS("Escape"));
    cr_expect_null(f.model.told, "what was seen is forgotten");
    cr_expect_eq(f.model.page, DESK_PAGE_CASE);
}

Test(desk_model, a_person_that_comes_after_the_page_was_left_is_not_kept)
{
    desk_fixture_case_shown(&f, desk_fixture_case);
    desk_fixture_keys(&f, DESK_KEYS("p", "Enter", "Escape", "h"));
    desk_fixture_answer(&f, DESK_LOOK, 200, PERSON);
    cr_expect_null(f.model.told);
    desk_model_changed(&f.model);
    cr_expect_str_eq(last_path(DESK_LOOK), "/v1/cases/12/history");
}

Test(desk_model, who_may_not_see_the_ledger_is_told_so)
{
    desk_fixture_list_shown(&f);
    desk_fixture_keys(&f, DESK_KEYS("s"));
    cr_expect_str_eq(last_path(DESK_LOOK), "/v1/seal-uses");
    desk_fixture_answer(&f, DESK_LOOK, 403, "{'type':'urn:yichuang:forbidden','title':'Your role may not do this.','title_zh':'您的角色不能这样做。','status':403,'detail':null}");
    cr_expect_eq(f.model.page, DESK_PAGE_LIST);
    cr_expect(says("may not"));
}

Test(desk_model, a_sample_is_committed_and_revealed)
{
    desk_fixture_list_shown(&f);
    desk_fixture_keys(&f, DESK_KEYS("d"));
    desk_fixture_answer(&f, DESK_LOOK, 200, "{'samples':[]}");
    desk_fixture_keys(&f, DESK_KEYS("n", "5", "Enter", "Enter"));
    f.model.steady_ms += 1000;
    desk_fixture_keys(&f, DESK_KEYS("Enter"));
    cr_expect_str_eq(last_path(DESK_MOVE), "/v1/samples");
    cr_expect_eq(json_integer_value(json_object_get(f.sent[desk_fixture_last(&f, DESK_MOVE)].body, "count")), 5);
    desk_fixture_answer(&f, DESK_MOVE, 201, "{'sample':1}");
    cr_expect_eq(f.model.page, DESK_PAGE_LOOK);
    desk_fixture_answer(&f, DESK_LOOK, 200, "{'samples':[{'sample':1,'from':'2026-11-01','to':'2026-11-23','count':5,'commitment':'ab','seed':null,'cases':null}]}");
    desk_fixture_keys(&f, DESK_KEYS("r", "Enter"));
    cr_expect_str_eq(last_path(DESK_MOVE), "/v1/samples/1/reveal");
}

/* --- the guide ------------------------------------------------------------------------------------------------------------ */

Test(desk_model, a_session_of_a_guide_shows_numbers)
{
    desk_fixture_start(&f);
    f.model.page = DESK_PAGE_SIGN_IN;
    desk_fixture_keys(&f, DESK_KEYS("1", "0", "0", "5", "Enter", "1", "2", "3", "4", "5", "6", "Enter"));
    desk_fixture_answer(&f, DESK_SIGN_IN, 201, "{'staff':'1005','role':'guide','token':'yc_1'}");
    cr_expect_eq(f.model.page, DESK_PAGE_TICKETS);
    cr_expect_str_eq(f.model.pin, "");
}

Test(desk_model, who_is_called_stands_first_then_who_was_missed)
{
    static const char *const order[] = {"A002", "A003", "A004", "A005", "A006", "A001"};

    desk_fixture_guide(&f);
    for (int i = 0; i < 6; i++)
        cr_expect_str_eq(f.model.tickets[i].number, order[i]);
}

Test(desk_model, a_guide_brings_back_who_was_missed)
{
    desk_fixture_guide(&f);
    desk_fixture_keys(&f, DESK_KEYS("Down", "b", "Enter"));
    cr_expect_str_eq(last_path(DESK_MOVE), "/v1/tickets/3/return");
    desk_fixture_answer(&f, DESK_MOVE, 200, "{'id':3,'number':'A003'}");
    cr_expect_eq(f.model.page, DESK_PAGE_TICKETS);
    cr_expect(says("back in the queue"));
}

Test(desk_model, a_guide_gives_a_number_with_priority)
{
    desk_fixture_guide(&f);
    desk_fixture_keys(&f, DESK_KEYS("n", "2", "Down", "2", "Enter"));
    cr_expect_str_eq(last_path(DESK_MOVE), "/v1/tickets");
    cr_expect_str_eq(last_text(DESK_MOVE, "service"), "B");
    cr_expect_str_eq(last_text(DESK_MOVE, "priority"), "elderly");
    desk_fixture_answer(&f, DESK_MOVE, 201, "{'id':9,'number':'B001'}");
    cr_expect(says("B001"));
}

Test(desk_model, a_priority_needs_its_reason)
{
    desk_fixture_guide(&f);
    desk_fixture_keys(&f, DESK_KEYS("p", "3", "Enter"));
    cr_expect_eq(desk_fixture_times(&f, DESK_MOVE), 0);
    desk_fixture_keys(&f, DESK_KEYS("i", "l", "l", "Enter"));
    cr_expect_str_eq(last_path(DESK_MOVE), "/v1/tickets/2/priority");
    cr_expect_str_eq(last_text(DESK_MOVE, "reason"), "ill");
    cr_expect_str_eq(last_text(DESK_MOVE, "priority"), "disabled");
}
