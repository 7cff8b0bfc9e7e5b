#include "term/canvas.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIZE_LIMIT = 1000, TEXT_LIMIT = 16384, ELLIPSIS = 0x2026 };

bool canvas_init(struct canvas *canvas, int rows, int columns)
{
    *canvas = (struct canvas){.cursor_row = -1, .cursor_column = -1};
    return canvas_resize(canvas, rows, columns);
}

void canvas_finish(struct canvas *canvas)
{
    free(canvas->cells);
    *canvas = (struct canvas){0};
}

bool canvas_resize(struct canvas *canvas, int rows, int columns)
{
    if (rows < 1 || columns < 1 || rows > SIZE_LIMIT || columns > SIZE_LIMIT)
        return false;
    struct cell *cells = malloc((size_t)rows * (size_t)columns * sizeof *cells);
    if (!cells)
        return false;
    free(canvas->cells);
    *canvas = (struct canvas){.rows = rows, .columns = columns, .cells = cells};
    canvas_clear(canvas, ROLE_NORMAL);
    return true;
}

void canvas_clear(struct canvas *canvas, enum role role)
{
    size_t count = (size_t)canvas->rows * (size_t)canvas->columns;

    for (size_t i = 0; i < count; i++)
        canvas->cells[i] = (struct cell){.code = ' ', .role = role};
    canvas->cursor_row = canvas->cursor_column = -1;
}

struct box canvas_box(const struct canvas *canvas)
{
    return (struct box){0, 0, canvas->rows, canvas->columns};
}

struct cell *canvas_at(struct canvas *canvas, int row, int column)
{
    if (row < 0 || column < 0 || row >= canvas->rows || column >= canvas->columns)
        return NULL;
    return &canvas->cells[row * canvas->columns + column];
}

/* Makes the other half of a wide character blank before one half is drawn over. */
static void free_other_half(struct canvas *canvas, int row, int column)
{
    struct cell *cell = canvas_at(canvas, row, column);
    struct cell *other = NULL;

    if (cell->code == 0)
        other = canvas_at(canvas, row, column - 1);
    else if (utf8_cells_of(cell->code) == 2)
        other = canvas_at(canvas, row, column + 1);
    if (other)
        *other = (struct cell){.code = ' ', .role = other->role};
}

/* Draws a character of 1 or 2 cells that is known to be clean. */
static void put_clean(struct canvas *canvas, int row, int column, uint32_t code, int cells, enum role role)
{
    struct cell *cell = canvas_at(canvas, row, column);

    if (!cell || column + cells > canvas->columns)
        return;
    free_other_half(canvas, row, column);
    if (cells == 2)
        free_other_half(canvas, row, column + 1);
    *cell = (struct cell){.code = code, .role = role};
    if (cells == 2)
        cell[1] = (struct cell){.code = 0, .role = role};
}

void canvas_fill(struct canvas *canvas, struct box box, enum role role)
{
    for (int row = box.row; row < box.row + box.rows; row++)
        for (int column = box.column; column < box.column + box.columns; column++)
            put_clean(canvas, row, column, ' ', 1, role);
}

void canvas_put(struct canvas *canvas, int row, int column, uint32_t code, enum role role)
{
    char raw[5] = "", clean[5];

    if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        return;
    utf8_encode(code, raw);
    utf8_clean(clean, sizeof clean, raw);
    if (raw[0] != '\0' && strcmp(raw, clean) == 0)
        put_clean(canvas, row, column, code, utf8_cells_of(code), role);
}

static void add_mark(struct cell *cell, uint32_t mark)
{
    for (int i = 0; cell && i < CELL_MARKS; i++) {
        if (cell->marks[i] == 0) {
            cell->marks[i] = mark;
            return;
        }
    }
}

/* Draws the first bytes of clean text; the caller has seen that they fit. Returns the cells used. */
static int draw_clean(struct canvas *canvas, int row, int column, enum role role, const char *text, size_t bytes)
{
    int used = 0, last = 0; /* last: where the character lies that a mark stands on */

    for (size_t i = 0; i < bytes;) {
        uint32_t code;
        i += utf8_decode(text + i, bytes - i, &code);
        int cells = utf8_cells_of(code);
        if (cells == 0) {
            add_mark(canvas_at(canvas, row, column + last), code);
            continue;
        }
        put_clean(canvas, row, column + used, code, cells, role);
        last = used;
        used += cells;
    }
    return used;
}

