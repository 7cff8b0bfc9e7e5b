/* Who asks: a token, or the owner on the Unix socket. */
#include "server/server.h"

#include "core/decision.h"

#include <stdlib.h>
#include <string.h>

struct loading {
    struct server *server;
    enum error error;
};

static void add_token(void *context, const struct store_token *token)
{
    struct loading *loading = context;
    struct server *server = loading->server;

    if (server->token_count == server->token_room) {
        size_t room = server->token_room ? 2 * server->token_room : 64;
        struct store_token *tokens = realloc(server->tokens, room * sizeof *tokens);
        if (!tokens) {
            loading->error = ERROR_MEMORY;
            return;
        }
        server->tokens = tokens;
        server->token_room = room;
    }
    server->tokens[server->token_count++] = *token;
}

static int by_digest(const void *a, const void *b)
{
    return strcmp(((const struct store_token *)a)->digest, ((const struct store_token *)b)->digest);
}

enum error access_load(struct server *server)
{
    struct loading loading = {server, ERROR_NONE};

    if (server->keeps_nothing && server->token_count > 0)
        return ERROR_NONE; /* those that were read before the store was closed */
    server->token_count = 0;
    server->access_changed = true;
    enum error error = store_tokens(server->store, add_token, &loading);
    if (server->token_count > 0)
        qsort(server->tokens, server->token_count, sizeof *server->tokens, by_digest);
    return error != ERROR_NONE ? error : loading.error;
}

enum refusal access_caller(struct request *request)
{
    const struct server *server = request->server;
    const char *header = evhttp_find_header(evhttp_request_get_input_headers(request->http), "Authorization");
    struct store_token wanted;

    if (!header) {
        request->caller.known = request->trusted_socket;
        request->caller.actor.role = STAFF_ROLE_OWNER;
        return REFUSAL_NONE;
    }
    if (strncmp(header, "Bearer ", 7) != 0)
        return REFUSAL_NO_TOKEN;
    digest_make(header + 7, strlen(header + 7), wanted.digest);
    const struct store_token *token = server->token_count ? bsearch(&wanted, server->tokens, server->token_count, sizeof wanted, by_digest) : NULL;
    const struct sign_in *sign_in = token ? NULL : sign_in_by_digest(server, wanted.digest);
    if (sign_in)
        token = &sign_in->token;
    if (!token)
        return token_is_of_session(header + 7) ? REFUSAL_SESSION_ENDED : REFUSAL_NO_TOKEN;
    request->caller.known = true;
    request->caller.window = token->window;
    request->caller.actor.role = token->role;
    text_copy(request->caller.actor.staff, sizeof request->caller.actor.staff, token->staff);
    text_copy(request->caller.actor.token, sizeof request->caller.actor.token, token->name);
    return REFUSAL_NONE;
}

bool access_is_valid(const struct server *server, const char *token)
{
    for (size_t i = 0; i < server->token_count; i++)
        if (strcmp(server->tokens[i].name, token) == 0)
            return true;
    return !token[0] || sign_in_by_name(server, token);
}
