/* The rules of the hall, as residents and clerks would notice them. */
#include "lib/hall_test.h"

#include "core/estimate.h"

#include <criterion/criterion.h>
#include <string.h>

enum { SECOND = 1000, MINUTE = 60000 };

static struct hall_test *hall;

static void open_hall(void)
{
    hall = hall_test_create(3);
}

static void close_hall(void)
{
    hall_test_finish(hall);
}

TestSuite(hall, .init = open_hall, .fini = close_hall);

static enum refusal next(int window)
{
    return hall_test_window(hall, COMMAND_NEXT, window);
}

static int number_of(int64_t ticket)
{
    return hall_ticket(&hall->hall, (struct ticket_id){ticket})->number;
}

Test(hall, numbers_rise_by_service_and_go_on_after_999)
{
    for (int i = 1; i <= 1002; i++)
        cr_assert_eq(number_of(hall_test_take(hall, 'A', PRIORITY_NORMAL)), i);
    cr_assert_eq(number_of(hall_test_take(hall, 'B', PRIORITY_NORMAL)), 1);
}

Test(hall, first_come_first_served_across_services)
{
    int64_t a = hall_test_take(hall, 'A', PRIORITY_NORMAL);
    hall_test_pass(hall, SECOND);
    int64_t b = hall_test_take(hall, 'B', PRIORITY_NORMAL);

    hall_test_pass(hall, SECOND);
    cr_assert_eq(next(1), REFUSAL_NONE);
    cr_assert_eq(next(2), REFUSAL_NONE);
    cr_assert_eq(hall_test_at(hall, 1), a);
    cr_assert_eq(hall_test_at(hall, 2), b);
    cr_assert_eq(next(1), REFUSAL_ALREADY_CALLING);
}

Test(hall, longest_ready_window_gets_the_next)
{
    cr_assert_eq(next(2), REFUSAL_NONE);
    cr_assert(hall->outcome.nothing);
    hall_test_pass(hall, SECOND);
    cr_assert_eq(next(1), REFUSAL_NONE);
    int64_t first = hall_test_take(hall, 'A', PRIORITY_NORMAL), second = hall_test_take(hall, 'C', PRIORITY_NORMAL);
    cr_assert_eq(hall_test_at(hall, 2), first);
    cr_assert_eq(hall_test_at(hall, 1), second);
    cr_assert_eq(hall->hall.ready_count, 0);
}

Test(hall, ready_lapses_after_ten_minutes)
{
    next(1);
    hall_test_pass(hall, 10 * MINUTE - 1);
    cr_assert_eq(hall->hall.windows[1].state, WINDOW_READY);
    hall_test_pass(hall, 1);
    cr_assert_eq(hall->hall.windows[1].state, WINDOW_OPEN);
    int64_t ticket = hall_test_take(hall, 'A', PRIORITY_NORMAL);
    cr_assert_eq(hall_test_state(hall, ticket), TICKET_WAITING);
}

/* b of priority is 3: an elderly taken at t overtakes an ordinary taken at 0 from t* = 3t/2 on. */
Test(hall, priority_overtakes_from_the_computed_instant_on)
{
    int64_t ordinary = hall_test_take(hall, 'A', PRIORITY_NORMAL);
    hall_test_pass(hall, 4 * MINUTE);
    int64_t elderly = hall_test_take(hall, 'A', PRIORITY_ELDERLY);

    hall_test_pass(hall, 2 * MINUTE - 1);
    next(1);
    cr_assert_eq(hall_test_at(hall, 1), ordinary, "one millisecond before t* the ordinary ticket goes first");
    hall_test_window(hall, COMMAND_UNDO, 1);
    (void)elderly;
}

Test(hall, priority_overtakes_after_the_computed_instant)
{
    hall_test_take(hall, 'A', PRIORITY_NORMAL);
    hall_test_pass(hall, 4 * MINUTE);
    int64_t elderly = hall_test_take(hall, 'A', PRIORITY_ELDERLY);

    hall_test_pass(hall, 2 * MINUTE + 1);
    next(1);
    cr_assert_eq(hall_test_at(hall, 1), elderly);
    const struct event *called = hall_test_last(hall, EVENT_TICKET_CALLED);
    cr_assert_eq(called->rule, CALL_RULE_LARGEST_KEY);
    cr_assert_eq(called->key_won, 3 * (2 * MINUTE + 1));
    cr_assert_eq(called->key_other, 6 * MINUTE + 1);
}

