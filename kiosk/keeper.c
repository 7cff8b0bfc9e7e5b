#include "kiosk/keeper.h"

#include "base/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

enum { AGAIN_MS = 1000, QUICK_MS = 2000, PATIENCE_MS = 3000, SECOND_MS = 1000 };

/* A process that is started again when it dies. */
struct kept {
    const char *command; /* NULL: the kiosk itself */
    pid_t pid;           /* 0: it does not run */
    int64_t began_ms, due_ms;
};

struct keeper {
    const struct keeper_job *job;
    struct kept kept[2]; /* the kiosk, the reader */
    int count;
    int cards[2];
    sigset_t waited, before;
    struct termios mode; /* of the terminal, as it was */
    bool terminal, ending;
    int status;
};

/* --- the terminal ------------------------------------------------------------------------------------------------------- */

/* The kiosk takes the terminal as it finds it and gives it back like that: keys send no signals between two kiosks, either. */
static void take_terminal(struct keeper *keeper)
{
    struct termios raw;

    keeper->terminal = tcgetattr(STDIN_FILENO, &keeper->mode) == 0;
    if (!keeper->terminal)
        return;
    raw = keeper->mode;
    raw.c_lflag &= ~(tcflag_t)(ISIG | ICANON | ECHO | IEXTEN);
    raw.c_iflag &= ~(tcflag_t)(IXON | IXOFF);
    tcsetattr(STDIN_FILENO, TCSANOW, &raw);
}

/* What a killed kiosk leaves behind: mouse and paste reports, colours, a hidden cursor, the second screen. */
static void clear_terminal(const struct keeper *keeper)
{
    static const char bytes[] = "\033[?1000l\033[?1006l\033[?2004l\033[0m\033[?25h\033[?1l\033>\033[?1049l";

    if (keeper->terminal && write(STDOUT_FILENO, bytes, sizeof bytes - 1) < 0) {
        /* the terminal is gone */
    }
}

/* --- processes ---------------------------------------------------------------------------------------------------------- */

/* A signal that ended the keeper between fork() and here is not missed. */
static void die_with(pid_t keeper)
{
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != keeper)
        _exit(0);
}

/* The child: a reader has no terminal, and a group of its own, so that all of it ends together. */
static _Noreturn void be_reader(const struct keeper *keeper, const char *command)
{
    int nowhere = open("/dev/null", O_RDWR);

    setsid();
    for (int number = SIGHUP; number <= SIGTERM; number++)
        signal(number, SIG_DFL);
    if (nowhere < 0 || dup2(nowhere, STDIN_FILENO) < 0 || dup2(keeper->cards[1], STDOUT_FILENO) < 0 || dup2(nowhere, STDERR_FILENO) < 0)
        _exit(1);
    execl("/bin/sh", "sh", "-c", command, (char *)NULL);
    _exit(127);
}

static void start(struct keeper *keeper, struct kept *kept)
{
    pid_t self = getpid(), child = fork();

    kept->began_ms = clock_steady_ms();
    kept->due_ms = kept->began_ms + AGAIN_MS;
    if (child != 0) {
        kept->pid = child > 0 ? child : 0;
        return;
    }
    die_with(self);
    sigprocmask(SIG_SETMASK, &keeper->before, NULL);
    if (kept->command)
        be_reader(keeper, kept->command);
    signal(SIGPIPE, SIG_DFL);
    close(keeper->cards[1]);
    _exit(keeper->job->run(keeper->job->context, keeper->cards[0]));
}

static void send_end(const struct keeper *keeper, int number)
{
    for (int i = 0; i < keeper->count; i++)
        if (keeper->kept[i].pid > 0)
            kill(keeper->kept[i].command ? -keeper->kept[i].pid : keeper->kept[i].pid, number);
}

static int still_there(const struct keeper *keeper)
{
    int count = 0;

    for (int i = 0; i < keeper->count; i++)
        count += keeper->kept[i].pid > 0;
    return count;
}

