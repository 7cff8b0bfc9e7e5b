/* A few Chinese words in letters made of blocks, beside the numbers of term/bigtext.h: at scale s a character is 15s columns wide and 8s rows
 * high, with s columns between characters. Characters that hanzi.def has not are drawn as an empty box. */
#ifndef BOARD_HANZI_H
#define BOARD_HANZI_H

#include "term/canvas.h"

/* Writes the size of text at a scale. */
void hanzi_size(const char *text, int scale, int *ret_rows, int *ret_columns);

/* Returns the largest scale at which text fits into rows x columns cells, 0 if even 1 does not fit (and for an empty text). */
int hanzi_scale(const char *text, int rows, int columns);

/* Draws text at a scale (0: nothing) with its upper left corner at row, column. */
void hanzi_draw(struct canvas *canvas, int row, int column, int scale, enum role role, const char *text);

/* Whether all characters of text can be drawn. */
bool hanzi_has(const char *text);

#endif