Test(hall, after_three_overtaking_calls_it_is_an_ordinary_turn)
{
    int64_t ordinary = hall_test_take(hall, 'A', PRIORITY_NORMAL);
    hall_test_pass(hall, SECOND);
    for (int i = 0; i < 5; i++)
        hall_test_take(hall, 'A', PRIORITY_DISABLED);
    hall_test_pass(hall, 10 * MINUTE);
    for (int i = 0; i < 3; i++) {
        next(1);
        cr_assert_neq(hall_test_at(hall, 1), ordinary);
        hall_test_window(hall, COMMAND_FINISH, 1);
    }
    next(1);
    cr_assert_eq(hall_test_at(hall, 1), ordinary);
    cr_assert_eq(hall_test_last(hall, EVENT_TICKET_CALLED)->rule, CALL_RULE_ORDINARY_TURN);
}

Test(hall, who_waited_45_minutes_is_next)
{
    int64_t ordinary = hall_test_take(hall, 'A', PRIORITY_NORMAL);
    hall_test_pass(hall, 20 * MINUTE);
    hall_test_take(hall, 'A', PRIORITY_ELDERLY);
    hall_test_pass(hall, 25 * MINUTE);
    next(1);
    cr_assert_eq(hall_test_at(hall, 1), ordinary);
    cr_assert_eq(hall_test_last(hall, EVENT_TICKET_CALLED)->rule, CALL_RULE_WAITED_LONG);
}

Test(hall, recall_three_times_with_gaps)
{
    hall_test_take(hall, 'A', PRIORITY_NORMAL);
    next(1);
    cr_assert_eq(hall_test_window(hall, COMMAND_RECALL, 1), REFUSAL_RECALL_TOO_SOON);
    for (int i = 0; i < 3; i++) {
        hall_test_pass(hall, 20 * SECOND);
        cr_assert_eq(hall_test_window(hall, COMMAND_RECALL, 1), REFUSAL_NONE);
    }
    hall_test_pass(hall, 20 * SECOND);
    cr_assert_eq(hall_test_window(hall, COMMAND_RECALL, 1), REFUSAL_RECALLS_USED);
    cr_assert_eq(hall_test_window(hall, COMMAND_NO_SHOW, 1), REFUSAL_NONE);
    cr_assert_eq(hall->hall.windows[1].state, WINDOW_OPEN);
}

Test(hall, service_starts_by_itself_and_a_no_show_is_still_possible)
{
    int64_t ticket = hall_test_take(hall, 'A', PRIORITY_NORMAL);
    next(1);
    hall_test_pass(hall, 30 * SECOND);
    cr_assert_eq(hall->hall.windows[1].state, WINDOW_SERVING);
    cr_assert_eq(hall_test_window(hall, COMMAND_NO_SHOW, 1), REFUSAL_NONE, "nobody has confirmed that the person came");
    cr_assert_eq(hall_test_state(hall, ticket), TICKET_NO_SHOW);
}

Test(hall, a_missed_call_goes_behind_the_next_two)
{
    int64_t missed = hall_test_take(hall, 'A', PRIORITY_NORMAL), others[3];
    for (int i = 0; i < 3; i++)
        others[i] = hall_test_take(hall, 'A', PRIORITY_NORMAL);
    next(1);
    hall_test_window(hall, COMMAND_NO_SHOW, 1);
    cr_assert_eq(hall_test_ticket(hall, COMMAND_RETURN, missed), REFUSAL_NONE);
    for (int i = 0; i < 2; i++) {
        next(1);
        cr_assert_eq(hall_test_at(hall, 1), others[i]);
        hall_test_window(hall, COMMAND_FINISH, 1);
    }
    next(1);
    cr_assert_eq(hall_test_at(hall, 1), missed);
}

