/* A canvas is a rectangle of terminal cells that a view draws on. It knows no terminal: a screen shows it, a test reads it.
 *
 * Text is cleaned as it is drawn (base/utf8.h), so nothing that a person typed can move a cursor or change a colour.
 * A wide character takes two cells; one that would stick out of the canvas or of its box is not drawn. Of one text the first 16 KiB are looked at. */
#ifndef TERM_CANVAS_H
#define TERM_CANVAS_H

#include "term/theme.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CELL_MARKS = 2 }; /* combining marks kept on one cell */

/* One cell. code 0: the right half of the wide character before it. */
struct cell {
    uint32_t code;
    uint32_t marks[CELL_MARKS];
    enum role role;
};

struct canvas {
    int rows, columns;
    struct cell *cells; /* rows * columns, row by row */
    int cursor_row, cursor_column; /* -1: no cursor to show */
};

struct box {
    int row, column, rows, columns;
};

/* Makes an empty canvas; false without memory. Sizes 1..1000. */
bool canvas_init(struct canvas *canvas, int rows, int columns);

/* Gives the memory back; accepts a zeroed canvas. */
void canvas_finish(struct canvas *canvas);

/* Changes the size and empties it; false without memory (the canvas is then as before). */
bool canvas_resize(struct canvas *canvas, int rows, int columns);

/* Fills everything with blanks of the role and hides the cursor. */
void canvas_clear(struct canvas *canvas, enum role role);

struct box canvas_box(const struct canvas *canvas);
struct cell *canvas_at(struct canvas *canvas, int row, int column); /* NULL outside */

/* Fills a box with blanks of the role. */
void canvas_fill(struct canvas *canvas, struct box box, enum role role);

/* Draws one code point; outside is nothing. */
void canvas_put(struct canvas *canvas, int row, int column, uint32_t code, enum role role);

/* Draws text on one row, at most `cells` cells (-1: to the edge); what does not fit ends with an ellipsis. Returns the cells used. */
int canvas_text(struct canvas *canvas, int row, int column, int cells, enum role role, const char *text);

/* The same, centred or flush right within `cells` cells that begin at column. */
int canvas_text_centre(struct canvas *canvas, int row, int column, int cells, enum role role, const char *text);
int canvas_text_right(struct canvas *canvas, int row, int column, int cells, enum role role, const char *text);

/* printf form of canvas_text. */
int canvas_printf(struct canvas *canvas, int row, int column, int cells, enum role role, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

/* Draws text wrapped into a box (between words, or between any two Chinese characters but not before closing punctuation;
 * '\n' begins a new row). Returns the rows used; the last row ends with an ellipsis if the text does not fit. */
int canvas_wrap(struct canvas *canvas, struct box box, enum role role, const char *text);

/* Draws the frame of a box (at least 2 x 2) with box-drawing characters, with a title on its top line (NULL: none). The inside stays. */
void canvas_frame(struct canvas *canvas, struct box box, enum role role, const char *title);

/* Writes row `row` as text without trailing blanks, at most size bytes with the zero. Returns the bytes. For tests and goldens. */
size_t canvas_row_text(const struct canvas *canvas, int row, char *text, size_t size);

#endif
