/* The clerk's window: which key asks what, what is never asked twice, and what the clerk is told. */
#include "base/language.h"
#include "lib/window_fixture.h"

#include <criterion/criterion.h>
#include <string.h>

static struct window_fixture f;

static void setup(void)
{
    language_start();
    language_set(LANGUAGE_EN);
}

static void teardown(void)
{
    fixture_finish(&f);
}

TestSuite(window_model, .init = setup, .fini = teardown);

static const char *said(void)
{
    const char *notice = notice_text(&f.model.notice, f.model.steady_ms);

    return notice ? notice : "";
}

static void expect_sent(int count, enum window_action action)
{
    cr_assert_eq(f.count, count, "%d requests, not %d", f.count, count);
    cr_assert_eq(f.sent[count - 1].action, action);
    cr_assert_eq(f.sent[count - 1].window, 3);
    cr_assert_eq(strlen(f.keys[count - 1]), 22);
}

/* --- the day's work --------------------------------------------------------------------------------------------- */

Test(window_model, enter_alone_runs_a_day)
{
    fixture_start(&f, "1001", fixture_closed);
    expect_sent(1, WINDOW_ACTION_OPEN); /* the command line said who */
    cr_assert_str_eq(f.sent[0].staff, "1001");
    fixture_answer(&f, 200, "{}");
    fixture_window(&f, fixture_open);
    fixture_key(&f, "Enter");
    expect_sent(2, WINDOW_ACTION_NEXT);
    fixture_answer(&f, 200, "{}");
    fixture_window(&f, fixture_calling);
    fixture_key(&f, "Enter");
    expect_sent(3, WINDOW_ACTION_START);
    fixture_answer(&f, 200, "{}");
    fixture_window(&f, fixture_serving);
    fixture_key(&f, "Enter");
    expect_sent(4, WINDOW_ACTION_NEXT);
    for (int i = 0; i < 4; i++)
        for (int j = 0; j < i; j++)
            cr_assert_str_neq(f.keys[i], f.keys[j], "each press has its own key");
}

Test(window_model, digits_are_actions)
{
    static const struct {
        const char *key, *window;
        enum window_action action;
    } rows[] = {
        {"0", fixture_open, WINDOW_ACTION_NEXT},      {"Space", fixture_serving, WINDOW_ACTION_NEXT}, {"1", fixture_calling, WINDOW_ACTION_RECALL},
        {"2", fixture_calling, WINDOW_ACTION_START},  {"3", fixture_calling, WINDOW_ACTION_FINISH},   {"3", fixture_serving, WINDOW_ACTION_FINISH},
        {"5", fixture_serving, WINDOW_ACTION_PARK},   {"7", fixture_paused, WINDOW_ACTION_RESUME},    {".", fixture_calling, WINDOW_ACTION_UNDO},
        {"Enter", fixture_paused, WINDOW_ACTION_RESUME},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fixture_start(&f, "1001", rows[i].window);
        fixture_key(&f, rows[i].key);
        cr_assert_eq(f.count, 1, "row %zu", i);
        cr_assert_eq(f.sent[0].action, rows[i].action, "row %zu", i);
        cr_assert_not(f.sent[0].bare, "row %zu", i);
        fixture_finish(&f);
    }
    fixture_start(&f, "1001", fixture_open);
}

Test(window_model, what_makes_no_sense_is_refused_by_the_controller)
{
    fixture_start(&f, "1001", fixture_open);
    fixture_key(&f, "6");
    expect_sent(1, WINDOW_ACTION_TRANSFER); /* no list without a ticket */
    cr_assert(f.sent[0].bare && f.model.page == WINDOW_PAGE_MAIN);
    cr_assert_null(window_request_body(&f.sent[0]));
    fixture_answer(&f, 409, "{'title':'This window serves nobody now.','title_zh':'本窗口现在没有办理中的号。'}");
    cr_assert_str_eq(said(), "This window serves nobody now.");
    cr_assert_eq(f.model.notice.role, ROLE_WARNING);
    language_set(LANGUAGE_ZH);
    cr_assert_str_eq(said(), "本窗口现在没有办理中的号。", "the sentence follows the language");
    fixture_pass(&f, NOTICE_MS);
    cr_assert_str_eq(said(), "");
}

Test(window_model, says_what_was_done)
{
    fixture_start(&f, "1001", fixture_serving);
    fixture_key(&f, "5");
    fixture_window(&f, fixture_open); /* the event may be faster than the answer */
    fixture_answer(&f, 200, "{}");
    cr_assert(strstr(said(), "A007 is parked"), "%s", said());
    fixture_key(&f, "0");
    fixture_window(&f, fixture_ready);
    fixture_answer(&f, 202, "{}");
    cr_assert(strstr(said(), "by itself"), "%s", said());
    fixture_key(&f, "Enter");
    cr_assert_eq(f.count, 2, "a waiting window asks no more");
    cr_assert(strstr(said(), "already"), "%s", said());
}

