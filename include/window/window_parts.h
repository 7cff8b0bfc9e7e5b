/* What the two dresses of the window's screen share. */
#ifndef WINDOW_WINDOW_PARTS_H
#define WINDOW_WINDOW_PARTS_H

#include "window/window_view.h"

/* The two dresses, for a window that is known and no page lies over it. */
void window_full_draw(const struct window_model *model, struct canvas *canvas, struct targets *targets);
void window_strip_draw(const struct window_model *model, struct canvas *canvas, struct targets *targets);

/* Draws the page that lies over the window (help, list, question, form) with its keys, on any size from the strip's up. */
void window_pages_draw(const struct window_model *model, struct canvas *canvas, struct targets *targets);

/* The same for the pages about items. */
void window_items_draw(const struct window_model *model, struct canvas *canvas, struct targets *targets);
void window_item_draw(const struct window_model *model, struct canvas *canvas, struct targets *targets);

/* The same for cases. */
void window_case_draw(const struct window_model *model, struct canvas *canvas, struct targets *targets);

/* Draws the state as a chip, the timer and the count of recalls on one row, at most `cells` cells. Returns the cells used. */
int window_parts_state(const struct window_model *model, struct canvas *canvas, int row, int column, int cells);

/* Draws a key and its word without a gap (" 1 Recall "); nothing if it needs more than `cells` cells. Returns the cells used with one blank after it. */
int window_parts_key(struct canvas *canvas, struct targets *targets, int row, int column, int cells, const char *key, const char *word, uint32_t press);

#endif