Test(hall, a_missed_call_is_served_when_nobody_else_waits)
{
    int64_t missed = hall_test_take(hall, 'A', PRIORITY_NORMAL);
    next(1);
    hall_test_window(hall, COMMAND_NO_SHOW, 1);
    hall_test_ticket(hall, COMMAND_RETURN, missed);
    next(2);
    cr_assert_eq(hall_test_at(hall, 2), missed);
    cr_assert_eq(hall_test_last(hall, EVENT_TICKET_CALLED)->rule, CALL_RULE_NOBODY_ELSE);
}

Test(hall, after_thirty_minutes_a_missed_call_is_gone)
{
    int64_t missed = hall_test_take(hall, 'A', PRIORITY_NORMAL);
    next(1);
    hall_test_window(hall, COMMAND_NO_SHOW, 1);
    hall_test_pass(hall, 30 * MINUTE + 1);
    cr_assert_eq(hall_test_ticket(hall, COMMAND_RETURN, missed), REFUSAL_RETURN_TOO_LATE);
}

Test(hall, undo_of_a_call_makes_the_announced_first)
{
    int64_t called = hall_test_take(hall, 'A', PRIORITY_NORMAL);
    hall_test_pass(hall, SECOND);
    hall_test_take(hall, 'A', PRIORITY_MILITARY);
    next(1);
    cr_assert_eq(hall_test_at(hall, 1), called);
    cr_assert_eq(hall_test_window(hall, COMMAND_UNDO, 1), REFUSAL_NONE);
    cr_assert_eq(hall->hall.windows[1].state, WINDOW_OPEN);
    hall_test_pass(hall, 10 * MINUTE);
    next(2);
    cr_assert_eq(hall_test_at(hall, 2), called);
    cr_assert_eq(hall_test_last(hall, EVENT_TICKET_CALLED)->rule, CALL_RULE_ANNOUNCED);
}

Test(hall, undo_of_finish_and_next_restores_both)
{
    int64_t first = hall_test_take(hall, 'A', PRIORITY_NORMAL), second = hall_test_take(hall, 'A', PRIORITY_NORMAL);
    next(1);
    hall_test_window(hall, COMMAND_START, 1);
    hall_test_pass(hall, MINUTE);
    cr_assert_eq(next(1), REFUSAL_NONE);
    cr_assert_eq(hall_test_state(hall, first), TICKET_DONE);
    cr_assert_eq(hall_test_at(hall, 1), second);
    cr_assert_eq(hall_test_window(hall, COMMAND_UNDO, 1), REFUSAL_NONE);
    cr_assert_eq(hall_test_at(hall, 1), first);
    cr_assert_eq(hall->hall.windows[1].state, WINDOW_SERVING);
    cr_assert_eq(hall_test_state(hall, second), TICKET_WAITING);
    cr_assert_eq(hall_test_window(hall, COMMAND_UNDO, 1), REFUSAL_NOTHING_TO_UNDO);
}

Test(hall, undo_ends_after_ten_seconds)
{
    hall_test_take(hall, 'A', PRIORITY_NORMAL);
    next(1);
    hall_test_pass(hall, 10 * SECOND + 1);
    cr_assert_eq(hall_test_window(hall, COMMAND_UNDO, 1), REFUSAL_NOTHING_TO_UNDO);
}

Test(hall, park_and_return)
{
    int64_t ticket = hall_test_take(hall, 'A', PRIORITY_NORMAL);
    next(1);
    hall_test_window(hall, COMMAND_START, 1);
    cr_assert_eq(hall_test_window(hall, COMMAND_PARK, 1), REFUSAL_NONE);
    cr_assert_eq(hall_test_state(hall, ticket), TICKET_PARKED);
    hall_test_take(hall, 'A', PRIORITY_NORMAL);
    cr_assert_eq(hall_test_ticket(hall, COMMAND_RETURN, ticket), REFUSAL_NONE);
    next(1);
    cr_assert_eq(hall_test_at(hall, 1), ticket, "who was parked goes on before those who have not been served yet");
}