/* --- one press asks once ------------------------------------------------------------------------------------------ */

Test(window_model, a_slip_of_the_finger_asks_once)
{
    fixture_start(&f, "1001", fixture_open);
    window_model_key(&f.model, key_parse("Enter"));
    fixture_answer(&f, 200, "{}");
    fixture_window(&f, fixture_calling);
    for (int i = 0; i < 40; i++) { /* held down */
        fixture_pass(&f, 30);
        window_model_key(&f.model, key_parse("Enter"));
    }
    cr_assert_eq(f.count, 1);
    fixture_pass(&f, WINDOW_TWICE_MS);
    window_model_key(&f.model, key_parse("Enter"));
    expect_sent(2, WINDOW_ACTION_START);
}

Test(window_model, nothing_else_while_an_answer_is_due)
{
    fixture_start(&f, "1001", fixture_calling);
    fixture_key(&f, "1");
    fixture_key(&f, "3");
    fixture_key(&f, "6");
    fixture_key(&f, "Enter");
    expect_sent(1, WINDOW_ACTION_RECALL);
    cr_assert_eq(f.model.page, WINDOW_PAGE_MAIN);
    fixture_answer(&f, 200, "{}");
    fixture_key(&f, "3");
    expect_sent(2, WINDOW_ACTION_FINISH);
}

Test(window_model, no_answer_is_asked_again_with_the_same_key)
{
    fixture_start(&f, "1001", fixture_open);
    fixture_key(&f, "0");
    fixture_answer(&f, 0, "");
    fixture_answer(&f, 503, "{'title':'not stored'}");
    expect_sent(3, WINDOW_ACTION_NEXT);
    cr_assert(f.delays[0] == 0 && f.delays[1] == ERRAND_TRY_AGAIN_MS && f.delays[2] == ERRAND_TRY_AGAIN_MS);
    cr_assert_str_eq(f.keys[0], f.keys[2]);
    cr_assert_eq(f.model.errand.tries, 2);
    window_model_answer(&f.model, 503, NULL, 2);
    cr_assert_eq(f.delays[3], 2000, "the controller said when");
    fixture_answer(&f, 200, "{}");
    cr_assert(f.model.request.action == WINDOW_ACTION_NONE && f.model.errand.tries == 0);
}

Test(window_model, trying_ends_after_a_minute)
{
    fixture_start(&f, "1001", fixture_open);
    fixture_key(&f, "0");
    fixture_pass(&f, ERRAND_TRY_MS);
    fixture_answer(&f, 0, "");
    cr_assert_eq(f.count, 1);
    cr_assert(strstr(said(), "not known"), "%s", said());
    fixture_answer(&f, 200, "{}"); /* a late one changes nothing */
    cr_assert(strstr(said(), "not known"), "%s", said());
}

/* --- lists, questions --------------------------------------------------------------------------------------------- */

Test(window_model, transfers_to_services_and_windows_that_can)
{
    fixture_start(&f, "1001", fixture_serving);
    fixture_key(&f, "6");
    cr_assert_eq(f.model.page, WINDOW_PAGE_TRANSFER);
    cr_assert_eq(f.model.choice_count, 4); /* B, C, window 1, window 2; not the closed 4, not 5, which has no A */
    cr_assert(f.model.choices[0].service == 'B' && f.model.choices[1].service == 'C');
    cr_assert(f.model.choices[2].window == 1 && f.model.choices[3].window == 2);
    fixture_key(&f, "9"); /* no such row */
    cr_assert_eq(f.count, 0);
    fixture_key(&f, "3");
    expect_sent(1, WINDOW_ACTION_TRANSFER);
    json_t *body = window_request_body(&f.sent[0]);
    cr_assert_eq(json_integer_value(json_object_get(body, "window")), 1);
    cr_assert_eq(json_object_size(body), 1);
    json_decref(body);
}

Test(window_model, lists_move_by_plus_and_minus)
{
    fixture_start(&f, "1001", fixture_open);
    fixture_key(&f, "7");
    cr_assert(f.model.page == WINDOW_PAGE_PAUSE && f.model.choice_count == PAUSE_REASON_COUNT);
    fixture_key(&f, "-");
    cr_assert_eq(f.model.chosen, PAUSE_REASON_COUNT - 1);
    fixture_key(&f, "+");
    fixture_key(&f, "Down");
    fixture_key(&f, "Enter");
    expect_sent(1, WINDOW_ACTION_PAUSE);
    cr_assert_eq(f.sent[0].reason, PAUSE_REST);
    json_t *body = window_request_body(&f.sent[0]);
    cr_assert_str_eq(json_string_value(json_object_get(body, "reason")), "rest");
    json_decref(body);
    fixture_answer(&f, 200, "{}");
    fixture_key(&f, "7");
    fixture_key(&f, ".");
    cr_assert(f.model.page == WINDOW_PAGE_MAIN && f.count == 1);
}

