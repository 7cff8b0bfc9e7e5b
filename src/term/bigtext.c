#include "term/bigtext.h"

#include "base/utf8.h"

#include <string.h>

enum { FONT_ROWS = BIGTEXT_TALL_ROWS };

struct glyph {
    char letter;
    const char *rows[FONT_ROWS];
};

static const struct glyph font[] = {
#define GLYPH(letter, ...) {letter, {__VA_ARGS__}},
#include "term/bigtext_font.def"
#undef GLYPH
};

/* Returns the glyph of the next character of text and moves text behind it. */
static const struct glyph *next_glyph(const char **text)
{
    uint32_t code;

    *text += utf8_decode(*text, strlen(*text), &code);
    if (code >= 'a' && code <= 'z')
        code = code - 'a' + 'A';
    const struct glyph *glyph = font;
    while (glyph->letter != '\0' && (uint32_t)glyph->letter != code)
        glyph++;
    return glyph;
}

static int glyph_columns(const struct glyph *glyph)
{
    return (int)strlen(glyph->rows[0]);
}

void bigtext_size(const char *text, int scale, int *ret_rows, int *ret_columns)
{
    int columns = 0;

    while (*text != '\0')
        columns += glyph_columns(next_glyph(&text)) + 1;
    *ret_rows = (FONT_ROWS * scale + 1) / 2;
    *ret_columns = columns > 0 ? (columns - 1) * scale : 0;
}

int bigtext_scale(const char *text, int rows, int columns)
{
    int scale = 0, need_rows, need_columns;

    if (*text == '\0')
        return 0;
    do {
        bigtext_size(text, ++scale, &need_rows, &need_columns);
    } while (need_rows <= rows && need_columns <= columns);
    return scale - 1;
}

static bool is_ink(const struct glyph *glyph, int row, int column)
{
    return row >= 0 && column >= 0 && row < FONT_ROWS && column < glyph_columns(glyph) && glyph->rows[row][column] == '#';
}

/* Whether the point at row, column of a letter enlarged by scale is ink. Where two dots touch at their corners only, the corners beside
 * them are filled, so that enlarged curves and diagonals are smooth instead of stairs. */
static bool is_point_ink(const struct glyph *glyph, int scale, int row, int column)
{
    int y = row / scale, x = column / scale; /* the dot that the point belongs to */
    int v = row % scale, u = column % scale; /* where in the dot */

    if (is_ink(glyph, y, x))
        return true;
    for (int corner = 0; corner < 4; corner++) {
        int down = corner & 1 ? 1 : -1, right = corner & 2 ? 1 : -1;
        int depth = (down > 0 ? v : scale - 1 - v) + (right > 0 ? u : scale - 1 - u); /* 2 * scale - 2 in the corner itself */
        if (depth >= scale && is_ink(glyph, y + down, x) && is_ink(glyph, y, x + right) && !is_ink(glyph, y + down, x + right))
            return true;
    }
    return false;
}

static void draw_glyph(struct canvas *canvas, int row, int column, int scale, enum role role, const struct glyph *glyph)
{
    static const uint32_t blocks[] = {' ', 0x2580, 0x2584, 0x2588}; /* bit 0: upper half, bit 1: lower half */
    int rows = (FONT_ROWS * scale + 1) / 2;

    for (int y = 0; y < rows; y++) {
        for (int x = 0; x < glyph_columns(glyph) * scale; x++) {
            bool upper = is_point_ink(glyph, scale, 2 * y, x);
            bool lower = is_point_ink(glyph, scale, 2 * y + 1, x);
            canvas_put(canvas, row + y, column + x, blocks[upper | lower << 1], role);
        }
    }
}

void bigtext_draw(struct canvas *canvas, int row, int column, int scale, enum role role, const char *text)
{
    int rows, columns;

    if (scale < 1)
        return;
    bigtext_size(text, scale, &rows, &columns);
    canvas_fill(canvas, (struct box){row, column, rows, columns}, role);
    while (*text != '\0') {
        const struct glyph *glyph = next_glyph(&text);
        draw_glyph(canvas, row, column, scale, role, glyph);
        column += (glyph_columns(glyph) + 1) * scale;
    }
}

/* Upright strokes are the columns 0, 2 and 4 of a letter: which column of it stands where, with strokes twice as wide. */
static const int wide_columns[] = {0, 0, 1, 2, 2, 3, 4, 4};
enum { WIDE_COLUMNS = sizeof wide_columns / sizeof *wide_columns, LETTER_COLUMNS = 5 };

void bigtext_draw_tall(struct canvas *canvas, int row, int column, int columns, enum role role, const char *text)
{
    int rows, narrow, letters = utf8_cells(text);

    bigtext_size(text, 1, &rows, &narrow);
    bool wide = narrow == letters * (LETTER_COLUMNS + 1) - 1 && letters * (WIDE_COLUMNS + 1) - 1 <= columns;
    int each = wide ? WIDE_COLUMNS : LETTER_COLUMNS;
    canvas_fill(canvas, (struct box){row, column, FONT_ROWS, wide ? letters * (each + 1) - 1 : narrow}, role);
    while (*text != '\0') {
        const struct glyph *glyph = next_glyph(&text);
        int glyph_width = wide ? each : glyph_columns(glyph);
        for (int y = 0; y < FONT_ROWS; y++)
            for (int x = 0; x < glyph_width; x++)
                canvas_put(canvas, row + y, column + x, is_ink(glyph, y, wide ? wide_columns[x] : x) ? 0x2588 : ' ', role);
        column += glyph_width + 1;
    }
}
