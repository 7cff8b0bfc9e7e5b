/* What must be true after every power cut. */
#include "trial.h"

#include "store/codec.h"

#include <stdlib.h>
#include <string.h>

void trial_found(struct trial *trial, const char *wrong, int64_t at)
{
    if (trial->wrong)
        return;
    trial->wrong = wrong;
    trial->wrong_at = at;
}

static char *text_of(const struct hall *hall)
{
    json_t *json = codec_hall(hall);
    char *text = json_dumps(json, JSON_COMPACT);

    json_decref(json);
    return text;
}

static bool is_equal(const struct hall *a, const struct hall *b)
{
    char *left = text_of(a), *right = text_of(b);
    bool equal = left && right && strcmp(left, right) == 0;

    free(left);
    free(right);
    return equal;
}

static void check_integrity(struct trial *trial)
{
    sqlite3_stmt *row = NULL;

    if (sqlite3_prepare_v2(trial->server->store->db, "pragma integrity_check", -1, &row, NULL) != SQLITE_OK || sqlite3_step(row) != SQLITE_ROW ||
        strcmp((const char *)sqlite3_column_text(row, 0), "ok") != 0)
        trial_found(trial, "SQLite finds the file damaged", 0);
    sqlite3_finalize(row);
}

/* The last event that was shown is there, byte for byte: its hash stands for all before it. */
static void check_shown(struct trial *trial)
{
    sqlite3_stmt *row = NULL;

    if (trial->shown.seq == 0)
        return;
    if (sqlite3_prepare_v2(trial->server->store->db, "select hash from event where seq = ?", -1, &row, NULL) == SQLITE_OK)
        sqlite3_bind_int64(row, 1, trial->shown.seq);
    if (sqlite3_step(row) != SQLITE_ROW)
        trial_found(trial, "an event was shown and is gone", trial->shown.seq);
    else if (sqlite3_column_bytes(row, 0) != STORE_HASH_SIZE || memcmp(sqlite3_column_blob(row, 0), trial->shown_hash, STORE_HASH_SIZE) != 0)
        trial_found(trial, "an event was shown and is another now", trial->shown.seq);
    sqlite3_finalize(row);
}

/* A walk through the journal with the ledger of the visitors in hand. */
struct walk {
    struct trial *trial;
    bool numbers[SERVICES][4096];
};

static void meet(void *context, const struct hall *hall, const struct event *event)
{
    struct walk *walk = context;
    struct call *call = event->key[0] ? &visitors.calls[atoi(event->key)] : NULL;

    (void)hall;
    if (event->type == EVENT_DAY_OPENED)
        memset(walk->numbers, 0, sizeof walk->numbers);
    if (call && ++call->seen > 1)
        trial_found(walk->trial, "one wish was done twice", event->seq);
    if (event->type != EVENT_TICKET_TAKEN)
        return;
    bool *given = &walk->numbers[event->service][event->number];
    if (*given)
        trial_found(walk->trial, "a number was given twice", event->seq);
    *given = true;
    if (!call || (call->state == CALL_DONE && (call->ticket != event->ticket.value || (call->number != 0 && call->number != event->number))))
        trial_found(walk->trial, "a ticket is not the one that was told", event->seq);
}

/* Whether what was answered must have left an event: asking for the next at a ready window and a printer's sign of life leave none. */
static bool leaves_event(const struct call *call)
{
    return call->status != 202 && call->command.type != COMMAND_PRINTER_REPORT && call->command.type != COMMAND_JOB_LEASE;
}

static void check_ledger(struct trial *trial)
{
    for (int i = 0; i < visitors.count; i++) {
        const struct call *call = &visitors.calls[i];
        if (call->state == CALL_DONE && call->seen == 0 && leaves_event(call))
            trial_found(trial, "what was acknowledged is not in the journal", i);
        if (call->state == CALL_REFUSED && call->seen != 0)
            trial_found(trial, "what was refused is in the journal", i);
    }
}

