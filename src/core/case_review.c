/* Cases in the back office: claimed, forwarded, suspended, extended, approved, rejected; and what was decided elsewhere. */
#include "core/decision.h"

/* Begins a move that needs a reason. */
static enum refusal begin_with_reason(struct decision *decision, enum case_move move, struct event *event)
{
    enum refusal refusal = case_begin_move(decision, move, event);

    if (refusal != REFUSAL_NONE)
        return refusal;
    text_copy(event->reason, sizeof event->reason, decision->command->reason);
    return event->reason[0] ? REFUSAL_NONE : REFUSAL_REASON_NEEDED;
}

enum refusal command_case_claim(struct decision *decision)
{
    struct event event;
    enum refusal refusal = case_begin_move(decision, CASE_MOVE_CLAIM, &event);

    if (refusal == REFUSAL_NONE)
        case_emit(decision, &event);
    return refusal;
}

enum refusal command_case_forward(struct decision *decision)
{
    const struct case_command *cases = decision->command->cases;
    struct event event;
    enum refusal refusal = begin_with_reason(decision, CASE_MOVE_FORWARD, &event);

    if (refusal != REFUSAL_NONE)
        return refusal;
    /* whoever it goes to must be free to have it; the caller has seen that this is an approver of the group */
    struct case_file after = *cases->file;
    after.group = decision->command->group >= 0 ? decision->command->group : after.group;
    after.state = CASE_STATE_ACCEPTED;
    struct actor to = {.role = STAFF_ROLE_APPROVER};
    text_copy(to.staff, sizeof to.staff, cases->to_staff);
    if (to.staff[0] && (refusal = case_may(&after, CASE_MOVE_CLAIM, &to, -1)) != REFUSAL_NONE)
        return refusal;
    event.group = after.group;
    text_copy(event.staff, sizeof event.staff, cases->to_staff);
    case_emit(decision, &event);
    return REFUSAL_NONE;
}

enum refusal command_case_suspend(struct decision *decision)
{
    struct event event;
    enum refusal refusal = begin_with_reason(decision, CASE_MOVE_SUSPEND, &event);

    if (refusal != REFUSAL_NONE)
        return refusal;
    if (decision->command->cases->special == SPECIAL_KIND_NONE)
        return REFUSAL_SPECIAL_NEEDED;
    event.special = decision->command->cases->special;
    event.day = case_today(decision);
    case_emit(decision, &event);
    return REFUSAL_NONE;
}

enum refusal command_case_resume(struct decision *decision)
{
    const struct case_command *cases = decision->command->cases;
    struct event event;
    enum refusal refusal = case_begin_move(decision, CASE_MOVE_RESUME, &event);

    if (refusal != REFUSAL_NONE)
        return refusal;
    event.count = case_days_between(cases->calendar, cases->file->stopped_on, case_today(decision));
    case_move_clock(decision, event.count, &event);
    case_emit(decision, &event);
    return REFUSAL_NONE;
}

enum refusal command_case_extend(struct decision *decision)
{
    struct event event;
    enum refusal refusal = begin_with_reason(decision, CASE_MOVE_EXTEND, &event);

    if (refusal != REFUSAL_NONE)
        return refusal;
    if (decision->command->cases->file->extended)
        return REFUSAL_EXTENDED_ALREADY;
    if (case_today(decision).days > decision->command->cases->file->promised.days) /* a delay is not made good by it */
        return REFUSAL_EXTEND_TOO_LATE;
    event.count = EXTENSION_DAYS;
    case_move_clock(decision, EXTENSION_DAYS, &event);
    case_emit(decision, &event);
    return REFUSAL_NONE;
}

enum refusal command_case_approve(struct decision *decision)
{
    const struct case_command *cases = decision->command->cases;
    struct event event;
    enum refusal refusal = case_begin_move(decision, CASE_MOVE_APPROVE, &event);

    if (refusal != REFUSAL_NONE)
        return refusal;
    event.day = case_today(decision);
    event.until = cases->valid_until;
    if (event.until.days != 0 && event.until.days <= event.day.days)
        return REFUSAL_VALID_WRONG;
    if (!cases->item)
        return REFUSAL_ITEM_NOT_IN_FORCE;
    if (cases->item->number == ITEM_NUMBER_RULE) {
        case_number_certificate(decision->hall, cases->file->item, event.day, event.certificate);
        event.automatic = 1;
    } else if (case_is_drawn(cases->file)) { /* what we draw has its number on it */
        refusal = cases->certificate[0] == '\0' ? REFUSAL_CERTIFICATE_NEEDED : cases->certificate_taken ? REFUSAL_CERTIFICATE_TAKEN : REFUSAL_NONE;
        if (refusal != REFUSAL_NONE)
            return refusal;
        text_copy(event.certificate, sizeof event.certificate, cases->certificate);
    }
    case_emit(decision, &event);
    return REFUSAL_NONE;
}

enum refusal command_case_reject(struct decision *decision)
{
    struct event event;
    enum refusal refusal = begin_with_reason(decision, CASE_MOVE_REJECT, &event);

    if (refusal == REFUSAL_NONE)
        case_emit(decision, &event);
    return refusal;
}

enum refusal command_case_result(struct decision *decision)
{
    const struct case_command *cases = decision->command->cases;
    struct event event;
    enum refusal refusal = case_begin_move(decision, CASE_MOVE_RESULT, &event);

    if (refusal != REFUSAL_NONE)
        return refusal;
    if (cases->outcome != CASE_OUTCOME_GRANTED && cases->outcome != CASE_OUTCOME_REFUSED)
        return REFUSAL_OUTCOME_NEEDED;
    if (cases->outcome == CASE_OUTCOME_REFUSED && !decision->command->reason[0])
        return REFUSAL_REASON_NEEDED;
    event.outcome = cases->outcome;
    text_copy(event.reason, sizeof event.reason, decision->command->reason);
    case_emit(decision, &event);
    return REFUSAL_NONE;
}
