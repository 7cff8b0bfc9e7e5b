/* Where things lie on the wall, by its size and by how much there is to show. Pure. The last calls get what is left. */
#ifndef BOARD_LAYOUT_H
#define BOARD_LAYOUT_H

#include "term/canvas.h"

#include <stdbool.h>

/* A terminal of 24 rows less the one that tmux keeps for itself. */
enum { BOARD_LEAST_ROWS = 23, BOARD_LEAST_COLUMNS = 80 };

/* A table of cells below one heading row; across * down cells, 0 x 0: not there. */
struct board_table {
    struct box box;         /* heading included; rows 0: not there */
    int across, down;
    int cell_rows, cell_columns;
    bool big;               /* cells with block letters, to be read from 10 m */
};

struct board_layout {
    struct box banner;      /* rows 0: nothing is wrong */
    int digits;             /* of the longest number that has block letters */
    struct box newest;      /* the last row is a sentence */
    int newest_scale;
    struct box earlier;     /* the calls before */
    int earlier_scale, earlier_across, earlier_down;
    struct board_table windows, waiting;
    int message_row;
};

/* Lays out a wall of at least the least size, for so many windows (0..99) and services (0..26). digits: of the longest number ("A1000": 5);
 * places are made for 4 to 6, what is longer is written small. */
void board_lay_out(struct board_layout *layout, int rows, int columns, int windows, int services, int digits, bool away);

/* Rows and columns of one call (number, arrow, window of two digits) at a scale; the arrow's own scale, 0: a sign of one cell. */
void board_call_size(int scale, int digits, int *ret_rows, int *ret_columns, int *ret_arrow);

#endif
