/* The locked kiosk from outside, on a pseudo-terminal: the real program, with a helper that tries to break out of it, keys, signals, pasted text, a card reader. */
#define _DEFAULT_SOURCE
#define _XOPEN_SOURCE 700
#include "lib/daemon.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

enum { LIMIT_S = 30, TURN_MS = 50 };

static struct {
    pid_t keeper;
    int master;
    struct termios before;
    char shown[1 << 18];
    size_t size;
    char folder[64], plant[96];
    struct daemon hall;
    bool has_hall;
} run;

static void setup(void)
{
    snprintf(run.folder, sizeof run.folder, "/tmp/yichuang-locked-XXXXXX");
    cr_assert_not_null(mkdtemp(run.folder));
    snprintf(run.plant, sizeof run.plant, "%s/plant", run.folder);
}

/* Takes what is shown for a moment. */
static void look(void)
{
    struct pollfd wait = {.fd = run.master, .events = POLLIN};

    if (run.size > sizeof run.shown / 2) /* only what is new matters */
        run.size = 0;
    if (poll(&wait, 1, TURN_MS) > 0 && (wait.revents & POLLIN)) {
        ssize_t got = read(run.master, run.shown + run.size, sizeof run.shown - 1 - run.size);
        run.size += got > 0 ? (size_t)got : 0;
    }
    run.shown[run.size] = '\0';
}

/* Waits until the screen has shown a text since the last forget(). */
static bool shows(const char *text)
{
    for (time_t until = time(NULL) + LIMIT_S; time(NULL) < until;) {
        if (strstr(run.shown, text))
            return true;
        look();
    }
    return false;
}

static void forget(void)
{
    look();
    run.size = 0;
    run.shown[0] = '\0';
}

static void type(const char *bytes)
{
    cr_assert_eq(write(run.master, bytes, strlen(bytes)), (ssize_t)strlen(bytes));
}

/* Starts the kiosk on a terminal of its own; url of no controller where there is no hall. */
static void start(const char *locked, const char *reader)
{
    struct winsize size = {.ws_row = 24, .ws_col = 80};
    char program[512], preload[600];
    const char *bin = getenv("YICHUANG_BIN");
    const char *arguments[] = {program, "--url", run.has_hall ? run.hall.url : "http://127.0.0.1:1", "--token", "none", locked ? locked : "--language", locked ? "--language" : "zh",
                               locked ? "zh" : NULL, reader ? "--reader" : NULL, reader, NULL};

    cr_assert_not_null(bin);
    snprintf(program, sizeof program, "%s/yichuang-kiosk", bin);
    snprintf(preload, sizeof preload, "%s/../tests/plant_exec.so", bin);
    if (run.has_hall)
        arguments[1] = "-C", arguments[2] = run.hall.dir, arguments[3] = "--place", arguments[4] = "kiosk 1";
    run.keeper = forkpty(&run.master, NULL, NULL, &size);
    cr_assert_geq(run.keeper, 0);
    if (run.keeper == 0) {
        setenv("LD_PRELOAD", preload, 1);
        setenv("PLANT_EXEC_FILE", run.plant, 1);
        setenv("TERM", "xterm-256color", 1);
        execv(program, (char *const *)arguments);
        _exit(126);
    }
    cr_assert_eq(tcgetattr(run.master, &run.before), 0); /* the program may have begun: see the test of the terminal */
}

/* The kiosk's own process: the keeper's first child; 0: there is none. */
static pid_t child(void)
{
    char name[96];
    int pid = 0;

    snprintf(name, sizeof name, "/proc/%d/task/%d/children", (int)run.keeper, (int)run.keeper);
    FILE *file = fopen(name, "r");
    if (file && fscanf(file, "%d", &pid) != 1)
        pid = 0;
    if (file)
        fclose(file);
    return pid;
}

static char state_of(pid_t pid)
{
    char name[64], state = '?';

    snprintf(name, sizeof name, "/proc/%d/stat", (int)pid);
    FILE *file = fopen(name, "r");
    if (file && fscanf(file, "%*d (%*[^)]) %c", &state) != 1)
        state = '?';
    if (file)
        fclose(file);
    return state;
}

static bool is_gone(pid_t pid)
{
    for (time_t until = time(NULL) + LIMIT_S; time(NULL) < until; look())
        if (kill(pid, 0) != 0)
            return true;
    return false;
}

/* Waits for the end of what was started; its status, 128 + the signal, -1: it goes on. */
static int end_status(void)
{
    int status;

    for (time_t until = time(NULL) + LIMIT_S; time(NULL) < until; look())
        if (waitpid(run.keeper, &status, WNOHANG) == run.keeper) {
            run.keeper = 0;
            return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        }
    return -1;
}

static void teardown(void)
{
    char command[128];

    if (run.keeper > 0) {
        kill(run.keeper, SIGTERM);
        if (end_status() < 0)
            kill(run.keeper, SIGKILL);
    }
    if (run.has_hall)
        daemon_remove(&run.hall);
    snprintf(command, sizeof command, "rm -rf %s", run.folder);
    cr_expect_eq(system(command), 0);
}

TestSuite(kiosk_locked, .init = setup, .fini = teardown);

