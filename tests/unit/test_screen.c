/* The terminal from outside: a child with a screen on a pseudo-terminal tells the keys it got on a pipe; we type, resize, signal, and look at what it
 * wrote and left behind. */
#include "base/language.h"
#include "term/screen.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

enum { WAIT_MS = 10000 };

static struct {
    pid_t child;
    int master, slave, keys; /* keys: the pipe that the child tells on */
    char told[512];          /* the line read last, or what has come of it */
    size_t told_size;
    char shown[1 << 16];     /* what the child wrote on the terminal */
    size_t shown_size;
    struct termios before;
} run;

/* The last of the child's exit handlers: those of the test runner before it are not the child's business. */
static void leave(void)
{
    _exit(0);
}

/* The child: shows one character, tells every key, aborts at "X". */
static void be_a_program(unsigned flags, int tell)
{
    struct canvas canvas;
    struct key key;
    const char *why = NULL;
    int rows, columns;

    atexit(leave);
    language_start();
    language_set(LANGUAGE_EN);
    struct screen *screen = screen_open(flags, &why);
    if (!screen) {
        dprintf(tell, "refused: %s\n", why);
        _exit(1);
    }
    screen_size(screen, &rows, &columns);
    if (!canvas_init(&canvas, rows, columns))
        _exit(2);
    canvas_text(&canvas, 1, 1, -1, ROLE_STRONG, "一窗");
    screen_show(screen, &canvas);
    dprintf(tell, "size %dx%d\n", rows, columns);
    for (;;) {
        while ((key = screen_key(screen)).kind != KEY_KIND_NONE) {
            screen_size(screen, &rows, &columns);
            dprintf(tell, "%d %u %d,%d %dx%d\n", key.kind, key.code, key.row, key.column, rows, columns);
            if (key.kind == KEY_KIND_HANGUP)
                exit(0); /* restored at exit */
            if (key.code == 'X')
                abort();
        }
        struct pollfd wait = {.fd = screen_fd(screen), .events = POLLIN};
        poll(&wait, 1, WAIT_MS);
    }
}

static void start(unsigned flags)
{
    struct winsize size = {.ws_row = 24, .ws_col = 80};
    int tell[2];

    run.shown_size = run.told_size = 0;
    run.master = posix_openpt(O_RDWR | O_NOCTTY);
    cr_assert(run.master >= 0 && grantpt(run.master) == 0 && unlockpt(run.master) == 0);
    run.slave = open(ptsname(run.master), O_RDWR | O_NOCTTY);
    cr_assert(run.slave >= 0 && ioctl(run.slave, TIOCSWINSZ, &size) == 0 && tcgetattr(run.slave, &run.before) == 0);
    cr_assert_eq(pipe(tell), 0);
    run.keys = tell[0];
    run.child = fork();
    cr_assert_geq(run.child, 0);
    if (run.child == 0) {
        setsid();
        if (ioctl(run.slave, TIOCSCTTY, 0) != 0)
            _exit(3);
        dup2(run.slave, STDIN_FILENO);
        dup2(run.slave, STDOUT_FILENO);
        close(run.master);
        close(run.slave);
        close(tell[0]);
        be_a_program(flags, tell[1]);
    }
    close(tell[1]);
}

static void collect_shown(void)
{
    ssize_t got = read(run.master, run.shown + run.shown_size, sizeof run.shown - 1 - run.shown_size);

    if (got > 0)
        run.shown_size += (size_t)got;
    run.shown[run.shown_size] = '\0';
}

/* Waits for the child's next line; what it shows meanwhile is collected, so that it never stands still. */
static const char *next_told(void)
{
    run.told_size = 0;
    while (run.told_size < sizeof run.told - 1) {
        struct pollfd wait[2] = {{.fd = run.keys, .events = POLLIN}, {.fd = run.master, .events = POLLIN}};
        cr_assert_gt(poll(wait, 2, WAIT_MS), 0, "the program tells nothing");
        if (wait[1].revents & POLLIN)
            collect_shown();
        if (!wait[0].revents)
            continue;
        if (read(run.keys, run.told + run.told_size, 1) <= 0 || run.told[run.told_size] == '\n')
            break;
        run.told_size++;
    }
    run.told[run.told_size] = '\0';
    return run.told;
}

static void expect_told(const char *expected)
{
    cr_expect_str_eq(next_told(), expected, "told \"%s\", not \"%s\"", run.told, expected);
}

