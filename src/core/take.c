/* Numbers: taking, cancelling, returning, priority, and the second paper. */
#include "core/decision.h"
#include "core/queue.h"

#include "core/estimate.h"

#include <string.h>

enum { COUNT_MAX = 20 };

/* Whether somebody who comes now would be called after the last session has ended, even if things go well. */
static bool is_past_closing(const struct decision *decision)
{
    const struct hall *hall = decision->hall;
    const struct service_settings *service = &hall->settings.services[decision->command->service];
    int32_t offset = hall->settings.utc_offset_min;
    struct estimate estimate;

    if (service->session_count == 0 || !estimate_wait(hall, decision->command->service, NULL, decision->now_ms, &estimate))
        return false;
    int64_t closing = date_start_ms(hall->day, offset) + service->sessions[service->session_count - 1].to * 60000LL;
    return decision->now_ms + estimate.low_ms > closing;
}

/* Identity where it is needed, and not more open tickets than one person may have. */
static enum refusal check_person(const struct decision *decision)
{
    const struct command *command = decision->command;
    const struct service_settings *service = &decision->hall->settings.services[command->service];
    int32_t open = 0;

    if (command->person[0] == '\0')
        return service->real_name ? REFUSAL_IDENTITY_NEEDED : REFUSAL_NONE;
    if (service->per_person == 0 || command->agent)
        return REFUSAL_NONE;
    for (int32_t i = 0; i < decision->hall->ticket_count; i++) {
        const struct ticket *ticket = &decision->hall->tickets[i];
        open += ticket->letter == command->service && ticket->state <= TICKET_PARKED && strcmp(ticket->person, command->person) == 0;
    }
    return open >= service->per_person ? REFUSAL_PERSON_LIMIT : REFUSAL_NONE;
}

/* An expired ticket of the last service day may be carried on once. */
static enum refusal check_carried(const struct decision *decision)
{
    const struct command *command = decision->command;
    const struct hall *hall = decision->hall;

    if (command->carried.value == 0)
        return REFUSAL_NONE;
    if (command->carried_state != TICKET_EXPIRED || command->carried_day.days != hall->previous_day.days)
        return REFUSAL_CARRIED_CANNOT;
    for (int32_t i = 0; i < hall->ticket_count; i++)
        if (hall->tickets[i].carried.value == command->carried.value)
            return REFUSAL_CARRIED_CANNOT;
    return REFUSAL_NONE;
}

static enum refusal why_no_number(const struct decision *decision)
{
    const struct hall *hall = decision->hall;

    if (decision->command->service < 0 || decision->command->service >= SERVICES_MAX ||
        !hall->settings.services[decision->command->service].used)
        return REFUSAL_SERVICE_UNKNOWN;
    if (date_of_instant(decision->now_ms, hall->settings.utc_offset_min).days != hall->day.days)
        return REFUSAL_CLOCK_WRONG; /* a day opens by itself, unless the clock cannot be right */
    if (!hall->day_open)
        return REFUSAL_HALL_CLOSED;
    if (hall_taking_stopped(hall, decision->command->service))
        return REFUSAL_TAKING_STOPPED;
    switch (hall_service_state(hall, decision->command->service, decision->now_ms)) {
    case SERVICE_CLOSED:
        return REFUSAL_SERVICE_CLOSED;
    case SERVICE_LUNCH:
        return REFUSAL_LUNCH;
    case SERVICE_FULL:
        return REFUSAL_QUOTA_REACHED;
    case SERVICE_OPEN:
        break;
    }
    enum refusal refusal = check_person(decision);
    if (refusal == REFUSAL_NONE)
        refusal = check_carried(decision);
    return refusal == REFUSAL_NONE && is_past_closing(decision) ? REFUSAL_WAIT_PAST_CLOSING : refusal;
}

enum refusal command_take(struct decision *decision)
{
    const struct command *command = decision->command;
    struct hall *hall = decision->hall;
    enum refusal refusal = why_no_number(decision);

    if (refusal != REFUSAL_NONE)
        return refusal;
    if (command->count < 1 || command->count > COUNT_MAX)
        return REFUSAL_OUT_OF_RANGE;
    int32_t printer = command->no_paper ? NO_SLOT : printer_for(hall, CASE_PAPER_TICKET, command->place);
    bool can_print = printer != NO_SLOT && printer_can_print(&hall->printers[printer]);
    if (command->actor.role == STAFF_ROLE_KIOSK && !can_print && !hall->settings.paperless)
        return REFUSAL_PRINTER_CANNOT;

