/* The kiosk's rules: one number whatever the connection does, fingers that tremble, people who leave. */
#include "lib/kiosk_fixture.h"

#include "kiosk/kiosk_hours.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static struct kiosk_fixture f;

static void setup(void)
{
    language_start();
    kiosk_fixture_start(&f, LANGUAGE_ZH, true);
}

static void teardown(void)
{
    kiosk_fixture_finish(&f);
}

TestSuite(kiosk_model, .init = setup, .fini = teardown);

/* The text of a member of the body of the last question of a kind; "" if there is none. */
static const char *asked_text(enum kiosk_ask what, const char *name)
{
    int last = kiosk_fixture_last(&f, what);
    const char *text = last < 0 ? NULL : json_string_value(json_object_get(f.asked[last].body, name));

    return text ? text : "";
}

static const char *asked_key(enum kiosk_ask what)
{
    int last = kiosk_fixture_last(&f, what);

    return last < 0 ? "" : f.asked[last].key;
}

static void take_a_number(void)
{
    kiosk_fixture_keys(&f, KIOSK_KEYS("1", "Enter"));
    cr_assert_eq(f.kiosk.page, KIOSK_PAGE_TAKING);
}

/* --- the plain case ---------------------------------------------------------------------------------------------- */

Test(kiosk_model, two_presses_to_a_number)
{
    take_a_number();
    cr_expect_eq(kiosk_fixture_times(&f, KIOSK_ASK_TAKE), 1);
    cr_expect_str_eq(asked_text(KIOSK_ASK_TAKE, "service"), "A");
    cr_expect_str_eq(asked_text(KIOSK_ASK_TAKE, "priority"), "normal");
    cr_expect_str_eq(asked_text(KIOSK_ASK_TAKE, "language"), "zh");
    cr_expect_str_eq(asked_text(KIOSK_ASK_TAKE, "place"), "kiosk 1");
    cr_expect_str_eq(f.asked[kiosk_fixture_last(&f, KIOSK_ASK_TAKE)].path, "/v1/tickets");
    cr_expect_str_eq(f.asked[kiosk_fixture_last(&f, KIOSK_ASK_TAKE)].method, "POST");
    cr_expect_eq(strlen(asked_key(KIOSK_ASK_TAKE)), 22);
    kiosk_fixture_answer(&f, KIOSK_ASK_TAKE, 201, kiosk_fixture_ticket);
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_RESULT);
    cr_expect_str_eq(f.kiosk.ticket.number, "A007");
    cr_expect_str_eq(f.kiosk.ticket.url, KIOSK_FIXTURE_URL);
    cr_expect_eq(kiosk_paper_state(&f.kiosk), KIOSK_PAPER_COMING);
}

Test(kiosk_model, arrows_and_touch_do_the_same)
{
    kiosk_fixture_keys(&f, KIOSK_KEYS("Enter"));
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_WELCOME, "Enter takes nothing that nobody has chosen");
    kiosk_fixture_keys(&f, KIOSK_KEYS("Down", "Down", "Enter"));
    cr_expect_eq(f.kiosk.wish.service, 'B');
    kiosk_fixture_keys(&f, KIOSK_KEYS("Escape"));
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_WELCOME);
    kiosk_fixture_tap(&f, (enum kiosk_choice)2);
    cr_expect_eq(f.kiosk.wish.service, 'C');
    kiosk_fixture_tap(&f, KIOSK_CHOICE_CONFIRM);
    cr_expect_str_eq(asked_text(KIOSK_ASK_TAKE, "service"), "C");
}

Test(kiosk_model, what_is_not_offered_does_nothing)
{
    kiosk_fixture_tap(&f, KIOSK_CHOICE_CONFIRM);
    kiosk_fixture_tap(&f, KIOSK_CHOICES);
    kiosk_fixture_tap(&f, (enum kiosk_choice)8);
    kiosk_fixture_keys(&f, KIOSK_KEYS("9", "x", "Escape", "Delete", "Home"));
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_WELCOME);
    cr_expect_eq(kiosk_fixture_times(&f, KIOSK_ASK_TAKE), 0);
}

Test(kiosk_model, priority_and_item_go_along)
{
    kiosk_fixture_keys(&f, KIOSK_KEYS("*", "1", "/", "3", "Enter"));
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_CONFIRM);
    cr_expect_eq(f.kiosk.wish.service, 'A');
    kiosk_fixture_keys(&f, KIOSK_KEYS(".", "Enter"));
    cr_expect_str_eq(asked_text(KIOSK_ASK_TAKE, "priority"), "elderly");
    cr_expect_str_eq(asked_text(KIOSK_ASK_TAKE, "item"), "XK03");
    cr_expect_str_eq(asked_text(KIOSK_ASK_TAKE, "language"), "en");
}

Test(kiosk_model, priority_asked_while_confirming)
{
    kiosk_fixture_keys(&f, KIOSK_KEYS("2", "*", "4"));
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_CONFIRM);
    kiosk_fixture_keys(&f, KIOSK_KEYS("Enter"));
    cr_expect_str_eq(asked_text(KIOSK_ASK_TAKE, "service"), "B");
    cr_expect_str_eq(asked_text(KIOSK_ASK_TAKE, "priority"), "infant");
}

Test(kiosk_model, back_leads_back)
{
    kiosk_fixture_keys(&f, KIOSK_KEYS("1", "/", "+", "1"));
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_ITEM);
    cr_expect_str_eq(f.kiosk.items.at[f.kiosk.item].code, "FW23");
    kiosk_fixture_keys(&f, KIOSK_KEYS("0"));
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_ITEMS);
    cr_expect_eq(f.kiosk.first, 9, "the second page of the list, as before");
    kiosk_fixture_keys(&f, KIOSK_KEYS("0"));
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_CONFIRM);
    cr_expect_eq(f.kiosk.wish.service, 'A');
    kiosk_fixture_keys(&f, KIOSK_KEYS("?", "Escape", "Backspace"));
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_WELCOME);
    cr_expect_eq(f.kiosk.wish.service, 0);
}

/* --- the connection breaks --------------------------------------------------------------------------------------- */