Test(window_model, the_key_that_opens_a_list_takes_no_row_of_it)
{
    fixture_start(&f, "1001", fixture_open);
    window_model_key(&f.model, key_parse("7"));
    window_model_key(&f.model, key_parse("7"));
    cr_assert(f.model.page == WINDOW_PAGE_PAUSE && f.count == 0);
    fixture_pass(&f, 1000);
    f.model.chosen = 1;
    fixture_window(&f, fixture_calling); /* the matter is gone: somebody was called */
    cr_assert_eq(f.model.page, WINDOW_PAGE_MAIN);
}

Test(window_model, a_page_is_dropped_with_its_ticket)
{
    fixture_start(&f, "1001", fixture_serving);
    fixture_key(&f, "6");
    fixture_window(&f, fixture_open);
    cr_assert_eq(f.model.page, WINDOW_PAGE_MAIN);
    fixture_key(&f, "3"); /* not the third row of a list that is no more there */
    cr_assert(f.sent[0].action == WINDOW_ACTION_FINISH && f.sent[0].bare);
}

Test(window_model, a_no_show_after_one_call_is_asked_about)
{
    fixture_start(&f, "1001", fixture_calling);
    fixture_key(&f, "4");
    cr_assert(f.model.page == WINDOW_PAGE_CONFIRM && f.count == 0);
    fixture_key(&f, ".");
    cr_assert(f.model.page == WINDOW_PAGE_MAIN && f.count == 0);
    fixture_key(&f, "4");
    fixture_key(&f, "4");
    expect_sent(1, WINDOW_ACTION_NO_SHOW);
    fixture_answer(&f, 200, "{}");
    ((struct mirror_window *)window_model_window(&f.model))->ticket.recalls = 1;
    fixture_key(&f, "4");
    expect_sent(2, WINDOW_ACTION_NO_SHOW);
}

Test(window_model, closing_and_leaving_are_asked_about)
{
    fixture_start(&f, "1001", fixture_open);
    fixture_key(&f, "8");
    cr_assert_eq(f.count, 0);
    fixture_key(&f, "Enter");
    expect_sent(1, WINDOW_ACTION_CLOSE);
    fixture_answer(&f, 200, "{}");
    cr_assert(fixture_key(&f, "q"));
    cr_assert(fixture_key(&f, "Escape"));
    cr_assert(fixture_key(&f, "q"));
    cr_assert_not(fixture_key(&f, "Enter"));
    fixture_window(&f, fixture_closed);
    f.model.page = WINDOW_PAGE_MAIN;
    cr_assert_not(fixture_key(&f, "q"), "a closed window is left without a question");
    cr_assert_eq(f.count, 1);
}

Test(window_model, a_service_that_began_by_itself_can_still_be_a_no_show)
{
    fixture_start(&f, "1001", fixture_serving);
    cr_assert_not(window_model_can(&f.model, WINDOW_ACTION_NO_SHOW));
    struct mirror_window *window = (struct mirror_window *)window_model_window(&f.model);
    window->ticket.started_ms = window->ticket.called_ms;
    cr_assert(window_model_automatic(&f.model));
    cr_assert(window_model_can(&f.model, WINDOW_ACTION_NO_SHOW) && window_model_can(&f.model, WINDOW_ACTION_RECALL));
}

Test(window_model, undo_ends)
{
    fixture_start(&f, "1001", fixture_calling);
    cr_assert_eq(window_model_undo_s(&f.model), 7); /* 6.5 s */
    fixture_pass(&f, 5501);
    cr_assert_eq(window_model_undo_s(&f.model), 1);
    fixture_pass(&f, 1000);
    cr_assert(window_model_undo_s(&f.model) == 0 && !window_model_can(&f.model, WINDOW_ACTION_UNDO));
}

/* --- the controller's absence --------------------------------------------------------------------------------------- */

Test(window_model, nothing_is_sent_while_the_controller_is_away)
{
    fixture_start(&f, "1001", fixture_serving);
    fixture_lose(&f);
    cr_assert(window_model_away(&f.model));
    fixture_key(&f, "Enter");
    fixture_key(&f, "6");
    cr_assert(f.count == 0 && f.model.page == WINDOW_PAGE_MAIN);
    cr_assert(strstr(said(), "Nothing was sent"), "%s", said());
    fixture_find(&f);
    cr_assert(strstr(said(), "Still serving A007"), "%s", said());
    fixture_key(&f, "3");
    expect_sent(1, WINDOW_ACTION_FINISH);
}

