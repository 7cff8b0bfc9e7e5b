/* Proves that the journal is whole: every number, every hash, every event against the rules, every signed day head. In slices, each of which reads rows by their
 * numbers and leaves no statement open, so that turns may commit in between. */
#include "store/database.h"

#include <stdlib.h>
#include <string.h>

/* The head to be checked next. */
struct head {
    bool there;
    int64_t day, seq, epoch;
    bool sizes_fit;
    unsigned char hash[STORE_HASH_SIZE], signature[STORE_SIGNATURE_SIZE];
};

struct store_walk {
    struct store *store;
    struct hall hall;
    struct settings settings;
    struct head head;
    unsigned char before[STORE_HASH_SIZE];
    int64_t expected, last_seq, last_day; /* what came after the beginning is not walked over */
    struct store_verdict verdict;
};

static const char *wrong_with(struct store_walk *walk, sqlite3_stmt *row)
{
    unsigned char hash[STORE_HASH_SIZE];
    struct event event;

    if (sqlite3_column_int64(row, 0) != walk->expected)
        return "an event is missing";
    journal_hash(walk->before, walk->expected, sqlite3_column_int64(row, 1), database_text(row, 2), database_text(row, 3), hash);
    if (sqlite3_column_bytes(row, 4) != STORE_HASH_SIZE || memcmp(hash, sqlite3_column_blob(row, 4), STORE_HASH_SIZE) != 0)
        return "the hash does not fit: the event or one before it was changed";
    memcpy(walk->before, hash, STORE_HASH_SIZE);
    if (!journal_event(row, &event, &walk->settings))
        return "the event cannot be read";
    if (!hall_reserve(&walk->hall) || !hall_apply(&walk->hall, &event))
        return "the event does not follow from those before it";
    if ((event.type == EVENT_CATALOGUE_IMPORTED || event.type == EVENT_CATALOGUE_WITHDRAWN) && !catalogue_is_kept(walk->store, &event))
        return "the catalogue of this version was changed";
    return NULL;
}

static void read_head(struct store_walk *walk)
{
    sqlite3_stmt *row;
    struct head *head = &walk->head;
    int64_t after = head->day;

    head->there = database_row(walk->store, STATEMENT_HEAD_NEXT, &row, "ii", after, walk->last_day);
    if (!head->there)
        return;
    head->day = sqlite3_column_int64(row, 0);
    head->seq = sqlite3_column_int64(row, 1);
    head->epoch = sqlite3_column_int64(row, 4);
    head->sizes_fit = sqlite3_column_bytes(row, 2) == STORE_HASH_SIZE && sqlite3_column_bytes(row, 3) == STORE_SIGNATURE_SIZE;
    if (head->sizes_fit) {
        memcpy(head->hash, sqlite3_column_blob(row, 2), STORE_HASH_SIZE);
        memcpy(head->signature, sqlite3_column_blob(row, 3), STORE_SIGNATURE_SIZE);
    }
    sqlite3_reset(row);
}

/* Checks the heads of days that begin after the event just walked over. */
static const char *wrong_head(struct store_walk *walk)
{
    const struct store *store = walk->store;
    const struct head *head = &walk->head;
    unsigned char message[HEAD_MESSAGE_SIZE];

    while (head->there && head->seq < walk->expected) {
        if (head->seq != walk->expected - 1 || !head->sizes_fit || memcmp(head->hash, walk->before, STORE_HASH_SIZE) != 0)
            return "a signed day head names another journal";
        size_t size = journal_head_message(store, head->epoch, head->day, head->seq, head->hash, message);
        if (!store->signer.check(store->signer.context, message, size, head->signature))
            return "the signature of a day head is wrong";
        walk->verdict.heads++;
        read_head(walk);
    }
    return NULL;
}

enum error store_walk_begin(struct store *store, struct memory memory, struct store_walk **ret_walk)
{
    struct store_walk *walk = calloc(1, sizeof *walk);
    sqlite3_stmt *row;

    if (!walk)
        return ERROR_MEMORY;
    walk->store = store;
    walk->expected = 1;
    walk->head.day = INT64_MIN;
    hall_init(&walk->hall, memory);
    if (database_row(store, STATEMENT_EVENT_LAST, &row, "")) {
        walk->last_seq = sqlite3_column_int64(row, 0);
        sqlite3_reset(row);
    }
    if (database_row(store, STATEMENT_HEAD_LAST, &row, "")) {
        walk->last_day = sqlite3_column_int64(row, 0);
        sqlite3_reset(row);
    }
    read_head(walk);
    *ret_walk = walk;
    return ERROR_NONE;
}

enum error store_walk_slice(struct store_walk *walk, int64_t events, bool *ret_done)
{
    const char *reason = wrong_head(walk);
    int code = SQLITE_DONE;

    if (!reason) {
        sqlite3_stmt *row = database_statement(walk->store, STATEMENT_EVENT_PAGE);
        sqlite3_bind_int64(row, 1, walk->expected);
        sqlite3_bind_int64(row, 2, walk->last_seq);
        sqlite3_bind_int64(row, 3, events);
        while (!reason && (code = sqlite3_step(row)) == SQLITE_ROW) {
            reason = wrong_with(walk, row);
            walk->expected += !reason;
            if (!reason)
                reason = wrong_head(walk);
        }
        sqlite3_reset(row);
    }
    bool at_end = walk->expected > walk->last_seq;
    if (!reason && at_end && walk->head.there)
        reason = "the journal ends before a signed day head";
    *ret_done = reason || at_end;
    walk->verdict.reason = reason;
    return code == SQLITE_ROW || code == SQLITE_DONE ? ERROR_NONE : database_error(code);
}

void store_walk_end(struct store_walk *walk, struct store_verdict *ret_verdict)
{
    struct store_verdict *verdict = &walk->verdict;

    verdict->ok = verdict->reason == NULL;
    verdict->events = walk->expected - 1;
    verdict->bad_seq = verdict->ok ? 0 : walk->expected;
    memcpy(verdict->head, walk->before, STORE_HASH_SIZE);
    if (ret_verdict)
        *ret_verdict = *verdict;
    hall_finish(&walk->hall);
    free(walk);
}

enum error store_verify(struct store *store, struct memory memory, struct store_verdict *ret_verdict)
{
    struct store_walk *walk;
    bool done = false;
    enum error error = store_walk_begin(store, memory, &walk);

    if (error != ERROR_NONE)
        return error;
    while (error == ERROR_NONE && !done)
        error = store_walk_slice(walk, INT64_MAX, &done);
    store_walk_end(walk, ret_verdict);
    return error;
}
