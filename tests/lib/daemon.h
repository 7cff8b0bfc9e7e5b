/* A controller of its own for a test: a demonstration hall in a temporary folder, a free port, ended by its process id. */
#ifndef LIB_DAEMON_H
#define LIB_DAEMON_H

#include <stdbool.h>
#include <sys/types.h>

struct daemon {
    char folder[128], dir[160], url[128], socket[200];
    int port;
    pid_t pid; /* 0: not running */
    char log[200];
};

/* Makes a demonstration hall (the samples of the checkout); nothing runs yet. Fails the test when it cannot. */
void daemon_make(struct daemon *daemon);

/* Starts the controller and waits for its `ready`; more: further arguments (NULL-terminated, may be NULL). False if it ended before. */
bool daemon_start(struct daemon *daemon, const char *const *more);

/* Sends a signal and waits for the end; returns the exit status, or 128 + the signal that ended it. */
int daemon_end(struct daemon *daemon, int signal);

/* Ends the controller if it runs and removes the folder. */
void daemon_remove(struct daemon *daemon);

/* Runs a program of ours with arguments (NULL-terminated), its output into text. Returns the exit status. */
int daemon_run(const char *const *arguments, char *text, int size);

#endif
