/* The closed lists of the hall as enums with their words. Every list is written once, in a .def. */
#ifndef CORE_WORDS_H
#define CORE_WORDS_H

#include <stdbool.h>

enum priority {
#define PRIORITY(name, word, sign, en, zh) PRIORITY_##name,
#include "core/priorities.def"
#undef PRIORITY
    PRIORITY_COUNT
};

enum ticket_state {
#define TICKET_STATE(name, word) TICKET_##name,
#include "core/ticket_states.def"
#undef TICKET_STATE
    TICKET_STATE_COUNT
};

enum window_state {
#define WINDOW_STATE(name, word) WINDOW_##name,
#include "core/window_states.def"
#undef WINDOW_STATE
    WINDOW_STATE_COUNT
};

enum job_state {
#define JOB_STATE(name, word) JOB_##name,
#include "core/job_states.def"
#undef JOB_STATE
    JOB_STATE_COUNT
};

enum printer_state {
#define PRINTER_STATE(name, word, can_print) PRINTER_##name,
#include "core/printer_states.def"
#undef PRINTER_STATE
    PRINTER_STATE_COUNT
};

enum print_kind {
#define PRINT_KIND(name, word) PRINT_KIND_##name,
#include "core/print_kinds.def"
#undef PRINT_KIND
    PRINT_KIND_COUNT
};

enum call_rule {
#define CALL_RULE(name, word, en, zh) CALL_RULE_##name,
#include "core/call_rules.def"
#undef CALL_RULE
    CALL_RULE_COUNT
};

enum staff_role {
#define ROLE_ROW(name, word, needs_staff) STAFF_ROLE_##name,
#include "core/roles.def"
#undef ROLE_ROW
    STAFF_ROLE_COUNT
};

enum pause_reason {
#define PAUSE_REASON(name, word, en, zh) PAUSE_##name,
#include "core/pause_reasons.def"
#undef PAUSE_REASON
    PAUSE_REASON_COUNT
};

/* Cases: core/case.h has their words. */
enum case_state {
#define CASE_STATE(name, word, en, zh) CASE_STATE_##name,
#include "core/case_words.def"
    CASE_STATE_COUNT
};

enum case_entry {
#define CASE_ENTRY(name, word, en, zh) CASE_ENTRY_##name,
#include "core/case_words.def"
    CASE_ENTRY_COUNT
};

enum case_outcome {
#define CASE_OUTCOME(name, word, en, zh) CASE_OUTCOME_##name,
#include "core/case_words.def"
    CASE_OUTCOME_COUNT
};

enum case_light {
#define CASE_LIGHT(name, word, en, zh) CASE_LIGHT_##name,
#include "core/case_words.def"
    CASE_LIGHT_COUNT
};

enum special_kind {
#define SPECIAL_KIND(name, word, en, zh) SPECIAL_KIND_##name,
#include "core/case_words.def"
    SPECIAL_KIND_COUNT
};

enum case_paper {
#define CASE_PAPER(name, word, en, zh) CASE_PAPER_##name,
#include "core/case_words.def"
    CASE_PAPER_COUNT
};

/* Each list has a function that gives the word of a value (static, never NULL) and one that reads a word (false: no such word). */
const char *priority_word(enum priority value);
bool priority_parse(const char *word, enum priority *ret_value);
const char *ticket_state_word(enum ticket_state value);
bool ticket_state_parse(const char *word, enum ticket_state *ret_value);
const char *window_state_word(enum window_state value);
bool window_state_parse(const char *word, enum window_state *ret_value);
const char *job_state_word(enum job_state value);
bool job_state_parse(const char *word, enum job_state *ret_value);
const char *printer_state_word(enum printer_state value);
bool printer_state_parse(const char *word, enum printer_state *ret_value);
const char *print_kind_word(enum print_kind value);
bool print_kind_parse(const char *word, enum print_kind *ret_value);
const char *call_rule_word(enum call_rule value);
bool call_rule_parse(const char *word, enum call_rule *ret_value);
const char *staff_role_word(enum staff_role value);
bool staff_role_parse(const char *word, enum staff_role *ret_value);
const char *pause_reason_word(enum pause_reason value);
bool pause_reason_parse(const char *word, enum pause_reason *ret_value);

/* Names for people, in English or Chinese; static. */
const char *priority_name(enum priority value, bool chinese);
const char *priority_sign(enum priority value);
const char *call_rule_name(enum call_rule value, bool chinese);
const char *pause_reason_name(enum pause_reason value, bool chinese);

bool printer_state_can_print(enum printer_state value);
bool staff_role_needs_staff(enum staff_role value);

#endif
