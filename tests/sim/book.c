#include "sim/book.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void book_wrong(struct book *book, const char *invariant, const char *format, ...)
{
    va_list values;

    if (book->invariant)
        return;
    book->invariant = invariant;
    va_start(values, format);
    vsnprintf(book->message, sizeof book->message, format, values);
    va_end(values);
}

void book_init(struct book *book)
{
    memset(book, 0, sizeof *book);
}

void book_finish(struct book *book)
{
    free(book->tickets);
    free(book->open);
    free(book->jobs);
    memset(book, 0, sizeof *book);
}

static void *grown(void *block, int32_t count, int32_t *room, size_t size)
{
    if (count <= *room)
        return block;
    *room = count * 2 + 64;
    block = realloc(block, (size_t)*room * size);
    if (!block)
        abort();
    return block;
}

void book_copy(struct book *to, const struct book *from)
{
    struct book_ticket *tickets = grown(to->tickets, from->ticket_count, &to->ticket_room, sizeof *tickets);
    struct book_job *jobs = grown(to->jobs, from->job_count, &to->job_room, sizeof *jobs);
    int32_t *open = grown(to->open, from->open_count, &to->open_room, sizeof *open);
    int32_t ticket_room = to->ticket_room, job_room = to->job_room, open_room = to->open_room;

    if (from->ticket_count)
        memcpy(tickets, from->tickets, (size_t)from->ticket_count * sizeof *tickets);
    if (from->job_count)
        memcpy(jobs, from->jobs, (size_t)from->job_count * sizeof *jobs);
    if (from->open_count)
        memcpy(open, from->open, (size_t)from->open_count * sizeof *open);
    *to = *from;
    to->tickets = tickets;
    to->jobs = jobs;
    to->open = open;
    to->ticket_room = ticket_room;
    to->job_room = job_room;
    to->open_room = open_room;
}

struct book_ticket *book_ticket(const struct book *book, int64_t id)
{
    int32_t low = 0, high = book->ticket_count;

