/* The tables beside the journal: what each event leaves in them, and what is read from them. */
#include "store/database.h"

#include "core/decision.h"
#include "core/queue.h"

#include <stdlib.h>
#include <string.h>

static enum error put_ticket(struct store *store, const struct hall *hall, struct ticket_id id)
{
    const struct ticket *t = hall_ticket(hall, id);

    if (!t)
        return ERROR_CORRUPT;
    return database_run(store, STATEMENT_TICKET_PUT, "iiiiittiiiiiiiiti", t->id.value, (int64_t)t->day.days, (int64_t)t->letter, (int64_t)t->number,
                        (int64_t)t->service, ticket_state_word(t->state), priority_word(t->priority), t->taken_ms, t->called_ms, t->started_ms,
                        t->ended_ms, (int64_t)t->window, (int64_t)t->recalls, (int64_t)t->count, (int64_t)t->chinese, t->item, t->job.value);
}

static enum error put_job(struct store *store, const struct hall *hall, struct job_id id)
{
    const struct print_job *job = hall_job(hall, id);

    if (!job)
        return ERROR_CORRUPT;
    return database_run(store, STATEMENT_JOB_PUT, "iititit" "ti", job->id.value, job->ticket.value, hall->printers[job->printer].name, (int64_t)job->copy,
                        job_state_word(job->state), job->fence, job->reason, case_paper_word(job->paper), job->kase.value);
}

static enum error put_token(struct store *store, const struct event *event)
{
    return database_run(store, STATEMENT_TOKEN_PUT, "tttti", event->name, event->digest, staff_role_word((enum staff_role)event->roles), event->staff,
                        (int64_t)event->window);
}

enum error projection_write(struct store *store, const struct hall *hall, const struct event *event)
{
    enum error error = ERROR_NONE;

    if (event->type == EVENT_STAFF_ADDED || event->type == EVENT_STAFF_CHANGED)
        return database_run(store, STATEMENT_STAFF_PUT, "tii", event->staff, event->roles, event->skills);
    if (event->type == EVENT_TOKEN_ADDED)
        return put_token(store, event);
    if (event->type == EVENT_TOKEN_REVOKED)
        return database_run(store, STATEMENT_TOKEN_REVOKE, "t", event->name);
    error = case_projection_write(store, hall, event);
    if (error == ERROR_NONE && event->ticket.value)
        error = put_ticket(store, hall, event->ticket);
    if (error == ERROR_NONE && event->job.value)
        error = put_job(store, hall, event->job);
    return error;
}

enum error store_ticket(struct store *store, struct ticket_id id, struct ticket *ret_ticket, enum job_state *ret_job_state)
{
    sqlite3_stmt *row;
    struct ticket t = {.group = -1, .return_mark = -1, .previous = NO_SLOT, .next = NO_SLOT};

    if (!store->db || !database_row(store, STATEMENT_TICKET_GET, &row, "i", id.value))
        return ERROR_MISSING;
    t.id.value = sqlite3_column_int64(row, 0);
    t.day.days = sqlite3_column_int(row, 1);
    t.letter = sqlite3_column_int(row, 2);
    t.number = sqlite3_column_int(row, 3);
    t.service = sqlite3_column_int(row, 4);
    bool fits = ticket_state_parse(database_text(row, 5), &t.state) && priority_parse(database_text(row, 6), &t.priority);
    t.taken_ms = sqlite3_column_int64(row, 7);
    t.called_ms = sqlite3_column_int64(row, 8);
    t.started_ms = sqlite3_column_int64(row, 9);
    t.ended_ms = sqlite3_column_int64(row, 10);
    t.window = sqlite3_column_int(row, 11);
    t.recalls = sqlite3_column_int(row, 12);
    t.count = sqlite3_column_int(row, 13);
    t.chinese = sqlite3_column_int(row, 14) != 0;
    text_copy(t.item, sizeof t.item, database_text(row, 15));
    t.job.value = sqlite3_column_int64(row, 16);
    sqlite3_reset(row);
    *ret_job_state = JOB_NONE;
    if (database_row(store, STATEMENT_JOB_STATE, &row, "i", t.job.value)) {
        job_state_parse(database_text(row, 0), ret_job_state);
        sqlite3_reset(row);
    }
    *ret_ticket = t;
    return fits ? ERROR_NONE : ERROR_CORRUPT;
}

enum error store_tokens(struct store *store, void (*each)(void *context, const struct store_token *token), void *context)
{
    if (!store->db)
        return ERROR_NONE;
    sqlite3_stmt *row = database_statement(store, STATEMENT_TOKEN_ALL);
    int code;
    while ((code = sqlite3_step(row)) == SQLITE_ROW) {
        struct store_token token = {.window = sqlite3_column_int(row, 4)};
        text_copy(token.name, sizeof token.name, database_text(row, 0));
        text_copy(token.digest, sizeof token.digest, database_text(row, 1));
        text_copy(token.staff, sizeof token.staff, database_text(row, 3));
        if (staff_role_parse(database_text(row, 2), &token.role))
            each(context, &token);
    }
    sqlite3_reset(row);
    return database_error(code);
}

