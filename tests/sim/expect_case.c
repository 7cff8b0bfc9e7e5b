/* What must come of a request about a case, by the rules of the hall. */
#include "sim/expect.h"

#include <string.h>

static bool materials_fit(const char *materials, const struct item *item)
{
    for (size_t i = 0; materials[i]; i++)
        if (materials[i] != 'y' && materials[i] != 'p' && materials[i] != 'n')
            return false;
    return (int)strlen(materials) == item->material_count;
}

/* Received, told what is missing, accepted, declined. */
static bool may_begin(const struct book_case *own, const struct command *command)
{
    const struct case_command *cases = command->cases;
    const struct item *item = cases->item;
    const char *materials = own && !cases->materials[0] ? own->materials : cases->materials;

    if (!item || (item->kind != ITEM_KIND_PERMIT && item->kind != ITEM_KIND_SERVICE) || (!own && !command->person[0]))
        return false;
    if ((cases->told_version && cases->told_version != (own ? own->version : cases->version)) || !materials_fit(materials, item))
        return false;
    switch (command->type) {
    case COMMAND_CASE_NOTICE: return !book_case_complete(materials, item);
    case COMMAND_CASE_ACCEPT: return book_case_complete(materials, item);
    case COMMAND_CASE_DECLINE: return command->reason[0] != '\0';
    default: return true;
    }
}

static bool may_bring(const struct book_case *own, const struct command *command)
{
    const struct case_command *cases = command->cases;

    if (!cases->item || !materials_fit(cases->materials, cases->item))
        return false;
    for (size_t i = 0; own->materials[i]; i++)
        if (own->materials[i] == 'y' && cases->materials[i] != 'y')
            return false;
    return true;
}

static bool is_ours(const struct book_case *own)
{
    return own->output == ITEM_OUTPUT_OWN_A4 || own->output == ITEM_OUTPUT_OVERLAY;
}

static bool may_approve(const struct book *book, const struct book_case *own, const struct command *command, int64_t now_ms)
{
    const struct case_command *cases = command->cases;

    if (!cases->item || (cases->valid_until.days && cases->valid_until.days <= book_day_of(book, now_ms)))
        return false;
    return cases->item->number == ITEM_NUMBER_RULE || !is_ours(own) || (cases->certificate[0] && !cases->certificate_taken);
}

static bool may_seal(const struct book_case *own, const struct command *command)
{
    const struct case_command *cases = command->cases;

    if (is_ours(own) && own->state != CASE_STATE_DRAWN)
        return false;
    if (!own->certificate[0] && (!cases->certificate[0] || cases->certificate_taken))
        return false;
    return own->output != ITEM_OUTPUT_OVERLAY || cases->blank[0];
}

static bool is_crowded(const struct book_case *own, const char *staff)
{
    for (int32_t i = 0; i < own->hand_count; i++)
        if (strcmp(own->hands[i].staff, staff) == 0)
            return false;
    return own->hand_count >= CASE_HANDS_MAX;
}

/* What a move needs beside state, role and separation. */
static bool is_complete(const struct book *book, const struct book_case *own, const struct command *command, int64_t now_ms)
{
    const struct case_command *cases = command->cases;
    bool reason = command->reason[0] != '\0';

    switch (command->type) {
    case COMMAND_CASE_RECEIVE:
    case COMMAND_CASE_NOTICE:
    case COMMAND_CASE_ACCEPT:
    case COMMAND_CASE_DECLINE: return may_begin(own, command);
    case COMMAND_CASE_MATERIAL: return may_bring(own, command);
    case COMMAND_CASE_FORWARD:
        return reason && (!cases->to_staff[0] || own->flow != ITEM_FLOW_PERMIT || !book_case_other_part(own, cases->to_staff, CASE_PART_APPROVE));
    case COMMAND_CASE_SUSPEND: return reason && cases->special != SPECIAL_KIND_NONE;
    case COMMAND_CASE_EXTEND: return reason && !own->extended && book_day_of(book, now_ms) <= own->promised;
    case COMMAND_CASE_APPROVE: return may_approve(book, own, command, now_ms);
    case COMMAND_CASE_REJECT:
    case COMMAND_CASE_SPOIL:
    case COMMAND_CASE_MARK: return reason;
    case COMMAND_CASE_RESULT: return cases->outcome == CASE_OUTCOME_GRANTED || (cases->outcome == CASE_OUTCOME_REFUSED && reason);
    case COMMAND_CASE_DOCUMENT: return is_ours(own);
    case COMMAND_CASE_SEAL: return may_seal(own, command);
    case COMMAND_CASE_SHELVE: return cases->shelf[0] != '\0';
    case COMMAND_CASE_REPRINT: return reason && own->digest[0];
    case COMMAND_CASE_HAND_OUT: return cases->collector_is_known;
    default: return true;
    }
}

struct expect expect_case(const struct book *book, const struct command *command, int64_t now_ms)
{
    const struct case_command *cases = command->cases;
    const struct book_case *own = cases->file ? book_case(book, cases->file->id.value) : NULL;
    enum case_part part = book_case_part(command->type);
    struct expect expect = {.answer = ANSWER_NO, .first = (int)book_case_event_of(command->type)};

    if (command->type == COMMAND_CASE_DOCUMENT && own && own->digest[0] && strcmp(own->digest, cases->digest) == 0) /* the same bytes again */
        return (struct expect){.answer = ANSWER_YES, .first = EVENT_NONE};
    bool permit = own ? own->flow == ITEM_FLOW_PERMIT : cases->item && cases->item->flow == ITEM_FLOW_PERMIT;
    bool parts = permit && part != CASE_PART_ANYBODY;
    if (!(book_case_from(command->type) >> (own ? own->state : CASE_STATE_NONE) & 1) || !(book_case_roles(command->type) >> command->actor.role & 1))
        return expect;
    if (part == CASE_PART_APPROVE && ((own->group >= 0 && !(cases->acts_for >> own->group & 1)) ||
                                      (command->type != COMMAND_CASE_CLAIM && strcmp(own->reviewer, command->actor.staff) != 0)))
        return expect;
    if (parts && (!command->actor.staff[0] || (own && book_case_other_part(own, command->actor.staff, part))))
        return expect;
    if (!is_complete(book, own, command, now_ms))
        return expect;
    expect.answer = ANSWER_YES;
    if (own && permit && ((parts && is_crowded(own, command->actor.staff)) || (command->type == COMMAND_CASE_FORWARD && is_crowded(own, cases->to_staff))))
        expect.answer = ANSWER_EITHER; /* so many people had a hand in it that the product may stop */
    return expect;
}
