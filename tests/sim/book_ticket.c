/* What the events of a ticket mean: which may follow which, and what they change. */
#include "sim/book.h"
#include "sim/rule.h"

#include <string.h>

#define STATES "state machines"
#define PAIRS "one window, one ticket"

#define IN(state) (1U << TICKET_##state)

/* From which states each event may come. */
static unsigned comes_from(enum event_type type)
{
    switch (type) {
    case EVENT_TICKET_CALLED:
    case EVENT_TICKET_PRIORITY_CHANGED:
        return IN(WAITING);
    case EVENT_TICKET_RECALLED:
    case EVENT_TICKET_NO_SHOW:
    case EVENT_TICKET_FINISHED:
    case EVENT_TICKET_PARKED:
    case EVENT_TICKET_TRANSFERRED:
        return IN(CALLED) | IN(SERVING);
    case EVENT_TICKET_STARTED:
    case EVENT_TICKET_CALL_UNDONE:
        return IN(CALLED);
    case EVENT_TICKET_RETURNED:
        return IN(NO_SHOW) | IN(PARKED);
    case EVENT_TICKET_CANCELLED:
    case EVENT_TICKET_EXPIRED:
        return IN(WAITING) | IN(PARKED) | IN(NO_SHOW);
    case EVENT_TICKET_FINISH_UNDONE:
        return IN(DONE);
    default:
        return 0;
    }
}

static struct book_window *window_of(struct book *book, const struct book_ticket *ticket)
{
    return &book->windows[ticket->window];
}

static void set_window(struct book *book, struct book_window *window, enum window_state state, int64_t ticket)
{
    if (state != window->state)
        window->since_ms = book->now_ms;
    window->state = state;
    window->ticket = ticket;
    if (ticket == 0)
        window->rule = CALL_RULE_NONE; /* nobody is there: there is no reason to tell, not even if somebody comes back by an undo */
}

static void set_act(struct book *book, struct book_window *window, enum book_act act)
{
    window->act = act;
    window->act_ms = book->now_ms;
}

static void taken(struct book *book, const struct event *event)
{
    struct book_ticket *ticket = &book->tickets[book->ticket_count];
    int64_t last = book->ticket_count ? book->tickets[book->ticket_count - 1].id : 0;

    if (!BOOK_NEEDS(book, event->service >= 0 && event->service < SERVICES_MAX, STATES, "a ticket of an unknown service"))
        return;
    BOOK_NEEDS(book, event->ticket.value > last, "numbers are unique", "ticket id %lld after %lld", (long long)event->ticket.value, (long long)last);
    BOOK_NEEDS(book, event->number == book->last_number[event->service] + 1, "numbers are unique", "%c%d was given after %c%d", 'A' + event->service,
               (int)event->number, 'A' + event->service, (int)book->last_number[event->service]);
    BOOK_NEEDS(book, book->day_open, STATES, "a number was given in a closed hall");
    BOOK_NEEDS(book, book->day == book_day_of(book, event->at_ms), STATES, "a number was given for another day than the clock's");
    *ticket = (struct book_ticket){.id = event->ticket.value, .day = book->day, .letter = event->service, .service = event->service, .number = event->number,
                                   .priority = event->priority, .group = event->group, .taken_ms = event->at_ms, .state = TICKET_WAITING,
                                   .carried = event->other.value, .chinese = event->chinese, .count = event->count};
    memcpy(ticket->person, event->person, sizeof ticket->person);
    BOOK_NEEDS(book, event->other.value == 0 || event->priority == PRIORITY_CARRIED, STATES, "a carried ticket has another priority");
    book->last_number[event->service] = event->number;
    book->taken[event->service]++;
    book_open_add(book, book->ticket_count++);
}

/* Of several ready windows the one that has been ready longest goes first. */
static void check_longest_ready(struct book *book, int32_t number)
{
    for (int32_t other = 1; other <= WINDOWS_MAX; other++) {
        const struct book_window *window = &book->windows[other], *chosen = &book->windows[number];
        if (other == number || window->state != WINDOW_READY || !book_has_work(book, other))
            continue;
        bool longer = chosen->state != WINDOW_READY || window->since_ms < chosen->since_ms || (window->since_ms == chosen->since_ms && other < number);
        BOOK_NEEDS(book, !longer,
                   "longest ready first", "window %d was given somebody while window %d has been ready longer", (int)number, (int)other);
    }
}

