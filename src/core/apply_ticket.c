/* What the events of a ticket do to the hall. */
#include "core/apply.h"
#include "core/queue.h"

#include <string.h>

/* Returns the ticket of an event if it is in the state, NULL if the event does not fit. */
static struct ticket *ticket_in(struct hall *hall, const struct event *event, enum ticket_state state)
{
    int32_t slot = queue_slot(hall, event->ticket);

    return slot != NO_SLOT && hall->tickets[slot].state == state ? &hall->tickets[slot] : NULL;
}

static void window_let_go(struct hall *hall, struct window *window, int64_t at_ms)
{
    window->ticket = (struct ticket_id){0};
    window->rule = CALL_RULE_NONE;
    apply_window_state(hall, window, WINDOW_OPEN, at_ms);
}

/* Frees the window that a ticket is at, if it is at one. */
static void leave_window(struct hall *hall, const struct ticket *ticket, int64_t at_ms)
{
    if (ticket->window != 0 && hall->windows[ticket->window].ticket.value == ticket->id.value)
        window_let_go(hall, &hall->windows[ticket->window], at_ms);
}

bool apply_ticket_taken(struct hall *hall, const struct event *event)
{
    if (event->service < 0 || event->service >= SERVICES_MAX || event->ticket.value <= hall->last_ticket ||
        (unsigned)event->priority >= PRIORITY_COUNT)
        return false;
    struct service_figures *service = &hall->services[event->service];
    int32_t slot = hall->ticket_count++;
    struct ticket *ticket = &hall->tickets[slot];
    memset(ticket, 0, sizeof *ticket);
    ticket->id = event->ticket;
    ticket->day = hall->day;
    ticket->service = ticket->letter = event->service;
    ticket->number = event->number;
    ticket->priority = event->priority;
    ticket->taken_ms = event->at_ms;
    ticket->count = event->count;
    ticket->group = event->group;
    ticket->chinese = event->chinese != 0;
    ticket->return_mark = -1;
    ticket->carried = event->other;
    text_copy(ticket->person, sizeof ticket->person, event->person);
    text_copy(ticket->item, sizeof ticket->item, event->item);
    service->last_number = event->number;
    service->taken++;
    hall->last_ticket = event->ticket.value;
    queue_insert(hall, slot);
    return true;
}

bool apply_ticket_called(struct hall *hall, const struct event *event)
{
    struct ticket *ticket = ticket_in(hall, event, TICKET_WAITING);
    struct window *window = apply_window(hall, event);

    if (!ticket || !window || (window->state != WINDOW_OPEN && window->state != WINDOW_READY))
        return false;
    queue_remove(hall, (int32_t)(ticket - hall->tickets));
    hall->announced_count -= ticket->announced;
    ticket->announced = false;
    ticket->state = TICKET_CALLED;
    ticket->called_ms = ticket->last_call_ms = event->at_ms;
    ticket->window = event->window;
    ticket->recalls = 0;
    hall->in_row = event->in_row;
    hall->services[ticket->service].called++;
    hall->services[ticket->service].calls++;
    hall->called++;
    hall->waited_ms += event->waited_ms;
    apply_window_state(hall, window, WINDOW_CALLING, event->at_ms);
    window->ticket = ticket->id;
    window->rule = event->rule;
    window->key_won = event->key_won;
    window->key_other = event->key_other;
    window->other = event->other;
    /* an undo right after finish + next takes both back */
    bool both = window->undo == UNDO_FINISH && event->at_ms <= window->undo_until_ms;
    apply_undo(hall, window, both ? UNDO_FINISH_AND_CALL : UNDO_CALL, event->at_ms);
    return true;
}

bool apply_ticket_recalled(struct hall *hall, const struct event *event)
{
    struct ticket *ticket = ticket_in(hall, event, TICKET_CALLED);

    if (!ticket && (ticket = ticket_in(hall, event, TICKET_SERVING)) && !ticket->automatic)
        return false;
    if (!ticket)
        return false;
    ticket->state = TICKET_CALLED;
    ticket->automatic = false;
    ticket->started_ms = 0;
    ticket->recalls++;
    ticket->last_call_ms = event->at_ms;
    struct window *window = &hall->windows[ticket->window];
    apply_window_state(hall, window, WINDOW_CALLING, event->at_ms);
    apply_undo(hall, window, UNDO_NONE, event->at_ms);
    return true;
}

bool apply_ticket_started(struct hall *hall, const struct event *event)
{
    struct ticket *ticket = ticket_in(hall, event, TICKET_CALLED);

    if (!ticket)
        return false;
    ticket->state = TICKET_SERVING;
    ticket->automatic = event->automatic != 0;
    ticket->started_ms = event->automatic ? ticket->called_ms : event->at_ms;
    struct window *window = &hall->windows[ticket->window];
    apply_window_state(hall, window, WINDOW_SERVING, event->at_ms);
    apply_undo(hall, window, UNDO_NONE, event->at_ms);
    return true;
}

enum { LEARN_LEAST_MS = 5000, LEARN_MOST_MS = 7200000 };

bool apply_ticket_finished(struct hall *hall, const struct event *event)
{
    struct ticket *ticket = ticket_in(hall, event, TICKET_SERVING);

    if (!ticket && !(ticket = ticket_in(hall, event, TICKET_CALLED)))
        return false;
    int64_t took = event->at_ms - (ticket->started_ms ? ticket->started_ms : ticket->called_ms);
    if (took >= LEARN_LEAST_MS && took <= LEARN_MOST_MS) {
        hall->services[ticket->service].learned_ms += took;
        hall->services[ticket->service].learned_count++;
    }
    ticket->state = TICKET_DONE;
    ticket->ended_ms = event->at_ms;
    hall->done++;
    struct window *window = &hall->windows[ticket->window];
    window_let_go(hall, window, event->at_ms);
    window->served++;
    window->undo_finished = ticket->id;
    apply_undo(hall, window, UNDO_FINISH, event->at_ms);
    return true;
}