/* The lines that the planted code has told. */
static bool told(const char *line)
{
    char text[1024];

    for (time_t until = time(NULL) + LIMIT_S; time(NULL) < until; look()) {
        FILE *file = fopen(run.plant, "r");
        size_t size = file ? fread(text, 1, sizeof text - 1, file) : 0;
        if (file)
            fclose(file);
        text[size] = '\0';
        if (strstr(text, line))
            return true;
        if (strstr(text, "exec: "))
            return false;
    }
    return false;
}

Test(kiosk_locked, no_program_can_be_started)
{
    start("--locked", NULL);
    cr_assert(shows("English"));
    kill(child(), SIGUSR1);
    cr_expect(told("exec: EPERM"));
    cr_expect(told("spawn: EPERM"));
    cr_expect(told("fork: EPERM"));
    cr_expect(told("system: EPERM"));
    cr_expect(told("type: EPERM"));
    cr_expect(told("thread: done"), "host names could not be looked up");
}

Test(kiosk_locked, without_the_lock_the_same_code_gets_out)
{
    start(NULL, NULL);
    cr_assert(shows("English"));
    kill(run.keeper, SIGUSR1);
    cr_expect(told("exec: done"), "else the test above proves nothing");
    cr_expect(told("spawn: done"));
    cr_expect(told("fork: done"));
}

Test(kiosk_locked, keys_send_no_signals)
{
    start("--locked", NULL);
    cr_assert(shows("English"));
    pid_t kiosk = child();
    forget();
    type("\003\032\034\004\021\023q\033.");
    cr_expect(shows("中文"), "the key after them is not answered");
    cr_expect_eq(child(), kiosk, "another process is there");
    cr_expect_neq(state_of(kiosk), 'T', "it was stopped");
    cr_expect_neq(state_of(run.keeper), 'T', "the keeper was stopped");
}

Test(kiosk_locked, what_is_pasted_is_left_away)
{
    start("--locked", NULL);
    cr_assert(shows("\033[?2004h"), "the terminal is not asked to mark what is pasted");
    cr_assert(shows("English"));
    forget();
    type("\033[200~..;rm -rf /\r.\033[A\033[201~"); /* three times the key that changes the language */
    type(".");
    cr_expect(shows("中文"), "what was pasted changed the language, too");
    forget();
    type("\033]52;c;cm0=\007\033[5n\033[21t\033P$q\"p\033\\");
    type(".");
    cr_expect(shows("English"), "hostile sequences changed something");
}

Test(kiosk_locked, it_is_started_again_when_it_dies)
{
    start("--locked", NULL);
    cr_assert(shows("English"));
    for (int round = 0; round < 2; round++) {
        pid_t kiosk = child();
        cr_assert_gt(kiosk, 0);
        forget();
        kill(kiosk, SIGKILL);
        cr_assert(shows("English"), "there is no kiosk any more");
        cr_expect_neq(child(), kiosk);
    }
}

Test(kiosk_locked, hanging_up_ends_it_and_gives_the_terminal_back)
{
    struct termios mode;

    start("--locked", NULL);
    cr_assert(shows("English"));
    pid_t kiosk = child();
    cr_assert_eq(tcgetattr(run.master, &mode), 0);
    cr_assert_eq(mode.c_lflag & (tcflag_t)(ISIG | ICANON | ECHO), 0, "keys would send signals");
    forget();
    kill(run.keeper, SIGHUP);
    cr_expect_eq(end_status(), 0);
    cr_expect(is_gone(kiosk));
    cr_expect(strstr(run.shown, "\033[?1049l"), "the screen before is not shown again");
    cr_expect(strstr(run.shown, "\033[?2004l"));
    cr_assert_eq(tcgetattr(run.master, &mode), 0);
    cr_expect_neq(mode.c_lflag & (tcflag_t)ISIG, 0);
    cr_expect_neq(mode.c_lflag & (tcflag_t)ICANON, 0);
    cr_expect_neq(mode.c_lflag & (tcflag_t)ECHO, 0);
}

Test(kiosk_locked, without_its_keeper_no_kiosk_is_left)
{
    start("--locked", NULL);
    cr_assert(shows("English"));
    pid_t kiosk = child();
    kill(run.keeper, SIGKILL);
    cr_expect_eq(end_status(), 128 + SIGKILL);
    cr_expect(is_gone(kiosk));
}

Test(kiosk_locked, a_card_is_read_and_a_dead_reader_comes_back)
{
    char reader[256];

    daemon_make(&run.hall);
    run.has_hall = true;
    cr_assert(daemon_start(&run.hall, NULL));
    /* says what is no card, then a card, and dies */
    snprintf(reader, sizeof reader, "echo >>%s/begun; echo not a card; echo '{\"kind\":\"id-card\",\"name\":\"x\",\"number\":\"11010519491231002X\"}'; exit 1", run.folder);
    start("--locked", reader);
    cr_expect(shows("002X"), "no card was read");
    cr_expect_null(strstr(run.shown, "11010519491231002X"), "the whole number stands on the screen");
    char name[96];
    snprintf(name, sizeof name, "%s/begun", run.folder);
    bool again = false;
    for (time_t until = time(NULL) + LIMIT_S; time(NULL) < until && !again; look()) {
        FILE *file = fopen(name, "r");
        again = file && fgetc(file) != EOF && fgetc(file) != EOF;
        if (file)
            fclose(file);
    }
    cr_expect(again, "the reader was not started again");
}
