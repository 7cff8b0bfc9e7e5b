/* Inside the core: one command being decided. Every rule of commands.def is a function on a decision; it either returns a
 * refusal before its first decision_emit(), or emits events, each of which is applied at once. */
#ifndef CORE_DECISION_H
#define CORE_DECISION_H

#include "core/hall.h"

struct decision {
    struct hall *hall;
    const struct command *command;
    int64_t now_ms;
    hall_sink *sink;
    void *context;
    struct outcome *outcome;
    struct actor actor;
    bool key_used; /* the idempotency key is in an event already */
};

/* Returns an event of the type with time and actor filled in and nothing else. */
struct event decision_event(const struct decision *decision, enum event_type type);

/* Numbers the event, applies it, and hands it to the sink. */
void decision_emit(struct decision *decision, struct event *event);

/* The same for an event that names only a ticket, or only a window. */
void decision_emit_ticket(struct decision *decision, enum event_type type, struct ticket_id ticket, int32_t window);
void decision_emit_window(struct decision *decision, enum event_type type, int32_t window);

/* Copies text that fits (the server has checked lengths; what is longer is cut). */
void text_copy(char *to, size_t size, const char *from);

/* The rules. */
#define COMMAND(name, function) enum refusal function(struct decision *decision);
#include "core/commands.def"
#undef COMMAND

/* Finds the window of a command: known, and not closed. */
enum refusal decision_window(const struct decision *decision, struct window **ret_window);

/* Gives tickets to ready windows while there are both (rule 5 of the hall). */
void assign_ready(struct decision *decision);

/* Calls the best ticket for a window, or the one that a clerk with the permission wants (NULL: by the rules); false if nobody waits that it may serve. */
bool assign_window(struct decision *decision, int32_t window, const struct ticket *wanted);

/* Queues a print job for a ticket at a printer (index). copy 0 is the original. */
void job_queue(struct decision *decision, struct ticket_id ticket, int32_t printer, int32_t copy);

/* Returns the ticket printer of a place ("": any), preferring one that can print; NO_SLOT if there is none. */
int32_t printer_for_place(const struct hall *hall, const char *place);

/* What is due by time, by part. */
void day_tick(struct decision *decision);
int64_t day_due_ms(const struct hall *hall); /* when the next day opens at the earliest */
void window_tick(struct decision *decision, int32_t number);
void job_tick(struct decision *decision);

#endif
