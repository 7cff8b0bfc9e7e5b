/* The one file that knows curses. The mouse is asked for in the SGR form (1006) by ourselves: terminfo knows it for few terminals, and it has no
 * limit of columns and cannot be mistaken for text. */
#include "term/screen.h"

#include "base/clock.h"
#include "base/language.h"
#include "base/utf8.h"
#include "term/signals.h"

#include <curses.h>
#include <langinfo.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#define MOUSE_ON "\033[?1000h\033[?1006h"
#define MOUSE_OFF "\033[?1006l\033[?1000l"
#define PASTE_MARKED "\033[?2004h"
#define PASTE_PLAIN "\033[?2004l"

enum { ESCAPE_WAIT_MS = 50, PASTE_MS = 1000, SIZE_LIMIT = 1000, CODE_MOUSE = 0x400, CODE_PAD = 0x500, CODE_PASTE = 0x600, CODE_PASTE_END };

struct screen {
    SCREEN *curses;
    WINDOW *input; /* a pad: reading keys from it repaints nothing */
    unsigned flags;
    int rows, columns;
    bool plain;   /* no UTF-8 */
    bool simple;  /* frames and blocks are wanted as signs of ASCII */
    bool signals; /* taken */
    int wait;     /* an epoll of the terminal and of the signals */
    int64_t paste_ms; /* when something was pasted last, by the steady clock; 0: nothing is being pasted */
    attr_t attributes[ROLE_COUNT];
    struct termios before;
};

static struct screen screen_of_process = {.wait = -1};

/* --- opening and closing ----------------------------------------------------------------------------------------- */

static void emit(const char *bytes)
{
    fputs(bytes, stdout);
    fflush(stdout);
}

static void mouse_set(const struct screen *screen, bool on)
{
    if (!(screen->flags & SCREEN_NO_MOUSE) && !screen->plain)
        emit(on ? MOUSE_ON : MOUSE_OFF);
    if (screen->flags & SCREEN_LOCKED && !screen->plain)
        emit(on ? PASTE_MARKED : PASTE_PLAIN);
}

/* Folds a colour of 16 into what the terminal has (8: without the bright ones). */
static short fold(int16_t colour)
{
    return (short)(colour >= COLORS ? colour % 8 : colour);
}

/* Each role gets two pairs of colours: its own, and for full blocks its ink on its ink, because the blocks of many fonts leave a gap. */
static void prepare_roles(struct screen *screen, enum theme_kind theme)
{
    for (int role = 0; role < ROLE_COUNT; role++) {
        const struct look *look = theme_look(theme, (enum role)role);
        bool coloured = look->foreground >= 0 || look->background >= 0;
        attr_t attributes = A_NORMAL;
        if (look->bold)
            attributes |= A_BOLD;
        if (look->underline)
            attributes |= A_UNDERLINE;
        if (look->dim)
            attributes |= A_DIM;
        if (look->reverse || (coloured && !has_colors()))
            attributes |= A_REVERSE;
        if (has_colors()) {
            init_pair((short)(role + 1), fold(look->foreground), fold(look->background));
            init_pair((short)(role + 1 + ROLE_COUNT), fold(look->foreground), fold(look->reverse ? look->background : look->foreground));
        }
        screen->attributes[role] = attributes;
    }
}

/* Tells the handler of fatal signals what gives the terminal back. */
static void prepare_farewell(const struct screen *screen)
{
    static const char *const names[] = {"sgr0", "op", "cnorm", "rmkx", "rmcup"};

    signals_add_farewell(screen->flags & SCREEN_NO_MOUSE || screen->plain ? "" : MOUSE_OFF);
    signals_add_farewell(screen->flags & SCREEN_LOCKED && !screen->plain ? PASTE_PLAIN : "");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *bytes = tigetstr(names[i]);
        if (bytes && bytes != (const char *)-1)
            signals_add_farewell(bytes);
    }
}

