/* The event stream (Server-Sent Events, WHATWG HTML 9.2). A subscriber follows by journal numbers; what it missed comes from the ring, and when the ring is too
 * short it is told to read the hall anew. Who is behind gets no more than it reads; who reads nothing from one ping to the next is dropped and comes back with Last-Event-ID. */
#include "server/api.h"
#include "server/library_memory.h"

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/keyvalq_struct.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { UNSENT_MAX = 256 * 1024, SLICE_BYTES = 64 * 1024, UNREAD_MAX = 4096, SLICE_EVENTS = 256, STREAM_TIMEOUT_S = 365 * 24 * 3600 };

struct subscriber {
    struct request *request;
    struct evhttp_connection *connection;
    struct sight sight;
    char token[TOKEN_NAME_SIZE]; /* with which it came; empty: the owner */
    bool owed;   /* the alarms have changed since it was told them */
    int64_t seq; /* has been sent everything up to it */
    int64_t pinged_seq; /* that at the last ping */
    struct subscriber *next;
};

static void on_talker(evutil_socket_t fd, short what, void *context);

static void remove_subscriber(struct server *server, struct subscriber *gone)
{
    struct subscriber **at = &server->subscribers;

    while (*at && *at != gone)
        at = &(*at)->next;
    if (*at)
        *at = gone->next;
    request_free(gone->request);
    free(gone);
}

static void on_close(struct evhttp_connection *connection, void *context)
{
    struct subscriber *subscriber = context;
    struct evhttp_request *http = subscriber->request->http;

    (void)connection;
    remove_subscriber(subscriber->request->server, subscriber);
    evhttp_send_reply_end(http); /* the connection is gone: this only frees the request */
}

/* Ends a stream from our side. */
static void drop(struct server *server, struct subscriber *subscriber)
{
    struct evhttp_connection *connection = subscriber->connection;

    evhttp_connection_set_closecb(connection, NULL, NULL);
    remove_subscriber(server, subscriber);
    evhttp_connection_free(connection);
}

static size_t unsent(const struct subscriber *subscriber)
{
    return evbuffer_get_length(bufferevent_get_output(evhttp_connection_get_bufferevent(subscriber->connection)));
}

/* Who does not read, or speaks although there is nothing to say. */
static bool is_full(const struct subscriber *subscriber)
{
    struct evbuffer *input = bufferevent_get_input(evhttp_connection_get_bufferevent(subscriber->connection));
    return unsent(subscriber) > UNSENT_MAX || evbuffer_get_length(input) >= UNREAD_MAX;
}

/* What a subscriber sends is not looked at but for its amount: the connection takes no more than UNREAD_MAX, and is closed then. */
static void on_talk(struct evbuffer *buffer, const struct evbuffer_cb_info *info, void *context)
{
    struct timeval now = {0, 0};

    (void)info;
    if (evbuffer_get_length(buffer) >= UNREAD_MAX)
        event_base_once(((struct server *)context)->base, -1, EV_TIMEOUT, on_talker, context, &now);
}

static void on_more(evutil_socket_t fd, short what, void *context);

/* A subscriber has read: those who were too slow for the next slice may be ready for it. */
static void on_read(struct evbuffer *buffer, const struct evbuffer_cb_info *info, void *context)
{
    struct server *server = context;
    struct timeval now = {0, 0};

    if (!server->stream_held || info->n_deleted == 0 || evbuffer_get_length(buffer) > SLICE_BYTES)
        return;
    server->stream_held = false;
    event_base_once(server->base, -1, EV_TIMEOUT, on_more, server, &now);
}

static void add_json(struct evbuffer *buffer, const char *kind, int64_t seq, json_t *json)
{
    char *text = json_dumps(json, JSON_COMPACT);

    json_decref(json);
    if (!text)
        return;
    if (kind)
        evbuffer_add_printf(buffer, "event: %s\n", kind);
    evbuffer_add_printf(buffer, "id: %lld\ndata: %s\n\n", (long long)seq, text);
    free(text);
}

/* From durable_seq on, as the hall may be ahead of the disk in the middle of a turn. */
static void send_reset(struct subscriber *subscriber, int64_t durable_seq)
{
    struct evbuffer *buffer = evbuffer_new();

    subscriber->seq = durable_seq;
    if (!buffer)
        return;
    add_json(buffer, "reset", subscriber->seq, json_pack("{s:I}", "seq", (json_int_t)subscriber->seq));
    evhttp_send_reply_chunk(subscriber->request->http, buffer);
    evbuffer_free(buffer);
}

/* Text of an event for one kind of sight, made once a turn. */
struct rendered {
    char *text[4];
};

static void forget(struct rendered *rendered)
{
    for (size_t i = 0; i < sizeof rendered->text / sizeof *rendered->text; i++)
        free(rendered->text[i]);
}

