/* A window's own life: opened, paused, resumed, closed, asking for the next. */
#include "core/decision.h"
#include "core/queue.h"

#include <string.h>

/* Returns the window where somebody is signed in, 0 if nowhere. */
static int32_t window_of_staff(const struct hall *hall, const char *staff)
{
    for (int32_t number = 1; number <= WINDOWS_MAX; number++)
        if (staff[0] && hall->windows[number].state != WINDOW_CLOSED && strcmp(hall->windows[number].staff, staff) == 0)
            return number;
    return 0;
}

enum refusal command_open(struct decision *decision)
{
    const struct command *command = decision->command;
    struct window *window;
    enum refusal refusal = decision_window(decision, &window);

    if (refusal == REFUSAL_NONE)
        return REFUSAL_WINDOW_OPEN;
    if (refusal != REFUSAL_WINDOW_CLOSED)
        return refusal;
    if (window_of_staff(decision->hall, command->staff) != 0)
        return REFUSAL_STAFF_AT_OTHER;
    struct event event = decision_event(decision, EVENT_WINDOW_OPENED);
    event.window = command->window;
    event.skills = command->skills;
    text_copy(event.staff, sizeof event.staff, command->staff);
    decision_emit(decision, &event);
    decision->outcome->window = command->window;
    return REFUSAL_NONE;
}

/* Checks that a window is there, open, and free of a ticket. */
static enum refusal free_window(struct decision *decision, struct window **ret_window)
{
    enum refusal refusal = decision_window(decision, ret_window);

    decision->outcome->window = decision->command->window;
    if (refusal == REFUSAL_NONE && (*ret_window)->ticket.value != 0)
        refusal = REFUSAL_WINDOW_BUSY;
    return refusal;
}

enum refusal command_pause(struct decision *decision)
{
    struct window *window;
    enum refusal refusal = free_window(decision, &window);

    if (refusal != REFUSAL_NONE)
        return refusal;
    if (window->state == WINDOW_PAUSED)
        return REFUSAL_WINDOW_PAUSED;
    if (decision->command->reason[0] == '\0')
        return REFUSAL_REASON_NEEDED;
    struct event event = decision_event(decision, EVENT_WINDOW_PAUSED);
    event.window = decision->command->window;
    text_copy(event.reason, sizeof event.reason, decision->command->reason);
    decision_emit(decision, &event);
    return REFUSAL_NONE;
}

enum refusal command_resume(struct decision *decision)
{
    struct window *window;
    enum refusal refusal = free_window(decision, &window);

    if (refusal != REFUSAL_NONE)
        return refusal;
    if (window->state != WINDOW_PAUSED)
        return REFUSAL_WINDOW_NOT_PAUSED;
    decision_emit_window(decision, EVENT_WINDOW_RESUMED, decision->command->window);
    return REFUSAL_NONE;
}

enum refusal command_close(struct decision *decision)
{
    struct window *window;
    enum refusal refusal = free_window(decision, &window);

    if (refusal != REFUSAL_NONE)
        return refusal;
    decision_emit_window(decision, EVENT_WINDOW_CLOSED, decision->command->window);
    return REFUSAL_NONE;
}

/* Whom the clerk wants to call, if it is said: a permission, because halls know the grabbing of easy numbers. */
static enum refusal find_chosen(const struct decision *decision, int32_t window, const struct ticket **ret_ticket)
{
    const struct command *command = decision->command;

    if (command->ticket.value == 0)
        return REFUSAL_NONE;
    if (!command->may_choose)
        return REFUSAL_CHOOSING_FORBIDDEN;
    *ret_ticket = hall_ticket(decision->hall, command->ticket);
    if (!*ret_ticket)
        return REFUSAL_TICKET_UNKNOWN;
    if ((*ret_ticket)->state != TICKET_WAITING)
        return REFUSAL_TICKET_NOT_WAITING;
    return queue_may_serve(decision->hall, window, *ret_ticket) ? REFUSAL_NONE : REFUSAL_TRANSFER_CANNOT;
}

enum refusal command_next(struct decision *decision)
{
    struct window *window;
    enum refusal refusal = decision_window(decision, &window);
    int32_t number = decision->command->window;

    if (refusal != REFUSAL_NONE)
        return refusal;
    if (window->state == WINDOW_CALLING)
        return REFUSAL_ALREADY_CALLING;
    if (window->state == WINDOW_PAUSED)
        return REFUSAL_WINDOW_PAUSED;
    const struct ticket *chosen = NULL;
    refusal = find_chosen(decision, number, &chosen);
    if (refusal != REFUSAL_NONE)
        return refusal;
    if (window->state == WINDOW_SERVING)
        decision_emit_ticket(decision, EVENT_TICKET_FINISHED, window->ticket, number);
    decision->outcome->window = number;
    if (window->state == WINDOW_READY || assign_window(decision, number, chosen)) {
        decision->outcome->nothing = window->state == WINDOW_READY;
        return REFUSAL_NONE;
    }
    decision_emit_window(decision, EVENT_WINDOW_READY, number);
    decision->outcome->nothing = true;
    return REFUSAL_NONE;
}

void window_tick(struct decision *decision, int32_t number)
{
    struct hall *hall = decision->hall;
    const struct window *window = &hall->windows[number];

    if (window->state == WINDOW_READY && decision->now_ms - window->since_ms >= hall->settings.ready_lapse_ms) {
        decision_emit_window(decision, EVENT_WINDOW_LAPSED, number);
    } else if (window->state == WINDOW_CALLING &&
               decision->now_ms - hall_ticket(hall, window->ticket)->last_call_ms >= hall->settings.auto_start_ms) {
        struct event event = decision_event(decision, EVENT_TICKET_STARTED);
        event.ticket = window->ticket;
        event.window = number;
        event.automatic = 1;
        decision_emit(decision, &event);
    }
}
