#include "sim/scenario.h"

#include "base/date.h"
#include "sim/dice.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SECOND = 1000, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE, NIGHTS_PERCENT = 25 };

static const struct {
    const char *word;
    enum command_type command;
    int weight;
} rows[] = {
#define OP(name, command, weight) {#name, command, weight},
#include "sim/ops.def"
#undef OP
};

const char *op_word(enum op_kind kind)
{
    return rows[kind].word;
}

enum command_type op_command(enum op_kind kind)
{
    return rows[kind].command;
}

static int32_t one_of(struct dice *dice, int32_t usual, const int32_t others[static 3], int usual_percent)
{
    return dice_chance(dice, usual_percent) ? usual : others[dice_between(dice, 0, 2)];
}

static void make_services(struct settings *settings, struct dice *dice)
{
    int count = (int)dice_between(dice, 1, 5);
    bool sessions = dice_chance(dice, 20);

    for (int i = 0; i < count; i++) {
        struct service_settings *service = &settings->services[i];
        *service = (struct service_settings){.used = true, .usual_ms = 8 * MINUTE};
        if (sessions) {
            service->session_count = 2;
            service->sessions[0] = (struct session){8 * 60 + 30, 12 * 60};
            service->sessions[1] = (struct session){13 * 60 + 30, 17 * 60};
            service->stop_before_end_min = (int32_t)dice_between(dice, 0, 1) * 15;
        }
        service->quota = dice_chance(dice, 10) ? (int32_t)dice_between(dice, 1, 30) : 0;
        service->real_name = dice_chance(dice, 8);
        service->per_person = dice_chance(dice, 20) ? (int32_t)dice_between(dice, 1, 2) : 0;
    }
}

static void make_windows(struct settings *settings, struct dice *dice)
{
    int count = (int)dice_between(dice, 1, 12), first = dice_chance(dice, 5) ? (int)dice_between(dice, 1, WINDOWS_MAX + 1 - count) : 1;
    bool comprehensive = dice_chance(dice, 40);
    uint32_t all = 0;

    for (int i = 0; i < SERVICES_MAX; i++)
        all |= (uint32_t)settings->services[i].used << i;
    for (int number = first; number < first + count; number++) {
        uint32_t some = (uint32_t)dice_next(dice) & all;
        settings->windows[number] = (struct window_settings){.used = true, .services = comprehensive || some == 0 ? all : some};
        settings->windows[number].next_after_finish = dice_chance(dice, 20);
    }
}

static void make_rules(struct settings *settings, struct dice *dice)
{
    if (dice_chance(dice, 30))
        for (int i = 0; i < PRIORITY_COUNT; i++)
            settings->weights[i] = (struct weight){(int32_t)dice_between(dice, 1, 7), (int32_t)dice_between(dice, 1, 4)};
    settings->longest_wait_ms = one_of(dice, settings->longest_wait_ms, (int32_t[]){MINUTE, 4 * MINUTE, 15 * MINUTE}, 60);
    settings->overtakes_in_row = one_of(dice, settings->overtakes_in_row, (int32_t[]){1, 2, 4}, 70);
    settings->recalls = one_of(dice, settings->recalls, (int32_t[]){0, 1, 5}, 80);
    settings->return_behind = one_of(dice, settings->return_behind, (int32_t[]){0, 1, 3}, 75);
    settings->undo_ms = one_of(dice, settings->undo_ms, (int32_t[]){0, 3 * SECOND, MINUTE}, 75);
    settings->auto_start_ms = one_of(dice, settings->auto_start_ms, (int32_t[]){5 * SECOND, 90 * SECOND, HOUR}, 75);
    settings->ready_lapse_ms = one_of(dice, settings->ready_lapse_ms, (int32_t[]){20 * SECOND, 2 * MINUTE, 2 * HOUR}, 75);
    settings->printer_silence_ms = one_of(dice, settings->printer_silence_ms, (int32_t[]){5 * MINUTE, HOUR, 24 * HOUR}, 25);
    settings->paperless = dice_chance(dice, 40);
    settings->group_count = (int32_t)dice_between(dice, 0, 3);
    for (int i = 0; i < settings->group_count; i++)
        snprintf(settings->groups[i], GROUP_SIZE, "group%d", i);
}

