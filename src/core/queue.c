#include "core/queue.h"

static bool taken_before(const struct ticket *a, const struct ticket *b)
{
    return a->taken_ms != b->taken_ms ? a->taken_ms < b->taken_ms : a->id.value < b->id.value;
}

int32_t queue_slot(const struct hall *hall, struct ticket_id id)
{
    int32_t low = 0, high = hall->ticket_count;
    int64_t guess = high > 0 ? id.value - hall->tickets[0].id.value : -1;

    /* ids rise by one, except where a new day has forgotten some */
    if (guess >= 0 && guess < high && hall->tickets[guess].id.value == id.value)
        return (int32_t)guess;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (hall->tickets[middle].id.value < id.value)
            low = middle + 1;
        else
            high = middle;
    }
    return low < hall->ticket_count && hall->tickets[low].id.value == id.value ? low : NO_SLOT;
}

static struct queue *queue_of(struct hall *hall, const struct ticket *ticket)
{
    return &hall->queues[ticket->service][ticket->priority];
}

void queue_insert(struct hall *hall, int32_t slot)
{
    struct ticket *ticket = &hall->tickets[slot];
    struct queue *queue = queue_of(hall, ticket);
    int32_t before = queue->last;

    while (before != NO_SLOT && taken_before(ticket, &hall->tickets[before]))
        before = hall->tickets[before].previous;
    ticket->previous = before;
    ticket->next = before == NO_SLOT ? queue->first : hall->tickets[before].next;
    *(before == NO_SLOT ? &queue->first : &hall->tickets[before].next) = slot;
    *(ticket->next == NO_SLOT ? &queue->last : &hall->tickets[ticket->next].previous) = slot;
    hall->services[ticket->service].waiting++;
}

void queue_remove(struct hall *hall, int32_t slot)
{
    struct ticket *ticket = &hall->tickets[slot];
    struct queue *queue = queue_of(hall, ticket);

    *(ticket->previous == NO_SLOT ? &queue->first : &hall->tickets[ticket->previous].next) = ticket->next;
    *(ticket->next == NO_SLOT ? &queue->last : &hall->tickets[ticket->next].previous) = ticket->previous;
    ticket->previous = ticket->next = NO_SLOT;
    hall->services[ticket->service].waiting--;
}

bool queue_may_serve(const struct hall *hall, int32_t window, const struct ticket *ticket)
{
    return (hall->settings.windows[window].services >> ticket->service & 1) &&
           (ticket->group < 0 || (hall->windows[window].skills >> ticket->group & 1)) &&
           (ticket->only_window == 0 || ticket->only_window == window);
}

/* A returned no-show waits until enough others of its service were called after its return. */
static bool is_held_back(const struct hall *hall, const struct ticket *ticket)
{
    return ticket->return_mark >= 0 && !ticket->announced &&
           hall->services[ticket->service].calls - ticket->return_mark < hall->settings.return_behind;
}

/* A day of waiting times weight 1000 stays far below the range; the products of two weights do too. */
static int64_t waited(const struct ticket *ticket, int64_t now_ms)
{
    return now_ms > ticket->taken_ms ? now_ms - ticket->taken_ms : 0;
}

static int64_t key_of(const struct hall *hall, const struct ticket *ticket, int64_t now_ms)
{
    const struct weight *weight = &hall->settings.weights[ticket->priority];
    return waited(ticket, now_ms) * weight->numerator / weight->denominator;
}

int queue_compare(const struct hall *hall, const struct ticket *a, const struct ticket *b, int64_t now_ms)
{
    const struct weight *wa = &hall->settings.weights[a->priority], *wb = &hall->settings.weights[b->priority];
    int64_t left = waited(a, now_ms) * wa->numerator * wb->denominator;
    int64_t right = waited(b, now_ms) * wb->numerator * wa->denominator;

    if (left != right)
        return left > right ? 1 : -1;
    return taken_before(a, b) ? 1 : -1;
}

