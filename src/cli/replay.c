/* yichuang replay: plays a day of arrivals through a running demonstration hall, and reports what the event stream says of it. */
#include "cli/replay.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/language.h"

#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MEASURE_MS = 400, SPEED_MAX = 10000, PROGRESS_MS = 200, DAY_MS = 86400000 };

static volatile int stop; /* a signal came */

static void take_signal(int number)
{
    (void)number;
    stop = 1;
}

static const struct options_row rows[] = {
    CLI_JSON_ROW,
    {"speed", 0, "N", "how many of the day's seconds pass in a second (default: as fast as the hall's clock runs)"},
    {"windows", 0, "W", "how many windows are opened (default: all)"},
};

/* What the hall's clock showed, and when that was by the steady clock. */
struct reading {
    int64_t hall_ms, steady_ms;
};

static int read_hall(struct cli *cli, json_t **ret_hall, struct reading *ret_reading)
{
    int64_t before_ms = clock_steady_ms(), hall_ms;
    int status = cli_ask(cli, "GET", "/v1/hall", NULL, ret_hall);

    if (status != STATUS_DONE)
        return status;
    if (!instant_parse(cli_text(*ret_hall, "at"), &hall_ms)) {
        json_decref(*ret_hall);
        options_complain(&cli->options, "%s", _("the controller's answer cannot be understood"));
        return STATUS_REFUSED;
    }
    *ret_reading = (struct reading){hall_ms, (before_ms + clock_steady_ms()) / 2};
    return STATUS_DONE;
}

static double rate_between(const struct reading *first, const struct reading *second)
{
    return second->steady_ms > first->steady_ms ? (double)(second->hall_ms - first->hall_ms) / (double)(second->steady_ms - first->steady_ms) : 1;
}

static void sleep_ms(struct cli *cli, int ms)
{
    int64_t end_ms = clock_steady_ms() + ms;

    for (int64_t now_ms; (now_ms = clock_steady_ms()) < end_ms;)
        client_wait(cli->client, -1, (int)(end_ms - now_ms));
}

/* Reads the hall and how fast its clock runs. */
static int measure(struct cli *cli, json_t **ret_hall, struct reading *ret_reading, double *ret_rate)
{
    struct reading first;
    json_t *hall;

    int status = read_hall(cli, &hall, &first);
    if (status != STATUS_DONE)
        return status;
    json_decref(hall);
    sleep_ms(cli, MEASURE_MS);
    status = read_hall(cli, ret_hall, ret_reading);
    if (status == STATUS_DONE)
        *ret_rate = rate_between(&first, ret_reading);
    return status;
}

/* A real hall is never played with, and a day that the hall's midnight would cut is of no use. */
static bool is_fit(const struct cli *cli, const json_t *hall, const struct replay_day *day, const struct reading *reading, double hall_per_day)
{
    const json_t *about = json_object_get(hall, "hall");
    int offset_min = (int)cli_integer(about, "utc_offset_minutes", 0);

    if (!json_is_true(json_object_get(about, "demo"))) {
        options_complain(&cli->options, "%s", _("this is no demonstration hall: nothing is played in it"));
        return false;
    }
    double lasts_ms = day->arrivals[day->count - 1].seconds * 1000.0 * hall_per_day;
    if (instant_time_of_day_ms(reading->hall_ms, offset_min) + lasts_ms >= DAY_MS) {
        options_complain(&cli->options, "%s", _("the hall's day would end in the middle: start the controller with --demo-clock in the morning"));
        return false;
    }
    return true;
}

static void show_progress(const struct replay_day *day, const struct replay_report *report, bool last)
{
    static int64_t shown_ms;
    static int shown_tenth;
    int out = replay_report_out(report), percent = out * 100 / day->count;

    if (isatty(STDERR_FILENO)) {
        if (!last && clock_steady_ms() - shown_ms < PROGRESS_MS)
            return;
        shown_ms = clock_steady_ms();
        fprintf(stderr, _("\r%3d %%, %d of %d served"), percent, out, day->count);
        if (last)
            fputc('\n', stderr);
    } else if (percent / 10 > shown_tenth) {
        shown_tenth = percent / 10;
        fprintf(stderr, _("%3d %%, %d of %d served\n"), shown_tenth * 10, out, day->count);
    }
}

static void print_figures(const struct replay_figures *figures, const struct replay_pace *pace, double speed)
{
    printf(_("tickets                   %d\n"), figures->tickets);
    printf(_("calls                     %d\n"), figures->calls);
    printf(_("wait, mean                %.1f min\n"), figures->mean_min);
    printf(_("wait, half of them below  %.1f min\n"), figures->p50_min);
    printf(_("wait, 90 %% of them below  %.1f min\n"), figures->p90_min);
    printf(_("wait, longest             %.1f min\n"), figures->longest_min);
    printf(_("called within 15 min      %.1f %%\n"), figures->within_15 * 100);
    printf(_("called within 30 min      %.1f %%\n"), figures->within_30 * 100);
    printf(_("told how long             %d\n"), figures->told);
    printf(_("waited as long as told    %.1f %%\n"), figures->told_within * 100);
    printf(_("waited longer than told   %.1f %%\n"), figures->told_late * 100);
    printf(_("middle of range off by    %.1f min\n"), figures->told_off_min);
    printf(_("overtakes                 %d\n"), figures->overtakes);
    printf(_("duplicate numbers         %d\n"), figures->duplicate_numbers);
    printf(_("double calls              %d\n"), figures->double_calls);
    printf(_("lost                      %d\n"), figures->lost);
    printf(_("answers                   %.1f ms on average, %d ms the longest: %.0f s and %.0f s of the day\n"), pace->answer_mean_ms,
           pace->answer_longest_ms, pace->answer_mean_ms * speed / 1000, pace->answer_longest_ms * speed / 1000);
}

