/* What the events of print jobs and printers do to the hall. */
#include "core/apply.h"
#include "core/queue.h"

#include <string.h>

static int32_t printer_index(const struct hall *hall, const char *name)
{
    const struct printer *printer = hall_printer(hall, name);
    return printer ? (int32_t)(printer - hall->printers) : NO_SLOT;
}

static struct print_job *job_of(struct hall *hall, const struct event *event)
{
    const struct print_job *job = hall_job(hall, event->job);
    return job ? &hall->jobs[job - hall->jobs] : NULL;
}

static bool is_held(const struct print_job *job)
{
    return job->state == JOB_LEASED || job->state == JOB_PRINTING;
}

static bool is_open(const struct print_job *job)
{
    return job->state == JOB_QUEUED || is_held(job);
}

/* Moves a job on if it is in one of two states. */
static bool move_job(struct hall *hall, const struct event *event, enum job_state from, enum job_state or_from, enum job_state to)
{
    struct print_job *job = job_of(hall, event);

    if (!job || (job->state != from && job->state != or_from))
        return false;
    hall->leased_count -= is_held(job);
    job->state = to;
    hall->leased_count += is_held(job);
    text_copy(job->reason, sizeof job->reason, event->reason);
    while (hall->first_open < hall->job_count && !is_open(&hall->jobs[hall->first_open]))
        hall->first_open++;
    return true;
}

bool apply_print_queued(struct hall *hall, const struct event *event)
{
    int32_t slot = queue_slot(hall, event->ticket), printer = printer_index(hall, event->printer);

    bool of_case = event->kase.value > 0 && event->kase.value <= hall->last_case, test = event->paper == CASE_PAPER_TEST;

    if ((slot == NO_SLOT && !of_case && !test) || printer == NO_SLOT || event->job.value <= hall->last_job)
        return false;
    struct print_job *job = &hall->jobs[hall->job_count++];
    memset(job, 0, sizeof *job);
    job->id = event->job;
    job->ticket = event->ticket;
    job->kase = event->kase;
    job->paper = event->paper;
    job->state = JOB_QUEUED;
    job->printer = printer;
    job->copy = event->copy;
    hall->last_job = event->job.value;
    if (slot != NO_SLOT) {
        hall->tickets[slot].job = event->job;
        hall->tickets[slot].copies = event->copy;
    }
    return true;
}

bool apply_print_leased(struct hall *hall, const struct event *event)
{
    struct print_job *job = job_of(hall, event);

    if (!move_job(hall, event, JOB_QUEUED, JOB_QUEUED, JOB_LEASED))
        return false;
    job->fence = event->fence;
    job->lease_until_ms = event->at_ms + hall->settings.lease_ms;
    text_copy(job->worker, sizeof job->worker, event->name);
    return true;
}

bool apply_print_released(struct hall *hall, const struct event *event)
{
    return move_job(hall, event, JOB_LEASED, JOB_LEASED, JOB_QUEUED);
}

bool apply_print_printing(struct hall *hall, const struct event *event)
{
    struct print_job *job = job_of(hall, event);

    if (!move_job(hall, event, JOB_LEASED, JOB_LEASED, JOB_PRINTING))
        return false;
    job->lease_until_ms = event->at_ms + hall->settings.lease_ms;
    return true;
}

/* Takes from the printer's paper what a job needed. */
static void use_paper(struct hall *hall, const struct event *event)
{
    struct printer *printer = &hall->printers[job_of(hall, event)->printer];

    printer->paper_left = printer->paper_left > event->used ? printer->paper_left - event->used : 0;
}

bool apply_print_printed(struct hall *hall, const struct event *event)
{
    if (!move_job(hall, event, JOB_PRINTING, JOB_ATTENTION, JOB_PRINTED))
        return false;
    use_paper(hall, event);
    return true;
}

