/* A picture of one bit a dot: what a thermal head burns. Dot (0, 0) is the upper left one; a row is whole bytes, the leftmost dot in
 * the highest bit, 1 = black: the order of the ESC/POS raster, so that rows go out as they lie here. */
#ifndef PRINTERS_BITMAP_H
#define PRINTERS_BITMAP_H

#include "base/error.h"
#include "printers/bytes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { BITMAP_MOST_DOTS = 4096, BITMAP_MOST_ROWS = 16384 };

struct bitmap {
    int width, height; /* dots; width is a multiple of 8 */
    size_t stride;     /* bytes a row, width / 8 */
    uint8_t *bits;     /* owned */
};

/* Makes a white picture of width (8..BITMAP_MOST_DOTS, a multiple of 8) by height (1..BITMAP_MOST_ROWS). ERROR_RANGE, ERROR_MEMORY. */
enum error bitmap_init(struct bitmap *bitmap, int width, int height);

/* Frees it; a zero-initialised bitmap is accepted. */
void bitmap_finish(struct bitmap *bitmap);

/* Returns whether the dot is black; outside of the picture everything is white. */
bool bitmap_get(const struct bitmap *bitmap, int x, int y);

/* Blackens a dot; outside of the picture nothing happens. */
void bitmap_set(struct bitmap *bitmap, int x, int y);

/* Appends a PNG file of the picture, black on white, with a white margin of that many dots (0..1000) on all four sides. ERROR_MEMORY. */
enum error bitmap_png(const struct bitmap *bitmap, int margin, struct bytes *png);

#endif