/* NULL: out of memory, also for a part of it. */
static const char *render(struct server *server, struct rendered *rendered, int64_t seq, struct sight sight, json_t *alarms)
{
    char **text = &rendered->text[sight.codes + 2 * sight.cases];

    if (*text)
        return *text;
    json_t *json = view_event(server, &server->ring[seq % RING_SIZE], sight);
    if (alarms)
        json_object_set(json, "alarms", alarms);
    *text = json_dumps(json, JSON_COMPACT);
    json_decref(json);
    if (library_memory_failed()) {
        free(*text);
        *text = NULL;
    }
    return *text;
}

/* Returns the alarms if they changed since they were told last (a new reference), else NULL. */
static json_t *changed_alarms(struct server *server)
{
    json_t *alarms = view_alarms(server);
    char *text = json_dumps(alarms, JSON_COMPACT);

    if (text && server->alarms_told && strcmp(text, server->alarms_told) == 0) {
        free(text);
        json_decref(alarms);
        return NULL;
    }
    free(server->alarms_told);
    server->alarms_told = text;
    return alarms;
}

enum told {
    TOLD_ENOUGH,
    TOLD_A_PART, /* there is more, and it may have it at once */
    TOLD_NOT,    /* out of memory: the subscriber is gone; it comes back and asks for what it has not got */
};

/* Sends a subscriber at most a slice of what it has not got yet. Board and system see no staff, so they get texts of their own. */
static enum told tell_one(struct server *server, struct subscriber *subscriber, struct rendered *shared, int64_t shared_from, json_t *alarms)
{
    struct evbuffer *buffer;
    int64_t last = server->hall.seq;

    if (subscriber->seq == last)
        return TOLD_ENOUGH;
    if (subscriber->seq + 1 < server->ring_first) {
        send_reset(subscriber, last);
        return TOLD_ENOUGH;
    }
    if (unsent(subscriber) > SLICE_BYTES) {
        server->stream_held = true;
        return TOLD_ENOUGH;
    }
    if (!(buffer = evbuffer_new()))
        return TOLD_A_PART;
    if (last - subscriber->seq > SLICE_EVENTS)
        last = subscriber->seq + SLICE_EVENTS;
    for (int64_t seq = subscriber->seq + 1; seq <= last; seq++) {
        if (evbuffer_get_length(buffer) > SLICE_BYTES) {
            last = seq - 1;
            break;
        }
        if (!subscriber->sight.cases && view_event_is_case(&server->ring[seq % RING_SIZE].event))
            continue;
        struct rendered own = {{NULL}};
        bool use_shared = subscriber->sight.people && seq >= shared_from && seq < shared_from + SLICE_EVENTS;
        struct rendered *rendered = use_shared ? &shared[seq - shared_from] : &own;
        const char *text = render(server, rendered, seq, subscriber->sight, seq == server->hall.seq ? alarms : NULL);
        bool added = text && evbuffer_add_printf(buffer, "id: %lld\ndata: %s\n\n", (long long)seq, text) > 0;
        forget(&own);
        if (!added) {
            evbuffer_free(buffer);
            drop(server, subscriber);
            return TOLD_NOT;
        }
        if (alarms && seq == server->hall.seq)
            subscriber->owed = false;
    }
    subscriber->seq = last;
    evhttp_send_reply_chunk(subscriber->request->http, buffer);
    evbuffer_free(buffer);
    return last < server->hall.seq ? TOLD_A_PART : TOLD_ENOUGH;
}

/* (not from within its own callback) */
static void on_talker(evutil_socket_t fd, short what, void *context)
{
    struct server *server = context;

    (void)fd, (void)what;
    for (struct subscriber *s = server->subscribers, *next; s; s = next) {
        next = s->next;
        if (is_full(s))
            drop(server, s);
    }
}

static void on_more(evutil_socket_t fd, short what, void *context)
{
    (void)fd, (void)what;
    server_turn(context); /* and at its end, when all is durable, the rest is told */
}

static void ping_one(struct server *server, struct subscriber *s)
{
    struct evbuffer *buffer = evbuffer_new();

    if (!buffer)
        return;
    add_json(buffer, "ping", s->seq, json_pack("{s:I, s:o, s:o, s:o}", "seq", (json_int_t)server->hall.seq, "at", view_instant(server, server->now_ms), "alarms",
                                               view_alarms(server), "services", view_services(server)));
    evhttp_send_reply_chunk(s->request->http, buffer);
    evbuffer_free(buffer);
    s->owed = false;
}

static void ping(struct server *server)
{
    for (struct subscriber *s = server->subscribers, *next; s; s = next) {
        next = s->next;
        bool stuck = unsent(s) > SLICE_BYTES && s->seq == s->pinged_seq;
        if (stuck || is_full(s) || !access_is_valid(server, s->token)) { /* signed out or revoked meanwhile */
            drop(server, s);
            continue;
        }
        s->pinged_seq = s->seq;
        ping_one(server, s);
    }
}

