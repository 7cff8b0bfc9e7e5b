/* An event: something that happened in the hall, for ever. One flat value; which fields count is a property of its type (events.def). */
#ifndef CORE_EVENT_H
#define CORE_EVENT_H

#include "base/date.h"
#include "core/ids.h"
#include "core/settings.h"

#include <stdbool.h>
#include <stdint.h>

enum event_type {
#define EVENT(name, word, function, fields) EVENT_##name,
#include "core/events.def"
#undef EVENT
    EVENT_TYPE_COUNT
};

enum event_field {
#define FIELD(name, json, member, kind) EVENT_FIELD_##name,
#include "core/fields.def"
#undef FIELD
    EVENT_FIELDS
};

struct event {
    enum event_type type;
    int64_t seq;   /* 1, 2, 3 ... without a gap */
    int64_t at_ms;
    struct actor actor;
    char key[KEY_SIZE]; /* idempotency key of the command that caused it, on its first event; else empty */

    struct ticket_id ticket, other;
    struct job_id job;
    int32_t window, to_window;
    int32_t service; /* 0 for A */
    int32_t number;
    enum priority priority;
    enum call_rule rule;
    enum printer_state printer_state;
    int64_t taken_ms, key_won, key_other, waited_ms, ends_ms;
    int32_t in_row, automatic, chinese, count, group, copy;
    int64_t fence, skills, roles;
    struct date day;
    char item[ITEM_CODE_SIZE], staff[STAFF_ID_SIZE], reason[REASON_SIZE];
    char printer[PRINTER_NAME_SIZE], place[PRINTER_NAME_SIZE], spare[PRINTER_NAME_SIZE], name[TOKEN_NAME_SIZE], digest[65], person[PERSON_SIZE];
    const struct settings *settings; /* of config.changed; borrowed */

    struct case_id kase, bundle;
    int32_t version, flow, output, promised_days, statutory_days, provisional;
    int64_t seal, prints, spare_after_ms;
    int32_t paper_full, sheets, used;
    enum case_entry entry;
    enum case_outcome outcome;
    enum case_light light;
    enum special_kind special;
    enum case_paper paper;
    struct date promised, statutory, until;
    char case_number[CASE_NUMBER_SIZE], materials[MATERIALS_SIZE], agent[PERSON_SIZE], holder[HOLDER_SIZE];
    char certificate[CASE_NUMBER_SIZE], blank[BLANK_SIZE], shelf[SHELF_SIZE];
};

/* "ticket.called"; static, never NULL. */
const char *event_word(enum event_type type);
bool event_parse(const char *word, enum event_type *ret_type);

/* Whether events of a type carry a field. */
bool event_has(enum event_type type, enum event_field field);

#endif
