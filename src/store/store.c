#include "store/database.h"

#include "core/decision.h"
#include "schema_sql.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const statement_texts[STATEMENT_COUNT] = {
#define STATEMENT(name, sql) [STATEMENT_##name] = sql,
#include "store/statements.def"
#undef STATEMENT
};

enum { LOG_PAGES_MOST = 4096 }; /* 16 MiB */

static enum error run_text(sqlite3 *db, const char *sql)
{
    return database_error(sqlite3_exec(db, sql, NULL, NULL, NULL));
}

static enum error sync_folder(const char *path)
{
    char copy[4096];

    if (strlen(path) >= sizeof copy)
        return ERROR_RANGE;
    memcpy(copy, path, strlen(path) + 1);
    int fd = open(dirname(copy), O_RDONLY | O_DIRECTORY);
    if (fd < 0)
        return ERROR_IO;
    int result = fsync(fd);
    close(fd);
    return result == 0 ? ERROR_NONE : ERROR_IO;
}

/* The file is made whole and synced before it is ever used with a write-ahead log: a power cut right after could otherwise bring an older file back. */
enum error store_create(const char *path, const char *hall_id)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;
    enum error error;

    if (access(path, F_OK) == 0)
        return ERROR_EXISTS;
    error = database_error(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL));
    if (error == ERROR_NONE)
        error = run_text(db, "pragma synchronous = extra; pragma page_size = 4096; begin;");
    if (error == ERROR_NONE)
        error = run_text(db, schema_sql);
    if (error == ERROR_NONE)
        error = migrate_tables(db, 1);
    if (error == ERROR_NONE)
        error = database_error(sqlite3_prepare_v2(db, "insert into meta (name, value) values ('hall', ?), ('epoch', '1')", -1, &statement, NULL));
    if (error == ERROR_NONE) {
        sqlite3_bind_text(statement, 1, hall_id, -1, SQLITE_STATIC);
        error = database_error(sqlite3_step(statement));
    }
    sqlite3_finalize(statement);
    if (error == ERROR_NONE)
        error = run_text(db, "commit; pragma journal_mode = wal;");
    if (sqlite3_close(db) != SQLITE_OK && error == ERROR_NONE)
        error = ERROR_IO;
    return error == ERROR_NONE ? sync_folder(path) : error;
}

static int64_t one_number(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    int64_t number = -1;

    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW)
        number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return number;
}

static int note_log_pages(void *context, sqlite3 *db, const char *name, int pages)
{
    struct store *store = context;

    (void)db, (void)name;
    store->log_pages = pages;
    return SQLITE_OK;
}

/* After a failed sync the kernel shows us pages of the log that it will never write. So the log is written again as it is seen, and goes into the database; the
 * next commit begins it anew. Nothing is built on what only memory holds. On a full disk it stays as it is: there is no next commit. */
static enum error settle_log(sqlite3 *db)
{
    sqlite3_file *log = NULL;
    sqlite3_int64 size = 0;
    unsigned char bytes[16384];
    int code = sqlite3_file_control(db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);

    if (code == SQLITE_OK && log && log->pMethods)
        code = log->pMethods->xFileSize(log, &size);
    for (sqlite3_int64 at = 0; code == SQLITE_OK && at < size; at += (int)sizeof bytes) {
        int length = size - at < (int)sizeof bytes ? (int)(size - at) : (int)sizeof bytes;
        code = log->pMethods->xRead(log, bytes, length, at);
        if (code == SQLITE_OK)
            code = log->pMethods->xWrite(log, bytes, length, at);
    }
    if (code == SQLITE_OK && size > 0)
        code = log->pMethods->xSync(log, SQLITE_SYNC_NORMAL);
    if (code == SQLITE_OK)
        code = sqlite3_wal_checkpoint_v2(db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    return code == SQLITE_FULL ? ERROR_NONE : database_error(code);
}

static enum error open_file(struct store *store, const char *path)
{
    if (access(path, F_OK) != 0)
        return ERROR_MISSING;
    enum error error = database_error(sqlite3_open_v2(path, &store->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL));
    if (error != ERROR_NONE)
        return error;
    int keep = 1;
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL); /* see store_close() */
    /* exclusive before the journal mode: see the header */
    error = run_text(store->db, "pragma locking_mode = exclusive; pragma journal_mode = wal; pragma synchronous = full; "
                                "pragma wal_autocheckpoint = 0; pragma cache_size = -32768; begin immediate; commit;");
    if (error != ERROR_NONE)
        return error;
    sqlite3_file_control(store->db, "main", SQLITE_FCNTL_PERSIST_WAL, &keep);
    sqlite3_wal_hook(store->db, note_log_pages, store);
    int64_t version = one_number(store->db, "pragma user_version");
    if (version > STORE_VERSION)
        return ERROR_NEWER;
    error = version >= 1 ? settle_log(store->db) : ERROR_CORRUPT;
    if (error == ERROR_NONE && version < STORE_VERSION)
        error = migrate(store->db, version);
    store->sound = error == ERROR_NONE;
    return error;
}