Test(hall, transfer_keeps_number_and_time)
{
    int64_t ticket = hall_test_take(hall, 'A', PRIORITY_NORMAL);
    struct command transfer = hall_test_command(COMMAND_TRANSFER);

    hall_test_pass(hall, MINUTE);
    hall_test_take(hall, 'C', PRIORITY_NORMAL);
    next(1);
    transfer.window = 1;
    cr_assert_eq(hall_test_give(hall, &transfer), REFUSAL_TRANSFER_NOWHERE);
    transfer.service = 2;
    cr_assert_eq(hall_test_give(hall, &transfer), REFUSAL_NONE);
    const struct ticket *moved = hall_ticket(&hall->hall, (struct ticket_id){ticket});
    cr_assert_eq(moved->letter, 0);
    cr_assert_eq(moved->service, 2);
    next(2);
    cr_assert_eq(hall_test_at(hall, 2), ticket, "it waits since it was taken");
}

Test(hall, transfer_to_one_window_waits_for_it)
{
    int64_t ticket = hall_test_take(hall, 'A', PRIORITY_NORMAL);
    struct command transfer = hall_test_command(COMMAND_TRANSFER);

    next(1);
    transfer.window = 1;
    transfer.to_window = 3;
    cr_assert_eq(hall_test_give(hall, &transfer), REFUSAL_NONE);
    next(2);
    cr_assert_eq(hall_test_at(hall, 2), 0);
    next(3);
    cr_assert_eq(hall_test_at(hall, 3), ticket);
}

Test(hall, pausing_needs_a_reason_and_a_free_window)
{
    struct command pause = hall_test_command(COMMAND_PAUSE);

    pause.window = 1;
    cr_assert_eq(hall_test_give(hall, &pause), REFUSAL_REASON_NEEDED);
    strcpy(pause.reason, "lunch");
    cr_assert_eq(hall_test_give(hall, &pause), REFUSAL_NONE);
    cr_assert_eq(next(1), REFUSAL_WINDOW_PAUSED);
    cr_assert_eq(hall_test_window(hall, COMMAND_RESUME, 1), REFUSAL_NONE);
    hall_test_take(hall, 'A', PRIORITY_NORMAL);
    next(1);
    cr_assert_eq(hall_test_give(hall, &pause), REFUSAL_WINDOW_BUSY);
    cr_assert_eq(hall_test_window(hall, COMMAND_CLOSE, 1), REFUSAL_WINDOW_BUSY);
}

Test(hall, nobody_is_at_two_windows)
{
    struct command open = hall_test_command(COMMAND_OPEN);

    hall_test_window(hall, COMMAND_CLOSE, 1);
    hall_test_window(hall, COMMAND_CLOSE, 2);
    strcpy(open.staff, "1001");
    open.window = 1;
    cr_assert_eq(hall_test_give(hall, &open), REFUSAL_NONE);
    open.window = 2;
    cr_assert_eq(hall_test_give(hall, &open), REFUSAL_STAFF_AT_OTHER);
}

Test(hall, sessions_lunch_and_quota)
{
    struct service_settings *service = &hall->settings.services[0];

    service->session_count = 2;
    service->sessions[0] = (struct session){8 * 60 + 30, 12 * 60};
    service->sessions[1] = (struct session){13 * 60 + 30, 17 * 60};
    service->stop_before_end_min = 15;
    hall->settings.services[1].quota = 2;
    cr_assert_eq(hall_test_configure(hall), REFUSAL_NONE);
    cr_assert_neq(hall_test_take(hall, 'A', PRIORITY_NORMAL), 0);
    hall_test_take(hall, 'B', PRIORITY_NORMAL);
    hall_test_take(hall, 'B', PRIORITY_NORMAL);
    struct command take = hall_test_command(COMMAND_TAKE);
    take.service = 1;
    cr_assert_eq(hall_test_give(hall, &take), REFUSAL_QUOTA_REACHED);
    take.service = 0;
    hall_test_pass(hall, 3 * 60 * MINUTE); /* 12:00 */
    cr_assert_eq(hall_test_give(hall, &take), REFUSAL_LUNCH);
    hall_test_pass(hall, 90 * MINUTE); /* 13:30 */
    cr_assert_eq(hall_test_give(hall, &take), REFUSAL_NONE);
    hall_test_pass(hall, 195 * MINUTE); /* 16:45 */
    cr_assert_eq(hall_test_give(hall, &take), REFUSAL_SERVICE_CLOSED);
    cr_assert_eq(next(1), REFUSAL_NONE, "whoever holds a number is served");
}

