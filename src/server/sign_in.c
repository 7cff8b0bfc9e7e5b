#include "server/sign_in.h"

#include "core/decision.h"
#include "server/server.h"

#include <stdlib.h>
#include <string.h>

enum { OF_ONE_MAX = 8 }; /* sign-ins of one person at a time */

static void remove_at(struct server *server, size_t at)
{
    server->access_changed = true;
    memmove(&server->sign_ins[at], &server->sign_ins[at + 1], (server->sign_in_count - at - 1) * sizeof *server->sign_ins);
    server->sign_in_count--;
}

static void remove_ended(struct server *server, int64_t now_ms)
{
    for (size_t i = server->sign_in_count; i-- > 0;)
        if (server->sign_ins[i].ends_ms <= now_ms)
            remove_at(server, i);
}

static void add(struct server *server, const struct event *event)
{
    if (server->sign_in_count == server->sign_in_room) {
        size_t room = server->sign_in_room ? 2 * server->sign_in_room : 32;
        struct sign_in *grown = realloc(server->sign_ins, room * sizeof *grown);
        if (!grown)
            return;
        server->sign_ins = grown;
        server->sign_in_room = room;
    }
    struct sign_in *sign_in = &server->sign_ins[server->sign_in_count++];
    *sign_in = (struct sign_in){.ends_ms = event->ends_ms, .token = {.role = (enum staff_role)event->roles, .window = event->window}};
    text_copy(sign_in->token.name, sizeof sign_in->token.name, event->name);
    text_copy(sign_in->token.digest, sizeof sign_in->token.digest, event->digest);
    text_copy(sign_in->token.staff, sizeof sign_in->token.staff, event->staff);
}

void sign_in_event(struct server *server, const struct event *event)
{
    if (event->type == EVENT_STAFF_SIGNED_IN) {
        remove_ended(server, event->at_ms);
        add(server, event);
    } else if (event->type == EVENT_STAFF_SIGNED_OUT) {
        for (size_t i = server->sign_in_count; i-- > 0;)
            if (strcmp(server->sign_ins[i].token.name, event->name) == 0)
                remove_at(server, i);
    } else if (event->type == EVENT_DAY_OPENED) {
        remove_ended(server, INT64_MAX);
    }
}

void sign_in_clear(struct server *server)
{
    server->sign_in_count = 0;
}

const struct sign_in *sign_in_by_digest(const struct server *server, const char *digest)
{
    for (size_t i = 0; i < server->sign_in_count; i++)
        if (strcmp(server->sign_ins[i].token.digest, digest) == 0)
            return server->sign_ins[i].ends_ms > server->now_ms ? &server->sign_ins[i] : NULL;
    return NULL;
}

const struct sign_in *sign_in_by_name(const struct server *server, const char *name)
{
    for (size_t i = 0; i < server->sign_in_count; i++)
        if (strcmp(server->sign_ins[i].token.name, name) == 0)
            return server->sign_ins[i].ends_ms > server->now_ms ? &server->sign_ins[i] : NULL;
    return NULL;
}

int64_t sign_in_end_ms(const struct server *server)
{
    int32_t offset = server->hall.settings.utc_offset_min;
    struct date tomorrow = {date_of_instant(server->now_ms, offset).days + 1};
    int64_t midnight = date_start_ms(tomorrow, offset), end = server->now_ms + server->file.session_ms;

    return end < midnight ? end : midnight;
}

const struct sign_in *sign_in_surplus(const struct server *server, const char *staff)
{
    const struct sign_in *earliest = NULL;
    int count = 0;

    for (size_t i = 0; i < server->sign_in_count; i++) /* in the order of signing in */
        if (server->sign_ins[i].ends_ms > server->now_ms && strcmp(server->sign_ins[i].token.staff, staff) == 0 && count++ == 0)
            earliest = &server->sign_ins[i];
    return count >= OF_ONE_MAX ? earliest : NULL;
}
