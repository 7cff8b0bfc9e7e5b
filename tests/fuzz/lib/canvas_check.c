#include "canvas_check.h"

#include "fuzz.h"

#include "base/utf8.h"

static void check_cell(const struct canvas *canvas, int row, int column)
{
    const struct cell *cell = &canvas->cells[row * canvas->columns + column];
    bool half = column > 0 && cell[-1].code != 0 && utf8_cells_of(cell[-1].code) == 2;

    FUZZ_HOLDS((int)cell->role >= 0 && cell->role < ROLE_COUNT, "row %d, column %d has the role %d", row, column, (int)cell->role);
    FUZZ_HOLDS((cell->code == 0) == half, "row %d, column %d: %s", row, column, half ? "a wide character has lost its right half" : "a right half without a left one");
    if (half || (cell->code >= 0x20 && cell->code < 0x7F && !cell->marks[0]))
        return;
    FUZZ_HOLDS(fuzz_is_clean_code(cell->code) && utf8_cells_of(cell->code) > 0, "row %d, column %d shows U+%04X", row, column, (unsigned)cell->code);
    FUZZ_HOLDS(column + utf8_cells_of(cell->code) <= canvas->columns, "row %d: a wide character sticks out", row);
    for (int i = 0; i < CELL_MARKS; i++)
        FUZZ_HOLDS(cell->marks[i] == 0 || (fuzz_is_clean_code(cell->marks[i]) && utf8_cells_of(cell->marks[i]) == 0), "row %d, column %d: U+%04X is no mark", row,
                   column, (unsigned)cell->marks[i]);
}

void fuzz_check_canvas(const struct canvas *canvas)
{
    char text[4096];

    for (int row = 0; row < canvas->rows; row++) {
        for (int column = 0; column < canvas->columns; column++)
            check_cell(canvas, row, column);
        canvas_row_text(canvas, row, text, sizeof text);
        fuzz_check_clean("a row of the screen", text, sizeof text);
    }
}

void fuzz_draw(const struct app_view *view, struct canvas *canvas, struct targets *targets, int rows, int columns)
{
    FUZZ_HOLDS(canvas_resize(canvas, rows, columns), "no memory for a canvas");
    app_draw(view, canvas, targets);
    fuzz_check_canvas(canvas);
    FUZZ_HOLDS(targets->count >= 0 && targets->count <= TARGET_LIMIT, "%d things can be pressed", targets->count);
    FUZZ_HOLDS(canvas->cursor_row < rows && canvas->cursor_column < columns, "the cursor is outside");
}
