/* Persons: the only tables with people in them. The journal knows them by keyed hashes, so a person can be erased and the journal still holds. */
#include "store/database.h"

#include "core/decision.h"

enum error store_person_put(struct store *store, const struct store_person *person, int64_t at_ms)
{
    enum error error = database_write(store, STATEMENT_PERSON_PUT, "tttii", person->hash, person->masked, person->phone, at_ms, (int64_t)person->organisation);

    if (error == ERROR_NONE && person->name[0])
        error = database_write(store, STATEMENT_PERSON_NAME_PUT, "ttti", person->hash, person->holder, person->name, at_ms);
    return error;
}

enum error store_person(struct store *store, const char *hash, struct store_person *ret_person)
{
    sqlite3_stmt *row;

    if (!store->db || !database_row(store, STATEMENT_PERSON_GET, &row, "t", hash))
        return ERROR_MISSING;
    text_copy(ret_person->hash, sizeof ret_person->hash, hash);
    text_copy(ret_person->masked, sizeof ret_person->masked, database_text(row, 0));
    text_copy(ret_person->phone, sizeof ret_person->phone, database_text(row, 1));
    ret_person->organisation = sqlite3_column_int(row, 2) != 0;
    text_copy(ret_person->name, sizeof ret_person->name, database_text(row, 3));
    text_copy(ret_person->holder, sizeof ret_person->holder, database_text(row, 4));
    sqlite3_reset(row);
    return ERROR_NONE;
}

enum error store_person_name(struct store *store, const char *hash, const char *holder, char name[static PERSON_NAME_SIZE])
{
    sqlite3_stmt *row;

    if (!store->db || !database_row(store, STATEMENT_PERSON_NAME_GET, &row, "tt", hash, holder))
        return ERROR_MISSING;
    text_copy(name, PERSON_NAME_SIZE, database_text(row, 0));
    sqlite3_reset(row);
    return ERROR_NONE;
}

enum error store_person_erase(struct store *store, const char *hash)
{
    static const enum statement statements[] = {STATEMENT_PERSON_DOCUMENTS_ERASE, STATEMENT_PERSON_VALUES_ERASE, STATEMENT_PERSON_NAME_ERASE, STATEMENT_PERSON_ERASE};
    enum error error = ERROR_NONE;

    for (size_t i = 0; i < sizeof statements / sizeof *statements && error == ERROR_NONE; i++)
        error = database_write(store, statements[i], "t", hash);
    return error;
}
