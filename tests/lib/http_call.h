/* A plain blocking HTTP client for tests: what a stranger's program would send, byte for byte, on one kept connection. */
#ifndef LIB_HTTP_CALL_H
#define LIB_HTTP_CALL_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

struct http_call {
    int fd; /* -1: not connected */
    int port;
    char socket[200]; /* instead of the port, if not empty */
    char token[64];
    int status;       /* of the last answer, 0: none came */
    char type[64];    /* its content type */
    char *body;       /* owned, until the next call */
    json_t *json;     /* owned, until the next call; NULL if the body is none */
};

/* A connection is made at the first call. token may be NULL. */
struct http_call http_call_tcp(int port, const char *token);
struct http_call http_call_socket(const char *path);
void http_call_close(struct http_call *call);

/* Sends a request and reads the answer. body and key may be NULL. Returns the status, 0 if no answer came (the connection is then closed). */
int http_call(struct http_call *call, const char *method, const char *path, const char *body, const char *key);

/* Sends the request and closes the connection without reading the answer: what a lost reply is. */
void http_call_lose(struct http_call *call, const char *method, const char *path, const char *body, const char *key);

/* Sends raw bytes and reads one answer. */
int http_call_raw(struct http_call *call, const char *bytes, size_t length);

/* Members of the last answer; "" and -1 when missing. "ticket.number" goes down. */
const char *http_call_text(const struct http_call *call, const char *path);
json_int_t http_call_number(const struct http_call *call, const char *path);

#endif