Test(window_model, tells_where_it_is_at_the_start)
{
    fixture_start(&f, "", fixture_calling);
    cr_assert_str_eq(said(), "Still calling A007.");
    cr_assert_eq(f.count, 0);
    cr_assert_not(f.model.ring);
}

Test(window_model, rings_when_a_call_comes_by_itself)
{
    fixture_start(&f, "1001", fixture_ready);
    fixture_window(&f, fixture_calling);
    cr_assert(f.model.ring);
    f.model.ring = false;
    fixture_window(&f, fixture_open);
    fixture_window(&f, fixture_calling); /* asked for by a key */
    cr_assert_not(f.model.ring);
}

/* --- who works here ------------------------------------------------------------------------------------------------- */

Test(window_model, asks_who_opens_the_window)
{
    fixture_start(&f, "", fixture_closed);
    cr_assert_eq(f.model.page, WINDOW_PAGE_STAFF);
    for (const char *const *key = (const char *const[]){"1", "0", "0", "9", "*", "2", "/", "é", NULL}; *key; key++)
        fixture_key(&f, *key);
    cr_assert_str_eq(f.model.staff, "1002");
    fixture_key(&f, "Enter");
    expect_sent(1, WINDOW_ACTION_OPEN);
    cr_assert_str_eq(f.sent[0].staff, "1002");
    fixture_answer(&f, 404, "{'title':'There is no such member of staff.'}");
    cr_assert(f.model.page == WINDOW_PAGE_STAFF && strstr(said(), "no such member"));
    for (int i = 0; i < 40; i++)
        fixture_key(&f, "7");
    cr_assert_eq(strlen(f.model.staff), WINDOW_STAFF_SIZE - 1);
    fixture_key(&f, ".");
    cr_assert_eq(f.model.page, WINDOW_PAGE_MAIN);
    fixture_key(&f, "8");
    cr_assert_eq(f.model.page, WINDOW_PAGE_STAFF, "another clerk can be named");
}

Test(window_model, a_window_open_without_staff_has_an_empty_body)
{
    fixture_start(&f, "", fixture_closed);
    fixture_key(&f, "Enter");
    expect_sent(1, WINDOW_ACTION_OPEN);
    cr_assert_null(window_request_body(&f.sent[0]));
}

Test(window_model, signs_in_with_a_pin)
{
    char path[WINDOW_PATH_SIZE];

    fixture_start_alone(&f);
    f.mirror.refused = 401;
    window_model_changed(&f.model);
    cr_assert_eq(f.model.page, WINDOW_PAGE_SIGN_IN);
    for (const char *const *key = (const char *const[]){"1", "0", "0", "1", "Enter", "1", ".", "*", "x", "Backspace", "Enter", NULL}; *key; key++)
        fixture_key(&f, *key);
    expect_sent(1, WINDOW_ACTION_SIGN_IN);
    window_request_path(&f.sent[0], path);
    cr_assert_str_eq(path, "/v1/sessions");
    json_t *body = window_request_body(&f.sent[0]);
    cr_assert_str_eq(json_string_value(json_object_get(body, "staff")), "1001");
    cr_assert_str_eq(json_string_value(json_object_get(body, "pin")), "1.*");
    cr_assert_eq(json_integer_value(json_object_get(body, "window")), 3);
    json_decref(body);
    fixture_answer(&f, 401, "{'title':'Staff number or PIN is wrong.'}");
    cr_assert(f.model.page == WINDOW_PAGE_SIGN_IN && f.model.pin[0] == '\0' && f.model.request.pin[0] == '\0', "a PIN is not kept");
    cr_assert_str_eq(said(), "Staff number or PIN is wrong.");
    fixture_key(&f, "1");
    fixture_key(&f, "Enter");
    fixture_answer(&f, 201, "{'token':'abc'}");
    cr_assert_str_eq(f.model.token, "abc");
    cr_assert(f.model.page == WINDOW_PAGE_MAIN && f.model.pin[0] == '\0');
}

Test(window_model, a_sign_in_opens_the_window)
{
    fixture_start(&f, "1001", fixture_closed);
    expect_sent(1, WINDOW_ACTION_OPEN);
    fixture_answer(&f, 401, "{'title':'A valid token is needed.'}");
    cr_assert(f.model.page == WINDOW_PAGE_SIGN_IN && f.model.on_pin);
    fixture_key(&f, "9");
    fixture_key(&f, "Enter");
    expect_sent(2, WINDOW_ACTION_SIGN_IN);
    fixture_answer(&f, 201, "{'token':'abc'}");
    f.model.token[0] = '\0'; /* the program took it */
    fixture_find(&f);
    expect_sent(3, WINDOW_ACTION_OPEN);
    fixture_answer(&f, 409, "{'title':'This member of staff is at another window already.'}");
    cr_assert_eq(f.model.page, WINDOW_PAGE_STAFF);
    fixture_key(&f, ".");
    cr_assert_eq(f.model.page, WINDOW_PAGE_MAIN, "the point is no sign of a PIN any more");
}

