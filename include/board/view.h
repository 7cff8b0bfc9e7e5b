/* The public wall on a canvas. board_draw() is the view; the others are its parts, one file each. Everything is said in both languages at once;
 * the language that was chosen comes first. */
#ifndef BOARD_VIEW_H
#define BOARD_VIEW_H

#include "board/layout.h"
#include "board/model.h"
#include "term/widget.h"

/* struct app_view's functions; model is a struct board_model. */
void board_draw(void *model, struct canvas *canvas, struct targets *targets);
bool board_take_key(void *model, struct key key);

/* The last calls of the wall. */
void board_draw_calls(const struct board_model *model, struct canvas *canvas, const struct board_layout *layout);

/* The number at each window, and how many wait. */
void board_draw_windows(const struct board_model *model, struct canvas *canvas, const struct board_table *table);
void board_draw_waiting(const struct board_model *model, struct canvas *canvas, const struct board_table *table);

/* The display over one window, in a box. */
void board_draw_one_window(const struct board_model *model, struct canvas *canvas, struct box box);

/* Draws an English source text in both languages on one row ("Windows / 窗口"), the first one in role; what does not fit of the second is left away. Returns the cells. */
int board_draw_both(struct canvas *canvas, int row, int column, int cells, enum role role, enum role second, const char *english);

/* Centres two texts in a box: beside each other if they fit, else below each other as far as there are rows. */
void board_draw_sentences(struct canvas *canvas, struct box box, enum role role, const char *sign, const char *first, const char *second);

#endif
