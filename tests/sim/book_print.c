/* What the events of papers and printers mean: a paper is in one hand at a time, its first byte goes out once, and there are never two
 * originals. */
#include "sim/book.h"

#include <string.h>

#define STATES "state machines"
#define PAPER "a number and its paper"

static bool is_held(const struct book_job *job)
{
    return job->state == JOB_LEASED || job->state == JOB_PRINTING;
}

static bool can_print(const struct book_printer *printer)
{
    return !printer->paused && (printer->state == PRINTER_READY || printer->state == PRINTER_PAPER_LOW);
}

static void queued(struct book *book, const struct event *event)
{
    struct book_ticket *ticket = book_ticket(book, event->ticket.value);
    struct book_job *job = &book->jobs[book->job_count];
    int32_t printer = book_printer(book, event->printer);

    BOOK_NEEDS(book, book->job_count == 0 || event->job.value > book->jobs[book->job_count - 1].id,
               PAPER, "print job %lld again", (long long)event->job.value);
    if (!BOOK_NEEDS(book, ticket && printer >= 0, PAPER, "a paper for an unknown ticket or printer"))
        return;
    BOOK_NEEDS(book, can_print(&book->printers[printer]), PAPER, "a paper for a printer that cannot print");
    BOOK_NEEDS(book, event->copy == (ticket->job == 0 ? 0 : ticket->copies + 1),
               PAPER, "copy %d of the paper of ticket %lld comes after copy %d", (int)event->copy,
               (long long)ticket->id, (int)ticket->copies);
    *job = (struct book_job){.id = event->job.value, .ticket = ticket->id, .state = JOB_QUEUED, .printer = printer, .copy = event->copy};
    book->job_count++;
    ticket->job = job->id;
    ticket->copies = event->copy;
}

static void leased(struct book *book, const struct event *event, struct book_job *job)
{
    for (int32_t i = book->first_job; i < book->job_count; i++) {
        const struct book_job *other = &book->jobs[i];
        if (other->printer != job->printer)
            continue;
        BOOK_NEEDS(book, !is_held(other), PAPER, "jobs %lld and %lld are leased at one printer", (long long)other->id, (long long)job->id);
        BOOK_NEEDS(book, other->id >= job->id || other->state != JOB_QUEUED,
                   PAPER, "job %lld is leased before job %lld", (long long)job->id, (long long)other->id);
    }
    BOOK_NEEDS(book, event->fence == job->fence + 1,
               PAPER, "the fencing number of job %lld goes from %lld to %lld", (long long)job->id, (long long)job->fence,
               (long long)event->fence);
    job->fence = event->fence;
    job->until_ms = job->durable_until_ms = event->at_ms + book->settings.lease_ms;
    job->state = JOB_LEASED;
}

int64_t book_spare_due_ms(const struct book *book, const struct book_job *job)
{
    const struct book_printer *from = &book->printers[job->printer];
    int32_t spare = book_printer(book, from->spare);

    return spare >= 0 && spare != job->printer && from->trouble_ms > 0 && can_print(&book->printers[spare]) ? from->trouble_ms + from->spare_after_ms : INT64_MAX;
}

/* A paper goes to another printer only while it waits; by itself only to the spare, when its own printer has been in trouble for the set time. */
static void goes(struct book *book, const struct event *event, struct book_job *job)
{
    int32_t to = book_printer(book, event->printer);
    const struct book_printer *from = &book->printers[job->printer];

    if (!BOOK_NEEDS(book, to >= 0 && to != job->printer, PAPER, "job %lld is moved to nowhere", (long long)job->id))
        return;
    if (event->actor.role == STAFF_ROLE_SYSTEM)
        BOOK_NEEDS(book, strcmp(from->spare, event->printer) == 0 && can_print(&book->printers[to]) && from->trouble_ms > 0 &&
                             event->at_ms - from->trouble_ms >= from->spare_after_ms, PAPER, "job %lld goes to a spare too soon, or to no spare", (long long)job->id);
    job->printer = to;
}

static unsigned comes_from(enum event_type type)
{
    switch (type) {
    case EVENT_PRINT_MOVED:
    case EVENT_PRINT_LEASED: return 1U << JOB_QUEUED;
    case EVENT_PRINT_RELEASED:
    case EVENT_PRINT_PRINTING: return 1U << JOB_LEASED;
    case EVENT_PRINT_PRINTED: return 1U << JOB_PRINTING | 1U << JOB_ATTENTION;
    case EVENT_PRINT_ATTENTION: return 1U << JOB_PRINTING;
    case EVENT_PRINT_FAILED: return 1U << JOB_LEASED | 1U << JOB_PRINTING;
    case EVENT_PRINT_VOID: return 1U << JOB_QUEUED | 1U << JOB_ATTENTION;
    default: return 0;
    }
}