Test(window_model, paths)
{
    char path[WINDOW_PATH_SIZE];
    struct window_request request = {.action = WINDOW_ACTION_NO_SHOW, .window = 12};

    fixture_start_alone(&f);
    window_request_path(&request, path);
    cr_assert_str_eq(path, "/v1/windows/12/no-show");
    request = (struct window_request){.action = WINDOW_ACTION_TRANSFER, .service = 'C'};
    json_t *body = window_request_body(&request);
    cr_assert_str_eq(json_string_value(json_object_get(body, "service")), "C");
    json_decref(body);
}

Test(window_model, actions_that_share_a_key_share_no_state)
{
    fixture_start_alone(&f);
    for (int a = 1; a < WINDOW_ACTION_COUNT; a++)
        for (int b = 1; b < a; b++)
            for (int state = 0; state < WINDOW_STATE_COUNT; state++)
                cr_assert_not(window_action_key((enum window_action)a) == window_action_key((enum window_action)b) &&
                                  window_action_fits((enum window_action)a, (enum window_state)state) &&
                                  window_action_fits((enum window_action)b, (enum window_state)state),
                              "%s and %s", window_action_label((enum window_action)a), window_action_label((enum window_action)b));
}

Test(window_model, items_have_names)
{
    fixture_start(&f, "", fixture_calling);
    cr_assert_str_eq(window_items_name(&f.model.items, "XK11", "en"), "Food business licence");
    cr_assert_str_eq(window_items_name(&f.model.items, "XK11", "zh"), "食品经营许可");
    cr_assert_str_eq(window_items_name(&f.model.items, "XK99", "en"), "XK99");
    cr_assert_not(window_items_read(&f.model.items, NULL));
    cr_assert_eq(f.model.items.count, 3, "what was there stays");
}

Test(window_model, items_are_looked_up_and_nothing_is_asked)
{
    fixture_start(&f, "", fixture_open);
    f.model.page = WINDOW_PAGE_MAIN;
    for (const char *const *key = (const char *const[]){"*", "S", "D", "0", "1", NULL}; *key; key++)
        fixture_key(&f, *key);
    cr_assert_eq(f.model.page, WINDOW_PAGE_ITEMS);
    cr_expect_str_eq(f.model.query, "SD01", "digits are written, no window is opened or closed by them");
    cr_expect_eq(f.model.found_count, 1);
    fixture_key(&f, "Enter");
    cr_expect_eq(f.model.page, WINDOW_PAGE_ITEM);
    fixture_key(&f, ".");
    fixture_key(&f, "Backspace");
    cr_expect_str_eq(f.model.query, "SD0");
    fixture_key(&f, ".");
    cr_expect_eq(f.model.page, WINDOW_PAGE_MAIN);
    cr_expect_eq(f.count, 0, "nothing was sent");
}

/* Presses every key of a list that ends with NULL. */
static void keys(const char *const *names)
{
    for (; *names; names++)
        fixture_key(&f, *names);
}
#define PRESS(...) keys((const char *const[]){__VA_ARGS__, NULL})

Test(window_model, a_case_is_accepted_for_the_ticket_s_item)
{
    fixture_start(&f, "1001", fixture_serving);
    PRESS("*", "Enter", "Enter");
    cr_assert_eq(f.model.page, WINDOW_PAGE_CASE, "the item of the ticket is offered at once");
    PRESS("Enter");
    cr_assert_eq(f.errands, 0, "a name is needed");
    PRESS("王", "Enter", "1", "1", "0", "1", "0", "5", "1", "9", "4", "9", "1", "2", "3", "1", "0", "0", "2", "X", "Enter", "Enter", "Enter");
    cr_assert_eq(f.errands, 1);
    cr_expect_str_eq(f.path, "/v1/cases");
    const json_t *applicant = json_object_get(f.body, "applicant");
    cr_expect_str_eq(json_string_value(json_object_get(f.body, "as")), "accept");
    cr_expect_str_eq(json_string_value(json_object_get(f.body, "item")), "XK11");
    cr_expect_str_eq(json_string_value(json_object_get(f.body, "materials")), "yyy");
    cr_expect_eq(json_integer_value(json_object_get(f.body, "window")), 3);
    cr_expect_str_eq(json_string_value(json_object_get(applicant, "name")), "王");
    cr_expect_str_eq(json_string_value(json_object_get(applicant, "kind")), "person");
    PRESS("Enter");
    cr_expect_eq(f.errands, 1, "while the answer is due nothing is sent again");
    fixture_answer_case(&f, 503, "");
    cr_expect_eq(f.errands, 2, "not known: the same again");
    fixture_answer_case(&f, 201, "{'number':'2026-000007','state':'accepted'}");
    cr_expect_eq(f.model.page, WINDOW_PAGE_MAIN);
    cr_expect_not_null(strstr(notice_text(&f.model.notice, f.model.steady_ms), "2026-000007"));
}

