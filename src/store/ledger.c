/* What lies beside the cases: the ledger of the seal, the bytes of certificates, samples, deputies. */
#include "store/cases.h"

#include "core/decision.h"
#include "store/database.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static enum error put_use(struct store *store, const struct event *event)
{
    return database_run(store, STATEMENT_SEAL_PUT, "iitittti", event->seal, event->at_ms, event->actor.staff, event->kase.value, event->certificate,
                        event->digest, event->blank, event->automatic ? event->at_ms : (int64_t)0);
}

/* --- samples --- */

/* A case that may be drawn. */
struct candidate {
    unsigned char hash[32];
    int64_t id;
};

static int by_hash(const void *a, const void *b)
{
    const struct candidate *one = a, *other = b;
    int order = memcmp(one->hash, other->hash, sizeof one->hash);

    return order ? order : one->id < other->id ? -1 : one->id > other->id;
}

static void hash_candidate(struct candidate *candidate, const unsigned char seed[static SEED_SIZE], int64_t id)
{
    unsigned char message[SEED_SIZE + 24];
    int length = snprintf((char *)message + SEED_SIZE, 24, "%lld", (long long)id);

    memcpy(message, seed, SEED_SIZE);
    crypto_generichash(candidate->hash, sizeof candidate->hash, message, (unsigned long long)(SEED_SIZE + length), NULL, 0);
    candidate->id = id;
}

/* Reads the ids of those accepted in a time and gives each its hash; the caller frees. */
static enum error read_candidates(struct store *store, int64_t from_ms, int64_t to_ms, const unsigned char seed[static SEED_SIZE],
                                  struct candidate **ret_candidates, size_t *ret_count)
{
    sqlite3_stmt *row = database_statement(store, STATEMENT_CASE_ACCEPTED_IDS);
    struct candidate *candidates = NULL;
    size_t count = 0, room = 0;
    int code;

    sqlite3_bind_int64(row, 1, from_ms);
    sqlite3_bind_int64(row, 2, to_ms);
    while ((code = sqlite3_step(row)) == SQLITE_ROW) {
        if (count == room) {
            room = room ? 2 * room : 256;
            struct candidate *grown = realloc(candidates, room * sizeof *candidates);
            if (!grown) {
                code = SQLITE_NOMEM;
                break;
            }
            candidates = grown;
        }
        hash_candidate(&candidates[count++], seed, sqlite3_column_int64(row, 0));
    }
    sqlite3_reset(row);
    *ret_candidates = candidates;
    *ret_count = count;
    return database_error(code);
}

static enum error draw(struct store *store, const struct hall *hall, const struct event *event)
{
    struct store_sample sample;
    unsigned char seed[SEED_SIZE];
    struct candidate *candidates = NULL;
    size_t count = 0, length = 0;
    enum error error = store_sample(store, event->number, &sample);

    if (error != ERROR_NONE || sodium_hex2bin(seed, sizeof seed, event->digest, strlen(event->digest), NULL, &length, NULL) != 0 || length != SEED_SIZE)
        return ERROR_CORRUPT;
    int32_t offset = hall->settings.utc_offset_min;
    int64_t to_ms = date_start_ms((struct date){sample.until.days + 1}, offset);
    error = read_candidates(store, date_start_ms(sample.from, offset), to_ms < event->at_ms ? to_ms : event->at_ms, seed, &candidates, &count);
    if (count > 0)
        qsort(candidates, count, sizeof *candidates, by_hash);
    for (size_t i = 0; error == ERROR_NONE && i < count && (int64_t)i < sample.count; i++)
        error = database_run(store, STATEMENT_SAMPLE_CASE_PUT, "iii", event->number, (int64_t)i + 1, candidates[i].id);
    free(candidates);
    return error == ERROR_NONE ? database_run(store, STATEMENT_SAMPLE_SEED, "tii", event->digest, event->at_ms, (int64_t)event->number) : error;
}

