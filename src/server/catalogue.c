#include "server/catalogue.h"

#include "base/log.h"
#include "core/decision.h"
#include "files/items_file.h"
#include "store/catalogue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool catalogue_offer_make(const struct server *server, struct item *items, size_t count, struct catalogue_offer *ret_offer)
{
    struct catalogue_offer offer = {.items = items, .count = count};

    offer.csv = items_file_write(items, count, TABLE_UTF8, &offer.length);
    if (!offer.csv) {
        free(items);
        return false;
    }
    digest_make(offer.csv, offer.length, offer.digest);
    offer.changes = catalogue_compare(server->items, server->item_count, items, count, NULL, NULL);
    *ret_offer = offer;
    return true;
}

void catalogue_offer_finish(struct catalogue_offer *offer)
{
    free(offer->items);
    free(offer->csv);
    *offer = (struct catalogue_offer){0};
}

bool catalogue_is_in_force(const struct server *server, const struct catalogue_offer *offer)
{
    return strcmp(server->hall.catalogue_digest, offer->digest) == 0;
}

void catalogue_fill(const struct catalogue_offer *offer, struct command *command)
{
    command->count = (int32_t)offer->count;
    memcpy(command->digest, offer->digest, sizeof offer->digest);
    snprintf(command->reason, sizeof command->reason, "%d added, %d changed, %d withdrawn", offer->changes.added, offer->changes.changed, offer->changes.withdrawn);
}

/* Adds the groups of items to the settings; returns the first that finds no place, NULL: all have one. */
static const char *add_groups(const struct item *items, size_t count, struct settings *settings)
{
    for (size_t i = 0; i < count; i++) {
        int32_t group = 0;
        while (group < settings->group_count && strcmp(settings->groups[group], items[i].group) != 0)
            group++;
        if (group < settings->group_count)
            continue;
        if (group == GROUPS_MAX || strlen(items[i].group) >= GROUP_SIZE)
            return items[i].group;
        text_copy(settings->groups[settings->group_count++], GROUP_SIZE, items[i].group);
    }
    return NULL;
}

void catalogue_groups(const struct server *server, struct settings *settings)
{
    settings->group_count = server->hall.settings.group_count;
    memcpy(settings->groups, server->hall.settings.groups, sizeof settings->groups);
    add_groups(server->items, server->item_count, settings);
}

bool catalogue_has_room(const struct server *server, const struct catalogue_offer *offer, char sentence[static TABLE_SENTENCE_SIZE])
{
    struct settings settings = server->hall.settings;
    const char *group = add_groups(offer->items, offer->count, &settings);

    if (group)
        snprintf(sentence, TABLE_SENTENCE_SIZE, "group \"%s\": a hall has at most %d groups, of at most %d bytes each", group, (int)GROUPS_MAX, (int)GROUP_SIZE - 1);
    return !group;
}

static void configure_groups(struct server *server)
{
    struct command command = {.type = COMMAND_CONFIGURE, .actor = {.role = STAFF_ROLE_SYSTEM}};
    struct settings settings = server->hall.settings;
    struct outcome outcome;

    catalogue_groups(server, &settings);
    command.settings = &settings;
    if (server->hall.settings.group_count != settings.group_count && hall_reserve(&server->hall))
        hall_decide(&server->hall, &command, server->now_ms, server_event, server, &outcome);
}

static void change_items(struct server *server, struct item *items, size_t count)
{
    free(server->items);
    server->items = items;
    server->item_count = count;
    server->items_version = server->hall.catalogue_version;
}

void catalogue_take(struct server *server, struct catalogue_offer *offer)
{
    struct store_catalogue about = {.version = server->hall.catalogue_version, .at_ms = server->now_ms, .items = (int64_t)offer->count};

    memcpy(about.digest, offer->digest, sizeof about.digest);
    store_catalogue_put(server->store, &about, offer->csv, offer->length); /* a failure is remembered and comes out at the commit */
    change_items(server, offer->items, offer->count);
    offer->items = NULL;
    catalogue_offer_finish(offer);
    configure_groups(server);
}