static void *copy_of(const void *block, int32_t room, size_t size)
{
    void *copy = room > 0 ? malloc((size_t)room * size) : NULL;

    if (room > 0 && !copy)
        abort();
    return room > 0 ? memcpy(copy, block, (size_t)room * size) : NULL;
}

/* Whether a hall is after a turn as another one is. */
static bool becomes(const struct hall *before, const struct turn_events *turn, const struct hall *after)
{
    struct hall hall = *before;

    if (before->seq + turn->count != after->seq)
        return false;
    hall.tickets = copy_of(before->tickets, before->ticket_room, sizeof *before->tickets);
    hall.jobs = copy_of(before->jobs, before->job_room, sizeof *before->jobs);
    bool fits = true;
    for (int64_t i = 0; fits && i < turn->count; i++)
        fits = hall_reserve(&hall) && hall_apply(&hall, &turn->events[i]);
    fits = fits && is_equal(&hall, after);
    hall_finish(&hall);
    return fits;
}

void trial_apply(struct trial *trial, const struct turn_events *turn)
{
    for (int64_t i = 0; i < turn->count; i++)
        if (!hall_reserve(&trial->shown) || !hall_apply(&trial->shown, &turn->events[i]))
            trial_found(trial, "an event does not fit", trial->shown.seq + 1);
}

/* Both ways of reading the journal give the hall that was shown, or, if the turn that nobody was told about is there, the hall after it. */
static void check_hall(struct trial *trial)
{
    struct store *store = trial->server->store;
    struct walk walk = {.trial = trial};
    struct hall whole, day;
    int64_t bad;

    for (int i = 0; i < visitors.count; i++)
        visitors.calls[i].seen = 0;
    hall_init(&whole, server_memory());
    hall_init(&day, server_memory());
    if (store_load(store, &whole, INT64_MAX, meet, &walk, &bad) != ERROR_NONE || store_load(store, &day, 0, NULL, NULL, &bad) != ERROR_NONE)
        trial_found(trial, "the journal cannot be read", bad);
    for (int i = 0; i < trial->doubtful_count && trial->shown.seq < whole.seq; i++)
        if (becomes(&trial->shown, &trial->doubtful[i], &whole))
            trial_apply(trial, &trial->doubtful[i]);
    if (whole.seq != trial->shown.seq)
        trial_found(trial, whole.seq < trial->shown.seq ? "events were shown and are gone" : "a turn is there by half", whole.seq);
    if (!is_equal(&whole, &trial->shown) || !is_equal(&day, &whole) || !is_equal(&trial->server->hall, &whole))
        trial_found(trial, "the hall is not as it was", whole.seq);
    hall_finish(&whole);
    hall_finish(&day);
    check_ledger(trial);
    memcpy(trial->shown_hash, store->durable_head, STORE_HASH_SIZE);
    visitors.shown_seq = trial->shown.seq;
    trial->doubtful_count = 0;
}

void trial_check_tables(struct trial *trial)
{
    struct store *store = trial->server->store;
    int64_t events;
    char *before = store_dump(store);

    if (store_rebuild(store, server_memory(), &events) != ERROR_NONE)
        trial_found(trial, "the tables cannot be made anew", 0);
    char *after = store_dump(store);
    if (!before || !after || strcmp(before, after) != 0)
        trial_found(trial, "the tables are not what the journal says", 0);
    free(before);
    free(after);
}

void trial_check(struct trial *trial)
{
    struct store_verdict verdict;

    check_integrity(trial);
    check_shown(trial);
    if (store_verify(trial->server->store, server_memory(), &verdict) != ERROR_NONE || !verdict.ok)
        trial_found(trial, "verify: the journal is not whole", verdict.bad_seq);
    if (!trial->wrong)
        check_hall(trial);
    if (visitors.broken)
        trial_found(trial, visitors.broken, 0);
}
