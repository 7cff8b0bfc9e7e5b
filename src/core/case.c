/* Cases: their words, and who may make which move. */
#include "core/decision.h"

#include <string.h>

#define WORDS(kind, KIND, limit)                                                        \
    const char *kind##_word(enum kind value)                                            \
    {                                                                                   \
        return (unsigned)value < limit ? kind##_rows[value].word : "?";                 \
    }                                                                                   \
    bool kind##_parse(const char *word, enum kind *ret_value)                           \
    {                                                                                   \
        for (int i = 0; i < limit; i++)                                                 \
            if (strcmp(kind##_rows[i].word, word) == 0) {                               \
                *ret_value = (enum kind)i;                                              \
                return true;                                                            \
            }                                                                           \
        return false;                                                                   \
    }                                                                                   \
    const char *kind##_name(enum kind value, bool chinese)                              \
    {                                                                                   \
        return (unsigned)value < limit ? kind##_rows[value].names[chinese] : "?";       \
    }

struct word_row {
    const char *word, *names[2];
};

static const struct word_row case_state_rows[] = {
#define CASE_STATE(name, word, en, zh) {word, {en, zh}},
#include "core/case_words.def"
};
WORDS(case_state, CASE_STATE, CASE_STATE_COUNT)

static const struct word_row case_entry_rows[] = {
#define CASE_ENTRY(name, word, en, zh) {word, {en, zh}},
#include "core/case_words.def"
};
WORDS(case_entry, CASE_ENTRY, CASE_ENTRY_COUNT)

static const struct word_row case_outcome_rows[] = {
#define CASE_OUTCOME(name, word, en, zh) {word, {en, zh}},
#include "core/case_words.def"
};
WORDS(case_outcome, CASE_OUTCOME, CASE_OUTCOME_COUNT)

static const struct word_row case_light_rows[] = {
#define CASE_LIGHT(name, word, en, zh) {word, {en, zh}},
#include "core/case_words.def"
};
WORDS(case_light, CASE_LIGHT, CASE_LIGHT_COUNT)

static const struct word_row special_kind_rows[] = {
#define SPECIAL_KIND(name, word, en, zh) {word, {en, zh}},
#include "core/case_words.def"
};
WORDS(special_kind, SPECIAL_KIND, SPECIAL_KIND_COUNT)

static const struct word_row case_paper_rows[] = {
#define CASE_PAPER(name, word, en, zh) {word, {en, zh}},
#include "core/case_words.def"
};
WORDS(case_paper, CASE_PAPER, CASE_PAPER_COUNT)

/* --- the moves --- */

#define S(name) (UINT32_C(1) << CASE_STATE_##name)
#define R(name) (UINT32_C(1) << STAFF_ROLE_##name)
enum { CASE_STATE_SAME = CASE_STATE_COUNT };

static const struct case_move_row rows[] = {
#define CASE_MOVE(command, from, to, event, roles, part) {from, (enum case_state)CASE_STATE_##to, EVENT_##event, roles, CASE_PART_##part},
#include "core/case_moves.def"
#undef CASE_MOVE
};

const struct case_move_row *case_move_row(enum case_move move)
{
    return &rows[move];
}

enum case_part case_part_of(enum event_type type)
{
    for (int i = 0; i < CASE_MOVES; i++)
        if (rows[i].event == type)
            return rows[i].part;
    return CASE_PART_ANYBODY;
}

enum case_state case_after(enum event_type type, enum case_state before)
{
    for (int i = 0; i < CASE_MOVES; i++)
        if (rows[i].event == type)
            return rows[i].to == (enum case_state)CASE_STATE_SAME ? before : rows[i].to;
    return before;
}

bool case_is_over(const struct case_file *file)
{
    return (S(HANDED) | S(DONE) | S(DECLINED) | S(WITHDRAWN)) >> file->state & 1;
}

bool case_is_drawn(const struct case_file *file)
{
    return file->output == ITEM_OUTPUT_OWN_A4 || file->output == ITEM_OUTPUT_OVERLAY;
}

/* Nobody plays two parts on one permit case. */
static enum refusal separation(const struct case_file *file, enum case_part part, const char *staff)
{
    bool known = false;

    if (part == CASE_PART_ANYBODY || file->flow != ITEM_FLOW_PERMIT)
        return REFUSAL_NONE;
    if (!staff[0])
        return REFUSAL_STAFF_NEEDED;
    for (int32_t i = 0; i < file->hand_count; i++) {
        if (strcmp(file->hands[i].staff, staff) != 0)
            continue;
        if (file->hands[i].part != part)
            return REFUSAL_SAME_PERSON;
        known = true;
    }
    int32_t room = part == CASE_PART_ISSUE ? CASE_HANDS_MAX : CASE_HANDS_MAX - 2; /* there is always room for who issues it */
    return known || file->hand_count < room ? REFUSAL_NONE : REFUSAL_TOO_MANY_HANDS;
}

enum refusal case_may(const struct case_file *file, enum case_move move, const struct actor *actor, int64_t acts_for)
{
    const struct case_move_row *row = &rows[move];
    bool reviews = row->part == CASE_PART_APPROVE;

    if (!(row->roles >> actor->role & 1))
        return REFUSAL_FORBIDDEN;
    if (!(row->from >> file->state & 1))
        return REFUSAL_CASE_STATE;
    if (reviews && file->group >= 0 && !(acts_for >> file->group & 1))
        return REFUSAL_GROUP_FOREIGN;
    enum refusal refusal = separation(file, row->part, actor->staff);
    if (refusal == REFUSAL_NONE && reviews && move != CASE_MOVE_CLAIM && strcmp(file->reviewer, actor->staff) != 0)
        refusal = REFUSAL_CASE_OF_OTHER;
    return refusal;
}

enum refusal case_begin_move(const struct decision *decision, enum case_move move, struct event *ret_event)
{
    static const struct case_file nothing;
    const struct case_command *cases = decision->command->cases;
    struct case_file file = cases->file ? *cases->file : nothing;

    if (!cases->file && !(rows[move].from >> CASE_STATE_NONE & 1))
        return REFUSAL_CASE_UNKNOWN;
    if (!cases->file && cases->item) { /* separation asks what it will be */
        file.flow = cases->item->flow;
        file.group = -1;
    }
    enum refusal refusal = case_may(&file, move, &decision->actor, cases->acts_for);
    if (refusal != REFUSAL_NONE)
        return refusal;
    *ret_event = decision_event(decision, rows[move].event);
    ret_event->kase = file.id;
    return REFUSAL_NONE;
}

void case_emit(struct decision *decision, struct event *event)
{
    decision_emit(decision, event);
    decision->outcome->kase = event->kase;
}

struct date case_today(const struct decision *decision)
{
    return date_of_instant(decision->now_ms, decision->hall->settings.utc_offset_min);
}
