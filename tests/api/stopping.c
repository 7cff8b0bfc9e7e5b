/* SIGTERM in the middle of it: numbers are taken by several, the controller is told to end, and does so with 0; all that was answered is there, and who got no answer
 * gets the same thing by asking again. ROUNDS=n for the long form. */
#include "lib/daemon.h"
#include "lib/http_call.h"

#include <criterion/criterion.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

enum { KIOSKS = 4, ROUNDS = 10, ANSWERS_MOST = 60 };

static struct daemon controller;
static atomic_bool stopping;
static atomic_int answers;

static void start(void)
{
    daemon_make(&controller);
    cr_assert(daemon_start(&controller, NULL));
}

static void end(void)
{
    daemon_remove(&controller);
}

TestSuite(stopping, .init = start, .fini = end, .timeout = 240);

static void *take_numbers(void *context)
{
    struct http_call call = http_call_socket(controller.socket);
    int index = *(int *)context, turn = 0, wrong = 0;
    char key[32];

    while (!atomic_load(&stopping)) {
        int status;
        snprintf(key, sizeof key, "k%d-%d", index, turn++);
        while ((status = http_call(&call, "POST", "/v1/tickets", "{\"service\":\"A\"}", key)) == 0 || status == 503)
            poll(NULL, 0, 2);
        wrong += status != 201;
        atomic_fetch_add(&answers, 1);
    }
    http_call_close(&call);
    *(int *)context = wrong;
    return NULL;
}

Test(stopping, what_was_answered_is_there_and_the_end_is_in_order)
{
    pthread_t threads[KIOSKS];
    int indexes[KIOSKS], rounds = daemon_rounds(ROUNDS);
    unsigned chance = 20261123;

    for (int i = 0; i < KIOSKS; i++) {
        indexes[i] = i;
        cr_assert_eq(pthread_create(&threads[i], NULL, take_numbers, &indexes[i]), 0);
    }
    for (int round = 0; round < rounds; round++) {
        int wanted = atomic_load(&answers) + 1 + rand_r(&chance) % ANSWERS_MOST;
        while (atomic_load(&answers) < wanted)
            poll(NULL, 0, 1);
        cr_assert_eq(daemon_end(&controller, SIGTERM), 0);
        cr_assert(daemon_start(&controller, NULL));
    }
    atomic_store(&stopping, true);
    for (int i = 0; i < KIOSKS; i++) {
        pthread_join(threads[i], NULL);
        cr_assert_eq(indexes[i], 0, "wrong answers");
    }
    struct http_call owner = http_call_socket(controller.socket);
    cr_assert_eq(http_call(&owner, "GET", "/v1/hall", NULL, NULL), 200);
    cr_assert_eq(http_call_number(&owner, "today.taken"), atomic_load(&answers), "as many as were answered, none twice");
    http_call_close(&owner);
    cr_log_info("%d times ended in the middle of %d answers", rounds, atomic_load(&answers));
}
