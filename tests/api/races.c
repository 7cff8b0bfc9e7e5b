/* Many at once, against the real controller: nobody gets a number twice, no ticket is won by two clerks, and a lost reply asked again gives the same thing.
 * ROUNDS=n for the long form. */
#include "lib/daemon.h"
#include "lib/http_call.h"

#include <criterion/criterion.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

enum { CLIENTS = 12, TICKETS = 300, ROUNDS = 25 };

static struct daemon controller;

static void start(void)
{
    daemon_make(&controller);
    cr_assert(daemon_start(&controller, NULL));
}

static void end(void)
{
    daemon_remove(&controller);
}

TestSuite(races, .init = start, .fini = end, .timeout = 240);

/* One client and what it got. */
struct client {
    int index, round, failures, count;
    bool loses; /* every tenth reply */
    struct {
        char number[16];
        json_int_t id;
    } got[TICKETS * 2];
    pthread_t thread;
};

/* Calls; every tenth reply is lost and asked for again with the same key. */
static int call_with_losses(struct http_call *call, const struct client *client, int turn, const char *path, const char *body)
{
    char key[64];

    snprintf(key, sizeof key, "r%d-c%d-t%d-%.20s", client->round, client->index, turn, strrchr(path, '/') + 1);
    if (client->loses && turn % 10 == 9)
        http_call_lose(call, "POST", path, body, key);
    return http_call(call, "POST", path, body, key);
}

static void *take_numbers(void *context)
{
    struct client *client = context;
    struct http_call call = http_call_socket(controller.socket);

    for (int i = 0; i < TICKETS / CLIENTS; i++) {
        if (call_with_losses(&call, client, i, "/v1/tickets", "{\"service\":\"A\"}") != 201) {
            client->failures++;
            continue;
        }
        snprintf(client->got[client->count].number, 16, "%.15s", http_call_text(&call, "number"));
        client->got[client->count++].id = http_call_number(&call, "id");
    }
    http_call_close(&call);
    return NULL;
}

static void *call_people(void *context)
{
    struct client *client = context;
    struct http_call call = http_call_socket(controller.socket);
    char next[64], finish[64];

    snprintf(next, sizeof next, "/v1/windows/%d/next", client->index + 1);
    snprintf(finish, sizeof finish, "/v1/windows/%d/finish", client->index + 1);
    for (int turn = 0; turn < TICKETS * 2; turn++) {
        int status = call_with_losses(&call, client, turn, next, NULL);
        if (status == 202)
            break;
        if (status != 200) {
            client->failures++;
            continue;
        }
        client->got[client->count++].id = http_call_number(&call, "ticket.id");
        if (call_with_losses(&call, client, turn, finish, NULL) != 200)
            client->failures++;
    }
    http_call_close(&call);
    return NULL;
}

static struct client clients[CLIENTS];

static void run_all(void *(*work)(void *), int round, bool loses)
{
    memset(clients, 0, sizeof clients);
    for (int i = 0; i < CLIENTS; i++) {
        clients[i].index = i;
        clients[i].round = round;
        clients[i].loses = loses;
        cr_assert_eq(pthread_create(&clients[i].thread, NULL, work, &clients[i]), 0);
    }
    for (int i = 0; i < CLIENTS; i++) {
        pthread_join(clients[i].thread, NULL);
        cr_assert_eq(clients[i].failures, 0, "client %d had %d answers that it should not have had", i, clients[i].failures);
    }
}

static int same_ids(void)
{
    int same = 0;

    for (int a = 0; a < CLIENTS; a++)
        for (int i = 0; i < clients[a].count; i++)
            for (int b = a; b < CLIENTS; b++)
                for (int j = b == a ? i + 1 : 0; j < clients[b].count; j++)
                    same += clients[a].got[i].id == clients[b].got[j].id;
    return same;
}

static int total(void)
{
    int sum = 0;

    for (int i = 0; i < CLIENTS; i++)
        sum += clients[i].count;
    return sum;
}

static void play(bool loses)
{
    struct http_call owner = http_call_socket(controller.socket);
    char path[64];
    int rounds = daemon_rounds(ROUNDS);

    for (int round = 0; round < rounds; round++) {
        run_all(take_numbers, round, loses);
        cr_assert_eq(total(), TICKETS);
        cr_assert_eq(same_ids(), 0, "a number was given twice");
        for (int i = 1; i <= CLIENTS; i++) {
            snprintf(path, sizeof path, "/v1/windows/%d/open", i);
            cr_assert_eq(http_call(&owner, "POST", path, NULL, NULL), 200);
        }
        run_all(call_people, round, loses);
        cr_assert_eq(total(), TICKETS, "round %d: %d tickets were called", round, total());
        cr_assert_eq(same_ids(), 0, "a ticket was won by two clerks");
        for (int i = 1; i <= CLIENTS; i++) {
            snprintf(path, sizeof path, "/v1/windows/%d/close", i);
            cr_assert_eq(http_call(&owner, "POST", path, NULL, NULL), 200);
        }
    }
    cr_assert_eq(http_call(&owner, "GET", "/v1/hall", NULL, NULL), 200);
    cr_assert_eq(http_call_number(&owner, "today.taken"), TICKETS * rounds, "what was asked twice was done once");
    cr_assert_eq(http_call_number(&owner, "today.done"), TICKETS * rounds);
    http_call_close(&owner);
    cr_log_info("%d rounds of %d clients on %d tickets: none given or won twice", rounds, CLIENTS, TICKETS);
}

Test(races, twelve_kiosks_and_twelve_clerks_at_once)
{
    play(false);
}

Test(races, with_every_tenth_reply_lost)
{
    play(true);
}
