/* The programs with a screen on real terminals, beside a real controller: typed at random, resized, stopped and ended, they neither end nor stand still by themselves, send
 * nothing but what a screen consists of, and give the terminal back as it was. */
#include "lib/daemon.h"
#include "lib/fake_server.h"
#include "lib/hostile.h"
#include "lib/terminal.h"

#include "base/clock.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TYPED_MS = 2500, WAIT_MS = 20000 };

static struct daemon controller;
static struct terminal terminal;

/* Programs, what their first screen says, and whether somebody who types can leave them. */
static const struct {
    const char *name, *argument, *says;
    bool locked;
} programs[] = {
    {"yichuang-kiosk", NULL, "综合业务", true},
    {"yichuang-window", "3", "号窗口", false},
    {"yichuang-desk", NULL, "工号", false},
    {"yichuang-status", NULL, "窗口", false},
    {"yichuang-board", NULL, "窗口", false},
};
enum { PROGRAMS = sizeof programs / sizeof *programs };

static void start(void)
{
    daemon_make(&controller);
    cr_assert(daemon_start(&controller, NULL), "see %s", controller.log);
}

static void end(void)
{
    terminal_finish(&terminal);
    daemon_remove(&controller);
}

TestSuite(terminals, .init = start, .fini = end, .timeout = 300);

static void open_program(int i)
{
    const char *const arguments[] = {programs[i].name, "-C", controller.dir, "--language", "zh", programs[i].argument, NULL};

    terminal_start(&terminal, 24, 80, arguments);
    cr_assert(terminal_wait(&terminal, programs[i].says, WAIT_MS), "%s does not show \"%s\": %s", programs[i].name, programs[i].says, terminal.shown);
}

static void expect_clean(int i)
{
    const char *wrong = hostile_in_output(terminal.shown, terminal.size);

    cr_expect_null(wrong, "%s sends its terminal what is none of a screen's, %s", programs[i].name, wrong);
}

static void expect_end(int i, int status, const char *after)
{
    const char *why;
    int got = terminal_end(&terminal, WAIT_MS);

    cr_expect_eq(got, status, "%s ends with %d after %s", programs[i].name, got, after);
    cr_expect(terminal_is_restored(&terminal, &why), "%s after %s: %s", programs[i].name, after, why);
    expect_clean(i);
    terminal_finish(&terminal);
}

/* Something that a keyboard, a mouse, a paste or a broken line may send; not q, which leaves. */
static const char *next_typed(uint32_t *dice)
{
    static const char *const typed[] = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "+", "-", "*", "/", ".", "\r", "\r", "\033", "\t", "\177", "\033[A", "\033OB", "\033[5~", "\033[6~", "\033[H",
                                        "\033[<0;10;6M", "\033[<0;70;23M\033[<0;70;23m", "\033[<0;999999;1M", "\033[<64;5;5M", "\033[200~rm -rf\033[201~", "\033[1;5R", "\033O", "\033[", "一窗", "\xE4\xB8",
                                        "\xFF\xFE", "\x0C", "\x13", "\x01\x02\x05", "f", "h", "p", "s", "d", "n", "?", "\033]0;x\a", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", " ", "x"};

    *dice = *dice * 1664525 + 1013904223;
    return typed[(*dice >> 10) % (sizeof typed / sizeof *typed)];
}

Test(terminals, typed_at_random)
{
    static const int sizes[][2] = {{24, 80}, {6, 60}, {1, 1}, {48, 160}, {23, 79}, {100, 300}, {24, 80}};

    for (int i = 0; i < PROGRAMS; i++) {
        uint32_t dice = 20261123 + (uint32_t)i;
        open_program(i);
        int64_t end_ms = clock_steady_ms() + TYPED_MS;
        for (int step = 0; clock_steady_ms() < end_ms; step++) {
            cr_assert_eq(kill(terminal.program, 0), 0, "%s ended by itself", programs[i].name);
            if (step % 20 == 19)
                terminal_resize(&terminal, sizes[step / 20 % 7][0], sizes[step / 20 % 7][1]);
            terminal_type(&terminal, next_typed(&dice));
            terminal_wait(&terminal, NULL, 20);
        }
        terminal_resize(&terminal, 30, 100); /* a screen that still answers draws itself anew */
        terminal_wait(&terminal, NULL, 500);
        terminal_forget(&terminal);
        terminal_resize(&terminal, 25, 90);
        cr_expect(terminal_wait(&terminal, NULL, WAIT_MS), "%s stands still", programs[i].name);
        expect_clean(i);
        kill(terminal.program, SIGTERM);
        expect_end(i, 0, "random keys and SIGTERM");
    }
}

Test(terminals, given_back_after_signals)
{
    static const struct {
        int number;
        const char *name;
    } signals[] = {{SIGTERM, "SIGTERM"}, {SIGHUP, "SIGHUP"}};

    for (int i = 0; i < PROGRAMS; i++)
        for (size_t j = 0; j < sizeof signals / sizeof *signals; j++) {
            open_program(i);
            kill(terminal.program, signals[j].number);
            expect_end(i, 0, signals[j].name);
        }
}

