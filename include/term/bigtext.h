/* Letters made of blocks: numbers that can be read from two metres. Digits, letters (small ones are drawn as capitals), space and - : . / + # * > (drawn as an arrow);
 * anything else is drawn as an empty box. At scale s a letter is 5s columns wide and 7s half rows high, with s columns between letters. */
#ifndef TERM_BIGTEXT_H
#define TERM_BIGTEXT_H

#include "term/canvas.h"

/* Returns the largest scale (1..) at which text fits into rows x columns cells, 0 if even 1 does not fit. */
int bigtext_scale(const char *text, int rows, int columns);

/* Writes the size of text at a scale. */
void bigtext_size(const char *text, int scale, int *ret_rows, int *ret_columns);

/* Draws text at a scale with its upper left corner at row, column. */
void bigtext_draw(struct canvas *canvas, int row, int column, int scale, enum role role, const char *text);

/* The same at scale 1, but twice as high (BIGTEXT_TALL_ROWS): where there is room below and none beside. Its strokes are two columns wide if that fits into `columns`. */
enum { BIGTEXT_TALL_ROWS = 7 };
void bigtext_draw_tall(struct canvas *canvas, int row, int column, int columns, enum role role, const char *text);

#endif
