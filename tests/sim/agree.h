/* After every step: the hall is what its events say, and what must hold of every hall holds. */
#ifndef SIM_AGREE_H
#define SIM_AGREE_H

#include "sim/book.h"

/* Compares the hall with the book and checks the invariants of a hall at rest; complains to the book. */
void agree_check(struct book *book, const struct hall *hall);

/* After a tick at an instant: nothing is left that was due, and the hall will wake in time for the next thing. */
void agree_check_due(struct book *book, const struct hall *hall, int64_t now_ms);

/* The settings that a hall begins with are those of the rules. */
void agree_check_defaults(struct book *book);

#endif