Test(kiosk_model, asked_again_with_the_same_key)
{
    char key[23];

    take_a_number();
    strcpy(key, asked_key(KIOSK_ASK_TAKE));
    for (int i = 0; i < 8; i++) {
        kiosk_fixture_answer(&f, KIOSK_ASK_TAKE, i % 2 ? 503 : 0, NULL);
        cr_assert_eq(f.kiosk.page, KIOSK_PAGE_TAKING);
        cr_assert_eq(kiosk_fixture_times(&f, KIOSK_ASK_TAKE), i + 1, "not at once");
        cr_assert_leq(kiosk_due_ms(&f.kiosk), 1000);
        kiosk_fixture_pass(&f, 1000);
        cr_assert_eq(kiosk_fixture_times(&f, KIOSK_ASK_TAKE), i + 2);
        cr_assert_str_eq(asked_key(KIOSK_ASK_TAKE), key);
        cr_assert_str_eq(asked_text(KIOSK_ASK_TAKE, "service"), "A");
    }
    kiosk_fixture_answer(&f, KIOSK_ASK_TAKE, 201, kiosk_fixture_ticket);
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_RESULT);
    kiosk_fixture_pass(&f, 5000);
    cr_expect_eq(kiosk_fixture_times(&f, KIOSK_ASK_TAKE), 9, "and then no more");
}

Test(kiosk_model, each_number_has_a_key_of_its_own)
{
    char key[23];

    take_a_number();
    strcpy(key, asked_key(KIOSK_ASK_TAKE));
    kiosk_fixture_answer(&f, KIOSK_ASK_TAKE, 201, kiosk_fixture_ticket);
    kiosk_fixture_keys(&f, KIOSK_KEYS("Enter"));
    take_a_number();
    cr_expect_str_neq(asked_key(KIOSK_ASK_TAKE), key);
}

Test(kiosk_model, one_question_at_a_time)
{
    take_a_number();
    for (int i = 0; i < 5; i++)
        kiosk_fixture_keys(&f, KIOSK_KEYS("Enter", "1"));
    cr_expect_eq(kiosk_fixture_times(&f, KIOSK_ASK_TAKE), 1);
}

Test(kiosk_model, a_question_that_cannot_be_sent_is_sent_later)
{
    kiosk_fixture_keys(&f, KIOSK_KEYS("1"));
    f.deaf = true;
    kiosk_fixture_keys(&f, KIOSK_KEYS("Enter"));
    cr_expect_eq(kiosk_fixture_times(&f, KIOSK_ASK_TAKE), 0);
    f.deaf = false;
    kiosk_fixture_pass(&f, 1000);
    cr_expect_eq(kiosk_fixture_times(&f, KIOSK_ASK_TAKE), 1);
}

Test(kiosk_model, who_gives_up_leaves_no_number)
{
    char key[23];

    take_a_number();
    strcpy(key, asked_key(KIOSK_ASK_TAKE));
    kiosk_fixture_answer(&f, KIOSK_ASK_TAKE, 0, NULL);
    kiosk_fixture_pass(&f, 5000);
    kiosk_fixture_keys(&f, KIOSK_KEYS("0"));
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_WELCOME);
    cr_expect_str_eq(asked_key(KIOSK_ASK_TAKE), key);
    kiosk_fixture_answer(&f, KIOSK_ASK_TAKE, 201, kiosk_fixture_ticket);
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_WELCOME, "nobody waits for it");
    cr_assert_eq(kiosk_fixture_times(&f, KIOSK_ASK_CANCEL), 1);
    cr_expect_str_eq(f.asked[kiosk_fixture_last(&f, KIOSK_ASK_CANCEL)].path, "/v1/tickets/7/cancel");
    strcpy(key, asked_key(KIOSK_ASK_CANCEL));
    kiosk_fixture_answer(&f, KIOSK_ASK_CANCEL, 503, NULL);
    kiosk_fixture_pass(&f, 1000);
    cr_expect_str_eq(asked_key(KIOSK_ASK_CANCEL), key);
    kiosk_fixture_answer(&f, KIOSK_ASK_CANCEL, 200, kiosk_fixture_ticket);
    kiosk_fixture_pass(&f, 10000);
    cr_expect_eq(kiosk_fixture_times(&f, KIOSK_ASK_CANCEL), 2);
    cr_expect_eq(f.kiosk.take.state, KIOSK_TAKE_NONE);
}

Test(kiosk_model, who_comes_back_gets_the_number_asked_for)
{
    take_a_number();
    kiosk_fixture_pass(&f, 5000);
    kiosk_fixture_keys(&f, KIOSK_KEYS("0", "1", "Enter"));
    cr_expect_eq(kiosk_fixture_times(&f, KIOSK_ASK_TAKE), 1, "the question under way will do");
    kiosk_fixture_answer(&f, KIOSK_ASK_TAKE, 201, kiosk_fixture_ticket);
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_RESULT);
    cr_expect_eq(kiosk_fixture_times(&f, KIOSK_ASK_CANCEL), 0);
}

Test(kiosk_model, the_next_person_waits_until_the_old_question_is_settled)
{
    take_a_number();
    kiosk_fixture_pass(&f, 5000);
    kiosk_fixture_keys(&f, KIOSK_KEYS("0", "2", "Enter"));
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_TAKING);
    cr_expect_eq(kiosk_fixture_times(&f, KIOSK_ASK_TAKE), 1);
    kiosk_fixture_answer(&f, KIOSK_ASK_TAKE, 201, kiosk_fixture_ticket);
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_TAKING, "that was not for them");
    kiosk_fixture_answer(&f, KIOSK_ASK_CANCEL, 200, kiosk_fixture_ticket);
    cr_assert_eq(kiosk_fixture_times(&f, KIOSK_ASK_TAKE), 2);
    cr_expect_str_eq(asked_text(KIOSK_ASK_TAKE, "service"), "B");
    kiosk_fixture_answer(&f, KIOSK_ASK_TAKE, 201, kiosk_fixture_ticket);
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_RESULT);
}

Test(kiosk_model, patience_ends)
{
    take_a_number();
    kiosk_fixture_answer(&f, KIOSK_ASK_TAKE, 0, NULL);
    kiosk_fixture_pass(&f, 119000);
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_TAKING);
    kiosk_fixture_pass(&f, 1000);
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_REFUSED);
    cr_expect_eq(f.kiosk.take.state, KIOSK_TAKE_GIVEN_UP);
}

