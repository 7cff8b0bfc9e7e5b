/* QR codes in half blocks: two modules a row, black on white whatever the theme, quiet zone of 4 (ISO/IEC 18004). Drawn in ROLE_PAPER. */
#ifndef TERM_QR_H
#define TERM_QR_H

#include "term/canvas.h"

/* Writes the cells that the code of text needs at level M, quiet zone included; false if the text is too long. */
bool qr_size(const char *text, int *ret_rows, int *ret_columns);

/* Draws it with its upper left corner at row, column; false (and nothing drawn) if it does not fit into the canvas. */
bool qr_draw(struct canvas *canvas, int row, int column, const char *text);

#endif
