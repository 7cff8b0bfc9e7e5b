#include "sim/rule.h"

#include <string.h>

#define RULE "bounded waiting"

static bool before(const struct book_ticket *a, const struct book_ticket *b)
{
    return a->taken_ms < b->taken_ms || (a->taken_ms == b->taken_ms && a->id < b->id);
}

static int64_t waited(const struct book_ticket *ticket, int64_t now_ms)
{
    return now_ms > ticket->taken_ms ? now_ms - ticket->taken_ms : 0;
}

static struct weight weight_of(const struct book *book, const struct book_ticket *ticket)
{
    return book->settings.weights[ticket->priority];
}

/* b * (now - taken), rounded down. */
static int64_t key_of(const struct book *book, const struct book_ticket *ticket, int64_t now_ms)
{
    return waited(ticket, now_ms) * weight_of(book, ticket).numerator / weight_of(book, ticket).denominator;
}

/* Exactly: no rounding. */
bool rule_larger(const struct book *book, const struct book_ticket *a, const struct book_ticket *b, int64_t now_ms)
{
    struct weight wa = weight_of(book, a), wb = weight_of(book, b);
    int64_t left = waited(a, now_ms) * wa.numerator * wb.denominator, right = waited(b, now_ms) * wb.numerator * wa.denominator;

    return left > right || (left == right && before(a, b));
}

/* Those whom a window may be given now. */
struct choices {
    const struct book *book;
    int32_t window;
    int64_t now_ms;
    bool held; /* only those who missed their call are there */
};

static bool is_held(const struct book_ticket *ticket)
{
    return ticket->behind > 0 && !ticket->first;
}

static const struct book_ticket *nth(const struct choices *choices, int32_t i)
{
    const struct book_ticket *ticket = &choices->book->tickets[choices->book->open[i]];

    if (ticket->state != TICKET_WAITING || !book_may_serve(choices->book, choices->window, ticket) || is_held(ticket) != choices->held)
        return NULL;
    return ticket;
}

enum only { ONLY_ALL, ONLY_FIRST, ONLY_ORDINARY };

/* Returns the first taken of some, NULL if there is none. */
static const struct book_ticket *earliest(const struct choices *choices, enum only only)
{
    const struct book_ticket *found = NULL;

    for (int32_t i = 0; i < choices->book->open_count; i++) {
        const struct book_ticket *ticket = nth(choices, i);
        if (!ticket || (only == ONLY_FIRST && !ticket->first) || (only == ONLY_ORDINARY && ticket->priority != PRIORITY_NORMAL))
            continue;
        if (!found || before(ticket, found))
            found = ticket;
    }
    return found;
}

static const struct book_ticket *largest(const struct choices *choices, const struct book_ticket *except)
{
    const struct book_ticket *found = NULL;

    for (int32_t i = 0; i < choices->book->open_count; i++) {
        const struct book_ticket *ticket = nth(choices, i);
        if (ticket && ticket != except && (!found || rule_larger(choices->book, ticket, found, choices->now_ms)))
            found = ticket;
    }
    return found;
}

static const struct book_ticket *choose(struct choices *choices, enum call_rule *ret_rule)
{
    const struct book *book = choices->book;
    const struct book_ticket *longest = earliest(choices, ONLY_ALL), *found;

    *ret_rule = CALL_RULE_NOBODY_ELSE;
    if (!longest) {
        choices->held = true;
        return earliest(choices, ONLY_ALL);
    }
    *ret_rule = CALL_RULE_ANNOUNCED;
    if ((found = earliest(choices, ONLY_FIRST)))
        return found;
    *ret_rule = CALL_RULE_WAITED_LONG;
    if (waited(longest, choices->now_ms) >= book->settings.longest_wait_ms)
        return longest;
    *ret_rule = CALL_RULE_ORDINARY_TURN;
    if (book->in_row >= book->settings.overtakes_in_row && (found = earliest(choices, ONLY_ORDINARY)))
        return found;
    *ret_rule = CALL_RULE_LARGEST_KEY;
    return largest(choices, NULL);
}

