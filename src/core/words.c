#include "core/words.h"

#include <string.h>

static bool find(const char *const *words, int count, const char *word, int *ret_index)
{
    for (int i = 0; i < count; i++)
        if (strcmp(words[i], word) == 0) {
            *ret_index = i;
            return true;
        }
    return false;
}

#define WORD_LIST(type, stem, limit)                                   \
    const char *stem##_word(enum type value)                           \
    {                                                                  \
        return (unsigned)value < limit ? stem##_words[value] : "?";    \
    }                                                                  \
    bool stem##_parse(const char *word, enum type *ret_value)          \
    {                                                                  \
        int index;                                                     \
        if (!find(stem##_words, limit, word, &index))                  \
            return false;                                              \
        *ret_value = (enum type)index;                                 \
        return true;                                                   \
    }

static const char *const priority_words[] = {
#define PRIORITY(name, word, sign, en, zh) word,
#include "core/priorities.def"
#undef PRIORITY
};
WORD_LIST(priority, priority, PRIORITY_COUNT)

static const char *const ticket_state_words[] = {
#define TICKET_STATE(name, word) word,
#include "core/ticket_states.def"
#undef TICKET_STATE
};
WORD_LIST(ticket_state, ticket_state, TICKET_STATE_COUNT)

static const char *const window_state_words[] = {
#define WINDOW_STATE(name, word) word,
#include "core/window_states.def"
#undef WINDOW_STATE
};
WORD_LIST(window_state, window_state, WINDOW_STATE_COUNT)

static const char *const job_state_words[] = {
#define JOB_STATE(name, word) word,
#include "core/job_states.def"
#undef JOB_STATE
};
WORD_LIST(job_state, job_state, JOB_STATE_COUNT)

static const char *const printer_state_words[] = {
#define PRINTER_STATE(name, word, can_print) word,
#include "core/printer_states.def"
#undef PRINTER_STATE
};
WORD_LIST(printer_state, printer_state, PRINTER_STATE_COUNT)

static const char *const print_kind_words[] = {
#define PRINT_KIND(name, word) word,
#include "core/print_kinds.def"
#undef PRINT_KIND
};
WORD_LIST(print_kind, print_kind, PRINT_KIND_COUNT)

static const char *const call_rule_words[] = {
#define CALL_RULE(name, word, en, zh) word,
#include "core/call_rules.def"
#undef CALL_RULE
};
WORD_LIST(call_rule, call_rule, CALL_RULE_COUNT)

static const char *const staff_role_words[] = {
#define ROLE_ROW(name, word, needs_staff) word,
#include "core/roles.def"
#undef ROLE_ROW
};
WORD_LIST(staff_role, staff_role, STAFF_ROLE_COUNT)

static const char *const pause_reason_words[] = {
#define PAUSE_REASON(name, word, en, zh) word,
#include "core/pause_reasons.def"
#undef PAUSE_REASON
};
WORD_LIST(pause_reason, pause_reason, PAUSE_REASON_COUNT)

const char *priority_name(enum priority value, bool chinese)
{
    static const char *const names[][2] = {
#define PRIORITY(name, word, sign, en, zh) {en, zh},
#include "core/priorities.def"
#undef PRIORITY
    };
    return (unsigned)value < PRIORITY_COUNT ? names[value][chinese] : "?";
}

const char *priority_sign(enum priority value)
{
    static const char *const signs[] = {
#define PRIORITY(name, word, sign, en, zh) sign,
#include "core/priorities.def"
#undef PRIORITY
    };
    return (unsigned)value < PRIORITY_COUNT ? signs[value] : "";
}

const char *call_rule_name(enum call_rule value, bool chinese)
{
    static const char *const names[][2] = {
#define CALL_RULE(name, word, en, zh) {en, zh},
#include "core/call_rules.def"
#undef CALL_RULE
    };
    return (unsigned)value < CALL_RULE_COUNT ? names[value][chinese] : "";
}

const char *pause_reason_name(enum pause_reason value, bool chinese)
{
    static const char *const names[][2] = {
#define PAUSE_REASON(name, word, en, zh) {en, zh},
#include "core/pause_reasons.def"
#undef PAUSE_REASON
    };
    return (unsigned)value < PAUSE_REASON_COUNT ? names[value][chinese] : "?";
}

bool printer_state_can_print(enum printer_state value)
{
    static const bool can[] = {
#define PRINTER_STATE(name, word, can_print) can_print,
#include "core/printer_states.def"
#undef PRINTER_STATE
    };
    return (unsigned)value < PRINTER_STATE_COUNT && can[value];
}

bool staff_role_needs_staff(enum staff_role value)
{
    static const bool needs[] = {
#define ROLE_ROW(name, word, needs_staff) needs_staff,
#include "core/roles.def"
#undef ROLE_ROW
    };
    return (unsigned)value < STAFF_ROLE_COUNT && needs[value];
}
