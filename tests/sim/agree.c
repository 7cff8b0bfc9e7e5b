#include "sim/agree.h"

#include "sim/expect.h"
#include "sim/rule.h"

#include <string.h>

#define SAME "every change has an event"
#define PAIRS "one window, one ticket"

/* Complains when a figure of the hall is not the book's. */
static void same(struct book *book, const char *what, int64_t which, int64_t hall, int64_t own)
{
    BOOK_NEEDS(book, hall == own, SAME,
               "%s of %lld is %lld by its events and %lld in the hall", what, (long long)which, (long long)own, (long long)hall);
}

static void check_ticket(struct book *book, const struct hall *hall, const struct book_ticket *own)
{
    const struct ticket *ticket = hall_ticket(hall, (struct ticket_id){own->id});
    bool here = own->state == TICKET_CALLED || own->state == TICKET_SERVING;

    if (!BOOK_NEEDS(book, ticket != NULL, SAME, "ticket %lld is lost", (long long)own->id))
        return;
    same(book, "state", own->id, ticket->state, own->state);
    same(book, "service", own->id, ticket->service, own->service);
    same(book, "letter", own->id, ticket->letter, own->letter);
    same(book, "number", own->id, ticket->number, own->number);
    same(book, "day", own->id, ticket->day.days, own->day);
    same(book, "priority", own->id, ticket->priority, own->priority);
    same(book, "time of taking", own->id, ticket->taken_ms, own->taken_ms);
    same(book, "group", own->id, ticket->group, own->group);
    same(book, "matters", own->id, ticket->count, own->count);
    same(book, "Chinese", own->id, ticket->chinese, own->chinese);
    same(book, "window wanted", own->id, ticket->only_window, own->only_window);
    same(book, "print job", own->id, ticket->job.value, own->job);
    same(book, "announced", own->id, ticket->announced, own->state == TICKET_WAITING && own->first);
    if (here) {
        same(book, "time of the call", own->id, ticket->called_ms, own->called_ms);
        same(book, "time of the start", own->id, ticket->started_ms, own->started_ms);
        same(book, "recalls", own->id, ticket->recalls, own->recalls);
        same(book, "last call", own->id, ticket->last_call_ms, own->last_call_ms);
        same(book, "automatic", own->id, ticket->automatic, own->automatic);
        BOOK_NEEDS(book, ticket->window >= 1 && ticket->window <= WINDOWS_MAX && hall->windows[ticket->window].ticket.value == own->id, PAIRS,
                   "ticket %lld is %s at window %d, which has ticket %lld", (long long)own->id, ticket_state_word(own->state), (int)ticket->window,
                   (long long)hall->windows[ticket->window].ticket.value);
    }
    BOOK_NEEDS(book, strcmp(ticket->person, own->person) == 0, SAME, "ticket %lld is another person's", (long long)own->id);
}

static void check_window(struct book *book, const struct hall *hall, int32_t number)
{
    const struct book_window *own = &book->windows[number];
    const struct window *window = &hall->windows[number];
    const struct ticket *ticket = window->ticket.value ? hall_ticket(hall, window->ticket) : NULL;
    bool busy = window->state == WINDOW_CALLING || window->state == WINDOW_SERVING;

    same(book, "state of a window", number, window->state, own->state);
    same(book, "ticket of a window", number, window->ticket.value, own->ticket);
    same(book, "since", number, window->since_ms, own->since_ms);
    same(book, "served", number, window->served, own->served);
    same(book, "skills", number, window->skills, own->skills);
    BOOK_NEEDS(book, strcmp(window->staff, own->staff) == 0, SAME, "%s is at window %d, not %s", window->staff, (int)number, own->staff);
    BOOK_NEEDS(book, busy == (ticket != NULL), PAIRS, "window %d is %s with ticket %lld", (int)number, window_state_word(window->state),
               (long long)window->ticket.value);
    same(book, "reason of a call", number, window->rule, own->rule);
    if (own->rule != CALL_RULE_NONE) { /* what the clerk is told */
        same(book, "key of a call", number, window->key_won, own->key_won);
        same(book, "other key of a call", number, window->key_other, own->key_other);
        same(book, "other ticket of a call", number, window->other.value, own->other);
    }
    if (ticket)
        BOOK_NEEDS(book, ticket->window == number && (ticket->state == TICKET_CALLED) == (window->state == WINDOW_CALLING) &&
                             (ticket->state == TICKET_SERVING) == (window->state == WINDOW_SERVING),
                   PAIRS, "window %d is %s with ticket %lld, which is %s at window %d", (int)number, window_state_word(window->state),
                   (long long)window->ticket.value, ticket_state_word(ticket->state), (int)ticket->window);
    if (window->state == WINDOW_READY)
        BOOK_NEEDS(book, !book_has_work(book, number), "no idle waste", "window %d is ready while somebody waits whom it may serve", (int)number);
}

