#include "bench/load.h"

#include "bench/figure.h"

#include <arpa/inet.h>
#include <criterion/criterion.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { ANSWER_MAX = 16384, STALLED_MS = 10000 };

/* A client while a phase runs. */
struct client {
    int fd;
    double asked_at;
    size_t used;
    char answer[ANSWER_MAX];
};

static int dial(int port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    int yes = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    cr_assert_eq(connect(fd, (struct sockaddr *)&address, sizeof address), 0, "port %d: %s", port, strerror(errno));
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    return fd;
}

void load_open_posts(struct load *load, int port, const char *path, const char *body, const char *const *tokens, int clients)
{
    cr_assert_leq(clients, LOAD_CLIENTS_MAX);
    load->clients = clients;
    load->epoll = epoll_create1(EPOLL_CLOEXEC);
    for (int i = 0; i < clients; i++) {
        int length = snprintf(load->requests[i], LOAD_REQUEST,
                              "POST %s HTTP/1.1\r\nHost: hall\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
                              path, tokens[i], strlen(body), body);
        cr_assert(length > 0 && length < LOAD_REQUEST);
        struct epoll_event event = {.events = EPOLLIN, .data.u32 = (uint32_t)i};
        load->sockets[i] = dial(port);
        cr_assert_eq(epoll_ctl(load->epoll, EPOLL_CTL_ADD, load->sockets[i], &event), 0);
    }
}

void load_open(struct load *load, int port, const char *token, int clients)
{
    const char *tokens[LOAD_CLIENTS_MAX];

    for (int i = 0; i < LOAD_CLIENTS_MAX; i++)
        tokens[i] = token;
    load_open_posts(load, port, "/v1/tickets", "{\"service\":\"A\",\"language\":\"zh\"}", tokens, clients);
}

void load_close(struct load *load)
{
    for (int i = 0; i < load->clients; i++)
        close(load->sockets[i]);
    close(load->epoll);
}

static void ask(struct client *client, const char *request)
{
    size_t length = strlen(request);

    client->used = 0;
    client->asked_at = figure_now();
    cr_assert_eq(send(client->fd, request, length, MSG_NOSIGNAL), (ssize_t)length, "%s", strerror(errno));
}

/* Reads what has come; true when the answer is whole. */
static bool hear(struct client *client)
{
    ssize_t got = recv(client->fd, client->answer + client->used, ANSWER_MAX - 1 - client->used, 0);

    cr_assert(got > 0, "the controller hung up");
    client->used += (size_t)got;
    client->answer[client->used] = '\0';
    const char *end = strstr(client->answer, "\r\n\r\n"), *length = strstr(client->answer, "\r\nContent-Length: ");
    cr_assert(client->used < ANSWER_MAX - 1 && (!end || (length && length < end)), "not a whole answer: %s", client->answer);
    return end && client->used >= (size_t)(end + 4 - client->answer) + strtoul(length + 18, NULL, 10);
}

static void count(struct load_result *result, const struct client *client, double now)
{
    if (strncmp(client->answer, "HTTP/1.1 201 ", 13) != 0) {
        result->failed++;
        return;
    }
    if (result->wait_count == result->wait_room) {
        result->wait_room = result->wait_room * 2 + 4096;
        result->waits_us = realloc(result->waits_us, result->wait_room * sizeof *result->waits_us);
        cr_assert_not_null(result->waits_us);
    }
    result->waits_us[result->wait_count++] = (uint32_t)((now - client->asked_at) * 1e6);
    result->answered++;
}

void load_run(struct load *load, double seconds, struct load_result *result)
{
    static struct client clients[LOAD_CLIENTS_MAX];
    struct epoll_event events[LOAD_CLIENTS_MAX];
    double begin = figure_now(), now = begin;

    for (int i = 0; i < load->clients; i++) {
        clients[i].fd = load->sockets[i];
        ask(&clients[i], load->requests[i]);
    }
    for (int busy = load->clients; busy > 0;) {
        int ready = epoll_wait(load->epoll, events, LOAD_CLIENTS_MAX, STALLED_MS);
        cr_assert(ready > 0, "no answer within %d ms", STALLED_MS);
        now = figure_now();
        for (int i = 0; i < ready; i++) {
            struct client *client = &clients[events[i].data.u32];
            if (!hear(client))
                continue;
            count(result, client, now);
            if (now - begin < seconds)
                ask(client, load->requests[events[i].data.u32]);
            else
                busy--;
        }
    }
    result->seconds += now - begin;
}

static int by_size(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

double load_latency_ms(struct load_result *result, double share)
{
    if (result->wait_count == 0)
        return 0;
    qsort(result->waits_us, result->wait_count, sizeof *result->waits_us, by_size);
    return result->waits_us[(size_t)((double)(result->wait_count - 1) * share)] / 1e3;
}

void load_result_finish(struct load_result *result)
{
    free(result->waits_us);
    memset(result, 0, sizeof *result);
}
