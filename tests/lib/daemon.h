/* A controller of its own for a test from outside: a demonstration hall in a folder below TMPDIR, the built programs of YICHUANG_BIN, a free port of the loopback.
 * Everything that is started ends with the test, also when the test is killed. What cannot be set up fails the test with a sentence. */
#ifndef LIB_DAEMON_H
#define LIB_DAEMON_H

#include "client/client.h"
#include "faults/order.h"

#include <jansson.h>
#include <stdbool.h>
#include <sys/types.h>

struct daemon {
    char folder[128], dir[160], url[128], socket[200];
    int port;
    pid_t pid;             /* 0: not running */
    int ended;             /* how a start ended that brought no `ready`: exit status, or 128 + the signal */
    char log[200];         /* what the controller complains about, of all its runs */
    const char *clock;     /* set by the test, of --demo-clock; NULL: the real one */
    struct fault_order *faults; /* of daemon_make_faulty(); NULL: nothing goes wrong */
    struct client *client; /* of daemon_ask(), as owner over the Unix socket; NULL until then */
};

/* Makes a demonstration hall (the samples of the checkout); nothing runs yet. */
void daemon_make(struct daemon *daemon);

/* The same, but what it starts has faults/preload.c loaded before the C library: what daemon_order() says goes wrong there, and nowhere else. */
void daemon_make_faulty(struct daemon *daemon);

/* Orders that of the calls of a kind, from now on, skip go well and then times fail with error (errno); FAULT_NONE: nothing more goes wrong. */
void daemon_order(struct daemon *daemon, enum fault kind, int error, long skip, long times);

/* Writes a file of the hall anew: "printers.conf". */
void daemon_write(const struct daemon *daemon, const char *name, const char *text);

/* Starts the controller and waits for its `ready`; more: further arguments (NULL-terminated, may be NULL). False if it ended before. */
bool daemon_start(struct daemon *daemon, const char *const *more);

/* Sends a signal (0: none) and waits for the end; returns the exit status, or 128 + the signal that ended it; -1 if it does not run. */
int daemon_end(struct daemon *daemon, int signal);

/* Ends the controller if it runs and removes the folder. */
void daemon_remove(struct daemon *daemon);

/* Sends a request as owner; body may be NULL and is taken over. Returns the answer (the caller's, may be NULL) and its status, 0: none came. */
json_t *daemon_ask(struct daemon *daemon, const char *method, const char *path, json_t *body, int *ret_status);

/* Runs a program of ours with arguments (NULL-terminated, its name first), its output into text. Returns the exit status. */
int daemon_run(const char *const *arguments, char *text, int size);

/* Starts a program of ours in the background; what it says is added to the file `log` in the folder. */
pid_t daemon_program(const struct daemon *daemon, const char *log, const char *const *arguments);

/* Returns the exit status of a program that ends within seconds, 128 + the signal, -1 if it did not end (it is killed then). */
int daemon_wait_exit(pid_t process, int seconds);

/* Waits until the file `log` in the folder contains text, at most seconds. */
bool daemon_wait_log(const struct daemon *daemon, const char *log, const char *text, int seconds);

/* How often a test repeats itself: ROUNDS of the environment, for the long form, else usual. */
int daemon_rounds(int usual);

#endif
