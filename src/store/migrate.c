/* From an older version of the tables to this one: numbered steps on pragma user_version. The journal's rows stay as they are. */
#include "store/database.h"

#include "cases_sql.h"
#include "catalogue_sql.h"
#include "values_sql.h"

static const struct {
    int to;
    const char *sql; /* ends with the pragma that says the new version */
} steps[] = {
    {2, cases_sql},
    {3, catalogue_sql},
    {4, values_sql},
};

enum error migrate_tables(sqlite3 *db, int64_t version)
{
    enum error error = ERROR_NONE;

    for (size_t i = 0; error == ERROR_NONE && i < sizeof steps / sizeof *steps; i++)
        if (steps[i].to > version)
            error = database_error(sqlite3_exec(db, steps[i].sql, NULL, NULL, NULL));
    return error;
}

enum error migrate(sqlite3 *db, int64_t version)
{
    enum error error = database_error(sqlite3_exec(db, "begin immediate", NULL, NULL, NULL));

    if (error == ERROR_NONE)
        error = migrate_tables(db, version);
    if (error == ERROR_NONE)
        error = database_error(sqlite3_exec(db, "commit", NULL, NULL, NULL));
    if (!sqlite3_get_autocommit(db))
        sqlite3_exec(db, "rollback", NULL, NULL, NULL);
    return error;
}
