/* Whoever gets at the database but not at the keys beside it: a row changed, the end cut off, everything written anew with a chain that fits, an older backup put
 * back. verify finds each. And rebuild, from the journal alone, makes the tables beside it as they were. */
#include "lib/daemon.h"
#include "lib/http_call.h"

#include <criterion/criterion.h>
#include <poll.h>
#include <signal.h>
#include <sodium.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { HASH = 32, TICKETS = 6, LIMIT_S = 20 };

static struct daemon controller;
static char clock_text[64], backup[256], early[160]; /* a head noted before the last tickets */

static void run(int status, const char *const *arguments, const char *said)
{
    char text[4096];
    int got = daemon_run(arguments, text, sizeof text);

    cr_assert_eq(got, status, "%s: %d: %s", arguments[1], got, text);
    cr_assert(!said || strstr(text, said), "'%s' is not in '%s'", said, text);
}

static void verify(int status, const char *said)
{
    run(status, (const char *const[]){"yichuang", "verify", "-C", controller.dir, NULL}, said);
}

static void take(struct http_call *owner)
{
    cr_assert_eq(http_call(owner, "POST", "/v1/tickets", "{\"service\":\"A\"}", NULL), 201);
}

/* A hall that has seen a midnight, so that it has days signed by the key, with a backup and a noted head from before its last tickets. */
static void start(void)
{
    time_t tomorrow = time(NULL) + 8 * 3600 + 86400;
    struct tm local;
    char date[16], body[320];
    int heads = 0;

    daemon_make(&controller);
    cr_assert(strftime(date, sizeof date, "%Y-%m-%d", gmtime_r(&tomorrow, &local)) > 0);
    snprintf(clock_text, sizeof clock_text, "%sT23:59:30+08:00,60", date);
    controller.clock = clock_text;
    cr_assert(daemon_start(&controller, NULL));
    struct http_call owner = http_call_socket(controller.socket);
    take(&owner);
    for (int i = 0; heads < 3; i++) {
        cr_assert_lt(i, LIMIT_S * 100, "midnight does not come");
        cr_assert_eq(http_call(&owner, "GET", "/v1/verify", NULL, NULL), 200);
        heads = (int)http_call_number(&owner, "heads");
        poll(NULL, 0, 10);
    }
    take(&owner);
    snprintf(backup, sizeof backup, "%s/backup.db", controller.folder);
    snprintf(body, sizeof body, "{\"path\":\"%s\"}", backup);
    cr_assert_eq(http_call(&owner, "POST", "/v1/backup", body, NULL), 200);
    cr_assert_eq(http_call(&owner, "GET", "/v1/verify", NULL, NULL), 200);
    snprintf(early, sizeof early, "%d:%s", (int)http_call_number(&owner, "events"), http_call_text(&owner, "head"));
    for (int i = 0; i < TICKETS; i++)
        take(&owner);
    http_call_close(&owner);
    controller.clock = NULL;
    cr_assert_eq(daemon_end(&controller, SIGTERM), 0);
    verify(0, "whole: ");
}

static void end(void)
{
    daemon_remove(&controller);
}

TestSuite(verify, .init = start, .fini = end, .timeout = 120);

/* --- who changes the database --- */

static sqlite3 *open_database(void)
{
    char path[256];
    sqlite3 *db;

    snprintf(path, sizeof path, "%s/hall.db", controller.dir);
    cr_assert_eq(sqlite3_open(path, &db), SQLITE_OK);
    return db;
}

static void change(sqlite3 *db, const char *sql)
{
    char *message = NULL;

    cr_assert_eq(sqlite3_exec(db, sql, NULL, NULL, &message), SQLITE_OK, "%s: %s", sql, message);
    cr_assert_gt(sqlite3_changes(db), 0, "%s changed nothing", sql);
}

