/* Persons, staff and tokens: the journal keeps who was looked at and erased, added and revoked; whether they may act is checked by the server. */
#include "core/decision.h"

static enum refusal about_person(struct decision *decision, enum event_type type)
{
    struct event event = decision_event(decision, type);

    if (decision->command->person[0] == '\0')
        return REFUSAL_PERSON_UNKNOWN;
    event.ticket = decision->command->ticket;
    if (decision->command->cases && decision->command->cases->file)
        event.kase = decision->command->cases->file->id;
    text_copy(event.person, sizeof event.person, decision->command->person);
    text_copy(event.reason, sizeof event.reason, decision->command->reason);
    decision_emit(decision, &event);
    return REFUSAL_NONE;
}

enum refusal command_person_view(struct decision *decision)
{
    return about_person(decision, EVENT_PERSON_VIEWED);
}

enum refusal command_person_erase(struct decision *decision)
{
    return decision->command->reason[0] ? about_person(decision, EVENT_PERSON_ERASED) : REFUSAL_REASON_NEEDED;
}

static enum refusal about_staff(struct decision *decision, enum event_type type)
{
    struct event event = decision_event(decision, type);

    text_copy(event.staff, sizeof event.staff, decision->command->staff);
    event.roles = decision->command->roles;
    event.skills = decision->command->skills;
    event.automatic = decision->command->automatic;
    decision_emit(decision, &event);
    return REFUSAL_NONE;
}

enum refusal command_staff_add(struct decision *decision)
{
    return about_staff(decision, EVENT_STAFF_ADDED);
}

enum refusal command_staff_change(struct decision *decision)
{
    return about_staff(decision, EVENT_STAFF_CHANGED);
}

enum refusal command_staff_slow(struct decision *decision)
{
    struct event event = decision_event(decision, EVENT_STAFF_SLOWED);

    text_copy(event.staff, sizeof event.staff, decision->command->staff);
    decision_emit(decision, &event);
    return REFUSAL_NONE;
}

enum refusal command_sign_in(struct decision *decision)
{
    struct event event = decision_event(decision, EVENT_STAFF_SIGNED_IN);

    if (decision->command->ends_ms <= decision->now_ms)
        return REFUSAL_OUT_OF_RANGE;
    text_copy(event.name, sizeof event.name, decision->command->name);
    text_copy(event.staff, sizeof event.staff, decision->command->staff);
    text_copy(event.digest, sizeof event.digest, decision->command->digest);
    event.roles = decision->command->roles;
    event.window = decision->command->window;
    event.ends_ms = decision->command->ends_ms;
    decision_emit(decision, &event);
    return REFUSAL_NONE;
}

enum refusal command_sign_out(struct decision *decision)
{
    struct event event = decision_event(decision, EVENT_STAFF_SIGNED_OUT);

    text_copy(event.name, sizeof event.name, decision->command->name);
    text_copy(event.staff, sizeof event.staff, decision->command->staff);
    decision_emit(decision, &event);
    return REFUSAL_NONE;
}

enum refusal command_token_add(struct decision *decision)
{
    struct event event = decision_event(decision, EVENT_TOKEN_ADDED);

    text_copy(event.name, sizeof event.name, decision->command->name);
    text_copy(event.staff, sizeof event.staff, decision->command->staff);
    text_copy(event.digest, sizeof event.digest, decision->command->digest);
    event.roles = decision->command->roles;
    event.window = decision->command->window;
    decision_emit(decision, &event);
    return REFUSAL_NONE;
}

enum refusal command_token_revoke(struct decision *decision)
{
    struct event event = decision_event(decision, EVENT_TOKEN_REVOKED);

    text_copy(event.name, sizeof event.name, decision->command->name);
    decision_emit(decision, &event);
    return REFUSAL_NONE;
}