/* Takes the size of the terminal from the kernel, which alone knows it. */
static bool take_size(struct screen *screen)
{
    struct winsize size;
    int rows = screen->rows, columns = screen->columns;

    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0)
        resizeterm(size.ws_row, size.ws_col);
    getmaxyx(stdscr, screen->rows, screen->columns);
    screen->rows = screen->rows < SIZE_LIMIT ? screen->rows : SIZE_LIMIT;
    screen->columns = screen->columns < SIZE_LIMIT ? screen->columns : SIZE_LIMIT;
    return rows != screen->rows || columns != screen->columns;
}

static void prepare_keyboard(struct screen *screen)
{
    struct termios mode;
    /* the keys of the number pad in its application mode, where terminfo knows only some of them */
    static const char pad[][2] = {{'p', '0'}, {'q', '1'}, {'r', '2'}, {'s', '3'}, {'t', '4'}, {'u', '5'}, {'v', '6'}, {'w', '7'}, {'x', '8'},
                                  {'y', '9'}, {'j', '*'}, {'k', '+'}, {'l', ','}, {'m', '-'}, {'n', '.'}, {'o', '/'}, {'M', '\n'}};

    if (screen->flags & SCREEN_LOCKED)
        raw();
    else
        cbreak();
    noecho();
    nonl();
    if (tcgetattr(STDIN_FILENO, &mode) == 0) {
        mode.c_iflag &= ~(tcflag_t)(IXON | IXOFF); /* Ctrl-S shall not freeze the screen */
        tcsetattr(STDIN_FILENO, TCSANOW, &mode);
        def_prog_mode();
    }
    set_escdelay(ESCAPE_WAIT_MS);
    keypad(screen->input, TRUE);
    nodelay(screen->input, TRUE);
    for (size_t i = 0; i < sizeof pad / sizeof *pad; i++) {
        char sequence[] = {'\033', 'O', pad[i][0], '\0'};
        define_key(sequence, CODE_PAD + pad[i][1]);
    }
    define_key("\033[<", CODE_MOUSE);
    if (screen->flags & SCREEN_LOCKED) {
        define_key("\033[200~", CODE_PASTE);
        define_key("\033[201~", CODE_PASTE_END);
    }
}

/* Starts curses for TERM, or for an xterm where terminfo does not know TERM. */
static SCREEN *start_curses(void)
{
    const char *type = getenv("TERM");
    SCREEN *curses = NULL;

    if (type && *type) {
        curses = newterm(NULL, stdout, stdin);
        if (!curses)
            curses = newterm("xterm-256color", stdout, stdin);
    }
    return curses;
}

/* Makes what to wait on. */
static bool open_wait(struct screen *screen)
{
    struct epoll_event event = {.events = EPOLLIN};

    screen->wait = epoll_create1(EPOLL_CLOEXEC);
    return screen->wait >= 0 && epoll_ctl(screen->wait, EPOLL_CTL_ADD, signals_fd(), &event) == 0 &&
           epoll_ctl(screen->wait, EPOLL_CTL_ADD, STDIN_FILENO, &event) == 0;
}

static void close_at_exit(void)
{
    screen_close(&screen_of_process);
}

struct screen *screen_open(unsigned flags, const char **ret_why)
{
    static bool at_exit;
    struct screen *screen = &screen_of_process;
    const char *type = getenv("TERM");
    enum theme_kind theme;

