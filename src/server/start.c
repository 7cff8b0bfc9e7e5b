/* What every way of running the controller begins with: the hall's files, its keys, its database, and the settings in force. */
#include "server/start.h"

#include "base/log.h"
#include "base/path.h"
#include "core/decision.h"
#include "files/holidays_file.h"
#include "files/items_file.h"
#include "server/catalogue.h"
#include "store/codec.h"

#include <stdlib.h>
#include <string.h>

bool start_files(struct server *server)
{
    char path[PATH_SIZE], sentence[TABLE_SENTENCE_SIZE];
    _Static_assert((int)HALL_SENTENCE_SIZE <= (int)TABLE_SENTENCE_SIZE, "one buffer serves both");

    path_join(path, sizeof path, server->dir, "hall.conf");
    if (hall_file_read(path, &server->file, sentence) != ERROR_NONE) {
        log_error("%s", sentence);
        return false;
    }
    path_join(path, sizeof path, server->dir, "items.csv");
    if (items_file_read(path, &server->items, &server->item_count, sentence) != ERROR_NONE) {
        log_error("%s", sentence);
        return false;
    }
    path_join(path, sizeof path, server->dir, "holidays.csv");
    if (holidays_file_read(path, &server->holidays, &server->calendar, sentence) != ERROR_NONE) {
        log_error("%s", sentence);
        return false;
    }
    return true;
}

bool start_keys(struct server *server)
{
    const char *why = "";
    enum error error = keys_read(server->dir, &server->keys, &why);
    if (error != ERROR_NONE) {
        log_error("%s.keys/%s: %s", server->dir, why, error_sentence(error));
        return false;
    }
    return true;
}

enum error start_store(struct server *server)
{
    char path[PATH_SIZE];
    struct store_signer signer = keys_signer(&server->keys);

    path_join(path, sizeof path, server->dir, "hall.db");
    enum error error = store_open(path, &signer, &server->store);
    if (error == ERROR_NONE && server->keeps_nothing) {
        error = access_load(server); /* the hall's tokens stay good */
        store_close(server->store);
        server->store = NULL;
        if (error == ERROR_NONE)
            error = store_open(NULL, &signer, &server->store);
    }
    if (error != ERROR_NONE)
        log_error("%s: %s", path, error_sentence(error));
    return error;
}

enum refusal start_command(struct server *server, struct command *command)
{
    struct outcome outcome;

    command->actor.role = STAFF_ROLE_SYSTEM;
    server_turn(server);
    enum refusal refusal = hall_reserve(&server->hall) ? hall_decide(&server->hall, command, server->now_ms, server_event, server, &outcome) : REFUSAL_NOT_STORED;
    server_turn_end(server);
    return server->fatal == ERROR_NONE ? refusal : REFUSAL_NOT_STORED;
}

static bool digest_of_file(const struct settings *settings, char digest[static DIGEST_SIZE])
{
    json_t *json = codec_settings(settings);
    char *text = json_dumps(json, JSON_COMPACT | JSON_SORT_KEYS);

    json_decref(json);
    if (text)
        digest_make(text, strlen(text), digest);
    free(text);
    return text != NULL;
}

/* What was said at a screen is in no file: it stays. */
static void keep_said(struct settings *settings, const struct settings *before)
{
    settings->closure_count = before->closure_count;
    memcpy(settings->closures, before->closures, sizeof settings->closures);
    memcpy(settings->notice_zh, before->notice_zh, sizeof settings->notice_zh);
    memcpy(settings->notice_en, before->notice_en, sizeof settings->notice_en);
    for (int i = 0; i < SERVICES_MAX; i++)
        if (settings->services[i].used)
            settings->services[i].stopped = before->services[i].stopped;
}

/* hall.conf counts when it says something else than when it was read last; until then what was changed at a screen stays. */
enum refusal start_configuration(struct server *server)
{
    struct command command = {.type = COMMAND_CONFIGURE};
    struct settings settings = server->file.settings;

    if (!catalogue_start(server) || !digest_of_file(&settings, command.digest))
        return REFUSAL_NOT_STORED;
    if (strcmp(command.digest, server->hall.settings_file) == 0)
        settings = server->hall.settings;
    keep_said(&settings, &server->hall.settings);
    catalogue_groups(server, &settings);
    command.settings = &settings;
    if (memcmp(&settings, &server->hall.settings, sizeof settings) == 0 && strcmp(command.digest, server->hall.settings_file) == 0)
        return REFUSAL_NONE;
    return start_command(server, &command);
}
