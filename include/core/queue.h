/* Inside the core: the tickets that wait, in one list for each service and class, in order of taking; and the choice of the best one for a window. */
#ifndef CORE_QUEUE_H
#define CORE_QUEUE_H

#include "core/hall.h"

/* Puts a waiting ticket (by slot) where its time of taking belongs; from the end, so a new ticket costs one step. */
void queue_insert(struct hall *hall, int32_t slot);
void queue_remove(struct hall *hall, int32_t slot);

/* Returns the slot of a ticket, NO_SLOT if there is none such. */
int32_t queue_slot(const struct hall *hall, struct ticket_id id);

/* Why a ticket is the best for a window, in figures for the event. */
struct choice {
    int32_t slot;
    enum call_rule rule;
    int64_t key_won, key_other; /* weighted waits: milliseconds * numerator / denominator, rounded down; other 0 without another */
    struct ticket_id other;     /* the best of those not chosen, 0: nobody else */
    bool overtakes;             /* a priority ticket that overtakes an ordinary one */
};

/* Chooses for a window by accumulating priority with its two bounds (Stanford, Taylor, Ziedins 2014, Queueing Systems 77:297-330, and the bounds of the hall's
 * rules); or takes whom a clerk with the permission wants (one who waits and whom the window may serve), with the same figures; NULL: by the rules. False if
 * nobody waits that the window may serve. */
bool queue_choose(const struct hall *hall, int32_t window, int64_t now_ms, const struct ticket *wanted, struct choice *ret_choice);

/* Whether a window may serve a ticket: service, skills of the person there, and a transfer to one window. */
bool queue_may_serve(const struct hall *hall, int32_t window, const struct ticket *ticket);

/* Compares the weighted waits of two tickets at an instant: > 0 if a goes first. Ties by time of taking, then by id. */
int queue_compare(const struct hall *hall, const struct ticket *a, const struct ticket *b, int64_t now_ms);

#endif