    if (screen->curses || !isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO) || tcgetattr(STDIN_FILENO, &screen->before) != 0) {
        *ret_why = _("This program needs a terminal for its keyboard and its screen.");
        return NULL;
    }
    screen->flags = flags;
    screen->plain = strcmp(nl_langinfo(CODESET), "UTF-8") != 0 || (type && strncmp(type, "vt", 2) == 0);
    const char *wish = getenv("YICHUANG_PLAIN");
    screen->simple = wish && *wish;
    if (!(screen->curses = start_curses()) || !(screen->input = newpad(1, 1))) {
        *ret_why = _("This terminal cannot be used: its type (TERM) is not set, or memory is missing.");
        goto fail;
    }
    const char *place = tigetstr("cup");
    if (!place || place == (const char *)-1) {
        *ret_why = _("This terminal (TERM) cannot place its cursor.");
        goto fail;
    }
    if (has_colors()) {
        start_color();
        use_default_colors();
    }
    if (!theme_choose(getenv("YICHUANG_THEME"), getenv("NO_COLOR"), has_colors() ? COLORS : 0, &theme)) {
        *ret_why = _("YICHUANG_THEME must be 256, 16, mono or contrast.");
        goto fail;
    }
    prepare_roles(screen, theme);
    prepare_keyboard(screen);
    screen->signals = signals_take(flags & SCREEN_LOCKED, &screen->before); /* after curses, which takes some for itself */
    if (!screen->signals || !open_wait(screen)) {
        *ret_why = _("There is not enough memory.");
        goto fail;
    }
    prepare_farewell(screen);
    take_size(screen);
    mouse_set(screen, true);
    if (!at_exit)
        at_exit = atexit(close_at_exit) == 0;
    return screen;
fail:
    screen_close(screen);
    return NULL;
}

void screen_close(struct screen *screen)
{
    if (!screen)
        return;
    if (screen->curses) {
        mouse_set(screen, false);
        if (screen->input)
            delwin(screen->input);
        endwin();
        delscreen(screen->curses);
        tcsetattr(STDIN_FILENO, TCSANOW, &screen->before);
    }
    if (screen->signals)
        signals_give_back();
    if (screen->wait >= 0)
        close(screen->wait);
    *screen = (struct screen){.wait = -1};
}

int screen_fd(const struct screen *screen)
{
    return screen->wait;
}

void screen_size(const struct screen *screen, int *ret_rows, int *ret_columns)
{
    *ret_rows = screen->rows;
    *ret_columns = screen->columns;
}

/* --- keys -------------------------------------------------------------------------------------------------------- */

/* Stops the program as the shell expects it and comes back when it is continued. */
static void stop(struct screen *screen)
{
    mouse_set(screen, false);
    endwin();
    signals_stop();
}

static void repaint(struct screen *screen)
{
    endwin(); /* whoever had the terminal may have changed its modes; refresh() sets them all again */
    clearok(curscr, TRUE);
    refresh();
    mouse_set(screen, true);
}

/* Reads one more byte of a sequence that has begun; ERR if none comes. */
static int next_byte(struct screen *screen)
{
    wtimeout(screen->input, ESCAPE_WAIT_MS);
    int byte = wgetch(screen->input);
    nodelay(screen->input, TRUE);
    return byte;
}

/* Whether a byte ends a sequence that began with ESC [ (ECMA-48, 5.4); ERR too, when no more comes. */
static bool is_final(int byte)
{
    return byte < 0x20 || byte >= 0x40;
}

/* Reads the rest of ESC [ < BUTTON ; COLUMN ; ROW M (pressed) or m (let go). */
static struct key mouse_key(struct screen *screen)
{
    int value[3] = {0}, count = 0, byte;
    struct key key = {.kind = KEY_KIND_NONE};

    while (!is_final(byte = next_byte(screen))) {
        if (byte == ';')
            count++;
        else if (byte >= '0' && byte <= '9' && count < 3 && value[count] <= SIZE_LIMIT)
            value[count] = value[count] * 10 + (byte - '0');
    }
    if (byte != 'M' || count != 2 || value[1] < 1 || value[1] > screen->columns || value[2] < 1 || value[2] > screen->rows)
        return key;
    key.kind = value[0] == 0 ? KEY_KIND_PRESS : value[0] == 64 ? KEY_KIND_WHEEL_UP : value[0] == 65 ? KEY_KIND_WHEEL_DOWN : KEY_KIND_NONE;
    key.row = value[2] - 1;
    key.column = value[1] - 1;
    return key;
}

/* Escape alone is a key. With [ or O straight behind it, it begins a sequence that nobody knows: swallowed whole, so that its letters and
 * digits do not become choices. */
static struct key escape_key(struct screen *screen)
{
    int byte = wgetch(screen->input);