/* Those who may be called, reduced to the few that can win. */
struct field {
    const struct ticket *announced, *longest, *ordinary, *best, *second, *held;
};

static void consider(const struct hall *hall, struct field *field, const struct ticket *ticket, int64_t now_ms)
{
    if (ticket->announced && (!field->announced || taken_before(ticket, field->announced)))
        field->announced = ticket;
    if (!field->longest || taken_before(ticket, field->longest))
        field->longest = ticket;
    if (ticket->priority == PRIORITY_NORMAL && (!field->ordinary || taken_before(ticket, field->ordinary)))
        field->ordinary = ticket;
    if (!field->best || queue_compare(hall, ticket, field->best, now_ms) > 0) {
        field->second = field->best;
        field->best = ticket;
    } else if (!field->second || queue_compare(hall, ticket, field->second, now_ms) > 0) {
        field->second = ticket;
    }
}

/* Looks into one list: within a class the first who may be called goes before all later ones, except an announced one. */
static void consider_list(const struct hall *hall, struct field *field, const struct queue *queue, int32_t window, int64_t now_ms)
{
    int found = 0;

    for (int32_t slot = queue->first; slot != NO_SLOT; slot = hall->tickets[slot].next) {
        const struct ticket *ticket = &hall->tickets[slot];
        if (!queue_may_serve(hall, window, ticket))
            continue;
        if (is_held_back(hall, ticket)) {
            if (!field->held || taken_before(ticket, field->held))
                field->held = ticket;
            continue;
        }
        if (found < 2 || ticket->announced)
            consider(hall, field, ticket, now_ms);
        if (++found >= 2 && hall->announced_count == 0)
            return;
    }
}

/* By the rules, or whom somebody wants. */
static const struct ticket *choose_from(const struct hall *hall, const struct field *field, int64_t now_ms, const struct ticket *wanted,
                                        enum call_rule *ret_rule)
{
    const struct settings *settings = &hall->settings;

    *ret_rule = CALL_RULE_CHOSEN;
    if (wanted)
        return wanted;
    *ret_rule = CALL_RULE_NOBODY_ELSE;
    if (!field->best)
        return field->held;
    *ret_rule = CALL_RULE_ANNOUNCED;
    if (field->announced)
        return field->announced;
    *ret_rule = CALL_RULE_WAITED_LONG;
    if (waited(field->longest, now_ms) >= settings->longest_wait_ms)
        return field->longest;
    *ret_rule = CALL_RULE_ORDINARY_TURN;
    if (hall->in_row >= settings->overtakes_in_row && field->ordinary)
        return field->ordinary;
    *ret_rule = CALL_RULE_LARGEST_KEY;
    return field->best;
}

bool queue_choose(const struct hall *hall, int32_t window, int64_t now_ms, const struct ticket *wanted, struct choice *ret_choice)
{
    struct field field = {0};
    uint32_t services = hall->settings.windows[window].services;
    enum call_rule rule;

    for (int service = 0; service < SERVICES_MAX; service++) {
        if (!(services >> service & 1) || hall->services[service].waiting == 0)
            continue;
        for (int priority = 0; priority < PRIORITY_COUNT; priority++)
            consider_list(hall, &field, &hall->queues[service][priority], window, now_ms);
    }
    const struct ticket *chosen = choose_from(hall, &field, now_ms, wanted, &rule);
    if (!chosen)
        return false;
    const struct ticket *other = chosen == field.best ? field.second : field.best;
    *ret_choice = (struct choice){.slot = (int32_t)(chosen - hall->tickets), .rule = rule, .key_won = key_of(hall, chosen, now_ms)};
    if (other) {
        ret_choice->other = other->id;
        ret_choice->key_other = key_of(hall, other, now_ms);
    }
    ret_choice->overtakes = chosen->priority != PRIORITY_NORMAL && field.ordinary && taken_before(field.ordinary, chosen);
    return true;
}
