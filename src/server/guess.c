#include "server/guess.h"

#include "server/limits.h"

#include <stdio.h>
#include <string.h>

enum { PERIOD_MS = 500, BURST = 20, TRIES = 5, WAIT_MS = 30000, WAIT_MOST_MS = 15 * 60000, TAIL = 4 };

bool guess_may_ask(struct request *request, const char *name)
{
    struct server *server = request->server;
    char who[LIMIT_NAME_SIZE];
    int64_t wait_ms;

    snprintf(who, sizeof who, "progress %s", request->caller.actor.token);
    if (limits_may_try(server->tries, name, server->now_ms, &wait_ms) &&
        (server->hall.demo || limits_take(server->rates, who, server->now_ms, PERIOD_MS, BURST, &wait_ms)))
        return true;
    reply_too_often(request, wait_ms);
    return false;
}

void guess_ended(struct request *request, const char *name, bool right)
{
    struct server *server = request->server;

    if (right)
        limits_succeeded(server->tries, name);
    else
        limits_failed(server->tries, name, server->now_ms, TRIES, WAIT_MS, WAIT_MOST_MS);
}

bool guess_fits(const struct server *server, const char *person, const char *tail)
{
    struct store_person known;
    size_t length;

    return strlen(tail) == TAIL && person[0] && store_person(server->store, person, &known) == ERROR_NONE && (length = strlen(known.masked)) >= TAIL &&
           evutil_ascii_strcasecmp(known.masked + length - TAIL, tail) == 0;
}
