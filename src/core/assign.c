/* Which ready window gets which ticket. */
#include "core/decision.h"
#include "core/queue.h"

bool assign_window(struct decision *decision, int32_t window, const struct ticket *wanted)
{
    struct hall *hall = decision->hall;
    struct choice choice;

    if (!queue_choose(hall, window, decision->now_ms, wanted, &choice))
        return false;
    const struct ticket *ticket = &hall->tickets[choice.slot];
    struct event event = decision_event(decision, EVENT_TICKET_CALLED);
    event.ticket = ticket->id;
    event.window = window;
    event.rule = choice.rule;
    event.key_won = choice.key_won;
    event.key_other = choice.key_other;
    event.other = choice.other;
    event.in_row = choice.overtakes ? hall->in_row + 1 : 0;
    event.waited_ms = decision->now_ms > ticket->taken_ms ? decision->now_ms - ticket->taken_ms : 0;
    decision_emit(decision, &event);
    return true;
}

/* Returns the window that has been ready longest (the lower number of two), of those not yet found without work; 0 if there is none. */
static int32_t longest_ready(const struct hall *hall, const bool without_work[static WINDOWS_MAX + 1])
{
    int32_t found = 0;

    for (int32_t number = 1; number <= WINDOWS_MAX; number++)
        if (hall->windows[number].state == WINDOW_READY && !without_work[number] &&
            (found == 0 || hall->windows[number].since_ms < hall->windows[found].since_ms))
            found = number;
    return found;
}

void assign_ready(struct decision *decision)
{
    bool without_work[WINDOWS_MAX + 1] = {false};
    int32_t window;

    if (decision->hall->ready_count == 0)
        return;
    while ((window = longest_ready(decision->hall, without_work)) != 0)
        if (!assign_window(decision, window, NULL))
            without_work[window] = true;
}
