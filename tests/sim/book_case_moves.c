/* Who may do what with a case, and when: the list as the people of the hall know it. */
#include "sim/book.h"

#include <string.h>

#define IN(name) (1U << CASE_STATE_##name)
#define BY(name) (1U << STAFF_ROLE_##name)

/* before acceptance; with the approvers; anything not over and not yet decided; all there is */
#define BEFORE (IN(RECEIVED) | IN(NOTICED))
#define OPEN (BEFORE | IN(ACCEPTED) | IN(REVIEW) | IN(SUSPENDED) | IN(REFERRED))
#define ALL (~IN(NONE))
#define WINDOW_STAFF (BY(CLERK) | BY(OWNER))

static const struct book_case_move moves[] = {
    {COMMAND_CASE_RECEIVE, EVENT_CASE_RECEIVED, CASE_PART_ACCEPT, WINDOW_STAFF, IN(NONE)},
    {COMMAND_CASE_NOTICE, EVENT_CASE_NOTICED, CASE_PART_ACCEPT, WINDOW_STAFF, IN(NONE) | IN(RECEIVED)},
    {COMMAND_CASE_ACCEPT, EVENT_CASE_ACCEPTED, CASE_PART_ACCEPT, WINDOW_STAFF, IN(NONE) | BEFORE},
    {COMMAND_CASE_DECLINE, EVENT_CASE_DECLINED, CASE_PART_ACCEPT, WINDOW_STAFF, IN(NONE) | BEFORE},
    {COMMAND_CASE_MATERIAL, EVENT_CASE_MATERIAL, CASE_PART_ANYBODY, WINDOW_STAFF, OPEN | IN(APPROVED) | IN(DRAWN)},
    {COMMAND_CASE_WITHDRAW, EVENT_CASE_WITHDRAWN, CASE_PART_ANYBODY, WINDOW_STAFF, OPEN},
    {COMMAND_CASE_CLAIM, EVENT_CASE_CLAIMED, CASE_PART_APPROVE, BY(APPROVER), IN(ACCEPTED)},
    {COMMAND_CASE_FORWARD, EVENT_CASE_FORWARDED, CASE_PART_APPROVE, BY(APPROVER), IN(REVIEW)},
    {COMMAND_CASE_SUSPEND, EVENT_CASE_SUSPENDED, CASE_PART_APPROVE, BY(APPROVER), IN(REVIEW)},
    {COMMAND_CASE_RESUME, EVENT_CASE_RESUMED, CASE_PART_APPROVE, BY(APPROVER), IN(SUSPENDED)},
    {COMMAND_CASE_EXTEND, EVENT_CASE_EXTENDED, CASE_PART_APPROVE, BY(APPROVER), IN(REVIEW)},
    {COMMAND_CASE_APPROVE, EVENT_CASE_APPROVED, CASE_PART_APPROVE, BY(APPROVER), IN(REVIEW)},
    {COMMAND_CASE_REJECT, EVENT_CASE_REJECTED, CASE_PART_APPROVE, BY(APPROVER), IN(REVIEW)},
    {COMMAND_CASE_RESULT, EVENT_CASE_RESULT, CASE_PART_ANYBODY, WINDOW_STAFF, IN(REFERRED)},
    {COMMAND_CASE_DOCUMENT, EVENT_CERTIFICATE_DRAWN, CASE_PART_ANYBODY, BY(PRINTER) | BY(OWNER), IN(APPROVED)},
    {COMMAND_CASE_SEAL, EVENT_SEAL_USED, CASE_PART_ISSUE, BY(ISSUER), IN(APPROVED) | IN(DRAWN)},
    {COMMAND_CASE_CONFIRM, EVENT_SEAL_CONFIRMED, CASE_PART_ISSUE, BY(ISSUER), IN(SEALED)},
    {COMMAND_CASE_SPOIL, EVENT_CERTIFICATE_SPOILED, CASE_PART_ISSUE, BY(ISSUER), IN(SEALED)},
    {COMMAND_CASE_SHELVE, EVENT_CERTIFICATE_SHELVED, CASE_PART_ISSUE, BY(ISSUER), IN(ISSUED)},
    {COMMAND_CASE_REPRINT, EVENT_CERTIFICATE_REPRINTED, CASE_PART_ISSUE, BY(ISSUER), IN(ISSUED) | IN(HANDED)},
    {COMMAND_CASE_HAND_OUT, EVENT_CASE_HANDED, CASE_PART_ANYBODY, WINDOW_STAFF | BY(ISSUER), IN(ISSUED) | IN(REJECTED)},
    {COMMAND_CASE_MARK, EVENT_CASE_MARKED, CASE_PART_SUPERVISE, BY(SUPERVISOR), ALL},
    /* by time alone */
    {COMMAND_CASE_TICK, EVENT_CASE_DEEMED_ACCEPTED, CASE_PART_ANYBODY, BY(SYSTEM), IN(RECEIVED)},
    {COMMAND_CASE_TICK, EVENT_CASE_LIGHT, CASE_PART_ANYBODY, BY(SYSTEM), OPEN},
    {COMMAND_CASE_TICK, EVENT_CASE_REMINDED, CASE_PART_ANYBODY, BY(SYSTEM), IN(ISSUED)},
    {COMMAND_CASE_DEADLINE, EVENT_CASE_DEADLINE_CHANGED, CASE_PART_ANYBODY, BY(SYSTEM), ALL},
};
enum { MOVES = sizeof moves / sizeof *moves };

static const struct book_case_move *move_of(enum command_type type)
{
    for (int i = 0; i < MOVES; i++)
        if (moves[i].command == type)
            return &moves[i];
    return NULL;
}

unsigned book_case_from(enum command_type type)
{
    return move_of(type) ? move_of(type)->from : 0;
}

unsigned book_case_roles(enum command_type type)
{
    return move_of(type) ? move_of(type)->roles : 0;
}

enum event_type book_case_event_of(enum command_type type)
{
    return move_of(type) ? move_of(type)->event : EVENT_TYPE_COUNT;
}

enum case_part book_case_part(enum command_type type)
{
    return move_of(type) ? move_of(type)->part : CASE_PART_ANYBODY;
}

struct book_case *book_case(const struct book *book, int64_t id)
{
    if (id < 1 || id > book->cases.count)
        return NULL;
    return (struct book_case *)&book->cases.rows[id - 1];
}

const struct book_case_move *book_case_move_of_event(enum event_type type)
{
    for (int i = 0; i < MOVES; i++)
        if (moves[i].event == type)
            return &moves[i];
    return NULL;
}

bool book_case_other_part(const struct book_case *own, const char *staff, enum case_part part)
{
    for (int32_t i = 0; i < own->hand_count; i++)
        if (strcmp(own->hands[i].staff, staff) == 0 && own->hands[i].part != part)
            return true;
    return false;
}

bool book_case_complete(const char *materials, const struct item *item)
{
    bool complete = true;

    for (int i = 0; i < item->material_count; i++)
        complete = complete && (materials[i] == 'y' || (materials[i] == 'p' && !item->materials[i].required));
    return complete;
}
