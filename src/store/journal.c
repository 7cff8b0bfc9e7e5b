/* The append-only record of all that happened, chained by hashes, and what is read back from it. */
#include "store/codec.h"
#include "store/database.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void journal_hash(const unsigned char before[static STORE_HASH_SIZE], int64_t seq, int64_t at_ms, const char *type, const char *body,
                  unsigned char hash[static STORE_HASH_SIZE])
{
    crypto_generichash_state state;
    char head[96];
    int length = snprintf(head, sizeof head, "%lld %lld %s ", (long long)seq, (long long)at_ms, type);

    crypto_generichash_init(&state, NULL, 0, STORE_HASH_SIZE);
    crypto_generichash_update(&state, before, STORE_HASH_SIZE);
    crypto_generichash_update(&state, (const unsigned char *)head, (unsigned long long)length);
    crypto_generichash_update(&state, (const unsigned char *)body, strlen(body));
    crypto_generichash_final(&state, hash, STORE_HASH_SIZE);
}

size_t journal_head_message(const struct store *store, int64_t epoch, int64_t day, int64_t seq, const unsigned char hash[static STORE_HASH_SIZE],
                            unsigned char message[static HEAD_MESSAGE_SIZE])
{
    int length = snprintf((char *)message, HEAD_MESSAGE_SIZE - STORE_HASH_SIZE, "%s %lld %lld %lld ", store->hall_id, (long long)epoch,
                          (long long)day, (long long)seq);

    memcpy(message + length, hash, STORE_HASH_SIZE);
    return (size_t)length + STORE_HASH_SIZE;
}

/* Signs the journal as it was before the day that opens. */
static enum error sign_head(struct store *store, const struct event *event)
{
    unsigned char message[HEAD_MESSAGE_SIZE], signature[STORE_SIGNATURE_SIZE];
    size_t size = journal_head_message(store, store->epoch, event->day.days, event->seq - 1, store->head, message);

    store->signer.sign(store->signer.context, message, size, signature);
    return database_run(store, STATEMENT_HEAD_ADD, "iiibb", (int64_t)event->day.days, store->epoch, event->seq - 1, store->head, STORE_HASH_SIZE, signature,
                        STORE_SIGNATURE_SIZE);
}

enum error store_append(struct store *store, const struct hall *hall, const struct event *event)
{
    unsigned char hash[STORE_HASH_SIZE];

    if (!store->db)
        return ERROR_NONE;
    enum error error = database_turn(store);
    if (error != ERROR_NONE)
        return error;
    const char *body = codec_event(hall, event, &store->body);
    if (!body)
        return store->failed = ERROR_MEMORY;
    if (event->type == EVENT_DAY_OPENED)
        error = sign_head(store, event);
    journal_hash(store->head, event->seq, event->at_ms, event_word(event->type), body, hash);
    if (error == ERROR_NONE)
        error = database_run(store, STATEMENT_EVENT_ADD, "iitootb", event->seq, event->at_ms, event_word(event->type), event->ticket.value,
                             event->kase.value, body, hash, STORE_HASH_SIZE);
    if (error == ERROR_NONE)
        error = projection_write(store, hall, event);
    memcpy(store->head, hash, STORE_HASH_SIZE);
    if (error != ERROR_NONE)
        store->failed = error;
    return error;
}

bool journal_event(sqlite3_stmt *row, struct event *event, struct settings *settings)
{
    memset(event, 0, sizeof *event);
    event->seq = sqlite3_column_int64(row, 0);
    event->at_ms = sqlite3_column_int64(row, 1);
    json_t *json = json_loads(database_text(row, 3), 0, NULL);
    bool fits = json && event_parse(database_text(row, 2), &event->type) && codec_event_read(json, event, settings);
    json_decref(json);
    return fits;
}

/* Puts the opening state of the day of this row into the hall. */
static bool load_opening(sqlite3_stmt *row, struct hall *hall)
{
    json_t *json = json_loads(database_text(row, 3), 0, NULL);
    bool fits = json && codec_hall_read(json_object_get(json, "hall"), hall) && hall->seq == sqlite3_column_int64(row, 0);

    json_decref(json);
    return fits;
}

/* Applies the events of a statement that is stepped through from the first one on; opening: the first one carries the state to begin with. */
static enum error replay(sqlite3_stmt *row, struct hall *hall, bool opening, hall_sink *each, void *context, int64_t *ret_bad_seq)
{
    struct settings settings;
    struct event event;
    int code;