/* The kiosk ended: it is started again, unless it said by itself that it cannot run. */
static void take_end(struct keeper *keeper, struct kept *kept, int status)
{
    int64_t now_ms = clock_steady_ms();

    if (kept->command) {
        kill(-kept->pid, SIGTERM); /* what the shell left behind */
    } else {
        clear_terminal(keeper);
        if (!keeper->ending && WIFEXITED(status) && WEXITSTATUS(status) != 0) {
            keeper->status = WEXITSTATUS(status);
            keeper->ending = true;
        }
        keeper->ending = keeper->ending || (keeper->terminal && tcgetattr(STDIN_FILENO, &(struct termios){0}) != 0); /* the terminal is gone */
    }
    kept->pid = 0;
    kept->due_ms = now_ms - kept->began_ms < QUICK_MS ? now_ms + AGAIN_MS : now_ms;
}

static void reap(struct keeper *keeper)
{
    pid_t pid;
    int status;

    while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
        for (int i = 0; i < keeper->count; i++)
            if (keeper->kept[i].pid == pid)
                take_end(keeper, &keeper->kept[i], status);
}

/* Waits for a signal; SIGHUP and SIGTERM are the end. */
static void wait_for_signal(struct keeper *keeper, int64_t most_ms)
{
    struct timespec time = {.tv_sec = most_ms / SECOND_MS, .tv_nsec = most_ms % SECOND_MS * 1000000};
    int number = sigtimedwait(&keeper->waited, NULL, &time);

    keeper->ending = keeper->ending || number == SIGHUP || number == SIGTERM;
    reap(keeper);
}

static void keep(struct keeper *keeper)
{
    while (!keeper->ending) {
        int64_t now_ms = clock_steady_ms(), most_ms = SECOND_MS;
        for (int i = 0; i < keeper->count; i++) {
            struct kept *kept = &keeper->kept[i];
            if (kept->pid == 0 && kept->due_ms <= now_ms)
                start(keeper, kept);
            if (kept->pid == 0 && kept->due_ms - now_ms < most_ms)
                most_ms = kept->due_ms > now_ms ? kept->due_ms - now_ms : 0;
        }
        wait_for_signal(keeper, most_ms);
    }
    send_end(keeper, SIGTERM);
    for (int64_t until_ms = clock_steady_ms() + PATIENCE_MS; still_there(keeper) > 0 && clock_steady_ms() < until_ms;)
        wait_for_signal(keeper, PATIENCE_MS / 10);
    send_end(keeper, SIGKILL);
}

int keeper_run(const struct keeper_job *job)
{
    static const int waited[] = {SIGHUP, SIGTERM, SIGCHLD}, ignored[] = {SIGINT, SIGQUIT, SIGTSTP, SIGTTOU, SIGPIPE};
    struct keeper keeper = {.job = job, .count = job->reader ? 2 : 1};

    if (pipe(keeper.cards) != 0)
        return -1;
    for (int i = 0; i < 2; i++)
        fcntl(keeper.cards[i], F_SETFD, FD_CLOEXEC);
    fcntl(keeper.cards[0], F_SETFL, O_NONBLOCK);
    keeper.kept[1].command = job->reader;
    sigemptyset(&keeper.waited);
    for (size_t i = 0; i < sizeof waited / sizeof *waited; i++)
        sigaddset(&keeper.waited, waited[i]);
    sigprocmask(SIG_BLOCK, &keeper.waited, &keeper.before);
    for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++)
        signal(ignored[i], SIG_IGN);
    take_terminal(&keeper);
    keep(&keeper);
    clear_terminal(&keeper);
    if (keeper.terminal)
        tcsetattr(STDIN_FILENO, TCSANOW, &keeper.mode);
    close(keeper.cards[0]);
    close(keeper.cards[1]);
    return keeper.status;
}
