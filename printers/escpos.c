#include "printers/escpos.h"

#include <string.h>

enum { ESC = 0x1b, GS = 0x1d, DLE = 0x10, EOT = 0x04 };

static const struct escpos_model models[] = {
#define MODEL(name, paper, dots, cutter, status, rows) { name, paper, dots, cutter, status, rows },
#include "printers/models.def"
#undef MODEL
};

const struct escpos_model *escpos_model_at(int n)
{
    return n >= 0 && (size_t)n < sizeof models / sizeof *models ? &models[n] : NULL;
}

const struct escpos_model *escpos_model_find(const char *name)
{
    const struct escpos_model *model;

    for (int n = 0; (model = escpos_model_at(n)) != NULL; n++)
        if (strcmp(model->name, name) == 0)
            return model;
    return NULL;
}

static enum error append_band(const struct bitmap *bitmap, int first, int rows, struct bytes *bytes)
{
    const unsigned char head[] = { GS, 'v', '0', 0, (unsigned char)(bitmap->stride & 255), (unsigned char)(bitmap->stride >> 8),
                                   (unsigned char)(rows & 255), (unsigned char)(rows >> 8) };
    enum error error = bytes_append(bytes, head, sizeof head);

    return error ? error : bytes_append(bytes, bitmap->bits + (size_t)first * bitmap->stride, (size_t)rows * bitmap->stride);
}

enum error escpos_encode(const struct escpos_model *model, const struct bitmap *bitmap, struct bytes *bytes)
{
    return escpos_encode_end(model, bitmap, ESCPOS_FEED_LINES, true, bytes);
}

enum error escpos_encode_end(const struct escpos_model *model, const struct bitmap *bitmap, int feed, bool cut, struct bytes *bytes)
{
    static const unsigned char start[] = { ESC, '@' }, cutting[] = { GS, 'V', 66, 0 };
    const unsigned char feeding[] = { ESC, 'd', (unsigned char)feed };
    enum error error;

    if (bitmap->width != model->dots || feed < 0 || feed > 255)
        return ERROR_RANGE;
    size_t before = bytes->length;
    error = bytes_append(bytes, start, sizeof start);
    for (int y = 0; !error && y < bitmap->height; y += ESCPOS_BAND_ROWS) {
        int rows = bitmap->height - y;
        error = append_band(bitmap, y, rows < ESCPOS_BAND_ROWS ? rows : ESCPOS_BAND_ROWS, bytes);
    }
    if (!error)
        error = bytes_append(bytes, feeding, sizeof feeding);
    if (!error && cut && model->cutter)
        error = bytes_append(bytes, cutting, sizeof cutting);
    if (error)
        bytes->length = before;
    return error;
}

void escpos_ask(int n, unsigned char question[static 3])
{
    question[0] = DLE;
    question[1] = EOT;
    question[2] = (unsigned char)n;
}

/* What bit of the answer to which question means what; a later row tells more. */
static const struct {
    int n;
    unsigned char bits;
    enum printer_state state;
} meanings[] = {
    { 0, 0x00, PRINTER_READY },
    { 4, 0x0c, PRINTER_PAPER_LOW },  /* near-end sensor */
    { 1, 0x08, PRINTER_OFFLINE },
    { 2, 0x40, PRINTER_OFFLINE },    /* cutter or head error */
    { 2, 0x20, PRINTER_PAPER_OUT },  /* printing stopped by the end of the paper */
    { 4, 0x60, PRINTER_PAPER_OUT },
    { 2, 0x04, PRINTER_COVER_OPEN },
};
enum { MEANINGS = sizeof meanings / sizeof *meanings };

bool escpos_read_answer(int n, unsigned char answer, enum printer_state *ret_state)
{
    enum printer_state state = PRINTER_READY;

    if ((answer & 0x93) != 0x12)
        return false;
    for (size_t i = 0; i < MEANINGS; i++)
        if (meanings[i].n == n && answer & meanings[i].bits)
            state = meanings[i].state;
    *ret_state = state;
    return true;
}

static size_t rank(enum printer_state state)
{
    size_t i = MEANINGS;

    while (i > 0 && meanings[i - 1].state != state)
        i--;
    return i;
}

enum printer_state escpos_more_telling(enum printer_state one, enum printer_state other)
{
    return rank(one) >= rank(other) ? one : other;
}
