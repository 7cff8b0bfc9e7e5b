/* Printers as the hall knows them: spares that take over, pauses, papers that are moved by hand, test pages. */
#include "lib/hall_test.h"

#include <criterion/criterion.h>
#include <string.h>

enum { SPARE_AFTER_MS = 60000 };

static struct hall_test *hall;

static void begin(void)
{
    hall = hall_test_create(2);
}

static void end(void)
{
    hall_test_finish(hall);
}

TestSuite(printers, .init = begin, .fini = end);

/* A printer says how it is; spare: who prints for it, "": nobody. */
static void report(const char *name, enum printer_state state, const char *spare)
{
    struct command command = hall_test_command(COMMAND_PRINTER_REPORT);

    strcpy(command.printer, name);
    strcpy(command.place, name);
    strcpy(command.spare, spare);
    command.printer_state = state;
    command.spare_after_ms = *spare ? SPARE_AFTER_MS : 0;
    cr_assert_eq(hall_test_give(hall, &command), REFUSAL_NONE);
}

static enum refusal give(enum command_type type, const char *printer, struct job_id job)
{
    struct command command = hall_test_command(type);

    strcpy(command.printer, printer);
    strcpy(command.reason, "a reason");
    command.job = job;
    command.count = 0;
    return hall_test_give(hall, &command);
}

/* Takes a ticket whose paper is queued at a printer. */
static struct job_id take(const char *printer)
{
    struct command command = hall_test_command(COMMAND_TAKE);

    command.service = 0;
    strcpy(command.place, printer);
    command.actor.role = STAFF_ROLE_KIOSK;
    cr_assert_eq(hall_test_give(hall, &command), REFUSAL_NONE);
    return hall_ticket(&hall->hall, hall->outcome.ticket)->job;
}

static const char *where(struct job_id job)
{
    return hall->hall.printers[hall_job(&hall->hall, job)->printer].name;
}

/* Leases at a printer; 0: nothing. */
static int64_t lease(const char *printer)
{
    cr_assert_eq(give(COMMAND_JOB_LEASE, printer, (struct job_id){0}), REFUSAL_NONE);
    return hall->outcome.nothing ? 0 : hall->outcome.job.value;
}

/* Lets time pass in which the workers of a and b stay heard. */
static void pass(int64_t ms, const char *a, enum printer_state of_a, const char *spare_of_a, const char *b)
{
    for (int64_t step = 5000; ms > 0; ms -= step) {
        hall_test_pass(hall, ms < step ? ms : step);
        if (a)
            report(a, of_a, spare_of_a);
        if (b)
            report(b, PRINTER_READY, "");
    }
}

Test(printers, papers_go_to_the_spare_after_the_set_time_and_in_order)
{
    struct job_id jobs[3];

    report("kiosk1", PRINTER_READY, "guide");
    report("guide", PRINTER_READY, "");
    for (int i = 0; i < 3; i++)
        jobs[i] = take("kiosk1");
    report("kiosk1", PRINTER_PAPER_OUT, "guide");
    pass(SPARE_AFTER_MS - 1, "kiosk1", PRINTER_PAPER_OUT, "guide", "guide");
    cr_assert_str_eq(where(jobs[0]), "kiosk1", "too soon");
    hall_test_pass(hall, 1);
    for (int i = 0; i < 3; i++)
        cr_assert_str_eq(where(jobs[i]), "guide");
    const struct event *moved = hall_test_last(hall, EVENT_PRINT_MOVED);
    cr_assert_eq(moved->automatic, 1);
    cr_assert_str_eq(moved->reason, "paper-out");
    cr_assert_eq(lease("guide"), jobs[0].value);
    cr_assert_eq(lease("guide"), 0, "one at a time");
}

