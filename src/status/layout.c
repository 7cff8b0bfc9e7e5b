#include "status/layout.h"

enum { HIGH_ROWS = 40, ALARMS_LOW = 3, ALARMS_HIGH = 6, TODAY_HIGH = 5, CHART_LEAST = 9, CHART_MOST = 40, DOUBLE_ROWS = 12, DOUBLE_COLUMNS = 50 };

static int side_columns(int columns)
{
    return columns >= 140 ? 46 : columns >= 100 ? 34 : 26;
}

/* How small and how large the tiles of a form may be. */
static const struct {
    int least_rows, most_rows, least_columns, most_columns;
} forms[] = {[STATUS_LINE] = {1, 1, 27, 46}, [STATUS_TILE] = {4, 5, 18, 30}, [STATUS_BIG] = {8, 14, 27, 60}};

/* Whether all windows fit in a form; the tiles then share the width. Lines always "fit": what is too much is scrolled. */
static bool try_form(struct status_layout *layout, enum status_form form, int windows)
{
    int room = layout->windows.rows - 1;

    layout->form = form;
    layout->tile_rows = forms[form].least_rows;
    layout->across = layout->windows.columns / forms[form].least_columns;
    if (layout->across > windows)
        layout->across = windows > 0 ? windows : 1;
    layout->tile_columns = layout->windows.columns / layout->across;
    if (layout->tile_columns > forms[form].most_columns)
        layout->tile_columns = forms[form].most_columns;
    int down = (windows + layout->across - 1) / layout->across;
    return form == STATUS_LINE || down * layout->tile_rows <= room;
}

/* Uses what room is left: fewer tiles beside each other where that costs no more rows (12 windows are better read as 3 rows of 4 than as 5, 5
 * and 2), and higher ones. */
static void spread(struct status_layout *layout, int windows)
{
    int down = (windows + layout->across - 1) / layout->across, most = forms[layout->form].most_rows;

    if (layout->form == STATUS_LINE || down == 0)
        return;
    /* on a very large screen fewer and larger ones, so that the numbers double */
    while (layout->form == STATUS_BIG && layout->across > 1 && layout->windows.columns / layout->across < DOUBLE_COLUMNS &&
           (layout->windows.rows - 1) / ((windows + layout->across - 2) / (layout->across - 1)) >= DOUBLE_ROWS) {
        layout->across--;
        down = (windows + layout->across - 1) / layout->across;
    }
    layout->across = (windows + down - 1) / down;
    layout->tile_columns = layout->windows.columns / layout->across;
    if (layout->tile_columns > forms[layout->form].most_columns)
        layout->tile_columns = forms[layout->form].most_columns;
    layout->tile_rows = (layout->windows.rows - 1) / down;
    if (layout->tile_rows > most)
        layout->tile_rows = most;
}

/* The charts take what the tiles leave. */
static void place_charts(struct status_layout *layout, int windows)
{
    int down = windows > 0 ? (windows + layout->across - 1) / layout->across : 1, used = 1 + down * layout->tile_rows, left = layout->windows.rows - used;

    if (left < CHART_LEAST)
        return;
    int rows = left - 1 > CHART_MOST ? CHART_MOST : left - 1;
    layout->charts = (struct box){layout->windows.row + used + 1, 1, rows, layout->windows.columns - 2};
    layout->windows.rows = used;
}

void status_lay_out(struct status_layout *layout, int rows, int columns, int windows, int alarms, bool away)
{
    int most_alarms = rows >= HIGH_ROWS ? ALARMS_HIGH : ALARMS_LOW, today = rows >= HIGH_ROWS ? TODAY_HIGH : 1;
    int row = 1;

    *layout = (struct status_layout){.banner = {row, 0, away, columns}};
    row += layout->banner.rows;
    layout->alarms = (struct box){row, 0, alarms < 1 ? 1 : alarms > most_alarms ? most_alarms : alarms, columns};
    row += layout->alarms.rows;
    layout->today = (struct box){rows - 1 - today, 0, today, columns};
    int side = side_columns(columns), body = layout->today.row - row;
    layout->windows = (struct box){row, 0, body, columns - side};
    layout->side = (struct box){row, columns - side + 1, body, side - 2};
    int reserved = rows >= HIGH_ROWS ? CHART_LEAST : 0;
    layout->windows.rows -= reserved;
    for (int form = STATUS_BIG; form >= STATUS_LINE; form--)
        if (try_form(layout, (enum status_form)form, windows))
            break;
    spread(layout, windows);
    layout->windows.rows += reserved;
    if (layout->form != STATUS_LINE && reserved > 0)
        place_charts(layout, windows);
}
