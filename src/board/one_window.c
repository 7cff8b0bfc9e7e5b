/* The display over one window: its number, and the ticket as large as can be; or in large letters why there is none. */
#include "board/view.h"

#include "base/language.h"
#include "base/utf8.h"
#include "board/hanzi.h"
#include "term/bigtext.h"

#include <stdio.h>

/* "窗口 3 WINDOW" from the left edge on, at a scale of the hanzi. Returns the rows used. */
static int draw_plate(const struct board_model *model, struct canvas *canvas, struct box box, int scale)
{
    static const char word[] = "窗口";
    char number[12];
    int rows, columns, column = box.column + 2 * scale, number_rows;

    snprintf(number, sizeof number, "%d", model->window);
    hanzi_size(word, scale, &rows, &columns);
    canvas_fill(canvas, (struct box){box.row, box.column, rows + 1, box.columns}, ROLE_TITLE);
    hanzi_draw(canvas, box.row, column, scale, ROLE_TITLE, word);
    column += columns + 3 * scale;
    bigtext_size(number, 2 * scale, &number_rows, &columns);
    bigtext_draw(canvas, box.row + (rows - number_rows + 1) / 2, column, 2 * scale, ROLE_TITLE, number);
    column += columns + 3 * scale;
    int room = box.column + box.columns - column - 1, english = bigtext_scale("WINDOW", rows, room);
    if (english > 0) {
        bigtext_size("WINDOW", english, &number_rows, &columns);
        bigtext_draw(canvas, box.row + (rows - number_rows + 1) / 2, column, english, ROLE_TITLE, "WINDOW");
    } else {
        canvas_text(canvas, box.row + rows / 2, column, room, ROLE_TITLE, "Window");
    }
    return rows + 1;
}

/* What is written large for a face without a number. */
struct words {
    const char *chinese, *english;
    enum role role;
};

static const struct words words_of[] = {
    [BOARD_UNKNOWN] = {"", "--", ROLE_MUTED},
    [BOARD_CLOSED] = {"关闭", "CLOSED", ROLE_MUTED},
    [BOARD_PAUSED] = {"暂停服务", "PAUSED", ROLE_WARNING},
    [BOARD_FREE] = {"请等候叫号", "PLEASE WAIT", ROLE_STRONG},
};

/* The Chinese as large as leaves room for the English in block letters below it, or for nothing but itself. */
static void draw_words(struct canvas *canvas, struct box box, const struct words *words)
{
    enum { ENGLISH_ROWS = 4 };
    int rows, columns, english_rows = 0, english_columns = 0, gap = 1;
    int scale = hanzi_scale(words->chinese, box.rows - ENGLISH_ROWS - gap, box.columns - 1);

    if (scale == 0)
        scale = hanzi_scale(words->chinese, box.rows, box.columns - 1);
    hanzi_size(words->chinese, scale, &rows, &columns);
    int english = bigtext_scale(words->english, box.rows - rows - gap, box.columns - 2);
    if (english > 2 * scale && scale > 0)
        english = 2 * scale; /* not larger than the Chinese above it */
    if (english > 0)
        bigtext_size(words->english, english, &english_rows, &english_columns);
    else
        gap = 0;
    int row = box.row + (box.rows - rows - english_rows - gap + 1) / 2;
    hanzi_draw(canvas, row, box.column + (box.columns - columns) / 2, scale, words->role, words->chinese);
    bigtext_draw(canvas, row + rows + gap, box.column + (box.columns - english_columns) / 2, english, words->role, words->english);
}

static void draw_number(struct canvas *canvas, struct box box, enum role role, const char *number)
{
    int rows, columns, scale = bigtext_scale(number, box.rows, box.columns - 2);

    if (scale == 0) {
        canvas_text_centre(canvas, box.row + box.rows / 2, box.column, box.columns, role, number);
        return;
    }
    bigtext_size(number, scale, &rows, &columns);
    bigtext_draw(canvas, box.row + (box.rows - rows) / 2, box.column + (box.columns - columns) / 2, scale, role, number);
}

void board_draw_one_window(const struct board_model *model, struct canvas *canvas, struct box box)
{
    const struct mirror_window *window = mirror_window(model->mirror, model->window);
    enum board_face face = board_window_face(window);
    int scale = box.rows / 20 < box.columns / 78 ? box.rows / 20 : box.columns / 78, used = draw_plate(model, canvas, box, scale > 0 ? scale : 1);
    enum role role = face == BOARD_CALLING ? ROLE_CALLING : face == BOARD_SERVING ? ROLE_STRONG : words_of[face].role;
    char first[192], second[192];
    enum { SENTENCES = 2 };
    struct box middle = {box.row + used, box.column, box.rows - used - SENTENCES, box.columns};
    struct box sentences = {middle.row + middle.rows, box.column, SENTENCES, box.columns};

    if (face == BOARD_CALLING || face == BOARD_PAUSED)
        canvas_fill(canvas, (struct box){middle.row, box.column, middle.rows + SENTENCES, box.columns}, role);
    if (face >= BOARD_CALLING)
        draw_number(canvas, middle, role, window->ticket.number);
    else
        draw_words(canvas, middle, &words_of[face]);
    board_face_text(first, sizeof first, board_first(), window);
    board_face_text(second, sizeof second, board_second(), window);
    board_draw_sentences(canvas, sentences, role, face == BOARD_CALLING ? "\u25BA" : "", first, second);
}
