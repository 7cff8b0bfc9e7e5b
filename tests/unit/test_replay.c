/* The replay's report, fed with made-up events, and its arrival files. */
#include "cli/replay.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <unistd.h>

static struct replay_report *report;

static void begin(void)
{
    json_t *hall = json_loads("{\"windows\":[{\"window\":1,\"services\":[\"A\",\"B\"]},{\"window\":2,\"services\":[\"B\"]}]}", 0, NULL);

    report = replay_report_create();
    cr_assert(report && hall);
    replay_report_take_hall(report, hall);
    json_decref(hall);
}

static void end(void)
{
    replay_report_destroy(report);
}

TestSuite(replay, .init = begin, .fini = end, .timeout = 20);

/* Feeds an event at a minute after ten o'clock. The number's letter is the service. */
static void event(const char *type, int id, const char *number, int window, int minute)
{
    char at[40], service[2] = {number[0], '\0'};
    snprintf(at, sizeof at, "2026-11-23T10:%02d:00.000+08:00", minute);
    json_t *json = json_pack("{s:s,s:s,s:{s:i,s:s,s:s,s:s,s:s,s:o}}", "type", type, "at", at, "ticket", "id", id, "number", number, "service", service, "day",
                             "2026-11-23", "taken_at", at, "window", window ? json_integer(window) : json_null());
    cr_assert_not_null(json);
    replay_report_take_event(report, json);
    json_decref(json);
}

static void take(int id, const char *number, int minute)
{
    event("ticket.taken", id, number, 0, minute);
    replay_report_acknowledged(report, id);
}

Test(replay, a_day_as_it_should_be)
{
    take(1, "A001", 0);
    take(2, "B001", 0);
    event("ticket.called", 1, "A001", 1, 0);
    take(3, "A002", 1);
    event("ticket.called", 2, "B001", 2, 4);
    cr_expect_not(replay_report_is_over(report));
    event("ticket.finished", 1, "A001", 1, 20);
    event("ticket.called", 3, "A002", 1, 21);
    event("ticket.finished", 2, "B001", 2, 22);
    event("ticket.finished", 3, "A002", 1, 40);

    struct replay_figures figures = replay_report_figures(report, 1);
    cr_expect_eq(figures.tickets, 3);
    cr_expect_eq(figures.calls, 3);
    cr_expect_eq(figures.finished, 3);
    cr_expect_float_eq(figures.mean_min, 8, 1e-9); /* 0, 4, 20 */
    cr_expect_float_eq(figures.p50_min, 4, 1e-9);
    cr_expect_float_eq(figures.p90_min, 20, 1e-9);
    cr_expect_float_eq(figures.longest_min, 20, 1e-9);
    cr_expect_float_eq(figures.within_15, 2 / 3.0, 1e-9);
    cr_expect_float_eq(figures.within_30, 1, 1e-9);
    cr_expect_eq(figures.overtakes + figures.duplicate_numbers + figures.double_calls + figures.lost, 0);
    cr_expect(replay_report_is_over(report));
    cr_expect_eq(replay_report_out(report), 3);
    cr_expect_not(figures.cut);

    figures = replay_report_figures(report, 2); /* the hall's clock ran twice as fast as the day */
    cr_expect_float_eq(figures.longest_min, 10, 1e-9);
}

Test(replay, overtakes)
{
    take(1, "A001", 0);
    take(2, "B001", 1);
    take(3, "B002", 2);
    event("ticket.called", 2, "B001", 2, 5); /* window 2 may not serve A: no overtaking */
    cr_expect_eq(replay_report_figures(report, 1).overtakes, 0);
    event("ticket.called", 3, "B002", 1, 6); /* window 1 may */
    cr_expect_eq(replay_report_figures(report, 1).overtakes, 1);
    event("ticket.called", 1, "A001", 1, 7);
    cr_expect_eq(replay_report_figures(report, 1).overtakes, 1);
}

Test(replay, the_order_is_that_of_the_stream_not_of_the_answers)
{
    replay_report_acknowledged(report, 2); /* the answer came before the event of somebody earlier */
    event("ticket.taken", 1, "A001", 0, 0);
    event("ticket.taken", 2, "A002", 0, 0);
    event("ticket.called", 1, "A001", 1, 1);
    event("ticket.called", 2, "A002", 2, 1);
    cr_expect_eq(replay_report_figures(report, 1).overtakes, 0);
    cr_expect_eq(replay_report_figures(report, 1).lost, 0);
}

Test(replay, duplicate_numbers)
{
    take(1, "A001", 0);
    take(2, "B001", 0);
    take(3, "A001", 1);
    take(4, "A001", 1);
    cr_expect_eq(replay_report_figures(report, 1).duplicate_numbers, 2);
}

Test(replay, double_calls)
{
    take(1, "A001", 0);
    take(2, "A002", 0);
    take(3, "A003", 0);
    event("ticket.called", 1, "A001", 1, 1);
    event("ticket.called", 1, "A001", 2, 1); /* at a window already */
    cr_expect_eq(replay_report_figures(report, 1).double_calls, 1);
    event("ticket.called", 2, "A002", 1, 2); /* the window has somebody */
    cr_expect_eq(replay_report_figures(report, 1).double_calls, 2);
}

