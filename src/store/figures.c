/* Figures of past days, from the tickets' table. */
#include "store/database.h"

enum error store_quarters(struct store *store, struct date day, void (*each)(void *context, const struct store_quarter *quarter), void *context)
{
    int code;

    if (!store->db)
        return ERROR_NONE;
    sqlite3_stmt *row = database_statement(store, STATEMENT_TICKET_QUARTERS);
    sqlite3_bind_int64(row, 1, day.days);
    while ((code = sqlite3_step(row)) == SQLITE_ROW) {
        struct store_quarter quarter = {.from_ms = sqlite3_column_int64(row, 0) * STORE_QUARTER_MS,
                                        .taken = sqlite3_column_int64(row, 1),
                                        .called = sqlite3_column_int64(row, 2),
                                        .waited_ms = sqlite3_column_int64(row, 3)};
        each(context, &quarter);
    }
    sqlite3_reset(row);
    return code == SQLITE_DONE ? ERROR_NONE : database_error(code);
}