Test(window_model, what_is_missing_is_told_and_nothing_is_accepted)
{
    fixture_start(&f, "1001", fixture_serving);
    PRESS("*", "Enter", "Enter", "A", "Enter", "1", "Enter", "Enter", "2", "3");
    cr_assert(window_case_is_incomplete(&f.model.cases));
    PRESS("Enter");
    cr_expect_str_eq(json_string_value(json_object_get(f.body, "as")), "notice");
    cr_expect_str_eq(json_string_value(json_object_get(f.body, "materials")), "ynp", "the second is needed, the third may come later");
    fixture_answer_case(&f, 422, "{'title':'The number is not right.','title_zh':'证件号码不正确。'}");
    cr_expect_eq(f.model.page, WINDOW_PAGE_CASE, "what was typed stays");
    cr_expect_not_null(strstr(f.model.notice.text[LANGUAGE_ZH], "证件号码不正确"));
}

Test(window_model, a_result_is_found_and_handed_over)
{
    fixture_start(&f, "1001", fixture_serving);
    PRESS("-", "7", "Enter");
    cr_assert_str_eq(f.method, "GET");
    fixture_answer_case(&f, 200, "{'cases':[]}");
    cr_expect_eq(f.model.cases.found, 0);
    PRESS("Enter");
    fixture_answer_case(&f, 200, "{'cases':[{'id':6,'state':'review'},{'id':7,'state':'issued','number':'2026-000007','item':{'name':{'zh':'食品经营许可'}},'certificate':{'shelf':'B12'}}]}");
    cr_assert_eq(f.model.cases.found, 7, "only what is ready");
    PRESS("1", "Enter", "1", "2", "Enter");
    cr_expect_str_eq(f.path, "/v1/cases/7/hand-out");
    cr_expect_str_eq(json_string_value(json_object_get(f.body, "collector")), "applicant");
    cr_expect_str_eq(json_string_value(json_object_get(f.body, "id_number")), "12");
    fixture_answer_case(&f, 200, "{'number':'2026-000007','state':'handed'}");
    cr_expect_eq(f.model.page, WINDOW_PAGE_MAIN);
}

Test(window_model, an_answer_is_not_taken_for_that_of_the_next_case)
{
    fixture_start(&f, "1001", fixture_serving);
    PRESS("-", "7", "Enter");
    cr_assert_eq(f.errands, 1);
    fixture_window(&f, fixture_open);
    fixture_window(&f, fixture_serving);
    cr_expect_eq(f.model.page, WINDOW_PAGE_MAIN);
    PRESS("-", "8", "Enter");
    cr_expect_eq(f.errands, 1, "the first is still due");
    cr_expect_eq(f.count, 0, "and the keys are no actions");
    cr_expect_eq(f.model.page, WINDOW_PAGE_CASE);
    fixture_answer_case(&f, 200, "{'cases':[{'id':7,'state':'issued','number':'2026-000007'}]}");
    cr_expect_str_eq(f.model.cases.number, "2026-000007", "the page says which case it found");
}

Test(window_model, several_matters_of_one_person_become_a_bundle)
{
    fixture_start(&f, "1001", fixture_serving);
    PRESS("*", "Enter", "Enter", "A", "Enter", "1", "Enter", "Enter", "Enter");
    fixture_answer_case(&f, 201, "{'id':41,'number':'2026-000041','state':'accepted'}");
    PRESS("*", "X", "K", "0", "5", "Enter", "Enter");
    cr_assert_eq(f.model.page, WINDOW_PAGE_CASE);
    cr_assert_eq(f.model.cases.field, WINDOW_CASE_BUNDLE);
    cr_expect_str_eq(f.model.cases.texts[WINDOW_CASE_NAME], "", "nobody is taken for the one before without being said so");
    PRESS("2");
    cr_expect_str_eq(f.model.cases.texts[WINDOW_CASE_NAME], "A", "together: the applicant is not asked again");
    PRESS("Up", "Up", "Up"); /* round the form: name, number, bundle are in one ring */
    while (f.model.cases.field != WINDOW_CASE_PROVINCE)
        PRESS("Down");
    PRESS("Enter");
    cr_assert_eq(f.errands, 2);
    cr_expect_eq(json_integer_value(json_object_get(f.body, "bundle")), 41);
    fixture_answer_case(&f, 201, "{'id':42,'number':'2026-000042','state':'accepted'}");
    fixture_window(&f, fixture_open);
    cr_expect_eq(f.model.visit.first, 0, "the next person begins anew");
}

