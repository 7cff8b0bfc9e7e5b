#include "term/qr.h"

#include <qrencode.h>

enum { QUIET = 4 };

static QRcode *encode(const char *text)
{
    return QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
}

static void size_of(const QRcode *code, int *ret_rows, int *ret_columns)
{
    *ret_columns = code->width + 2 * QUIET;
    *ret_rows = (*ret_columns + 1) / 2;
}

bool qr_size(const char *text, int *ret_rows, int *ret_columns)
{
    QRcode *code = encode(text);

    if (!code)
        return false;
    size_of(code, ret_rows, ret_columns);
    QRcode_free(code);
    return true;
}

/* Whether a module is dark; row and column count from the corner of the quiet zone. */
static bool is_dark(const QRcode *code, int row, int column)
{
    row -= QUIET;
    column -= QUIET;
    if (row < 0 || column < 0 || row >= code->width || column >= code->width)
        return false;
    return code->data[row * code->width + column] & 1;
}

bool qr_draw(struct canvas *canvas, int row, int column, const char *text)
{
    static const uint32_t blocks[] = {' ', 0x2580, 0x2584, 0x2588}; /* bit 0: upper half, bit 1: lower half */
    QRcode *code = encode(text);
    int rows, columns;

    if (!code)
        return false;
    size_of(code, &rows, &columns);
    bool fits = row >= 0 && column >= 0 && row + rows <= canvas->rows && column + columns <= canvas->columns;
    for (int y = 0; fits && y < rows; y++)
        for (int x = 0; x < columns; x++)
            canvas_put(canvas, row + y, column + x, blocks[is_dark(code, 2 * y, x) | is_dark(code, 2 * y + 1, x) << 1], ROLE_PAPER);
    QRcode_free(code);
    return fits;
}
