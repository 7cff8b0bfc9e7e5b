#include "term/bigtext.h"

#include <criterion/criterion.h>

static struct canvas canvas;

static void start(void)
{
    cr_assert(canvas_init(&canvas, 12, 40));
}

static void finish(void)
{
    canvas_finish(&canvas);
}

TestSuite(bigtext, .init = start, .fini = finish);

static void expect_rows(const char *const *expected, int count)
{
    char text[512];

    for (int row = 0; row < count; row++) {
        canvas_row_text(&canvas, row, text, sizeof text);
        cr_expect_str_eq(text, expected[row], "row %d is \"%s\", not \"%s\"", row, text, expected[row]);
    }
}

Test(bigtext, letters)
{
    static const char *const expected[] = {
        " ▄▀▄  ▄▀▀▀▄",
        "█   █ █   █",
        "█▀▀▀█ █   █",
        "▀   ▀  ▀▀▀",
    };
    bigtext_draw(&canvas, 0, 0, 1, ROLE_STRONG, "A0");
    expect_rows(expected, 4);
    cr_expect_eq(canvas_at(&canvas, 0, 0)->role, ROLE_STRONG);
    cr_expect_eq(canvas_at(&canvas, 0, 11)->role, ROLE_NORMAL);
}

Test(bigtext, tall_letters)
{
    static const char *const expected[] = {
        "  █    ███", " █ █  █   █", "█   █ █   █", "█   █ █   █", "█████ █   █", "█   █ █   █", "█   █  ███",
    };
    static const char *const wide[] = {
        "   ██      ████", "  █  █   ██    ██", "██    ██ ██    ██", "██    ██ ██    ██", "████████ ██    ██", "██    ██ ██    ██", "██    ██   ████",
    };
    bigtext_draw_tall(&canvas, 0, 0, 16, ROLE_STRONG, "A0");
    expect_rows(expected, BIGTEXT_TALL_ROWS);
    bigtext_draw_tall(&canvas, 0, 0, 17, ROLE_STRONG, "A0");
    expect_rows(wide, BIGTEXT_TALL_ROWS);
}

Test(bigtext, enlarged_corners_are_smooth)
{
    static const char *const expected[] = {
        " ▄██████▄",
        "██▀    ▀██",
        "██      ██",
        "██      ██",
        "██      ██",
        "██▄    ▄██",
        " ▀██████▀",
    };
    bigtext_draw(&canvas, 0, 0, 2, ROLE_NORMAL, "0");
    expect_rows(expected, 7);
}

Test(bigtext, size_is_what_is_drawn)
{
    static const char all[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-:./+#*窗";
    struct canvas wide;
    int rows, columns;

    cr_assert(canvas_init(&wide, 30, 1000));
    for (int scale = 1; scale <= 3; scale++) {
        int last_row = 0, last_column = 0;
        canvas_clear(&wide, ROLE_NORMAL);
        bigtext_draw(&wide, 0, 0, scale, ROLE_NORMAL, all);
        bigtext_size(all, scale, &rows, &columns);
        for (int row = 0; row < wide.rows; row++) {
            for (int column = 0; column < wide.columns; column++) {
                if (canvas_at(&wide, row, column)->code != ' ') {
                    last_row = row > last_row ? row : last_row;
                    last_column = column > last_column ? column : last_column;
                }
            }
        }
        cr_expect_eq(last_row + 1, rows);
        cr_expect_eq(last_column + 1, columns);
    }
    canvas_finish(&wide);
}

Test(bigtext, digits_are_equally_wide)
{
    int rows, columns, first;
    char text[2] = "0";

    bigtext_size(text, 3, &rows, &first);
    for (; text[0] <= '9'; text[0]++) {
        bigtext_size(text, 3, &rows, &columns);
        cr_expect_eq(columns, first);
    }
}

Test(bigtext, scale_is_the_largest_that_fits)
{
    cr_expect_eq(bigtext_scale("A007", 4, 23), 1);
    cr_expect_eq(bigtext_scale("A007", 3, 23), 0);
    cr_expect_eq(bigtext_scale("A007", 4, 22), 0);
    cr_expect_eq(bigtext_scale("A007", 11, 69), 3);
    cr_expect_eq(bigtext_scale("A007", 100, 68), 2);
    cr_expect_eq(bigtext_scale("", 10, 10), 0);
}

Test(bigtext, small_letters_and_outside)
{
    char text[512];
    struct canvas other;

    cr_assert(canvas_init(&other, 12, 40));
    bigtext_draw(&canvas, 0, 0, 1, ROLE_NORMAL, "B12");
    bigtext_draw(&other, 0, 0, 1, ROLE_NORMAL, "b12");
    for (int i = 0; i < 12 * 40; i++)
        cr_assert_eq(canvas.cells[i].code, other.cells[i].code);
    bigtext_draw(&canvas, 10, 30, 3, ROLE_NORMAL, "A007"); /* sticks out: cut */
    bigtext_draw(&canvas, -3, -3, 3, ROLE_NORMAL, "A007");
    bigtext_draw(&canvas, 0, 0, 0, ROLE_NORMAL, "A007");
    cr_expect_gt(canvas_row_text(&canvas, 11, text, sizeof text), 0);
    canvas_finish(&other);
}
