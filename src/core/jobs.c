/* Print jobs: leased with a fencing number, printing before the first byte goes out, and never two originals. */
#include "core/decision.h"

#include <string.h>

static const char lease_expired[] = "lease-expired";

void job_queue(struct decision *decision, struct ticket_id ticket, int32_t printer, int32_t copy)
{
    struct event event = decision_event(decision, EVENT_PRINT_QUEUED);

    event.job.value = decision->hall->last_job + 1;
    event.ticket = ticket;
    event.copy = copy;
    text_copy(event.printer, sizeof event.printer, decision->hall->printers[printer].name);
    decision_emit(decision, &event);
    decision->outcome->job = event.job;
}

int32_t printer_for(const struct hall *hall, enum case_paper paper, const char *place)
{
    enum print_kind kind = paper_kind(paper);
    int32_t found = NO_SLOT;

    for (int32_t i = 0; i < hall->printer_count; i++) {
        const struct printer *printer = &hall->printers[i];
        if (!(printer->prints >> kind & 1) || (place[0] && strcmp(printer->place, place) != 0))
            continue;
        if (found == NO_SLOT || (printer_can_print(printer) && !printer_can_print(&hall->printers[found])))
            found = i;
    }
    return found;
}

enum refusal command_printer_report(struct decision *decision)
{
    const struct command *command = decision->command;
    struct hall *hall = decision->hall;
    const struct printer *known = hall_printer(hall, command->printer);

    if (command->printer[0] == '\0' || command->printer_state == PRINTER_AWAY || command->printer_state == PRINTER_PAUSED)
        return REFUSAL_PRINTER_WRONG;
    if (!known && hall->printer_count >= PRINTERS_MAX)
        return REFUSAL_PRINTERS_FULL;
    int64_t prints = command->prints ? command->prints : INT64_C(1) << PRINT_KIND_TICKET;
    if (known && known->state == command->printer_state && known->prints == prints && strcmp(known->place, command->place) == 0 &&
        strcmp(known->reason, command->reason) == 0 && strcmp(known->spare, command->spare) == 0 && known->spare_after_ms == command->spare_after_ms &&
        known->paper_full == command->paper_full && known->sheets == command->sheets) {
        hall->printers[known - hall->printers].heard_ms = decision->now_ms; /* a sign of life changes nothing that lasts */
        return REFUSAL_NONE;
    }
    struct event event = decision_event(decision, EVENT_PRINTER_CHANGED);
    text_copy(event.printer, sizeof event.printer, command->printer);
    text_copy(event.place, sizeof event.place, command->place);
    text_copy(event.reason, sizeof event.reason, command->reason);
    event.printer_state = command->printer_state;
    event.prints = prints;
    text_copy(event.spare, sizeof event.spare, command->spare);
    event.spare_after_ms = command->spare_after_ms;
    event.paper_full = command->paper_full;
    event.sheets = command->sheets;
    decision_emit(decision, &event);
    return REFUSAL_NONE;
}

/* A printer's papers come out in order, one at a time: NULL while one is under way. (One that was moved here stands before those that are under way already.) */
static const struct print_job *next_of(const struct hall *hall, const struct printer *printer)
{
    const struct print_job *next = NULL;

    for (int32_t i = hall->first_open; i < hall->job_count; i++) {
        const struct print_job *job = &hall->jobs[i];
        if (job->printer != printer - hall->printers)
            continue;
        if (job->state == JOB_LEASED || job->state == JOB_PRINTING)
            return NULL;
        if (job->state == JOB_QUEUED && !next)
            next = job;
    }
    return next;
}

enum refusal command_job_lease(struct decision *decision)
{
    const struct printer *printer = hall_printer(decision->hall, decision->command->printer);

    if (!printer)
        return REFUSAL_PRINTER_UNKNOWN;
    const struct print_job *job = printer->paused ? NULL : next_of(decision->hall, printer);
    if (!job) {
        decision->outcome->nothing = true;
        return REFUSAL_NONE;
    }
    struct event event = decision_event(decision, EVENT_PRINT_LEASED);
    event.job = job->id;
    event.fence = job->fence + 1;
    text_copy(event.name, sizeof event.name, decision->command->actor.token);
    decision_emit(decision, &event);
    decision->outcome->job = event.job;
    return REFUSAL_NONE;
}

/* Whether only the time took the lease away while the paper was in the printer: its worker may still say what became of it. */
static bool is_overdue(const struct print_job *job)
{
    return job->state == JOB_ATTENTION && strcmp(job->reason, lease_expired) == 0;
}