/* Makes the chain fit again, as anybody can who knows how it is made: BLAKE2b over the hash before and "seq at type body". */
static void chain_anew(sqlite3 *db)
{
    static const unsigned char nothing[HASH];
    unsigned char before[HASH], hash[HASH];
    sqlite3_stmt *row, *put;

    memcpy(before, nothing, HASH);
    cr_assert_eq(sqlite3_prepare_v2(db, "select seq, at || '', type, body from event order by seq", -1, &row, NULL), SQLITE_OK);
    cr_assert_eq(sqlite3_prepare_v2(db, "update event set hash = ? where seq = ?", -1, &put, NULL), SQLITE_OK);
    while (sqlite3_step(row) == SQLITE_ROW) {
        crypto_generichash_state state;
        sqlite3_int64 seq = sqlite3_column_int64(row, 0);
        char text[128];
        const char *body = (const char *)sqlite3_column_text(row, 3);
        int length = snprintf(text, sizeof text, "%lld %s %s ", (long long)seq, (const char *)sqlite3_column_text(row, 1), (const char *)sqlite3_column_text(row, 2));
        crypto_generichash_init(&state, NULL, 0, HASH);
        crypto_generichash_update(&state, before, HASH);
        crypto_generichash_update(&state, (const unsigned char *)text, (unsigned long long)length);
        crypto_generichash_update(&state, (const unsigned char *)body, strlen(body));
        crypto_generichash_final(&state, hash, HASH);
        memcpy(before, hash, HASH);
        sqlite3_bind_blob(put, 1, hash, HASH, SQLITE_STATIC);
        sqlite3_bind_int64(put, 2, seq);
        cr_assert_eq(sqlite3_step(put), SQLITE_DONE);
        sqlite3_reset(put);
    }
    sqlite3_finalize(row);
    sqlite3_finalize(put);
    change(db, "update day_head set hash = coalesce((select hash from event where event.seq = day_head.seq), hash)");
}

static void put_backup_back(void)
{
    char command[1024];

    snprintf(command, sizeof command, "cp '%s' '%s/hall.db' && rm -f '%s/hall.db-wal' '%s/hall.db-shm'", backup, controller.dir, controller.dir, controller.dir);
    cr_assert_eq(system(command), 0);
}

static const char not_kept[] = "it is not the one kept in DIR.keys";

Test(verify, finds_a_changed_row)
{
    sqlite3 *db = open_database();

    change(db, "update event set body = replace(body, '\"A', '\"B') where seq = (select min(seq) from event where type = 'ticket.taken')");
    sqlite3_close(db);
    verify(1, "the hash does not fit: the event or one before it was changed");
}

Test(verify, finds_that_everything_was_written_anew)
{
    sqlite3 *db = open_database();

    change(db, "update event set at = at + 1 where type = 'ticket.taken'");
    chain_anew(db);
    sqlite3_close(db);
    verify(1, "the signature of a day head is wrong");
}

Test(verify, finds_that_the_end_was_written_anew)
{
    sqlite3 *db = open_database();

    change(db, "update event set at = at + 1 where seq = (select max(seq) - 1 from event)"); /* after the last signed day */
    chain_anew(db);
    sqlite3_close(db);
    verify(1, not_kept);
}

Test(verify, finds_a_cut_tail)
{
    sqlite3 *db = open_database();

    change(db, "delete from event where seq > (select max(seq) - 2 from event)");
    sqlite3_close(db);
    verify(1, not_kept);
}

Test(verify, finds_that_whole_days_were_cut_off)
{
    sqlite3 *db = open_database();

    change(db, "delete from event where seq > (select max(seq) from day_head)");
    change(db, "delete from day_head where seq = (select max(seq) from day_head)");
    sqlite3_close(db);
    verify(1, not_kept);
}

Test(verify, finds_an_older_backup_and_nothing_hides_it_but_a_restore)
{
    char log[] = "log";

    put_backup_back();
    verify(1, not_kept);
    cr_assert(daemon_start(&controller, NULL), "a hall must be able to open all the same");
    cr_assert(daemon_wait_log(&controller, log, not_kept, LIMIT_S), "and whoever looks after it is told");
    verify(1, not_kept); /* while it runs */
    struct http_call owner = http_call_socket(controller.socket);
    for (int i = 0; i < 2 * TICKETS; i++) /* now it is longer than it was */
        take(&owner);
    http_call_close(&owner);
    cr_assert_eq(daemon_end(&controller, SIGTERM), 0);
    verify(1, not_kept);
    run(0, (const char *const[]){"yichuang", "restore", "-C", controller.dir, backup, NULL}, "restored: ");
    verify(0, "whole: ");
}