static void check_jobs(struct book *book, const struct hall *hall)
{
    int32_t held = 0;

    for (int32_t i = book->first_job; i < book->job_count; i++) {
        const struct book_job *own = &book->jobs[i];
        const struct print_job *job = hall_job(hall, (struct job_id){own->id});
        if (own->forgotten || !BOOK_NEEDS(book, job != NULL, SAME, "print job %lld is lost", (long long)own->id))
            continue;
        bool is_held = own->state == JOB_LEASED || own->state == JOB_PRINTING;
        held += is_held;
        same(book, "state of job", own->id, job->state, own->state);
        same(book, "fence of job", own->id, job->fence, own->fence);
        same(book, "ticket of job", own->id, job->ticket.value, own->ticket);
        same(book, "printer of job", own->id, job->printer, own->printer);
        same(book, "copy of job", own->id, job->copy, own->copy);
        if (is_held)
            same(book, "lease of job", own->id, job->lease_until_ms, own->until_ms);
    }
    same(book, "leases", 0, hall->leased_count, held);
    same(book, "printers", 0, hall->printer_count, book->printer_count);
    for (int32_t i = 0; i < book->printer_count; i++)
        same(book, "state of printer", i, hall->printers[i].state, book->printers[i].state);
}

/* The waiting lists hold exactly those who wait, in order of taking. */
static void check_lists(struct book *book, const struct hall *hall)
{
    int32_t waiting[SERVICES_MAX] = {0}, listed = 0, all = 0, announced = 0;

    for (int32_t i = 0; i < book->open_count; i++) {
        const struct book_ticket *ticket = &book->tickets[book->open[i]];
        if (ticket->state != TICKET_WAITING)
            continue;
        waiting[ticket->service]++;
        all++;
        announced += ticket->first;
    }
    for (int service = 0; service < SERVICES_MAX; service++) {
        same(book, "waiting", service, hall->services[service].waiting, waiting[service]);
        for (int priority = 0; priority < PRIORITY_COUNT && listed <= all; priority++) {
            const struct ticket *before = NULL;
            for (int32_t slot = hall->queues[service][priority].first; slot != NO_SLOT && listed <= all; slot = hall->tickets[slot].next, listed++) {
                const struct ticket *ticket = &hall->tickets[slot];
                BOOK_NEEDS(book, ticket->state == TICKET_WAITING && ticket->service == service && (int)ticket->priority == priority, SAME,
                           "ticket %lld is in a list where it does not belong", (long long)ticket->id.value);
                BOOK_NEEDS(book, !before || before->taken_ms < ticket->taken_ms || before->id.value < ticket->id.value, "order",
                           "ticket %lld is listed behind ticket %lld", (long long)ticket->id.value, (long long)(before ? before->id.value : 0));
                before = ticket;
            }
        }
    }
    same(book, "waiting lists", 0, listed, all);
    same(book, "announced", 0, hall->announced_count, announced);
}

static void check_figures(struct book *book, const struct hall *hall)
{
    int32_t called = 0, ready = 0;

    for (int i = 0; i < SERVICES_MAX; i++) {
        same(book, "last number", i, hall->services[i].last_number, book->last_number[i]);
        same(book, "taken", i, hall->services[i].taken, book->taken[i]);
        same(book, "called", i, hall->services[i].called, book->called[i]);
        called += book->called[i];
    }
    for (int32_t i = 1; i <= WINDOWS_MAX; i++)
        ready += book->windows[i].state == WINDOW_READY;
    same(book, "ready windows", 0, hall->ready_count, ready);
    same(book, "called", 0, hall->called, called);
    same(book, "done", 0, hall->done, book->done);
    same(book, "no-shows", 0, hall->no_show, book->no_show);
    same(book, "waits", 0, hall->waited_ms, book->waited_ms);
    same(book, "calls in a row", 0, hall->in_row, book->in_row);
    same(book, "day", 0, hall->day.days, book->day);
    same(book, "day open", 0, hall->day_open, book->day_open);
    BOOK_NEEDS(book, hall->called >= 0 && hall->done >= 0 && hall->no_show >= 0, SAME, "a figure of the day is below zero");
}

