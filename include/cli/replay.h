/* The parts of `yichuang replay`: the arrivals of a day (a file), the playing (numbers are taken, windows call and finish), and the report (what the event
 * stream says of it; it reads nothing else). */
#ifndef CLI_REPLAY_H
#define CLI_REPLAY_H

#include "base/error.h"
#include "base/table.h"
#include "cli/cli.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum { REPLAY_ARRIVALS_MAX = 20000, REPLAY_WINDOWS_MAX = 99, REPLAY_SECONDS_MAX = 86400 };

/* --- arrivals --------------------------------------------------------------------------------------------------- */

/* One person of the day: comes after so many seconds (0..REPLAY_SECONDS_MAX) and is served for so many (1..REPLAY_SECONDS_MAX). */
struct replay_arrival {
    int seconds, service_seconds;
    char service;      /* 'A'..'Z' */
    char priority[12]; /* a word of core/priorities.def */
};

struct replay_day {
    struct replay_arrival *arrivals; /* in the order of their seconds */
    int count;
};

/* Reads an arrival file (seconds,service,priority,service_seconds) or nothing; rows must be in the order of their seconds. Errors as table_read().
 * The arrivals are freed with free(). */
enum error replay_day_read(const char *path, struct replay_day *ret_day, char sentence[static TABLE_SENTENCE_SIZE]);

/* --- report ----------------------------------------------------------------------------------------------------- */

struct replay_report;

/* NULL without memory. */
struct replay_report *replay_report_create(void);
void replay_report_destroy(struct replay_report *report);

/* Takes what windows may serve from the answer of /v1/hall, and then each event of the stream in its order. */
void replay_report_take_hall(struct replay_report *report, const json_t *hall);
void replay_report_take_event(struct replay_report *report, const json_t *event);

/* Notes that the stream missed events: the figures are then worth nothing. */
void replay_report_cut(struct replay_report *report);

/* Notes that the controller acknowledged a ticket: it must be in the stream. */
void replay_report_acknowledged(struct replay_report *report, int64_t id);

/* Notes what its person was told: how long it will take, from low to high, seconds of the hall's clock. */
void replay_report_told(struct replay_report *report, int64_t id, int64_t low_s, int64_t high_s);

/* Returns how many tickets have left the hall, served or not. */
int replay_report_out(const struct replay_report *report);

/* Returns whether all tickets that were acknowledged or seen have left the hall. */
bool replay_report_is_over(const struct replay_report *report);

struct replay_figures {
    int tickets, calls, finished;
    double mean_min, p50_min, p90_min, longest_min; /* waits of the called, in minutes of the day that was played */
    double within_15, within_30;                    /* shares of the called, 0..1 */
    int told;              /* people who were told how long it will take, and were called */
    double told_within, told_late, told_off_min; /* shares who waited so long, and longer; how far the middle of the range was off, minutes (mean) */
    int overtakes;         /* calls of a later-taken ticket by a window that may serve one that waits longer */
    int duplicate_numbers; /* tickets with a number that was given before on their day */
    int double_calls;      /* calls of a ticket that stood at a window or was done, or by a window that had one */
    int lost;              /* acknowledged but not in the stream, or taken and never called */
    bool cut;
};

/* Computes the figures. hall_rate: milliseconds of the hall's clock for one of the day's (1: the hall's clock ran as fast as the day was played). */
struct replay_figures replay_report_figures(const struct replay_report *report, double hall_rate);

/* --- playing ---------------------------------------------------------------------------------------------------- */

struct replay_play;

/* How the controller kept up, in milliseconds of real time. */
struct replay_pace {
    int requests;
    double answer_mean_ms;
    int answer_longest_ms;
    int late_longest_ms; /* a number taken, or a service ended, after its time */
    int refused;         /* numbers that were not given */
};

/* Makes the player. speed: how many of the day's seconds pass in a real one. windows: opened and played, numbers from 1 up as the hall has them (0: all).
 * The client, day and report must outlive it. On failure NULL after a message on stderr, and *ret_status. */
struct replay_play *replay_play_create(struct cli *cli, const struct replay_day *day, struct replay_report *report, double speed, int windows, const json_t *hall,
                                       int *ret_status);
void replay_play_destroy(struct replay_play *play);

/* Does what is due, and waits for what comes, at most 100 ms. False when everything is over: all were served, nothing moves any more, or *stop is set. */
bool replay_play_turn(struct replay_play *play, const volatile int *stop);

struct replay_pace replay_play_pace(const struct replay_play *play);

/* Closes the windows that it opened. */
void replay_play_close(struct replay_play *play);

#endif
