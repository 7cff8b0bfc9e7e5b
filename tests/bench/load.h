/* The load generator: clients that take numbers, each on one kept connection, each asking again as soon as it is answered. One thread with epoll, because it
 * shares the processors with the controller that it measures. */
#ifndef BENCH_LOAD_H
#define BENCH_LOAD_H

#include <stddef.h>
#include <stdint.h>

enum { LOAD_CLIENTS_MAX = 64 };

struct load {
    int clients;
    int sockets[LOAD_CLIENTS_MAX];
    int epoll;
    char request[512]; /* what every client sends, every time */
    size_t request_size;
};

/* What came of one or several phases. Begins as all zeros. */
struct load_result {
    int64_t answered;  /* 201 */
    int64_t failed;    /* any other status */
    double seconds;
    uint32_t *waits_us; /* of each answer; owned */
    size_t wait_count, wait_room;
};

/* Connects the clients to 127.0.0.1:port; they ask with a token. Fails the test when it cannot. */
void load_open(struct load *load, int port, const char *token, int clients);
void load_close(struct load *load);

/* Lets the clients ask for some seconds, waits for the last answers, and adds to the result. Fails the test when a connection breaks. */
void load_run(struct load *load, double seconds, struct load_result *result);

/* Latency below which a share (0 to 1) of the answers came, in ms. Sorts the result's latencies. */
double load_latency_ms(struct load_result *result, double share);

void load_result_finish(struct load_result *result);

#endif
