#include "window/window_parts.h"

#include "base/language.h"
#include "base/utf8.h"
#include "client/phrases.h"
#include "window/window_words.h"

#include <stdio.h>

static enum role role_of(enum window_state state)
{
    switch (state) {
    case WINDOW_READY:
        return ROLE_READY;
    case WINDOW_CALLING:
        return ROLE_CALLING;
    case WINDOW_SERVING:
        return ROLE_SERVING;
    case WINDOW_OPEN:
        return ROLE_BUTTON;
    default:
        return ROLE_PAUSED;
    }
}

int window_parts_state(const struct window_model *model, struct canvas *canvas, int row, int column, int cells)
{
    const struct mirror_window *window = window_model_window(model);
    enum window_state state = window_model_state(model);
    bool forgotten = state == WINDOW_SERVING && window_words_lasting_ms(model) >= WINDOW_LONG_SERVICE_MS;
    int begin = column, end = column + cells;
    char timer[16];

    column += canvas_printf(canvas, row, column, end - column, role_of(state), " %s ", phrase_window_state(window->state)) + 2;
    if (state == WINDOW_CLOSED)
        return column - begin;
    window_words_timer(model, timer, sizeof timer);
    column += canvas_text(canvas, row, column, end - column, forgotten ? ROLE_WARNING : ROLE_STRONG, timer) + 2;
    if (forgotten)
        column += canvas_text(canvas, row, column, end - column, ROLE_WARNING, _("still being served?")) + 2;
    else if (window_model_automatic(model))
        column += canvas_text(canvas, row, column, end - column, ROLE_MUTED, _("began by itself")) + 2;
    if (state == WINDOW_CALLING && window->ticket.recalls > 0)
        column += canvas_printf(canvas, row, column, end - column, ROLE_MUTED, _("recalled: %d"), window->ticket.recalls) + 2;
    return column - begin;
}

int window_parts_key(struct canvas *canvas, struct targets *targets, int row, int column, int cells, const char *key, const char *word, uint32_t press)
{
    int need = utf8_cells(key) + 2 + utf8_cells(word);

    if (need > cells)
        return 0;
    targets_add(targets, (struct box){row, column, 1, need}, press);
    column += canvas_printf(canvas, row, column, -1, ROLE_KEY, " %s ", key);
    canvas_text(canvas, row, column, -1, ROLE_FOOTER, word);
    return need + 1;
}

/* While there is no window to show: why, in the middle. */
static void draw_nothing(const struct window_model *model, struct canvas *canvas, struct targets *targets)
{
    const struct hint hints[] = {{"Tab", window_words_other_language(), '\t'}, {"q", _("leave"), 'q'}};
    char title[64], text[WINDOW_WORDS_SIZE];

    snprintf(title, sizeof title, _("Window %d"), model->number);
    widget_title(canvas, title, "");
    window_words_nothing(model, text, sizeof text);
    canvas_wrap(canvas, (struct box){canvas->rows / 2 - 1, 2, 3, canvas->columns - 4}, ROLE_STRONG, text);
    widget_hints(canvas, targets, hints, 2);
}

void window_view_draw(void *context, struct canvas *canvas, struct targets *targets)
{
    const struct window_model *model = context;

    if (widget_too_small(canvas, WINDOW_STRIP_ROWS, WINDOW_STRIP_COLUMNS))
        return;
    if (model->page != WINDOW_PAGE_MAIN)
        window_pages_draw(model, canvas, targets);
    else if (!window_model_window(model))
        draw_nothing(model, canvas, targets);
    else if (canvas->rows >= WINDOW_FULL_ROWS && canvas->columns >= WINDOW_FULL_COLUMNS)
        window_full_draw(model, canvas, targets);
    else
        window_strip_draw(model, canvas, targets);
}

bool window_view_key(void *model, struct key key)
{
    return window_model_key(model, key);
}
