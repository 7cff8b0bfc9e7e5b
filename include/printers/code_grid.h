/* The dark and light modules of a QR code (level M), for whoever draws them: dots on a ticket, rectangles on a page. Upper-case letters and digits are packed as such. */
#ifndef PRINTERS_CODE_GRID_H
#define PRINTERS_CODE_GRID_H

#include <stdbool.h>

enum { CODE_QUIET_ZONE = 4 }; /* white modules that must stay on each side */

struct code_grid {
    int modules; /* of a side, without the quiet zone */
    void *code;  /* the library's own */
};

/* Makes the grid of a text. False when it is too long for any QR code, or without memory. */
bool code_grid_init(struct code_grid *grid, const char *text);

/* Returns how many dark modules stand side by side from (column, row) on; 0 where it is light. */
int code_grid_run(const struct code_grid *grid, int column, int row);

void code_grid_finish(struct code_grid *grid);

#endif
