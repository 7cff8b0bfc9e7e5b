/* Proves that the journal is whole: every number, every hash, every event against the rules, every signed day head. */
#include "store/database.h"

#include <string.h>

/* One walk. */
struct walk {
    struct hall hall;
    unsigned char before[STORE_HASH_SIZE];
    struct settings settings;
    int64_t expected;
};

static const char *wrong_with(struct store *store, struct walk *walk, sqlite3_stmt *row)
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
    if ((event.type == EVENT_CATALOGUE_IMPORTED || event.type == EVENT_CATALOGUE_WITHDRAWN) && !catalogue_is_kept(store, &event))
        return "the catalogue of this version was changed";
    return NULL;
}

/* Checks the heads of days that begin after the event just walked over. */
static const char *wrong_head(struct store *store, const struct walk *walk, sqlite3_stmt *heads, bool *more, int64_t *checked)
{
    unsigned char message[HEAD_MESSAGE_SIZE];

    while (*more && sqlite3_column_int64(heads, 1) < walk->expected) {
        const unsigned char *hash = sqlite3_column_blob(heads, 2), *signature = sqlite3_column_blob(heads, 3);
        if (sqlite3_column_int64(heads, 1) != walk->expected - 1 || sqlite3_column_bytes(heads, 2) != STORE_HASH_SIZE ||
            sqlite3_column_bytes(heads, 3) != STORE_SIGNATURE_SIZE || memcmp(hash, walk->before, STORE_HASH_SIZE) != 0)
            return "a signed day head names another journal";
        size_t size = journal_head_message(store, sqlite3_column_int64(heads, 4), sqlite3_column_int64(heads, 0),
                                           sqlite3_column_int64(heads, 1), hash, message);
        if (!store->signer.check(store->signer.context, message, size, signature))
            return "the signature of a day head is wrong";
        ++*checked;
        *more = sqlite3_step(heads) == SQLITE_ROW;
    }
    return NULL;
}

enum error store_verify(struct store *store, struct memory memory, struct store_verdict *ret_verdict)
{
    struct walk walk = {.expected = 1};
    struct store_verdict verdict = {.ok = true};
    int code = SQLITE_DONE;

    hall_init(&walk.hall, memory);
    sqlite3_stmt *heads = database_statement(store, STATEMENT_HEAD_ALL), *row = database_statement(store, STATEMENT_EVENT_FROM);
    bool more = sqlite3_step(heads) == SQLITE_ROW;
    sqlite3_bind_int64(row, 1, 1);
    for (;;) {
        verdict.reason = wrong_head(store, &walk, heads, &more, &verdict.heads);
        if (verdict.reason || (code = sqlite3_step(row)) != SQLITE_ROW)
            break;
        verdict.reason = wrong_with(store, &walk, row);
        if (verdict.reason)
            break;
        walk.expected++;
    }
    if (!verdict.reason && more)
        verdict.reason = "the journal ends before a signed day head";
    sqlite3_reset(row);
    sqlite3_reset(heads);
    hall_finish(&walk.hall);
    verdict.ok = verdict.reason == NULL;
    verdict.events = walk.expected - 1;
    verdict.bad_seq = verdict.ok ? 0 : walk.expected;
    memcpy(verdict.head, walk.before, STORE_HASH_SIZE);
    *ret_verdict = verdict;
    return code == SQLITE_ROW || code == SQLITE_DONE ? ERROR_NONE : database_error(code);
}
