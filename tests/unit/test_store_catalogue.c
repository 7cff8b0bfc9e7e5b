/* Versions of the catalogue in the database: kept beside the journal, proved by it, there in a database that was made before there were any. */
#include "lib/hall_test.h"

#include "server/keys.h"
#include "store/catalogue.h"

#include <criterion/criterion.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[128], path[160], keys_folder[160];
static struct keys keys;
static struct store_signer signer;

static void *resize(void *context, void *block, size_t size)
{
    (void)context;
    if (size == 0) {
        free(block);
        return NULL;
    }
    return realloc(block, size);
}
static const struct memory memory = {resize, NULL};

static void make_folder(void)
{
    const char *why;

    snprintf(folder, sizeof folder, "%s/yichuang-catalogue-XXXXXX", getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
    cr_assert_not_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/hall.db", folder);
    snprintf(keys_folder, sizeof keys_folder, "%s/hall", folder);
    cr_assert_eq(keys_create(keys_folder), ERROR_NONE);
    cr_assert_eq(keys_read(keys_folder, &keys, &why), ERROR_NONE);
    signer = keys_signer(&keys);
    cr_assert_eq(store_create(path, "test"), ERROR_NONE);
}

static void remove_folder(void)
{
    char command[256];

    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    cr_assert_eq(system(command), 0);
}

TestSuite(store_catalogue, .init = make_folder, .fini = remove_folder);

static struct store *open_store(void)
{
    struct store *store;

    cr_assert_eq(store_open(path, &signer, &store), ERROR_NONE);
    return store;
}

static void run_sql(const char *sql)
{
    sqlite3 *db;

    cr_assert_eq(sqlite3_open(path, &db), SQLITE_OK);
    cr_assert_eq(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK, "%s", sqlite3_errmsg(db));
    sqlite3_close(db);
}

static struct store *sink_store;

static void keep(void *context, const struct hall *hall, const struct event *event)
{
    (void)context;
    cr_assert_eq(store_append(sink_store, hall, event), ERROR_NONE);
}

/* A version made by the core's own rule, stored like the controller does. */
static void add_version(struct store *store, struct hall *hall, const char *csv)
{
    struct command command = {.type = COMMAND_CATALOGUE_IMPORT, .count = 1, .actor = {.role = STAFF_ROLE_SYSTEM}};
    struct outcome outcome;

    if (hall->seq == 0) {
        struct command create = {.type = COMMAND_CREATE, .count = 1, .actor = {.role = STAFF_ROLE_SYSTEM}};
        cr_assert(hall_reserve(hall));
        sink_store = store;
        cr_assert_eq(hall_decide(hall, &create, 1000, keep, NULL, &outcome), REFUSAL_NONE);
    }
    digest_make(csv, strlen(csv), command.digest);
    cr_assert(hall_reserve(hall));
    sink_store = store;
    cr_assert_eq(hall_decide(hall, &command, 1000, keep, NULL, &outcome), REFUSAL_NONE);
    struct store_catalogue about = {.version = hall->catalogue_version, .at_ms = 1000, .items = 1};
    memcpy(about.digest, command.digest, sizeof about.digest);
    cr_assert_eq(store_catalogue_put(store, &about, csv, strlen(csv)), ERROR_NONE);
    cr_assert_eq(store_commit(store), ERROR_NONE);
}

static void write_two(void)
{
    struct hall hall;
    struct store *store = open_store();

    hall_init(&hall, memory);
    add_version(store, &hall, "code\nA\n");
    add_version(store, &hall, "code\nB\n");
    cr_expect_eq(hall.catalogue_version, 2);
    hall_finish(&hall);
    store_close(store);
}

static struct store_verdict verdict_after(const char *sql)
{
    struct store_verdict verdict;

    if (sql)
        run_sql(sql);
    struct store *store = open_store();
    cr_assert_eq(store_verify(store, memory, &verdict), ERROR_NONE);
    store_close(store);
    return verdict;
}

static void count(void *context, const struct store_catalogue *about)
{
    *(int64_t *)context = *(int64_t *)context * 10 + about->version;
}

Test(store_catalogue, every_version_stays_also_after_a_rebuild)
{
    struct store_catalogue about;
    struct hall hall;
    char *csv;
    size_t length;
    int64_t seen = 0, events, bad;

    write_two();
    struct store *store = open_store();
    cr_assert_eq(store_rebuild(store, memory, &events), ERROR_NONE);
    cr_assert_eq(store_catalogue(store, 1, &about, &csv, &length), ERROR_NONE);
    cr_expect_str_eq(csv, "code\nA\n");
    cr_expect_eq(length, 7);
    free(csv);
    cr_expect_eq(store_catalogue(store, 3, &about, &csv, &length), ERROR_MISSING);
    cr_expect_eq(store_catalogues(store, count, &seen), ERROR_NONE);
    cr_expect_eq(seen, 21, "the newest first");
    hall_init(&hall, memory);
    cr_assert_eq(store_load(store, &hall, 1000, NULL, NULL, &bad), ERROR_NONE);
    cr_expect_eq(hall.catalogue_version, 2);
    cr_assert_eq(store_catalogue(store, 2, &about, &csv, &length), ERROR_NONE);
    cr_expect_str_eq(about.digest, hall.catalogue_digest);
    free(csv);
    hall_finish(&hall);
    store_close(store);
}

Test(store_catalogue, verify_proves_the_tables_too)
{
    write_two();
    cr_expect(verdict_after(NULL).ok);
    struct store_verdict verdict = verdict_after("update catalogue_version set csv = 'code' || char(10) || 'C' || char(10) where version = 2");
    cr_expect_not(verdict.ok);
    cr_expect_eq(verdict.bad_seq, 3);
}

Test(store_catalogue, verify_misses_a_table)
{
    write_two();
    cr_expect_eq(verdict_after("delete from catalogue_version where version = 1").bad_seq, 2);
}

Test(store_catalogue, a_database_made_before_gets_the_table)
{
    run_sql("drop table catalogue_version; drop table certificate_value; pragma user_version = 2");
    write_two();
    cr_expect(verdict_after(NULL).ok);
}
