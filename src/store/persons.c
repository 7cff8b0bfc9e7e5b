/* Persons: the only table with people in it. The journal knows them by a keyed hash, so a person can be erased and the journal still holds. */
#include "store/database.h"

#include "core/decision.h"

enum error store_person_put(struct store *store, const struct store_person *person, int64_t at_ms)
{
    return database_write(store, STATEMENT_PERSON_PUT, "ttti", person->hash, person->masked, person->phone, at_ms);
}

enum error store_person(struct store *store, const char *hash, struct store_person *ret_person)
{
    sqlite3_stmt *row;

    if (!store->db || !database_row(store, STATEMENT_PERSON_GET, &row, "t", hash))
        return ERROR_MISSING;
    text_copy(ret_person->hash, sizeof ret_person->hash, hash);
    text_copy(ret_person->masked, sizeof ret_person->masked, database_text(row, 0));
    text_copy(ret_person->phone, sizeof ret_person->phone, database_text(row, 1));
    sqlite3_reset(row);
    return ERROR_NONE;
}

enum error store_person_erase(struct store *store, const char *hash)
{
    return database_write(store, STATEMENT_PERSON_ERASE, "t", hash);
}