    struct event event = decision_event(decision, EVENT_TICKET_TAKEN);
    event.ticket.value = hall->last_ticket + 1;
    event.service = command->service;
    event.number = hall->services[command->service].last_number + 1;
    event.priority = command->carried.value ? PRIORITY_CARRIED : command->priority;
    event.other = command->carried;
    text_copy(event.person, sizeof event.person, command->person);
    event.chinese = command->chinese;
    event.count = command->count;
    event.group = command->group;
    text_copy(event.item, sizeof event.item, command->item);
    decision_emit(decision, &event);
    decision->outcome->ticket = event.ticket;
    if (can_print)
        job_queue(decision, event.ticket, printer, 0);
    return REFUSAL_NONE;
}

static enum refusal find_ticket(const struct decision *decision, struct ticket **ret_ticket)
{
    int32_t slot = queue_slot(decision->hall, decision->command->ticket);

    if (slot == NO_SLOT)
        return REFUSAL_TICKET_UNKNOWN;
    *ret_ticket = &decision->hall->tickets[slot];
    decision->outcome->ticket = (*ret_ticket)->id;
    return REFUSAL_NONE;
}

enum refusal command_cancel(struct decision *decision)
{
    struct ticket *ticket;
    enum refusal refusal = find_ticket(decision, &ticket);

    if (refusal != REFUSAL_NONE)
        return refusal;
    if (ticket->state != TICKET_WAITING && ticket->state != TICKET_PARKED && ticket->state != TICKET_NO_SHOW)
        return REFUSAL_TICKET_NOT_WAITING;
    struct event event = decision_event(decision, EVENT_TICKET_CANCELLED);
    event.ticket = ticket->id;
    text_copy(event.reason, sizeof event.reason, decision->command->reason);
    decision_emit(decision, &event);
    const struct print_job *job = hall_job(decision->hall, ticket->job);
    if (job && job->state == JOB_QUEUED) { /* nobody comes for this paper */
        event = decision_event(decision, EVENT_PRINT_VOID);
        event.job = job->id;
        decision_emit(decision, &event);
    }
    return REFUSAL_NONE;
}

enum refusal command_return(struct decision *decision)
{
    struct ticket *ticket;
    enum refusal refusal = find_ticket(decision, &ticket);

    if (refusal != REFUSAL_NONE)
        return refusal;
    if (ticket->state != TICKET_NO_SHOW && ticket->state != TICKET_PARKED)
        return REFUSAL_TICKET_NOT_AWAY;
    if (ticket->state == TICKET_NO_SHOW && decision->now_ms - ticket->ended_ms > decision->hall->settings.return_within_ms)
        return REFUSAL_RETURN_TOO_LATE;
    if (!decision->hall->day_open)
        return REFUSAL_HALL_CLOSED;
    decision_emit_ticket(decision, EVENT_TICKET_RETURNED, ticket->id, 0);
    return REFUSAL_NONE;
}

enum refusal command_set_priority(struct decision *decision)
{
    struct ticket *ticket;
    enum refusal refusal = find_ticket(decision, &ticket);

    if (refusal != REFUSAL_NONE)
        return refusal;
    if (ticket->state != TICKET_WAITING)
        return REFUSAL_TICKET_NOT_WAITING;
    if (decision->command->reason[0] == '\0')
        return REFUSAL_REASON_NEEDED;
    struct event event = decision_event(decision, EVENT_TICKET_PRIORITY_CHANGED);
    event.ticket = ticket->id;
    event.priority = decision->command->priority;
    text_copy(event.reason, sizeof event.reason, decision->command->reason);
    decision_emit(decision, &event);
    return REFUSAL_NONE;
}

enum refusal command_reprint(struct decision *decision)
{
    struct ticket *ticket;
    enum refusal refusal = find_ticket(decision, &ticket);

    if (refusal != REFUSAL_NONE)
        return refusal;
    if (ticket->state > TICKET_PARKED && ticket->state != TICKET_NO_SHOW)
        return REFUSAL_TICKET_NOT_WAITING;
    int32_t printer = printer_for(decision->hall, CASE_PAPER_TICKET, decision->command->place);
    if (printer == NO_SLOT || !printer_can_print(&decision->hall->printers[printer]))
        return REFUSAL_REPRINT_CANNOT;
    /* a ticket without any paper yet gets its original now */
    job_queue(decision, ticket->id, printer, ticket->job.value == 0 ? 0 : ticket->copies + 1);
    return REFUSAL_NONE;
}