    while (low < high) {
        int32_t middle = (low + high) / 2;
        if (book->tickets[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low < book->ticket_count && book->tickets[low].id == id && !book->tickets[low].forgotten ? &book->tickets[low] : NULL;
}

struct book_job *book_job(const struct book *book, int64_t id)
{
    for (int32_t i = book->job_count - 1; i >= book->first_job; i--)
        if (book->jobs[i].id == id)
            return book->jobs[i].forgotten ? NULL : &book->jobs[i];
    return NULL;
}

int32_t book_printer(const struct book *book, const char *name)
{
    for (int32_t i = 0; i < book->printer_count; i++)
        if (strcmp(book->printers[i].name, name) == 0)
            return i;
    return -1;
}

bool book_may_serve(const struct book *book, int32_t window, const struct book_ticket *ticket)
{
    if (ticket->only_window != 0 && ticket->only_window != window)
        return false;
    if ((book->settings.windows[window].services >> ticket->service & 1) == 0)
        return false;
    return ticket->group < 0 || (book->windows[window].skills >> ticket->group & 1) == 1;
}

bool book_has_work(const struct book *book, int32_t window)
{
    for (int32_t i = 0; i < book->open_count; i++) {
        const struct book_ticket *ticket = &book->tickets[book->open[i]];
        if (ticket->state == TICKET_WAITING && book_may_serve(book, window, ticket))
            return true;
    }
    return false;
}

static int64_t local_minutes(const struct book *book, int64_t at_ms)
{
    int64_t minutes = at_ms / 60000 - (at_ms % 60000 < 0);
    return minutes + book->settings.utc_offset_min;
}

int32_t book_day_of(const struct book *book, int64_t at_ms)
{
    int64_t minutes = local_minutes(book, at_ms);
    return (int32_t)(minutes / 1440 - (minutes % 1440 < 0));
}

int32_t book_minute_of(const struct book *book, int64_t at_ms)
{
    return (int32_t)(local_minutes(book, at_ms) - book_day_of(book, at_ms) * INT64_C(1440));
}

static void sooner(int64_t *due, int64_t when)
{
    if (when < *due)
        *due = when;
}

int64_t book_due_ms(const struct book *book)
{
    enum { FIRST_DAY = 18262 }; /* 2020-01-01: a clock before that has not been set, and opens no day */
    int32_t next_day = book->day + 1 > FIRST_DAY ? book->day + 1 : FIRST_DAY;
    int64_t due = (next_day * INT64_C(1440) - book->settings.utc_offset_min) * 60000;

    for (int32_t number = 1; number <= WINDOWS_MAX; number++) {
        const struct book_window *window = &book->windows[number];
        if (window->state == WINDOW_READY)
            sooner(&due, window->since_ms + book->settings.ready_lapse_ms);
        else if (window->state == WINDOW_CALLING && book_ticket(book, window->ticket))
            sooner(&due, book_ticket(book, window->ticket)->last_call_ms + book->settings.auto_start_ms);
    }
    for (int32_t i = book->first_job; i < book->job_count; i++)
        if (book->jobs[i].state == JOB_LEASED || book->jobs[i].state == JOB_PRINTING)
            sooner(&due, book->jobs[i].until_ms);
    for (int32_t i = 0; i < book->printer_count; i++)
        if (book->printers[i].state != PRINTER_AWAY)
            sooner(&due, book->printers[i].heard_ms + book->settings.printer_silence_ms);
    for (int32_t i = book->first_job; i < book->job_count; i++)
        if (book->jobs[i].state == JOB_QUEUED && !book->jobs[i].forgotten)
            sooner(&due, book_spare_due_ms(book, &book->jobs[i]));
    return due;
}

void book_restart(struct book *book, int64_t now_ms)
{
    for (int32_t i = book->first_job; i < book->job_count; i++)
        book->jobs[i].until_ms = book->jobs[i].durable_until_ms;
    for (int32_t i = 0; i < book->printer_count; i++)
        book->printers[i].heard_ms = now_ms;
}

void book_open_add(struct book *book, int32_t index)
{
    book->open = grown(book->open, book->open_count + 1, &book->open_room, sizeof *book->open);
    book->open[book->open_count++] = index;
}

/* Strikes out those that are over. A no-show may come back, and what was finished may be taken back as long as it is the last act of a
 * window. */
void book_open_sort_out(struct book *book)
{
    int32_t kept = 0;

    for (int32_t i = 0; i < book->open_count; i++) {
        enum ticket_state state = book->tickets[book->open[i]].state;
        if (state <= TICKET_PARKED || state == TICKET_NO_SHOW)
            book->open[kept++] = book->open[i];
    }
    book->open_count = kept;
}

void book_event(struct book *book, const struct event *event)
{
    BOOK_NEEDS(book, event->seq == book->seq + 1,
               "every change has an event", "event %lld comes after %lld", (long long)event->seq, (long long)book->seq);
    BOOK_NEEDS(book, event->at_ms >= book->now_ms, "time", "event %lld is of the past", (long long)event->seq);
    book->seq = event->seq;
    book->now_ms = event->at_ms;
    if (event->type >= EVENT_TICKET_TAKEN && event->type <= EVENT_TICKET_PRIORITY_CHANGED) {
        if (event->type == EVENT_TICKET_TAKEN) {
            book->tickets = grown(book->tickets, book->ticket_count + 1, &book->ticket_room, sizeof *book->tickets);
            memset(&book->tickets[book->ticket_count], 0, sizeof *book->tickets);
        }
        book_ticket_event(book, event);
    } else if (event->type >= EVENT_PRINT_QUEUED && event->type <= EVENT_PRINTER_CHANGED) {
        if (event->type == EVENT_PRINT_QUEUED) {
            book->jobs = grown(book->jobs, book->job_count + 1, &book->job_room, sizeof *book->jobs);
            memset(&book->jobs[book->job_count], 0, sizeof *book->jobs);
        }
        book_print_event(book, event);
    } else if (event->type >= EVENT_CASE_RECEIVED && event->type <= EVENT_SEAL_CONFIRMED) {
        book_case_event(book, event);
    } else {
        book_window_event(book, event);
    }
}