Test(kiosk_model, no_service_is_chosen_while_the_controller_is_away)
{
    kiosk_fixture_lose(&f);
    kiosk_fixture_keys(&f, KIOSK_KEYS("1"));
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_REFUSED);
    kiosk_fixture_find(&f);
    kiosk_fixture_keys(&f, KIOSK_KEYS("0", "1"));
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_CONFIRM);
}

Test(kiosk_model, catalogue_is_read_again_after_an_absence)
{
    int before = kiosk_fixture_times(&f, KIOSK_ASK_ITEMS);

    kiosk_fixture_lose(&f);
    kiosk_fixture_find(&f);
    cr_expect_eq(kiosk_fixture_times(&f, KIOSK_ASK_ITEMS), before + 1);
    kiosk_fixture_answer(&f, KIOSK_ASK_ITEMS, 0, NULL);
    cr_expect_eq(f.kiosk.items.count, 11, "what is known stays");
    kiosk_fixture_pass(&f, 5000);
    cr_expect_eq(kiosk_fixture_times(&f, KIOSK_ASK_ITEMS), before + 2);
}

/* --- fingers and time -------------------------------------------------------------------------------------------- */

Test(kiosk_model, a_double_tap_confirms_nothing)
{
    f.key_gap_ms = 120;
    kiosk_fixture_tap(&f, (enum kiosk_choice)0);
    kiosk_fixture_tap(&f, KIOSK_CHOICE_CONFIRM);
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_CONFIRM);
    cr_expect_eq(kiosk_fixture_times(&f, KIOSK_ASK_TAKE), 0);
    f.key_gap_ms = 600;
    kiosk_fixture_tap(&f, KIOSK_CHOICE_CONFIRM);
    cr_expect_eq(kiosk_fixture_times(&f, KIOSK_ASK_TAKE), 1);
}

Test(kiosk_model, a_key_held_down_acts_once)
{
    kiosk_fixture_keys(&f, KIOSK_KEYS("Down", "Enter"));
    cr_assert_eq(f.kiosk.page, KIOSK_PAGE_CONFIRM);
    f.key_gap_ms = 660;
    kiosk_fixture_keys(&f, KIOSK_KEYS("Enter"));
    f.key_gap_ms = 40;
    for (int i = 0; i < 50; i++)
        kiosk_fixture_keys(&f, KIOSK_KEYS("Enter"));
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_CONFIRM);
    cr_expect_eq(kiosk_fixture_times(&f, KIOSK_ASK_TAKE), 0);
}

Test(kiosk_model, the_key_that_took_the_number_does_not_wipe_it)
{
    take_a_number();
    kiosk_fixture_answer(&f, KIOSK_ASK_TAKE, 201, kiosk_fixture_ticket);
    f.key_gap_ms = 300;
    kiosk_fixture_keys(&f, KIOSK_KEYS("Enter", "Enter"));
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_RESULT);
}

Test(kiosk_model, two_different_keys_may_be_quick)
{
    f.key_gap_ms = 5;
    kiosk_fixture_keys(&f, KIOSK_KEYS("1", "Enter"));
    cr_expect_eq(kiosk_fixture_times(&f, KIOSK_ASK_TAKE), 1);
}

Test(kiosk_model, arrows_may_be_held)
{
    f.key_gap_ms = 30;
    kiosk_fixture_keys(&f, KIOSK_KEYS("Down", "Down", "Down"));
    cr_expect_eq(f.kiosk.chosen, 2);
}

Test(kiosk_model, sixty_seconds_without_a_key_erase_everything)
{
    kiosk_fixture_keys(&f, KIOSK_KEYS(".", "*", "2", "/", "3", "Enter"));
    cr_assert_eq(f.kiosk.page, KIOSK_PAGE_CONFIRM);
    kiosk_fixture_pass(&f, 59000);
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_CONFIRM);
    cr_expect_eq(kiosk_left_s(&f.kiosk), 1);
    kiosk_fixture_pass(&f, 1000);
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_WELCOME);
    cr_expect_eq(f.kiosk.wish.priority, PRIORITY_NORMAL);
    cr_expect_eq(f.kiosk.wish.service, 0);
    cr_expect_eq(f.kiosk.wish.item[0], 0);
    cr_expect_eq(f.kiosk.language, LANGUAGE_ZH);
    cr_expect_eq(kiosk_left_s(&f.kiosk), -1);
}

Test(kiosk_model, any_touch_stays)
{
    kiosk_fixture_keys(&f, KIOSK_KEYS("1"));
    kiosk_fixture_pass(&f, 50000);
    kiosk_fixture_tap(&f, KIOSK_CHOICES);
    kiosk_fixture_pass(&f, 50000);
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_CONFIRM);
}

Test(kiosk_model, language_and_priority_on_the_first_page_are_forgotten_too)
{
    kiosk_fixture_keys(&f, KIOSK_KEYS(".", "*", "1"));
    cr_assert_eq(f.kiosk.page, KIOSK_PAGE_WELCOME);
    kiosk_fixture_pass(&f, 60000);
    cr_expect_eq(f.kiosk.language, LANGUAGE_ZH);
    cr_expect_eq(f.kiosk.wish.priority, PRIORITY_NORMAL);
}

/* --- the number and its paper ------------------------------------------------------------------------------------ */

static void show_number(void)
{
    take_a_number();
    kiosk_fixture_answer(&f, KIOSK_ASK_TAKE, 201, kiosk_fixture_ticket);
    cr_assert_eq(f.kiosk.page, KIOSK_PAGE_RESULT);
}

static void paper(const char *state)
{
    char event[256];

    snprintf(event, sizeof event, "{'seq':101,'at':'2026-11-23T09:30:01.000+08:00','type':'print.%s','job':{'id':3,'state':'%s','copy':0,'ticket_id':7}}", state, state);
    kiosk_fixture_event(&f, event);
}

Test(kiosk_model, the_paper_is_followed)
{
    show_number();
    paper("printing");
    cr_expect_eq(kiosk_paper_state(&f.kiosk), KIOSK_PAPER_COMING);
    kiosk_fixture_pass(&f, 12000);
    cr_expect_eq(kiosk_paper_state(&f.kiosk), KIOSK_PAPER_SLOW);
    paper("printed");
    cr_expect_eq(kiosk_paper_state(&f.kiosk), KIOSK_PAPER_OUT);
    cr_expect_eq(kiosk_left_s(&f.kiosk), 20);
    kiosk_fixture_pass(&f, 20000);
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_WELCOME);
    cr_expect_eq(f.kiosk.ticket.number[0], 0, "the number is gone from memory");
    cr_expect_eq(f.kiosk.ticket.code[0], 0);
}

