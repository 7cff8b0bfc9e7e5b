#include "board/view.h"

#include "base/language.h"
#include "base/utf8.h"
#include "client/phrases.h"

#include <stdio.h>
#include <string.h>

enum { SENTENCE = 192 };

int board_draw_both(struct canvas *canvas, int row, int column, int cells, enum role role, enum role second, const char *english)
{
    const char *one = language_text_in(board_first(), english);
    int used = canvas_text(canvas, row, column, cells, role, one);

    const char *other = language_text_in(board_second(), english);
    if (used + 1 + utf8_cells(other) <= cells)
        used += 1 + canvas_text(canvas, row, column + used + 1, cells - used - 1, second, other);
    return used;
}

void board_draw_sentences(struct canvas *canvas, struct box box, enum role role, const char *sign, const char *first, const char *second)
{
    char line[2 * SENTENCE + 16];

    snprintf(line, sizeof line, "%s%s%s   %s", sign, *sign ? " " : "", first, second);
    if (utf8_cells(line) <= box.columns || box.rows < 2) {
        canvas_text_centre(canvas, box.row, box.column, box.columns, role, line);
        return;
    }
    snprintf(line, sizeof line, "%s%s%s", sign, *sign ? " " : "", first);
    canvas_text_centre(canvas, box.row, box.column, box.columns, role, line);
    canvas_text_centre(canvas, box.row + 1, box.column, box.columns, role, second);
}

static void draw_title(const struct mirror *mirror, struct canvas *canvas)
{
    const char *first = mirror_text_in(&mirror->hall, language_code(board_first())), *second = mirror_text_in(&mirror->hall, language_code(board_second()));

    widget_title(canvas, *first ? first : _("Yichuang"), second == first ? "" : second);
}

/* The bottom line: what to know, and the clock. */
static void draw_message(const struct board_model *model, struct canvas *canvas, int row)
{
    char first[SENTENCE], second[SENTENCE], clock[6];
    int used;

    canvas_fill(canvas, (struct box){row, 0, 1, canvas->columns}, ROLE_FOOTER);
    phrase_clock(clock, model->mirror, model->mirror->known ? model->now_ms : 0);
    used = 2 + canvas_printf(canvas, row, canvas->columns - 18, 17, ROLE_FOOTER, "%s %s", model->mirror->day, clock);
    const char *sound = !model->voice ? "" : model->voice_trouble ? "no sound" : model->silent ? "silent" : "";
    if (*sound) {
        used += 2 + utf8_cells(_(sound));
        canvas_text(canvas, row, canvas->columns - used, -1, ROLE_FOOTER, _(sound));
    }
    board_message(first, sizeof first, board_first(), model->mirror);
    board_message(second, sizeof second, board_second(), model->mirror);
    int cells = canvas->columns - used - 3, first_cells = canvas_text(canvas, row, 1, cells, ROLE_FOOTER, first);
    if (first_cells + 3 + utf8_cells(second) <= cells && strcmp(first, second) != 0)
        canvas_text(canvas, row, first_cells + 4, cells, ROLE_FOOTER, second);
}

static void draw_help(struct canvas *canvas)
{
    static const struct {
        const char *key, *meaning;
    } keys[] = {{"L", "which language comes first"}, {"S", "the voice: silent, or not"}, {"?", "this help; it goes by itself"}, {"Q", "end this display"}};
    enum { COUNT = sizeof keys / sizeof *keys, COLUMNS = 70 };
    struct box box = {canvas->rows / 2 - COUNT, (canvas->columns - COLUMNS) / 2, COUNT + 4, COLUMNS};

    canvas_fill(canvas, box, ROLE_NORMAL);
    canvas_frame(canvas, box, ROLE_STRONG, _("Keys"));
    for (int i = 0; i < COUNT; i++) {
        canvas_printf(canvas, box.row + 2 + i, box.column + 3, 3, ROLE_KEY, " %s ", keys[i].key);
        board_draw_both(canvas, box.row + 2 + i, box.column + 8, COLUMNS - 10, ROLE_NORMAL, ROLE_MUTED, keys[i].meaning);
    }
}

static int count_services(const struct mirror *mirror)
{
    int count = 0;

    while (mirror->services[count].letter)
        count++;
    return count;
}

static int longest_number(const struct mirror *mirror)
{
    int longest = 0;

    for (int i = 0; i < MIRROR_CALLS && mirror->calls[i].window > 0; i++)
        if (utf8_cells(mirror->calls[i].number) > longest)
            longest = utf8_cells(mirror->calls[i].number);
    return longest;
}

/* Windows that are worth a place: all, or when they are many those where somebody sits. */
static int count_windows(const struct mirror *mirror)
{
    enum { MANY = 12 };
    int total = 0, staffed = 0;

    for (; mirror->windows[total].number > 0; total++)
        staffed += board_window_face(&mirror->windows[total]) != BOARD_CLOSED;
    return total <= MANY ? total : staffed;
}

static void draw_wall(const struct board_model *model, struct canvas *canvas, const struct board_layout *layout)
{
    board_draw_calls(model, canvas, layout);
    board_draw_windows(model, canvas, &layout->windows);
    board_draw_waiting(model, canvas, &layout->waiting);
}

void board_draw(void *context, struct canvas *canvas, struct targets *targets)
{
    const struct board_model *model = context;
    const struct mirror *mirror = model->mirror;
    struct board_layout layout;
    char first[SENTENCE], second[SENTENCE], banner[2 * SENTENCE + 16];

    (void)targets; /* nothing to press: the wall is out of reach */
    if (widget_too_small(canvas, BOARD_LEAST_ROWS, BOARD_LEAST_COLUMNS))
        return;
    bool away = board_away(first, sizeof first, board_first(), model);
    board_away(second, sizeof second, board_second(), model);
    board_lay_out(&layout, canvas->rows, canvas->columns, count_windows(mirror), count_services(mirror), longest_number(mirror), away);
    struct box body = {1 + away, 0, layout.message_row - 1 - away, canvas->columns};
    if (mirror->known && model->window > 0)
        board_draw_one_window(model, canvas, body);
    else if (mirror->known)
        draw_wall(model, canvas, &layout);
    if (away) {
        widget_mute(canvas, body);
        snprintf(banner, sizeof banner, "%s   %s", first, second);
        widget_banner(canvas, layout.banner.row, ROLE_WARNING, banner);
    }
    draw_title(mirror, canvas);
    draw_message(model, canvas, layout.message_row);
    if (model->help_until_ms > model->steady_ms)
        draw_help(canvas);
}

bool board_take_key(void *model, struct key key)
{
    return board_key(model, key);
}
