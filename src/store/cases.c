/* The rows of cases: one each, made by case_apply() from the events about it. */
#include "store/cases.h"

#include "core/decision.h"
#include "store/database.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- a row --- */

enum { HANDS_TEXT_SIZE = CASE_HANDS_MAX * (STAFF_ID_SIZE + 4) };

static void hands_text(const struct case_file *file, char text[static HANDS_TEXT_SIZE])
{
    size_t used = 0;

    text[0] = '\0';
    for (int32_t i = 0; i < file->hand_count; i++)
        used += (size_t)snprintf(text + used, HANDS_TEXT_SIZE - used, "%s:%d ", file->hands[i].staff, (int)file->hands[i].part);
}

static bool hands_read(struct case_file *file, const char *text)
{
    int part, length;

    for (file->hand_count = 0; *text; text += length) {
        struct case_hand *hand = &file->hands[file->hand_count];
        if (file->hand_count == CASE_HANDS_MAX || sscanf(text, "%15[^:]:%d %n", hand->staff, &part, &length) != 2)
            return false;
        hand->part = (enum case_part)part;
        file->hand_count++;
    }
    return true;
}

#define READ_NUMBER(column, member, stem) file->member = (__typeof__(file->member))sqlite3_column_int64(row, index++);
#define READ_TEXT(column, member, stem) text_copy(file->member, sizeof file->member, database_text(row, index++));
#define READ_WORD(column, member, stem) fits = stem##_parse(database_text(row, index++), &file->member) && fits;
#define READ_HANDS(column, member, stem) fits = hands_read(file, database_text(row, index++)) && fits;
#define READ(kind, column, member, stem) READ_##kind(column, member, stem)

/* Reads a row; *ret_urgency is the column after it. False if a word is not known. */
static bool read_case(sqlite3_stmt *row, struct case_file *file, int64_t *ret_urgency)
{
    bool fits = true;
    int index = 0;

    memset(file, 0, sizeof *file);
    CASE_ROW(READ)
    *ret_urgency = sqlite3_column_int64(row, index);
    return fits;
}

enum { URGENCY_OVERDUE = -10000000, URGENCY_NONE = 10000000 };

/* What lists are ordered by: a day for those with a running clock, overdue ones before and the others after every day. */
static int64_t urgency_of(const struct case_file *file)
{
    int64_t deadline = file->promised.days != 0 ? file->promised.days : file->statutory.days;

    if (file->answer_until.days != 0 && file->state == CASE_STATE_RECEIVED)
        return file->answer_until.days;
    if (file->light == CASE_LIGHT_NONE || deadline == 0)
        return URGENCY_NONE;
    return file->light == CASE_LIGHT_RED ? URGENCY_OVERDUE + deadline : deadline;
}

#define BIND_NUMBER(column, member, stem) sqlite3_bind_int64(row, index++, (int64_t)file->member);
#define BIND_TEXT(column, member, stem) sqlite3_bind_text(row, index++, file->member, -1, SQLITE_STATIC);
#define BIND_WORD(column, member, stem) sqlite3_bind_text(row, index++, stem##_word(file->member), -1, SQLITE_STATIC);
#define BIND_HANDS(column, member, stem) sqlite3_bind_text(row, index++, hands, -1, SQLITE_STATIC);
#define BIND(kind, column, member, stem) BIND_##kind(column, member, stem)

static enum error put_case(struct store *store, const struct case_file *file)
{
    sqlite3_stmt *row = database_statement(store, STATEMENT_CASE_PUT);
    char hands[HANDS_TEXT_SIZE];
    int index = 1;

    hands_text(file, hands);
    CASE_ROW(BIND)
    sqlite3_bind_int64(row, index++, !case_is_over(file));
    sqlite3_bind_int64(row, index, urgency_of(file));
    int code = sqlite3_step(row);
    sqlite3_reset(row);
    return database_error(code);
}

static enum error one_case(sqlite3_stmt *row, struct case_file *ret_file)
{
    int64_t urgency;
    bool fits = read_case(row, ret_file, &urgency);

