/* A demonstration hall for tests from outside: a folder of its own below TMPDIR, the built programs of YICHUANG_BIN, a controller on a free port of the
 * loopback. Failures to set it up end the test with a sentence. */
#ifndef TESTS_TEST_HALL_H
#define TESTS_TEST_HALL_H

#include "client/client.h"

#include <jansson.h>
#include <stdbool.h>
#include <sys/types.h>

struct test_hall {
    char folder[512], dir[576];
    const char *clock;      /* of --demo-clock, NULL: the real one */
    pid_t controller;       /* 0: not running */
    struct client *client;  /* as owner, over the Unix socket */
};

/* Makes the hall and starts its controller; printers is the text of printers.conf, NULL: the sample's. */
void test_hall_start(struct test_hall *hall, const char *clock, const char *printers);

/* Ends what runs and removes the folder. */
void test_hall_finish(struct test_hall *hall);

/* Kills the controller as a power cut would; starts it again on the same hall. */
void test_hall_kill_controller(struct test_hall *hall);
void test_hall_start_controller(struct test_hall *hall);

/* Starts a program of YICHUANG_BIN; arguments end with NULL and do not hold its name. What it says goes to the file LOG in the hall's folder. */
pid_t test_hall_program(const struct test_hall *hall, const char *name, const char *log, const char *const arguments[]);

/* Returns the exit status of a program that ends within seconds, 128 + the signal, -1 if it did not end (it is killed then). */
int test_wait_exit(pid_t process, int seconds);

/* Waits until the file LOG in the hall's folder contains text, at most seconds. */
bool test_wait_log(const struct test_hall *hall, const char *log, const char *text, int seconds);

/* Sends a request as owner; body may be NULL and is taken over. Returns the answer (the caller's) and its status. */
json_t *test_hall_ask(struct test_hall *hall, const char *method, const char *path, json_t *body, int *ret_status);

#endif