Test(window_model, a_bundle_is_collected_one_after_the_other)
{
    fixture_start(&f, "1001", fixture_serving);
    PRESS("-", "7", "Enter");
    fixture_answer_case(&f, 200, "{'cases':[{'id':7,'bundle':5,'state':'issued','number':'2026-000007'}]}");
    PRESS("1", "Enter", "9", "Enter");
    fixture_answer_case(&f, 200, "{'id':7,'number':'2026-000007','state':'handed'}");
    cr_assert_str_eq(f.method, "GET", "the next of the bundle is looked for");
    fixture_answer_case(&f, 200, "{'cases':[{'id':8,'bundle':5,'state':'issued','number':'2026-000008'}]}");
    cr_assert_eq(f.model.page, WINDOW_PAGE_CASE);
    PRESS("Enter");
    cr_expect_str_eq(f.path, "/v1/cases/8/hand-out");
    cr_expect_str_eq(json_string_value(json_object_get(f.body, "id_number")), "9", "typed once");
    fixture_answer_case(&f, 200, "{'id':8,'number':'2026-000008','state':'handed'}");
    fixture_answer_case(&f, 200, "{'cases':[]}");
    cr_expect_eq(f.model.page, WINDOW_PAGE_MAIN);
}

Test(window_model, the_next_person_finds_no_case_of_the_one_before)
{
    fixture_start(&f, "1001", fixture_serving);
    PRESS("*", "Enter", "Enter", "A");
    fixture_window(&f, fixture_open);
    cr_expect_eq(f.model.page, WINDOW_PAGE_MAIN);
}

/* Sixteen materials: the digits are there for nine, the others are gone to and changed with + and 0. */
Test(window_model, every_material_can_be_missing)
{
    fixture_start(&f, "1001", fixture_serving);
    for (int i = 3; i < ITEM_MATERIALS_MAX; i++)
        f.model.items.rows[0].materials[i] = (struct window_material){"材料", "copy", i % 2 == 0};
    f.model.items.rows[0].material_count = ITEM_MATERIALS_MAX;
    PRESS("*", "Enter", "Enter", "Enter");
    cr_assert(strstr(said(), "must not stay empty"), "%s", said());
    PRESS("王");
    cr_assert_null(notice_text(&f.model.notice, f.model.steady_ms), "what was wrong is right now");
    PRESS("Enter", "1", "Enter", "Enter");
    cr_assert_eq(f.model.cases.field, WINDOW_CASE_MATERIALS);
    for (int i = 0; i < ITEM_MATERIALS_MAX; i++)
        PRESS("0", i % 2 ? "+" : "Down");
    cr_assert_eq(f.model.cases.field, WINDOW_CASE_NAME, "behind the last one the first field follows");
    PRESS("Up");
    cr_assert(f.model.cases.field == WINDOW_CASE_MATERIALS && f.model.cases.material == ITEM_MATERIALS_MAX - 1);
    cr_assert_null(strchr(f.model.cases.materials, 'y'), "not one is there: %s", f.model.cases.materials);
}

/* --- two screens, lock, handover ------------------------------------------------------------------------------------ */

static void event(const char *text)
{
    json_t *json = json_loads(text, 0, NULL);

    cr_assert_not_null(json);
    window_day_event(&f.model, json);
    json_decref(json);
}

Test(window_model, another_screen_is_told)
{
    fixture_start(&f, "1001", fixture_open);
    fixture_pass(&f, 10000);
    event("{\"type\":\"window.paused\",\"actor\":\"manager 1009\",\"window\":{\"window\":3}}");
    event("{\"type\":\"ticket.called\",\"actor\":\"system\",\"window\":{\"window\":3}}");
    event("{\"type\":\"ticket.called\",\"actor\":\"clerk 1001\",\"window\":{\"window\":4}}");
    cr_assert_null(notice_text(&f.model.notice, f.model.steady_ms), "a manager, the rules and another window are no second screen");
    fixture_key(&f, "0");
    event("{\"type\":\"ticket.called\",\"actor\":\"clerk 1001\",\"window\":{\"window\":3}}");
    fixture_answer(&f, 200, "{}");
    event("{\"type\":\"ticket.called\",\"actor\":\"clerk 1001\",\"window\":{\"window\":3}}");
    cr_assert_null(notice_text(&f.model.notice, f.model.steady_ms), "what was done here is not another's");
    fixture_pass(&f, 10000);
    event("{\"type\":\"ticket.started\",\"actor\":\"clerk 1001\",\"window\":{\"window\":3}}");
    cr_assert(strstr(said(), "Another screen"), "%s", said());
}