Test(terminals, stopped_and_continued)
{
    for (int i = 0; i < PROGRAMS; i++) {
        const char *why;
        if (programs[i].locked) /* nobody stops it */
            continue;
        open_program(i);
        terminal_wait(&terminal, NULL, 200);
        kill(terminal.program, SIGTSTP);
        cr_assert(terminal_is_stopped(&terminal, WAIT_MS), "%s does not stop", programs[i].name);
        cr_expect(terminal_is_restored(&terminal, &why), "%s, stopped: %s", programs[i].name, why);
        terminal_forget(&terminal);
        kill(terminal.program, SIGCONT);
        cr_expect(terminal_wait(&terminal, programs[i].says, WAIT_MS), "%s does not come back", programs[i].name);
        kill(terminal.program, SIGTERM);
        expect_end(i, 0, "a stop and SIGTERM");
    }
}

/* --- a controller that says anything ------------------------------------------------------------------------------- */

/* Writes the nth hostile name as JSON has it, without the quotes. */
static void quoted_name(int n, char *text, size_t size)
{
    char name[HOSTILE_SIZE];

    hostile_name(n, true, name);
    json_t *json = json_string(name);
    char *dump = json_dumps(json, JSON_ENCODE_ANY | JSON_ENSURE_ASCII);
    cr_assert_not_null(dump);
    snprintf(text, size, "%.*s", (int)strlen(dump) - 2, dump + 1);
    free(dump);
    json_decref(json);
}

/* A hall all of whose texts are hostile names, and a last service that is told from them. */
static const char *hostile_hall(int n)
{
    static char text[32768];
    char name[4096];
    size_t used;

    quoted_name(n, name, sizeof name);
    used = (size_t)snprintf(text, sizeof text, "{\"seq\":1,\"hall\":{\"name\":{\"zh\":\"%s\",\"en\":\"%s\"},\"utc_offset_minutes\":480,\"day\":\"2026-11-23\",\"state\":\"open\"},\"services\":[", name, name);
    quoted_name(n + 1, name, sizeof name);
    used += (size_t)snprintf(text + used, sizeof text - used, "{\"letter\":\"A\",\"name\":{\"zh\":\"%s\",\"en\":\"x\"},\"state\":\"open\",\"waiting\":4},{\"letter\":\"B\",\"name\":{\"zh\":\"HERE\",\"en\":\"HERE\"},\"state\":\"open\"}],", name);
    quoted_name(n + 2, name, sizeof name);
    snprintf(text + used, sizeof text - used,
             "\"windows\":[{\"window\":3,\"state\":\"paused\",\"staff\":\"%s\",\"reason\":\"%s\",\"services\":[\"A\",\"B\"],\"served\":1}],\"printers\":[{\"name\":\"%s\",\"place\":\"%s\",\"state\":\"ready\"}],"
             "\"calls\":[{\"number\":\"%s\",\"window\":3,\"ticket\":1}],\"alarms\":[{\"code\":\"x\",\"text\":{\"zh\":\"%s\",\"en\":\"x\"}}],\"today\":{}}",
             name, name, name, name, name, name);
    return text;
}

/* Answers whatever is asked until the program shows what it was told. */
static bool serve_until_shown(struct fake_server *server, int n)
{
    for (int64_t end_ms = clock_steady_ms() + WAIT_MS; clock_steady_ms() < end_ms;) {
        int asked;
        fake_step(server);
        if ((asked = fake_find(server, "GET /v1/hall")) >= 0)
            fake_answer(server, asked, 200, "", hostile_hall(n));
        else if ((asked = fake_find(server, "GET /v1/events")) >= 0)
            fake_begin_stream(server, asked);
        else if ((asked = fake_find(server, "")) >= 0)
            fake_answer(server, asked, 404, "", "{\"title\":\"\\u001b[2Jno\",\"title_zh\":\"\\u001b[2J\\u202e\",\"status\":404}");
        if (terminal_wait(&terminal, "HERE", 10))
            return true;
    }
    return false;
}

Test(strange_controller, cannot_move_the_cursor, .timeout = 300)
{
    static const char *const names[] = {"yichuang-board", "yichuang-status", "yichuang-window", "yichuang-kiosk"};
    static struct fake_server server;
    char url[64];

    fake_start(&server, false);
    snprintf(url, sizeof url, "http://127.0.0.1:%d", server.port);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *const arguments[] = {names[i], "--url", url, "--token", "yc_test", "--language", "zh", i == 2 ? "3" : NULL, NULL};
        terminal_start(&terminal, 24, 80, arguments);
        cr_assert(serve_until_shown(&server, (int)i * 3), "%s does not show the hall: %s", names[i], terminal.shown);
        terminal_wait(&terminal, NULL, 500);
        const char *wrong = hostile_in_output(terminal.shown, terminal.size);
        cr_expect_null(wrong, "%s sends its terminal what is none of a screen's, %s", names[i], wrong);
        kill(terminal.program, SIGTERM);
        cr_expect_eq(terminal_end(&terminal, WAIT_MS), 0);
        terminal_finish(&terminal);
        fake_go_away(&server);
        fake_come_back(&server);
    }
    fake_finish(&server);
}
