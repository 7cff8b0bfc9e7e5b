/* Answers: what a handler says becomes bytes after the commit, and a line of the debug log. */
#include "server/api.h"
#include "server/http.h"

#include "base/log.h"

#include <event2/buffer.h>
#include <event2/keyvalq_struct.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void request_finish(struct request *request)
{
    request->waits = false;
    TAILQ_INSERT_TAIL(&request->server->waiting, request, entry);
}

void reply_json(struct request *request, int status, json_t *answer)
{
    request->status = status;
    request->answer = answer;
}

void reply_text(struct request *request, int status, const char *type, char *text)
{
    request->status = status;
    request->type = type;
    request->text = text;
}

void reply_bytes(struct request *request, const char *type, void *bytes, size_t length)
{
    reply_text(request, 200, type, bytes);
    request->text_length = length;
}

void reply_refusal(struct request *request, enum refusal refusal, const char *detail)
{
    char type[64];

    snprintf(type, sizeof type, "urn:yichuang:%s", refusal_type(refusal));
    request->refused = refusal;
    request->type = "application/problem+json";
    request->status = refusal_status(refusal);
    request->answer = json_pack("{s:s, s:s, s:s, s:i, s:s?}", "type", type, "title", refusal_sentence(refusal, false), "title_zh",
                                refusal_sentence(refusal, true), "status", refusal_status(refusal), "detail", detail);
}

void reply_too_often(struct request *request, int64_t wait_ms)
{
    reply_refusal(request, REFUSAL_TOO_MANY, NULL);
    request->retry_after_s = (int)((wait_ms + 999) / 1000);
}

static const char *phrase(int status)
{
    return status < 300 ? "OK" : status < 500 ? "Refused" : "Unavailable";
}

void request_log(const struct request *request)
{
    const struct caller *caller = &request->caller;

    log_debug("asked: %s %s %d %s", request->route ? request->route->name : "- -", caller->known ? staff_role_word(caller->actor.role) : "nobody", request->status,
              refusal_type(request->refused));
}

void request_send(struct request *request)
{
    struct evkeyvalq *headers = evhttp_request_get_output_headers(request->http);
    struct evbuffer *buffer = evbuffer_new();
    char *text = request->text;

    if (request->status == 0) /* a handler that could not finish */
        reply_refusal(request, REFUSAL_NOT_STORED, NULL);
    if (!text && request->answer) {
        text = json_dumps(request->answer, JSON_COMPACT);
        request->text = text;
        if (!text) /* out of memory: nobody is told 200 with nothing */
            request->status = refusal_status(REFUSAL_NOT_STORED);
    }
    if (text && buffer) {
        evhttp_add_header(headers, "Content-Type", request->type ? request->type : "application/json");
        evhttp_add_header(headers, "X-Content-Type-Options", "nosniff");
        evhttp_add_header(headers, "Cache-Control", "no-store");
        if (evhttp_request_get_command(request->http) != EVHTTP_REQ_HEAD) /* a body there would be read as the next answer */
            evbuffer_add(buffer, text, request->text_length ? request->text_length : strlen(text));
    }
    if (request->status == 401)
        evhttp_add_header(headers, "WWW-Authenticate", "Bearer");
    if (request->status == 429 || request->status == 503) {
        char seconds[16];
        snprintf(seconds, sizeof seconds, "%d", request->retry_after_s > 0 ? request->retry_after_s : 2);
        evhttp_add_header(headers, "Retry-After", seconds);
    }
    request_log(request);
    evhttp_send_reply(request->http, request->status, phrase(request->status), buffer);
    if (buffer)
        evbuffer_free(buffer);
    request_free(request);
}

void request_free(struct request *request)
{
    route_forget(request->parameters);
    json_decref(request->body);
    json_decref(request->answer);
    free(request->text);
    free(request);
}
