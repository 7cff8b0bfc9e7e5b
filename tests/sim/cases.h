/* What the controller has beside the core for cases: the rows that the store would keep, versions of the catalogue, the calendar of working days, and who may
 * act for which group. */
#ifndef SIM_CASES_H
#define SIM_CASES_H

#include "sim/book.h"
#include "sim/dice.h"
#include "sim/record.h"

enum { SIM_ITEMS = 8, SIM_VERSIONS = 3, SIM_CALENDARS = 3, SIM_ENTRIES = 16, SIM_STAFF = 14 };

struct cases {
    struct case_file files[BOOK_CASES]; /* by id; id 0: nobody has begun it */
    struct case_file saved[BOOK_CASES]; /* before a turn that will be lost */
    struct item items[SIM_VERSIONS][SIM_ITEMS];
    bool in_force[SIM_VERSIONS][SIM_ITEMS];
    int32_t version; /* of the catalogue, from 1 */
    struct workday_entry entries[SIM_CALENDARS][SIM_ENTRIES];
    struct workday_calendar calendars[SIM_CALENDARS]; /* each speaks for a year more */
    int32_t calendar;
};

/* Makes catalogue and calendars of a seed. */
void cases_init(struct cases *cases, uint64_t seed);

/* The groups that a member of staff may act for, bit by bit; -1: all. */
int64_t cases_acts_for(const char *staff);

/* Keeps the row of an event, as the store does. */
void cases_event(struct cases *cases, struct book *book, const struct event *event);

/* Makes all rows anew from the journal and holds them, to the byte, to those that were kept (saved: to those of before the lost turn). */
void cases_rebuild(struct cases *cases, struct book *book, const struct record *record, bool saved);

/* What a command says of its case now, as the controller finds it when it decides: command, cases and file are where it goes. The case that is meant is told by
 * a pointer to its row, which stays where it is. */
const struct command *cases_load(const struct cases *cases, const struct command *said, struct command *command, struct case_command *own, struct case_file *file);

/* Holds all rows to the book. */
void cases_check(const struct cases *cases, struct book *book);

/* Complains when something is left that is due by time alone. */
void cases_check_due(struct book *book, int64_t now_ms);

#endif
