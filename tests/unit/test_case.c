/* The rules of cases: the state machine with every role, separation, deadlines, what is due by time. */
#include "lib/case_test.h"

#include <criterion/criterion.h>
#include <string.h>

static struct case_test *test;

static void start(void)
{
    test = case_test_create();
}

static void end(void)
{
    case_test_finish(test);
}

TestSuite(case, .init = start, .fini = end);

/* Says whatever any move may need. */
static void say_all(void)
{
    strcpy(test->says.materials, "yyp");
    strcpy(test->command.reason, "because");
    strcpy(test->says.digest, "d1");
    strcpy(test->says.shelf, "B12");
    test->says.special = SPECIAL_KIND_HEARING;
    test->says.outcome = CASE_OUTCOME_GRANTED;
    test->says.collector_is_known = true;
}

static void expect(enum refusal expected, enum case_move move, enum staff_role role, const char *staff)
{
    say_all();
    enum refusal refusal = case_test_move(test, move, role, staff);
    cr_assert_eq(refusal, expected, "move %d by %s: %s instead of %s", (int)move, staff, refusal_type(refusal), refusal_type(expected));
}

static const char *date_text(struct date date)
{
    static char text[DATE_TEXT_SIZE];

    date_format(date, text);
    return text;
}

Test(case, goes_from_acceptance_to_the_hand_of_its_owner)
{
    expect(REFUSAL_NONE, CASE_MOVE_ACCEPT, STAFF_ROLE_CLERK, "1001");
    cr_assert_str_eq(test->file.number, "2026-000001");
    cr_assert_eq(test->file.light, CASE_LIGHT_GREEN);
    expect(REFUSAL_NONE, CASE_MOVE_CLAIM, STAFF_ROLE_APPROVER, "1002");
    expect(REFUSAL_NONE, CASE_MOVE_APPROVE, STAFF_ROLE_APPROVER, "1002");
    cr_assert_str_eq(test->file.certificate, "XK11-2026-00001");
    expect(REFUSAL_NOT_DRAWN, CASE_MOVE_SEAL, STAFF_ROLE_ISSUER, "1003");
    expect(REFUSAL_NONE, CASE_MOVE_DOCUMENT, STAFF_ROLE_PRINTER, "");
    expect(REFUSAL_NONE, CASE_MOVE_SEAL, STAFF_ROLE_ISSUER, "1003");
    cr_assert_eq(test->file.state, CASE_STATE_ISSUED, "a drawn seal needs no confirmation");
    cr_assert_eq(test->file.seal, 1);
    expect(REFUSAL_NONE, CASE_MOVE_HAND_OUT, STAFF_ROLE_CLERK, "1001");
    cr_assert(case_is_over(&test->file));
    cr_assert_str_eq(test->file.approved_by, "1002");
    cr_assert_str_eq(test->file.issued_by, "1003");
}

Test(case, every_move_in_every_state_by_every_role)
{
    static const enum case_state states[] = {CASE_STATE_NONE, CASE_STATE_ACCEPTED, CASE_STATE_REVIEW, CASE_STATE_APPROVED, CASE_STATE_DRAWN,
                                             CASE_STATE_SEALED, CASE_STATE_ISSUED, CASE_STATE_HANDED};
    int allowed = 0;

    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        for (int move = 0; move < CASE_MOVES; move++)
            for (int role = 0; role < STAFF_ROLE_COUNT; role++) {
                case_test_finish(test);
                test = case_test_create();
                case_test_bring(test, states[i]);
                const struct case_move_row *row = case_move_row((enum case_move)move);
                bool fits = (row->from >> states[i] & 1) && (row->roles >> role & 1);
                const char *staff = role == STAFF_ROLE_APPROVER ? "a" : role == STAFF_ROLE_ISSUER ? "i" : role == STAFF_ROLE_SUPERVISOR ? "s" : "c";
                struct case_file before = test->file;
                say_all();
                if (move == CASE_MOVE_NOTICE)
                    strcpy(test->says.materials, "yny");
                bool draws_first = move == CASE_MOVE_SEAL && states[i] == CASE_STATE_APPROVED;
                enum refusal refusal = case_test_move(test, (enum case_move)move, (enum staff_role)role, staff);
                bool again = move == CASE_MOVE_DOCUMENT && before.digest[0]; /* the same bytes again change nothing, whoever brings them */
                cr_assert_eq(refusal == REFUSAL_NONE, (fits && !draws_first) || again, "%s, move %d, %s: %s", case_state_word(states[i]), move,
                             staff_role_word((enum staff_role)role), refusal_type(refusal));
                cr_assert(refusal == REFUSAL_NONE || memcmp(&before, &test->file, sizeof before) == 0);
                allowed += refusal == REFUSAL_NONE;
            }
    cr_assert_gt(allowed, 30);
}

