/* What the events of a window do to the hall. */
#include "core/apply.h"

bool apply_window_opened(struct hall *hall, const struct event *event)
{
    struct window *window = apply_window(hall, event);

    if (!window || window->state != WINDOW_CLOSED)
        return false;
    text_copy(window->staff, sizeof window->staff, event->staff);
    window->skills = event->skills;
    window->reason[0] = '\0';
    apply_undo(hall, window, UNDO_NONE, event->at_ms);
    apply_window_state(hall, window, WINDOW_OPEN, event->at_ms);
    return true;
}

static bool move_window(struct hall *hall, const struct event *event, enum window_state to)
{
    struct window *window = apply_window(hall, event);

    if (!window || window->ticket.value != 0)
        return false;
    text_copy(window->reason, sizeof window->reason, event->reason);
    apply_window_state(hall, window, to, event->at_ms);
    return true;
}

bool apply_window_paused(struct hall *hall, const struct event *event)
{
    return move_window(hall, event, WINDOW_PAUSED);
}

bool apply_window_resumed(struct hall *hall, const struct event *event)
{
    return move_window(hall, event, WINDOW_OPEN);
}

bool apply_window_ready(struct hall *hall, const struct event *event)
{
    return move_window(hall, event, WINDOW_READY);
}

bool apply_window_lapsed(struct hall *hall, const struct event *event)
{
    return move_window(hall, event, WINDOW_OPEN);
}

bool apply_window_closed(struct hall *hall, const struct event *event)
{
    struct window *window = apply_window(hall, event);

    if (!move_window(hall, event, WINDOW_CLOSED))
        return false;
    window->staff[0] = '\0';
    apply_undo(hall, window, UNDO_NONE, event->at_ms);
    return true;
}
