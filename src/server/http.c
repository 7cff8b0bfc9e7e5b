/* HTTP: from libevent's request to one of ours, through routes.def to its handler. Decides nothing. */
#include "server/api.h"
#include "server/http.h"

#include "base/table.h"
#include "base/utf8.h"

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/keyvalq_struct.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What comes outside of a body may be any bytes; the journal takes text only. */
static bool is_text(const char *bytes)
{
    char clean[1024];

    utf8_clean(clean, sizeof clean, bytes);
    return strcmp(clean, bytes) == 0;
}

/* Reads body and key. The digest covers what a repetition must have in common with the first. */
static enum refusal read_body(struct request *request, const char *path)
{
    struct evkeyvalq *headers = evhttp_request_get_input_headers(request->http);
    struct evbuffer *buffer = evhttp_request_get_input_buffer(request->http);
    const char *key = evhttp_find_header(headers, "Idempotency-Key"), *type = evhttp_find_header(headers, "Content-Type");
    size_t length = evbuffer_get_length(buffer);
    const char *bytes = length ? (const char *)evbuffer_pullup(buffer, -1) : "";

    bool document = request->route->handler == api_case_document; /* which reads its bytes itself */
    bool table = request->route->handler == api_items_import;     /* the same, of any type */
    if (length > (table ? TABLE_FILE_MAX : document ? DOCUMENT_MAX : REQUEST_BODY_MAX))
        return REFUSAL_TOO_LARGE;
    if (length > 0 && !table && type && strncmp(type, document ? "application/pdf" : "application/json", document ? 15 : 16) != 0)
        return REFUSAL_MEDIA_TYPE;
    if (length > 0 && !document && !table) {
        request->body = json_loadb(bytes, length, JSON_REJECT_DUPLICATES, NULL);
        if (!json_is_object(request->body))
            return REFUSAL_NOT_JSON;
    }
    if (key) {
        if (strlen(key) >= KEY_SIZE || key[0] == '\0' || !is_text(key))
            return REFUSAL_OUT_OF_RANGE;
        memcpy(request->key, key, strlen(key) + 1);
        char *joined = malloc(strlen(path) + length + 8);
        if (!joined)
            return REFUSAL_NOT_STORED;
        int head = sprintf(joined, "%s ", path);
        memcpy(joined + head, bytes, length);
        digest_make(joined, (size_t)head + length, request->digest);
        free(joined);
    }
    return REFUSAL_NONE;
}

static enum refusal check_access(struct request *request)
{
    enum refusal refusal = access_caller(request);

    if (refusal != REFUSAL_NONE)
        return refusal;
    if (request->route->roles & ROUTE_PUBLIC)
        return REFUSAL_NONE;
    if (!request->caller.known)
        return REFUSAL_NO_TOKEN;
    return request->route->roles >> request->caller.actor.role & 1 ? REFUSAL_NONE : REFUSAL_FORBIDDEN;
}

static void on_request(struct evhttp_request *http, void *context, bool trusted)
{
    struct server *server = context;
    struct request *request = calloc(1, sizeof *request);
    const struct evhttp_uri *uri = evhttp_request_get_evhttp_uri(http);
    const char *raw = uri ? evhttp_uri_get_path(uri) : NULL;

    server_turn(server);
    server->requests++;
    if (!request) {
        evhttp_send_error(http, 503, NULL);
        return;
    }
    request->server = server;
    request->http = http;
    request->trusted_socket = trusted;
    char *path = raw ? evhttp_uridecode(raw, 0, NULL) : NULL;
    enum refusal refusal = server->fatal != ERROR_NONE ? REFUSAL_NOT_STORED : path && is_text(path) ? route_find(request, path, evhttp_request_get_command(http)) : REFUSAL_NOT_FOUND;
    if (refusal == REFUSAL_NONE)
        refusal = check_access(request);
    if (refusal == REFUSAL_NONE && request->route->method != EVHTTP_REQ_GET)
        refusal = read_body(request, path);
    free(path);
    if (refusal != REFUSAL_NONE)
        reply_refusal(request, refusal, NULL);
    else
        request->route->handler(request);
    if (request->streams || request->waits)
        return;
    TAILQ_INSERT_TAIL(&server->waiting, request, entry);
}

void http_on_tcp(struct evhttp_request *http, void *context)
{
    on_request(http, context, false);
}

void http_on_local(struct evhttp_request *http, void *context)
{
    on_request(http, context, peer_is_trusted(bufferevent_getfd(evhttp_connection_get_bufferevent(evhttp_request_get_connection(http)))));
}