Test(case, nobody_plays_two_parts)
{
    expect(REFUSAL_NONE, CASE_MOVE_ACCEPT, STAFF_ROLE_CLERK, "1001");
    expect(REFUSAL_SAME_PERSON, CASE_MOVE_CLAIM, STAFF_ROLE_APPROVER, "1001");
    expect(REFUSAL_NONE, CASE_MOVE_CLAIM, STAFF_ROLE_APPROVER, "1002");
    expect(REFUSAL_SAME_PERSON, CASE_MOVE_MARK, STAFF_ROLE_SUPERVISOR, "1002");
    expect(REFUSAL_NONE, CASE_MOVE_MARK, STAFF_ROLE_SUPERVISOR, "1004");
    expect(REFUSAL_NONE, CASE_MOVE_APPROVE, STAFF_ROLE_APPROVER, "1002");
    expect(REFUSAL_NONE, CASE_MOVE_DOCUMENT, STAFF_ROLE_PRINTER, "");
    expect(REFUSAL_SAME_PERSON, CASE_MOVE_SEAL, STAFF_ROLE_ISSUER, "1001");
    expect(REFUSAL_SAME_PERSON, CASE_MOVE_SEAL, STAFF_ROLE_ISSUER, "1002");
    expect(REFUSAL_SAME_PERSON, CASE_MOVE_SEAL, STAFF_ROLE_ISSUER, "1004");
    expect(REFUSAL_STAFF_NEEDED, CASE_MOVE_SEAL, STAFF_ROLE_ISSUER, "");
    expect(REFUSAL_NONE, CASE_MOVE_SEAL, STAFF_ROLE_ISSUER, "1003");
}

Test(case, who_received_it_may_not_approve_it_though_another_accepted)
{
    expect(REFUSAL_NONE, CASE_MOVE_RECEIVE, STAFF_ROLE_CLERK, "1001");
    expect(REFUSAL_NONE, CASE_MOVE_ACCEPT, STAFF_ROLE_CLERK, "1005");
    expect(REFUSAL_SAME_PERSON, CASE_MOVE_CLAIM, STAFF_ROLE_APPROVER, "1001");
    expect(REFUSAL_SAME_PERSON, CASE_MOVE_CLAIM, STAFF_ROLE_APPROVER, "1005");
}

Test(case, the_owner_is_nobody_on_a_permit)
{
    expect(REFUSAL_STAFF_NEEDED, CASE_MOVE_ACCEPT, STAFF_ROLE_OWNER, "");
    test->item.flow = ITEM_FLOW_DIRECT;
    test->item.kind = ITEM_KIND_SERVICE;
    expect(REFUSAL_NONE, CASE_MOVE_ACCEPT, STAFF_ROLE_OWNER, "");
    cr_assert_eq(test->file.state, CASE_STATE_DONE);
    cr_assert_eq(test->file.outcome, CASE_OUTCOME_BY_RULE);
    cr_assert_str_eq(test->file.reason, "direct", "an instant decision names its rule");
}

Test(case, one_approver_has_it_and_only_of_the_group)
{
    test->command.group = 3;
    expect(REFUSAL_NONE, CASE_MOVE_ACCEPT, STAFF_ROLE_CLERK, "1001");
    test->file.group = 3;
    test->says.acts_for = 1 << 2;
    expect(REFUSAL_GROUP_FOREIGN, CASE_MOVE_CLAIM, STAFF_ROLE_APPROVER, "1002");
    test->says.acts_for = 1 << 3;
    expect(REFUSAL_NONE, CASE_MOVE_CLAIM, STAFF_ROLE_APPROVER, "1002");
    expect(REFUSAL_CASE_STATE, CASE_MOVE_CLAIM, STAFF_ROLE_APPROVER, "1006");
    expect(REFUSAL_CASE_OF_OTHER, CASE_MOVE_APPROVE, STAFF_ROLE_APPROVER, "1006");
    strcpy(test->says.to_staff, "1001");
    expect(REFUSAL_SAME_PERSON, CASE_MOVE_FORWARD, STAFF_ROLE_APPROVER, "1002");
    strcpy(test->says.to_staff, "1006");
    expect(REFUSAL_NONE, CASE_MOVE_FORWARD, STAFF_ROLE_APPROVER, "1002");
    expect(REFUSAL_CASE_OF_OTHER, CASE_MOVE_APPROVE, STAFF_ROLE_APPROVER, "1002");
    expect(REFUSAL_NONE, CASE_MOVE_APPROVE, STAFF_ROLE_APPROVER, "1006");
}