Test(hall, a_new_day_opens_by_itself_and_numbers_begin_anew)
{
    int64_t left = hall_test_take(hall, 'A', PRIORITY_NORMAL);
    struct date before = hall->hall.day;

    hall_test_pass(hall, 15 * 60 * MINUTE); /* midnight */
    cr_assert_eq(hall->hall.day.days, before.days + 1);
    cr_assert_eq(hall_test_state(hall, left), TICKET_STATE_COUNT, "yesterday's waiting ticket is gone from the day");
    cr_assert_neq(hall_test_last(hall, EVENT_TICKET_EXPIRED), NULL);
    cr_assert_eq(number_of(hall_test_take(hall, 'A', PRIORITY_NORMAL)), 1);
}

Test(hall, who_is_served_at_midnight_is_served_on)
{
    int64_t ticket = hall_test_take(hall, 'A', PRIORITY_NORMAL);
    next(1);
    hall_test_window(hall, COMMAND_START, 1);
    hall_test_pass(hall, 16 * 60 * MINUTE);
    cr_assert_eq(hall_test_at(hall, 1), ticket);
    cr_assert_eq(hall_test_window(hall, COMMAND_FINISH, 1), REFUSAL_NONE);
}

Test(hall, the_manager_ends_the_day)
{
    hall_test_take(hall, 'A', PRIORITY_NORMAL);
    cr_assert_eq(hall_test_window(hall, COMMAND_END_DAY, 0), REFUSAL_NONE);
    struct command take = hall_test_command(COMMAND_TAKE);
    take.service = 0;
    cr_assert_eq(hall_test_give(hall, &take), REFUSAL_HALL_CLOSED);
    cr_assert_eq(hall->hall.services[0].waiting, 0);
}

static void report_printer(enum printer_state state)
{
    struct command report = hall_test_command(COMMAND_PRINTER_REPORT);

    strcpy(report.printer, "kiosk1");
    strcpy(report.place, "kiosk 1");
    report.printer_state = state;
    cr_assert_eq(hall_test_give(hall, &report), REFUSAL_NONE);
}

static struct command job_command(enum command_type type)
{
    struct command command = hall_test_command(type);

    strcpy(command.printer, "kiosk1");
    command.job = hall->outcome.job;
    const struct print_job *job = hall_job(&hall->hall, command.job);
    command.fence = job ? job->fence : 0;
    return command;
}

Test(hall, a_kiosk_without_paper_gives_no_number)
{
    struct command take = hall_test_command(COMMAND_TAKE);

    take.service = 0;
    take.actor.role = STAFF_ROLE_KIOSK;
    cr_assert_eq(hall_test_give(hall, &take), REFUSAL_PRINTER_CANNOT);
    report_printer(PRINTER_PAPER_OUT);
    cr_assert_eq(hall_test_give(hall, &take), REFUSAL_PRINTER_CANNOT);
    report_printer(PRINTER_READY);
    cr_assert_eq(hall_test_give(hall, &take), REFUSAL_NONE);
    cr_assert_eq(hall_job(&hall->hall, hall->outcome.job)->state, JOB_QUEUED);
}

Test(hall, a_paper_is_leased_once_and_in_order)
{
    report_printer(PRINTER_READY);
    hall_test_take(hall, 'A', PRIORITY_NORMAL);
    hall_test_take(hall, 'A', PRIORITY_NORMAL);
    struct command lease = job_command(COMMAND_JOB_LEASE);
    cr_assert_eq(hall_test_give(hall, &lease), REFUSAL_NONE);
    cr_assert_eq(hall->outcome.job.value, 1);
    struct command printing = job_command(COMMAND_JOB_PRINTING), printed = job_command(COMMAND_JOB_PRINTED);
    cr_assert_eq(hall_test_give(hall, &lease), REFUSAL_NONE);
    cr_assert(hall->outcome.nothing, "one paper at a time");
    cr_assert_eq(hall_test_give(hall, &printing), REFUSAL_NONE);
    cr_assert_eq(hall_test_give(hall, &printed), REFUSAL_NONE);
    cr_assert_eq(hall_test_give(hall, &lease), REFUSAL_NONE);
    cr_assert_eq(hall->outcome.job.value, 2);
}

