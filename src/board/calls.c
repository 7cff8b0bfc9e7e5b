/* The last calls: the newest as large as the wall allows, the ones before below it. Who is still waited for stands on the colour of a call, with a sign. */
#include "board/view.h"

#include "base/language.h"
#include "base/utf8.h"
#include "board/hanzi.h"
#include "client/phrases.h"
#include "term/bigtext.h"

#include <stdio.h>

#define SIGN "\u25BA"

enum { LETTER_COLUMNS = 5 }; /* of term/bigtext.h */

/* Number, arrow, window, in a box of board_call_size(). */
static void draw_call(struct canvas *canvas, struct box box, int scale, int digits, enum role role, const struct board_call *call)
{
    int rows, columns, arrow, window_columns, number_columns;
    char window[12];

    board_call_size(scale, digits, &rows, &columns, &arrow);
    snprintf(window, sizeof window, "%d", call->window);
    bigtext_size(call->number, scale, &rows, &number_columns);
    if (number_columns <= digits * (LETTER_COLUMNS + 1) * scale)
        bigtext_draw(canvas, box.row, box.column, scale, role, call->number);
    else
        canvas_text(canvas, box.row + rows / 2, box.column, digits * LETTER_COLUMNS, role, call->number);
    bigtext_size("88", scale, &rows, &window_columns); /* the place of two digits, so that nothing jumps */
    int end = box.column + columns - window_columns, arrow_rows, arrow_columns = 1;
    if (arrow > 0) {
        bigtext_size(">", arrow, &arrow_rows, &arrow_columns);
        bigtext_draw(canvas, box.row + (rows - arrow_rows + 1) / 2, end - scale - arrow_columns, arrow, role, ">");
    } else {
        canvas_put(canvas, box.row + rows / 2, end - 2, 0x2192, role);
    }
    bigtext_draw(canvas, box.row, end, scale, role, window);
}

/* What the two numbers are, on the row above them. */
static void draw_headings(struct canvas *canvas, struct box box, int scale, enum role role)
{
    int rows, columns;

    bigtext_size("88", scale, &rows, &columns);
    board_draw_both(canvas, box.row - 1, box.column, box.columns - columns - 1, role, role, "Number");
    board_draw_both(canvas, box.row - 1, box.column + box.columns - columns, columns, role, role, "Window");
}

static void draw_newest(struct canvas *canvas, const struct board_layout *layout, const struct board_call *call)
{
    struct box box = layout->newest;
    enum role role = call->waited_for ? ROLE_CALLING : ROLE_STRONG;
    char first[96], second[96];
    int rows, columns, arrow;

    board_call_size(layout->newest_scale, layout->digits, &rows, &columns, &arrow);
    if (call->waited_for)
        canvas_fill(canvas, box, role);
    struct box place = {box.row + box.rows - 1 - rows, (box.columns - columns) / 2, rows, columns};
    draw_call(canvas, place, layout->newest_scale, layout->digits, role, call);
    draw_headings(canvas, place, layout->newest_scale, role);
    board_call_text(first, sizeof first, board_first(), call);
    board_call_text(second, sizeof second, board_second(), call);
    board_draw_sentences(canvas, (struct box){box.row + box.rows - 1, 0, 1, box.columns}, call->waited_for ? role : ROLE_MUTED, call->waited_for ? SIGN : "", first, second);
}

static void draw_earlier(struct canvas *canvas, const struct board_layout *layout, const struct board_call *calls, int count)
{
    int rows, columns, arrow, each = layout->earlier.columns / layout->earlier_across;

    board_call_size(layout->earlier_scale, layout->digits, &rows, &columns, &arrow);
    for (int i = 0; i < count && i < layout->earlier_across * layout->earlier_down; i++) {
        enum role role = calls[i].waited_for ? ROLE_CALLING : ROLE_NORMAL;
        struct box place = {layout->earlier.row + 1 + i / layout->earlier_across * (rows + 1), i % layout->earlier_across * each, rows, each};
        if (calls[i].waited_for) {
            canvas_fill(canvas, (struct box){place.row, place.column, rows, each - 1}, role);
            canvas_text(canvas, place.row + rows / 2, place.column, 1, role, SIGN);
        }
        for (int row = 0; row < rows && i % layout->earlier_across > 0; row++)
            canvas_put(canvas, place.row + row, place.column - 1, 0x2502, ROLE_MUTED); /* "10" and "C001" beside it are two calls */
        draw_call(canvas, (struct box){place.row, place.column + (each - columns) / 2, rows, columns}, layout->earlier_scale, layout->digits, role, &calls[i]);
    }
}

/* Nobody was called yet: what to do, and what time it is. */
static void draw_idle(const struct board_model *model, struct canvas *canvas, struct box box)
{
    static const char text[] = "请等候叫号";
    char clock[6];
    int rows = 0, columns, scale = hanzi_scale(text, box.rows - 7, box.columns), row = box.row + 1;

    if (scale > 0) {
        hanzi_size(text, scale, &rows, &columns);
        hanzi_draw(canvas, row, (box.columns - columns) / 2, scale, ROLE_STRONG, text);
        row += rows;
    }
    board_draw_sentences(canvas, (struct box){row, 0, 2, box.columns}, ROLE_NORMAL, "",
                         language_text_in(board_first(), "Please take a number and wait for your call."),
                         language_text_in(board_second(), "Please take a number and wait for your call."));
    phrase_clock(clock, model->mirror, model->now_ms);
    row += 2;
    scale = bigtext_scale(clock, box.row + box.rows - row, box.columns);
    bigtext_size(clock, scale, &rows, &columns);
    bigtext_draw(canvas, row, (box.columns - columns) / 2, scale, ROLE_MUTED, clock);
}

void board_draw_calls(const struct board_model *model, struct canvas *canvas, const struct board_layout *layout)
{
    struct board_call calls[MIRROR_CALLS];
    int count = board_calls(model->mirror, calls);

    if (count == 0) {
        draw_idle(model, canvas, (struct box){layout->newest.row, 0, layout->newest.rows + layout->earlier.rows, canvas->columns});
        return;
    }
    draw_newest(canvas, layout, &calls[0]);
    draw_earlier(canvas, layout, calls + 1, count - 1);
}