    while ((code = sqlite3_step(row)) == SQLITE_ROW) {
        *ret_bad_seq = sqlite3_column_int64(row, 0);
        if (!journal_event(row, &event, &settings))
            return ERROR_CORRUPT;
        if (opening ? !load_opening(row, hall) : (!hall_reserve(hall) || !hall_apply(hall, &event)))
            return ERROR_CORRUPT;
        opening = false;
        if (each)
            each(context, hall, &event);
    }
    return database_error(code);
}

static int64_t last_seq(struct store *store)
{
    sqlite3_stmt *row;
    int64_t seq = 0;

    if (database_row(store, STATEMENT_EVENT_LAST, &row, "")) {
        seq = sqlite3_column_int64(row, 0);
        sqlite3_reset(row);
    }
    return seq;
}

enum error store_load(struct store *store, struct hall *hall, int64_t whole, hall_sink *each, void *context, int64_t *ret_bad_seq)
{
    sqlite3_stmt *row;
    int64_t from = 1;
    bool opening = false;

    *ret_bad_seq = 0;
    if (!store->db)
        return ERROR_NONE;
    if (last_seq(store) > whole && database_row(store, STATEMENT_EVENT_LAST_DAY, &row, "")) {
        from = sqlite3_column_int64(row, 0);
        opening = true;
        sqlite3_reset(row);
    }
    row = database_statement(store, STATEMENT_EVENT_FROM);
    sqlite3_bind_int64(row, 1, from);
    enum error error = replay(row, hall, opening, each, context, ret_bad_seq);
    sqlite3_reset(row);
    return error;
}

enum error store_hash(struct store *store, int64_t seq, unsigned char ret_hash[static STORE_HASH_SIZE])
{
    sqlite3_stmt *row;

    if (!store->db || !database_row(store, STATEMENT_EVENT_HASH, &row, "i", seq))
        return ERROR_MISSING;
    bool fits = sqlite3_column_bytes(row, 0) == STORE_HASH_SIZE;
    if (fits)
        memcpy(ret_hash, sqlite3_column_blob(row, 0), STORE_HASH_SIZE);
    sqlite3_reset(row);
    return fits ? ERROR_NONE : ERROR_CORRUPT;
}

static void write_again(void *context, const struct hall *hall, const struct event *event)
{
    struct store *store = context;

    if (store->failed == ERROR_NONE)
        store->failed = projection_write(store, hall, event);
}

enum error store_rebuild(struct store *store, struct memory memory, int64_t *ret_events)
{
    static const enum statement clears[] = {STATEMENT_CLEAR_TICKETS, STATEMENT_CLEAR_JOBS, STATEMENT_CLEAR_TOKENS, STATEMENT_CLEAR_STAFF,
                                           STATEMENT_CLEAR_CASES, STATEMENT_CLEAR_CASE_COUNTS, STATEMENT_CLEAR_SEAL_USES, STATEMENT_CLEAR_SAMPLES,
                                           STATEMENT_CLEAR_SAMPLE_CASES, STATEMENT_CLEAR_DEPUTIES};
    struct hall hall;
    int64_t bad_seq;
    enum error error = database_turn(store);

    for (size_t i = 0; error == ERROR_NONE && i < sizeof clears / sizeof *clears; i++)
        error = database_run(store, clears[i], "");
    hall_init(&hall, memory);
    if (error == ERROR_NONE) {
        sqlite3_stmt *row = database_statement(store, STATEMENT_EVENT_FROM);
        sqlite3_bind_int64(row, 1, 1);
        error = replay(row, &hall, false, write_again, store, &bad_seq);
        sqlite3_reset(row);
    }
    if (error != ERROR_NONE)
        store->failed = error;
    *ret_events = hall.seq;
    hall_finish(&hall);
    enum error committed = store_commit(store);
    return error != ERROR_NONE ? error : committed;
}

enum error journal_rows(sqlite3_stmt *row, store_row *each, void *context)
{
    int code;

    while ((code = sqlite3_step(row)) == SQLITE_ROW) {
        json_t *json = json_loads(database_text(row, 3), 0, NULL);
        if (json) {
            json_object_set_new(json, "seq", json_integer(sqlite3_column_int64(row, 0)));
            json_object_set_new(json, "at", json_integer(sqlite3_column_int64(row, 1)));
            json_object_set_new(json, "type", json_string(database_text(row, 2)));
            each(context, json);
        }
        json_decref(json);
    }
    sqlite3_reset(row);
    return database_error(code);
}

enum error store_history(struct store *store, struct ticket_id id, store_row *each, void *context)
{
    if (!store->db)
        return ERROR_NONE;
    sqlite3_stmt *row = database_statement(store, STATEMENT_EVENT_OF_TICKET);
    sqlite3_bind_int64(row, 1, id.value);
    return journal_rows(row, each, context);
}