bool store_token_exists(struct store *store, const char *name)
{
    sqlite3_stmt *row;

    if (!store->db || !database_row(store, STATEMENT_TOKEN_NAMED, &row, "t", name))
        return false;
    bool exists = sqlite3_column_int(row, 0) > 0;
    sqlite3_reset(row);
    return exists;
}

static void read_staff(sqlite3_stmt *row, struct store_staff *staff)
{
    text_copy(staff->id, sizeof staff->id, database_text(row, 0));
    text_copy(staff->name, sizeof staff->name, database_text(row, 1));
    staff->roles = sqlite3_column_int64(row, 2);
    staff->skills = sqlite3_column_int64(row, 3);
    staff->pin[0] = '\0';
}

enum error store_staff(struct store *store, const char *id, struct store_staff *ret_staff)
{
    sqlite3_stmt *row;

    if (!store->db || !database_row(store, STATEMENT_STAFF_GET, &row, "t", id))
        return ERROR_MISSING;
    read_staff(row, ret_staff);
    text_copy(ret_staff->pin, sizeof ret_staff->pin, database_text(row, 4));
    sqlite3_reset(row);
    return ERROR_NONE;
}

enum error store_all_staff(struct store *store, void (*each)(void *context, const struct store_staff *staff), void *context)
{
    if (!store->db)
        return ERROR_NONE;
    sqlite3_stmt *row = database_statement(store, STATEMENT_STAFF_ALL);
    int code;
    while ((code = sqlite3_step(row)) == SQLITE_ROW) {
        struct store_staff staff;
        read_staff(row, &staff);
        each(context, &staff);
    }
    sqlite3_reset(row);
    return database_error(code);
}

enum error store_secret_put(struct store *store, const char *id, const char *name, const char *pin)
{
    return database_write(store, STATEMENT_SECRET_PUT, "ttt", id, name, pin);
}

bool store_key_find(struct store *store, const char *token, const char *key, int64_t after_ms, struct store_key *ret_key)
{
    sqlite3_stmt *row;

    if (!store->db || !database_row(store, STATEMENT_KEY_GET, &row, "tti", token, key, after_ms))
        return false;
    text_copy(ret_key->digest, sizeof ret_key->digest, database_text(row, 0));
    ret_key->status = sqlite3_column_int(row, 1);
    ret_key->ticket.value = sqlite3_column_int64(row, 2);
    ret_key->window = sqlite3_column_int(row, 3);
    ret_key->job.value = sqlite3_column_int64(row, 4);
    ret_key->kase.value = sqlite3_column_int64(row, 5);
    sqlite3_reset(row);
    return true;
}

enum error store_key_put(struct store *store, const char *token, const char *key, int64_t at_ms, const struct store_key *row)
{
    return database_write(store, STATEMENT_KEY_PUT, "ttitiiiii", token, key, at_ms, row->digest, (int64_t)row->status, row->ticket.value,
                          (int64_t)row->window, row->job.value, row->kase.value);
}

enum error store_key_purge(struct store *store, int64_t before_ms)
{
    return database_write(store, STATEMENT_KEY_PURGE, "i", before_ms);
}

char *store_dump(struct store *store)
{
    static const char *const tables[] = {"select * from ticket order by id", "select * from print_job order by id",
                                         "select * from token order by name", "select * from staff_member order by id",
                                         "select * from case_file order by id", "select * from case_count where count > 0 order by state",
                                         "select * from seal_use order by seal", "select * from sample order by number",
                                         "select * from sample_case order by sample, place", "select * from deputy order by staff, deputy"};
    sqlite3_str *text = sqlite3_str_new(store->db);

    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        sqlite3_stmt *row = NULL;
        if (sqlite3_prepare_v2(store->db, tables[i], -1, &row, NULL) != SQLITE_OK)
            continue;
        while (sqlite3_step(row) == SQLITE_ROW) {
            for (int column = 0; column < sqlite3_column_count(row); column++)
                sqlite3_str_appendf(text, "%s|", database_text(row, column));
            sqlite3_str_appendchar(text, 1, '\n');
        }
        sqlite3_finalize(row);
    }
    bool whole = sqlite3_str_errcode(text) == SQLITE_OK;
    char *finished = sqlite3_str_finish(text), *copy = whole ? strdup(finished ? finished : "") : NULL; /* empty tables finish as NULL */
    sqlite3_free(finished);
    return copy;
}