Test(kiosk_model, paper_that_was_faster_than_the_answer)
{
    take_a_number();
    paper("printing");
    paper("printed");
    kiosk_fixture_answer(&f, KIOSK_ASK_TAKE, 201, kiosk_fixture_ticket);
    cr_expect_eq(kiosk_paper_state(&f.kiosk), KIOSK_PAPER_OUT);
}

Test(kiosk_model, paper_in_trouble_stays_longer)
{
    show_number();
    paper("attention");
    cr_expect_eq(kiosk_paper_state(&f.kiosk), KIOSK_PAPER_TROUBLE);
    kiosk_fixture_pass(&f, 50000);
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_RESULT);
    paper("failed");
    cr_expect_eq(kiosk_paper_state(&f.kiosk), KIOSK_PAPER_TROUBLE);
    kiosk_fixture_pass(&f, 60000);
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_WELCOME);
}

Test(kiosk_model, other_papers_do_not_matter)
{
    show_number();
    kiosk_fixture_event(&f, "{'seq':101,'at':'2026-11-23T09:30:01.000+08:00','type':'print.failed','job':{'id':4,'state':'failed','copy':0,'ticket_id':8}}");
    cr_expect_eq(kiosk_paper_state(&f.kiosk), KIOSK_PAPER_COMING);
}

Test(kiosk_model, called_while_still_at_the_kiosk)
{
    show_number();
    kiosk_fixture_event(&f, "{'seq':102,'at':'2026-11-23T09:30:02.000+08:00','type':'ticket.called','ticket':{'id':7,'number':'A007','service':'A','state':'called',"
                            "'window':3,'ahead':null,'wait':null,'printed':'none'}}");
    cr_expect_eq(f.kiosk.ticket.window, 3);
    cr_expect_str_eq(f.kiosk.ticket.url, KIOSK_FIXTURE_URL, "events do not tell the code: it stays");
    cr_expect_eq(kiosk_paper_state(&f.kiosk), KIOSK_PAPER_COMING);
}

Test(kiosk_model, what_was_missed_is_asked_for)
{
    show_number();
    kiosk_fixture_lose(&f);
    kiosk_fixture_find(&f);
    cr_assert_eq(kiosk_fixture_times(&f, KIOSK_ASK_TICKET), 1);
    cr_expect_str_eq(f.asked[kiosk_fixture_last(&f, KIOSK_ASK_TICKET)].path, "/v1/tickets/7");
    kiosk_fixture_answer(&f, KIOSK_ASK_TICKET, 200, "{'id':7,'number':'A007','service':'A','state':'waiting','ahead':3,'printed':'printed'}");
    cr_expect_eq(kiosk_paper_state(&f.kiosk), KIOSK_PAPER_OUT);
}

/* --- refusals ---------------------------------------------------------------------------------------------------- */

Test(kiosk_model, a_refusal_is_said_in_both_languages_and_ends)
{
    take_a_number();
    kiosk_fixture_answer(&f, KIOSK_ASK_TAKE, 409, "{'type':'urn:yichuang:quota-reached','title':'All numbers are gone.','title_zh':'今日号源已满。','status':409,'detail':null}");
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_REFUSED);
    cr_expect_str_eq(f.kiosk.refused[LANGUAGE_EN], "All numbers are gone.");
    cr_expect_str_eq(f.kiosk.refused[LANGUAGE_ZH], "今日号源已满。");
    cr_expect_eq(f.kiosk.take.state, KIOSK_TAKE_NONE);
    kiosk_fixture_pass(&f, 20000);
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_WELCOME);
}

#define SERVICE_C(state) \
    "{'seq':103,'at':'2026-11-23T12:10:00.000+08:00','type':'ticket.taken','service':{'letter':'C','name':{'zh':'咨询帮办','en':'Advice and help'},'state':'" state \
    "','sessions':'08:30-12:00 13:30-17:00','waiting':1,'wait':null}}"

Test(kiosk_model, a_closed_service_is_asked_about_first)
{
    kiosk_fixture_event(&f, SERVICE_C("lunch"));
    kiosk_fixture_keys(&f, KIOSK_KEYS("3"));
    cr_assert_eq(kiosk_fixture_times(&f, KIOSK_ASK_HALL), 1);
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_WELCOME);
    kiosk_fixture_answer(&f, KIOSK_ASK_HALL, 200, NULL); /* it is lunch still */
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_REFUSED);
    cr_expect_eq(f.kiosk.refused_service, 'C');

    kiosk_fixture_keys(&f, KIOSK_KEYS("0", "3"));
    kiosk_fixture_event(&f, SERVICE_C("open")); /* what the answer said */
    kiosk_fixture_answer(&f, KIOSK_ASK_HALL, 200, NULL);
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_CONFIRM);
    cr_expect_eq(f.kiosk.wish.service, 'C');
}

Test(kiosk_model, the_hall_is_read_again_when_hours_begin_or_end)
{
    kiosk_fixture_pass(&f, 149 * 60000); /* 11:59 */
    cr_expect_eq(kiosk_fixture_times(&f, KIOSK_ASK_HALL), 0);
    kiosk_fixture_pass(&f, 60000);
    cr_expect_eq(kiosk_fixture_times(&f, KIOSK_ASK_HALL), 1);
    kiosk_fixture_pass(&f, 60000);
    cr_expect_eq(kiosk_fixture_times(&f, KIOSK_ASK_HALL), 1);
}

Test(kiosk_model, hours)
{
    cr_expect_eq(kiosk_hours_next("08:30-12:00 13:30-17:00", 8 * 60), 510);
    cr_expect_eq(kiosk_hours_next("08:30-12:00 13:30-17:00", 510), 810);
    cr_expect_eq(kiosk_hours_next("08:30-12:00 13:30-17:00", 810), -1);
    cr_expect_eq(kiosk_hours_next("", 0), -1);
    cr_expect_eq(kiosk_hours_next("whenever", 0), -1);
    cr_expect_eq(kiosk_hours_next("88:30-12:00 13:30-17:00", 0), -1, "no hour of a day");
    cr_expect_eq(kiosk_hours_next("12:00-08:30", 0), -1);
    cr_expect(kiosk_hours_is_edge("08:30-12:00 13:30-17:00", 720));
    cr_expect(kiosk_hours_is_edge("08:30-12:00 13:30-17:00", 510));
    cr_expect_not(kiosk_hours_is_edge("08:30-12:00 13:30-17:00", 721));
}

