#include "board/layout.h"

enum {
    LETTER_COLUMNS = 5, LETTER_DOTS = 7,             /* of term/bigtext.h at scale 1 */
    ARROW_COLUMNS = 6,
    BIG_ROWS = 44, BIG_COLUMNS = 156,                /* from here on the tables have block letters too */
    WINDOW_ROWS = 5, WINDOW_COLUMNS = 39, WINDOW_DOWN = 3,
    LINE_COLUMNS = 20,
    WAITING_ROWS = 4, WAITING_COLUMNS = 39,
    EARLIER_MOST = 11,
    DIGITS_LEAST = 4, DIGITS_MOST = 6
};

void board_call_size(int scale, int digits, int *ret_rows, int *ret_columns, int *ret_arrow)
{
    int number = (digits * (LETTER_COLUMNS + 1) - 1) * scale, window = (2 * LETTER_COLUMNS + 1) * scale;
    int arrow = scale / 2;

    *ret_rows = (LETTER_DOTS * scale + 1) / 2;
    *ret_columns = number + window + (arrow > 0 ? arrow * ARROW_COLUMNS + 2 * scale : 3);
    *ret_arrow = arrow;
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

static int quotient_up(int a, int b)
{
    return b > 0 ? (a + b - 1) / b : 0;
}

/* Makes a table for count cells that ends above row `end`; at most most_down rows of cells. Cells share the width, as far as that helps. */
static void place(struct board_table *table, int end, int columns, int count, int most_down)
{
    int widest = table->cell_columns * 4 / 3 + 1;

    table->across = least(columns / table->cell_columns, count);
    table->down = least(quotient_up(count, table->across), most_down);
    table->across = least(table->across, quotient_up(count, table->down)); /* 5 cells are better 3 and 2 than 4 and 1 */
    int rows = table->down > 0 ? 1 + table->down * table->cell_rows : 0;
    table->box = (struct box){end - rows, 0, rows, columns};
    if (table->across > 0)
        table->cell_columns = least(columns / table->across, widest);
}

static void place_windows(struct board_table *table, int rows, int columns, int end, int windows)
{
    bool room = rows >= BIG_ROWS && columns >= BIG_COLUMNS;
    int big_across = columns / WINDOW_COLUMNS;

    table->big = room && quotient_up(windows, big_across) <= WINDOW_DOWN;
    table->cell_rows = table->big ? WINDOW_ROWS : 1;
    table->cell_columns = table->big ? WINDOW_COLUMNS : LINE_COLUMNS;
    place(table, end, columns, windows, table->big ? WINDOW_DOWN : rows / 6);
}

static void place_waiting(struct board_table *table, int rows, int columns, int end, int services)
{
    table->big = rows >= BIG_ROWS && columns >= BIG_COLUMNS && services <= columns / WAITING_COLUMNS;
    table->cell_rows = table->big ? WAITING_ROWS : 1;
    table->cell_columns = WAITING_COLUMNS;
    place(table, end, columns, services, table->big ? 1 : rows / 10);
}

/* The newest call as large as can be, as long as a row of earlier ones at half its scale is left. */
static void place_calls(struct board_layout *layout, int top, int end, int columns)
{
    int room = end - top, digits = layout->digits, need_rows, need_columns, arrow, rows = 0;

    for (int scale = 1;; scale++) {
        int half = scale > 1 ? scale / 2 : 1, half_rows, half_columns;
        board_call_size(scale, digits, &need_rows, &need_columns, &arrow);
        board_call_size(half, digits, &half_rows, &half_columns, &arrow);
        if (scale > 1 && (need_columns + 2 > columns || need_rows + 2 + half_rows + 1 > room))
            break;
        layout->newest_scale = scale;
        layout->earlier_scale = half;
        layout->earlier_across = columns / (half_columns + 2);
        rows = need_rows + 2;
    }
    layout->newest = (struct box){top, 0, least(rows, room), columns};
    board_call_size(layout->earlier_scale, digits, &need_rows, &need_columns, &arrow);
    layout->earlier = (struct box){top + rows, 0, room > rows ? room - rows : 0, columns};
    layout->earlier_down = least(layout->earlier.rows / (need_rows + 1), quotient_up(EARLIER_MOST, layout->earlier_across));
}

void board_lay_out(struct board_layout *layout, int rows, int columns, int windows, int services, int digits, bool away)
{
    *layout = (struct board_layout){.banner = {1, 0, away, columns}, .message_row = rows - 1};
    layout->digits = digits < DIGITS_LEAST ? DIGITS_LEAST : least(digits, DIGITS_MOST);
    place_waiting(&layout->waiting, rows, columns, layout->message_row, services);
    place_windows(&layout->windows, rows, columns, layout->waiting.box.row, windows);
    place_calls(layout, 1 + layout->banner.rows, layout->windows.box.row, columns);
}