/* When the day begins: in office hours, shortly before midnight, or with a clock that nobody has set. */
static int64_t make_start(struct dice *dice)
{
    int64_t midnight = date_start_ms(date_make(2026, 11, 23), 480);

    if (dice_chance(dice, 3))
        return dice_chance(dice, 50) ? dice_between(dice, 0, 3 * 24 * HOUR) : date_start_ms(date_make(2000, 1, 1), 480);
    if (dice_chance(dice, NIGHTS_PERCENT))
        return midnight + 24 * HOUR - dice_between(dice, 1, 10 * MINUTE);
    return midnight + dice_between(dice, 8 * HOUR, 17 * HOUR);
}

/* How a day goes: how often each thing happens, how fast, and how much goes wrong. */
struct manner {
    int weights[OP_KINDS], total;
    int32_t pace_ms;
    int follows_percent, lost_percent, crash_permille, joined_percent, instant_percent, asleep_percent;
};

/* What spoils most of a day when it happens often. */
static bool is_rare(enum op_kind kind)
{
    return kind == OP_END_DAY || kind == OP_CLOCK || kind == OP_CONFIGURE || kind == OP_CLOSE;
}

static struct manner make_manner(struct dice *dice)
{
    static const int factors[] = {0, 1, 1, 1, 2, 4};
    static const int32_t paces[] = {3 * SECOND, 20 * SECOND, 90 * SECOND, 5 * MINUTE};
    struct manner manner = {.pace_ms = paces[dice_between(dice, 0, 3)]};

    for (int i = 0; i < OP_CASE_RECEIVE; i++) {
        int factor = factors[dice_between(dice, 0, 5)];
        if (is_rare((enum op_kind)i) && !dice_chance(dice, 25))
            factor = 0;
        if (factor == 0 && (i == OP_TAKE || i == OP_NEXT || i == OP_OPEN))
            factor = 1;
        manner.weights[i] = rows[i].weight * factor;
        manner.total += manner.weights[i];
    }
    manner.follows_percent = (int)dice_between(dice, 1, 3) * 20;
    manner.lost_percent = (int)dice_between(dice, 0, 1) * 10;
    manner.crash_permille = (int)dice_between(dice, 0, 3) * 8;
    manner.joined_percent = (int)dice_between(dice, 0, 2) * 10;
    manner.instant_percent = (int)dice_between(dice, 0, 3) * 10;
    manner.asleep_percent = (int)dice_between(dice, 0, 1) * 20;
    return manner;
}

/* How long after the one before: some things are only worth much if they come soon. */
static int32_t make_pass(enum op_kind kind, const struct manner *manner, struct dice *dice)
{
    bool soon = kind == OP_UNDO || (kind >= OP_JOB_LEASE && kind <= OP_JOB_FAILED);

    if (kind == OP_NIGHTS)
        return (int32_t)dice_between(dice, 1, dice_chance(dice, 70) ? 4 : 20) * 24 * HOUR - (int32_t)dice_between(dice, 0, 12) * HOUR;
    if (dice_chance(dice, 15))
        return 0;
    if (soon && dice_chance(dice, 75))
        return (int32_t)dice_between(dice, 0, 4 * SECOND);
    return (int32_t)dice_between(dice, 0, manner->pace_ms);
}

static struct op make_op(const struct manner *manner, struct dice *dice)
{
    struct op op = {.keyed = dice_chance(dice, 40), .joined = dice_chance(dice, manner->joined_percent), .asleep = dice_chance(dice, manner->asleep_percent)};
    int64_t thrown = dice_between(dice, 0, manner->total - 1);