static enum error put_sample(struct store *store, const struct event *event)
{
    return database_run(store, STATEMENT_SAMPLE_PUT, "iitiiit", (int64_t)event->number, event->at_ms, event->actor.staff, (int64_t)event->day.days,
                        (int64_t)event->until.days, (int64_t)event->count, event->digest);
}

enum error ledger_write(struct store *store, const struct hall *hall, const struct event *event, int64_t seal)
{
    switch (event->type) {
    case EVENT_SEAL_USED:
        return put_use(store, event);
    case EVENT_SEAL_CONFIRMED:
        return database_run(store, STATEMENT_SEAL_CONFIRMED, "ii", event->at_ms, event->seal);
    case EVENT_CERTIFICATE_SPOILED:
        return database_run(store, STATEMENT_SEAL_SPOILED, "ii", event->at_ms, seal);
    case EVENT_SAMPLE_COMMITTED:
        return put_sample(store, event);
    case EVENT_SAMPLE_REVEALED:
        return draw(store, hall, event);
    case EVENT_STAFF_DEPUTY:
        return database_run(store, STATEMENT_DEPUTY_PUT, "ttii", event->staff, event->name, (int64_t)event->day.days, (int64_t)event->until.days);
    default:
        return ERROR_NONE;
    }
}

/* --- reading --- */

enum error store_seal_uses(struct store *store, int64_t after, int64_t most, void (*each)(void *context, const struct store_seal_use *use), void *context)
{
    int code;

    if (!store->db)
        return ERROR_NONE;
    sqlite3_stmt *row = database_statement(store, STATEMENT_SEAL_AFTER);
    sqlite3_bind_int64(row, 1, after);
    sqlite3_bind_int64(row, 2, most);
    while ((code = sqlite3_step(row)) == SQLITE_ROW) {
        struct store_seal_use use = {.seal = sqlite3_column_int64(row, 0), .at_ms = sqlite3_column_int64(row, 1), .kase = {sqlite3_column_int64(row, 3)},
                                     .confirmed_ms = sqlite3_column_int64(row, 7), .spoiled_ms = sqlite3_column_int64(row, 8)};
        text_copy(use.staff, sizeof use.staff, database_text(row, 2));
        text_copy(use.certificate, sizeof use.certificate, database_text(row, 4));
        text_copy(use.digest, sizeof use.digest, database_text(row, 5));
        text_copy(use.blank, sizeof use.blank, database_text(row, 6));
        each(context, &use);
    }
    sqlite3_reset(row);
    return database_error(code);
}

enum error store_value_put(struct store *store, struct case_id id, const char *name, const char *value)
{
    return database_write(store, STATEMENT_VALUE_PUT, "itt", id.value, name, value);
}

enum error store_values(struct store *store, struct case_id id, void (*each)(void *context, const char *name, const char *value), void *context)
{
    int code;

    if (!store->db)
        return ERROR_NONE;
    sqlite3_stmt *row = database_statement(store, STATEMENT_VALUES_OF_CASE);
    sqlite3_bind_int64(row, 1, id.value);
    while ((code = sqlite3_step(row)) == SQLITE_ROW)
        each(context, database_text(row, 0), database_text(row, 1));
    sqlite3_reset(row);
    return database_error(code);
}

enum error store_document_put(struct store *store, const char *digest, int64_t at_ms, const void *bytes, size_t size)
{
    return size > INT32_MAX ? ERROR_RANGE : database_write(store, STATEMENT_DOCUMENT_PUT, "tib", digest, at_ms, bytes, (int)size);
}

enum error store_document(struct store *store, const char *digest, void **ret_bytes, size_t *ret_size)
{
    sqlite3_stmt *row;

