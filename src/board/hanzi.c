#include "board/hanzi.h"

#include "base/utf8.h"

#include <string.h>

enum { DOTS_ROWS = 16, DOTS_COLUMNS = 15 };

struct glyph {
    uint32_t code;
    const char *rows[DOTS_ROWS];
};

static const struct glyph font[] = {
#define HANZI(code, ...) {code, {__VA_ARGS__}},
#include "board/hanzi.def"
#undef HANZI
};

/* Returns the glyph of the next character of text and moves text behind it. */
static const struct glyph *next_glyph(const char **text)
{
    const struct glyph *glyph = font;
    uint32_t code;

    *text += utf8_decode(*text, strlen(*text), &code);
    while (glyph->code != 0 && glyph->code != code)
        glyph++;
    return glyph;
}

bool hanzi_has(const char *text)
{
    while (*text != '\0')
        if (next_glyph(&text)->code == 0)
            return false;
    return true;
}

void hanzi_size(const char *text, int scale, int *ret_rows, int *ret_columns)
{
    int count = 0;

    for (; *text != '\0'; count++)
        next_glyph(&text);
    *ret_rows = DOTS_ROWS / 2 * scale;
    *ret_columns = count > 0 ? (count * (DOTS_COLUMNS + 1) - 1) * scale : 0;
}

int hanzi_scale(const char *text, int rows, int columns)
{
    int scale = 0, need_rows, need_columns;

    if (*text == '\0')
        return 0;
    do {
        hanzi_size(text, ++scale, &need_rows, &need_columns);
    } while (need_rows <= rows && need_columns <= columns);
    return scale - 1;
}

static void draw_glyph(struct canvas *canvas, int row, int column, int scale, enum role role, const struct glyph *glyph)
{
    static const uint32_t blocks[] = {' ', 0x2580, 0x2584, 0x2588}; /* bit 0: upper half, bit 1: lower half */

    for (int y = 0; y < DOTS_ROWS / 2 * scale; y++)
        for (int x = 0; x < DOTS_COLUMNS * scale; x++) {
            bool upper = glyph->rows[2 * y / scale][x / scale] == '#';
            bool lower = glyph->rows[(2 * y + 1) / scale][x / scale] == '#';
            canvas_put(canvas, row + y, column + x, blocks[upper | lower << 1], role);
        }
}

void hanzi_draw(struct canvas *canvas, int row, int column, int scale, enum role role, const char *text)
{
    int rows, columns;

    if (scale < 1)
        return;
    hanzi_size(text, scale, &rows, &columns);
    canvas_fill(canvas, (struct box){row, column, rows, columns}, role);
    while (*text != '\0') {
        draw_glyph(canvas, row, column, scale, role, next_glyph(&text));
        column += (DOTS_COLUMNS + 1) * scale;
    }
}
