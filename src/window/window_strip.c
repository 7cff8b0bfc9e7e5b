/* The strip: title, the number in four rows with what to know beside it, one line of keys. */
#include "window/window_parts.h"

#include "base/language.h"
#include "base/utf8.h"
#include "term/bigtext.h"
#include "window/window_words.h"

#include <stdio.h>
#include <string.h>

/* "waiting A4 B0 C2": counts of the services of this window. */
static void waiting_text(const struct window_model *model, char *text, size_t size)
{
    const struct mirror_window *window = window_model_window(model);
    size_t used = (size_t)snprintf(text, size, "%s", _("waiting"));

    for (const char *letter = window->services; *letter && used < size; letter++) {
        const struct mirror_service *service = mirror_service(model->mirror, *letter);
        used += (size_t)snprintf(text + used, size - used, " %c%d", *letter, service ? service->waiting : 0);
    }
}

static void draw_title(const struct window_model *model, struct canvas *canvas)
{
    const struct mirror_window *window = window_model_window(model);
    char left[96], waiting[128], right[192], clock[16];

    snprintf(left, sizeof left, window->staff[0] ? _("Window %d  staff %s") : _("Window %d"), model->number, window->staff);
    waiting_text(model, waiting, sizeof waiting);
    window_words_clock(model, clock, sizeof clock);
    snprintf(right, sizeof right, _("%s  served %d  %s"), waiting, window->served, clock);
    widget_title(canvas, left, right);
}

static void draw_keys(const struct window_model *model, struct canvas *canvas, struct targets *targets)
{
    int row = canvas->rows - 1, column = 0, end = canvas->columns - utf8_cells(_("help")) - 3;
    enum window_action step = window_model_step(model);

    canvas_fill(canvas, (struct box){row, 0, 1, canvas->columns}, ROLE_FOOTER);
    if (step != WINDOW_ACTION_NONE)
        column += window_parts_key(canvas, targets, row, column, end - column, "Enter", window_words_action(step), '\n');
    for (uint32_t code = '1'; code <= '8'; code++) {
        enum window_action action = window_model_action(model, code);
        char key[2] = {(char)code, '\0'};
        if (action != step && window_model_can(model, action))
            column += window_parts_key(canvas, targets, row, column, end - column, key, window_words_action(action), code);
    }
    if (column + 10 < end)
        window_parts_key(canvas, targets, row, column, end - column, "9", window_words_other_language(), '9');
    window_parts_key(canvas, targets, row, end, canvas->columns - end, "/", _("help"), '/');
}

/* The undo with its seconds, flush right on a row. */
static int draw_undo(const struct window_model *model, struct canvas *canvas, struct targets *targets, int row)
{
    char word[48];
    int seconds = window_model_undo_s(model);

    if (seconds == 0)
        return 0;
    snprintf(word, sizeof word, _("Undo %ds"), seconds);
    int cells = utf8_cells(word) + 3;
    window_parts_key(canvas, targets, row, canvas->columns - cells - 1, cells, ".", word, '.');
    return cells + 2;
}

static void draw_ticket(const struct window_model *model, struct canvas *canvas, int row, int column)
{
    char text[WINDOW_WORDS_SIZE], waited[WINDOW_WORDS_SIZE];

    window_words_matter_short(model, text, sizeof text);
    canvas_text(canvas, row, column, -1, ROLE_STRONG, text);
    window_words_person(model, text, sizeof text);
    int used = canvas_text(canvas, row + 1, column, -1, ROLE_NORMAL, text);
    window_words_waited(model, waited, sizeof waited);
    if (column + used + 2 + utf8_cells(waited) <= canvas->columns)
        canvas_text(canvas, row + 1, column + used + 2, -1, ROLE_MUTED, waited);
}

static void draw_empty(const struct window_model *model, struct canvas *canvas, int row, int column)
{
    char headline[WINDOW_WORDS_SIZE], line[WINDOW_WORDS_SIZE];

    window_words_empty(model, headline, line, sizeof headline);
    canvas_text(canvas, row, column, -1, ROLE_STRONG, headline);
    canvas_text(canvas, row + 1, column, -1, ROLE_NORMAL, line);
}