Test(verify, holds_the_journal_against_a_head_on_paper)
{
    sqlite3 *db;
    char kept[256], wrong[160];

    run(0, (const char *const[]){"yichuang", "verify", "-C", controller.dir, "--head", early, NULL}, "whole: ");
    snprintf(wrong, sizeof wrong, "%s", early);
    char *last = &wrong[strlen(wrong) - 1];
    *last = *last == '0' ? '1' : '0';
    run(1, (const char *const[]){"yichuang", "verify", "-C", controller.dir, "--head", wrong, NULL}, "the head that was given");
    run(2, (const char *const[]){"yichuang", "verify", "-C", controller.dir, "--head", "12", NULL}, "EVENTS:HEAD");
    cr_assert(daemon_start(&controller, NULL));
    run(0, (const char *const[]){"yichuang", "verify", "-C", controller.dir, "--head", early, NULL}, "whole: ");
    run(1, (const char *const[]){"yichuang", "verify", "-C", controller.dir, "--head", wrong, NULL}, "the head that was given");
    cr_assert_eq(daemon_end(&controller, SIGTERM), 0);
    /* even when the keys are in their hands, too */
    snprintf(kept, sizeof kept, "%s.keys/head", controller.dir);
    cr_assert_eq(unlink(kept), 0);
    db = open_database();
    change(db, "delete from event where seq > (select max(seq) from day_head)");
    sqlite3_close(db);
    verify(0, "whole: ");
    run(1, (const char *const[]){"yichuang", "verify", "-C", controller.dir, "--head", early, NULL}, "the head that was given");
}

Test(verify, a_killed_controller_leaves_a_head_that_fits)
{
    cr_assert(daemon_start(&controller, NULL));
    struct http_call owner = http_call_socket(controller.socket);
    for (int i = 0; i < TICKETS; i++)
        take(&owner);
    http_call_close(&owner);
    cr_assert_eq(daemon_end(&controller, SIGKILL), 128 + SIGKILL);
    verify(0, "whole: ");
}

/* --- rebuild --- */

/* The tables that a rebuild empties. */
static const char *const clears[] = {
#define STATEMENT(name, sql) #sql, /* as it is written: some are made of parts */
#include "store/statements.def"
#undef STATEMENT
};
enum { CLEARS = sizeof clears / sizeof *clears };

/* Writes the name of the table that statement i empties; false if it does something else. */
static bool cleared_table(int i, char name[static 64])
{
    static const char begin[] = "\"delete from ";
    const char *table = clears[i] + sizeof begin - 1;

    if (strncmp(clears[i], begin, sizeof begin - 1) != 0 || strchr(table, ' '))
        return false;
    snprintf(name, 64, "%.*s", (int)strcspn(table, "\""), table);
    return true;
}

/* All rows of all those tables as text, in the order of their columns; the caller frees. */
static char *dump(sqlite3 *db)
{
    char *text = NULL, sql[160], table[64];
    size_t size;
    FILE *file = open_memstream(&text, &size);
    sqlite3_stmt *row;

    for (int i = 0; i < CLEARS; i++) {
        if (!cleared_table(i, table))
            continue;
        snprintf(sql, sizeof sql, "select * from %s", table);
        cr_assert_eq(sqlite3_prepare_v2(db, sql, -1, &row, NULL), SQLITE_OK, "%s", sql);
        int columns = sqlite3_column_count(row);
        fprintf(file, "%s %d", table, columns);
        snprintf(sql, sizeof sql, "select * from %s order by 1, %d", table, columns);
        sqlite3_finalize(row);
        cr_assert_eq(sqlite3_prepare_v2(db, sql, -1, &row, NULL), SQLITE_OK, "%s", sql);
        while (sqlite3_step(row) == SQLITE_ROW)
            for (int c = 0; c < columns; c++)
                fprintf(file, "%c%s", c ? '|' : '\n', (const char *)sqlite3_column_text(row, c));
        fputc('\n', file);
        sqlite3_finalize(row);
    }
    fclose(file);
    return text;
}

Test(verify, rebuild_makes_dropped_tables_as_they_were)
{
    sqlite3 *db = open_database();
    char *before = dump(db), table[64], sql[128];

    change(db, "delete from ticket");
    for (int i = 0; i < CLEARS; i++) {
        if (!cleared_table(i, table))
            continue;
        snprintf(sql, sizeof sql, "delete from %s", table);
        cr_assert_eq(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    }
    sqlite3_close(db);
    run(0, (const char *const[]){"yichuang", "rebuild", "-C", controller.dir, NULL}, "had been different");
    db = open_database();
    char *after = dump(db);
    sqlite3_close(db);
    cr_assert_str_eq(after, before);
    free(before);
    free(after);
    run(0, (const char *const[]){"yichuang", "rebuild", "-C", controller.dir, NULL}, ": equal");
    verify(0, "whole: ");
}