    if (byte != '[' && byte != 'O') {
        if (byte != ERR)
            ungetch(byte);
        return (struct key){.kind = KEY_KIND_ESCAPE};
    }
    while (!is_final(next_byte(screen)))
        ;
    return (struct key){.kind = KEY_KIND_NONE};
}

static struct key character_key(struct screen *screen, wint_t code)
{
    switch (code) {
    case 27:
        return escape_key(screen);
    case '\r':
    case '\n':
        return (struct key){.kind = KEY_KIND_ENTER};
    case '\t':
        return (struct key){.kind = KEY_KIND_TAB};
    case 8:
    case 127:
        return (struct key){.kind = KEY_KIND_BACKSPACE};
    case 12: /* Ctrl-L: something else has written on the terminal */
        repaint(screen);
        break;
    default:
        if (code >= ' ' && code != WEOF)
            return (struct key){.kind = KEY_KIND_TEXT, .code = (uint32_t)code};
    }
    return (struct key){.kind = KEY_KIND_NONE};
}

/* Reads the rest of the character that a byte begins, as the locale has it. WEOF if it begins none: then that byte alone is lost, not what came with it (wget_wch() would
 * go on collecting until all that was typed in one go is gone). */
static wint_t read_character(struct screen *screen, int byte)
{
    mbstate_t state = {0};

    for (bool first = true; byte != ERR; first = false) {
        char one = (char)byte;
        wchar_t character;
        size_t used = byte <= 0xFF ? mbrtowc(&character, &one, 1, &state) : (size_t)-1;
        if (used == (size_t)-1 && !first)
            ungetch(byte); /* it belongs to what comes next */
        if (used == (size_t)-1)
            return WEOF;
        if (used != (size_t)-2)
            return (wint_t)character;
        byte = next_byte(screen);
    }
    return WEOF;
}

static struct key function_key(int code)
{
    static const struct {
        int code;
        enum key_kind kind;
    } keys[] = {
        {KEY_ENTER, KEY_KIND_ENTER}, {KEY_BACKSPACE, KEY_KIND_BACKSPACE}, {KEY_BTAB, KEY_KIND_BACKTAB}, {KEY_DC, KEY_KIND_DELETE},
        {KEY_UP, KEY_KIND_UP},       {KEY_DOWN, KEY_KIND_DOWN},           {KEY_LEFT, KEY_KIND_LEFT},    {KEY_RIGHT, KEY_KIND_RIGHT},
        {KEY_HOME, KEY_KIND_HOME},   {KEY_END, KEY_KIND_END},             {KEY_PPAGE, KEY_KIND_PAGE_UP},{KEY_NPAGE, KEY_KIND_PAGE_DOWN},
        {KEY_A1, KEY_KIND_HOME},     {KEY_A3, KEY_KIND_PAGE_UP},          {KEY_C1, KEY_KIND_END},       {KEY_C3, KEY_KIND_PAGE_DOWN},
    };

    if (code == CODE_PAD + '\n')
        return (struct key){.kind = KEY_KIND_ENTER};
    if (code > CODE_PAD && code < CODE_PAD + 128)
        return (struct key){.kind = KEY_KIND_TEXT, .code = (uint32_t)code - CODE_PAD};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (keys[i].code == code)
            return (struct key){.kind = keys[i].kind};
    return (struct key){.kind = KEY_KIND_NONE};
}

/* What is pasted into a locked screen is left away, up to its end; where that never comes, until nothing more is pasted. */
static bool is_pasted(struct screen *screen, int code)
{
    int64_t now_ms = clock_steady_ms();
    bool end = code == CODE_PASTE_END;

    if (screen->paste_ms > 0 && now_ms - screen->paste_ms > PASTE_MS)
        screen->paste_ms = 0;
    if (screen->paste_ms == 0 && code != CODE_PASTE)
        return end;
    screen->paste_ms = end ? 0 : now_ms;
    return true;
}

static bool is_gone(void)
{
    struct pollfd terminal = {.fd = STDIN_FILENO, .events = POLLIN};

    return poll(&terminal, 1, 0) > 0 && (terminal.revents & (POLLHUP | POLLERR | POLLNVAL));
}