static int print_json(const struct replay_figures *figures, const struct replay_pace *pace, double speed)
{
    json_t *json = json_pack("{s:i,s:i,s:f,s:f,s:f,s:f,s:f,s:f,s:i,s:f,s:f,s:f,s:i,s:i,s:i,s:i,s:i,s:f,s:f,s:i,s:i}", "tickets", figures->tickets, "calls", figures->calls,
                             "wait_mean_min", figures->mean_min, "wait_p50_min", figures->p50_min, "wait_p90_min", figures->p90_min, "wait_longest_min",
                             figures->longest_min, "within_15", figures->within_15, "within_30", figures->within_30, "told", figures->told, "told_within", figures->told_within, "told_late", figures->told_late,
                             "told_off_min", figures->told_off_min, "overtakes", figures->overtakes,
                             "duplicate_numbers", figures->duplicate_numbers, "double_calls", figures->double_calls, "lost", figures->lost, "refused",
                             pace->refused, "speed", speed, "answer_mean_ms", pace->answer_mean_ms, "answer_longest_ms", pace->answer_longest_ms,
                             "late_longest_ms", pace->late_longest_ms);
    int status = json ? cli_print_json(json, true) : STATUS_REFUSED;

    json_decref(json);
    return status;
}

static int judge(const struct cli *cli, const struct replay_figures *figures, const struct replay_pace *pace)
{
    const char *fault = NULL;

    if (stop)
        fault = _("stopped before the end of the day");
    else if (figures->cut)
        fault = _("the event stream missed something: the figures are worth nothing");
    else if (pace->refused || figures->duplicate_numbers || figures->double_calls || figures->lost)
        fault = _("the day did not go as it must: see the figures");
    if (fault)
        options_complain(&cli->options, "%s", fault);
    return fault ? STATUS_REFUSED : STATUS_DONE;
}

static int play(struct cli *cli, const struct replay_day *day, struct replay_report *report, double speed, int windows, const json_t *hall,
                const struct reading *begin)
{
    struct reading end;
    json_t *after;
    int status;
    struct replay_play *player = replay_play_create(cli, day, report, speed, windows, hall, &status);

    if (!player)
        return status;
    while (replay_play_turn(player, &stop))
        show_progress(day, report, false);
    show_progress(day, report, true);
    struct replay_pace pace = replay_play_pace(player);
    status = read_hall(cli, &after, &end);
    if (status == STATUS_DONE) {
        double rate = rate_between(begin, &end) / speed;
        json_decref(after);
        replay_play_close(player);
        struct replay_figures figures = replay_report_figures(report, fabs(rate - 1) < 0.03 ? 1 : rate);
        if (options_value(&cli->options, "json"))
            print_json(&figures, &pace, speed);
        else
            print_figures(&figures, &pace, speed);
        status = judge(cli, &figures, &pace);
    }
    replay_play_destroy(player);
    return status;
}

static int run_day(struct cli *cli, const struct replay_day *day, int64_t speed, int64_t windows)
{
    struct reading begin;
    double hall_speed;
    json_t *hall;

    if (!cli_connect(cli))
        return STATUS_USAGE;
    int status = measure(cli, &hall, &begin, &hall_speed);
    if (status != STATUS_DONE)
        return status;
    double own_speed = speed ? (double)speed : hall_speed;
    struct replay_report *report = replay_report_create();
    status = STATUS_REFUSED;
    if (!report)
        options_complain(&cli->options, "%s", error_sentence(ERROR_MEMORY));
    else if (is_fit(cli, hall, day, &begin, hall_speed / own_speed))
        status = play(cli, day, report, own_speed, (int)windows, hall, &begin);
    replay_report_destroy(report);
    json_decref(hall);
    return status;
}

static int run(struct cli *cli)
{
    struct sigaction action = {.sa_handler = take_signal};
    char sentence[TABLE_SENTENCE_SIZE];
    int64_t speed = 0, windows = 0;
    struct replay_day day;

    if (!options_integer(&cli->options, "speed", 1, SPEED_MAX, &speed) || !options_integer(&cli->options, "windows", 1, REPLAY_WINDOWS_MAX, &windows))
        return STATUS_USAGE;
    if (replay_day_read(cli->options.arguments[0], &day, sentence) != ERROR_NONE) {
        options_complain(&cli->options, "%s", sentence);
        return STATUS_REFUSED;
    }
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    int status = run_day(cli, &day, speed, windows);
    free(day.arrivals);
    return status;
}

const struct verb verb_replay = {
    .name = "replay",
    .arguments = "FILE",
    .help = "Plays a day of arrivals through a demonstration hall, and reports how it went.",
    .rows = rows,
    .count = sizeof rows / sizeof *rows,
    .least = 1,
    .most = 1,
    .run = run,
};
