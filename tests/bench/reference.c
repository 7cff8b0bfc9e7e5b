#include "bench/reference.h"

#include "bench/figure.h"

#include <criterion/criterion.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* An event of 200 bytes with a hash, a ticket row, one update; the waiting tickets are indexed, and no index is random. */
static const char schema[] = "create table event (seq integer primary key, at integer not null, type text not null, ticket integer, body text not null, "
                             "hash blob not null);"
                             "create table ticket (id integer primary key, day integer not null, service integer not null, number integer not null, "
                             "state integer not null, priority integer not null, taken integer not null, window integer not null);"
                             "create index ticket_waiting on ticket (service, priority, taken, id) where state = 0;"
                             "create table service (letter integer primary key, last_number integer not null, waiting integer not null);"
                             "insert into service values (1, 0, 0);";

static const char *const texts[REFERENCE_STATEMENTS] = {
    "insert into event (seq, at, type, ticket, body, hash) values (?, ?, 'ticket.taken', ?, ?, ?)",
    "insert into ticket (id, day, service, number, state, priority, taken, window) values (?, ?, 1, ?, 0, 0, ?, 0)",
    "update service set last_number = ?, waiting = waiting + 1 where letter = 1",
};

/* 16 MiB of log, then back into the database: what the controller does under load. */
static const char pragmas[] = "pragma locking_mode = exclusive; pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = 4096; "
                              "pragma cache_size = -32768;";

struct reference {
    sqlite3 *db;
    sqlite3_stmt *statements[REFERENCE_STATEMENTS];
    int64_t last;
    double owed; /* tickets not written yet of a mean batch that is no whole number */
};

static void run(sqlite3 *db, const char *sql)
{
    cr_assert_eq(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK, "%s: %s", sql, sqlite3_errmsg(db));
}

static sqlite3 *open_file(const char *folder, int flags)
{
    char path[512];
    sqlite3 *db;

    snprintf(path, sizeof path, "%s/reference.db", folder);
    cr_assert_eq(sqlite3_open_v2(path, &db, flags | SQLITE_OPEN_NOMUTEX, NULL), SQLITE_OK, "%s", path);
    run(db, pragmas);
    return db;
}

struct reference *reference_open(const char *folder)
{
    struct reference *reference = calloc(1, sizeof *reference);

    cr_assert_not_null(reference);
    reference->db = open_file(folder, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    run(reference->db, schema);
    for (int i = 0; i < REFERENCE_STATEMENTS; i++)
        cr_assert_eq(sqlite3_prepare_v3(reference->db, texts[i], -1, SQLITE_PREPARE_PERSISTENT, &reference->statements[i], NULL), SQLITE_OK);
    return reference;
}

void reference_close(struct reference *reference)
{
    for (int i = 0; i < REFERENCE_STATEMENTS; i++)
        sqlite3_finalize(reference->statements[i]);
    sqlite3_close(reference->db);
    free(reference);
}

static void step(struct reference *reference, int number)
{
    cr_assert_eq(sqlite3_step(reference->statements[number]), SQLITE_DONE, "%s", sqlite3_errmsg(reference->db));
    sqlite3_reset(reference->statements[number]);
}

static void write_ticket(struct reference *reference)
{
    int64_t id = ++reference->last, at = INT64_C(1800000000000) + id;
    char body[REFERENCE_BODY];
    unsigned char hash[REFERENCE_HASH];

    memset(body, 'e', sizeof body);
    for (int i = 0; i < REFERENCE_HASH; i++)
        hash[i] = (unsigned char)(id >> i % 8 * 8);
    sqlite3_bind_int64(reference->statements[0], 1, id);
    sqlite3_bind_int64(reference->statements[0], 2, at);
    sqlite3_bind_int64(reference->statements[0], 3, id);
    sqlite3_bind_text(reference->statements[0], 4, body, sizeof body, SQLITE_STATIC);
    sqlite3_bind_blob(reference->statements[0], 5, hash, sizeof hash, SQLITE_STATIC);
    step(reference, 0);
    sqlite3_bind_int64(reference->statements[1], 1, id);
    sqlite3_bind_int64(reference->statements[1], 2, at / 86400000);
    sqlite3_bind_int64(reference->statements[1], 3, id);
    sqlite3_bind_int64(reference->statements[1], 4, at);
    step(reference, 1);
    sqlite3_bind_int64(reference->statements[2], 1, id);
    step(reference, 2);
}

static void write_batch(struct reference *reference, int64_t tickets)
{
    run(reference->db, "begin");
    for (int64_t i = 0; i < tickets; i++)
        write_ticket(reference);
    run(reference->db, "commit");
}

void reference_write(struct reference *reference, double batch, double seconds, struct reference_result *result)
{
    double begin = figure_now(), now = begin;

    cr_assert(batch >= 1);
    while (now - begin < seconds) {
        reference->owed += batch;
        int64_t tickets = (int64_t)reference->owed;
        reference->owed -= (double)tickets;
        write_batch(reference, tickets);
        result->tickets += tickets;
        result->commits++;
        now = figure_now();
    }
    result->seconds += now - begin;
}

void reference_fill(struct reference *reference, int64_t tickets, int64_t batch)
{
    for (int64_t left = tickets; left > 0; left -= batch)
        write_batch(reference, left < batch ? left : batch);
}

double reference_read(const char *folder, int64_t *ret_events)
{
    double begin = figure_now();
    sqlite3 *db = open_file(folder, SQLITE_OPEN_READWRITE);
    sqlite3_stmt *row;
    int64_t bytes = 0, events = 0;

    cr_assert_eq(sqlite3_prepare_v2(db, "select seq, at, type, body, hash from event order by seq", -1, &row, NULL), SQLITE_OK);
    for (; sqlite3_step(row) == SQLITE_ROW; events++) {
        bytes += sqlite3_column_int64(row, 0) + sqlite3_column_int64(row, 1);
        for (int column = 2; column < 5; column++) {
            sqlite3_column_blob(row, column);
            bytes += sqlite3_column_bytes(row, column);
        }
    }
    sqlite3_finalize(row);
    sqlite3_close(db);
    cr_assert(bytes > 0);
    *ret_events = events;
    return figure_now() - begin;
}
