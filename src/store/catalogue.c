#include "store/catalogue.h"

#include "core/decision.h"
#include "store/database.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum error store_catalogue_put(struct store *store, const struct store_catalogue *about, const char *csv, size_t length)
{
    return database_write(store, STATEMENT_CATALOGUE_PUT, "iiitb", about->version, about->at_ms, about->items, about->digest, csv, (int)length);
}

static void read_about(sqlite3_stmt *row, struct store_catalogue *about)
{
    about->version = sqlite3_column_int64(row, 0);
    about->at_ms = sqlite3_column_int64(row, 1);
    about->items = sqlite3_column_int64(row, 2);
    text_copy(about->digest, sizeof about->digest, database_text(row, 3));
}

enum error store_catalogue(struct store *store, int64_t version, struct store_catalogue *ret_about, char **ret_csv, size_t *ret_length)
{
    sqlite3_stmt *row;

    if (!store->db || !database_row(store, STATEMENT_CATALOGUE_GET, &row, "i", version))
        return ERROR_MISSING;
    const void *bytes = sqlite3_column_blob(row, 4);
    size_t length = (size_t)sqlite3_column_bytes(row, 4);
    char *csv = malloc(length + 1);
    if (csv) {
        if (length > 0)
            memcpy(csv, bytes, length);
        csv[length] = '\0';
        read_about(row, ret_about);
        *ret_csv = csv;
        *ret_length = length;
    }
    sqlite3_reset(row);
    return csv ? ERROR_NONE : ERROR_MEMORY;
}

enum error store_catalogues(struct store *store, void (*each)(void *context, const struct store_catalogue *about), void *context)
{
    struct store_catalogue about;
    int code;

    if (!store->db)
        return ERROR_NONE;
    sqlite3_stmt *row = database_statement(store, STATEMENT_CATALOGUE_ALL);
    while ((code = sqlite3_step(row)) == SQLITE_ROW) {
        read_about(row, &about);
        each(context, &about);
    }
    sqlite3_reset(row);
    return database_error(code);
}

bool catalogue_is_kept(struct store *store, const struct event *event)
{
    struct store_catalogue about;
    unsigned char hash[STORE_HASH_SIZE];
    char digest[2 * STORE_HASH_SIZE + 1], *csv = NULL;
    size_t length = 0;

    if (store_catalogue(store, event->version, &about, &csv, &length) != ERROR_NONE)
        return false;
    crypto_generichash(hash, sizeof hash, (const unsigned char *)csv, length, NULL, 0);
    sodium_bin2hex(digest, sizeof digest, hash, sizeof hash);
    free(csv);
    return strcmp(digest, event->digest) == 0;
}