Test(kiosk_model, a_catalogue_that_is_none_changes_nothing)
{
    kiosk_fixture_answer(&f, KIOSK_ASK_ITEMS, 200, "{'items':'none'}");
    cr_expect_eq(f.kiosk.items.count, 11);
    kiosk_fixture_answer(&f, KIOSK_ASK_ITEMS, 200, "{'items':[{'code':'X1'},{'no':1},7,{'code':'X2','service':'AB','fee_yuan':-3}]}");
    cr_assert_eq(f.kiosk.items.count, 2);
    cr_expect_eq(f.kiosk.items.at[1].service, 0);
    cr_expect_eq(f.kiosk.items.at[1].fee_yuan, -1);
    cr_expect_eq(kiosk_items_nth(&f.kiosk.items, 'A', 0), -1);
}

/* --- never two, never one too many ------------------------------------------------------------------------------- */

enum { SIM_TICKETS = 4096, SIM_STEPS = 60000 };

/* A controller that forgets to answer, and what became of each number. */
static struct {
    char key[SIM_TICKETS][23];
    int shown[SIM_TICKETS], cancelled[SIM_TICKETS];
    int count;
    uint64_t random;
} sim;

static unsigned draw_random(unsigned below)
{
    sim.random = sim.random * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(sim.random >> 33) % below;
}

/* Does what was asked once for each key; returns the ticket's id. */
static int sim_take(const char *key)
{
    for (int i = 0; i < sim.count; i++)
        if (strcmp(sim.key[i], key) == 0)
            return i + 1;
    cr_assert_lt(sim.count, SIM_TICKETS);
    strcpy(sim.key[sim.count], key);
    return ++sim.count;
}

/* Which question the taking waits for: how the hall is may have been asked after it. */
static int sim_last(void)
{
    int take = kiosk_fixture_last(&f, KIOSK_ASK_TAKE), cancel = kiosk_fixture_last(&f, KIOSK_ASK_CANCEL);

    return take > cancel ? take : cancel;
}

/* Answers it, or loses it on the way there or back. */
static void sim_answer(bool faithfully)
{
    int last = sim_last();
    enum kiosk_ask what = f.asked[last].what;
    unsigned fate = faithfully ? 9 : draw_random(10);
    char ticket[128];
    int id = 0;

    if (fate >= 3 && what == KIOSK_ASK_TAKE)
        id = sim_take(f.asked[last].key);
    else if (fate >= 3)
        cr_assert_eq(sscanf(f.asked[last].path, "/v1/tickets/%d/cancel", &id), 1);
    if (fate >= 3 && what == KIOSK_ASK_CANCEL)
        sim.cancelled[id - 1] = 1;
    if (fate < 5) {
        kiosk_fixture_answer(&f, what, fate % 2 ? 503 : 0, NULL);
        return;
    }
    snprintf(ticket, sizeof ticket, "{'id':%d,'number':'A%03d','service':'A','state':'waiting','printed':'queued'}", id, id);
    bool shown = f.kiosk.page == KIOSK_PAGE_RESULT;
    kiosk_fixture_answer(&f, what, 200, ticket);
    if (what == KIOSK_ASK_TAKE && !shown && f.kiosk.page == KIOSK_PAGE_RESULT) {
        cr_assert_eq(f.kiosk.ticket.id, id);
        sim.shown[id - 1]++;
    }
}

/* Forgets what needs no answer here, and keeps the list of questions short. */
static void sim_tidy(void)
{
    bool due = f.kiosk.take.under_way;
    int last = due ? sim_last() : -1;

    f.kiosk.asked_hall = f.kiosk.asked_items = false;
    for (int i = 0; i < f.count; i++)
        if (i != last)
            json_decref(f.asked[i].body);
    if (due)
        f.asked[0] = f.asked[last];
    f.count = due;
}

Test(kiosk_model, every_number_is_shown_once_or_cancelled)
{
    static const char *const names[] = {"1", "2", "3", "Enter", "Enter", "Enter", "0", "Escape", "*", "/", ".", "+", "Down", "?", "Tab"};

    sim.random = 20261123;
    for (int step = 0; step < SIM_STEPS; step++) {
        sim_tidy();
        f.key_gap_ms = (int64_t)draw_random(2000);
        switch (draw_random(4)) {
        case 0:
            kiosk_fixture_pass(&f, (int64_t)draw_random(20) * draw_random(1000) + 1);
            break;
        case 1:
            if (f.kiosk.take.under_way)
                sim_answer(false);
            break;
        default:
            kiosk_fixture_keys(&f, KIOSK_KEYS(names[draw_random(sizeof names / sizeof *names)]));
        }
    }
    for (int i = 0; i < 100 && f.kiosk.take.state != KIOSK_TAKE_NONE; i++) {
        sim_tidy();
        if (f.kiosk.take.under_way)
            sim_answer(true);
        else
            kiosk_fixture_pass(&f, 1000);
    }
    cr_assert_eq(f.kiosk.take.state, KIOSK_TAKE_NONE);
    int shown = 0, cancelled = 0;
    for (int i = 0; i < sim.count; i++) {
        cr_assert_eq(sim.shown[i] + sim.cancelled[i], 1, "ticket %d: shown %d times, cancelled %d times", i + 1, sim.shown[i], sim.cancelled[i]);
        shown += sim.shown[i];
        cancelled += sim.cancelled[i];
    }
    cr_expect_gt(shown, 100);
    cr_expect_gt(cancelled, 20);
}

/* Looking for an item. */

static void search(void)
{
    kiosk_fixture_keys(&f, KIOSK_KEYS("/", "*"));
    cr_assert_eq(f.kiosk.page, KIOSK_PAGE_SEARCH);
}