    for (int i = 0; i < OP_KINDS; i++) {
        if (thrown < manner->weights[i]) {
            op.kind = (enum op_kind)i;
            break;
        }
        thrown -= manner->weights[i];
    }
    if (dice_chance(dice, manner->lost_percent))
        op.fate = dice_chance(dice, 50) ? FATE_REQUEST_LOST : FATE_REPLY_LOST;
    if (dice_between(dice, 0, 999) < manner->crash_permille)
        op.fate = dice_chance(dice, 50) ? FATE_CRASH_BEFORE_COMMIT : FATE_CRASH_AFTER_COMMIT;
    op.to_instant = dice_chance(dice, manner->instant_percent);
    op.shift_ms = (int32_t)dice_between(dice, -1, 1);
    op.follows = dice_chance(dice, manner->follows_percent);
    op.pass_ms = make_pass(op.kind, manner, dice);
    for (int i = 0; i < OP_PICKS; i++)
        op.picks[i] = (uint32_t)dice_next(dice);
    return op;
}

static struct op simple_op(enum op_kind kind, struct dice *dice)
{
    struct op op = {.kind = kind, .pass_ms = 1};

    for (int i = 0; i < OP_PICKS; i++)
        op.picks[i] = (uint32_t)dice_next(dice);
    return op;
}

static void add_op(struct scenario *scenario, struct op op)
{
    scenario->ops[scenario->op_count++] = op;
}

static int32_t make_length(struct dice *dice)
{
    int64_t thrown = dice_between(dice, 0, 99);

    return (int32_t)(thrown < 70 ? dice_between(dice, 60, 360) : thrown < 97 ? dice_between(dice, 360, 800) : dice_between(dice, 800, 2000));
}

/* In a season of cases months go by: little happens in the hall itself, and hours lie between two things. */
static void make_season(struct manner *manner, struct dice *dice)
{
    static const int factors[] = {1, 1, 1, 2, 3};

    for (int i = 0; i < OP_CASE_RECEIVE; i++) {
        manner->total -= manner->weights[i];
        manner->weights[i] = i == OP_CROWD || i == OP_CLOCK ? 0 : manner->weights[i] / 4;
        manner->total += manner->weights[i];
    }
    for (int i = OP_CASE_RECEIVE; i < OP_KINDS; i++) {
        manner->weights[i] = rows[i].weight * factors[dice_between(dice, 0, 4)];
        manner->total += manner->weights[i];
    }
    manner->pace_ms = (int32_t)dice_between(dice, 1, 180) * MINUTE;
}

/* Numbers of four and of five digits: the last ones of 1000 or 9999 are taken by ordinary people. */
static int32_t make_crowd(uint64_t seed)
{
    return seed % 250 == 133 ? 9996 : seed % 25 == 7 ? 996 : 0;
}

void scenario_init(struct scenario *scenario, uint64_t seed)
{
    enum { FIRST_OPS = 20 };
    struct dice dice;

    dice_init(&dice, seed);
    memset(scenario, 0, sizeof *scenario);
    scenario->seed = seed;
    settings_defaults(&scenario->settings);
    make_services(&scenario->settings, &dice);
    make_windows(&scenario->settings, &dice);
    make_rules(&scenario->settings, &dice);
    scenario->start_ms = make_start(&dice);
    struct manner manner = make_manner(&dice);
    bool season = seed % 4 == 3;
    int32_t length = make_length(&dice), crowd = season ? 0 : make_crowd(seed);
    if (season) {
        make_season(&manner, &dice);
        scenario->start_ms = date_start_ms(date_make(2026, 11, (int)dice_between(&dice, 23, 30)), 480) + 9 * HOUR;
    }
    scenario->ops = calloc((size_t)length + FIRST_OPS, sizeof *scenario->ops);
    if (!scenario->ops)
        abort();
    for (int i = 0; i < 2; i++)
        add_op(scenario, simple_op(OP_PRINTER_REPORT, &dice));
    for (int i = 0; i < 14; i++)
        add_op(scenario, simple_op(OP_OPEN, &dice));
    if (crowd) {
        scenario->settings.services[0] = (struct service_settings){.used = true, .usual_ms = 8 * MINUTE};
        struct op op = simple_op(OP_CROWD, &dice);
        op.picks[0] = (uint32_t)crowd;
        add_op(scenario, op);
    }
    for (int32_t i = 0; i < length; i++)
        add_op(scenario, make_op(&manner, &dice));
}

void scenario_finish(struct scenario *scenario)
{
    free(scenario->ops);
    scenario->ops = NULL;
}