Test(replay, a_done_ticket_is_not_called_again)
{
    take(1, "A001", 0);
    event("ticket.called", 1, "A001", 1, 1);
    event("ticket.finished", 1, "A001", 1, 2);
    event("ticket.called", 1, "A001", 1, 3);
    cr_expect_eq(replay_report_figures(report, 1).double_calls, 1);
}

Test(replay, an_undone_call_and_a_return_are_no_double_calls)
{
    take(1, "A001", 0);
    event("ticket.called", 1, "A001", 1, 1);
    event("ticket.call_undone", 1, "A001", 1, 1);
    event("ticket.called", 1, "A001", 2, 2);
    event("ticket.no_show", 1, "A001", 2, 4);
    event("ticket.returned", 1, "A001", 0, 5);
    cr_expect_not(replay_report_is_over(report));
    event("ticket.called", 1, "A001", 2, 6);
    event("ticket.finished", 1, "A001", 2, 7);
    struct replay_figures figures = replay_report_figures(report, 1);
    cr_expect_eq(figures.double_calls, 0);
    cr_expect_eq(figures.calls, 3);
    cr_expect_float_eq(figures.longest_min, 1, 1e-9, "the wait is that of the first call");
    cr_expect(replay_report_is_over(report));
}

Test(replay, lost)
{
    take(1, "A001", 0);
    replay_report_acknowledged(report, 2); /* never in the stream */
    take(3, "A002", 0);
    event("ticket.called", 1, "A001", 1, 1);
    event("ticket.finished", 1, "A001", 1, 1);
    cr_expect_eq(replay_report_figures(report, 1).lost, 2);
    cr_expect_not(replay_report_is_over(report));
    event("ticket.cancelled", 3, "A002", 0, 1);
    cr_expect_eq(replay_report_figures(report, 1).lost, 1);
    replay_report_cut(report);
    cr_expect(replay_report_figures(report, 1).cut);
}

Test(replay, tickets_from_before_do_not_count)
{
    event("ticket.called", 77, "A070", 1, 1);
    event("ticket.finished", 77, "A070", 1, 2);
    cr_expect_eq(replay_report_figures(report, 1).calls, 0);
    cr_expect(replay_report_is_over(report));
}

/* Reads a file with these rows after the header. Returns what is wrong after the path, "" when nothing. */
static const char *file_with(const char *rows, int *ret_count)
{
    static char sentence[TABLE_SENTENCE_SIZE];
    char path[] = "/tmp/yichuang-replay-XXXXXX";
    int number = mkstemp(path);
    FILE *file = number < 0 ? NULL : fdopen(number, "w");
    struct replay_day day = {0};

    cr_assert_not_null(file);
    fprintf(file, "# a comment\nseconds,service,priority,service_seconds\n%s", rows);
    fclose(file);
    enum error error = replay_day_read(path, &day, sentence);
    unlink(path);
    *ret_count = day.count;
    free(day.arrivals);
    cr_expect_eq(error == ERROR_NONE, sentence[0] == '\0');
    return error == ERROR_NONE ? "" : sentence + strlen(path);
}

Test(replay, arrival_files)
{
    int count;

    cr_expect_str_eq(file_with("0,A,normal,60\n5,B,elderly,1\n5,A,normal,86400\n", &count), "");
    cr_expect_eq(count, 3);
    cr_expect_str_eq(file_with("", &count), ": nobody comes on this day");
    cr_expect_str_eq(file_with("5,A,normal,60\n4,A,normal,60\n", &count), ":4:1: seconds is earlier than in the row before");
    cr_expect_str_eq(file_with("-1,A,normal,60\n", &count), ":3:1: seconds must be a whole number from 0 to 86400");
    cr_expect_str_eq(file_with("0,AB,normal,60\n", &count), ":3:2: service must be one letter, A to Z");
    cr_expect_str_eq(file_with("0,A,rich,60\n", &count), ":3:3: priority is no class of priority (normal, elderly, disabled ...)");
    cr_expect_str_eq(file_with("0,A,normal,0\n", &count), ":3:4: service_seconds must be a whole number from 1 to 86400");
    cr_expect_str_eq(file_with("0,A,normal\n", &count), ":3: the row has 3 fields, not 4");
}

Test(replay, the_kept_days)
{
    static const struct {
        const char *path;
        int tickets;
    } days[] = {
        {"tests/data/usc-andersa-2020-01-02.csv", 1292},
        {"tests/data/ud-zoliborz-2020-01-02.csv", 324},
        {"tests/data/township-200.csv", 200},
    };

    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        struct replay_day day;
        char sentence[TABLE_SENTENCE_SIZE];
        cr_assert_eq(replay_day_read(days[i].path, &day, sentence), ERROR_NONE, "%s", sentence);
        cr_expect_eq(day.count, days[i].tickets);
        free(day.arrivals);
    }
}