static void tell_events(struct server *server)
{
    struct rendered shared[SLICE_EVENTS];
    bool more = false;

    if (!server->subscribers) {
        server->told_seq = server->hall.seq;
        return;
    }
    if (server->told_seq == server->hall.seq) {
        bool behind = false;
        for (const struct subscriber *s = server->subscribers; s; s = s->next)
            behind = behind || s->seq != server->hall.seq;
        if (!behind)
            return;
    }
    memset(shared, 0, sizeof shared);
    json_t *alarms = changed_alarms(server);
    int64_t shared_from = server->hall.seq - SLICE_EVENTS + 1;
    for (struct subscriber *s = server->subscribers, *next; s; s = next) {
        next = s->next;
        if (is_full(s) || (server->access_changed && !access_is_valid(server, s->token))) {
            drop(server, s);
            continue;
        }
        s->owed = s->owed || alarms;
        enum told told = tell_one(server, s, shared, shared_from, alarms);
        if (told == TOLD_NOT)
            continue;
        more = more || told == TOLD_A_PART;
        if (s->owed && s->seq == server->hall.seq) /* the last event was not for it, or it was behind when they changed */
            ping_one(server, s);
    }
    json_decref(alarms);
    for (int i = 0; i < SLICE_EVENTS; i++) {
        forget(&shared[i]);
    }
    server->access_changed = false;
    server->told_seq = server->hall.seq;
    if (more) {
        struct timeval now = {0, 0};
        event_base_once(server->base, -1, EV_TIMEOUT, on_more, server, &now);
    }
}

void stream_look(struct server *server)
{
    if (!server->subscribers)
        return;
    server_turn(server);
    json_t *alarms = changed_alarms(server);
    if (alarms) {
        server->ping_due = true;
        json_decref(alarms);
    }
}

void stream_tell(struct server *server)
{
    tell_events(server);
    if (server->ping_due)
        ping(server);
    server->ping_due = false;
}

static int64_t wanted_seq(struct request *request)
{
    const char *header = evhttp_find_header(evhttp_request_get_input_headers(request->http), "Last-Event-ID");
    const char *raw = evhttp_uri_get_query(evhttp_request_get_evhttp_uri(request->http));
    struct evkeyvalq query;
    int64_t seq = request->server->told_seq;

    if (header)
        return strtoll(header, NULL, 10);
    if (raw && evhttp_parse_query_str(raw, &query) == 0) {
        const char *after = evhttp_find_header(&query, "after");
        if (after)
            seq = strtoll(after, NULL, 10);
        evhttp_clear_headers(&query);
    }
    return seq;
}

void stream_start(struct request *request)
{
    struct server *server = request->server;
    struct subscriber *subscriber = calloc(1, sizeof *subscriber);
    struct evkeyvalq *headers = evhttp_request_get_output_headers(request->http);

    if (!subscriber) {
        reply_refusal(request, REFUSAL_NOT_STORED, "out of memory");
        return;
    }
    request->streams = true;
    request->status = 200;
    request_log(request);
    subscriber->request = request;
    subscriber->connection = evhttp_request_get_connection(request->http);
    subscriber->sight = view_sight(request->caller.actor.role);
    memcpy(subscriber->token, request->caller.actor.token, sizeof subscriber->token);
    subscriber->seq = wanted_seq(request);
    if (subscriber->seq < 0)
        subscriber->seq = 0;
    subscriber->next = server->subscribers;
    server->subscribers = subscriber;
    evhttp_add_header(headers, "Content-Type", "text/event-stream");
    evhttp_add_header(headers, "Cache-Control", "no-store");
    evhttp_connection_set_timeout(subscriber->connection, STREAM_TIMEOUT_S);
    evhttp_connection_set_closecb(subscriber->connection, on_close, subscriber);
    evhttp_send_reply_start(request->http, 200, "OK");
    struct bufferevent *bufferevent = evhttp_connection_get_bufferevent(subscriber->connection);
    bufferevent_setwatermark(bufferevent, EV_READ, 0, UNREAD_MAX);
    evbuffer_add_cb(bufferevent_get_input(bufferevent), on_talk, server);
    evbuffer_add_cb(bufferevent_get_output(bufferevent), on_read, server);
    if (subscriber->seq > server->told_seq) {
        send_reset(subscriber, server->told_seq);
        return;
    }
    struct evbuffer *hello = evbuffer_new();
    if (hello) {
        evbuffer_add_printf(hello, ": yichuang\n\n");
        evhttp_send_reply_chunk(request->http, hello);
        evbuffer_free(hello);
    }
}

void stream_close_all(struct server *server)
{
    while (server->subscribers)
        drop(server, server->subscribers);
}