/* What is told about a queue: since when somebody waits, how many windows serve it, and how many are before one of them (another one each
 * time; only where nobody was announced or missed the call, who would be before or behind the others whatever their keys). */
static void check_told(struct book *book, const struct hall *hall)
{
    const struct book_ticket *one = book->open_count ? &book->tickets[book->open[book->seq % book->open_count]] : NULL;
    int32_t ahead = 0;
    bool plain = one && one->state == TICKET_WAITING;

    for (int service = 0; service < SERVICES_MAX; service++) {
        int64_t oldest = 0;
        int32_t windows = 0;
        if (!book->settings.services[service].used)
            break;
        for (int32_t i = 0; i < book->open_count; i++) {
            const struct book_ticket *ticket = &book->tickets[book->open[i]];
            if (ticket->state == TICKET_WAITING && ticket->service == service && (oldest == 0 || ticket->taken_ms < oldest))
                oldest = ticket->taken_ms;
        }
        for (int32_t i = 1; i <= WINDOWS_MAX; i++)
            windows += book->windows[i].state > WINDOW_PAUSED && (book->settings.windows[i].services >> service & 1);
        same(book, "oldest", service, hall_oldest_ms(hall, service), oldest);
        same(book, "open windows", service, hall_windows_open(hall, service), windows);
    }
    for (int32_t i = 0; i < book->open_count && plain; i++) {
        const struct book_ticket *ticket = &book->tickets[book->open[i]];
        if (ticket->state != TICKET_WAITING || ticket->service != one->service)
            continue;
        plain = !ticket->first && ticket->behind == 0;
        ahead += ticket != one && rule_larger(book, ticket, one, book->now_ms);
    }
    if (plain)
        same(book, "people ahead", one->id, hall_ahead(hall, hall_ticket(hall, (struct ticket_id){one->id}), book->now_ms), ahead);
}

void agree_check_defaults(struct book *book)
{
    struct settings settings;

    settings_defaults(&settings);
    for (int i = 0; i < PRIORITY_COUNT; i++) {
        int32_t weight = i == PRIORITY_NORMAL ? 1 : i == PRIORITY_CARRIED ? 10 : 3;
        BOOK_NEEDS(book, settings.weights[i].numerator == weight && settings.weights[i].denominator == 1,
                   "the rules at the beginning", "the weight of %s",
                   priority_word((enum priority)i));
    }
#define IS(member, value) BOOK_NEEDS(book, settings.member == (value), "the rules at the beginning", #member)
    IS(longest_wait_ms, 45 * 60000);
    IS(overtakes_in_row, 3);
    IS(return_behind, 2);
    IS(recalls, 3);
    IS(recall_gap_ms, 20000);
    IS(recall_gap_priority_ms, 30000);
    IS(return_within_ms, 30 * 60000);
    IS(auto_start_ms, 30000);
    IS(ready_lapse_ms, 10 * 60000);
    IS(undo_ms, 10000);
    IS(lease_ms, 30000);
    IS(printer_silence_ms, 45000);
#undef IS
}

void agree_check(struct book *book, const struct hall *hall)
{
    same(book, "events", 0, hall->seq, book->seq);
    for (int32_t i = 0; i < book->open_count; i++)
        check_ticket(book, hall, &book->tickets[book->open[i]]);
    for (int32_t i = 1; i <= WINDOWS_MAX; i++)
        if (book->settings.windows[i].used || book->windows[i].state != WINDOW_CLOSED || hall->windows[i].state != WINDOW_CLOSED)
            check_window(book, hall, i);
    check_jobs(book, hall);
    check_lists(book, hall);
    check_figures(book, hall);
    check_told(book, hall);
}

void agree_check_due(struct book *book, const struct hall *hall, int64_t now_ms)
{
    int64_t due = hall_due_ms(hall);

    BOOK_NEEDS(book, book_due_ms(book) > now_ms, "what is due is done", "something was due %lld ms ago", (long long)(now_ms - book_due_ms(book)));
    BOOK_NEEDS(book, due > now_ms, "what is due is done", "the hall wants to be woken %lld ms ago", (long long)(now_ms - due));
    BOOK_NEEDS(book, due <= book_due_ms(book),
               "what is due is done", "the hall wants to be woken %lld ms too late", (long long)(due - book_due_ms(book)));
    for (int i = 0; i < SERVICES_MAX; i++)
        if (book->settings.services[i].used)
            same(book, "state of a service", i, hall_service_state(hall, i, now_ms), expect_service(book, i, now_ms));
}