bool apply_print_attention(struct hall *hall, const struct event *event)
{
    if (!move_job(hall, event, JOB_PRINTING, JOB_LEASED, JOB_ATTENTION))
        return false;
    use_paper(hall, event);
    return true;
}

bool apply_print_failed(struct hall *hall, const struct event *event)
{
    return move_job(hall, event, JOB_PRINTING, JOB_LEASED, JOB_FAILED) || move_job(hall, event, JOB_ATTENTION, JOB_ATTENTION, JOB_FAILED);
}

bool apply_print_void(struct hall *hall, const struct event *event)
{
    return move_job(hall, event, JOB_QUEUED, JOB_ATTENTION, JOB_VOID);
}

bool apply_print_moved(struct hall *hall, const struct event *event)
{
    struct print_job *job = job_of(hall, event);
    int32_t printer = printer_index(hall, event->printer);

    if (!job || job->state != JOB_QUEUED || printer == NO_SLOT)
        return false;
    job->printer = printer;
    return true;
}

static bool set_paused(struct hall *hall, const struct event *event, bool paused)
{
    int32_t index = printer_index(hall, event->printer);

    if (index == NO_SLOT)
        return false;
    hall->printers[index].paused = paused;
    text_copy(hall->printers[index].pause_reason, sizeof hall->printers[index].pause_reason, event->reason);
    return true;
}

bool apply_printer_paused(struct hall *hall, const struct event *event)
{
    return set_paused(hall, event, true);
}

bool apply_printer_resumed(struct hall *hall, const struct event *event)
{
    return set_paused(hall, event, false);
}

bool apply_printer_reloaded(struct hall *hall, const struct event *event)
{
    int32_t index = printer_index(hall, event->printer);

    if (index == NO_SLOT || event->count < 0)
        return false;
    hall->printers[index].paper_left = event->count;
    hall->printers[index].emptied = false;
    return true;
}

bool apply_printer_low(struct hall *hall, const struct event *event)
{
    return printer_index(hall, event->printer) != NO_SLOT;
}

/* What a printer holds: a fresh load when it is told first or otherwise than before, and when it prints again after it was out of paper. */
static void note_paper(struct printer *printer, const struct event *event)
{
    bool fresh = printer->paper_full != event->paper_full || printer->sheets != (event->sheets != 0);

    if (event->printer_state == PRINTER_PAPER_OUT)
        printer->emptied = true;
    if (fresh || (printer->emptied && printer_state_can_print(event->printer_state)))
        printer->paper_left = event->paper_full;
    if (printer_state_can_print(event->printer_state))
        printer->emptied = false;
    printer->paper_full = event->paper_full;
    printer->sheets = event->sheets != 0;
}

bool apply_printer_changed(struct hall *hall, const struct event *event)
{
    int32_t index = printer_index(hall, event->printer);

    if ((unsigned)event->printer_state >= PRINTER_STATE_COUNT || event->printer[0] == '\0' ||
        (index == NO_SLOT && hall->printer_count >= PRINTERS_MAX))
        return false;
    if (index == NO_SLOT)
        index = hall->printer_count++;
    struct printer *printer = &hall->printers[index];
    text_copy(printer->name, sizeof printer->name, event->printer);
    text_copy(printer->place, sizeof printer->place, event->place);
    text_copy(printer->reason, sizeof printer->reason, event->reason);
    printer->state = event->printer_state;
    printer->prints = event->prints ? event->prints : INT64_C(1) << PRINT_KIND_TICKET; /* (older events know tickets alone) */
    printer->since_ms = printer->heard_ms = event->at_ms;
    text_copy(printer->spare, sizeof printer->spare, event->spare);
    printer->spare_after_ms = event->spare_after_ms;
    note_paper(printer, event);
    if (printer_state_can_print(event->printer_state))
        printer->trouble_ms = 0;
    else if (printer->trouble_ms == 0)
        printer->trouble_ms = event->at_ms;
    return true;
}
