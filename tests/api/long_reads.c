/* What takes long delays nobody: the proof of the journal and a backup go on between the others' requests, and end also when those never stop. */
#include "lib/daemon.h"
#include "lib/http_call.h"

#include <criterion/criterion.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

static struct daemon controller;
static struct http_call owner;

static void start(void)
{
    daemon_make(&controller);
    cr_assert(daemon_start(&controller, NULL));
    owner = http_call_socket(controller.socket);
}

static void end(void)
{
    http_call_close(&owner);
    daemon_remove(&controller);
}

TestSuite(long_reads, .init = start, .fini = end, .timeout = 120);

enum { TICKETS = 6000, CLIENTS = 4, PROOFS = 6 };

static void fill(int tickets)
{
    for (int i = 0; i < tickets; i++)
        cr_assert_eq(http_call(&owner, "POST", "/v1/tickets", "{\"service\":\"A\"}", NULL), 201);
}

/* Asks for a proof and does not wait for it. */
static void ask_for_proof(struct http_call *call)
{
    static const char text[] = "GET /v1/verify HTTP/1.1\r\nHost: x\r\n\r\n";

    *call = http_call_socket(controller.socket);
    http_call(call, "GET", "/healthz", NULL, NULL); /* connects */
    cr_assert_eq(send(call->fd, text, sizeof text - 1, 0), (ssize_t)sizeof text - 1);
}

static bool has_answer(const struct http_call *call)
{
    struct pollfd one = {.fd = call->fd, .events = POLLIN};
    return poll(&one, 1, 0) == 1;
}

Test(long_reads, others_are_served_while_the_journal_is_proved)
{
    struct http_call proof;
    int served = 0;

    fill(TICKETS);
    ask_for_proof(&proof);
    while (!has_answer(&proof) && served < 100000) {
        cr_assert_eq(http_call(&owner, "POST", "/v1/tickets", "{\"service\":\"B\"}", NULL), 201);
        served++;
    }
    cr_assert_gt(served, 10, "only %d were served before the proof", served);
    http_call_raw(&proof, "", 0);
    cr_assert_eq(proof.status, 200, "%s", proof.body);
    cr_assert(json_is_true(json_object_get(proof.json, "ok")), "%s", proof.body);
    cr_assert_geq(http_call_number(&proof, "events"), TICKETS);
    http_call_close(&proof);
}

Test(long_reads, a_fifth_proof_at_once_waits)
{
    struct http_call proofs[PROOFS];
    int good = 0, later = 0;

    fill(TICKETS);
    for (int i = 0; i < PROOFS; i++)
        ask_for_proof(&proofs[i]);
    for (int i = 0; i < PROOFS; i++) {
        http_call_raw(&proofs[i], "", 0);
        good += proofs[i].status == 200;
        later += proofs[i].status == 429;
        http_call_close(&proofs[i]);
    }
    cr_assert_eq(good + later, PROOFS);
    cr_assert_geq(good, 4);
    cr_assert_geq(later, 1);
}

static atomic_bool enough;

static void *takes_and_takes(void *nothing)
{
    struct http_call call = http_call_socket(controller.socket);
    long *taken = nothing;

    while (!atomic_load(&enough))
        *taken += http_call(&call, "POST", "/v1/tickets", "{\"service\":\"A\"}", NULL) == 201;
    http_call_close(&call);
    return NULL;
}

Test(long_reads, a_backup_ends_while_others_never_stop)
{
    pthread_t threads[CLIENTS];
    long taken[CLIENTS] = {0};
    char body[256], text[512], from[200];

    fill(TICKETS);
    for (int i = 0; i < CLIENTS; i++)
        pthread_create(&threads[i], NULL, takes_and_takes, &taken[i]);
    snprintf(from, sizeof from, "%s/copy.db", controller.folder);
    snprintf(body, sizeof body, "{\"path\":\"%s\"}", from);
    int status = http_call(&owner, "POST", "/v1/backup", body, NULL);
    atomic_store(&enough, true);
    for (int i = 0; i < CLIENTS; i++)
        pthread_join(threads[i], NULL);
    cr_assert_eq(status, 200, "%s", owner.body);
    cr_assert_geq(http_call_number(&owner, "events"), TICKETS);
    cr_assert_gt(taken[0], 0);
    daemon_end(&controller, 15);
    const char *const restore[] = {"yichuang", "-C", controller.dir, "restore", from, NULL};
    cr_assert_eq(daemon_run(restore, text, sizeof text), 0, "%s", text);
}