static void type(const char *bytes)
{
    cr_assert_eq(write(run.master, bytes, strlen(bytes)), (ssize_t)strlen(bytes));
}

/* Types bytes and expects the key they make. */
static void expect_key(const char *bytes, enum key_kind kind, uint32_t code, int row, int column)
{
    char expected[64];

    type(bytes);
    snprintf(expected, sizeof expected, "%d %u %d,%d 24x80", kind, code, row, column);
    expect_told(expected);
}

static void expect_end_key(void)
{
    char expected[64];

    snprintf(expected, sizeof expected, "%d 0 0,0 24x80", KEY_KIND_HANGUP);
    expect_told(expected);
}

static int wait_for_end(void)
{
    int status;

    next_told(); /* the end of the pipe */
    cr_assert_eq(run.told_size, 0);
    cr_assert_eq(waitpid(run.child, &status, 0), run.child);
    close(run.keys);
    return status;
}

static void expect_restored(void)
{
    struct termios now;
    struct pollfd wait = {.fd = run.master, .events = POLLIN};

    while (poll(&wait, 1, 0) > 0 && (wait.revents & POLLIN))
        collect_shown();
    cr_assert_eq(tcgetattr(run.slave, &now), 0);
    cr_expect(now.c_lflag == run.before.c_lflag && now.c_iflag == run.before.c_iflag && now.c_oflag == run.before.c_oflag, "the terminal's modes");
    const char *last_on = NULL, *last_off = NULL;
    for (const char *p = run.shown; (p = strstr(p, "\033[?1000")); p++)
        *(p[7] == 'h' ? &last_on : &last_off) = p;
    cr_expect(last_off > last_on, "the mouse is given back");
    cr_expect_not_null(strstr(last_on ? last_on : "", "\033[?1049l"), "the screen before is shown again");
}

