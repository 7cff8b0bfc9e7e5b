/* The hall's making, its settings, and the service day: a new one opens by itself, only forwards. */
#include "core/decision.h"

enum refusal command_create(struct decision *decision)
{
    if (decision->hall->seq != 0)
        return REFUSAL_OUT_OF_RANGE;
    struct event event = decision_event(decision, EVENT_HALL_CREATED);
    text_copy(event.reason, sizeof event.reason, decision->command->reason);
    event.automatic = decision->command->count;
    decision_emit(decision, &event);
    return REFUSAL_NONE;
}

enum refusal command_configure(struct decision *decision)
{
    const char *why;

    if (!settings_check(decision->command->settings, &why))
        return REFUSAL_OUT_OF_RANGE;
    struct event event = decision_event(decision, EVENT_CONFIG_CHANGED);
    event.settings = decision->command->settings;
    text_copy(event.digest, sizeof event.digest, decision->command->digest);
    decision_emit(decision, &event);
    day_tick(decision);
    return REFUSAL_NONE;
}

static void expire_waiting(struct decision *decision)
{
    struct hall *hall = decision->hall;

    for (int32_t i = 0; i < hall->ticket_count; i++)
        if (hall->tickets[i].state == TICKET_WAITING)
            decision_emit_ticket(decision, EVENT_TICKET_EXPIRED, hall->tickets[i].id, 0);
    for (int32_t i = 0; i < hall->job_count; i++)
        if (hall->jobs[i].state == JOB_QUEUED) {
            struct event event = decision_event(decision, EVENT_PRINT_VOID);
            event.job = hall->jobs[i].id;
            decision_emit(decision, &event);
        }
}

static void close_day(struct decision *decision)
{
    struct event event = decision_event(decision, EVENT_DAY_CLOSED);

    expire_waiting(decision);
    event.day = decision->hall->day;
    decision_emit(decision, &event);
}

enum refusal command_end_day(struct decision *decision)
{
    if (!decision->hall->day_open)
        return REFUSAL_HALL_CLOSED;
    close_day(decision);
    return REFUSAL_NONE;
}

enum { DAYS_WITHIN_REASON = 3660 };

static struct date first_day(void)
{
    return date_make(2020, 1, 1);
}

/* A clock before 2020 is not set, and no hall sleeps for ten years: then no day opens. */
static bool is_clock_right(const struct hall *hall, struct date today)
{
    return today.days >= first_day().days && (hall->day.days == 0 || today.days - hall->day.days <= DAYS_WITHIN_REASON);
}

void day_tick(struct decision *decision)
{
    struct hall *hall = decision->hall;
    struct date today = date_of_instant(decision->now_ms, hall->settings.utc_offset_min);

    if (hall->settings.lease_ms == 0 || today.days <= hall->day.days || !is_clock_right(hall, today))
        return; /* lease_ms 0: not configured yet */
    if (hall->day_open)
        close_day(decision);
    else
        expire_waiting(decision); /* who was transferred after the manager had ended the day */
    struct event event = decision_event(decision, EVENT_DAY_OPENED);
    event.day = today;
    decision_emit(decision, &event);
}

int64_t day_due_ms(const struct hall *hall)
{
    struct date next = {hall->day.days + 1};

    return date_start_ms(next.days > first_day().days ? next : first_day(), hall->settings.utc_offset_min);
}