/* Draws text with `halves` halves of the free cells to its left: 0 flush left, 1 centred, 2 flush right. */
static int draw_text(struct canvas *canvas, int row, int column, int cells, enum role role, const char *text, int halves)
{
    char clean[TEXT_LIMIT];

    if (!canvas_at(canvas, row, column))
        return 0;
    if (cells < 0 || cells > canvas->columns - column)
        cells = canvas->columns - column;
    if (cells == 0)
        return 0;
    utf8_clean(clean, sizeof clean, text);
    int need = utf8_cells(clean);
    if (need <= cells)
        return draw_clean(canvas, row, column + (cells - need) * halves / 2, role, clean, strlen(clean));
    int used = draw_clean(canvas, row, column, role, clean, utf8_cut(clean, cells - 1));
    put_clean(canvas, row, column + used, ELLIPSIS, 1, role);
    return used + 1;
}

int canvas_text(struct canvas *canvas, int row, int column, int cells, enum role role, const char *text)
{
    return draw_text(canvas, row, column, cells, role, text, 0);
}

int canvas_text_centre(struct canvas *canvas, int row, int column, int cells, enum role role, const char *text)
{
    return draw_text(canvas, row, column, cells, role, text, 1);
}

int canvas_text_right(struct canvas *canvas, int row, int column, int cells, enum role role, const char *text)
{
    return draw_text(canvas, row, column, cells, role, text, 2);
}

int canvas_printf(struct canvas *canvas, int row, int column, int cells, enum role role, const char *format, ...)
{
    char text[TEXT_LIMIT];
    va_list arguments;

    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return length < 0 ? 0 : canvas_text(canvas, row, column, cells, role, text);
}

void canvas_frame(struct canvas *canvas, struct box box, enum role role, const char *title)
{
    int bottom = box.row + box.rows - 1, right = box.column + box.columns - 1;

    if (box.rows < 2 || box.columns < 2)
        return;
    for (int column = box.column + 1; column < right; column++) {
        canvas_put(canvas, box.row, column, 0x2500, role);
        canvas_put(canvas, bottom, column, 0x2500, role);
    }
    for (int row = box.row + 1; row < bottom; row++) {
        canvas_put(canvas, row, box.column, 0x2502, role);
        canvas_put(canvas, row, right, 0x2502, role);
    }
    canvas_put(canvas, box.row, box.column, 0x250C, role);
    canvas_put(canvas, box.row, right, 0x2510, role);
    canvas_put(canvas, bottom, box.column, 0x2514, role);
    canvas_put(canvas, bottom, right, 0x2518, role);
    if (title && box.columns >= 8) {
        int used = canvas_text(canvas, box.row, box.column + 3, box.columns - 6, role, title);
        canvas_put(canvas, box.row, box.column + 2, ' ', role);
        canvas_put(canvas, box.row, box.column + 3 + used, ' ', role);
    }
}

size_t canvas_row_text(const struct canvas *canvas, int row, char *text, size_t size)
{
    size_t written = 0, end = 0; /* end: after the last character that is not a blank */

    for (int column = 0; row >= 0 && row < canvas->rows && column < canvas->columns; column++) {
        const struct cell *cell = &canvas->cells[row * canvas->columns + column];
        char bytes[4 * (1 + CELL_MARKS)];
        if (cell->code == 0)
            continue;
        size_t count = utf8_encode(cell->code, bytes);
        for (int i = 0; i < CELL_MARKS && cell->marks[i]; i++)
            count += utf8_encode(cell->marks[i], bytes + count);
        if (written + count + 1 > size)
            break;
        memcpy(text + written, bytes, count);
        written += count;
        if (cell->code != ' ' || cell->marks[0])
            end = written;
    }
    if (size > 0)
        text[end] = '\0';
    return end;
}