static void called(struct book *book, const struct event *event, struct book_ticket *ticket)
{
    struct book_window *window = &book->windows[event->window];

    BOOK_NEEDS(book, window->state == WINDOW_OPEN || window->state == WINDOW_READY, STATES, "window %d calls while it is %s", (int)event->window,
               window_state_word(window->state));
    BOOK_NEEDS(book, window->ticket == 0, PAIRS, "window %d calls ticket %lld and has ticket %lld", (int)event->window, (long long)ticket->id,
               (long long)window->ticket);
    BOOK_NEEDS(book, book_may_serve(book, event->window, ticket),
               "may serve", "window %d may not serve ticket %lld", (int)event->window, (long long)ticket->id);
    check_longest_ready(book, event->window);
    rule_check(book, event);
    book->in_row = event->in_row;
    ticket->state = TICKET_CALLED;
    ticket->window = event->window;
    ticket->called_ms = ticket->last_call_ms = event->at_ms;
    ticket->recalls = 0;
    ticket->first = false;
    ticket->behind = 0;
    ticket->started_ms = 0;
    book->called[ticket->service]++;
    book->waited_ms += event->at_ms - ticket->taken_ms;
    for (int32_t i = 0; i < book->open_count; i++) {
        struct book_ticket *other = &book->tickets[book->open[i]];
        if (other->state == TICKET_WAITING && other->service == ticket->service && other->behind > 0)
            other->behind--;
    }
    bool both = window->act == ACT_FINISH && event->at_ms - window->act_ms <= book->settings.undo_ms;
    set_act(book, window, both ? ACT_FINISH_AND_CALL : ACT_CALL);
    window->rule = event->rule;
    window->key_won = event->key_won;
    window->key_other = event->key_other;
    window->other = event->other.value;
    set_window(book, window, WINDOW_CALLING, ticket->id);
}

static void wait_again(struct book_ticket *ticket)
{
    ticket->state = TICKET_WAITING;
    ticket->window = 0;
    ticket->automatic = false;
}

static void recalled(struct book *book, struct book_ticket *ticket)
{
    BOOK_NEEDS(book, ticket->recalls < book->settings.recalls, STATES, "ticket %lld is recalled for the %dth time", (long long)ticket->id,
               (int)ticket->recalls + 1);
    ticket->recalls++;
    ticket->last_call_ms = book->now_ms;
    ticket->started_ms = 0;
    ticket->state = TICKET_CALLED;
    ticket->automatic = false;
    set_window(book, window_of(book, ticket), WINDOW_CALLING, ticket->id);
    set_act(book, window_of(book, ticket), ACT_NONE);
}

static void started(struct book *book, const struct event *event, struct book_ticket *ticket)
{
    BOOK_NEEDS(book, !event->automatic || event->at_ms - ticket->last_call_ms >= book->settings.auto_start_ms,
               STATES, "service began by itself too soon");
    BOOK_NEEDS(book, (event->automatic != 0) == (event->actor.role == STAFF_ROLE_SYSTEM),
               STATES, "service began by itself, or by a clerk, and the event says otherwise");
    ticket->state = TICKET_SERVING;
    ticket->started_ms = event->automatic ? ticket->called_ms : event->at_ms; /* who came by themselves came with the call */
    ticket->automatic = event->automatic != 0;
    set_window(book, window_of(book, ticket), WINDOW_SERVING, ticket->id);
    set_act(book, window_of(book, ticket), ACT_NONE);
}

static void finished(struct book *book, struct book_ticket *ticket)
{
    struct book_window *window = window_of(book, ticket);

    ticket->state = TICKET_DONE;
    ticket->ended_ms = book->now_ms;
    book->done++;
    window->served++;
    window->finished = ticket->id;
    set_window(book, window, WINDOW_OPEN, 0);
    set_act(book, window, ACT_FINISH);
}

static void left(struct book *book, struct book_ticket *ticket, enum ticket_state state)
{
    struct book_window *window = window_of(book, ticket);

    ticket->state = state;
    if (state == TICKET_NO_SHOW)
        ticket->ended_ms = book->now_ms;
    book->no_show += state == TICKET_NO_SHOW;
    set_window(book, window, WINDOW_OPEN, 0);
    set_act(book, window, ACT_NONE);
}

static void returned(struct book *book, struct book_ticket *ticket)
{
    bool missed = ticket->state == TICKET_NO_SHOW;

    BOOK_NEEDS(book, book->day_open, STATES, "somebody returned to a closed hall");
    BOOK_NEEDS(book, !missed || book->now_ms - ticket->ended_ms <= book->settings.return_within_ms,
               STATES, "ticket %lld returned too late", (long long)ticket->id);
    book->no_show -= missed;
    ticket->behind = missed ? book->settings.return_behind : 0;
    ticket->first = !missed;
    wait_again(ticket);
}

static void transferred(struct book *book, const struct event *event, struct book_ticket *ticket)
{
    BOOK_NEEDS(book, event->service >= 0 && event->service < SERVICES_MAX && book->settings.services[event->service].used,
               STATES, "transferred to no service");
    left(book, ticket, TICKET_WAITING);
    ticket->service = event->service;
    ticket->only_window = event->to_window;
    ticket->behind = 0;
    wait_again(ticket);
}

