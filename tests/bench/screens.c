/* What people wait for: from the press of the last key at the kiosk to the number on its screen, and to the first byte at the ticket printer, with the real programs on a
 * pseudo-terminal, a network printer that answers at once, and one durable ticket over HTTP by turns in the same run. And what a step in a list sends over the line. */
#include "bench/figure.h"
#include "lib/daemon.h"
#include "lib/http_call.h"
#include "lib/terminal.h"
#include "lib/virtual_printer.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROUNDS = 50, STEPS = 50, WAIT_MS = 20000, SLIP_MS = 900, PATIENCE_S = 20, BYTES_ALLOWED = 2048 };

static struct daemon hall;
static struct terminal screen;
static struct virtual_printer *printer;
static struct http_call other;
static pid_t worker;

static void end(void)
{
    terminal_finish(&screen);
    http_call_close(&other);
    if (worker > 0) {
        kill(worker, SIGKILL);
        waitpid(worker, NULL, 0);
    }
    if (printer)
        virtual_printer_finish(printer);
    daemon_remove(&hall);
}

TestSuite(screens, .fini = end, .timeout = 600);

static int compare(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static double median(double *values, int count)
{
    qsort(values, (size_t)count, sizeof *values, compare);
    return (values[(count - 1) / 2] + values[count / 2]) / 2;
}

static void expect(const char *text)
{
    cr_assert(terminal_wait(&screen, text, WAIT_MS), "\"%s\" is not shown: %s", text, screen.shown);
}

static void begin_hall(const char *printers)
{
    daemon_make(&hall);
    if (printers)
        daemon_write(&hall, "printers.conf", printers);
    cr_assert(daemon_start(&hall, NULL), "see %s", hall.log);
    other = http_call_socket(hall.socket);
}

static void begin_kiosk(void)
{
    const char *const kiosk[] = {"yichuang-kiosk", "-C", hall.dir, "--language", "zh", NULL};

    terminal_start(&screen, 24, 80, kiosk);
    expect("请选择要办的业务");
}

/* A ticket over HTTP, stored before it is answered; seconds. */
static double take_over_http(void)
{
    double begun = figure_now();

    cr_assert_eq(http_call(&other, "POST", "/v1/tickets", "{\"service\":\"A\",\"paper\":false}", NULL), 201, "%s", other.body);
    return figure_now() - begun;
}

/* From the first page to the key that takes the number, which is pressed. Returns when. */
static double press_for_number(void)
{
    terminal_wait(&screen, NULL, 1000);
    terminal_forget(&screen);
    terminal_type(&screen, "1");
    expect("请确认，然后取号");
    terminal_wait(&screen, NULL, 1000);
    terminal_forget(&screen);
    double pressed = figure_now();
    terminal_type(&screen, "\r");
    return pressed;
}

static void back_to_the_first_page(void)
{
    terminal_wait(&screen, NULL, 1000);
    terminal_forget(&screen);
    terminal_wait(&screen, "never shown", SLIP_MS);
    for (int tries = 0; tries < 20; tries++) { /* a key too soon after itself is a slip of the finger */
        terminal_type(&screen, "\r");
        if (terminal_wait(&screen, "请选择要办的业务", 1500))
            return;
    }
    cr_assert_fail("the kiosk does not come back: %s", screen.shown);
}

Test(screens, key_to_number)
{
    double seen[ROUNDS], http[ROUNDS];

    begin_hall(NULL);
    begin_kiosk();
    for (int i = 0; i < ROUNDS; i++) {
        http[i] = take_over_http();
        double pressed = press_for_number();
        expect("您的号码");
        seen[i] = figure_now() - pressed;
        back_to_the_first_page();
    }
    double number = median(seen, ROUNDS), ticket = median(http, ROUNDS);
    figure_tell("key_to_number", "", 1000 * number, "ms", number / ticket, "one durable ticket over HTTP, by turns in the same run; medians of %d; goal 4", ROUNDS);
}

/* Whether the printer got something else than questions (DLE EOT n) since it had `before` bytes. */
static bool prints(size_t before)
{
    size_t count = printer->received;

    for (size_t i = before; i < count;) {
        if (printer->bytes[i] != 0x10)
            return true;
        i += 3;
    }
    return false;
}

/* (Each paper is out before the next number is taken: what is measured is no queue at the printer.) */
Test(screens, key_to_paper)
{
    const char *const arguments[] = {"yichuang-printd", "-C", hall.dir, NULL};
    double seen[ROUNDS], http[ROUNDS];
    char conf[512], line[64];

    printer = virtual_printer_start();
    snprintf(conf, sizeof conf, "printer kiosk1 {\n place = \"kiosk 1\"\n model = \"generic-58-cutter\"\n sink = \"%s\"\n}\n", printer->address);
    begin_hall(conf);
    worker = daemon_program(&hall, "worker.log", arguments);
    cr_assert(daemon_wait_log(&hall, "worker.log", "kiosk1: ready", 20));
    begin_kiosk();
    for (int i = 0; i < ROUNDS; i++) {
        http[i] = take_over_http();
        size_t before = printer->received;
        double pressed = press_for_number(), limit = pressed + PATIENCE_S;
        while (!prints(before) && figure_now() < limit)
            terminal_wait(&screen, "never shown", 1);
        cr_assert(prints(before), "number %d comes without its paper: see %s", i + 1, hall.folder);
        seen[i] = figure_now() - pressed;
        expect("您的号码");
        snprintf(line, sizeof line, "A%03d-%d: printed", 2 * (i + 1), 2 * (i + 1));
        cr_assert(daemon_wait_log(&hall, "worker.log", line, PATIENCE_S), "%s", line);
        back_to_the_first_page();
    }
    double paper = median(seen, ROUNDS), ticket = median(http, ROUNDS);
    figure_tell("key_to_paper", "", 1000 * paper, "ms", paper / ticket, "one durable ticket over HTTP, by turns in the same run; medians of %d; goal 12", ROUNDS);
}

Test(screens, bytes_per_key)
{
    const char *const window[] = {"yichuang-window", "3", "-C", hall.dir, "--language", "zh", "--staff", "1001", NULL};
    double sent[STEPS];

    begin_hall(NULL);
    terminal_start(&screen, 24, 80, window);
    expect("窗口前没有人");
    terminal_type(&screen, "*");
    expect("查事项");
    terminal_type(&screen, "xk");
    expect("XK01");
    for (int i = 0; i < STEPS; i++) {
        terminal_wait(&screen, NULL, 1000);
        terminal_forget(&screen);
        terminal_type(&screen, "\033OB");
        cr_assert(terminal_wait(&screen, NULL, WAIT_MS), "a key shows nothing");
        sent[i] = (double)screen.size;
    }
    double usual = median(sent, STEPS), most = sent[STEPS - 1];
    figure_tell("bytes_per_key", "", usual, "bytes", usual / BYTES_ALLOWED, "%d bytes: a step in a list of the window at 80x24, median of %d", BYTES_ALLOWED, STEPS);
    figure_tell("bytes_per_key", "_most", most, "bytes", most / BYTES_ALLOWED, "%d bytes; the same, the dearest step: another page of the list", BYTES_ALLOWED);
}