    if (!store->db || !digest[0] || !database_row(store, STATEMENT_DOCUMENT_GET, &row, "t", digest))
        return ERROR_MISSING;
    size_t size = (size_t)sqlite3_column_bytes(row, 0);
    void *bytes = malloc(size + 1);
    if (bytes && size > 0)
        memcpy(bytes, sqlite3_column_blob(row, 0), size);
    sqlite3_reset(row);
    if (!bytes)
        return ERROR_MEMORY;
    *ret_bytes = bytes;
    *ret_size = size;
    return ERROR_NONE;
}

static void read_sample(sqlite3_stmt *row, struct store_sample *sample)
{
    *sample = (struct store_sample){.number = sqlite3_column_int64(row, 0), .at_ms = sqlite3_column_int64(row, 1), .from = {sqlite3_column_int(row, 3)},
                                    .until = {sqlite3_column_int(row, 4)}, .count = sqlite3_column_int64(row, 5), .revealed_ms = sqlite3_column_int64(row, 8)};
    text_copy(sample->staff, sizeof sample->staff, database_text(row, 2));
    text_copy(sample->commitment, sizeof sample->commitment, database_text(row, 6));
    text_copy(sample->seed, sizeof sample->seed, database_text(row, 7));
}

enum error store_sample(struct store *store, int64_t number, struct store_sample *ret_sample)
{
    sqlite3_stmt *row;

    if (!store->db || !database_row(store, STATEMENT_SAMPLE_GET, &row, "i", number))
        return ERROR_MISSING;
    read_sample(row, ret_sample);
    sqlite3_reset(row);
    return ERROR_NONE;
}

enum error store_samples(struct store *store, void (*each)(void *context, const struct store_sample *sample), void *context)
{
    struct store_sample sample;
    int code;

    if (!store->db)
        return ERROR_NONE;
    sqlite3_stmt *row = database_statement(store, STATEMENT_SAMPLE_LAST);
    while ((code = sqlite3_step(row)) == SQLITE_ROW) {
        read_sample(row, &sample);
        each(context, &sample);
    }
    sqlite3_reset(row);
    return database_error(code);
}

enum error store_sample_cases(struct store *store, int64_t number, void (*each)(void *context, struct case_id id), void *context)
{
    int code;

    if (!store->db)
        return ERROR_NONE;
    sqlite3_stmt *row = database_statement(store, STATEMENT_SAMPLE_CASES);
    sqlite3_bind_int64(row, 1, number);
    while ((code = sqlite3_step(row)) == SQLITE_ROW)
        each(context, (struct case_id){sqlite3_column_int64(row, 0)});
    sqlite3_reset(row);
    return database_error(code);
}

enum error store_sample_secret_put(struct store *store, int64_t number, const char *seed)
{
    return database_write(store, STATEMENT_SAMPLE_SECRET_PUT, "it", number, seed);
}

enum error store_sample_secret(struct store *store, int64_t number, char seed[static SEED_TEXT_SIZE])
{
    sqlite3_stmt *row;

    if (!store->db || !database_row(store, STATEMENT_SAMPLE_SECRET_GET, &row, "i", number))
        return ERROR_MISSING;
    text_copy(seed, SEED_TEXT_SIZE, database_text(row, 0));
    sqlite3_reset(row);
    return ERROR_NONE;
}

enum error store_deputies(struct store *store, struct date day, void (*each)(void *context, const struct store_deputy *deputy), void *context)
{
    int code;

    if (!store->db)
        return ERROR_NONE;
    sqlite3_stmt *row = database_statement(store, STATEMENT_DEPUTY_UNTIL);
    sqlite3_bind_int64(row, 1, day.days);
    while ((code = sqlite3_step(row)) == SQLITE_ROW) {
        struct store_deputy deputy = {.from = {sqlite3_column_int(row, 2)}, .until = {sqlite3_column_int(row, 3)}};
        text_copy(deputy.staff, sizeof deputy.staff, database_text(row, 0));
        text_copy(deputy.deputy, sizeof deputy.deputy, database_text(row, 1));
        each(context, &deputy);
    }
    sqlite3_reset(row);
    return database_error(code);
}
