/* Inside the core: one command being decided. Every rule of commands.def is a function on a decision; it either returns a
 * refusal before its first decision_emit(), or emits events, each of which is applied at once. */
#ifndef CORE_DECISION_H
#define CORE_DECISION_H

#include "core/case.h"
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

/* Says that little paper is left in a printer (index). */
void printer_tell_low(struct decision *decision, int32_t printer);

/* Returns the printer of a place ("": any) for a kind of paper, preferring one that can print; NO_SLOT if there is none. */
int32_t printer_for(const struct hall *hall, enum case_paper paper, const char *place);

/* --- cases (case_*.c) --- */

/* Begins the event of a move, after every check that all moves have: state, role, separation, group. */
enum refusal case_begin_move(const struct decision *decision, enum case_move move, struct event *ret_event);

/* Emits it and tells which case the answer shows. */
void case_emit(struct decision *decision, struct event *event);

/* Writes the number that the next certificate of an item gets by rule: item, year, running number of the hall's year. */
void case_number_certificate(const struct hall *hall, const char *item, struct date today, char number[static CASE_NUMBER_SIZE]);

/* The local day of the decision. */
struct date case_today(const struct decision *decision);

/* Puts the deadlines that begin to run after a day into an event; they are provisional when the calendar ends before. */
void case_start_clock(const struct decision *decision, struct date from, int32_t promised_days, int32_t statutory_days, struct event *event);

/* Fills the last day to say what is missing, for a case that was received on a day. */
void case_start_answer(const struct decision *decision, struct date from, struct event *event);

/* Puts the file's deadlines, moved on by some working days, into an event. */
void case_move_clock(const struct decision *decision, int32_t days, struct event *event);

/* Working days after `from` up to and including `to`; 0 when `to` is not later. Past the calendar, weekends alone are off. */
int32_t case_days_between(const struct workday_calendar *calendar, struct date from, struct date to);

/* What is due by time, by part. */
void day_tick(struct decision *decision);
int64_t day_due_ms(const struct hall *hall); /* when the next day opens at the earliest */
void window_tick(struct decision *decision, int32_t number);
void job_tick(struct decision *decision);
void printer_tick(struct decision *decision); /* papers go to the spares of printers that cannot print */

#endif