    sqlite3_reset(row);
    return fits ? ERROR_NONE : ERROR_CORRUPT;
}

enum error store_case(struct store *store, struct case_id id, struct case_file *ret_file)
{
    sqlite3_stmt *row;

    if (!store->db || !database_row(store, STATEMENT_CASE_GET, &row, "i", id.value))
        return ERROR_MISSING;
    return one_case(row, ret_file);
}

int32_t store_case_papers(struct store *store, struct case_id id, enum case_paper paper)
{
    sqlite3_stmt *row;

    if (!store->db || !database_row(store, STATEMENT_CASE_PAPERS, &row, "it", id.value, case_paper_word(paper)))
        return 0;
    int32_t count = sqlite3_column_int(row, 0);
    sqlite3_reset(row);
    return count;
}

enum error store_case_of_certificate(struct store *store, const char *number, struct case_file *ret_file)
{
    sqlite3_stmt *row;

    if (!store->db || !number[0] || !database_row(store, STATEMENT_CASE_OF_CERTIFICATE, &row, "t", number))
        return ERROR_MISSING;
    return one_case(row, ret_file);
}

/* --- the projection --- */

static bool is_about_case(enum event_type type)
{
    return event_has(type, EVENT_FIELD_CASE) && type != EVENT_PRINT_QUEUED && type != EVENT_PERSON_VIEWED;
}

enum error case_projection_write(struct store *store, const struct hall *hall, const struct event *event)
{
    struct case_file file = {.seal = 0};

    if (is_about_case(event->type)) {
        enum error error = store_case(store, event->kase, &file);
        int64_t seal = file.seal; /* the use that a spoiled one was */
        if (error != ERROR_NONE && error != ERROR_MISSING)
            return error;
        if (!case_apply(&file, event))
            return ERROR_CORRUPT;
        error = put_case(store, &file);
        return error == ERROR_NONE ? ledger_write(store, hall, event, seal) : error;
    }
    return ledger_write(store, hall, event, 0);
}

/* --- lists --- */

/* Steps through a statement whose values are bound. */
static enum error walk(sqlite3_stmt *row, store_case_each *each, void *context, struct store_case_key *key)
{
    struct case_file file;
    int64_t urgency;
    int code;
    bool fits = true, more = true;

    while (more && fits && (code = sqlite3_step(row)) == SQLITE_ROW) {
        fits = read_case(row, &file, &urgency);
        *key = (struct store_case_key){urgency, file.id.value};
        more = fits && each(context, &file);
    }
    sqlite3_reset(row);
    return !fits ? ERROR_CORRUPT : more ? database_error(code) : ERROR_NONE;
}

enum error store_case_list(struct store *store, const struct store_case_query *query, store_case_each *each, void *context, struct store_case_key *key)
{
    const char *found = query->found ? query->found : "", *state = query->state ? query->state : "", *person = query->person ? query->person : "";
    sqlite3_stmt *row;
    int first = 1;

    if (!store->db)
        return ERROR_NONE;
    if (found[0]) {
        row = database_statement(store, STATEMENT_CASE_FOUND);
        sqlite3_bind_int64(row, 1, strlen(found) < 16 && strspn(found, "0123456789") == strlen(found) ? strtoll(found, NULL, 10) : 0);
        sqlite3_bind_text(row, 2, found, -1, SQLITE_STATIC);
        sqlite3_bind_text(row, 3, found, -1, SQLITE_STATIC);
        sqlite3_bind_text(row, 4, person, -1, SQLITE_STATIC);
        first = 5;
    } else if (query->bundle) {
        row = database_statement(store, STATEMENT_CASE_IN_BUNDLE);
        sqlite3_bind_int64(row, 1, query->bundle);
        sqlite3_bind_int64(row, 2, query->bundle);
        first = 3;
    } else if (state[0]) {
        row = database_statement(store, STATEMENT_CASE_IN_STATE);
        sqlite3_bind_text(row, 1, state, -1, SQLITE_STATIC);
        first = 2;
    } else {
        row = database_statement(store, STATEMENT_CASE_OPEN);
    }
    sqlite3_bind_int64(row, first, key->urgency);
    sqlite3_bind_int64(row, first + 1, key->id);
    return walk(row, each, context, key);
}

