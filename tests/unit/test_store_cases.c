/* Cases on a real disk: a row is the sum of its events, and a hall from before there were cases gets their tables without losing anything. */
#include "lib/case_test.h"

#include "schema_sql.h"
#include "server/keys.h"
#include "store/cases.h"

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

    snprintf(folder, sizeof folder, "%s/yichuang-cases-XXXXXX", getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
    cr_assert_not_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/hall.db", folder);
    snprintf(keys_folder, sizeof keys_folder, "%s/hall", folder);
    cr_assert_eq(keys_create(keys_folder), ERROR_NONE);
    cr_assert_eq(keys_read(keys_folder, &keys, &why), ERROR_NONE);
    signer = keys_signer(&keys);
}

static void remove_folder(void)
{
    char command[256];

    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    cr_assert_eq(system(command), 0);
}

TestSuite(store_cases, .init = make_folder, .fini = remove_folder);

static void run_sql(const char *sql)
{
    sqlite3 *db;

    cr_assert_eq(sqlite3_open(path, &db), SQLITE_OK);
    cr_assert_eq(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK, "%s", sqlite3_errmsg(db));
    sqlite3_close(db);
}

/* Stores every event of a test, each with the hall as after it. */
static void keep(struct store *store, const struct case_test *test)
{
    struct hall copy;

    hall_init(&copy, memory);
    for (int i = 0; i < test->hall->count; i++) {
        cr_assert(hall_reserve(&copy) && hall_apply(&copy, &test->hall->events[i]));
        cr_assert_eq(store_append(store, &copy, &test->hall->events[i]), ERROR_NONE, "event %d", i + 1);
    }
    hall_finish(&copy);
    cr_assert_eq(store_commit(store), ERROR_NONE);
}

static struct store *open_store(void)
{
    struct store *store;

    cr_assert_eq(store_open(path, &signer, &store), ERROR_NONE);
    return store;
}

Test(store_cases, a_row_has_all_of_its_case)
{
    static const enum case_state states[] = {CASE_STATE_ACCEPTED, CASE_STATE_REVIEW, CASE_STATE_APPROVED, CASE_STATE_DRAWN,
                                             CASE_STATE_SEALED,   CASE_STATE_ISSUED, CASE_STATE_HANDED};

    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        struct case_test *test = case_test_create();
        struct case_file read;

        case_test_bring(test, states[i]);
        cr_assert_eq(store_create(path, "test"), ERROR_NONE);
        struct store *store = open_store();
        keep(store, test);
        cr_assert_eq(store_case(store, test->file.id, &read), ERROR_NONE);
        cr_expect_eq(memcmp(&read, &test->file, sizeof read), 0, "%s: a member is not in the row, or differs", case_state_word(test->file.state));
        store_close(store);
        case_test_finish(test);
        unlink(path);
    }
}

Test(store_cases, tables_made_anew_are_the_same)
{
    struct case_test *test = case_test_create();
    int64_t events;

    case_test_bring(test, CASE_STATE_HANDED);
    cr_assert_eq(store_create(path, "test"), ERROR_NONE);
    struct store *store = open_store();
    keep(store, test);
    char *before = store_dump(store);
    cr_assert_eq(store_rebuild(store, memory, &events), ERROR_NONE);
    char *after = store_dump(store);
    cr_expect_str_eq(before, after);
    cr_expect(strstr(before, "handed"));
    free(before);
    free(after);
    store_close(store);
    case_test_finish(test);
}

/* A hall as the first version of the product left it: its tables, and some of its journal. */
Test(store_cases, a_hall_of_the_first_version_goes_on)
{
    struct case_test *test = case_test_create();
    struct store_verdict verdict;
    struct hall loaded;
    struct case_file read;
    int64_t bad;

    case_test_bring(test, CASE_STATE_REVIEW);
    run_sql(schema_sql);
    run_sql("insert into meta (name, value) values ('hall', 'old'), ('epoch', '1'); insert into person (hash, masked, phone, seen) values ('00', '**1', '', 5);"
            "insert into idempotency values ('t', 'k', 9, 'd', 201, 7, 0, 0)");
    struct store *store = open_store(); /* it is brought up to date here */
    keep(store, test);
    store_close(store);
    store = open_store();
    struct store_person person;
    struct store_key key;
    cr_expect_eq(store_person(store, "00", &person), ERROR_NONE);
    cr_expect_str_eq(person.masked, "**1");
    cr_expect(store_key_find(store, "t", "k", 0, &key) && key.ticket.value == 7 && key.kase.value == 0);
    cr_expect_eq(store_case(store, test->file.id, &read), ERROR_NONE);
    cr_expect_eq(read.state, CASE_STATE_REVIEW);
    cr_expect(store_verify(store, memory, &verdict) == ERROR_NONE && verdict.ok, "%s", verdict.reason);
    hall_init(&loaded, memory);
    cr_expect_eq(store_load(store, &loaded, INT64_MAX, NULL, NULL, &bad), ERROR_NONE);
    cr_expect_eq(loaded.last_case, 1);
    hall_finish(&loaded);
    store_close(store);
    case_test_finish(test);
}

Test(store_cases, a_migration_that_cannot_end_changes_nothing)
{
    struct store *store;

    run_sql(schema_sql);
    run_sql("insert into meta (name, value) values ('hall', 'old'), ('epoch', '1'); create table sample (wrong integer)");
    cr_assert_neq(store_open(path, &signer, &store), ERROR_NONE);
    run_sql("create table case_file (still integer); drop table case_file; drop table sample");
    store = open_store();
    store_close(store);
}
