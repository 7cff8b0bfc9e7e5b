/* What must come of a command, by the rules of the hall: whether it is refused, and if not, what happens first and how its window is
 * afterwards. */
#ifndef SIM_EXPECT_H
#define SIM_EXPECT_H

#include "sim/book.h"

/* Beside the types of events. */
enum { EVENT_NONE = EVENT_TYPE_COUNT, EVENT_ANY };

enum answer { ANSWER_NO, ANSWER_YES, ANSWER_EITHER };

struct expect {
    enum answer answer;
    int first;                /* an enum event_type, EVENT_NONE or EVENT_ANY */
    bool about_window;        /* the window is in one of these states, with this ticket (-1: whichever) */
    unsigned window_states;
    int64_t window_ticket;
    bool paper;               /* a print job is queued */
};

/* Says what must come of a command at an instant, from the book as it is before. */
struct expect expect_of(const struct book *book, const struct command *command, int64_t now_ms);

/* The same for a command about a case. */
struct expect expect_case(const struct book *book, const struct command *command, int64_t now_ms);

/* Complains where what came of it differs. first is the type of the first event, EVENT_NONE if there was none. */
void expect_check(struct book *book, const struct command *command, const struct expect *expect, enum refusal refusal, int first,
                  const struct outcome *outcome);

/* What a service says to somebody who wants a number now. */
enum service_state expect_service(const struct book *book, int32_t service, int64_t now_ms);

#endif
