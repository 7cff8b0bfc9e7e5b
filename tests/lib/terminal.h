/* A program of ours on a terminal of its own (a pseudo-terminal of type xterm-256color in UTF-8): what it is typed, what it shows, and what it leaves behind. It ends with
 * the test. What cannot be set up fails the test. */
#ifndef TESTS_LIB_TERMINAL_H
#define TESTS_LIB_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <termios.h>

struct terminal {
    pid_t program;          /* 0: ended */
    pid_t shell;            /* stands for the one that a person has: it only waits, so that the program can be stopped */
    int master, slave;
    char *shown;            /* all that it wrote since terminal_forget(), ended by a zero */
    size_t size, room;
    struct termios before;  /* the terminal's modes before it began */
};

/* Starts a program of YICHUANG_BIN with arguments (NULL-terminated, its name first). */
void terminal_start(struct terminal *terminal, int rows, int columns, const char *const *arguments);

/* Whether the program is stopped (as by SIGTSTP); waits for it at most ms. */
bool terminal_is_stopped(struct terminal *terminal, int ms);

/* Types bytes as they are. */
void terminal_type(struct terminal *terminal, const char *bytes);

/* Changes the size; the program is told by the kernel. */
void terminal_resize(struct terminal *terminal, int rows, int columns);

/* Takes what is shown for at most ms; true as soon as it contains text (NULL: true when it has been silent for 20 ms after having shown something). */
bool terminal_wait(struct terminal *terminal, const char *text, int ms);

/* Forgets what was shown so far. */
void terminal_forget(struct terminal *terminal);

/* Waits for the program's end, at most ms; returns its exit status, 128 + the signal that ended it, or -1: it did not end, and is killed. */
int terminal_end(struct terminal *terminal, int ms);

/* Whether the terminal is as it was: its modes, and of what was written last the own screen left, the cursor shown, the mouse let go. Says what is not in *ret_why. */
bool terminal_is_restored(const struct terminal *terminal, const char **ret_why);

/* Ends the program if it runs, and gives everything back. */
void terminal_finish(struct terminal *terminal);

#endif
