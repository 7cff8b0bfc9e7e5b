#define _GNU_SOURCE /* syscall */
/* A terminal: the product's own curses code on a pseudo-terminal whose other end is here. The first line of the input is text that is drawn, in a place and a role that it
 * says; the rest is typed, byte by byte as a terminal would send it.
 *
 * What must hold: what reaches the terminal is text that may be shown, and only those control sequences with which curses places, colours and clears;
 * what comes from the keyboard is a key of the list, a place inside the screen, a character that is one; the canvas draws nothing outside the cells that it was given. */
#include "lib/canvas_check.h"
#include "lib/fuzz.h"

#include "base/language.h"
#include "base/utf8.h"
#include "term/screen.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { ROWS = 24, COLUMNS = 80 };

static struct screen *screen;
static int terminal = -1;
static struct fuzz_writer shown; /* what curses has sent since it was looked at last */

/* In the place of the C library's: what curses sends is kept here, as the few kilobytes of a pseudo-terminal would be full before anybody reads them. */
ssize_t write(int fd, const void *bytes, size_t size)
{
    if (fd != STDOUT_FILENO)
        return syscall(SYS_write, fd, bytes, size);
    fuzz_write_bytes(&shown, bytes, size);
    return (ssize_t)size;
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    struct winsize size = {.ws_row = ROWS, .ws_col = COLUMNS};
    const char *why = "";
    int inner;

    (void)argc, (void)argv;
    FUZZ_HOLDS(openpty(&terminal, &inner, NULL, NULL, &size) == 0 && dup2(inner, STDIN_FILENO) >= 0 && dup2(inner, STDOUT_FILENO) >= 0, "no pseudo-terminal");
    close(inner);
    fcntl(terminal, F_SETFL, O_NONBLOCK);
    setenv("TERM", "xterm-256color", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    unsetenv("NO_COLOR");
    language_start();
    screen = screen_open(SCREEN_LOCKED, &why);
    FUZZ_HOLDS(screen, "%s", why);
    FUZZ_HOLDS(shown.length > 0, "what curses sends does not come by here");
    return 0;
}

/* --- what reaches the terminal --- */

/* Returns the end of the control sequence at text (ESC and what belongs to it); a finding if curses has no use for it. */
static const char *sequence_end(const char *text, const char *end)
{
    const char *at = text + 1;

    if (at < end && *at == '(' && at + 1 < end && (at[1] == 'B' || at[1] == '0')) /* character set */
        return at + 2;
    if (at < end && strchr("78=>M", *at))
        return at + 1;
    if (end - text >= 6 && memcmp(text, "\033]104\a", 6) == 0) /* the palette as it was */
        return text + 6;
    FUZZ_HOLDS(at < end && *at == '[', "the terminal is sent ESC %c", at < end ? *at : ' ');
    at++;
    while (at < end && (unsigned char)*at >= 0x20 && (unsigned char)*at < 0x40)
        at++;
    bool title = at < end && *at == 't' && (strncmp(text, "\033[22;0;0t", 9) == 0 || strncmp(text, "\033[23;0;0t", 9) == 0); /* kept and put back by xterm's smcup, rmcup */
    FUZZ_HOLDS(title || (at < end && strchr("ABCDGHJKLMPXdfhlmrb@ST", *at)), "the terminal is sent a sequence that ends with %c", at < end ? *at : ' ');
    return at + 1;
}

static void check_output(const char *text, size_t length)
{
    const char *at = text, *end = text + length;

    while (at < end) {
        uint32_t code;
        if (*at == '\033') {
            at = sequence_end(at, end);
            continue;
        }
        at += utf8_decode(at, (size_t)(end - at), &code);
        FUZZ_HOLDS(code == '\r' || code == '\n' || code == '\b' || code == '\t' || code == 0x0E || code == 0x0F || code == '\a' || fuzz_is_clean_code(code),
                   "the terminal is sent U+%04X", (unsigned)code);
    }
}

/* Checks all that was sent, also what went past curses (the mouse is asked for by ourselves). */
static void check_shown(void)
{
    char bytes[4096];
    ssize_t got;

    while ((got = read(terminal, bytes, sizeof bytes)) > 0)
        fuzz_write_bytes(&shown, bytes, (size_t)got);
    if (shown.length > 0)
        check_output(shown.bytes, shown.length);
    shown.length = 0;
}

/* --- what is drawn --- */

static void check_outside(const struct canvas *canvas, struct box box)
{
    for (int row = 0; row < canvas->rows; row++)
        for (int column = 0; column < canvas->columns; column++)
            if (row < box.row || row >= box.row + box.rows || column < box.column || column >= box.column + box.columns)
                FUZZ_HOLDS(canvas->cells[row * canvas->columns + column].code == ' ', "row %d, column %d is outside of the box", row, column);
}

static void draw(struct canvas *canvas, struct fuzz_input *input)
{
    uint8_t how = fuzz_byte(input);
    struct box box = {.row = fuzz_below(input, ROWS), .column = fuzz_below(input, COLUMNS), .rows = 1};
    enum role role = (enum role)fuzz_below(input, ROLE_COUNT);
    char *text = fuzz_line(input);
    int used = 0;

    canvas_clear(canvas, ROLE_NORMAL);
    box.columns = 1 + how / 4 % (COLUMNS - box.column);
    switch (how % 4) {
    case 0:
        used = canvas_text(canvas, box.row, box.column, box.columns, role, text);
        break;
    case 1:
        used = canvas_text_right(canvas, box.row, box.column, box.columns, role, text);
        break;
    case 2:
        used = canvas_text_centre(canvas, box.row, box.column, box.columns, role, text);
        break;
    default:
        box.rows = 1 + how / 16 % (ROWS - box.row);
        used = canvas_wrap(canvas, box, role, text);
        FUZZ_HOLDS(used <= box.rows, "%d rows of %d", used, box.rows);
        used = 0;
    }
    FUZZ_HOLDS(used >= 0 && used <= box.columns, "%d cells of %d", used, box.columns);
    check_outside(canvas, box);
    if (box.rows > 1 && box.columns > 1)
        canvas_frame(canvas, box, role, text);
    fuzz_check_canvas(canvas);
    free(text);
}

/* --- what is typed --- */

static void check_key(struct key key)
{
    FUZZ_HOLDS((int)key.kind > KEY_KIND_NONE && key.kind <= KEY_KIND_HANGUP && key.kind != KEY_KIND_HANGUP, "a key of the kind %d", (int)key.kind);
    if (key.kind == KEY_KIND_TEXT)
        FUZZ_HOLDS(key.code >= ' ' && key.code <= 0x10FFFF && (key.code < 0xD800 || key.code > 0xDFFF), "the character U+%04X was typed", (unsigned)key.code);
    if (key.kind == KEY_KIND_PRESS || key.kind == KEY_KIND_WHEEL_UP || key.kind == KEY_KIND_WHEEL_DOWN)
        FUZZ_HOLDS(key.row >= 0 && key.row < ROWS && key.column >= 0 && key.column < COLUMNS, "a press at %d, %d", key.row, key.column);
}

/* A '~' behind it all ends what was begun, so that nobody waits for the rest of a sequence; every byte brings one key at most. Bytes that are no UTF-8 make curses say that
 * nothing came although more is there: asked often enough it has said all. */
static void type(const uint8_t *bytes, size_t length)
{
    struct key key;
    size_t keys = 0, nothing = 0;

    length = length < 200 ? length : 200;
    if (write(terminal, bytes, length) != (ssize_t)length || write(terminal, "~", 1) != 1)
        return;
    while (nothing < length / 8 + 2) {
        key = screen_key(screen);
        nothing += key.kind == KEY_KIND_NONE;
        if (key.kind == KEY_KIND_NONE)
            continue;
        check_key(key);
        FUZZ_HOLDS(++keys <= length + 1, "%zu keys from %zu bytes", keys, length + 1);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_input input = {data, size};
    struct canvas canvas;

    FUZZ_HOLDS(canvas_init(&canvas, ROWS, COLUMNS), "no memory for a canvas");
    canvas_clear(&canvas, ROLE_NORMAL);
    screen_show(screen, &canvas);
    check_shown();
    draw(&canvas, &input);
    screen_show(screen, &canvas);
    check_shown();
    type(input.at, input.left);
    check_shown();
    canvas_finish(&canvas);
    return 0;
}
