/* A controller that does exactly what a test says, byte by byte: for the faults that the real one does not have. Everything happens in the test's
 * own thread: fake_step() between the client's waits. Connections are numbered from 0 in the order in which they came. Failures end the test program. */
#ifndef TESTS_FAKE_SERVER_H
#define TESTS_FAKE_SERVER_H

#include "client/client.h"

#include <stdbool.h>

enum { FAKE_CONNECTIONS = 32, FAKE_REQUEST = 8192 };

struct fake_server {
    char folder[64];  /* of the Unix socket, "" for TCP */
    char path[128];
    int port;
    int listener;     /* -1: away */
    int count;        /* connections so far */
    struct {
        int fd;       /* -1: closed */
        int length;
        char request[FAKE_REQUEST]; /* what came and is not answered */
    } connections[FAKE_CONNECTIONS];
};

/* Listens on a Unix socket in a new folder, or on a free TCP port of the loopback. */
void fake_start(struct fake_server *server, bool unix_socket);
void fake_finish(struct fake_server *server);

/* Fills the options for this server. */
void fake_options(const struct fake_server *server, struct client_options *options);

/* Stops listening and closes all connections; listens again at the same address. */
void fake_go_away(struct fake_server *server);
void fake_come_back(struct fake_server *server);

/* Accepts and reads what is there, without waiting. */
void fake_step(struct fake_server *server);

/* Returns the connection that holds a complete unanswered request which begins with text ("GET /v1/hall"), -1: none. */
int fake_find(const struct fake_server *server, const char *text);

/* Returns whether the unanswered request of a connection contains text. */
bool fake_has(const struct fake_server *server, int connection, const char *text);

/* Sends bytes as they are. */
void fake_send(struct fake_server *server, int connection, const char *bytes);

/* Sends a complete answer with a JSON body (NULL: none) and forgets the request; the connection stays. more: header lines with "\r\n", or "". */
void fake_answer(struct fake_server *server, int connection, int status, const char *more, const char *body);

/* Begins the answer to a request for events and forgets the request. */
void fake_begin_stream(struct fake_server *server, int connection);

void fake_close(struct fake_server *server, int connection);

/* Waits at most 5 s until condition holds, while client and server go on; the test fails when it does not. */
#define FAKE_UNTIL(server, client, condition)                                         \
    do {                                                                              \
        int64_t fake_end_ms = clock_steady_ms() + 5000;                               \
        while (!(condition) && clock_steady_ms() < fake_end_ms) {                     \
            fake_step(server);                                                        \
            client_wait(client, -1, 2);                                               \
        }                                                                             \
        cr_assert(condition, "not within 5 s: %s", #condition);                       \
    } while (0)

#endif