Test(hall, an_untouched_lease_that_ends_is_given_again_and_the_old_holder_is_refused)
{
    report_printer(PRINTER_READY);
    hall_test_take(hall, 'A', PRIORITY_NORMAL);
    struct command lease = job_command(COMMAND_JOB_LEASE);
    hall_test_give(hall, &lease);
    struct command printing = job_command(COMMAND_JOB_PRINTING);
    hall_test_pass(hall, 30 * SECOND);
    cr_assert_eq(hall_test_give(hall, &printing), REFUSAL_LEASE_LOST);
    cr_assert_eq(hall_test_give(hall, &lease), REFUSAL_NONE);
    cr_assert_eq(hall_test_give(hall, &printing), REFUSAL_LEASE_LOST, "the fencing number is an older one");
    printing = job_command(COMMAND_JOB_PRINTING);
    cr_assert_eq(hall_test_give(hall, &printing), REFUSAL_NONE);
}

Test(hall, a_worker_lost_while_printing_leaves_a_question_and_no_second_original)
{
    report_printer(PRINTER_READY);
    int64_t ticket = hall_test_take(hall, 'A', PRIORITY_NORMAL);
    struct command lease = job_command(COMMAND_JOB_LEASE);
    hall_test_give(hall, &lease);
    struct command printing = job_command(COMMAND_JOB_PRINTING);
    hall_test_give(hall, &printing);
    hall_test_pass(hall, 30 * SECOND);
    cr_assert_eq(hall_job(&hall->hall, printing.job)->state, JOB_ATTENTION);
    report_printer(PRINTER_PAPER_LOW); /* the worker is back */
    cr_assert_eq(hall_test_ticket(hall, COMMAND_REPRINT, ticket), REFUSAL_NONE);
    struct command printed = printing;
    printed.type = COMMAND_JOB_PRINTED;
    printed.fence++;
    cr_assert_eq(hall_test_give(hall, &printed), REFUSAL_LEASE_LOST);
    printed.fence--;
    cr_assert_eq(hall_test_give(hall, &printed), REFUSAL_NONE, "who held the lease may still say that the paper came out");
    cr_assert_eq(hall_test_ticket(hall, COMMAND_REPRINT, ticket), REFUSAL_NONE);
    cr_assert_eq(hall_job(&hall->hall, hall->outcome.job)->copy, 2, "what may be a second paper is marked as a copy");
}

Test(hall, a_silent_worker_is_away)
{
    report_printer(PRINTER_READY);
    hall_test_pass(hall, 44 * SECOND);
    cr_assert_eq(hall_printer(&hall->hall, "kiosk1")->state, PRINTER_READY);
    hall_test_pass(hall, SECOND);
    cr_assert_eq(hall_printer(&hall->hall, "kiosk1")->state, PRINTER_AWAY);
}

Test(hall, nothing_is_promised_while_no_window_is_open)
{
    struct estimate estimate;

    cr_assert(estimate_wait(&hall->hall, 0, NULL, hall->now_ms, &estimate));
    cr_assert_eq(estimate.low_ms, 0);
    for (int i = 1; i <= 3; i++)
        hall_test_window(hall, COMMAND_CLOSE, i);
    cr_assert_not(estimate_wait(&hall->hall, 0, NULL, hall->now_ms, &estimate));
}

Test(hall, the_range_is_in_steps_of_five_minutes_and_grows_with_the_queue)
{
    struct estimate few, many;

    for (int i = 0; i < 3; i++)
        hall_test_take(hall, 'A', PRIORITY_NORMAL);
    cr_assert(estimate_wait(&hall->hall, 0, NULL, hall->now_ms, &few));
    for (int i = 0; i < 30; i++)
        hall_test_take(hall, 'A', PRIORITY_NORMAL);
    cr_assert(estimate_wait(&hall->hall, 0, NULL, hall->now_ms, &many));
    cr_assert_eq(many.low_ms % (5 * MINUTE), 0);
    cr_assert_eq(many.high_ms % (5 * MINUTE), 0);
    cr_assert_gt(many.low_ms, few.low_ms);
    cr_assert_gt(many.high_ms, many.low_ms);
}

static struct command take_for(const char *person)
{
    struct command take = hall_test_command(COMMAND_TAKE);

    take.service = 0;
    strcpy(take.person, person);
    return take;
}