/* Instead of the number: why this one, when it was taken, and everybody's waiting counts. */
static void draw_details(const struct window_model *model, struct canvas *canvas)
{
    const struct mirror_window *window = window_model_window(model);
    char text[WINDOW_WORDS_SIZE] = "";
    int row = 1, column = 1, last = canvas->rows - 2;

    if (window->ticket.id) {
        window_words_why(model, text, sizeof text);
        row += canvas_wrap(canvas, (struct box){row, 1, 2, canvas->columns - 2}, ROLE_NORMAL, text);
        window_words_waited(model, text, sizeof text);
        canvas_printf(canvas, row++, 1, -1, ROLE_MUTED, "%s %s", window->ticket.number, text);
    }
    for (const struct mirror_service *service = model->mirror->services; service->letter && row <= last; service++) {
        snprintf(text, sizeof text, "%c %s %d", service->letter, mirror_text_in(&service->name, language_code(language_current())), service->waiting);
        if (column > 1 && column + utf8_cells(text) >= canvas->columns) {
            column = 1;
            if (++row > last)
                return;
        }
        column += canvas_text(canvas, row, column, -1, strchr(window->services, service->letter) ? ROLE_NORMAL : ROLE_MUTED, text) + 3;
    }
}

/* In the last rows, or in their place why this one came. A refusal is longer and lies over what is said of the ticket, which is known by then. */
static void draw_notice(const struct window_model *model, struct canvas *canvas, struct box box)
{
    char why[WINDOW_WORDS_SIZE] = "";
    bool notice = notice_text(&model->notice, model->steady_ms) != NULL;
    int above = !notice ? 2 : model->notice.role == ROLE_WARNING ? 0 : 1;
    struct box below = {box.row + above, box.column, box.rows - above, box.columns};

    if (notice)
        canvas_fill(canvas, below, ROLE_NORMAL);
    else if (window_model_window(model)->ticket.id)
        window_words_why_short(model, why, sizeof why);
    canvas_wrap(canvas, below, ROLE_MUTED, why);
    notice_draw(&model->notice, model->steady_ms, canvas, below);
}

static void draw_window(const struct window_model *model, struct canvas *canvas, struct targets *targets)
{
    const struct mirror_window *window = window_model_window(model);
    int column = 1, rows, columns, last = canvas->rows - 2;

    if (window->ticket.id) {
        int scale = bigtext_scale(window->ticket.number, last, canvas->columns / 2);
        bigtext_size(window->ticket.number, scale, &rows, &columns);
        if (scale > 0) {
            bigtext_draw(canvas, 1, column, scale, ROLE_STRONG, window->ticket.number);
            column += columns + 2;
        } else { /* a number too long for blocks */
            column += canvas_text(canvas, 1, column, -1, ROLE_STRONG, window->ticket.number) + 2;
        }
    }
    int undo = draw_undo(model, canvas, targets, 1);
    window_parts_state(model, canvas, 1, column, canvas->columns - column - undo);
    if (window->ticket.id)
        draw_ticket(model, canvas, 2, column);
    else
        draw_empty(model, canvas, 2, column);
    draw_notice(model, canvas, (struct box){2, column, last - 1, canvas->columns - column});
}

void window_strip_draw(const struct window_model *model, struct canvas *canvas, struct targets *targets)
{
    char trouble[WINDOW_WORDS_SIZE];
    enum role role;

    if (model->details)
        draw_details(model, canvas);
    else
        draw_window(model, canvas, targets);
    draw_keys(model, canvas, targets);
    draw_title(model, canvas);
    if (!window_words_trouble(model, true, trouble, sizeof trouble, &role))
        return;
    if (role == ROLE_ALARM)
        widget_mute(canvas, canvas_box(canvas));
    widget_banner(canvas, 0, role, trouble);
}
