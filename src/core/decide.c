/* The machinery of deciding: from a command to its rule, from an event to the hall and the sink. */
#include "core/decision.h"

#include <string.h>

void text_copy(char *to, size_t size, const char *from)
{
    size_t length = strlen(from);

    if (length >= size)
        length = size - 1;
    memcpy(to, from, length);
    to[length] = '\0';
}

struct event decision_event(const struct decision *decision, enum event_type type)
{
    struct event event;

    memset(&event, 0, sizeof event);
    event.type = type;
    event.at_ms = decision->now_ms;
    event.actor = decision->actor;
    event.group = -1;
    return event;
}

void decision_emit(struct decision *decision, struct event *event)
{
    event->seq = decision->hall->seq + 1;
    if (!decision->key_used && decision->command)
        text_copy(event->key, sizeof event->key, decision->command->key);
    decision->key_used = true;
    hall_apply(decision->hall, event);
    decision->sink(decision->context, decision->hall, event);
}

void decision_emit_ticket(struct decision *decision, enum event_type type, struct ticket_id ticket, int32_t window)
{
    struct event event = decision_event(decision, type);

    event.ticket = ticket;
    event.window = window;
    decision_emit(decision, &event);
}

void decision_emit_window(struct decision *decision, enum event_type type, int32_t window)
{
    struct event event = decision_event(decision, type);

    event.window = window;
    decision_emit(decision, &event);
}

enum refusal decision_window(const struct decision *decision, struct window **ret_window)
{
    int32_t number = decision->command->window;

    if (!hall_window(decision->hall, number))
        return REFUSAL_WINDOW_UNKNOWN;
    *ret_window = &decision->hall->windows[number];
    return (*ret_window)->state == WINDOW_CLOSED ? REFUSAL_WINDOW_CLOSED : REFUSAL_NONE;
}

enum refusal hall_decide(struct hall *hall, const struct command *command, int64_t now_ms, hall_sink *sink, void *context, struct outcome *ret_outcome)
{
    static enum refusal (*const rules[])(struct decision *) = {
#define COMMAND(name, function) function,
#include "core/commands.def"
#undef COMMAND
    };
    struct outcome outcome;

    memset(&outcome, 0, sizeof outcome);
    struct decision decision = {hall, command, now_ms, sink, context, &outcome, command->actor, false};
    enum refusal refusal = rules[command->type](&decision);
    if (refusal != REFUSAL_NONE)
        return refusal;
    /* what follows by the rules and not by the command is the controller's own doing */
    decision.actor = (struct actor){.role = STAFF_ROLE_SYSTEM};
    assign_ready(&decision);
    *ret_outcome = outcome;
    return REFUSAL_NONE;
}

void hall_tick(struct hall *hall, int64_t now_ms, hall_sink *sink, void *context)
{
    struct outcome outcome;
    struct decision decision = {hall, NULL, now_ms, sink, context, &outcome, {.role = STAFF_ROLE_SYSTEM}, true};

    if (hall->seq == 0)
        return;
    memset(&outcome, 0, sizeof outcome);
    day_tick(&decision);
    for (int32_t number = 1; number <= WINDOWS_MAX; number++)
        if (hall->windows[number].state != WINDOW_CLOSED)
            window_tick(&decision, number);
    job_tick(&decision);
    printer_tick(&decision);
    assign_ready(&decision);
}
