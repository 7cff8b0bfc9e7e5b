/* Inside the store: the connection, its prepared statements, and small verbs that leave no statement open. */
#ifndef STORE_DATABASE_H
#define STORE_DATABASE_H

#include "base/json_line.h"
#include "store/case_row.h"
#include "store/store.h"

#include <sqlite3.h>

enum statement {
#define STATEMENT(name, sql) STATEMENT_##name,
#include "store/statements.def"
#undef STATEMENT
    STATEMENT_COUNT
};

struct store {
    sqlite3 *db; /* NULL: keeps nothing */
    sqlite3_stmt *statements[STATEMENT_COUNT];
    struct store_signer signer;
    struct json_line body; /* of the event that is being written */
    int64_t run_count; /* statements that were run, begin and commit too */
    int log_pages;     /* in the write-ahead log since the last checkpoint */
    bool in_turn;
    bool sound;        /* no commit has failed: what the log holds may go into the database */
    enum error failed; /* of the turn */
    char hall_id[REASON_SIZE];
    int64_t epoch;
    unsigned char head[STORE_HASH_SIZE]; /* hash of the last event, of this turn too */
    unsigned char durable_head[STORE_HASH_SIZE];
};

/* Returns a statement with nothing bound. */
sqlite3_stmt *database_statement(struct store *store, enum statement name);

/* Binds by letters: i int64_t, o int64_t of which 0 is null, t text (const char *), b blob (const void *, int), n null. Steps once, resets. ERROR_NONE when it is done. */
enum error database_run(struct store *store, enum statement name, const char *letters, ...);

/* The same for what is written beside the journal: in the turn's transaction, and a failure fails the turn. Does nothing in a store that keeps nothing. */
enum error database_write(struct store *store, enum statement name, const char *letters, ...);

/* Leaves the row to be read; true if there is one, and the caller resets. A row that cannot be read is none, and fails the turn. */
bool database_row(struct store *store, enum statement name, sqlite3_stmt **ret_row, const char *letters, ...);

/* Begins the turn's transaction if it has not begun. */
enum error database_turn(struct store *store);

/* Text of a column, never NULL. */
const char *database_text(sqlite3_stmt *row, int column);

/* Turns a result code into an error. */
enum error database_error(int code);

/* Projections of one event (the hall is as after it); those of cases have a file of their own. */
enum error projection_write(struct store *store, const struct hall *hall, const struct event *event);
enum error case_projection_write(struct store *store, const struct hall *hall, const struct event *event);
enum error ledger_write(struct store *store, const struct hall *hall, const struct event *event, int64_t seal); /* seal: that its case had before */

/* Whether the table of the version that an event made is kept as it was. */
bool catalogue_is_kept(struct store *store, const struct event *event);

/* Brings the tables of an older version up to date: as they are made in a new file, and in a transaction of its own. */
enum error migrate_tables(sqlite3 *db, int64_t version);
enum error migrate(sqlite3 *db, int64_t version);

/* Reads all rows of the journal that a statement with its values bound gives, as store_row says. */
enum error journal_rows(sqlite3_stmt *row, store_row *each, void *context);

/* Reads the event in a row of EVENT_FROM; settings receives those of config.changed. */
bool journal_event(sqlite3_stmt *row, struct event *event, struct settings *settings);

/* The hash of an event after the hash before it. */
void journal_hash(const unsigned char before[static STORE_HASH_SIZE], int64_t seq, int64_t at_ms, const char *type, const char *body,
                  unsigned char hash[static STORE_HASH_SIZE]);

/* The bytes that a day head's signature covers. Returns their number. */
enum { HEAD_MESSAGE_SIZE = REASON_SIZE + 3 * 24 + STORE_HASH_SIZE };
size_t journal_head_message(const struct store *store, int64_t epoch, int64_t day, int64_t seq, const unsigned char hash[static STORE_HASH_SIZE],
                            unsigned char message[static HEAD_MESSAGE_SIZE]);

#endif