static void call_undone(struct book *book, struct book_ticket *ticket)
{
    struct book_window *window = window_of(book, ticket);

    BOOK_NEEDS(book, (window->act == ACT_CALL || window->act == ACT_FINISH_AND_CALL) && book->now_ms - window->act_ms <= book->settings.undo_ms,
               STATES,
               "a call was undone that cannot be");
    bool both = window->act == ACT_FINISH_AND_CALL;
    book->called[ticket->service]--;
    book->waited_ms -= ticket->called_ms - ticket->taken_ms;
    left(book, ticket, TICKET_WAITING);
    if (both)
        window->act = ACT_FINISH; /* the other half of the undo must come now: expect.c sees to it */
    wait_again(ticket);
    ticket->first = true;
}

static void finish_undone(struct book *book, const struct event *event, struct book_ticket *ticket)
{
    struct book_window *window = &book->windows[event->window];

    BOOK_NEEDS(book, window->ticket == 0, PAIRS, "window %d takes a finish back and has ticket %lld", (int)event->window, (long long)window->ticket);
    BOOK_NEEDS(book, window->act == ACT_FINISH && window->finished == ticket->id && (window->state == WINDOW_OPEN || window->state == WINDOW_READY),
               STATES,
               "a finish was undone that cannot be");
    ticket->state = TICKET_SERVING;
    if (ticket->started_ms == 0)
        ticket->started_ms = ticket->called_ms; /* who was finished straight after the call was served from then on */
    ticket->window = event->window;
    book->done--;
    window->served--;
    set_window(book, window, WINDOW_SERVING, ticket->id);
    set_act(book, window, ACT_NONE);
    book_open_add(book, (int32_t)(ticket - book->tickets));
    for (int32_t i = book->open_count - 1; i > 0 && book->open[i - 1] > book->open[i]; i--) {
        int32_t swapped = book->open[i];
        book->open[i] = book->open[i - 1];
        book->open[i - 1] = swapped;
    }
}

/* An event at a window must be at the window that has the ticket. */
static bool is_at_its_window(struct book *book, const struct event *event, const struct book_ticket *ticket)
{
    if (ticket->state != TICKET_CALLED && ticket->state != TICKET_SERVING)
        return BOOK_NEEDS(book, event->window >= 0 && event->window <= WINDOWS_MAX, STATES, "an unknown window");
    return BOOK_NEEDS(book, event->window == ticket->window && book->windows[ticket->window].ticket == ticket->id, PAIRS,
                      "%s of ticket %lld at window %d, which has ticket %lld", event_word(event->type), (long long)ticket->id, (int)event->window,
                      (long long)book->windows[ticket->window].ticket);
}

void book_ticket_event(struct book *book, const struct event *event)
{
    struct book_ticket *ticket = book_ticket(book, event->ticket.value);

    if (event->type == EVENT_TICKET_TAKEN) {
        taken(book, event);
        return;
    }
    if (!BOOK_NEEDS(book, ticket != NULL, STATES, "%s of a ticket that nobody remembers", event_word(event->type)) ||
        !BOOK_NEEDS(book, comes_from(event->type) >> ticket->state & 1, STATES, "%s of ticket %lld, which is %s", event_word(event->type),
                    (long long)ticket->id, ticket_state_word(ticket->state)) ||
        !is_at_its_window(book, event, ticket))
        return;
    if ((event->type == EVENT_TICKET_RECALLED || event->type == EVENT_TICKET_NO_SHOW) && ticket->state == TICKET_SERVING)
        BOOK_NEEDS(book, ticket->automatic, STATES, "%s of ticket %lld, whose service a clerk began", event_word(event->type), (long long)ticket->id);
    switch (event->type) {
    case EVENT_TICKET_CALLED: called(book, event, ticket); break;
    case EVENT_TICKET_RECALLED: recalled(book, ticket); break;
    case EVENT_TICKET_STARTED: started(book, event, ticket); break;
    case EVENT_TICKET_FINISHED: finished(book, ticket); break;
    case EVENT_TICKET_NO_SHOW: left(book, ticket, TICKET_NO_SHOW); break;
    case EVENT_TICKET_PARKED: left(book, ticket, TICKET_PARKED); break;
    case EVENT_TICKET_RETURNED: returned(book, ticket); break;
    case EVENT_TICKET_TRANSFERRED: transferred(book, event, ticket); break;
    case EVENT_TICKET_CANCELLED: ticket->state = TICKET_CANCELLED; break;
    case EVENT_TICKET_EXPIRED: ticket->state = TICKET_EXPIRED; break;
    case EVENT_TICKET_CALL_UNDONE: call_undone(book, ticket); break;
    case EVENT_TICKET_FINISH_UNDONE: finish_undone(book, event, ticket); break;
    case EVENT_TICKET_PRIORITY_CHANGED: ticket->priority = event->priority; break;
    default: break;
    }
    book_open_sort_out(book);
}
