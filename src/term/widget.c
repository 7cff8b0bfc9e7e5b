#include "term/widget.h"

#include "base/language.h"
#include "base/utf8.h"

#include <stdio.h>

void targets_clear(struct targets *targets)
{
    targets->count = 0;
}

void targets_add(struct targets *targets, struct box box, uint32_t key)
{
    if (!targets || targets->count >= TARGET_LIMIT)
        return;
    targets->at[targets->count].box = box;
    targets->at[targets->count].key = key;
    targets->count++;
}

static bool is_inside(struct box box, int row, int column)
{
    return row >= box.row && row < box.row + box.rows && column >= box.column && column < box.column + box.columns;
}

struct key targets_resolve(const struct targets *targets, struct key key)
{
    if (key.kind != KEY_KIND_PRESS)
        return key;
    for (int i = targets->count - 1; i >= 0; i--) { /* what was drawn last lies on top */
        if (!is_inside(targets->at[i].box, key.row, key.column))
            continue;
        uint32_t code = targets->at[i].key;
        if (code == '\n')
            return (struct key){.kind = KEY_KIND_ENTER};
        if (code == 27)
            return (struct key){.kind = KEY_KIND_ESCAPE};
        return (struct key){.kind = KEY_KIND_TEXT, .code = code};
    }
    return (struct key){.kind = KEY_KIND_NONE};
}

void widget_title(struct canvas *canvas, const char *left, const char *right)
{
    int used = 0;

    canvas_fill(canvas, (struct box){0, 0, 1, canvas->columns}, ROLE_TITLE);
    if (right && *right)
        used = 1 + canvas_text_right(canvas, 0, canvas->columns / 3, canvas->columns - canvas->columns / 3 - 1, ROLE_TITLE, right);
    if (left && canvas->columns - used > 3)
        canvas_text(canvas, 0, 1, canvas->columns - used - 3, ROLE_TITLE, left);
}

void widget_hints(struct canvas *canvas, struct targets *targets, const struct hint *hints, int count)
{
    int row = canvas->rows - 1, column = 1;

    canvas_fill(canvas, (struct box){row, 0, 1, canvas->columns}, ROLE_FOOTER);
    for (int i = 0; i < count; i++) {
        int cells = utf8_cells(hints[i].key) + 2 + 1 + utf8_cells(hints[i].what);
        if (column + cells > canvas->columns)
            return;
        targets_add(targets, (struct box){row, column, 1, cells}, hints[i].press);
        column += canvas_printf(canvas, row, column, -1, ROLE_KEY, " %s ", hints[i].key) + 1;
        column += canvas_text(canvas, row, column, -1, ROLE_FOOTER, hints[i].what) + 2;
    }
}

/* Draws the key sign, a blank and the text; centred when it fits into one row of the box, else wrapped beside the sign. Returns the rows used. */
static int draw_label(struct canvas *canvas, struct box box, const char *key, const char *text, enum role role)
{
    int sign = key && *key ? utf8_cells(key) + 2 : 0;
    int before = sign ? sign + 1 : 0;
    int need = before + utf8_cells(text);
    int column = box.column + (need < box.columns ? (box.columns - need) / 2 : 0);

    if (sign)
        canvas_printf(canvas, box.row, column, box.columns, ROLE_KEY, " %s ", key);
    if (box.columns <= before)
        return 1;
    return canvas_wrap(canvas, (struct box){box.row, column + before, need <= box.columns ? 1 : box.rows, box.columns - before}, role, text);
}

void widget_button(struct canvas *canvas, struct targets *targets, struct box box, const char *key, const char *text, const char *detail, uint32_t press, bool chosen)
{
    enum role role = chosen ? ROLE_CHOSEN : ROLE_BUTTON;
    bool framed = box.rows >= 3 && box.columns >= 6;
    int need = utf8_cells(text) + (key && *key ? utf8_cells(key) + 3 : 0), side = need > box.columns - 6 && box.rows == 3 ? 2 : 3; /* what does not quite fit, has less air */
    struct box inner = framed ? (struct box){box.row + 1, box.column + side, box.rows - 2, box.columns - 2 * side}
                              : (struct box){box.row, box.column + 2, box.rows, box.columns - 4};
    int text_rows = need > inner.columns && inner.rows >= 2 ? 2 : 1;
    bool with_detail = detail && *detail && inner.rows > text_rows;
    int top = (inner.rows - text_rows - with_detail) / 2;

    targets_add(targets, box, press);
    canvas_fill(canvas, box, role);
    if (framed)
        canvas_frame(canvas, box, chosen ? role : ROLE_DETAIL, NULL);
    if (chosen) {
        canvas_put(canvas, inner.row + top, box.column + framed, 0x25BA, role);
        canvas_put(canvas, inner.row + top, box.column + box.columns - 1 - framed, 0x25C4, role);
    }
    draw_label(canvas, (struct box){inner.row + top, inner.column, text_rows, inner.columns}, key, text, role);
    if (with_detail)
        canvas_text_centre(canvas, inner.row + top + text_rows, inner.column, inner.columns, chosen ? ROLE_CHOSEN : ROLE_DETAIL, detail);
}

void widget_banner(struct canvas *canvas, int row, enum role role, const char *text)
{
    bool bad = role == ROLE_WARNING || role == ROLE_ALARM; /* a mark, for who does not see the colour */

    canvas_fill(canvas, (struct box){row, 0, 1, canvas->columns}, role);
    canvas_printf(canvas, row, 1, canvas->columns - 2, role, "%s%s", bad ? "! " : "", text);
}

void widget_mute(struct canvas *canvas, struct box box)
{
    for (int row = box.row; row < box.row + box.rows; row++) {
        for (int column = box.column; column < box.column + box.columns; column++) {
            struct cell *cell = canvas_at(canvas, row, column);
            if (cell)
                cell->role = ROLE_MUTED;
        }
    }
}

bool widget_too_small(struct canvas *canvas, int least_rows, int least_columns)
{
    char text[256];

    if (canvas->rows >= least_rows && canvas->columns >= least_columns)
        return false;
    canvas_clear(canvas, ROLE_NORMAL);
    snprintf(text, sizeof text, _("This window is too small: it needs %d columns and %d rows and has %d and %d."), least_columns, least_rows,
             canvas->columns, canvas->rows);
    canvas_wrap(canvas, canvas_box(canvas), ROLE_STRONG, text);
    return true;
}