Test(kiosk_model, an_item_is_found_by_letters_as_they_are_typed)
{
    search();
    cr_expect_eq(f.kiosk.found_count, 0);
    kiosk_fixture_keys(&f, KIOSK_KEYS("s"));
    cr_expect_gt(f.kiosk.found_count, 2);
    kiosk_fixture_keys(&f, KIOSK_KEYS("p", "x"));
    cr_assert_eq(f.kiosk.found_count, 1);
    cr_expect_str_eq(kiosk_item_at(&f.kiosk, 0)->code, "XK05");
    kiosk_fixture_keys(&f, KIOSK_KEYS("Backspace"));
    cr_expect_eq(f.kiosk.found_count, 3);
    kiosk_fixture_keys(&f, KIOSK_KEYS("1"));
    cr_assert_eq(f.kiosk.page, KIOSK_PAGE_ITEM);
    cr_expect_str_eq(kiosk_item_shown(&f.kiosk)->code, "XK04");
    kiosk_fixture_keys(&f, KIOSK_KEYS("0"));
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_SEARCH);
    cr_expect_str_eq(f.kiosk.query, "sp", "what was typed is still there");
}

Test(kiosk_model, an_item_is_found_in_chinese_and_english)
{
    search();
    kiosk_fixture_keys(&f, KIOSK_KEYS("排", "水"));
    cr_assert_eq(f.kiosk.found_count, 1);
    cr_expect_str_eq(kiosk_item_at(&f.kiosk, 0)->code, "XK24");
    kiosk_fixture_keys(&f, KIOSK_KEYS("Backspace", "Backspace"));
    cr_expect_str_eq(f.kiosk.query, "");
    kiosk_fixture_keys(&f, KIOSK_KEYS("L", "e", "g", "a", "l"));
    cr_assert_eq(f.kiosk.found_count, 1);
    cr_expect_str_eq(kiosk_item_at(&f.kiosk, 0)->code, "FW23");
}

Test(kiosk_model, letters_can_be_touched)
{
    search();
    kiosk_fixture_tap(&f, (enum kiosk_choice)(KIOSK_CHOICE_LETTER + 'f' - 'a'));
    kiosk_fixture_tap(&f, (enum kiosk_choice)(KIOSK_CHOICE_LETTER + 'l' - 'a'));
    cr_expect_str_eq(f.kiosk.query, "fl");
    kiosk_fixture_tap(&f, KIOSK_CHOICE_ERASE);
    cr_expect_str_eq(f.kiosk.query, "f");
    kiosk_fixture_tap(&f, (enum kiosk_choice)0);
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_ITEM);
}

Test(kiosk_model, arrows_reach_every_letter_and_what_was_found)
{
    enum kiosk_choice choices[KIOSK_CHOICES];
    bool reached[KIOSK_CHOICES] = {false};

    search();
    kiosk_fixture_keys(&f, KIOSK_KEYS("g"));
    int all = kiosk_choices(&f.kiosk, choices);
    for (int i = 0; i < all; i++) {
        kiosk_fixture_keys(&f, KIOSK_KEYS("Right"));
        reached[f.kiosk.chosen] = true;
    }
    for (int i = 0; i < all; i++)
        cr_expect(reached[i], "choice %d", i);
    f.kiosk.chosen = -1;
    for (int i = 0; i < 100; i++) { /* rows: found, letters, foot, and round again */
        kiosk_fixture_keys(&f, KIOSK_KEYS(i % 7 ? "Down" : "Right"));
        cr_assert(f.kiosk.chosen >= 0 && f.kiosk.chosen < kiosk_choices(&f.kiosk, choices));
    }
    kiosk_fixture_keys(&f, KIOSK_KEYS("Up", "Up", "Down"));
    f.kiosk.chosen = -1;
    kiosk_fixture_keys(&f, KIOSK_KEYS("Enter", "Enter"));
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_ITEM, "the first one by Enter alone");
}

Test(kiosk_model, the_next_resident_finds_nothing_typed)
{
    search();
    kiosk_fixture_keys(&f, KIOSK_KEYS("f", "l"));
    kiosk_fixture_pass(&f, 61000);
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_WELCOME);
    cr_expect_str_eq(f.kiosk.query, "");
}

Test(kiosk_model, a_new_version_of_the_catalogue_is_asked_for)
{
    int before = kiosk_fixture_times(&f, KIOSK_ASK_ITEMS);

    f.kiosk.asked_items = false;
    kiosk_fixture_event(&f, "{'seq':101,'type':'catalogue.imported','catalogue':{'version':2}}");
    cr_expect_eq(kiosk_fixture_times(&f, KIOSK_ASK_ITEMS), before + 1);
}

/* --- what somebody has in the hall already ---------------------------------------------------------------------------- */

#define PROGRESS(state, collect)                                                                                                                       \
    "{'number':'2026-000012','state':'" state "','state_name':{'zh':'x','en':'x'},'item':{'zh':'食品经营许可','en':'Food business permit'},'special':null,"  \
    "'deadline':{'promised':'2026-12-01','statutory':null,'provisional':false,'light':'green','days_left':6},'collect':" collect ",'shelf':null,'bundle':null}"

/* Types a text, a key at a time. */
static void type(const char *text)
{
    for (; *text; text++)
        kiosk_fixture_keys(&f, KIOSK_KEYS(((char[]){*text, '\0'})));
}

static void look_up(const char *number, const char *tail)
{
    kiosk_fixture_keys(&f, KIOSK_KEYS("-", "1"));
    cr_assert_eq(f.kiosk.page, KIOSK_PAGE_FIND);
    type(number);
    kiosk_fixture_keys(&f, KIOSK_KEYS("Enter"));
    type(tail);
    kiosk_fixture_keys(&f, KIOSK_KEYS("Enter"));
}

Test(kiosk_model, a_case_is_found_by_its_number_and_the_last_four_characters)
{
    look_up("2026-000012", "002x");
    cr_expect_str_eq(f.asked[kiosk_fixture_last(&f, KIOSK_ASK_FIND)].path, "/v1/case-progress?number=2026-000012&tail=002X");
    kiosk_fixture_answer(&f, KIOSK_ASK_FIND, 200, PROGRESS("review", "false"));
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_PROGRESS);
    cr_expect_not(kiosk_offers(&f.kiosk, KIOSK_CHOICE_CONFIRM), "there is nothing to collect");
}

