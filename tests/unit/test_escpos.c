/* A picture becomes bytes, and an interpreter that does not know our encoder turns them back into the same picture. */
#include "printers/escpos.h"

#include "lib/escpos_reader.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static void fill(struct bitmap *bitmap, unsigned seed)
{
    for (size_t i = 0; i < bitmap->stride * (size_t)bitmap->height; i++) {
        seed = seed * 1103515245u + 12345u;
        bitmap->bits[i] = (unsigned char)(seed >> 16);
    }
}

static void check_same(const struct bitmap *bitmap, const struct escpos_paper *paper)
{
    cr_assert_eq(paper->width, bitmap->width);
    cr_assert_eq(paper->height, bitmap->height);
    for (int y = 0; y < bitmap->height; y++)
        for (int x = 0; x < bitmap->width; x++)
            cr_assert_eq(paper->dots[y * bitmap->width + x], bitmap_get(bitmap, x, y), "dot %d,%d", x, y);
}

static void round_trip(const char *model_name, int height)
{
    const struct escpos_model *model = escpos_model_find(model_name);
    struct bitmap bitmap;
    struct bytes bytes = { 0 };
    struct escpos_paper paper;
    char error[ESCPOS_READER_ERROR];

    cr_assert_not_null(model);
    cr_assert_eq(bitmap_init(&bitmap, model->dots, height), ERROR_NONE);
    fill(&bitmap, (unsigned)height);
    cr_assert_eq(escpos_encode(model, &bitmap, &bytes), ERROR_NONE);
    cr_assert(escpos_read(bytes.data, bytes.length, model->dots, &paper, error), "%s", error);
    check_same(&bitmap, &paper);
    cr_assert_eq(paper.starts, 1);
    cr_assert_eq(paper.bands, (height + 255) / 256);
    cr_assert_leq(paper.most_band_rows, 256);
    cr_assert_eq(paper.fed_lines, 4);
    cr_assert_eq(paper.cuts, model->cutter ? 1 : 0);
    if (model->cutter)
        cr_assert_eq(paper.cut_height, height, "cut through the paper");
    escpos_paper_finish(&paper);
    bytes_finish(&bytes);
    bitmap_finish(&bitmap);
}

Test(escpos, every_model_gives_the_picture_back)
{
    static const int heights[] = { 1, 255, 256, 257, 512, 1500 };

    for (int n = 0; escpos_model_at(n); n++)
        for (size_t i = 0; i < sizeof heights / sizeof *heights; i++)
            round_trip(escpos_model_at(n)->name, heights[i]);
}

Test(escpos, bytes_of_a_small_picture_are_those_of_the_reference)
{
    static const unsigned char before[] = { 0x1b, 0x40, 0x1d, 0x76, 0x30, 0, 72, 0, 2, 0, 0x80 }, after[] = { 0x01, 0x1b, 0x64, 4, 0x1d, 0x56, 66, 0 };
    struct bitmap bitmap;
    struct bytes bytes = { 0 };

    cr_assert_eq(bitmap_init(&bitmap, 576, 2), ERROR_NONE);
    bitmap_set(&bitmap, 0, 0);
    bitmap_set(&bitmap, 575, 1);
    cr_assert_eq(escpos_encode(escpos_model_find("generic-80"), &bitmap, &bytes), ERROR_NONE);
    cr_assert_eq(bytes.length, 2 + 8 + 2 * 72 + 3 + 4);
    cr_assert_eq(memcmp(bytes.data, before, sizeof before), 0);
    cr_assert_eq(memcmp(bytes.data + bytes.length - sizeof after, after, sizeof after), 0);
    bytes_finish(&bytes);
    bitmap_finish(&bitmap);
}

Test(escpos, a_picture_of_another_width_is_refused)
{
    struct bitmap bitmap;
    struct bytes bytes = { 0 };

    cr_assert_eq(bitmap_init(&bitmap, 384, 8), ERROR_NONE);
    cr_assert_eq(escpos_encode(escpos_model_find("generic-80"), &bitmap, &bytes), ERROR_RANGE);
    cr_assert_eq(bytes.length, 0);
    bitmap_finish(&bitmap);
    cr_assert_eq(bitmap_init(&bitmap, 383, 8), ERROR_RANGE);
    cr_assert_eq(bitmap_init(&bitmap, 384, 0), ERROR_RANGE);
    cr_assert_null(escpos_model_find("generic-81"));
}

/* The interpreter itself: it must refuse what no printer would print as meant. */
static void check_refused(const char *bytes, size_t length, const char *why)
{
    struct escpos_paper paper;
    char error[ESCPOS_READER_ERROR];

    cr_assert_not(escpos_read((const unsigned char *)bytes, length, 8, &paper, error), "%s", why);
    cr_assert_not_null(strstr(error, why), "%s, not %s", error, why);
}

Test(escpos, the_interpreter_refuses_what_it_does_not_know)
{
    check_refused("\x1d\x76\x30\0\1\0\1\0x", 9, "without ESC @");
    check_refused("\x1b@hello", 7, "no command");
    check_refused("\x1b@\x1b!\0", 5, "unknown ESC");
    check_refused("\x1b@\x1d(k\0", 6, "unknown GS");
    check_refused("\x1b@\x10\x05\x01", 5, "unknown DLE");
    check_refused("\x1b@\x1dv0\0\1\0\2\0x", 11, "ends within");
    check_refused("\x1b@\x1dv0\0\2\0\1\0xy", 12, "as wide as");
    check_refused("\x1b@\x1dv0\1\1\0\1\0x", 11, "scale");
    check_refused("\x1b@\x1b", 3, "ends within");
}

static enum printer_state answer(int n, unsigned char byte)
{
    enum printer_state state;

    cr_assert(escpos_read_answer(n, byte, &state), "%02x", byte);
    return state;
}

Test(escpos, answers_of_the_printer)
{
    enum printer_state state = PRINTER_READY;

    cr_assert_eq(answer(1, 0x12), PRINTER_READY);
    cr_assert_eq(answer(1, 0x12 | 0x08), PRINTER_OFFLINE);
    cr_assert_eq(answer(2, 0x12), PRINTER_READY);
    cr_assert_eq(answer(2, 0x12 | 0x04), PRINTER_COVER_OPEN);
    cr_assert_eq(answer(2, 0x12 | 0x20), PRINTER_PAPER_OUT);
    cr_assert_eq(answer(2, 0x12 | 0x24), PRINTER_COVER_OPEN);
    cr_assert_eq(answer(2, 0x12 | 0x40), PRINTER_OFFLINE);
    cr_assert_eq(answer(4, 0x12 | 0x0c), PRINTER_PAPER_LOW);
    cr_assert_eq(answer(4, 0x12 | 0x6c), PRINTER_PAPER_OUT);
    for (int byte = 0; byte < 256; byte++)
        cr_assert_eq(escpos_read_answer(1, (unsigned char)byte, &state), (byte & 0x93) == 0x12, "%02x", byte);
    cr_assert_eq(escpos_more_telling(PRINTER_OFFLINE, PRINTER_PAPER_OUT), PRINTER_PAPER_OUT);
    cr_assert_eq(escpos_more_telling(PRINTER_COVER_OPEN, PRINTER_OFFLINE), PRINTER_COVER_OPEN);
    cr_assert_eq(escpos_more_telling(PRINTER_READY, PRINTER_PAPER_LOW), PRINTER_PAPER_LOW);
    cr_assert_eq(escpos_more_telling(PRINTER_READY, PRINTER_READY), PRINTER_READY);
}
