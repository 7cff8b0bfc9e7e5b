/* The load generator: clients that take numbers or accept cases, each on one kept connection, each asking again as soon as it is answered. One thread with epoll, because it
 * shares the processors with the controller that it measures. */
#ifndef BENCH_LOAD_H
#define BENCH_LOAD_H

#include <stddef.h>
#include <stdint.h>

enum { LOAD_CLIENTS_MAX = 64, LOAD_REQUEST = 1024 };

struct load {
    int clients;
    int sockets[LOAD_CLIENTS_MAX];
    int epoll;
    char requests[LOAD_CLIENTS_MAX][LOAD_REQUEST]; /* what each client sends, every time */
};

/* What came of one or several phases. Begins as all zeros. */
struct load_result {
    int64_t answered;  /* 201 */
    int64_t failed;    /* any other status */
    double seconds;
    uint32_t *waits_us; /* of each answer; owned */
    size_t wait_count, wait_room;
};

/* Connects clients to 127.0.0.1:port that take numbers with a token. Fails the test when it cannot. */
void load_open(struct load *load, int port, const char *token, int clients);

/* The same for clients that post a body to a path, each with a token of its own. */
void load_open_posts(struct load *load, int port, const char *path, const char *body, const char *const *tokens, int clients);
void load_close(struct load *load);

/* Lets the clients ask for some seconds, waits for the last answers, and adds to the result. Fails the test when a connection breaks. */
void load_run(struct load *load, double seconds, struct load_result *result);

/* Latency below which a share (0 to 1) of the answers came, in ms. Sorts the result's latencies. */
double load_latency_ms(struct load_result *result, double share);

void load_result_finish(struct load_result *result);

#endif