Test(case, forwarded_to_nobody_it_waits_for_anybody)
{
    case_test_bring(test, CASE_STATE_REVIEW);
    expect(REFUSAL_NONE, CASE_MOVE_FORWARD, STAFF_ROLE_APPROVER, "a");
    cr_assert_eq(test->file.state, CASE_STATE_ACCEPTED);
    expect(REFUSAL_NONE, CASE_MOVE_CLAIM, STAFF_ROLE_APPROVER, "1006");
}

Test(case, materials_decide)
{
    strcpy(test->command.reason, "x");
    static const struct {
        const char *materials;
        enum case_move move;
        enum refusal refusal;
    } rows[] = {
        {"yn", CASE_MOVE_ACCEPT, REFUSAL_MATERIALS_WRONG},   {"yyx", CASE_MOVE_ACCEPT, REFUSAL_MATERIALS_WRONG}, {"yyn", CASE_MOVE_ACCEPT, REFUSAL_MATERIALS_MISSING},
        {"ypy", CASE_MOVE_ACCEPT, REFUSAL_MATERIALS_MISSING}, {"yyy", CASE_MOVE_NOTICE, REFUSAL_NOTHING_MISSING}, {"yny", CASE_MOVE_NOTICE, REFUSAL_NONE},
        {"yny", CASE_MOVE_NOTICE, REFUSAL_CASE_STATE},       {"yny", CASE_MOVE_ACCEPT, REFUSAL_MATERIALS_MISSING}, {"yyp", CASE_MOVE_ACCEPT, REFUSAL_NONE},
        {"ynp", CASE_MOVE_MATERIAL, REFUSAL_MATERIALS_WRONG}, {"yyy", CASE_MOVE_MATERIAL, REFUSAL_NONE},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        strcpy(test->says.materials, rows[i].materials);
        enum refusal refusal = case_test_move(test, rows[i].move, STAFF_ROLE_CLERK, "1001");
        cr_assert_eq(refusal, rows[i].refusal, "row %zu: %s", i, refusal_type(refusal));
    }
    cr_assert_str_eq(test->file.materials, "yyy");
}

Test(case, needs_an_item_in_force_and_the_list_that_the_clerk_saw)
{
    test->says.item = NULL;
    expect(REFUSAL_ITEM_NOT_IN_FORCE, CASE_MOVE_ACCEPT, STAFF_ROLE_CLERK, "1001");
    test->says.told_version = 7;
    expect(REFUSAL_MATERIALS_CHANGED, CASE_MOVE_ACCEPT, STAFF_ROLE_CLERK, "1001");
    test->command.person[0] = '\0';
    expect(REFUSAL_APPLICANT_NEEDED, CASE_MOVE_ACCEPT, STAFF_ROLE_CLERK, "1001");
    test->item.kind = ITEM_KIND_PENALTY;
    expect(REFUSAL_ITEM_NOT_APPLIED_FOR, CASE_MOVE_ACCEPT, STAFF_ROLE_CLERK, "1001");
}

Test(case, silence_after_receiving_counts_as_acceptance)
{
    expect(REFUSAL_NONE, CASE_MOVE_RECEIVE, STAFF_ROLE_CLERK, "1001");
    cr_assert_str_eq(date_text(test->file.answer_until), "2026-11-30");
    case_test_days(test, 7);
    cr_assert_eq(test->file.state, CASE_STATE_RECEIVED, "the fifth working day is still in time");
    case_test_days(test, 1);
    cr_assert_eq(test->file.state, CASE_STATE_ACCEPTED);
    cr_assert(test->file.deemed);
    cr_assert_str_eq(date_text(test->file.promised), "2026-12-04", "six working days from the day it was received");
    cr_assert_str_eq(test->file.accepted_by, "1001");
    expect(REFUSAL_SAME_PERSON, CASE_MOVE_CLAIM, STAFF_ROLE_APPROVER, "1001");
}