Test(kiosk_model, what_is_ready_gets_a_number_for_collection_by_one_press)
{
    look_up("2026-000012", "002X");
    kiosk_fixture_answer(&f, KIOSK_ASK_FIND, 200, PROGRESS("issued", "true"));
    kiosk_fixture_keys(&f, KIOSK_KEYS("Enter"));
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_TAKING);
    cr_expect_str_eq(json_string_value(json_object_get(f.asked[kiosk_fixture_last(&f, KIOSK_ASK_TAKE)].body, "service")), "B");
}

Test(kiosk_model, a_wrong_tail_is_one_sentence_and_the_number_stays)
{
    look_up("2026-000012", "0000");
    kiosk_fixture_answer(&f, KIOSK_ASK_FIND, 404, "{'type':'urn:yichuang:case-unknown','title':'no','status':404}");
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_FIND);
    cr_expect_str_eq(f.kiosk.find.number, "2026-000012");
    cr_expect_str_eq(f.kiosk.find.tail, "");
    cr_expect(f.kiosk.find.on_tail);
    cr_expect_neq(f.kiosk.find.said[LANGUAGE_ZH][0], '\0');
}

Test(kiosk_model, what_was_typed_is_erased_when_nobody_goes_on)
{
    static const char zeros[sizeof(struct kiosk_find)];

    kiosk_fixture_keys(&f, KIOSK_KEYS("-", "1"));
    type("2026-000012");
    kiosk_fixture_keys(&f, KIOSK_KEYS("Enter"));
    type("002");
    kiosk_fixture_pass(&f, 61000);
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_WELCOME);
    cr_expect_arr_eq((const char *)&f.kiosk.find, zeros, sizeof zeros);
}

Test(kiosk_model, an_answer_for_who_has_left_is_shown_to_nobody)
{
    look_up("2026-000012", "002X");
    kiosk_fixture_pass(&f, 61000);
    look_up("2026-000099", "1234"); /* the next one, before the answer to the one before */
    cr_expect_eq(kiosk_fixture_times(&f, KIOSK_ASK_FIND), 1);
    kiosk_fixture_answer(&f, KIOSK_ASK_FIND, 200, PROGRESS("issued", "true"));
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_FIND, "that was the first one's case");
    cr_expect_eq(kiosk_fixture_times(&f, KIOSK_ASK_FIND), 2);
    cr_expect_str_eq(f.asked[kiosk_fixture_last(&f, KIOSK_ASK_FIND)].path, "/v1/case-progress?number=2026-000099&tail=1234");
}

static void scan(const char *text)
{
    int64_t gap_ms = f.key_gap_ms;

    kiosk_fixture_pass(&f, 1000);
    f.key_gap_ms = 4;
    type(text);
    kiosk_fixture_keys(&f, KIOSK_KEYS("Enter"));
    f.key_gap_ms = gap_ms;
}

Test(kiosk_model, the_slip_of_a_case_writes_its_number_and_only_the_tail_is_missing)
{
    scan("2026-000012");
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_FIND);
    cr_expect_str_eq(f.kiosk.find.number, "2026-000012");
    cr_expect(f.kiosk.find.on_tail);
    cr_expect_eq(kiosk_fixture_times(&f, KIOSK_ASK_TAKE), 0, "no key of the scanner took a number");
    cr_expect_eq(kiosk_fixture_times(&f, KIOSK_ASK_FIND), 0, "the slip alone tells nothing");
}

Test(kiosk_model, a_missed_number_comes_back_by_scanner_and_one_key)
{
    scan(KIOSK_FIXTURE_URL);
    cr_expect_str_eq(f.asked[kiosk_fixture_last(&f, KIOSK_ASK_FIND)].path, "/v1/codes/1A7QF3M9T2KXW8PZ");
    kiosk_fixture_answer(&f, KIOSK_ASK_FIND, 200, "{'id':7,'number':'A007','service':'A','state':'no_show','priority':'normal','window':null,'ahead':null,'wait':null}");
    cr_assert_eq(f.kiosk.page, KIOSK_PAGE_TICKET);
    kiosk_fixture_keys(&f, KIOSK_KEYS("Enter"));
    cr_expect_str_eq(f.asked[kiosk_fixture_last(&f, KIOSK_ASK_DEED)].path, "/v1/tickets/7/return");
    kiosk_fixture_answer(&f, KIOSK_ASK_DEED, 200, kiosk_fixture_ticket);
    cr_expect_str_eq(f.kiosk.ticket.state, "waiting");
    cr_expect_eq(kiosk_deed_at(&f.kiosk, 0), KIOSK_DEED_REPRINT, "nobody comes back twice");
}

Test(kiosk_model, a_number_is_cancelled_by_two_presses_and_asked_for_once)
{
    scan(KIOSK_FIXTURE_URL);
    kiosk_fixture_answer(&f, KIOSK_ASK_FIND, 200, kiosk_fixture_ticket);
    kiosk_fixture_keys(&f, KIOSK_KEYS("2", "Enter"));
    cr_assert_eq(f.kiosk.page, KIOSK_PAGE_CANCEL);
    cr_expect_eq(kiosk_fixture_times(&f, KIOSK_ASK_DEED), 0);
    kiosk_fixture_keys(&f, KIOSK_KEYS("Enter"));
    char key[23];
    strcpy(key, f.asked[kiosk_fixture_last(&f, KIOSK_ASK_DEED)].key);
    kiosk_fixture_answer(&f, KIOSK_ASK_DEED, 0, NULL); /* the answer got lost */
    kiosk_fixture_pass(&f, 1000);
    cr_expect_eq(kiosk_fixture_times(&f, KIOSK_ASK_DEED), 2);
    cr_expect_str_eq(f.asked[kiosk_fixture_last(&f, KIOSK_ASK_DEED)].key, key);
}

Test(kiosk_model, a_number_is_found_by_what_stands_on_its_paper_or_shorter)
{
    kiosk_fixture_keys(&f, KIOSK_KEYS("-", "2"));
    type("a7");
    kiosk_fixture_keys(&f, KIOSK_KEYS("Enter"));
    type("002X");
    kiosk_fixture_keys(&f, KIOSK_KEYS("Enter"));
    cr_expect_str_eq(f.asked[kiosk_fixture_last(&f, KIOSK_ASK_FIND)].path, "/v1/tickets?number=A007&tail=002X");
}

Test(kiosk_model, what_is_pasted_does_nothing)
{
    scan("1;rm -rf /");
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_REFUSED);
    cr_expect_eq(kiosk_fixture_times(&f, KIOSK_ASK_TAKE) + kiosk_fixture_times(&f, KIOSK_ASK_FIND) + kiosk_fixture_times(&f, KIOSK_ASK_DEED), 0);
}

