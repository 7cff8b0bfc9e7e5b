/* What the events of windows, of the day and of the settings mean. */
#include "sim/book.h"

#include <string.h>

#define STATES "state machines"
#define PAIRS "one window, one ticket"

static void set_state(struct book *book, struct book_window *window, enum window_state state)
{
    if (state != window->state)
        window->since_ms = book->now_ms;
    window->state = state;
}

static void check_state(struct book *book, const struct event *event, unsigned allowed)
{
    const struct book_window *window = &book->windows[event->window];

    BOOK_NEEDS(book, allowed >> window->state & 1, STATES, "%s of window %d, which is %s", event_word(event->type), (int)event->window,
               window_state_word(window->state));
    BOOK_NEEDS(book, window->ticket == 0, PAIRS, "%s of window %d, which has a ticket", event_word(event->type), (int)event->window);
}

static void opened(struct book *book, const struct event *event)
{
    struct book_window *window = &book->windows[event->window];

    check_state(book, event, 1U << WINDOW_CLOSED);
    for (int32_t i = 1; i <= WINDOWS_MAX; i++)
        BOOK_NEEDS(book, event->staff[0] == '\0' || book->windows[i].state == WINDOW_CLOSED || strcmp(book->windows[i].staff, event->staff) != 0,
                   STATES, "%s opens window %d and is at window %d", event->staff, (int)event->window, (int)i);
    memcpy(window->staff, event->staff, sizeof window->staff);
    window->skills = event->skills;
    window->act = ACT_NONE;
    set_state(book, window, WINDOW_OPEN);
}

static void window_changed(struct book *book, const struct event *event)
{
    struct book_window *window = &book->windows[event->window];

    switch (event->type) {
    case EVENT_WINDOW_OPENED:
        opened(book, event);
        break;
    case EVENT_WINDOW_PAUSED:
        check_state(book, event, 1U << WINDOW_OPEN | 1U << WINDOW_READY);
        BOOK_NEEDS(book, event->reason[0], STATES, "window %d was paused without a reason", (int)event->window);
        set_state(book, window, WINDOW_PAUSED);
        break;
    case EVENT_WINDOW_RESUMED:
        check_state(book, event, 1U << WINDOW_PAUSED);
        set_state(book, window, WINDOW_OPEN);
        break;
    case EVENT_WINDOW_READY:
        check_state(book, event, 1U << WINDOW_OPEN);
        set_state(book, window, WINDOW_READY);
        break;
    case EVENT_WINDOW_LAPSED:
        check_state(book, event, 1U << WINDOW_READY);
        BOOK_NEEDS(book, book->now_ms - window->since_ms >= book->settings.ready_lapse_ms, STATES, "window %d lapsed too soon", (int)event->window);
        set_state(book, window, WINDOW_OPEN);
        break;
    default:
        check_state(book, event, ~(1U << WINDOW_CLOSED));
        window->staff[0] = '\0';
        window->act = ACT_NONE;
        set_state(book, window, WINDOW_CLOSED);
    }
}

static void day_closed(struct book *book, const struct event *event)
{
    BOOK_NEEDS(book, book->day_open && event->day.days == book->day, STATES, "a day was closed that is not open");
    for (int32_t i = 0; i < book->open_count; i++)
        BOOK_NEEDS(book, book->tickets[book->open[i]].state != TICKET_WAITING, STATES, "ticket %lld waits in a closed hall",
                   (long long)book->tickets[book->open[i]].id);
    book->day_open = false;
}

/* Forgets what is over, as the hall does at the beginning of a day. */
static void forget(struct book *book)
{
    int32_t kept = 0;

    for (int32_t i = 0; i < book->ticket_count; i++)
        book->tickets[i].forgotten = book->tickets[i].state > TICKET_PARKED;
    for (int32_t i = 0; i < book->open_count; i++)
        if (!book->tickets[book->open[i]].forgotten)
            book->open[kept++] = book->open[i];
    book->open_count = kept;
    for (int32_t i = book->first_job; i < book->job_count; i++) {
        enum job_state state = book->jobs[i].state;
        book->jobs[i].forgotten = state != JOB_QUEUED && state != JOB_LEASED && state != JOB_PRINTING;
        book->jobs[i].durable_until_ms = book->jobs[i].until_ms; /* the day's opening state has it */
    }
    while (book->first_job < book->job_count && book->jobs[book->first_job].forgotten)
        book->first_job++;
}

static void day_opened(struct book *book, const struct event *event)
{
    BOOK_NEEDS(book, event->day.days > book->day, STATES, "a day was opened again, or an earlier one");
    BOOK_NEEDS(book, event->day.days == book_day_of(book, event->at_ms), STATES, "a day was opened that is not the clock's");
    BOOK_NEEDS(book, !book->day_open, STATES, "a day was opened while another is open");
    for (int32_t i = 0; i < book->open_count; i++)
        BOOK_NEEDS(book, book->tickets[book->open[i]].state != TICKET_WAITING, STATES, "ticket %lld of yesterday waits in a new day",
                   (long long)book->tickets[book->open[i]].id);
    book->previous_day = book->day;
    book->day = event->day.days;
    book->day_open = true;
    book->in_row = book->done = book->no_show = 0;
    book->waited_ms = 0;
    memset(book->last_number, 0, sizeof book->last_number);
    memset(book->taken, 0, sizeof book->taken);
    memset(book->called, 0, sizeof book->called);
    for (int32_t i = 1; i <= WINDOWS_MAX; i++) {
        book->windows[i].served = 0;
        book->windows[i].act = ACT_NONE; /* nothing of yesterday can be taken back */
    }
    forget(book);
}

void book_window_event(struct book *book, const struct event *event)
{
    switch (event->type) {
    case EVENT_CONFIG_CHANGED:
        book->settings = *event->settings;
        break;
    case EVENT_DAY_OPENED:
        day_opened(book, event);
        break;
    case EVENT_DAY_CLOSED:
        day_closed(book, event);
        break;
    case EVENT_WINDOW_OPENED:
    case EVENT_WINDOW_PAUSED:
    case EVENT_WINDOW_RESUMED:
    case EVENT_WINDOW_READY:
    case EVENT_WINDOW_LAPSED:
    case EVENT_WINDOW_CLOSED:
        if (BOOK_NEEDS(book, event->window >= 1 && event->window <= WINDOWS_MAX, STATES, "an unknown window"))
            window_changed(book, event);
        break;
    default:
        break; /* persons, staff and tokens change nothing that the rules know */
    }
}