enum error catalogue_version(const struct server *server, int64_t version, struct item **ret_items, size_t *ret_count)
{
    struct store_catalogue about;
    char *csv, name[40], sentence[TABLE_SENTENCE_SIZE];
    size_t length;
    enum error error = store_catalogue(server->store, version, &about, &csv, &length);

    if (error != ERROR_NONE)
        return error;
    snprintf(name, sizeof name, "catalogue %lld", (long long)version);
    error = items_file_read_bytes(name, csv, length, ret_items, ret_count, sentence);
    if (error != ERROR_NONE)
        log_error("%s", sentence);
    free(csv);
    return error;
}

enum error catalogue_reload(struct server *server)
{
    struct item *items;
    size_t count;

    if (server->items_version == 0 || server->items_version == server->hall.catalogue_version)
        return ERROR_NONE;
    enum error error = catalogue_version(server, server->hall.catalogue_version, &items, &count);
    if (error == ERROR_NONE)
        change_items(server, items, count);
    return error;
}

/* The file is another than it last was: one more version. */
static bool take_file(struct server *server, struct catalogue_offer *offer)
{
    struct command command = {.type = COMMAND_CATALOGUE_IMPORT, .automatic = true, .actor = {.role = STAFF_ROLE_SYSTEM}};
    char sentence[TABLE_SENTENCE_SIZE];
    struct outcome outcome;

    if (!catalogue_has_room(server, offer, sentence)) {
        log_error("items.csv: %s", sentence);
        return false;
    }
    catalogue_fill(offer, &command);
    server_turn(server);
    enum refusal refusal = hall_reserve(&server->hall) ? hall_decide(&server->hall, &command, server->now_ms, server_event, server, &outcome) : REFUSAL_NOT_STORED;
    if (refusal == REFUSAL_NONE)
        catalogue_take(server, offer);
    server_turn_end(server);
    if (refusal != REFUSAL_NONE || server->fatal != ERROR_NONE)
        return false;
    if (server->hall.catalogue_version > 1)
        log_note("items.csv is version %d of the catalogue: %s", server->hall.catalogue_version, command.reason);
    return true;
}

bool catalogue_start(struct server *server)
{
    struct catalogue_offer offer;
    struct item *items = server->items, *current = NULL;
    size_t count = server->item_count, current_count = 0;
    enum error error = ERROR_NONE;

    server->items = NULL; /* what the file says; it is compared with what is in force */
    server->item_count = 0;
    if (server->hall.catalogue_version > 0 && !server->keeps_nothing)
        error = catalogue_version(server, server->hall.catalogue_version, &current, &current_count);
    if (error != ERROR_NONE) {
        log_error("version %d of the catalogue: %s", server->hall.catalogue_version, error_sentence(error));
        free(items);
        return false;
    }
    if (server->hall.catalogue_version > 0)
        change_items(server, current, current_count);
    if (!catalogue_offer_make(server, items, count, &offer))
        return false;
    bool good = strcmp(offer.digest, server->hall.catalogue_file) == 0 || take_file(server, &offer);
    catalogue_offer_finish(&offer);
    return good;
}

const struct item *catalogue_item(struct server *server, const char *code, int64_t version)
{
    if (version == 0 || version == server->items_version)
        return catalogue_find(server->items, server->item_count, code);
    if (version != server->old_version) {
        struct item *items;
        size_t count;
        if (catalogue_version(server, version, &items, &count) != ERROR_NONE)
            return NULL;
        free(server->old_items);
        server->old_items = items;
        server->old_item_count = count;
        server->old_version = version;
    }
    return catalogue_find(server->old_items, server->old_item_count, code);
}

void catalogue_finish(struct server *server)
{
    free(server->items);
    free(server->old_items);
}
