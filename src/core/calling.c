/* What a clerk does with the person called: recall, start, finish, no-show, park, transfer, and taking it back. */
#include "core/decision.h"
#include "core/queue.h"

/* Finds the window and the ticket there. automatic_too: a service that started by time counts as still calling. */
static enum refusal ticket_here(struct decision *decision, bool serving_too, bool automatic_too, struct window **ret_window,
                                struct ticket **ret_ticket)
{
    enum refusal refusal = decision_window(decision, ret_window);

    if (refusal != REFUSAL_NONE)
        return refusal;
    decision->outcome->window = decision->command->window;
    int32_t slot = queue_slot(decision->hall, (*ret_window)->ticket);
    if (slot == NO_SLOT)
        return serving_too ? REFUSAL_NOT_SERVING : REFUSAL_NOT_CALLING;
    *ret_ticket = &decision->hall->tickets[slot];
    if ((*ret_window)->state == WINDOW_CALLING || serving_too || (automatic_too && (*ret_ticket)->automatic))
        return REFUSAL_NONE;
    return REFUSAL_NOT_CALLING;
}

enum refusal command_recall(struct decision *decision)
{
    const struct settings *settings = &decision->hall->settings;
    struct window *window;
    struct ticket *ticket;
    enum refusal refusal = ticket_here(decision, false, true, &window, &ticket);

    if (refusal != REFUSAL_NONE)
        return refusal;
    int64_t gap = ticket->priority == PRIORITY_NORMAL ? settings->recall_gap_ms : settings->recall_gap_priority_ms;
    if (ticket->recalls >= settings->recalls)
        return REFUSAL_RECALLS_USED;
    if (decision->now_ms - ticket->last_call_ms < gap)
        return REFUSAL_RECALL_TOO_SOON;
    decision_emit_ticket(decision, EVENT_TICKET_RECALLED, ticket->id, decision->command->window);
    return REFUSAL_NONE;
}

enum refusal command_start(struct decision *decision)
{
    struct window *window;
    struct ticket *ticket;
    enum refusal refusal = ticket_here(decision, false, false, &window, &ticket);

    if (refusal == REFUSAL_NONE)
        decision_emit_ticket(decision, EVENT_TICKET_STARTED, ticket->id, decision->command->window);
    return refusal;
}

enum refusal command_finish(struct decision *decision)
{
    struct window *window;
    struct ticket *ticket;
    enum refusal refusal = ticket_here(decision, true, false, &window, &ticket);

    if (refusal != REFUSAL_NONE)
        return refusal;
    struct event event = decision_event(decision, EVENT_TICKET_FINISHED);
    event.ticket = ticket->id;
    event.window = decision->command->window;
    text_copy(event.reason, sizeof event.reason, decision->command->reason);
    decision_emit(decision, &event);
    if (decision->hall->settings.windows[event.window].next_after_finish)
        decision_emit_window(decision, EVENT_WINDOW_READY, event.window);
    return REFUSAL_NONE;
}

enum refusal command_no_show(struct decision *decision)
{
    struct window *window;
    struct ticket *ticket;
    enum refusal refusal = ticket_here(decision, false, true, &window, &ticket);

    if (refusal == REFUSAL_NONE)
        decision_emit_ticket(decision, EVENT_TICKET_NO_SHOW, ticket->id, decision->command->window);
    return refusal;
}

enum refusal command_park(struct decision *decision)
{
    struct window *window;
    struct ticket *ticket;
    enum refusal refusal = ticket_here(decision, true, false, &window, &ticket);

    if (refusal != REFUSAL_NONE)
        return refusal;
    struct event event = decision_event(decision, EVENT_TICKET_PARKED);
    event.ticket = ticket->id;
    event.window = decision->command->window;
    text_copy(event.reason, sizeof event.reason, decision->command->reason);
    decision_emit(decision, &event);
    return REFUSAL_NONE;
}

/* Whether any window of the hall has the service at all, whoever sits there. */
static bool is_served_somewhere(const struct hall *hall, int32_t service)
{
    for (int32_t number = 1; number <= WINDOWS_MAX; number++)
        if (hall->settings.windows[number].used && (hall->settings.windows[number].services >> service & 1))
            return true;
    return false;
}

enum refusal command_transfer(struct decision *decision)
{
    const struct command *command = decision->command;
    const struct settings *settings = &decision->hall->settings;
    struct window *window;
    struct ticket *ticket;
    enum refusal refusal = ticket_here(decision, true, false, &window, &ticket);

    if (refusal != REFUSAL_NONE)
        return refusal;
    if (command->service < 0 && command->to_window == 0)
        return REFUSAL_TRANSFER_NOWHERE;
    int32_t service = command->service < 0 ? ticket->service : command->service;
    if (service >= SERVICES_MAX || !settings->services[service].used)
        return REFUSAL_SERVICE_UNKNOWN;
    if (!is_served_somewhere(decision->hall, service))
        return REFUSAL_TRANSFER_CANNOT;
    if (command->to_window != 0) {
        if (!hall_window(decision->hall, command->to_window))
            return REFUSAL_WINDOW_UNKNOWN;
        struct ticket moved = *ticket;
        moved.service = service;
        moved.only_window = command->to_window;
        if (command->to_window == command->window || decision->hall->windows[command->to_window].state == WINDOW_CLOSED ||
            !queue_may_serve(decision->hall, command->to_window, &moved))
            return REFUSAL_TRANSFER_CANNOT;
    }
    struct event event = decision_event(decision, EVENT_TICKET_TRANSFERRED);
    event.ticket = ticket->id;
    event.window = command->window;
    event.service = service;
    event.to_window = command->to_window;
    decision_emit(decision, &event);
    return REFUSAL_NONE;
}

enum refusal command_undo(struct decision *decision)
{
    struct window *window;
    enum refusal refusal = decision_window(decision, &window);
    int32_t number = decision->command->window;

    if (refusal != REFUSAL_NONE)
        return refusal;
    if (window->undo == UNDO_NONE || decision->now_ms > window->undo_until_ms)
        return REFUSAL_NOTHING_TO_UNDO;
    enum undo_kind kind = window->undo;
    struct ticket_id finished = window->undo_finished;
    if (kind == UNDO_FINISH && window->state != WINDOW_OPEN && window->state != WINDOW_READY)
        return REFUSAL_NOTHING_TO_UNDO;
    decision->outcome->window = number;
    if (kind == UNDO_CALL || kind == UNDO_FINISH_AND_CALL)
        decision_emit_ticket(decision, EVENT_TICKET_CALL_UNDONE, window->ticket, number);
    if (kind == UNDO_FINISH || kind == UNDO_FINISH_AND_CALL)
        decision_emit_ticket(decision, EVENT_TICKET_FINISH_UNDONE, finished, number);
    return REFUSAL_NONE;
}