static void check_figures(struct book *book, const struct event *event, const struct choices *choices, const struct book_ticket *chosen)
{
    const struct book_ticket *other = choices->held ? NULL : largest(choices, chosen), *ordinary = choices->held ? NULL : earliest(choices, ONLY_ORDINARY);
    bool overtakes = chosen->priority != PRIORITY_NORMAL && ordinary && before(ordinary, chosen);
    int32_t in_row = overtakes ? book->in_row + 1 : 0;

    BOOK_NEEDS(book, event->key_won == key_of(book, chosen, event->at_ms), RULE, "the key of ticket %lld is %lld, not %lld", (long long)chosen->id,
               (long long)key_of(book, chosen, event->at_ms), (long long)event->key_won);
    BOOK_NEEDS(book, event->other.value == (other ? other->id : 0) && event->key_other == (other ? key_of(book, other, event->at_ms) : 0), RULE,
               "the best of the others is ticket %lld, not %lld", (long long)(other ? other->id : 0), (long long)event->other.value);
    BOOK_NEEDS(book, event->in_row == in_row, RULE, "the overtaking calls in a row are %d, not %d", (int)in_row, (int)event->in_row);
    BOOK_NEEDS(book, event->waited_ms == waited(chosen, event->at_ms), RULE, "ticket %lld waited %lld ms, not %lld", (long long)chosen->id,
               (long long)waited(chosen, event->at_ms), (long long)event->waited_ms);
}

/* Within a class first come, first served, except for who has been announced or served before. */
static void check_order(struct book *book, const struct event *event, const struct choices *choices, const struct book_ticket *called)
{
    for (int32_t i = 0; i < book->open_count; i++) {
        const struct book_ticket *ticket = nth(choices, i);
        if (ticket && !called->first && ticket->priority == called->priority && before(ticket, called))
            book_wrong(book, "order", "ticket %lld was called before ticket %lld of its class, which was taken earlier", (long long)event->ticket.value,
                       (long long)ticket->id);
    }
}

void rule_check(struct book *book, const struct event *event)
{
    struct choices choices = {book, event->window, event->at_ms, false};
    enum call_rule rule;
    const struct book_ticket *chosen = choose(&choices, &rule), *called = book_ticket(book, event->ticket.value);

    if (event->rule == CALL_RULE_CHOSEN) { /* whether somebody was allowed to choose is checked where the request is */
        choices.held = false;
        check_figures(book, event, &choices, called);
        return;
    }
    if (!BOOK_NEEDS(book, chosen != NULL, RULE, "nobody waits for window %d", (int)event->window))
        return;
    check_order(book, event, &choices, called);
    if (!BOOK_NEEDS(book, chosen == called && rule == event->rule,
                    RULE, "window %d must call ticket %lld (%s), not ticket %lld (%s)", (int)event->window,
                    (long long)chosen->id, call_rule_word(rule), (long long)called->id, call_rule_word(event->rule)))
        return;
    check_figures(book, event, &choices, chosen);
}

/* Two keys are equal at (b1 t1 - b2 t2) / (b1 - b2). */
static int64_t meeting(const struct book *book, const struct book_ticket *a, const struct book_ticket *b)
{
    struct weight wa = weight_of(book, a), wb = weight_of(book, b);
    int64_t first = (int64_t)wa.numerator * wb.denominator, second = (int64_t)wb.numerator * wa.denominator;

    return first == second ? INT64_MAX : (first * a->taken_ms - second * b->taken_ms) / (first - second);
}

int64_t rule_instant(const struct book *book, int64_t now_ms, uint32_t pick)
{
    const struct book_ticket *some[2] = {NULL, NULL};

    for (int n = 0; n < 2 && book->open_count > 0; n++) {
        const struct book_ticket *ticket = &book->tickets[book->open[(pick >> 8 * n) % (uint32_t)book->open_count]];
        if (ticket->state == TICKET_WAITING)
            some[n] = ticket;
    }
    if (some[0] && some[1] && (pick >> 16) % 3 != 0) {
        int64_t instant = meeting(book, some[0], some[1]);
        return instant > now_ms ? instant : INT64_MAX;
    }
    const struct book_ticket *one = some[0] ? some[0] : some[1];
    return one && one->taken_ms + book->settings.longest_wait_ms > now_ms ? one->taken_ms + book->settings.longest_wait_ms : INT64_MAX;
}
