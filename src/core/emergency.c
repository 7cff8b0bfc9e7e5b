/* The downtime kit: a roll of numbered tickets made beforehand, for the drawer, and the numbers that were given from it by hand, entered when all works again. */
#include "core/apply.h"
#include "core/decision.h"
#include "core/queue.h"

#include <string.h>

enum { EMERGENCY_SERVICE = 'E' - 'A' };

enum refusal command_emergency_roll(struct decision *decision)
{
    struct hall *hall = decision->hall;
    const struct command *command = decision->command;
    int32_t printer = printer_for(hall, CASE_PAPER_EMERGENCY, command->place);

    if (hall->settings.services[EMERGENCY_SERVICE].used)
        return REFUSAL_EMERGENCY_LETTER;
    if (command->count < 1 || command->count > EMERGENCY_ROLL_MOST || hall->last_emergency + command->count > EMERGENCY_MOST)
        return REFUSAL_OUT_OF_RANGE;
    if (printer == NO_SLOT)
        return REFUSAL_NO_PRINTER;
    struct event event = decision_event(decision, EVENT_EMERGENCY_MADE);
    event.job.value = hall->last_job + 1;
    event.number = hall->last_emergency + 1;
    event.count = command->count;
    text_copy(event.printer, sizeof event.printer, hall->printers[printer].name);
    decision_emit(decision, &event);
    decision->outcome->job = event.job;
    return REFUSAL_NONE;
}

static bool is_entered(const struct hall *hall, int32_t number)
{
    for (int32_t i = 0; i < hall->ticket_count; i++)
        if (hall->tickets[i].letter == EMERGENCY_SERVICE && hall->tickets[i].number == number)
            return true;
    return false;
}

enum refusal command_emergency_enter(struct decision *decision)
{
    const struct command *command = decision->command;
    const struct hall *hall = decision->hall;

    if (command->service < 0 || command->service >= SERVICES_MAX || !hall->settings.services[command->service].used)
        return REFUSAL_SERVICE_UNKNOWN;
    if (hall->settings.services[EMERGENCY_SERVICE].used)
        return REFUSAL_EMERGENCY_LETTER;
    if (!hall->day_open)
        return REFUSAL_HALL_CLOSED;
    if (command->number < 1 || command->number > hall->last_emergency)
        return REFUSAL_EMERGENCY_UNKNOWN;
    if (is_entered(hall, command->number))
        return REFUSAL_EMERGENCY_ENTERED;
    if (command->taken_ms < date_start_ms(hall->day, hall->settings.utc_offset_min) || command->taken_ms > decision->now_ms)
        return REFUSAL_OUT_OF_RANGE;
    struct event event = decision_event(decision, EVENT_TICKET_ENTERED);
    event.ticket.value = hall->last_ticket + 1;
    event.service = command->service;
    event.number = command->number;
    event.taken_ms = command->taken_ms;
    event.priority = command->priority;
    event.chinese = command->chinese;
    event.automatic = command->automatic;
    decision_emit(decision, &event);
    decision->outcome->ticket = event.ticket;
    return REFUSAL_NONE;
}

bool apply_emergency_made(struct hall *hall, const struct event *event)
{
    int32_t printer = 0;

    while (printer < hall->printer_count && strcmp(hall->printers[printer].name, event->printer) != 0)
        printer++;
    if (printer == hall->printer_count || event->job.value <= hall->last_job || event->number != hall->last_emergency + 1 || event->count < 1)
        return false;
    struct print_job *job = &hall->jobs[hall->job_count++];
    memset(job, 0, sizeof *job);
    job->id = event->job;
    job->paper = CASE_PAPER_EMERGENCY;
    job->state = JOB_QUEUED;
    job->printer = printer;
    job->first = event->number;
    job->count = event->count;
    hall->last_job = event->job.value;
    hall->last_emergency += event->count;
    return true;
}

/* The number keeps the letter of the roll, whatever the service: it is what stands on the paper in somebody's hand. Its place in the queue is that of the time when it was given. */
bool apply_ticket_entered(struct hall *hall, const struct event *event)
{
    if (event->service < 0 || event->service >= SERVICES_MAX || event->ticket.value <= hall->last_ticket || (unsigned)event->priority >= PRIORITY_COUNT)
        return false;
    int32_t slot = hall->ticket_count++;
    struct ticket *ticket = &hall->tickets[slot];
    memset(ticket, 0, sizeof *ticket);
    ticket->id = event->ticket;
    ticket->day = hall->day;
    ticket->service = event->service;
    ticket->letter = EMERGENCY_SERVICE;
    ticket->number = event->number;
    ticket->priority = event->priority;
    ticket->taken_ms = event->taken_ms;
    ticket->count = 1;
    ticket->group = -1;
    ticket->chinese = event->chinese != 0;
    ticket->return_mark = -1;
    ticket->previous = ticket->next = NO_SLOT;
    hall->services[event->service].taken++;
    hall->last_ticket = event->ticket.value;
    if (event->automatic) { /* served by hand, too */
        ticket->state = TICKET_DONE;
        ticket->ended_ms = event->at_ms;
        hall->done++;
    } else {
        queue_insert(hall, slot);
    }
    return true;
}
