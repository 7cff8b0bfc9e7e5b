/* Cases and time: deadlines by working days, the clock that stands, colours, and what is due. */
#include "core/decision.h"

/* The calendar as if it went on for ever, with weekends alone off after its last year. */
static struct workday_calendar endless(const struct workday_calendar *calendar)
{
    struct workday_calendar longer = *calendar;

    longer.last_year = 9999;
    if (longer.first_year > longer.last_year)
        longer.first_year = 1;
    return longer;
}

/* The day so many working days after another; *provisional is set when the calendar ends before it. */
static struct date deadline(const struct workday_calendar *calendar, struct date from, int32_t days, int32_t *provisional)
{
    struct workday_calendar longer = endless(calendar);
    struct date date = from;

    if (workday_deadline(calendar, from, days, &date) == ERROR_NONE)
        return date;
    *provisional = 1;
    workday_deadline(&longer, from, days, &date);
    return date;
}

int32_t case_days_between(const struct workday_calendar *calendar, struct date from, struct date to)
{
    struct workday_calendar longer = endless(calendar);
    int32_t days = 0;

    for (struct date day = {from.days + 1}; day.days <= to.days; day.days++)
        days += workday_is_worked(&longer, day);
    return days;
}

void case_start_clock(const struct decision *decision, struct date from, int32_t promised_days, int32_t statutory_days, struct event *event)
{
    const struct workday_calendar *calendar = decision->command->cases->calendar;

    event->promised = deadline(calendar, from, promised_days, &event->provisional);
    if (statutory_days >= 0)
        event->statutory = deadline(calendar, from, statutory_days, &event->provisional);
}

void case_start_answer(const struct decision *decision, struct date from, struct event *event)
{
    event->until = deadline(decision->command->cases->calendar, from, NOTICE_DAYS, &event->provisional);
}

void case_move_clock(const struct decision *decision, int32_t days, struct event *event)
{
    const struct case_file *file = decision->command->cases->file;
    const struct workday_calendar *calendar = decision->command->cases->calendar;

    event->provisional = file->provisional;
    event->promised = deadline(calendar, file->promised, days, &event->provisional);
    if (file->statutory.days != 0)
        event->statutory = deadline(calendar, file->statutory, days, &event->provisional);
}

/* The first day of the last third of the promised time. */
static struct date yellow_day(const struct case_file *file, const struct workday_calendar *calendar)
{
    struct workday_calendar longer = endless(calendar);
    int32_t left = (file->promised_days + (file->extended ? EXTENSION_DAYS : 0)) / 3;
    struct date day = file->promised;

    for (; left > 0 && day.days > file->began_on.days; day.days--)
        left -= workday_is_worked(&longer, day);
    return (struct date){day.days + 1};
}

/* The colour that a running clock has on a day. */
static enum case_light light_on(const struct case_file *file, const struct workday_calendar *calendar, struct date day)
{
    if (day.days > file->promised.days)
        return CASE_LIGHT_RED;
    return day.days >= yellow_day(file, calendar).days ? CASE_LIGHT_YELLOW : CASE_LIGHT_GREEN;
}

/* On which day the collector is reminded next; days 0: not again. */
static struct date reminder(const struct case_file *file)
{
    static const int32_t after[] = {REMIND_FIRST_DAYS, REMIND_AGAIN_DAYS};

    if (file->state != CASE_STATE_ISSUED || file->reminders >= (int32_t)(sizeof after / sizeof *after))
        return (struct date){0};
    return (struct date){file->issued_on.days + after[file->reminders]};
}

struct date case_due(const struct case_file *file, const struct workday_calendar *calendar)
{
    if (file->state == CASE_STATE_RECEIVED)
        return (struct date){file->answer_until.days + 1};
    if (file->light == CASE_LIGHT_GREEN)
        return yellow_day(file, calendar);
    if (file->light == CASE_LIGHT_YELLOW)
        return (struct date){file->promised.days + 1};
    return reminder(file);
}

/* Nothing was said in time: it counts as accepted from the day on which it was received. */
static void deem_accepted(struct decision *decision, const struct case_file *file)
{
    struct event event = decision_event(decision, EVENT_CASE_DEEMED_ACCEPTED);

    event.kase = file->id;
    case_start_clock(decision, file->began_on, file->promised_days, file->statutory_days, &event);
    case_emit(decision, &event);
}

enum refusal command_case_tick(struct decision *decision)
{
    const struct case_command *cases = decision->command->cases;
    struct date today = case_today(decision), due;

    if (!cases->file)
        return REFUSAL_CASE_UNKNOWN;
    decision->outcome->kase = cases->file->id;
    due = case_due(cases->file, cases->calendar);
    if (due.days == 0 || due.days > today.days)
        return REFUSAL_NONE;
    if (cases->file->state == CASE_STATE_RECEIVED) {
        deem_accepted(decision, cases->file);
        return REFUSAL_NONE;
    }
    bool runs = cases->file->light == CASE_LIGHT_GREEN || cases->file->light == CASE_LIGHT_YELLOW;
    struct event event = decision_event(decision, runs ? EVENT_CASE_LIGHT : EVENT_CASE_REMINDED);
    event.kase = cases->file->id;
    if (runs)
        event.light = light_on(cases->file, cases->calendar, today);
    else
        event.count = cases->file->reminders + 1;
    case_emit(decision, &event);
    return REFUSAL_NONE;
}

enum refusal command_case_deadline(struct decision *decision)
{
    const struct case_file *file = decision->command->cases->file;

    if (!file)
        return REFUSAL_CASE_UNKNOWN;
    decision->outcome->kase = file->id;
    if (!file->provisional || file->stopped_on.days != 0 || case_is_over(file)) /* while the clock stands there is nothing to tell yet */
        return REFUSAL_NONE;
    struct event event = decision_event(decision, EVENT_CASE_DEADLINE_CHANGED);
    event.kase = file->id;
    if (file->state == CASE_STATE_RECEIVED) {
        case_start_answer(decision, file->began_on, &event);
    } else {
        struct date from = file->deemed ? file->began_on : date_of_instant(file->accepted_ms, decision->hall->settings.utc_offset_min);
        int32_t more = file->shifted_days;
        case_start_clock(decision, from, file->promised_days + more, file->statutory_days < 0 ? -1 : file->statutory_days + more, &event);
    }
    bool better = !event.provisional || event.promised.days != file->promised.days || event.statutory.days != file->statutory.days ||
                  event.until.days != file->answer_until.days;
    if (better)
        case_emit(decision, &event);
    return REFUSAL_NONE;
}