Test(hall, real_names_and_not_too_many_numbers_a_person)
{
    struct command nobody = take_for(""), somebody = take_for("aa"), another = take_for("bb");

    hall->settings.services[0].real_name = true;
    hall->settings.services[0].per_person = 1;
    hall_test_configure(hall);
    cr_assert_eq(hall_test_give(hall, &nobody), REFUSAL_IDENTITY_NEEDED);
    cr_assert_eq(hall_test_give(hall, &somebody), REFUSAL_NONE);
    cr_assert_eq(hall_test_give(hall, &somebody), REFUSAL_PERSON_LIMIT);
    cr_assert_eq(hall_test_give(hall, &another), REFUSAL_NONE);
    somebody.agent = true;
    cr_assert_eq(hall_test_give(hall, &somebody), REFUSAL_NONE, "an agent applies for others");
    somebody.agent = false;
    for (int i = 0; i < 3; i++) {
        next(1);
        hall_test_window(hall, COMMAND_FINISH, 1);
    }
    cr_assert_eq(hall_test_give(hall, &somebody), REFUSAL_NONE, "what is over does not count");
}

Test(hall, a_ticket_of_yesterday_is_carried_on_once)
{
    int64_t left = hall_test_take(hall, 'A', PRIORITY_NORMAL);
    struct command carry = take_for("");

    carry.carried.value = left;
    carry.carried_day = hall->hall.day;
    carry.carried_state = TICKET_WAITING;
    cr_assert_eq(hall_test_give(hall, &carry), REFUSAL_CARRIED_CANNOT, "it still waits");
    hall_test_pass(hall, 24 * 60 * MINUTE);
    carry.carried_state = TICKET_EXPIRED;
    cr_assert_eq(hall_test_give(hall, &carry), REFUSAL_NONE);
    cr_assert_eq(hall_ticket(&hall->hall, hall->outcome.ticket)->priority, PRIORITY_CARRIED);
    cr_assert_eq(hall_test_give(hall, &carry), REFUSAL_CARRIED_CANNOT, "only once");
    hall_test_pass(hall, 24 * 60 * MINUTE);
    cr_assert_eq(hall_test_give(hall, &carry), REFUSAL_CARRIED_CANNOT, "it is too old");
}

Test(hall, no_number_whose_turn_would_come_after_closing)
{
    hall->settings.services[0].session_count = 1;
    hall->settings.services[0].sessions[0] = (struct session){8 * 60 + 30, 9 * 60 + 30};
    hall_test_configure(hall);
    struct command take = take_for("");
    int given = 0;
    while (given < 100 && hall_test_give(hall, &take) == REFUSAL_NONE)
        given++;
    cr_assert_eq(hall_test_give(hall, &take), REFUSAL_WAIT_PAST_CLOSING);
    cr_assert_gt(given, 3, "half an hour at three windows is enough for some");
    cr_assert_lt(given, 60);
}

Test(hall, choosing_among_people_needs_the_permission_and_is_recorded)
{
    hall_test_take(hall, 'A', PRIORITY_NORMAL);
    int64_t second = hall_test_take(hall, 'A', PRIORITY_NORMAL);
    struct command choose = hall_test_command(COMMAND_NEXT);

    choose.window = 1;
    choose.ticket.value = second;
    cr_assert_eq(hall_test_give(hall, &choose), REFUSAL_CHOOSING_FORBIDDEN);
    choose.may_choose = true;
    cr_assert_eq(hall_test_give(hall, &choose), REFUSAL_NONE);
    cr_assert_eq(hall_test_at(hall, 1), second);
    cr_assert_eq(hall_test_last(hall, EVENT_TICKET_CALLED)->rule, CALL_RULE_CHOSEN);
    choose.window = 2;
    cr_assert_eq(hall_test_give(hall, &choose), REFUSAL_TICKET_NOT_WAITING);
}

Test(hall, a_clock_that_cannot_be_right_stops_ticketing)
{
    struct command take = take_for("");

    hall->now_ms += 4000LL * 86400000; /* eleven years on */
    cr_assert_eq(hall_test_give(hall, &take), REFUSAL_CLOCK_WRONG);
    cr_assert_neq(next(1), REFUSAL_CLOCK_WRONG, "whoever holds a number is served");
}

