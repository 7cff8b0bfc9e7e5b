/* What must hold for whatever a view drew. */
#ifndef FUZZ_LIB_CANVAS_CHECK_H
#define FUZZ_LIB_CANVAS_CHECK_H

#include "term/app.h"

/* Every cell has a character that may be shown, marks are marks, the right half of a wide character is where it must be; what can be pressed lies inside. */
void fuzz_check_canvas(const struct canvas *canvas);

/* Draws the view in the size, as a program does, and checks it. canvas and targets are the caller's, canvas_init() was called. */
void fuzz_draw(const struct app_view *view, struct canvas *canvas, struct targets *targets, int rows, int columns);

#endif