Test(case, deadlines_count_working_days)
{
    expect(REFUSAL_NONE, CASE_MOVE_ACCEPT, STAFF_ROLE_CLERK, "1001");
    cr_assert_str_eq(date_text(test->file.promised), "2026-12-04", "six days: a weekend and three holidays lie between");
    cr_assert_str_eq(date_text(test->file.statutory), "2026-12-23", "twenty days: one Saturday is worked");
}

Test(case, colours_come_in_the_last_third_and_when_overdue)
{
    expect(REFUSAL_NONE, CASE_MOVE_ACCEPT, STAFF_ROLE_CLERK, "1001");
    case_test_days(test, 4); /* Friday the 27th */
    cr_assert_eq(test->file.light, CASE_LIGHT_GREEN);
    case_test_days(test, 3); /* Monday the 30th: two of six days are left, counting today */
    cr_assert_eq(test->file.light, CASE_LIGHT_YELLOW);
    case_test_days(test, 4);
    cr_assert_eq(test->file.light, CASE_LIGHT_YELLOW, "the last day is not overdue");
    case_test_days(test, 1);
    cr_assert_eq(test->file.light, CASE_LIGHT_RED);
    int events = test->hall->count;
    case_test_days(test, 1);
    for (int i = events; i < test->hall->count; i++)
        cr_assert_neq(test->hall->events[i].type, EVENT_CASE_LIGHT, "red is told once");
}

Test(case, the_clock_stands_in_a_special_procedure_and_over_a_holiday)
{
    expect(REFUSAL_NONE, CASE_MOVE_ACCEPT, STAFF_ROLE_CLERK, "1001");
    expect(REFUSAL_NONE, CASE_MOVE_CLAIM, STAFF_ROLE_APPROVER, "1002");
    test->says.special = SPECIAL_KIND_NONE;
    strcpy(test->command.reason, "x");
    cr_assert_eq(case_test_move(test, CASE_MOVE_SUSPEND, STAFF_ROLE_APPROVER, "1002"), REFUSAL_SPECIAL_NEEDED);
    expect(REFUSAL_NONE, CASE_MOVE_SUSPEND, STAFF_ROLE_APPROVER, "1002");
    cr_assert_eq(test->file.light, CASE_LIGHT_NONE);
    case_test_days(test, 14); /* to Monday 7 December; without the holidays, with the worked Saturday, that is 8 working days */
    cr_assert_eq(test->file.light, CASE_LIGHT_NONE, "nothing turns red while the clock stands");
    expect(REFUSAL_CASE_STATE, CASE_MOVE_APPROVE, STAFF_ROLE_APPROVER, "1002");
    expect(REFUSAL_NONE, CASE_MOVE_RESUME, STAFF_ROLE_APPROVER, "1002");
    cr_assert_eq(test->file.shifted_days, 8);
    cr_assert_str_eq(date_text(test->file.promised), "2026-12-15");
}

Test(case, is_extended_once_by_ten_days_with_a_reason)
{
    case_test_bring(test, CASE_STATE_REVIEW);
    cr_assert_eq(case_test_move(test, CASE_MOVE_EXTEND, STAFF_ROLE_APPROVER, "a"), REFUSAL_REASON_NEEDED);
    expect(REFUSAL_NONE, CASE_MOVE_EXTEND, STAFF_ROLE_APPROVER, "a");
    cr_assert_str_eq(date_text(test->file.promised), "2026-12-17");
    expect(REFUSAL_EXTENDED_ALREADY, CASE_MOVE_EXTEND, STAFF_ROLE_APPROVER, "a");
}

Test(case, past_the_calendar_a_deadline_is_provisional_and_comes_right_with_the_next)
{
    static const struct workday_entry next[] = {{{20819}, false}}; /* 1 January 2027 */
    static const struct workday_calendar longer = {next, 1, 2026, 2027};

    test->item.promised_days = 30;
    expect(REFUSAL_NONE, CASE_MOVE_ACCEPT, STAFF_ROLE_CLERK, "1001");
    cr_assert(test->file.provisional);
    struct date before = test->file.promised;
    test->says.calendar = &longer;
    test->says.file = &test->file;
    struct command command = hall_test_command(COMMAND_CASE_DEADLINE);
    command.cases = &test->says;
    int count = test->hall->count;
    cr_assert_eq(hall_test_give(test->hall, &command), REFUSAL_NONE);
    cr_assert_eq(test->hall->count, count + 1);
    cr_assert(case_apply(&test->file, &test->hall->events[count]));
    cr_assert_not(test->file.provisional);
    cr_assert_neq(test->file.promised.days, before.days);
}