Test(printers, what_was_on_its_way_into_the_printer_never_moves)
{
    report("kiosk1", PRINTER_READY, "guide");
    report("guide", PRINTER_READY, "");
    struct job_id at_hand = take("kiosk1"), waits = take("kiosk1");
    struct command printing = hall_test_command(COMMAND_JOB_PRINTING);
    printing.job.value = lease("kiosk1");
    printing.fence = hall_job(&hall->hall, printing.job)->fence;
    cr_assert_eq(hall_test_give(hall, &printing), REFUSAL_NONE);
    report("kiosk1", PRINTER_COVER_OPEN, "guide");
    pass(2 * SPARE_AFTER_MS, "kiosk1", PRINTER_COVER_OPEN, "guide", "guide");
    cr_assert_str_eq(where(waits), "guide");
    cr_assert_str_eq(where(at_hand), "kiosk1");
    cr_assert_eq(hall_job(&hall->hall, at_hand)->state, JOB_ATTENTION);
    cr_assert_eq(give(COMMAND_JOB_MOVE, "guide", at_hand), REFUSAL_JOB_STATE_WRONG);
}

/* A paper that was leased and not begun goes back when its worker dies, and may go to the spare then. */
Test(printers, a_silent_worker_gives_its_papers_away)
{
    report("kiosk1", PRINTER_READY, "guide");
    report("guide", PRINTER_READY, "");
    struct job_id job = take("kiosk1");
    cr_assert_eq(lease("kiosk1"), job.value);
    pass(45000 + SPARE_AFTER_MS - 1, NULL, PRINTER_READY, "", "guide");
    cr_assert_str_eq(where(job), "kiosk1");
    hall_test_pass(hall, 1);
    cr_assert_str_eq(where(job), "guide");
}

Test(printers, another_trouble_does_not_begin_the_time_anew)
{
    report("kiosk1", PRINTER_READY, "guide");
    report("guide", PRINTER_READY, "");
    struct job_id job = take("kiosk1");
    report("kiosk1", PRINTER_PAPER_OUT, "guide");
    pass(SPARE_AFTER_MS / 2, "kiosk1", PRINTER_PAPER_OUT, "guide", "guide");
    pass(SPARE_AFTER_MS / 2, "kiosk1", PRINTER_COVER_OPEN, "guide", "guide");
    hall_test_pass(hall, 0);
    cr_assert_str_eq(where(job), "guide");
}

Test(printers, a_spare_that_cannot_print_gets_nothing)
{
    report("kiosk1", PRINTER_READY, "guide");
    report("guide", PRINTER_OFFLINE, "");
    struct job_id job = take("kiosk1");
    report("kiosk1", PRINTER_OFFLINE, "guide");
    pass(2 * SPARE_AFTER_MS, "kiosk1", PRINTER_OFFLINE, "guide", NULL);
    cr_assert_str_eq(where(job), "kiosk1");
    cr_assert_gt(hall_due_ms(&hall->hall), hall->now_ms, "nothing is due: the controller would never rest");
    report("guide", PRINTER_READY, "");
    hall_test_pass(hall, 0);
    cr_assert_str_eq(where(job), "guide");
}

Test(printers, a_paused_printer_leases_nothing_and_a_kiosk_gives_no_number_with_it)
{
    struct command take_command = hall_test_command(COMMAND_TAKE);

    report("kiosk1", PRINTER_READY, "");
    struct job_id job = take("kiosk1");
    cr_assert_eq(give(COMMAND_PRINTER_PAUSE, "kiosk1", job), REFUSAL_NONE);
    cr_assert_eq(give(COMMAND_PRINTER_PAUSE, "kiosk1", job), REFUSAL_PRINTER_PAUSED);
    cr_assert_eq(lease("kiosk1"), 0);
    report("kiosk1", PRINTER_PAPER_LOW, ""); /* what it says does not end the pause */
    cr_assert_eq(lease("kiosk1"), 0);
    cr_assert_eq(printer_shown_state(hall_printer(&hall->hall, "kiosk1")), PRINTER_PAUSED);
    take_command.service = 0;
    take_command.actor.role = STAFF_ROLE_KIOSK;
    strcpy(take_command.place, "kiosk1");
    cr_assert_eq(hall_test_give(hall, &take_command), REFUSAL_PRINTER_CANNOT);
    cr_assert_eq(give(COMMAND_PRINTER_RESUME, "kiosk1", job), REFUSAL_NONE);
    cr_assert_eq(give(COMMAND_PRINTER_RESUME, "kiosk1", job), REFUSAL_PRINTER_NOT_PAUSED);
    cr_assert_eq(lease("kiosk1"), job.value);
    cr_assert_eq(give(COMMAND_PRINTER_PAUSE, "nowhere", job), REFUSAL_PRINTER_UNKNOWN);
}