static void moved(struct book *book, const struct event *event, struct book_job *job)
{
    bool by_time = event->actor.role == STAFF_ROLE_SYSTEM;

    switch (event->type) {
    case EVENT_PRINT_LEASED:
        leased(book, event, job);
        break;
    case EVENT_PRINT_MOVED:
        goes(book, event, job);
        break;
    case EVENT_PRINT_RELEASED:
        BOOK_NEEDS(book, !by_time || event->at_ms >= job->until_ms, PAPER, "the lease of job %lld ended too soon", (long long)job->id);
        job->state = JOB_QUEUED;
        break;
    case EVENT_PRINT_PRINTING:
        BOOK_NEEDS(book, ++job->papers == 1, PAPER, "job %lld is printed twice", (long long)job->id);
        job->until_ms = job->durable_until_ms = event->at_ms + book->settings.lease_ms;
        job->state = JOB_PRINTING;
        break;
    case EVENT_PRINT_PRINTED:
        BOOK_NEEDS(book, job->state == JOB_PRINTING || job->overdue, PAPER, "job %lld is printed after somebody looked at it", (long long)job->id);
        job->state = JOB_PRINTED;
        break;
    case EVENT_PRINT_ATTENTION:
        BOOK_NEEDS(book, !by_time || event->at_ms >= job->until_ms, PAPER, "the lease of job %lld ended too soon", (long long)job->id);
        job->overdue = by_time;
        job->state = JOB_ATTENTION;
        break;
    case EVENT_PRINT_FAILED:
        job->state = JOB_FAILED;
        break;
    default:
        job->state = JOB_VOID;
    }
}

static void printer_changed(struct book *book, const struct event *event)
{
    int32_t index = book_printer(book, event->printer);

    if (index < 0 && !BOOK_NEEDS(book, book->printer_count < PRINTERS_MAX, STATES, "too many printers"))
        return;
    if (index < 0)
        index = book->printer_count++;
    struct book_printer *printer = &book->printers[index];
    BOOK_NEEDS(book, event->printer_state != PRINTER_AWAY || event->at_ms - printer->heard_ms >= book->settings.printer_silence_ms, STATES,
               "printer %s is away too soon", event->printer);
    memcpy(printer->name, event->printer, sizeof printer->name);
    memcpy(printer->place, event->place, sizeof printer->place);
    memcpy(printer->reason, event->reason, sizeof printer->reason);
    memcpy(printer->spare, event->spare, sizeof printer->spare);
    printer->spare_after_ms = event->spare_after_ms;
    printer->state = event->printer_state;
    printer->heard_ms = event->at_ms;
    if (printer->state == PRINTER_READY || printer->state == PRINTER_PAPER_LOW)
        printer->trouble_ms = 0;
    else if (printer->trouble_ms == 0)
        printer->trouble_ms = event->at_ms;
}

void book_print_event(struct book *book, const struct event *event)
{
    if (event->type == EVENT_PRINT_QUEUED) {
        queued(book, event);
        return;
    }
    if (event->type == EVENT_PRINTER_CHANGED) {
        printer_changed(book, event);
        return;
    }
    if (event->type == EVENT_PRINTER_PAUSED || event->type == EVENT_PRINTER_RESUMED) {
        int32_t index = book_printer(book, event->printer);
        if (BOOK_NEEDS(book, index >= 0 && book->printers[index].paused != (event->type == EVENT_PRINTER_PAUSED), STATES, "%s of printer %s", event_word(event->type), event->printer))
            book->printers[index].paused = event->type == EVENT_PRINTER_PAUSED;
        return;
    }
    struct book_job *job = book_job(book, event->job.value);
    if (BOOK_NEEDS(book, job != NULL, PAPER, "%s of an unknown job", event_word(event->type)) &&
        BOOK_NEEDS(book, comes_from(event->type) >> job->state & 1,
                   STATES, "%s of job %lld, which is %s", event_word(event->type), (long long)job->id,
                   job_state_word(job->state)))
        moved(book, event, job);
}