static void expect_clean_end(void)
{
    int status = wait_for_end();

    cr_expect(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    expect_restored();
}

static void environment(void)
{
    setenv("TERM", "xterm-256color", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    unsetenv("YICHUANG_THEME");
    unsetenv("YICHUANG_PLAIN");
    unsetenv("NO_COLOR");
    unsetenv("LINES");
    unsetenv("COLUMNS");
}

TestSuite(screen, .init = environment, .timeout = 60);

Test(screen, keys)
{
    start(0);
    expect_told("size 24x80");
    expect_key("a", KEY_KIND_TEXT, 'a', 0, 0);
    expect_key("一", KEY_KIND_TEXT, 0x4E00, 0, 0);
    expect_key("\r", KEY_KIND_ENTER, 0, 0, 0);
    expect_key("\033", KEY_KIND_ESCAPE, 0, 0, 0);
    expect_key("\t", KEY_KIND_TAB, 0, 0, 0);
    expect_key("\177", KEY_KIND_BACKSPACE, 0, 0, 0);
    expect_key("\033OA", KEY_KIND_UP, 0, 0, 0);
    expect_key("\033[6~", KEY_KIND_PAGE_DOWN, 0, 0, 0);
    expect_key("\033Op", KEY_KIND_TEXT, '0', 0, 0); /* number pad */
    expect_key("\033OM", KEY_KIND_ENTER, 0, 0, 0);
    expect_key("\033[<0;10;6M", KEY_KIND_PRESS, 0, 5, 9);
    expect_key("\033[<0;10;6m\033[<2;1;1M\033[<64;3;2M", KEY_KIND_WHEEL_UP, 0, 1, 2); /* let go and the right button are nothing */
    expect_key("\033[200~\033[1;5Rb", KEY_KIND_TEXT, 'b', 0, 0);                      /* sequences that nobody knows are nothing */
    expect_key("\033[<0;99999999999999;6M\001c", KEY_KIND_TEXT, 'c', 0, 0);
    cr_expect_not_null(strstr(run.shown, "一窗"));
    kill(run.child, SIGTERM);
    expect_end_key();
    expect_clean_end();
}

/* A paste from a program of another encoding: what is no character is lost, and nothing else. */
Test(screen, bytes_that_are_no_characters)
{
    start(0);
    expect_told("size 24x80");
    expect_key("\377a\344\270q\303\251\300\200b\302\033OB", KEY_KIND_TEXT, 'a', 0, 0);
    expect_key("", KEY_KIND_TEXT, 'q', 0, 0);
    expect_key("", KEY_KIND_TEXT, 0xE9, 0, 0);
    expect_key("", KEY_KIND_TEXT, 'b', 0, 0);
    expect_key("", KEY_KIND_DOWN, 0, 0, 0);
    kill(run.child, SIGTERM);
    expect_end_key();
    expect_clean_end();
}

Test(screen, resize)
{
    struct winsize size = {.ws_row = 30, .ws_col = 100};
    char expected[64];

    start(0);
    expect_told("size 24x80");
    cr_assert_eq(ioctl(run.master, TIOCSWINSZ, &size), 0);
    snprintf(expected, sizeof expected, "%d 0 0,0 30x100", KEY_KIND_RESIZE);
    expect_told(expected);
    kill(run.child, SIGTERM);
    next_told();
    expect_clean_end();
}

Test(screen, interrupt_ends_in_order)
{
    start(0);
    expect_told("size 24x80");
    type("\003");
    expect_end_key();
    expect_clean_end();
}

Test(screen, locked_keys_do_nothing)
{
    start(SCREEN_LOCKED);
    expect_told("size 24x80");
    expect_key("\003\032\034\023\004x", KEY_KIND_TEXT, 'x', 0, 0);
    kill(run.child, SIGINT);
    kill(run.child, SIGTSTP);
    kill(run.child, SIGQUIT);
    expect_key("y", KEY_KIND_TEXT, 'y', 0, 0);
    kill(run.child, SIGHUP);
    expect_end_key();
    expect_clean_end();
}

Test(screen, stops_and_goes_on)
{
    int status;

    start(0);
    expect_told("size 24x80");
    kill(run.child, SIGSTOP); /* SIGTSTP is ignored in a session of its own: nobody could continue it */
    cr_assert_eq(waitpid(run.child, &status, WUNTRACED), run.child);
    cr_assert(WIFSTOPPED(status));
    tcsetattr(run.slave, TCSANOW, &run.before);
    size_t shown = run.shown_size;
    kill(run.child, SIGCONT);
    expect_key("z", KEY_KIND_TEXT, 'z', 0, 0); /* without Enter: the modes are set again */
    cr_expect_not_null(strstr(run.shown + shown, "一窗"), "everything is painted again");
    kill(run.child, SIGTERM);
    expect_end_key();
    expect_clean_end();
}

Test(screen, fatal_signal_gives_the_terminal_back)
{
    char expected[64];

    start(0);
    expect_told("size 24x80");
    snprintf(expected, sizeof expected, "%d %d 0,0 24x80", KEY_KIND_TEXT, 'X');
    type("X");
    expect_told(expected);
    int status = wait_for_end();
    cr_expect(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
    expect_restored();
}

Test(screen, gone_terminal_ends_the_program)
{
    start(0);
    expect_told("size 24x80");
    close(run.slave);
    close(run.master);
    run.master = -1; /* poll() passes over it */
    expect_end_key();
    int status = wait_for_end();
    cr_expect(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

Test(screen, refusals_are_sentences)
{
    static const struct {
        const char *name, *value, *sentence;
    } cases[] = {
        {"YICHUANG_THEME", "rainbow", "refused: YICHUANG_THEME must be 256, 16, mono or contrast."},
        {"TERM", "dumb", "refused: This terminal (TERM) cannot place its cursor."},
        {"TERM", "", "refused: This terminal cannot be used: its type (TERM) is not set, or memory is missing."},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct termios now;
        environment();
        setenv(cases[i].name, cases[i].value, 1);
        start(0);
        expect_told(cases[i].sentence);
        cr_expect_eq(WEXITSTATUS(wait_for_end()), 1);
        cr_assert_eq(tcgetattr(run.slave, &now), 0);
        cr_expect_eq(now.c_lflag, run.before.c_lflag);
    }
}

Test(screen, plain_terminals_get_ascii_only)
{
    setenv("TERM", "vt100", 1);
    start(0);
    expect_told("size 24x80");
    kill(run.child, SIGTERM);
    expect_end_key();
    int status = wait_for_end();
    cr_expect(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    cr_expect_not_null(strstr(run.shown, "????"));
    for (size_t i = 0; i < run.shown_size; i++)
        cr_assert_lt((unsigned char)run.shown[i], 0x80);
    cr_expect_null(strstr(run.shown, "?1000"), "no mouse");
}