static enum error read_identity(struct store *store)
{
    sqlite3_stmt *row;

    if (!database_row(store, STATEMENT_META_GET, &row, "t", "hall"))
        return ERROR_CORRUPT;
    text_copy(store->hall_id, sizeof store->hall_id, database_text(row, 0));
    sqlite3_reset(row);
    if (!database_row(store, STATEMENT_META_GET, &row, "t", "epoch"))
        return ERROR_CORRUPT;
    store->epoch = strtoll(database_text(row, 0), NULL, 10);
    sqlite3_reset(row);
    if (database_row(store, STATEMENT_EVENT_LAST, &row, "")) {
        if (sqlite3_column_bytes(row, 1) == STORE_HASH_SIZE)
            memcpy(store->head, sqlite3_column_blob(row, 1), STORE_HASH_SIZE);
        sqlite3_reset(row);
    }
    memcpy(store->durable_head, store->head, STORE_HASH_SIZE);
    return ERROR_NONE;
}

enum error store_open(const char *path, const struct store_signer *signer, struct store **ret_store)
{
    struct store *store = calloc(1, sizeof *store);
    enum error error = ERROR_NONE;

    if (!store)
        return ERROR_MEMORY;
    store->signer = *signer;
    if (!path)
        goto done;
    error = open_file(store, path);
    for (int i = 0; error == ERROR_NONE && i < STATEMENT_COUNT; i++)
        error = database_error(sqlite3_prepare_v3(store->db, statement_texts[i], -1, SQLITE_PREPARE_PERSISTENT, &store->statements[i], NULL));
    if (error == ERROR_NONE)
        error = read_identity(store);
    if (error != ERROR_NONE) {
        store_close(store);
        return error;
    }
done:
    *ret_store = store;
    return ERROR_NONE;
}

/* A log whose sync has failed must not go into the database by itself: the disk may know less of it than we see. */
void store_close(struct store *store)
{
    if (!store)
        return;
    if (store->sound)
        store_checkpoint(store);
    for (int i = 0; i < STATEMENT_COUNT; i++)
        sqlite3_finalize(store->statements[i]);
    sqlite3_close(store->db);
    json_line_finish(&store->body);
    free(store);
}

enum error store_commit(struct store *store)
{
    if (!store->in_turn && store->failed == ERROR_NONE)
        return ERROR_NONE;
    store->in_turn = false;
    enum error error = store->failed;
    if (error == ERROR_NONE)
        error = database_run(store, STATEMENT_COMMIT, "");
    store->failed = ERROR_NONE;
    if (error == ERROR_NONE) {
        memcpy(store->durable_head, store->head, STORE_HASH_SIZE);
        return ERROR_NONE;
    }
    if (store->db && !sqlite3_get_autocommit(store->db))
        database_run(store, STATEMENT_ROLLBACK, "");
    store->sound = store->sound && error == ERROR_FULL;
    memcpy(store->head, store->durable_head, STORE_HASH_SIZE);
    return error;
}

int64_t store_statements(const struct store *store)
{
    return store->run_count;
}

bool store_is_dirty(const struct store *store)
{
    return store->in_turn;
}

bool store_log_is_long(const struct store *store)
{
    return store->log_pages > LOG_PAGES_MOST;
}

void store_checkpoint(struct store *store)
{
    if (!store->db || store->in_turn || store->log_pages == 0)
        return;
    sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    store->log_pages = 0; /* the next commit begins the log anew */
}