/* Finds the job of a command and checks that the caller holds its lease. */
static enum refusal held_job(struct decision *decision, struct print_job **ret_job)
{
    const struct print_job *job = hall_job(decision->hall, decision->command->job);

    if (!job)
        return REFUSAL_JOB_UNKNOWN;
    decision->outcome->job = job->id;
    if (job->fence != decision->command->fence || (job->state != JOB_LEASED && job->state != JOB_PRINTING && job->state != JOB_PRINTED && !is_overdue(job)))
        return REFUSAL_LEASE_LOST;
    *ret_job = &decision->hall->jobs[job - decision->hall->jobs];
    return REFUSAL_NONE;
}

static enum refusal move(struct decision *decision, enum job_state from, enum event_type type)
{
    struct print_job *job;
    enum refusal refusal = held_job(decision, &job);

    if (refusal != REFUSAL_NONE)
        return refusal;
    if (job->state != from)
        return REFUSAL_JOB_STATE_WRONG;
    struct event event = decision_event(decision, type);
    event.job = job->id;
    event.fence = job->fence;
    if (event_has(type, EVENT_FIELD_REASON)) /* what the journal would not keep must not be in the hall either */
        text_copy(event.reason, sizeof event.reason, decision->command->reason);
    if (event_has(type, EVENT_FIELD_USED))
        event.used = decision->command->used;
    bool low = printer_paper_low(&decision->hall->printers[job->printer]);
    decision_emit(decision, &event);
    if (!low && printer_paper_low(&decision->hall->printers[job->printer]))
        printer_tell_low(decision, job->printer);
    return REFUSAL_NONE;
}

enum refusal command_job_renew(struct decision *decision)
{
    struct print_job *job;
    enum refusal refusal = held_job(decision, &job);

    if (refusal == REFUSAL_NONE)
        job->lease_until_ms = decision->now_ms + decision->hall->settings.lease_ms; /* not in the journal: after a restart leases end early */
    return refusal;
}

enum refusal command_job_release(struct decision *decision)
{
    return move(decision, JOB_LEASED, EVENT_PRINT_RELEASED);
}

enum refusal command_job_printing(struct decision *decision)
{
    return move(decision, JOB_LEASED, EVENT_PRINT_PRINTING);
}

enum refusal command_job_printed(struct decision *decision)
{
    struct print_job *job;
    enum refusal refusal = held_job(decision, &job);

    return refusal != REFUSAL_NONE ? refusal : move(decision, is_overdue(job) ? JOB_ATTENTION : JOB_PRINTING, EVENT_PRINT_PRINTED);
}

enum refusal command_job_attention(struct decision *decision)
{
    return move(decision, JOB_PRINTING, EVENT_PRINT_ATTENTION);
}

enum refusal command_job_failed(struct decision *decision)
{
    struct print_job *job;
    enum refusal refusal = held_job(decision, &job);

    return refusal != REFUSAL_NONE ? refusal : move(decision, job->state == JOB_LEASED ? JOB_LEASED : JOB_PRINTING, EVENT_PRINT_FAILED);
}

static void end_lease(struct decision *decision, const struct print_job *job)
{
    struct event event = decision_event(decision, job->state == JOB_LEASED ? EVENT_PRINT_RELEASED : EVENT_PRINT_ATTENTION);

    event.job = job->id;
    event.automatic = 1;
    if (event.type == EVENT_PRINT_ATTENTION)
        text_copy(event.reason, sizeof event.reason, lease_expired); /* the paper may or may not have come out */
    decision_emit(decision, &event);
}

void job_tick(struct decision *decision)
{
    struct hall *hall = decision->hall;

    for (int32_t i = hall->first_open; i < hall->job_count && hall->leased_count > 0; i++)
        if ((hall->jobs[i].state == JOB_LEASED || hall->jobs[i].state == JOB_PRINTING) && decision->now_ms >= hall->jobs[i].lease_until_ms)
            end_lease(decision, &hall->jobs[i]);
    for (int32_t i = 0; i < hall->printer_count; i++) {
        struct printer *printer = &hall->printers[i];
        if (printer->state == PRINTER_AWAY || decision->now_ms - printer->heard_ms < hall->settings.printer_silence_ms)
            continue;
        struct event event = decision_event(decision, EVENT_PRINTER_CHANGED);
        text_copy(event.printer, sizeof event.printer, printer->name);
        text_copy(event.place, sizeof event.place, printer->place);
        event.printer_state = PRINTER_AWAY;
        event.prints = printer->prints;
        text_copy(event.spare, sizeof event.spare, printer->spare);
        event.spare_after_ms = printer->spare_after_ms;
        event.paper_full = printer->paper_full;
        event.sheets = printer->sheets;
        decision_emit(decision, &event);
    }
}