enum error store_cases_of_number(struct store *store, const char *number, store_case_each *each, void *context)
{
    struct store_case_key key;

    if (!store->db)
        return ERROR_NONE;
    sqlite3_stmt *row = database_statement(store, STATEMENT_CASE_OF_NUMBER);
    sqlite3_bind_text(row, 1, number, -1, SQLITE_STATIC);
    return walk(row, each, context, &key);
}

enum error store_cases_open(struct store *store, struct case_id after, store_case_each *each, void *context)
{
    struct store_case_key key;

    if (!store->db)
        return ERROR_NONE;
    sqlite3_stmt *row = database_statement(store, STATEMENT_CASE_OPEN_AFTER);
    sqlite3_bind_int64(row, 1, after.value);
    return walk(row, each, context, &key);
}

bool store_person_has_open_case(struct store *store, const char *person)
{
    sqlite3_stmt *row;

    if (!store->db || !database_row(store, STATEMENT_CASE_OPEN_OF_PERSON, &row, "t", person))
        return false;
    sqlite3_reset(row);
    return true;
}

enum error store_case_counts(struct store *store, void (*each)(void *context, const char *state, int64_t count), void *context)
{
    int code;

    if (!store->db)
        return ERROR_NONE;
    sqlite3_stmt *row = database_statement(store, STATEMENT_CASE_COUNTS);
    while ((code = sqlite3_step(row)) == SQLITE_ROW)
        each(context, database_text(row, 0), sqlite3_column_int64(row, 1));
    sqlite3_reset(row);
    return database_error(code);
}

enum error store_case_alarms(struct store *store, struct store_case_alarms *ret_alarms)
{
    sqlite3_stmt *row;

    *ret_alarms = (struct store_case_alarms){0};
    if (!store->db)
        return ERROR_NONE;
    if (!database_row(store, STATEMENT_CASE_ALARMS, &row, ""))
        return ERROR_IO;
    *ret_alarms = (struct store_case_alarms){sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 2), {sqlite3_column_int(row, 1)}};
    sqlite3_reset(row);
    return ERROR_NONE;
}

enum error store_case_figures(struct store *store, int64_t from_ms, int64_t to_ms, int32_t utc_offset_min, struct store_case_figures *ret_figures)
{
    sqlite3_stmt *row;

    *ret_figures = (struct store_case_figures){0};
    if (!store->db || !database_row(store, STATEMENT_CASE_FIGURES, &row, "iii", (int64_t)utc_offset_min * 60000, from_ms, to_ms))
        return ERROR_NONE;
    *ret_figures = (struct store_case_figures){sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1), sqlite3_column_int64(row, 2),
                                               sqlite3_column_int64(row, 3)};
    sqlite3_reset(row);
    return ERROR_NONE;
}

enum error store_case_agents(struct store *store, int64_t from_ms, int64_t to_ms, void (*each)(void *context, const char *staff, int64_t cases, int64_t visits),
                             void *context)
{
    int code;

    if (!store->db)
        return ERROR_NONE;
    sqlite3_stmt *row = database_statement(store, STATEMENT_CASE_AGENTS);
    sqlite3_bind_int64(row, 1, from_ms);
    sqlite3_bind_int64(row, 2, to_ms);
    while ((code = sqlite3_step(row)) == SQLITE_ROW)
        each(context, database_text(row, 0), sqlite3_column_int64(row, 1), sqlite3_column_int64(row, 2));
    sqlite3_reset(row);
    return database_error(code);
}

enum error store_case_history(struct store *store, struct case_id id, store_row *each, void *context)
{
    if (!store->db)
        return ERROR_NONE;
    sqlite3_stmt *row = database_statement(store, STATEMENT_EVENT_OF_CASE);
    sqlite3_bind_int64(row, 1, id.value);
    return journal_rows(row, each, context);
}