Test(window_model, the_day_of_this_screen)
{
    const char *finished = "{\"type\":\"ticket.finished\",\"actor\":\"clerk 1001\",\"at\":\"2026-11-23T09:40:00.000+08:00\",\"window\":{\"window\":3},\"ticket\":{\"number\":\"A007\","
                           "\"started_at\":\"2026-11-23T09:30:00.000+08:00\"}}";

    fixture_start(&f, "1001", fixture_open);
    event(finished);
    event("{\"type\":\"ticket.no_show\",\"actor\":\"clerk 1001\",\"at\":\"2026-11-23T09:50:00.000+08:00\",\"window\":{\"window\":3},\"ticket\":{\"number\":\"A009\"}}");
    cr_assert(f.model.day.count == 2 && f.model.day.finished == 1 && f.model.day.lasted_ms == 600000);
    cr_assert_str_eq(f.model.day.visits[0].number, "A009");
    event(finished);
    event("{\"type\":\"ticket.finish_undone\",\"actor\":\"clerk 1001\",\"window\":{\"window\":3},\"ticket\":{\"number\":\"A007\"}}");
    cr_assert(f.model.day.count == 2 && f.model.day.finished == 1, "what was taken back did not happen");
    for (int i = 0; i < 100; i++)
        event(finished);
    cr_assert(f.model.day.count == WINDOW_VISITS && f.model.day.finished == 101);
    strcpy(f.mirror.day, "2026-11-24");
    event(finished);
    cr_assert(f.model.day.count == 1 && f.model.day.finished == 1, "another day begins with nothing");
}

static void sign_in_as(const char *staff)
{
    for (; *staff; staff++)
        fixture_key(&f, (const char[]){*staff, '\0'});
    PRESS("Enter", "1", "2", "3", "4", "Enter");
    cr_assert_eq(f.model.request.action, WINDOW_ACTION_SIGN_IN);
    fixture_answer(&f, 201, "{'token':'yc_1','role':'clerk'}");
    memset(f.model.token, 0, sizeof f.model.token);
    window_model_changed(&f.model);
}

Test(window_model, a_locked_screen_wants_the_pin)
{
    fixture_start(&f, "1001", fixture_open);
    PRESS("8", "5");
    cr_assert(strstr(said(), "without a PIN"), "%s", said());
    f.model.staff[0] = '\0';
    f.mirror.refused = 401;
    window_model_changed(&f.model);
    sign_in_as("1001");
    f.mirror.refused = 0;
    PRESS("8", "5");
    cr_assert(f.model.page == WINDOW_PAGE_SIGN_IN && f.model.locked);
    f.count = 0;
    PRESS("Escape", ".", "Escape", "0", "q", "Tab", "Tab");
    fixture_window(&f, fixture_calling);
    cr_assert(f.model.page == WINDOW_PAGE_SIGN_IN && f.count == 0, "no key leads out, nothing is asked");
    f.model.staff[0] = '\0';
    f.model.on_pin = false;
    sign_in_as("1001");
    cr_assert(f.model.page == WINDOW_PAGE_MAIN && !f.model.locked);
    cr_assert(strstr(said(), "Still calling A007"), "%s", said());
}

Test(window_model, a_window_is_handed_over)
{
    fixture_start(&f, "1001", fixture_open);
    PRESS("8", "6", "1", "0", "0", "5", "Enter");
    cr_assert(f.count == 1 && f.sent[0].action == WINDOW_ACTION_CLOSE);
    fixture_answer(&f, 200, "{}");
    cr_assert(f.count == 2 && f.sent[1].action == WINDOW_ACTION_OPEN);
    cr_assert_str_eq(f.sent[1].staff, "1005");
    fixture_answer(&f, 200, "{}");
    cr_assert_eq(f.model.page, WINDOW_PAGE_MAIN);
}

Test(window_model, somebody_else_signs_in_and_takes_over)
{
    fixture_start_alone(&f);
    f.mirror.refused = 401;
    window_model_changed(&f.model);
    sign_in_as("1005");
    f.mirror.refused = 0;
    fixture_finish(&f);
    fixture_start(&f, "1005", fixture_paused);
    cr_assert_eq(f.model.page, WINDOW_PAGE_CONFIRM);
    PRESS(".");
    cr_assert(f.model.page == WINDOW_PAGE_MAIN && f.count == 0);
    fixture_finish(&f);
    fixture_start(&f, "1005", fixture_paused);
    PRESS("Enter");
    cr_assert(f.count == 1 && f.sent[0].action == WINDOW_ACTION_CLOSE);
    fixture_answer(&f, 409, "{'title':'no','title_zh':'不'}");
    cr_assert_eq(f.count, 1, "who could not close it opens nothing");
    fixture_finish(&f);
    fixture_start(&f, "1005", fixture_serving);
    cr_assert(f.model.page == WINDOW_PAGE_MAIN && strstr(said(), "Staff 1001 still has A007"), "%s", said());
}
