/* The event stream: keeps a connection, reads it, and tells what came when curl is not at work. */
#include "client/internal.h"

#include "base/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RETRY_MS = 300, RETRY_REFUSED_MS = 1000 };

void follow_init(struct follow *follow)
{
    *follow = (struct follow){.seq = -1};
    follow->last = &follow->first;
}

static void push(struct follow *follow, enum client_stream_kind kind, int64_t seq, json_t *event)
{
    struct follow_item *item = malloc(sizeof *item);

    if (!item) { /* as if the connection had broken before it: it will be asked for again */
        json_decref(event);
        follow->ended = true;
        return;
    }
    *item = (struct follow_item){.kind = kind, .seq = seq, .event = event};
    *follow->last = item;
    follow->last = &item->next;
}

static struct follow_item *pop(struct follow *follow)
{
    struct follow_item *item = follow->first;

    if (item && !(follow->first = item->next))
        follow->last = &follow->first;
    return item;
}

static void item_destroy(struct follow_item *item)
{
    json_decref(item->event);
    free(item);
}

static void close_connection(struct client *client)
{
    struct follow *follow = &client->follow;

    if (follow->easy) {
        curl_multi_remove_handle(client->multi, follow->easy);
        curl_easy_cleanup(follow->easy);
    }
    curl_slist_free_all(follow->headers);
    stream_finish(&follow->reader);
    follow->easy = NULL;
    follow->headers = NULL;
    follow->connected = follow->ended = false;
}

void follow_finish(struct client *client)
{
    struct follow_item *item;

    close_connection(client);
    while ((item = pop(&client->follow)))
        item_destroy(item);
}

static int64_t read_seq(const char *id, const json_t *data)
{
    char *end;
    long long seq = strtoll(id, &end, 10);

    if (*id && !*end && seq >= 0)
        return seq;
    const json_t *told = json_object_get(data, "seq");
    return json_is_integer(told) ? json_integer_value(told) : -1;
}

static void take_event(void *context, const char *type, const char *id, const char *data)
{
    struct follow *follow = context;
    json_t *json = json_loads(data, 0, NULL);
    int64_t seq = read_seq(id, json);
    enum client_stream_kind kind = CLIENT_STREAM_EVENT;

    if (follow->ended) {
        json_decref(json);
        return;
    }
    if (strcmp(type, "ping") == 0)
        kind = CLIENT_STREAM_PING;
    else if (strcmp(type, "reset") == 0 || !json) /* what cannot be read may have been anything */
        kind = CLIENT_STREAM_RESET;
    if (kind == CLIENT_STREAM_RESET || seq >= 0)
        follow->seq = seq;
    push(follow, kind, follow->seq, json);
}

static size_t take_bytes(char *bytes, size_t size, size_t count, void *context)
{
    struct follow *follow = context;

    follow->heard_ms = clock_steady_ms();
    if (!follow->connected)
        return size * count; /* the body of a refusal */
    return stream_feed(&follow->reader, bytes, size * count, take_event, follow) || follow->ended ? 0 : size * count;
}

static size_t take_header(char *bytes, size_t size, size_t count, void *context)
{
    struct follow *follow = context;
    long status = 0;

    if (size * count == 2 && memcmp(bytes, "\r\n", 2) == 0 && curl_easy_getinfo(follow->easy, CURLINFO_RESPONSE_CODE, &status) == CURLE_OK &&
        status == 200 && !follow->connected) {
        follow->connected = true;
        follow->resumed = true;
        follow->status = 200;
        push(follow, CLIENT_STREAM_CONNECTED, follow->seq, NULL);
    }
    return size * count;
}

static bool open_connection(struct client *client)
{
    struct follow *follow = &client->follow;
    char path[64] = "/v1/events", line[64];

    if (follow->seq >= 0 && !follow->resumed)
        snprintf(path, sizeof path, "/v1/events?after=%lld", (long long)follow->seq);
    snprintf(line, sizeof line, "Last-Event-ID: %lld", (long long)follow->seq);
    if ((follow->seq >= 0 && follow->resumed && !client_add_header(&follow->headers, line)) ||
        !client_add_header(&follow->headers, "Accept: text/event-stream"))
        return false;
    follow->easy = client_make_easy(client, path, &follow->headers);
    if (!follow->easy)
        return false;
    stream_init(&follow->reader);
    curl_easy_setopt(follow->easy, CURLOPT_HTTPHEADER, follow->headers);
    curl_easy_setopt(follow->easy, CURLOPT_WRITEFUNCTION, take_bytes);
    curl_easy_setopt(follow->easy, CURLOPT_WRITEDATA, follow);
    curl_easy_setopt(follow->easy, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(follow->easy, CURLOPT_HEADERDATA, follow);
    return curl_multi_add_handle(client->multi, follow->easy) == CURLM_OK;
}

int follow_start_due(struct client *client, int64_t now_ms)
{
    struct follow *follow = &client->follow;

    if (!follow->wanted)
        return -1;
    if (!follow->easy && follow->due_ms <= now_ms) {
        follow->heard_ms = now_ms;
        if (!open_connection(client)) {
            close_connection(client);
            follow->due_ms = now_ms + RETRY_REFUSED_MS;
        }
    }
    if (!follow->easy)
        return (int)(follow->due_ms - now_ms);
    if (follow->heard_ms + client->silence_ms > now_ms)
        return (int)(follow->heard_ms + client->silence_ms - now_ms);
    follow->ended = true;
    return 0;
}

/* The connection is over: says so if it was one, and sets the time of the next try. */
static void end_connection(struct client *client)
{
    struct follow *follow = &client->follow;
    bool was_connected = follow->connected;
    long status = 0;

    curl_easy_getinfo(follow->easy, CURLINFO_RESPONSE_CODE, &status);
    follow->status = was_connected || status == 200 ? 0 : (int)status;
    close_connection(client);
    follow->due_ms = clock_steady_ms() + (follow->status ? RETRY_REFUSED_MS : RETRY_MS);
    if (was_connected || follow->told_connected)
        push(follow, CLIENT_STREAM_LOST, follow->seq, NULL);
}

int follow_dispatch(struct client *client)
{
    struct follow *follow = &client->follow;
    struct follow_item *item;
    int count = 0;

    if (follow->easy && follow->ended)
        end_connection(client);
    while ((item = pop(follow))) {
        if (item->kind == CLIENT_STREAM_CONNECTED || item->kind == CLIENT_STREAM_LOST)
            follow->told_connected = item->kind == CLIENT_STREAM_CONNECTED;
        follow->callback(follow->context, item->kind, item->seq, item->event);
        item_destroy(item);
        count++;
    }
    return count;
}

void client_follow(struct client *client, int64_t after, client_stream_callback *callback, void *context)
{
    bool told_connected = client->follow.told_connected;

    follow_finish(client);
    follow_init(&client->follow);
    client->follow.told_connected = told_connected;
    client->follow.seq = after < 0 ? -1 : after;
    client->follow.wanted = true;
    client->follow.callback = callback;
    client->follow.context = context;
}

int client_stream_status(const struct client *client)
{
    return client->follow.status;
}
