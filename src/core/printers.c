/* Printers as people of the hall handle them: paused and resumed, tried with a test page, relieved of papers that wait; and the spare that takes over
 * the papers of one that has been in trouble for too long. Only papers that wait ever move: what was leased may be coming out. */
#include "core/decision.h"

#include <string.h>

enum { FEW_SHEETS = 10, FEW_MM = 3000 };

bool printer_can_print(const struct printer *printer)
{
    return printer_state_can_print(printer->state) && !printer->paused;
}

enum printer_state printer_shown_state(const struct printer *printer)
{
    return printer->paused ? PRINTER_PAUSED : printer->state;
}

bool printer_paper_low(const struct printer *printer)
{
    int32_t few = printer->sheets ? FEW_SHEETS : FEW_MM, low = printer->paper_full / 10;

    if (low < few)
        low = few < printer->paper_full / 2 ? few : printer->paper_full / 2;
    return printer->paper_full > 0 && printer->paper_left <= low;
}

enum print_kind paper_kind(enum case_paper paper)
{
    switch (paper) {
    case CASE_PAPER_TICKET:
    case CASE_PAPER_EMERGENCY:
    case CASE_PAPER_TEST: return PRINT_KIND_TICKET;
    case CASE_PAPER_CERTIFICATE: return PRINT_KIND_CERTIFICATE;
    default: return PRINT_KIND_SLIP;
    }
}

int32_t printer_spare(const struct hall *hall, int32_t printer)
{
    const struct printer *spare = hall_printer(hall, hall->printers[printer].spare);

    return spare && printer_can_print(spare) && spare != &hall->printers[printer] ? (int32_t)(spare - hall->printers) : NO_SLOT;
}

static bool prints_this(const struct printer *printer, const struct print_job *job)
{
    return job->paper != CASE_PAPER_TEST && (printer->prints >> paper_kind(job->paper) & 1);
}

static bool waits_for_spare(const struct hall *hall, const struct print_job *job, int32_t printer, int32_t spare)
{
    return job->printer == printer && job->state == JOB_QUEUED && prints_this(&hall->printers[spare], job);
}

int64_t printer_spare_due_ms(const struct hall *hall, int32_t index)
{
    const struct printer *printer = &hall->printers[index];
    int32_t spare = printer->trouble_ms > 0 ? printer_spare(hall, index) : NO_SLOT;

    for (int32_t i = hall->first_open; i < hall->job_count && spare != NO_SLOT; i++)
        if (waits_for_spare(hall, &hall->jobs[i], index, spare))
            return printer->trouble_ms + printer->spare_after_ms;
    return INT64_MAX;
}

static void move_job(struct decision *decision, const struct print_job *job, int32_t to, const char *reason)
{
    struct event event = decision_event(decision, EVENT_PRINT_MOVED);

    event.job = job->id;
    text_copy(event.printer, sizeof event.printer, decision->hall->printers[to].name);
    text_copy(event.reason, sizeof event.reason, reason);
    event.automatic = decision->command == NULL;
    decision_emit(decision, &event);
}

void printer_tick(struct decision *decision)
{
    const struct hall *hall = decision->hall;

    for (int32_t index = 0; index < hall->printer_count; index++) {
        if (decision->now_ms < printer_spare_due_ms(hall, index))
            continue;
        int32_t spare = printer_spare(hall, index);
        for (int32_t i = hall->first_open; i < hall->job_count; i++)
            if (waits_for_spare(hall, &hall->jobs[i], index, spare))
                move_job(decision, &hall->jobs[i], spare, printer_state_word(hall->printers[index].state));
    }
}

enum refusal command_job_move(struct decision *decision)
{
    struct hall *hall = decision->hall;
    const struct print_job *job = hall_job(hall, decision->command->job);
    const struct printer *to = hall_printer(hall, decision->command->printer);

    if (!job)
        return REFUSAL_JOB_UNKNOWN;
    if (!to)
        return REFUSAL_PRINTER_UNKNOWN;
    if (job->state != JOB_QUEUED)
        return REFUSAL_JOB_STATE_WRONG;
    if (!prints_this(to, job))
        return REFUSAL_PRINTER_OTHER_KIND;
    decision->outcome->job = job->id;
    if (to != &hall->printers[job->printer])
        move_job(decision, job, (int32_t)(to - hall->printers), decision->command->reason);
    return REFUSAL_NONE;
}

static enum refusal set_paused(struct decision *decision, enum event_type type, bool paused)
{
    const struct printer *printer = hall_printer(decision->hall, decision->command->printer);

    if (!printer)
        return REFUSAL_PRINTER_UNKNOWN;
    if (printer->paused == paused)
        return paused ? REFUSAL_PRINTER_PAUSED : REFUSAL_PRINTER_NOT_PAUSED;
    struct event event = decision_event(decision, type);
    text_copy(event.printer, sizeof event.printer, printer->name);
    if (paused)
        text_copy(event.reason, sizeof event.reason, decision->command->reason);
    decision_emit(decision, &event);
    return REFUSAL_NONE;
}

enum refusal command_printer_pause(struct decision *decision)
{
    return set_paused(decision, EVENT_PRINTER_PAUSED, true);
}

enum refusal command_printer_resume(struct decision *decision)
{
    return set_paused(decision, EVENT_PRINTER_RESUMED, false);
}

enum refusal command_printer_test(struct decision *decision)
{
    struct hall *hall = decision->hall;
    const struct printer *printer = hall_printer(hall, decision->command->printer);

    if (!printer)
        return REFUSAL_PRINTER_UNKNOWN;
    struct event event = decision_event(decision, EVENT_PRINT_QUEUED);
    event.job.value = hall->last_job + 1;
    event.paper = CASE_PAPER_TEST;
    text_copy(event.printer, sizeof event.printer, printer->name);
    decision_emit(decision, &event);
    decision->outcome->job = event.job;
    return REFUSAL_NONE;
}

void printer_tell_low(struct decision *decision, int32_t index)
{
    const struct printer *printer = &decision->hall->printers[index];
    struct event event = decision_event(decision, EVENT_PRINTER_LOW);

    text_copy(event.printer, sizeof event.printer, printer->name);
    event.count = printer->paper_left;
    decision_emit(decision, &event);
}

enum refusal command_printer_reload(struct decision *decision)
{
    const struct printer *printer = hall_printer(decision->hall, decision->command->printer);
    int32_t count = decision->command->count;

    if (!printer)
        return REFUSAL_PRINTER_UNKNOWN;
    if (printer->paper_full == 0)
        return REFUSAL_PAPER_NOT_COUNTED;
    if (count < 0 || count > PAPER_MOST)
        return REFUSAL_OUT_OF_RANGE;
    struct event event = decision_event(decision, EVENT_PRINTER_RELOADED);
    text_copy(event.printer, sizeof event.printer, printer->name);
    event.count = count > 0 ? count : printer->paper_full;
    decision_emit(decision, &event);
    return REFUSAL_NONE;
}
