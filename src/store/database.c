#include "store/database.h"

#include <stdarg.h>

enum error database_error(int code)
{
    switch (code & 0xFF) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
        return ERROR_NONE;
    case SQLITE_FULL:
        return ERROR_FULL;
    case SQLITE_NOMEM:
        return ERROR_MEMORY;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ERROR_BUSY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_CONSTRAINT:
        return ERROR_CORRUPT;
    default:
        return ERROR_IO;
    }
}

sqlite3_stmt *database_statement(struct store *store, enum statement name)
{
    sqlite3_stmt *statement = store->statements[name];

    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    store->run_count++;
    return statement;
}

static void bind(sqlite3_stmt *statement, const char *letters, va_list values)
{
    for (int i = 1; *letters; letters++, i++) {
        switch (*letters) {
        case 'i':
            sqlite3_bind_int64(statement, i, va_arg(values, int64_t));
            break;
        case 'o': {
            int64_t number = va_arg(values, int64_t);
            if (number)
                sqlite3_bind_int64(statement, i, number);
            break;
        }
        case 't':
            sqlite3_bind_text(statement, i, va_arg(values, const char *), -1, SQLITE_STATIC);
            break;
        case 'b': {
            const void *bytes = va_arg(values, const void *);
            sqlite3_bind_blob(statement, i, bytes, va_arg(values, int), SQLITE_STATIC);
            break;
        }
        default:
            sqlite3_bind_null(statement, i);
        }
    }
}

enum error database_run(struct store *store, enum statement name, const char *letters, ...)
{
    sqlite3_stmt *statement = database_statement(store, name);
    va_list values;

    va_start(values, letters);
    bind(statement, letters, values);
    va_end(values);
    int code = sqlite3_step(statement);
    sqlite3_reset(statement);
    return database_error(code);
}

enum error database_write(struct store *store, enum statement name, const char *letters, ...)
{
    va_list values;

    if (!store->db)
        return ERROR_NONE;
    enum error error = database_turn(store);
    if (error == ERROR_NONE) {
        sqlite3_stmt *statement = database_statement(store, name);
        va_start(values, letters);
        bind(statement, letters, values);
        va_end(values);
        error = database_error(sqlite3_step(statement));
        sqlite3_reset(statement);
    }
    if (error != ERROR_NONE)
        store->failed = error;
    return error;
}

bool database_row(struct store *store, enum statement name, sqlite3_stmt **ret_row, const char *letters, ...)
{
    sqlite3_stmt *statement = database_statement(store, name);
    va_list values;

    va_start(values, letters);
    bind(statement, letters, values);
    va_end(values);
    *ret_row = statement;
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE && store->failed == ERROR_NONE)
        store->failed = database_error(code);
    sqlite3_reset(statement);
    return false;
}

enum error database_turn(struct store *store)
{
    if (store->in_turn || store->failed != ERROR_NONE)
        return store->failed;
    store->failed = database_run(store, STATEMENT_BEGIN, "");
    store->in_turn = true;
    return store->failed;
}

const char *database_text(sqlite3_stmt *row, int column)
{
    const unsigned char *text = sqlite3_column_text(row, column);
    return text ? (const char *)text : "";
}
