/* Staff and tokens: the journal keeps who was added and revoked; whether they may act is checked by the server. */
#include "core/decision.h"

enum refusal command_staff_add(struct decision *decision)
{
    struct event event = decision_event(decision, EVENT_STAFF_ADDED);

    text_copy(event.staff, sizeof event.staff, decision->command->staff);
    event.roles = decision->command->roles;
    event.skills = decision->command->skills;
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