Test(printers, nobody_but_the_hall_says_paused_or_away)
{
    struct command command = hall_test_command(COMMAND_PRINTER_REPORT);

    strcpy(command.printer, "kiosk1");
    command.printer_state = PRINTER_PAUSED;
    cr_assert_eq(hall_test_give(hall, &command), REFUSAL_PRINTER_WRONG);
    command.printer_state = PRINTER_AWAY;
    cr_assert_eq(hall_test_give(hall, &command), REFUSAL_PRINTER_WRONG);
}

Test(printers, a_paper_is_moved_by_hand_to_a_printer_that_prints_such)
{
    struct command office = hall_test_command(COMMAND_PRINTER_REPORT);

    strcpy(office.printer, "office");
    office.printer_state = PRINTER_READY;
    office.prints = INT64_C(1) << PRINT_KIND_CERTIFICATE;
    cr_assert_eq(hall_test_give(hall, &office), REFUSAL_NONE);
    report("kiosk1", PRINTER_READY, "");
    report("guide", PRINTER_READY, "");
    struct job_id first = take("kiosk1"), second = take("guide");
    cr_assert_eq(give(COMMAND_JOB_MOVE, "office", first), REFUSAL_PRINTER_OTHER_KIND);
    cr_assert_eq(give(COMMAND_JOB_MOVE, "nowhere", first), REFUSAL_PRINTER_UNKNOWN);
    cr_assert_eq(give(COMMAND_JOB_MOVE, "guide", (struct job_id){99}), REFUSAL_JOB_UNKNOWN);
    cr_assert_eq(give(COMMAND_JOB_MOVE, "guide", first), REFUSAL_NONE);
    cr_assert_str_eq(hall_test_last(hall, EVENT_PRINT_MOVED)->reason, "a reason");
    cr_assert_eq(lease("guide"), first.value, "papers keep their order");
    cr_assert_eq(lease("kiosk1"), 0);
    cr_assert_eq(give(COMMAND_JOB_MOVE, "kiosk1", second), REFUSAL_NONE);
    cr_assert_eq(lease("kiosk1"), second.value);
}

Test(printers, a_moved_paper_waits_for_the_one_that_comes_out_there)
{
    report("kiosk1", PRINTER_READY, "");
    report("guide", PRINTER_READY, "");
    struct job_id first = take("kiosk1"), second = take("guide");
    cr_assert_eq(lease("guide"), second.value);
    cr_assert_eq(give(COMMAND_JOB_MOVE, "guide", first), REFUSAL_NONE);
    cr_assert_eq(lease("guide"), 0, "two papers at once in one printer");
}

Test(printers, a_test_page_needs_no_ticket_and_stays_where_it_is)
{
    report("kiosk1", PRINTER_READY, "guide");
    report("guide", PRINTER_READY, "");
    cr_assert_eq(give(COMMAND_PRINTER_TEST, "kiosk1", (struct job_id){0}), REFUSAL_NONE);
    struct job_id page = hall->outcome.job;
    cr_assert_eq(hall_job(&hall->hall, page)->paper, CASE_PAPER_TEST);
    cr_assert_eq(give(COMMAND_JOB_MOVE, "guide", page), REFUSAL_PRINTER_OTHER_KIND);
    report("kiosk1", PRINTER_OFFLINE, "guide");
    pass(2 * SPARE_AFTER_MS, "kiosk1", PRINTER_OFFLINE, "guide", "guide");
    cr_assert_str_eq(where(page), "kiosk1");
    report("kiosk1", PRINTER_READY, "guide");
    cr_assert_eq(lease("kiosk1"), page.value);
    cr_assert_eq(give(COMMAND_PRINTER_TEST, "nowhere", page), REFUSAL_PRINTER_UNKNOWN);
}

