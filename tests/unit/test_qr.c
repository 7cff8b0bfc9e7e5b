/* The code is drawn on a canvas, the cells become pixels, and a reader of the market (zbarimg) reads them. */
#define _POSIX_C_SOURCE 200809L
#include "term/qr.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { DOT = 3 }; /* pixels a module */

/* Whether the upper (half 0) or lower half of a cell is dark. */
static bool is_dark(const struct cell *cell, int half)
{
    cr_assert_eq(cell->role, ROLE_PAPER);
    cr_assert(cell->code == ' ' || cell->code == 0x2580 || cell->code == 0x2584 || cell->code == 0x2588, "U+%04X in a QR code", cell->code);
    return cell->code == 0x2588 || cell->code == (half == 0 ? 0x2580 : 0x2584);
}

/* Writes a box of the canvas as a picture (PGM). */
static void write_picture(const char *path, struct canvas *canvas, struct box box)
{
    FILE *file = fopen(path, "wb");

    cr_assert_not_null(file);
    fprintf(file, "P5 %d %d 255\n", box.columns * DOT, box.rows * 2 * DOT);
    for (int y = 0; y < box.rows * 2 * DOT; y++)
        for (int x = 0; x < box.columns * DOT; x++)
            fputc(is_dark(canvas_at(canvas, box.row + y / DOT / 2, box.column + x / DOT), y / DOT % 2) ? 0 : 255, file);
    cr_assert_eq(fclose(file), 0);
}

static void expect_read_back(const char *text)
{
    char folder[] = "/tmp/yichuang-qr-XXXXXX", path[64], command[160], read_back[2048] = "";
    struct canvas canvas;
    int rows, columns;

    cr_assert_eq(system("command -v zbarimg >/dev/null"), 0, "zbarimg is missing (Debian package zbar-tools)");
    cr_assert(qr_size(text, &rows, &columns));
    cr_assert(canvas_init(&canvas, rows + 3, columns + 5));
    cr_assert(qr_draw(&canvas, 2, 4, text));
    cr_assert_not_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/code.pgm", folder);
    write_picture(path, &canvas, (struct box){2, 4, rows, columns});
    snprintf(command, sizeof command, "zbarimg --nodbus -q --raw %s", path);
    FILE *reader = popen(command, "r");
    cr_assert_not_null(reader);
    size_t length = fread(read_back, 1, sizeof read_back - 1, reader);
    cr_expect_eq(pclose(reader), 0);
    if (length > 0 && read_back[length - 1] == '\n')
        read_back[length - 1] = '\0';
    cr_expect_str_eq(read_back, text);
    unlink(path);
    rmdir(folder);
    canvas_finish(&canvas);
}

Test(qr, a_reader_reads_it)
{
    expect_read_back("http://127.0.0.1:8640/t/1A7QF3M9T2KXW8PZ");
    expect_read_back("1A7QF3M9T2KXW8PZ");
    expect_read_back("https://hall.example/t/abc?x=1&y=%E4%B8%80");
    char longer[301] = "";
    memset(longer, 'k', 300);
    expect_read_back(longer);
}

Test(qr, quiet_zone_of_four)
{
    struct canvas canvas;
    int rows, columns;

    cr_assert(qr_size("A", &rows, &columns));
    cr_expect_eq(columns, 21 + 8);
    cr_expect_eq(rows, 15);
    cr_assert(canvas_init(&canvas, rows, columns));
    cr_assert(qr_draw(&canvas, 0, 0, "A"));
    for (int i = 0; i < columns; i++) {
        cr_expect_eq(canvas_at(&canvas, 0, i)->code, ' ');
        cr_expect_eq(canvas_at(&canvas, 1, i)->code, ' ');
        cr_expect_eq(canvas_at(&canvas, i / 2, 3)->code, ' ');
        cr_expect_eq(canvas_at(&canvas, i / 2, columns - 4)->code, ' ');
        cr_expect_eq(canvas_at(&canvas, i / 2, i)->role, ROLE_PAPER);
    }
    cr_expect_neq(canvas_at(&canvas, 2, 4)->code, ' ');
    canvas_finish(&canvas);
}

Test(qr, what_does_not_fit_is_not_drawn)
{
    struct canvas canvas;
    int rows, columns;
    char text[16] = "", *huge = malloc(5001);

    cr_assert_not_null(huge);
    memset(huge, 'k', 5000);
    huge[5000] = '\0';
    cr_expect_not(qr_size(huge, &rows, &columns));
    cr_assert(canvas_init(&canvas, 15, 28));
    cr_expect_not(qr_draw(&canvas, 0, 0, "A"));
    cr_expect_not(qr_draw(&canvas, 0, -1, "A"));
    cr_expect_not(qr_draw(&canvas, 0, 0, huge));
    for (int row = 0; row < 15; row++)
        cr_expect_eq(canvas_row_text(&canvas, row, text, sizeof text), 0);
    cr_expect_eq(canvas_at(&canvas, 0, 0)->role, ROLE_NORMAL);
    canvas_finish(&canvas);
    free(huge);
}
