/* Where things lie on the manager's screen, by its size and by how much there is to show. Pure. */
#ifndef STATUS_LAYOUT_H
#define STATUS_LAYOUT_H

#include "term/canvas.h"

/* A terminal of 24 rows less the one that tmux keeps for itself. */
enum { STATUS_LEAST_ROWS = 23, STATUS_LEAST_COLUMNS = 80 };

/* How a window is drawn: a row, a framed tile, a tile with its ticket in big letters. The largest that shows all windows at once is taken. */
enum status_form { STATUS_LINE, STATUS_TILE, STATUS_BIG };

struct status_layout {
    struct box banner;      /* rows 0: the controller is there */
    struct box alarms;      /* at least one row: all is well is worth a row too */
    struct box windows;     /* the first row is a heading */
    struct box side;        /* queues and printers; the first row is a heading */
    struct box charts;      /* below the windows, on a high screen; rows 0: none */
    struct box today;       /* 1 row, or 5 with big figures */
    enum status_form form;
    int tile_rows, tile_columns, across; /* across: tiles beside each other */
};

/* Lays out a screen of at least the least size, for so many windows (0..99) and alarms. */
void status_lay_out(struct status_layout *layout, int rows, int columns, int windows, int alarms, bool away);

#endif
