#define _GNU_SOURCE /* memmem */
#include "lib/terminal.h"

#include "base/clock.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SILENT_MS = 20, ROOM = 1 << 16 };

static void become(const char *const *arguments)
{
    char path[512];

    prctl(PR_SET_PDEATHSIG, SIGKILL);
    setenv("TERM", "xterm-256color", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    unsetenv("NO_COLOR");
    unsetenv("YICHUANG_THEME");
    unsetenv("LINES");
    unsetenv("COLUMNS");
    snprintf(path, sizeof path, "%s/%s", getenv("YICHUANG_BIN") ? getenv("YICHUANG_BIN") : "build/bin", arguments[0]);
    execv(path, (char *const *)(const void *)arguments);
    _exit(127);
}

/* Leads the terminal's session, starts the program as a job in front of it, tells its id, and ends as it ends. */
static void be_the_shell(const struct terminal *terminal, const char *const *arguments, int tell)
{
    int status;

    prctl(PR_SET_PDEATHSIG, SIGKILL);
    setsid();
    if (ioctl(terminal->slave, TIOCSCTTY, 0) != 0 || dup2(terminal->slave, STDIN_FILENO) < 0 || dup2(terminal->slave, STDOUT_FILENO) < 0)
        _exit(126);
    close(terminal->master);
    close(terminal->slave);
    signal(SIGTTOU, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    pid_t program = fork();
    if (program == 0) {
        setpgid(0, 0);
        tcsetpgrp(STDIN_FILENO, getpid());
        signal(SIGTTOU, SIG_DFL);
        signal(SIGHUP, SIG_DFL);
        become(arguments);
    }
    if (write(tell, &program, sizeof program) != (ssize_t)sizeof program || program < 0)
        _exit(126);
    while (waitpid(program, &status, 0) < 0)
        ;
    _exit(WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
}

void terminal_start(struct terminal *terminal, int rows, int columns, const char *const *arguments)
{
    int tell[2];

    *terminal = (struct terminal){.master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)};
    cr_assert(terminal->master >= 0 && grantpt(terminal->master) == 0 && unlockpt(terminal->master) == 0);
    terminal->slave = open(ptsname(terminal->master), O_RDWR | O_NOCTTY | O_CLOEXEC);
    cr_assert(terminal->slave >= 0 && tcgetattr(terminal->slave, &terminal->before) == 0);
    terminal_resize(terminal, rows, columns);
    fcntl(terminal->master, F_SETFL, O_NONBLOCK);
    terminal_forget(terminal);
    cr_assert_eq(pipe(tell), 0);
    terminal->shell = fork();
    cr_assert_geq(terminal->shell, 0);
    if (terminal->shell == 0)
        be_the_shell(terminal, arguments, tell[1]);
    close(tell[1]);
    cr_assert(read(tell[0], &terminal->program, sizeof terminal->program) == (ssize_t)sizeof terminal->program && terminal->program > 0, "no program could be started");
    close(tell[0]);
}

void terminal_resize(struct terminal *terminal, int rows, int columns)
{
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};

    cr_assert_eq(ioctl(terminal->master, TIOCSWINSZ, &size), 0);
}

void terminal_forget(struct terminal *terminal)
{
    if (!terminal->shown)
        terminal->shown = malloc(terminal->room = ROOM);
    cr_assert_not_null(terminal->shown);
    terminal->size = 0;
    terminal->shown[0] = '\0';
}

/* Takes what is there; false: nothing. */
static bool take(struct terminal *terminal)
{
    if (terminal->room - terminal->size < ROOM / 2) {
        terminal->shown = realloc(terminal->shown, terminal->room *= 2);
        cr_assert_not_null(terminal->shown);
    }
    ssize_t got = read(terminal->master, terminal->shown + terminal->size, terminal->room - terminal->size - 1);
    if (got <= 0)
        return false;
    terminal->size += (size_t)got;
    terminal->shown[terminal->size] = '\0';
    return true;
}

void terminal_type(struct terminal *terminal, const char *bytes)
{
    size_t left = strlen(bytes);

    for (int64_t end_ms = clock_steady_ms() + 10000; left > 0 && clock_steady_ms() < end_ms;) {
        ssize_t put = write(terminal->master, bytes, left);
        if (put > 0) {
            bytes += put;
            left -= (size_t)put;
        } else if (!take(terminal)) {
            poll(NULL, 0, 1);
        }
    }
    cr_assert_eq(left, 0, "the program takes nothing that is typed");
}

bool terminal_wait(struct terminal *terminal, const char *text, int ms)
{
    int64_t end_ms = clock_steady_ms() + ms;

    for (;;) {
        if (text && memmem(terminal->shown, terminal->size, text, strlen(text)))
            return true;
        int64_t left = end_ms - clock_steady_ms();
        if (left <= 0)
            return false;
        struct pollfd wait = {.fd = terminal->master, .events = POLLIN};
        int ready = poll(&wait, 1, !text && terminal->size > 0 && left > SILENT_MS ? SILENT_MS : (int)left);
        if (ready == 0 && !text && terminal->size > 0)
            return true;
        if (ready > 0 && !take(terminal))
            poll(NULL, 0, 1);
    }
}

bool terminal_is_stopped(struct terminal *terminal, int ms)
{
    char path[64], line[512];

    snprintf(path, sizeof path, "/proc/%d/stat", (int)terminal->program);
    for (int64_t end_ms = clock_steady_ms() + ms; clock_steady_ms() < end_ms; poll(NULL, 0, 5)) {
        FILE *file = fopen(path, "r");
        bool read = file && fgets(line, sizeof line, file);
        if (file)
            fclose(file);
        while (take(terminal))
            ;
        const char *state = read ? strrchr(line, ')') : NULL;
        if (state && strncmp(state, ") T", 3) == 0)
            return true;
    }
    return false;
}

int terminal_end(struct terminal *terminal, int ms)
{
    int64_t end_ms = clock_steady_ms() + ms;
    int status;

    for (;;) {
        while (take(terminal))
            ;
        if (waitpid(terminal->shell, &status, WNOHANG) == terminal->shell)
            break;
        if (clock_steady_ms() > end_ms) {
            kill(terminal->program, SIGKILL);
            waitpid(terminal->shell, &status, 0);
            terminal->program = 0;
            return -1;
        }
        poll(NULL, 0, 2);
    }
    terminal->program = 0;
    while (take(terminal))
        ;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* Whether the last of two sequences that was written is the one that leaves. */
static bool has_left(const struct terminal *terminal, const char *enters, const char *leaves)
{
    const char *entered = NULL, *left = NULL;

    for (size_t i = 0; i < terminal->size; i++) {
        if (strncmp(terminal->shown + i, enters, strlen(enters)) == 0)
            entered = terminal->shown + i;
        if (strncmp(terminal->shown + i, leaves, strlen(leaves)) == 0)
            left = terminal->shown + i;
    }
    return !entered || left > entered;
}

bool terminal_is_restored(const struct terminal *terminal, const char **ret_why)
{
    struct termios now;

    *ret_why = NULL;
    if (tcgetattr(terminal->slave, &now) != 0 || now.c_iflag != terminal->before.c_iflag || now.c_oflag != terminal->before.c_oflag || now.c_cflag != terminal->before.c_cflag ||
        now.c_lflag != terminal->before.c_lflag || memcmp(now.c_cc, terminal->before.c_cc, sizeof now.c_cc) != 0)
        *ret_why = "the terminal's modes are others";
    else if (!has_left(terminal, "\033[?1049h", "\033[?1049l"))
        *ret_why = "the program's own screen is still there";
    else if (!has_left(terminal, "\033[?25l", "\033[?25h") && !has_left(terminal, "\033[?25l", "\033[?12l\033[?25h"))
        *ret_why = "the cursor is hidden";
    else if (!has_left(terminal, "\033[?1000h", "\033[?1000l"))
        *ret_why = "the mouse is still taken";
    return *ret_why == NULL;
}

void terminal_finish(struct terminal *terminal)
{
    if (terminal->program > 0) {
        kill(terminal->program, SIGKILL);
        waitpid(terminal->shell, NULL, 0);
    }
    if (terminal->shown) {
        close(terminal->master);
        close(terminal->slave);
    }
    free(terminal->shown);
    *terminal = (struct terminal){0};
}
