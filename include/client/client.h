/* The only way to the controller: requests and the event stream, over HTTP on its Unix socket or on TCP. One thread; nothing blocks except client_wait()
 * and client_call(). The client survives the controller's absence: it reconnects by itself, and the mirror (client/mirror.h) says how old its state is. */
#ifndef CLIENT_CLIENT_H
#define CLIENT_CLIENT_H

#include "base/error.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Where the controller is and who we are. Empty strings: not given. */
struct client_options {
    char socket[512];  /* DIR/run/controller.sock */
    char url[512];     /* http://HOST:PORT, without a slash at the end */
    char token[160];
};

/* Fills options from a hall directory (NULL: YICHUANG_DIR), a URL (NULL: YICHUANG_URL) and a token (NULL: YICHUANG_TOKEN). A URL goes before a directory,
 * and what is given goes before the environment. ERROR_MISSING when neither is given, ERROR_RANGE when one is too long for a socket's path,
 * ERROR_FORMAT when the URL is not http://... or https://..., or the token has other than visible ASCII characters. */
enum error client_options_fill(struct client_options *options, const char *dir, const char *url, const char *token);

struct client;

/* Makes a client; nothing is sent yet. NULL without memory. Options are copied. */
struct client *client_create(const struct client_options *options);

/* Ends all; callbacks that are still due are not called any more. Accepts NULL. Not from within a callback. */
void client_destroy(struct client *client);

/* How long to wait: for the answer to a request (15 s if not set), and on the event stream for anything at all, pings too (40 s; the controller
 * pings every 15 s). Holds for what is begun afterwards. Both 1..600000 ms. */
void client_set_patience(struct client *client, int answer_ms, int silence_ms);

/* An answer. status 0: the controller could not be reached, or the connection broke before the answer (what became of the request is then unknown:
 * ask again with the same key). body: the parsed JSON, NULL if there was none; borrowed, valid during the callback. */
struct client_answer {
    int status;
    const json_t *body;
    int retry_after_s; /* of 429 and 503, 0 if not told */
    const char *bytes; /* the body as it came (with a zero behind it), borrowed like body; NULL: none */
    size_t size;
};

typedef void client_callback(void *context, const struct client_answer *answer);

/* Sends a request; body (NULL: none) is borrowed only during the call; key (NULL: none) is the idempotency key. The callback comes from client_wait(),
 * exactly once, never from within this call. ERROR_MEMORY or ERROR_NONE. Requests under way at the same time may arrive in any order.
 * A callback may ask, follow and call anew, but not destroy the client. */
enum error client_request(struct client *client, const char *method, const char *path, const json_t *body, const char *key,
                          client_callback *callback, void *context);

/* The same, sent after delay_ms: to ask again (with the same key) what got no answer. */
enum error client_request_later(struct client *client, int delay_ms, const char *method, const char *path, const json_t *body, const char *key,
                                client_callback *callback, void *context);

/* The same, waiting for the answer at most timeout_ms, 1..600000 (requests and stream of others go on meanwhile, and their
 * callbacks are called). *ret_body is owned by the caller, may be NULL as a pointer or become NULL. Returns the status, 0 if unreachable. */
int client_call(struct client *client, const char *method, const char *path, const json_t *body, const char *key, int timeout_ms, json_t **ret_body);

/* A body that is not JSON; data is borrowed. */
struct client_bytes {
    const char *type; /* "application/pdf" */
    const char *data;
    size_t size;
};

/* Like client_call(), with bytes as the body (NULL: none) and the answer's body as it came: *ret_bytes is owned by the caller (a zero stands behind it), NULL if there was none. */
int client_call_bytes(struct client *client, const char *method, const char *path, const struct client_bytes *body, const char *key, int timeout_ms, char **ret_bytes,
                      size_t *ret_size);

/* An event of the stream, or a change of the connection. */
enum client_stream_kind { CLIENT_STREAM_CONNECTED, CLIENT_STREAM_EVENT, CLIENT_STREAM_PING, CLIENT_STREAM_RESET, CLIENT_STREAM_LOST };

typedef void client_stream_callback(void *context, enum client_stream_kind kind, int64_t seq, const json_t *event);

/* Follows the event stream from after seq on (-1: from now on); after a loss it tries again every 0.3 s (a second when refused) and goes on after the
 * last event seen. One stream a client: following again takes the place of the one before. CONNECTED comes for each connection, LOST when there is
 * none any more. The event is borrowed during the callback, NULL for CONNECTED and LOST; seq is that of the event or ping, for CONNECTED and LOST that
 * of the last one seen, -1: unknown. RESET: what was asked for is too old, or could not be read; the stream goes on from now. */
void client_follow(struct client *client, int64_t after, client_stream_callback *callback, void *context);

/* Returns how the last try to follow ended: 200 when connected, 0 when the controller was not reached or nobody follows, else the status of its refusal. */
int client_stream_status(const struct client *client);

/* Waits until something came (callbacks are called), fd (-1: none) is readable, or timeout_ms passed (-1: no limit). Returns whether fd is readable.
 * A signal ends the wait too. */
bool client_wait(struct client *client, int fd, int timeout_ms);

/* Makes a random idempotency key (22 characters and a zero). */
void client_make_key(char key[static 23]);

/* Returns the sentence of a problem document in the language "zh" or "en" ("title_zh" / "title", with "detail" where there is one); a sentence of our own
 * for status 0 and for answers without one. Clean text (base/utf8.h), static, until the next call. */
const char *client_problem_text(int status, const json_t *body, const char *language);

#endif
