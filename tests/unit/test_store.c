/* The journal on a real disk: what was committed comes back, and what was changed behind our back is found. */
#include "lib/hall_test.h"

#include "server/keys.h"
#include "store/codec.h"
#include "store/store.h"

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

    snprintf(folder, sizeof folder, "%s/yichuang-store-XXXXXX", getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
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

TestSuite(store, .init = make_folder, .fini = remove_folder);

static struct store *open_store(void)
{
    struct store *store;

    cr_assert_eq(store_open(path, &signer, &store), ERROR_NONE);
    return store;
}

/* Writes a day of a small hall: taken, called, served, missed, printed, over midnight. The hall is as the store has it. */
static struct hall_test *write_days(struct store *store)
{
    struct hall_test *test = hall_test_create(2);

    for (int day = 0; day < 2; day++) {
        for (int i = 0; i < 12; i++) {
            hall_test_take(test, (char)('A' + i % 3), i % 4 == 0 ? PRIORITY_ELDERLY : PRIORITY_NORMAL);
            hall_test_pass(test, 30000);
        }
        for (int i = 0; i < 6; i++) {
            hall_test_window(test, COMMAND_NEXT, 1 + i % 2);
            hall_test_pass(test, 60000);
            hall_test_window(test, i == 3 ? COMMAND_NO_SHOW : COMMAND_FINISH, 1 + i % 2);
        }
        hall_test_pass(test, day == 0 ? 24 * 3600000LL : 0);
    }
    /* the events again into a hall beside, each stored right after it was applied */
    struct hall copy;
    hall_init(&copy, memory);
    for (int i = 0; i < test->count; i++) {
        struct event event = test->events[i];
        if (event.type == EVENT_CONFIG_CHANGED)
            event.settings = &test->settings;
        cr_assert(hall_reserve(&copy));
        cr_assert(hall_apply(&copy, &event));
        cr_assert_eq(store_append(store, &copy, &event), ERROR_NONE);
    }
    hall_finish(&copy);
    cr_assert_eq(store_commit(store), ERROR_NONE);
    return test;
}

static char *text_of(const struct hall *hall)
{
    json_t *json = codec_hall(hall);
    char *text = json_dumps(json, JSON_COMPACT | JSON_SORT_KEYS);

    json_decref(json);
    return text;
}

static void same_after_loading(int64_t whole)
{
    struct store *store = open_store();
    struct hall_test *test = write_days(store);
    struct hall loaded;
    int64_t bad;

    store_close(store);
    store = open_store();
    hall_init(&loaded, memory);
    cr_assert_eq(store_load(store, &loaded, whole, NULL, NULL, &bad), ERROR_NONE);
    char *before = text_of(&test->hall), *after = text_of(&loaded);
    cr_assert_str_eq(after, before);
    free(before);
    free(after);
    hall_finish(&loaded);
    hall_test_finish(test);
    store_close(store);
}

Test(store, the_hall_comes_back_from_the_last_day)
{
    same_after_loading(0);
}

Test(store, the_hall_comes_back_from_the_whole_journal)
{
    same_after_loading(INT64_MAX);
}

Test(store, rebuild_gives_equal_tables)
{
    struct store *store = open_store();
    struct hall_test *test = write_days(store);
    int64_t events;

    char *before = store_dump(store);
    cr_assert_eq(store_rebuild(store, memory, &events), ERROR_NONE);
    char *after = store_dump(store);
    cr_assert_eq(events, test->hall.seq);
    cr_assert_str_eq(after, before);
    cr_assert_gt(strlen(after), 1000);
    free(before);
    free(after);
    store_close(store);
    hall_test_finish(test);
}

static void run_sql(const char *sql)
{
    sqlite3 *db;

    cr_assert_eq(sqlite3_open(path, &db), SQLITE_OK);
    cr_assert_eq(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK, "%s", sqlite3_errmsg(db));
    sqlite3_close(db);
}

static struct store_verdict verdict_after(const char *sql)
{
    struct store *store = open_store();
    struct hall_test *test = write_days(store);
    struct store_verdict verdict;

    store_close(store);
    if (sql)
        run_sql(sql);
    store = open_store();
    cr_assert_eq(store_verify(store, memory, &verdict), ERROR_NONE);
    store_close(store);
    hall_test_finish(test);
    return verdict;
}

Test(store, verify_confirms_a_whole_journal)
{
    struct store_verdict verdict = verdict_after(NULL);

    cr_assert(verdict.ok, "%s", verdict.reason);
    cr_assert_eq(verdict.heads, 2);
}

Test(store, verify_finds_a_changed_row)
{
    struct store_verdict verdict = verdict_after("update event set body = replace(body, 'elderly', 'military') where seq = (select min(seq) from event where "
                                                 "body like '%elderly%')");

    cr_assert_not(verdict.ok);
    cr_assert_gt(verdict.bad_seq, 0);
}

Test(store, verify_finds_a_missing_row)
{
    cr_assert_not(verdict_after("delete from event where seq = 9").ok);
}

Test(store, verify_finds_a_tail_cut_before_a_signed_head)
{
    cr_assert_not(verdict_after("delete from event where seq > 30").ok);
}

Test(store, verify_finds_a_forged_head)
{
    cr_assert_not(verdict_after("update day_head set signature = zeroblob(64) where day = (select max(day) from day_head)").ok);
}

Test(store, only_one_process_may_open)
{
    struct store *store = open_store(), *second;
    cr_assert_eq(store_open(path, &signer, &second), ERROR_BUSY);
    store_close(store);
}

Test(store, a_newer_database_is_refused)
{
    struct store *store;

    run_sql("pragma user_version = 99");
    cr_assert_eq(store_open(path, &signer, &store), ERROR_NEWER);
}

Test(store, what_is_no_database_is_refused)
{
    struct store *store;
    FILE *file = fopen(path, "w");

    fputs("this is no database at all, only some words that somebody wrote by mistake\n", file);
    fclose(file);
    cr_assert_eq(store_open(path, &signer, &store), ERROR_CORRUPT);
}

Test(store, a_turn_that_was_not_committed_is_gone)
{
    struct store *store = open_store();
    struct hall_test *test = write_days(store);
    struct hall loaded;
    int64_t bad;

    struct event event = {.type = EVENT_DAY_CLOSED, .seq = test->hall.seq + 1, .at_ms = test->now_ms, .day = test->hall.day};
    cr_assert(hall_apply(&test->hall, &event));
    cr_assert_eq(store_append(store, &test->hall, &event), ERROR_NONE);
    store_close(store);
    store = open_store();
    hall_init(&loaded, memory);
    cr_assert_eq(store_load(store, &loaded, 0, NULL, NULL, &bad), ERROR_NONE);
    cr_assert_eq(loaded.seq, event.seq - 1);
    hall_finish(&loaded);
    store_close(store);
    hall_test_finish(test);
}

Test(store, codes_of_tickets_are_checked_by_computing)
{
    char code[CODE_SIZE];
    struct ticket_id id = {1234}, read;

    keys_make_code(&keys, id, code);
    cr_assert(keys_read_code(&keys, code, &read));
    cr_assert_eq(read.value, 1234);
    for (char *p = code; *p; p++)
        if (*p >= 'A')
            *p = (char)(*p + 32);
    cr_assert(keys_read_code(&keys, code, &read), "lower case is read too");
    code[strlen(code) - 1] = code[strlen(code) - 1] == '0' ? '1' : '0';
    cr_assert_not(keys_read_code(&keys, code, &read));
    cr_assert_not(keys_read_code(&keys, "", &read));
    cr_assert_not(keys_read_code(&keys, "0000000000000000000000000000000000000", &read));
}
