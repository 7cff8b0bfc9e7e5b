/* Somebody at a kiosk wants help: an alarm until somebody of the staff says that they go there, at most HELP_MS. It lies in memory only, and is no part of the hall's journal:
 * nothing is decided by it, and after a restart the kiosk is pressed again. */
#include "server/api.h"

#include <stdio.h>
#include <string.h>

enum { HELP_MS = 10 * 60000 };

static bool is_wanted(const struct server *server, const struct help_wanted *help)
{
    return help->since_ms > 0 && server->now_ms - help->since_ms < HELP_MS && server->now_ms >= help->since_ms;
}

/* The place of this name, or else a free one, or the one that has waited longest. */
static struct help_wanted *place_for(struct server *server, const char *place)
{
    struct help_wanted *best = &server->help[0];

    for (int i = 0; i < HELP_PLACES; i++)
        if (is_wanted(server, &server->help[i]) && strcmp(server->help[i].place, place) == 0)
            return &server->help[i];
    for (int i = 0; i < HELP_PLACES; i++)
        if (is_wanted(server, best) && (!is_wanted(server, &server->help[i]) || server->help[i].since_ms < best->since_ms))
            best = &server->help[i];
    best->since_ms = 0;
    return best;
}

void api_help_ask(struct request *request)
{
    struct server *server = request->server;
    char place[HELP_PLACE_SIZE] = "";

    if (!body_text(request, "place", place, sizeof place))
        return;
    struct help_wanted *help = place_for(server, place);
    if (help->since_ms == 0) {
        memcpy(help->place, place, sizeof place);
        help->since_ms = server->now_ms;
    }
    reply_json(request, 200, json_pack("{s:s, s:o}", "place", help->place, "since", view_instant(server, help->since_ms)));
}

void api_help_answer(struct request *request)
{
    struct server *server = request->server;
    int answered = 0;

    for (int i = 0; i < HELP_PLACES; i++) {
        answered += is_wanted(server, &server->help[i]);
        server->help[i].since_ms = 0;
    }
    reply_json(request, 200, json_pack("{s:i}", "answered", answered));
}

const struct help_wanted *help_wanted_at(const struct server *server, int nth)
{
    for (int i = 0; i < HELP_PLACES; i++)
        if (is_wanted(server, &server->help[i]) && nth-- == 0)
            return &server->help[i];
    return NULL;
}
