/* Versions of the catalogue: the journal keeps the number and the digest of each; the tables themselves lie beside it. */
#include "core/apply.h"
#include "core/catalogue.h"

#include <string.h>

enum { DIGEST_LENGTH = 64 };

static enum refusal new_version(struct decision *decision, struct event *event)
{
    const struct command *command = decision->command;

    if (strlen(command->digest) != DIGEST_LENGTH || command->count < 0 || command->count > ITEMS_MAX)
        return REFUSAL_OUT_OF_RANGE;
    event->version = decision->hall->catalogue_version + 1;
    event->count = command->count;
    text_copy(event->digest, sizeof event->digest, command->digest);
    text_copy(event->reason, sizeof event->reason, command->reason);
    decision_emit(decision, event);
    return REFUSAL_NONE;
}

enum refusal command_catalogue_import(struct decision *decision)
{
    struct event event = decision_event(decision, EVENT_CATALOGUE_IMPORTED);

    event.automatic = decision->command->automatic;
    return new_version(decision, &event);
}

enum refusal command_catalogue_withdraw(struct decision *decision)
{
    struct event event = decision_event(decision, EVENT_CATALOGUE_WITHDRAWN);

    if (!decision->command->item[0])
        return REFUSAL_ITEM_UNKNOWN;
    text_copy(event.item, sizeof event.item, decision->command->item);
    event.day = decision->command->from;
    return new_version(decision, &event);
}

bool apply_catalogue(struct hall *hall, const struct event *event)
{
    if (hall->seq == 0 || event->version != hall->catalogue_version + 1 || strlen(event->digest) != DIGEST_LENGTH)
        return false;
    hall->catalogue_version = event->version;
    text_copy(hall->catalogue_digest, sizeof hall->catalogue_digest, event->digest);
    if (event->automatic)
        text_copy(hall->catalogue_file, sizeof hall->catalogue_file, event->digest);
    return true;
}
