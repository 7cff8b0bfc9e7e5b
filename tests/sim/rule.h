/* Who must be called next, found by looking at everybody: accumulating priority with its two bounds, as the rules of the hall have it (the
 * model is Stanford, Taylor, Ziedins 2014, Queueing Systems 77:297-330).
 *
 * A ready window is given one of those who wait and whom it may serve:
 *   0. who has been announced or served before (a call taken back, a parked one that is back), the first taken of them;
 *   1. else, if the longest-waiting has waited as long as the bound or more: that one;
 *   2. else, if the last K calls were priority tickets that each overtook a waiting ordinary one: the first taken ordinary one, if there
 *      is one;
 *   3. else the largest b * (now - taken), ties by order of taking.
 * Who missed the call and came back is not among them until so many others of that service have been called, unless nobody else is there.
 * A clerk with the permission may choose otherwise; the event then says so, with the same figures. */
#ifndef SIM_RULE_H
#define SIM_RULE_H

#include "sim/book.h"

/* Checks a ticket.called event against the book as it is before it: the right person, for the right reason, with the right figures. */
void rule_check(struct book *book, const struct event *event);

/* Whether a's b * (now - taken) is larger than that of another, ties by order of taking. */
bool rule_larger(const struct book *book, const struct book_ticket *a, const struct book_ticket *b, int64_t now_ms);

/* Returns the next instant after now at which the rules would choose another ticket for a window than a moment before (an ordinary ticket
 * is overtaken, the bound of waiting is reached), looking at two tickets (by pick); INT64_MAX if there is none. */
int64_t rule_instant(const struct book *book, int64_t now_ms, uint32_t pick);

#endif