struct key screen_key(struct screen *screen)
{
    struct key key = {.kind = KEY_KIND_NONE};

    unsigned came = signals_come();
    if (came & SIGNALS_STOP) {
        stop(screen);
        came |= SIGNALS_REPAINT | SIGNALS_SIZE;
    }
    if (came & SIGNALS_REPAINT)
        repaint(screen);
    if (came & SIGNALS_END)
        return (struct key){.kind = KEY_KIND_HANGUP};
    if ((came & SIGNALS_SIZE) && take_size(screen))
        return (struct key){.kind = KEY_KIND_RESIZE};
    while (key.kind == KEY_KIND_NONE) {
        int byte = wgetch(screen->input);
        if (byte == ERR)
            return (struct key){.kind = is_gone() ? KEY_KIND_HANGUP : KEY_KIND_NONE};
        if (is_pasted(screen, byte))
            continue;
        key = byte == CODE_MOUSE ? mouse_key(screen) : byte > 0xFF ? function_key(byte) : character_key(screen, read_character(screen, byte));
    }
    return key;
}

/* --- showing ----------------------------------------------------------------------------------------------------- */

static void put_cell(const struct screen *screen, int row, int column, const struct cell *cell)
{
    wchar_t characters[1 + CELL_MARKS + 1] = {0};
    int cells = utf8_cells_of(cell->code);
    bool simple = screen->simple && cell->role != ROLE_PAPER; /* codes to be scanned stay as they are */
    bool block = cell->code >= 0x2580 && cell->code < 0x25A0;
    attr_t attributes = screen->attributes[cell->role] & ~(block ? A_BOLD : 0); /* bold would make blocks brighter than the ground of full ones */
    short pair = (short)(cell->role + 1 + (cell->code == 0x2588 && !simple ? ROLE_COUNT : 0));
    cchar_t cchar;

    for (int half = 0; half < cells; half++) {
        characters[0] = (wchar_t)(screen->plain ? theme_plain_sign(cell->code) : simple ? theme_simple_sign(cell->code) : cell->code);
        if (wcwidth(characters[0]) != cells && !screen->plain)
            characters[0] = '?'; /* the C library is of another Unicode version than base/utf8: keep the columns right */
        if (cell->code == 0x2580 && cell->role == ROLE_PAPER && !screen->plain) {
            characters[0] = 0x2584; /* the same picture the other way round: the upper block of many fonts leaves a line that readers trip over */
            attributes ^= A_REVERSE;
        }
        for (int i = 0; i < CELL_MARKS && !screen->plain && wcwidth((wchar_t)cell->marks[i]) == 0; i++)
            characters[1 + i] = (wchar_t)cell->marks[i];
        setcchar(&cchar, characters, attributes, pair, NULL);
        mvadd_wch(row, column + half, &cchar);
        if (wcwidth(characters[0]) == cells)
            break;
    }
}

void screen_show(struct screen *screen, const struct canvas *canvas)
{
    int rows = canvas->rows < screen->rows ? canvas->rows : screen->rows;
    int columns = canvas->columns < screen->columns ? canvas->columns : screen->columns;
    cchar_t ground;

    setcchar(&ground, L" ", A_NORMAL, ROLE_NORMAL + 1, NULL); /* no attribute: curses would add it to every cell */
    bkgrndset(&ground);
    erase();
    for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
            const struct cell *cell = &canvas->cells[row * canvas->columns + column];
            if (cell->code != 0 && column + utf8_cells_of(cell->code) <= columns)
                put_cell(screen, row, column, cell);
        }
    }
    bool cursor = canvas->cursor_row >= 0 && canvas->cursor_row < rows && canvas->cursor_column >= 0 && canvas->cursor_column < columns;
    curs_set(cursor ? 1 : 0);
    move(cursor ? canvas->cursor_row : rows - 1, cursor ? canvas->cursor_column : columns - 1);
    refresh();
}

void screen_bell(struct screen *screen)
{
    (void)screen;
    beep();
}