Test(hall, a_clock_that_was_never_set_does_not_keep_the_hall_awake)
{
    struct hall_test *early = hall_test_create(1);

    hall_finish(&early->hall);
    hall_init(&early->hall, hall->hall.memory);
    early->now_ms = date_start_ms(date_make(2000, 1, 1), 480);
    struct command create = hall_test_command(COMMAND_CREATE);
    cr_assert_eq(hall_test_give(early, &create), REFUSAL_NONE);
    cr_assert_eq(hall_test_configure(early), REFUSAL_NONE);
    cr_assert_eq(hall_due_ms(&early->hall), date_start_ms(date_make(2020, 1, 1), 480));
    hall_test_finish(early);
}

Test(hall, nothing_of_yesterday_can_be_taken_back)
{
    hall_test_take(hall, 'A', PRIORITY_NORMAL);
    hall_test_take(hall, 'A', PRIORITY_NORMAL);
    hall_test_pass(hall, 15 * 60 * MINUTE - 2 * SECOND);
    next(1);
    next(2);
    hall_test_window(hall, COMMAND_FINISH, 2);
    hall_test_pass(hall, 4 * SECOND);
    cr_assert_eq(hall_test_window(hall, COMMAND_UNDO, 1), REFUSAL_NOTHING_TO_UNDO);
    cr_assert_eq(hall_test_window(hall, COMMAND_UNDO, 2), REFUSAL_NOTHING_TO_UNDO, "the finished ticket is of yesterday");
    cr_assert_eq(hall->hall.called, 0);
    cr_assert_eq(hall->hall.done, 0);
}

Test(hall, who_is_transferred_after_the_end_of_the_day_does_not_wait_in_the_next)
{
    int64_t last = hall_test_take(hall, 'A', PRIORITY_NORMAL);
    struct command transfer = hall_test_command(COMMAND_TRANSFER);

    next(1);
    hall_test_window(hall, COMMAND_END_DAY, 0);
    transfer.window = 1;
    transfer.service = 1;
    cr_assert_eq(hall_test_give(hall, &transfer), REFUSAL_NONE);
    hall_test_pass(hall, 16 * 60 * MINUTE);
    cr_assert_eq(hall_test_last(hall, EVENT_TICKET_EXPIRED)->ticket.value, last);
    cr_assert_eq(hall->hall.services[1].waiting, 0);
}

Test(hall, a_transfer_goes_only_to_somebody_who_has_the_skill)
{
    struct command open = hall_test_command(COMMAND_OPEN), take = hall_test_command(COMMAND_TAKE), transfer = hall_test_command(COMMAND_TRANSFER);

    hall_test_window(hall, COMMAND_CLOSE, 2);
    open.window = 2;
    open.skills = 1;
    cr_assert_eq(hall_test_give(hall, &open), REFUSAL_NONE);
    take.service = 0;
    take.group = 1;
    cr_assert_eq(hall_test_give(hall, &take), REFUSAL_NONE);
    next(1);
    transfer.window = 1;
    transfer.to_window = 2;
    cr_assert_eq(hall_test_give(hall, &transfer), REFUSAL_TRANSFER_CANNOT);
    transfer.to_window = 3;
    cr_assert_eq(hall_test_give(hall, &transfer), REFUSAL_NONE);
}

Test(hall, a_chosen_call_carries_the_same_figures)
{
    struct command choose = hall_test_command(COMMAND_NEXT);
    int64_t ordinary = hall_test_take(hall, 'A', PRIORITY_NORMAL);

    hall_test_pass(hall, MINUTE);
    choose.ticket.value = hall_test_take(hall, 'A', PRIORITY_ELDERLY);
    hall_test_pass(hall, SECOND);
    choose.window = 1;
    choose.may_choose = true;
    cr_assert_eq(hall_test_give(hall, &choose), REFUSAL_NONE);
    const struct event *called = hall_test_last(hall, EVENT_TICKET_CALLED);
    cr_assert_eq(called->key_won, 3 * SECOND);
    cr_assert_eq(called->other.value, ordinary);
    cr_assert_eq(called->key_other, MINUTE + SECOND);
    cr_assert_eq(called->in_row, 1, "a chosen priority call overtakes like any other");
}