/* --- paper ------------------------------------------------------------------------------------------------------------------------ */

/* A printer whose paper is counted says how it is. */
static void report_counted(enum printer_state state, int32_t full, bool sheets)
{
    struct command command = hall_test_command(COMMAND_PRINTER_REPORT);

    strcpy(command.printer, "kiosk1");
    strcpy(command.place, "kiosk1");
    command.printer_state = state;
    command.paper_full = full;
    command.sheets = sheets;
    cr_assert_eq(hall_test_give(hall, &command), REFUSAL_NONE);
}

/* Brings the next paper of kiosk1 to an end that takes so much paper. */
static void print_next(enum command_type end_with, int32_t used)
{
    struct command command = hall_test_command(COMMAND_JOB_PRINTING);

    take("kiosk1");
    command.job.value = lease("kiosk1");
    command.fence = hall_job(&hall->hall, command.job)->fence;
    cr_assert_eq(hall_test_give(hall, &command), REFUSAL_NONE);
    command.type = end_with;
    command.used = used;
    cr_assert_eq(hall_test_give(hall, &command), REFUSAL_NONE);
}

static int32_t left(void)
{
    return hall_printer(&hall->hall, "kiosk1")->paper_left;
}

Test(printers, paper_is_low_before_it_is_out_and_that_is_told_once)
{
    report_counted(PRINTER_READY, 50000, false);
    cr_assert_eq(left(), 50000);
    print_next(COMMAND_JOB_PRINTED, 44999);
    cr_assert_null(hall_test_last(hall, EVENT_PRINTER_LOW), "too soon");
    print_next(COMMAND_JOB_ATTENTION, 1);
    const struct event *low = hall_test_last(hall, EVENT_PRINTER_LOW);
    cr_assert_not_null(low);
    cr_assert_eq(low->count, 5000);
    print_next(COMMAND_JOB_PRINTED, 100);
    cr_assert_eq(hall_test_last(hall, EVENT_PRINTER_LOW), low, "it is told again and again");
    print_next(COMMAND_JOB_PRINTED, 9000);
    cr_assert_eq(left(), 0, "a roll may be longer than it says");
    cr_assert_eq(give(COMMAND_PRINTER_RELOAD, "kiosk1", (struct job_id){0}), REFUSAL_NONE);
    cr_assert_eq(left(), 50000);
    cr_assert_not(printer_paper_low(hall_printer(&hall->hall, "kiosk1")));
}

Test(printers, who_prints_again_after_paper_was_out_has_a_fresh_load)
{
    report_counted(PRINTER_READY, 200, true);
    print_next(COMMAND_JOB_PRINTED, 150);
    report_counted(PRINTER_COVER_OPEN, 200, true);
    report_counted(PRINTER_READY, 200, true);
    cr_assert_eq(left(), 50, "somebody only looked");
    report_counted(PRINTER_PAPER_OUT, 200, true);
    report_counted(PRINTER_COVER_OPEN, 200, true);
    report_counted(PRINTER_READY, 200, true);
    cr_assert_eq(left(), 200);
}

Test(printers, nobody_counts_where_the_load_is_not_known)
{
    report_counted(PRINTER_READY, 0, false);
    print_next(COMMAND_JOB_PRINTED, 150);
    cr_assert_null(hall_test_last(hall, EVENT_PRINTER_LOW));
    cr_assert_eq(give(COMMAND_PRINTER_RELOAD, "kiosk1", (struct job_id){0}), REFUSAL_PAPER_NOT_COUNTED);
}