bool apply_ticket_no_show(struct hall *hall, const struct event *event)
{
    struct ticket *ticket = ticket_in(hall, event, TICKET_CALLED);

    if (!ticket && (!(ticket = ticket_in(hall, event, TICKET_SERVING)) || !ticket->automatic))
        return false;
    ticket->state = TICKET_NO_SHOW;
    ticket->ended_ms = event->at_ms;
    hall->no_show++;
    apply_undo(hall, &hall->windows[ticket->window], UNDO_NONE, event->at_ms);
    leave_window(hall, ticket, event->at_ms);
    return true;
}

bool apply_ticket_parked(struct hall *hall, const struct event *event)
{
    struct ticket *ticket = ticket_in(hall, event, TICKET_SERVING);

    if (!ticket && !(ticket = ticket_in(hall, event, TICKET_CALLED)))
        return false;
    ticket->state = TICKET_PARKED;
    apply_undo(hall, &hall->windows[ticket->window], UNDO_NONE, event->at_ms);
    leave_window(hall, ticket, event->at_ms);
    return true;
}

static void wait_again(struct hall *hall, struct ticket *ticket)
{
    ticket->state = TICKET_WAITING;
    ticket->called_ms = ticket->started_ms = ticket->ended_ms = 0;
    ticket->automatic = false;
    ticket->window = 0;
    queue_insert(hall, (int32_t)(ticket - hall->tickets));
}

bool apply_ticket_returned(struct hall *hall, const struct event *event)
{
    struct ticket *ticket = ticket_in(hall, event, TICKET_NO_SHOW);
    bool missed = ticket != NULL;

    if (!ticket && !(ticket = ticket_in(hall, event, TICKET_PARKED)))
        return false;
    ticket->return_mark = missed ? hall->services[ticket->service].calls : -1;
    hall->no_show -= missed;
    ticket->announced = !missed; /* who was parked has been served already and goes on first */
    hall->announced_count += ticket->announced;
    wait_again(hall, ticket);
    return true;
}

bool apply_ticket_transferred(struct hall *hall, const struct event *event)
{
    struct ticket *ticket = ticket_in(hall, event, TICKET_SERVING);

    if (!ticket && !(ticket = ticket_in(hall, event, TICKET_CALLED)))
        return false;
    if (event->service < 0 || event->service >= SERVICES_MAX || event->to_window < 0 || event->to_window > WINDOWS_MAX)
        return false;
    apply_undo(hall, &hall->windows[ticket->window], UNDO_NONE, event->at_ms);
    leave_window(hall, ticket, event->at_ms);
    ticket->service = event->service;
    ticket->only_window = event->to_window;
    ticket->return_mark = -1;
    wait_again(hall, ticket);
    return true;
}

static bool end_waiting(struct hall *hall, const struct event *event, enum ticket_state state)
{
    struct ticket *ticket = ticket_in(hall, event, TICKET_WAITING);

    if (ticket) {
        queue_remove(hall, (int32_t)(ticket - hall->tickets));
        hall->announced_count -= ticket->announced;
        ticket->announced = false;
    } else if (!(ticket = ticket_in(hall, event, TICKET_PARKED)) && !(ticket = ticket_in(hall, event, TICKET_NO_SHOW))) {
        return false;
    }
    ticket->state = state;
    ticket->ended_ms = event->at_ms;
    return true;
}

bool apply_ticket_cancelled(struct hall *hall, const struct event *event)
{
    return end_waiting(hall, event, TICKET_CANCELLED);
}

bool apply_ticket_expired(struct hall *hall, const struct event *event)
{
    return end_waiting(hall, event, TICKET_EXPIRED);
}

bool apply_ticket_call_undone(struct hall *hall, const struct event *event)
{
    struct ticket *ticket = ticket_in(hall, event, TICKET_CALLED);

    if (!ticket)
        return false;
    struct window *window = &hall->windows[ticket->window];
    hall->waited_ms -= ticket->called_ms > ticket->taken_ms ? ticket->called_ms - ticket->taken_ms : 0;
    hall->called--;
    hall->services[ticket->service].called--;
    leave_window(hall, ticket, event->at_ms);
    ticket->announced = true;
    hall->announced_count++;
    wait_again(hall, ticket);
    apply_undo(hall, window, UNDO_NONE, event->at_ms);
    return true;
}

bool apply_ticket_finish_undone(struct hall *hall, const struct event *event)
{
    struct ticket *ticket = ticket_in(hall, event, TICKET_DONE);
    struct window *window = apply_window(hall, event);

    if (!ticket || !window || window->ticket.value != 0 || window->state == WINDOW_CLOSED)
        return false;
    ticket->state = TICKET_SERVING;
    ticket->ended_ms = 0;
    if (ticket->started_ms == 0)
        ticket->started_ms = ticket->called_ms;
    hall->done--;
    window->served--;
    window->ticket = ticket->id;
    apply_window_state(hall, window, WINDOW_SERVING, event->at_ms);
    apply_undo(hall, window, UNDO_NONE, event->at_ms);
    return true;
}

bool apply_ticket_priority_changed(struct hall *hall, const struct event *event)
{
    struct ticket *ticket = ticket_in(hall, event, TICKET_WAITING);

    if (!ticket || (unsigned)event->priority >= PRIORITY_COUNT)
        return false;
    queue_remove(hall, (int32_t)(ticket - hall->tickets));
    ticket->priority = event->priority;
    queue_insert(hall, (int32_t)(ticket - hall->tickets));
    return true;
}
