/* The resident's page: the live state of one ticket, plain HTML that an old phone shows, without a script. It refreshes itself. */
#include "server/api.h"
#include "server/page.h"

#include "core/estimate.h"

#include <event2/http.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const state_texts[][2] = {
    [TICKET_WAITING] = {"等候中", "Waiting"},          [TICKET_CALLED] = {"请到窗口", "Please come to the window"},
    [TICKET_SERVING] = {"正在办理", "Being served"},    [TICKET_PARKED] = {"暂时挂起，请等候再次叫号", "Set aside for a moment; you will be called again"},
    [TICKET_DONE] = {"已办结", "Done"},                [TICKET_NO_SHOW] = {"已过号，请到取号机或咨询台", "Your call was missed. Please go to the kiosk or the guide"},
    [TICKET_CANCELLED] = {"已取消", "Cancelled"},      [TICKET_EXPIRED] = {"已过期", "Expired"},
};

void page_put_escaped(FILE *file, const char *text)
{
    for (; *text; text++) {
        switch (*text) {
        case '<':
            fputs("&lt;", file);
            break;
        case '>':
            fputs("&gt;", file);
            break;
        case '&':
            fputs("&amp;", file);
            break;
        case '"':
            fputs("&quot;", file);
            break;
        default:
            fputc(*text, file);
        }
    }
}

static void put_wait(FILE *file, const struct server *server, const struct ticket *ticket)
{
    struct estimate estimate;

    fprintf(file, "<p>前面还有 <b>%d</b> 人<br>People ahead: <b>%d</b></p>\n", hall_ahead(&server->hall, ticket, server->now_ms),
            hall_ahead(&server->hall, ticket, server->now_ms));
    if (estimate_wait(&server->hall, ticket->service, ticket, server->now_ms, &estimate))
        fprintf(file, "<p>预计等候 %lld 至 %lld 分钟<br>Expected wait: %lld to %lld minutes</p>\n", (long long)(estimate.low_ms / 60000),
                (long long)(estimate.high_ms / 60000), (long long)(estimate.low_ms / 60000), (long long)(estimate.high_ms / 60000));
    else
        fputs("<p>请等候通知<br>Please wait to be told</p>\n", file);
}

static void put_page(FILE *file, const struct server *server, const struct ticket *ticket)
{
    char number[NUMBER_SIZE], at[INSTANT_TEXT_SIZE];

    view_number(ticket, number);
    instant_format(server->now_ms, server->hall.settings.utc_offset_min, at);
    fputs("<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
          "<meta http-equiv=\"refresh\" content=\"15\"><meta name=\"robots\" content=\"noindex\">\n<title>",
          file);
    fputs(number, file);
    fputs("</title><style>body{font:1.3em sans-serif;text-align:center;margin:1em;color:#111;background:#fff}"
          "h1{font-size:4.5em;margin:.1em 0}.now{font-size:1.4em;font-weight:bold;border:.15em solid #111;border-radius:.4em;padding:.5em;margin:.6em 0}"
          "small{color:#555}</style></head><body>\n<p>",
          file);
    page_put_escaped(file, server->file.name.zh);
    fputs("<br>", file);
    page_put_escaped(file, server->file.name.en);
    fprintf(file, "</p>\n<h1>%s</h1>\n<p>", number);
    page_put_escaped(file, server->file.services[ticket->service].zh);
    fputs("<br>", file);
    page_put_escaped(file, server->file.services[ticket->service].en);
    fprintf(file, "</p>\n<p class=\"now\">%s<br>%s", state_texts[ticket->state][0], state_texts[ticket->state][1]);
    if (ticket->state == TICKET_CALLED || ticket->state == TICKET_SERVING)
        fprintf(file, "<br>%d 号窗口 · Window %d", ticket->window, ticket->window);
    fputs("</p>\n", file);
    if (ticket->state == TICKET_WAITING)
        put_wait(file, server, ticket);
    fprintf(file, "<p><small>%.10s %.5s</small></p>\n</body></html>\n", at, at + 11);
}

static void not_found(struct request *request, bool json)
{
    if (json)
        reply_refusal(request, REFUSAL_TICKET_UNKNOWN, NULL);
    else
        reply_text(request, 404, "text/html; charset=utf-8",
                   strdup("<!DOCTYPE html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>404</title>"
                          "<p style=\"font:1.3em sans-serif;text-align:center\">没有这张号票。<br>There is no such ticket.</p></html>\n"));
}

/* As JSON: the ticket without priority and code. */
static json_t *public_ticket(const struct server *server, struct ticket_id id)
{
    struct sight nothing = {.codes = false};
    json_t *json = view_ticket_now(server, id, nothing);

    json_object_del(json, "priority");
    json_object_del(json, "code");
    json_object_del(json, "url");
    return json;
}

enum { CODE_PERIOD_MS = 1000, CODE_BURST = 10, ADDRESS_PERIOD_MS = 50, ADDRESS_BURST = 200 };

/* Pages are limited for each address, and for each code. */
bool page_may_look(struct request *request)
{
    struct server *server = request->server;
    char name[LIMIT_NAME_SIZE];
    int64_t wait_ms;

    if (!api_address_may(request, "page", ADDRESS_PERIOD_MS, ADDRESS_BURST))
        return false;
    snprintf(name, sizeof name, "code %.50s", request->parameters[0]);
    if (server->hall.demo || limits_take(server->rates, name, server->now_ms, CODE_PERIOD_MS, CODE_BURST, &wait_ms))
        return true;
    reply_too_often(request, wait_ms);
    return false;
}

void page_ticket(struct request *request)
{
    struct server *server = request->server;
    const char *accept = evhttp_find_header(evhttp_request_get_input_headers(request->http), "Accept");
    bool json = accept && strstr(accept, "application/json");
    struct ticket_id id;
    struct ticket old;
    enum job_state printed;
    char *text = NULL;
    size_t size = 0;

    if (!page_may_look(request))
        return;
    if (!keys_read_code(&server->keys, request->parameters[0], &id)) {
        not_found(request, json);
        return;
    }
    const struct ticket *ticket = hall_ticket(&server->hall, id);
    if (!ticket && store_ticket(server->store, id, &old, &printed) == ERROR_NONE)
        ticket = &old;
    if (!ticket) {
        not_found(request, json);
        return;
    }
    if (json) {
        reply_json(request, 200, public_ticket(server, id));
        return;
    }
    FILE *file = open_memstream(&text, &size);
    if (!file) {
        reply_refusal(request, REFUSAL_NOT_STORED, "out of memory");
        return;
    }
    put_page(file, server, ticket);
    fclose(file);
    reply_text(request, 200, "text/html; charset=utf-8", text);
}
