/* What the files of the client layer share; nobody else includes this. */
#ifndef CLIENT_INTERNAL_H
#define CLIENT_INTERNAL_H

#include "client/client.h"
#include "client/stream.h"

#include <curl/curl.h>
#include <stddef.h>

enum { CLIENT_CONNECT_MS = 3000, CLIENT_ANSWER_MS = 15000, CLIENT_SILENCE_MS = 40000, CLIENT_ANSWER_LIMIT = 64 << 20 };

/* One request: waits for its time, is then in curl's hands, and ends with its callback. */
struct request {
    struct client *client;
    struct request *next;
    CURL *easy;
    struct curl_slist *headers;
    char *answer;
    size_t length;
    int64_t due_ms; /* when to send, by the steady clock */
    bool sent, done;
    bool headed; /* the empty line after the answer's header lines came */
    CURLcode result;
    client_callback *callback;
    void *context;
};

/* What came over the stream and is not told yet. */
struct follow_item {
    struct follow_item *next;
    enum client_stream_kind kind;
    int64_t seq;
    json_t *event;
};

/* The event stream. It is kept when a connection breaks: only `easy` goes. */
struct follow {
    CURL *easy; /* NULL: waiting for due_ms */
    struct curl_slist *headers;
    struct stream reader;
    struct follow_item *first, **last;
    int64_t due_ms;   /* when to try again */
    int64_t heard_ms; /* when the controller was last heard, or the try began */
    int64_t seq; /* last one seen, -1: none */
    bool wanted, connected, ended;
    bool resumed;        /* there was a connection: the next one goes on where it ended */
    bool told_connected; /* CONNECTED was told later than LOST */
    int status;
    client_stream_callback *callback;
    void *context;
};

struct client {
    struct client_options options;
    CURLM *multi;
    struct request *requests;
    struct follow follow;
    int answer_ms, silence_ms;
};

/* Makes curl's handle for a path: address, token, limits that all have in common. *headers may be there already; NULL without memory. */
CURL *client_make_easy(const struct client *client, const char *path, struct curl_slist **headers);

/* Appends a header line; false without memory (the list is then as before). */
bool client_add_header(struct curl_slist **headers, const char *line);

/* Makes a request that is sent at due_ms and given up timeout_ms later; NULL without memory. */
struct request *request_create(struct client *client, int64_t due_ms, int timeout_ms, const char *method, const char *path,
                               const struct client_bytes *body, const char *key);
/* Takes it out of the client and gives it back; its callback is not called. */
void request_destroy(struct request *request);
/* Sends those whose time has come; returns the milliseconds to the next one, -1: none. */
int request_start_due(struct client *client, int64_t now_ms);
/* Calls back for those that are done; returns how many. */
int request_dispatch(struct client *client);

void follow_init(struct follow *follow);
void follow_finish(struct client *client);
/* Connects when it is time, gives up a connection that is silent for too long; returns the milliseconds to the next of these, -1: none. */
int follow_start_due(struct client *client, int64_t now_ms);
/* Tells what came; returns how much. */
int follow_dispatch(struct client *client);

#endif