/* --- identity ----------------------------------------------------------------------------------------------------- */

#define CARD "11010519491231002X"

Test(kiosk_model, a_card_goes_along_with_one_number_and_is_erased)
{
    kiosk_card(&f.kiosk, "11010519491231002x");
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_WELCOME);
    cr_expect_str_eq(f.kiosk.wish.id_number, CARD);
    kiosk_fixture_keys(&f, KIOSK_KEYS("1", "Enter"));
    const json_t *body = f.asked[kiosk_fixture_last(&f, KIOSK_ASK_TAKE)].body;
    cr_expect_str_eq(json_string_value(json_object_get(body, "id_number")), CARD);
    kiosk_fixture_answer(&f, KIOSK_ASK_TAKE, 201, kiosk_fixture_ticket);
    cr_assert_eq(f.kiosk.page, KIOSK_PAGE_RESULT);
    cr_expect_str_eq(f.kiosk.wish.id_number, "");
    kiosk_card(&f.kiosk, CARD);
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_RESULT, "a card that was left lying takes nothing away");
    cr_expect_str_eq(f.kiosk.wish.id_number, "");
}

Test(kiosk_model, a_card_of_somebody_who_left_is_erased)
{
    kiosk_card(&f.kiosk, CARD);
    kiosk_fixture_pass(&f, 61000);
    cr_expect_str_eq(f.kiosk.wish.id_number, "");
    kiosk_fixture_keys(&f, KIOSK_KEYS("1", "Enter"));
    cr_expect_null(json_object_get(f.asked[kiosk_fixture_last(&f, KIOSK_ASK_TAKE)].body, "id_number"));
}

Test(kiosk_model, a_reader_that_types_takes_no_number)
{
    scan(CARD);
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_WELCOME, "its first digit had opened a service");
    cr_expect_str_eq(f.kiosk.wish.id_number, CARD);
    cr_expect_eq(f.kiosk.wish.service, '\0');
    cr_expect_eq(kiosk_fixture_times(&f, KIOSK_ASK_TAKE), 0);
    cr_expect_eq(f.kiosk.scan.text[0], '\0', "nothing of it is kept");
}

Test(kiosk_model, a_number_is_typed_checked_and_kept)
{
    kiosk_fixture_keys(&f, KIOSK_KEYS("1", "-"));
    cr_assert_eq(f.kiosk.page, KIOSK_PAGE_IDENTITY);
    type("110105194912310021");
    kiosk_fixture_keys(&f, KIOSK_KEYS("Enter"));
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_IDENTITY);
    cr_expect_str_eq(f.kiosk.identity.said[LANGUAGE_ZH], "校验位不符，请逐位核对");
    kiosk_fixture_keys(&f, KIOSK_KEYS("Backspace"));
    type("x");
    kiosk_fixture_keys(&f, KIOSK_KEYS("Enter"));
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_CONFIRM);
    cr_expect_str_eq(f.kiosk.wish.id_number, CARD);
    cr_expect_str_eq(f.kiosk.identity.typed, "", "what was typed is not kept twice");
}

Test(kiosk_model, a_number_is_touched)
{
    kiosk_fixture_keys(&f, KIOSK_KEYS("1", "-"));
    for (const char *sign = "11010519491231002x"; *sign; sign++)
        kiosk_fixture_tap(&f, kiosk_choice_of_sign(*sign));
    kiosk_fixture_tap(&f, KIOSK_CHOICE_CONFIRM);
    cr_expect_str_eq(f.kiosk.wish.id_number, CARD);
    kiosk_fixture_keys(&f, KIOSK_KEYS("-", "5", "/"));
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_CONFIRM);
    cr_expect_str_eq(f.kiosk.identity.typed, "");
}

Test(kiosk_model, a_service_with_real_names_asks_for_the_card)
{
    kiosk_fixture_keys(&f, KIOSK_KEYS("1", "Enter"));
    kiosk_fixture_answer(&f, KIOSK_ASK_TAKE, 422, "{'type':'urn:yichuang:identity-needed','title':'x','status':422}");
    cr_assert_eq(f.kiosk.page, KIOSK_PAGE_IDENTITY);
    kiosk_card(&f.kiosk, CARD);
    cr_assert_eq(f.kiosk.page, KIOSK_PAGE_CONFIRM);
    kiosk_fixture_keys(&f, KIOSK_KEYS("Enter"));
    cr_expect_str_eq(json_string_value(json_object_get(f.asked[kiosk_fixture_last(&f, KIOSK_ASK_TAKE)].body, "id_number")), CARD);
}

Test(kiosk_model, a_card_that_cannot_be_read_is_told)
{
    kiosk_card(&f.kiosk, "no number");
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_REFUSED);
    kiosk_card(&f.kiosk, CARD);
    cr_expect_eq(f.kiosk.page, KIOSK_PAGE_WELCOME, "laid on again it goes on");
    cr_expect_str_eq(f.kiosk.wish.id_number, CARD);
}

Test(kiosk_model, the_card_says_the_last_four_where_they_are_asked)
{
    kiosk_fixture_keys(&f, KIOSK_KEYS("-", "2"));
    type("A007");
    kiosk_card(&f.kiosk, CARD);
    cr_expect_str_eq(f.asked[kiosk_fixture_last(&f, KIOSK_ASK_FIND)].path, "/v1/tickets?number=A007&tail=002X");
}

Test(kiosk_model, several_matters_go_along)
{
    kiosk_fixture_keys(&f, KIOSK_KEYS("1", "+", "+", "Enter"));
    cr_expect_eq(json_integer_value(json_object_get(f.asked[kiosk_fixture_last(&f, KIOSK_ASK_TAKE)].body, "count")), 3);
    kiosk_fixture_answer(&f, KIOSK_ASK_TAKE, 201, kiosk_fixture_ticket);
    kiosk_fixture_pass(&f, 61000);
    kiosk_fixture_keys(&f, KIOSK_KEYS("1", "+", "+", "+", "+", "+", "Enter"));
    cr_expect_null(json_object_get(f.asked[kiosk_fixture_last(&f, KIOSK_ASK_TAKE)].body, "count"), "after five comes one again");
}