Test(case, a_real_seal_is_confirmed_and_a_spoiled_one_counts)
{
    case_test_bring(test, CASE_STATE_SEALED);
    expect(REFUSAL_CASE_STATE, CASE_MOVE_HAND_OUT, STAFF_ROLE_CLERK, "c");
    expect(REFUSAL_NONE, CASE_MOVE_SPOIL, STAFF_ROLE_ISSUER, "i");
    cr_assert_eq(test->file.state, CASE_STATE_DRAWN);
    expect(REFUSAL_NONE, CASE_MOVE_SEAL, STAFF_ROLE_ISSUER, "i");
    cr_assert_eq(test->file.seal, 2, "every use has its own number");
}

Test(case, entered_numbers_are_nobody_elses_and_forms_have_serials)
{
    test->item.output = ITEM_OUTPUT_EXTERNAL;
    test->item.number = ITEM_NUMBER_ENTERED;
    case_test_bring(test, CASE_STATE_APPROVED);
    expect(REFUSAL_NO_DOCUMENT, CASE_MOVE_DOCUMENT, STAFF_ROLE_PRINTER, "");
    expect(REFUSAL_CERTIFICATE_NEEDED, CASE_MOVE_SEAL, STAFF_ROLE_ISSUER, "i");
    strcpy(test->says.certificate, "92430181MA4L");
    test->says.certificate_taken = true;
    expect(REFUSAL_CERTIFICATE_TAKEN, CASE_MOVE_SEAL, STAFF_ROLE_ISSUER, "i");
    strcpy(test->says.certificate, "92430181MA4L");
    expect(REFUSAL_NONE, CASE_MOVE_SEAL, STAFF_ROLE_ISSUER, "i");
    cr_assert_str_eq(test->file.certificate, "92430181MA4L");
}

Test(case, collection_is_reminded_twice)
{
    case_test_bring(test, CASE_STATE_ISSUED);
    case_test_days(test, 6);
    cr_assert_eq(test->file.reminders, 0);
    case_test_days(test, 1);
    cr_assert_eq(test->file.reminders, 1);
    case_test_days(test, 23);
    cr_assert_eq(test->file.reminders, 2);
    case_test_days(test, 300);
    cr_assert_eq(test->file.reminders, 2);
}

Test(case, visits_are_different_tickets)
{
    int64_t first = hall_test_take(test->hall, 'A', PRIORITY_NORMAL), second = hall_test_take(test->hall, 'B', PRIORITY_NORMAL);

    test->command.ticket.value = first;
    expect(REFUSAL_NONE, CASE_MOVE_RECEIVE, STAFF_ROLE_CLERK, "1001");
    test->command.ticket.value = first;
    expect(REFUSAL_NONE, CASE_MOVE_ACCEPT, STAFF_ROLE_CLERK, "1001");
    cr_assert_eq(test->file.visits, 1);
    test->command.ticket.value = second;
    expect(REFUSAL_NONE, CASE_MOVE_MATERIAL, STAFF_ROLE_CLERK, "1001");
    cr_assert_eq(test->file.visits, 2);
}

Test(case, accepting_one_starts_the_service)
{
    int64_t ticket = hall_test_take(test->hall, 'A', PRIORITY_NORMAL);

    cr_assert_eq(hall_test_window(test->hall, COMMAND_NEXT, 1), REFUSAL_NONE);
    test->command.ticket.value = ticket;
    expect(REFUSAL_NONE, CASE_MOVE_ACCEPT, STAFF_ROLE_CLERK, "1001");
    cr_assert_eq(hall_test_state(test->hall, ticket), TICKET_SERVING);
}

Test(case, a_foreign_event_changes_nothing)
{
    struct event event = {.type = EVENT_CASE_APPROVED, .kase = {7}};
    struct case_file empty = {0};

    cr_assert_not(case_apply(&empty, &event), "a case begins with receiving, notice, acceptance or refusal");
    case_test_bring(test, CASE_STATE_REVIEW);
    struct case_file before = test->file;
    cr_assert_not(case_apply(&test->file, &event), "of another case");
    cr_assert_arr_eq((const char *)&before, (const char *)&test->file, sizeof before);
}
