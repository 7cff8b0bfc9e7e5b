#include "term/canvas.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static struct canvas canvas;

static void start(void)
{
    cr_assert(canvas_init(&canvas, 4, 12));
}

static void finish(void)
{
    canvas_finish(&canvas);
}

TestSuite(canvas, .init = start, .fini = finish);

static void expect_row(int row, const char *expected)
{
    char text[512];

    canvas_row_text(&canvas, row, text, sizeof text);
    cr_expect_str_eq(text, expected, "row %d is \"%s\", not \"%s\"", row, text, expected);
}

Test(canvas, sizes)
{
    struct canvas other;

    cr_expect_not(canvas_init(&other, 0, 5));
    cr_expect_not(canvas_init(&other, 5, 1001));
    canvas_finish(&other);
    canvas_text(&canvas, 0, 0, -1, ROLE_TITLE, "old");
    cr_expect_not(canvas_resize(&canvas, -1, 5));
    expect_row(0, "old");
    cr_expect(canvas_resize(&canvas, 2, 3));
    expect_row(0, "");
    cr_expect_eq(canvas_box(&canvas).columns, 3);
    cr_expect_null(canvas_at(&canvas, 2, 0));
    cr_expect_null(canvas_at(&canvas, 0, -1));
}

Test(canvas, text_is_cut_with_an_ellipsis)
{
    cr_expect_eq(canvas_text(&canvas, 0, 0, -1, ROLE_NORMAL, "twelve cells"), 12);
    cr_expect_eq(canvas_text(&canvas, 1, 0, -1, ROLE_NORMAL, "thirteen cell"), 12);
    cr_expect_eq(canvas_text(&canvas, 2, 0, 5, ROLE_NORMAL, "政务服务"), 5);
    cr_expect_eq(canvas_text(&canvas, 3, 0, 4, ROLE_NORMAL, "政务服务"), 3, "a wide character is not cut in half");
    expect_row(0, "twelve cells");
    expect_row(1, "thirteen ce…");
    expect_row(2, "政务…");
    expect_row(3, "政…");
}

Test(canvas, outside_is_nothing)
{
    cr_expect_eq(canvas_text(&canvas, 4, 0, -1, ROLE_NORMAL, "x"), 0);
    cr_expect_eq(canvas_text(&canvas, -1, 0, -1, ROLE_NORMAL, "x"), 0);
    cr_expect_eq(canvas_text(&canvas, 0, 12, -1, ROLE_NORMAL, "x"), 0);
    cr_expect_eq(canvas_text(&canvas, 0, 0, 0, ROLE_NORMAL, "x"), 0);
    canvas_put(&canvas, 0, 11, 0x4E00, ROLE_NORMAL); /* would stick out */
    canvas_put(&canvas, 9, 9, 'x', ROLE_NORMAL);
    canvas_fill(&canvas, (struct box){-2, -2, 3, 3}, ROLE_ALARM);
    cr_expect_eq(canvas_at(&canvas, 0, 0)->role, ROLE_ALARM);
    cr_expect_eq(canvas_at(&canvas, 1, 1)->role, ROLE_NORMAL);
    for (int row = 0; row < 4; row++)
        expect_row(row, "");
}

Test(canvas, half_of_a_wide_character_never_stays)
{
    canvas_text(&canvas, 0, 0, -1, ROLE_NORMAL, "一窗");
    canvas_put(&canvas, 0, 1, 'x', ROLE_NORMAL);
    expect_row(0, " x窗");
    canvas_put(&canvas, 0, 2, 'y', ROLE_NORMAL);
    expect_row(0, " xy");
    canvas_text(&canvas, 1, 0, -1, ROLE_NORMAL, "一窗");
    canvas_put(&canvas, 1, 1, 0x53E3, ROLE_NORMAL);
    expect_row(1, " 口");
    for (int column = 0; column < canvas.columns; column++)
        if (canvas_at(&canvas, 1, column)->code == 0)
            cr_expect_eq(column, 2, "a right half only behind its left one");
}

Test(canvas, hostile_text)
{
    canvas_text(&canvas, 0, 0, -1, ROLE_NORMAL, "a\033[31m\xC2\x9B" "b\xE2\x80\xAE");
    canvas_put(&canvas, 1, 0, 27, ROLE_NORMAL);
    canvas_put(&canvas, 1, 1, '\n', ROLE_NORMAL);
    canvas_put(&canvas, 1, 2, 0xD800, ROLE_NORMAL);
    canvas_put(&canvas, 1, 3, 0x200B, ROLE_NORMAL);
    canvas_put(&canvas, 1, 4, UINT32_MAX, ROLE_NORMAL);
    canvas_put(&canvas, 1, 5, 0x301, ROLE_NORMAL);
    expect_row(0, "a[31mb");
    expect_row(1, "");
}

Test(canvas, very_long_text)
{
    char *text = malloc(100001);

    cr_assert_not_null(text);
    memset(text, 'x', 100000);
    text[100000] = '\0';
    cr_expect_eq(canvas_text(&canvas, 0, 0, -1, ROLE_NORMAL, text), 12);
    cr_expect_eq(canvas_wrap(&canvas, (struct box){1, 0, 3, 12}, ROLE_NORMAL, text), 3);
    cr_expect_eq(canvas_printf(&canvas, 0, 0, 3, ROLE_NORMAL, "%s", text), 3);
    expect_row(0, "xx…xxxxxxxx…");
    expect_row(3, "xxxxxxxxxxx…");
    free(text);
}

Test(canvas, marks_stay_on_their_letter)
{
    cr_expect_eq(canvas_text(&canvas, 0, 0, -1, ROLE_NORMAL, "e\xCC\x81\xCC\x82\xCC\x83x"), 2);
    cr_expect_eq(canvas_at(&canvas, 0, 0)->marks[0], 0x301);
    cr_expect_eq(canvas_at(&canvas, 0, 0)->marks[1], 0x302);
    expect_row(0, "e\xCC\x81\xCC\x82x");
}

Test(canvas, placed)
{
    canvas_text_centre(&canvas, 0, 2, 8, ROLE_STRONG, "ab");
    canvas_text_right(&canvas, 1, 2, 8, ROLE_STRONG, "窗口");
    canvas_text_right(&canvas, 2, 2, 3, ROLE_STRONG, "abcdef");
    canvas_printf(&canvas, 3, 0, -1, ROLE_STRONG, "%c%03d", 'A', 7);
    expect_row(0, "     ab");
    expect_row(1, "      窗口");
    expect_row(2, "  ab…");
    expect_row(3, "A007");
    cr_expect_eq(canvas_at(&canvas, 3, 3)->role, ROLE_STRONG);
    cr_expect_eq(canvas_at(&canvas, 3, 4)->role, ROLE_NORMAL);
}

Test(canvas, wraps_words)
{
    cr_expect_eq(canvas_wrap(&canvas, (struct box){0, 1, 4, 9}, ROLE_NORMAL, "take your  number, please"), 3);
    expect_row(0, " take your");
    expect_row(1, " number,");
    expect_row(2, " please");
}

Test(canvas, wraps_chinese_and_keeps_punctuation)
{
    cr_expect_eq(canvas_wrap(&canvas, (struct box){0, 0, 4, 8}, ROLE_NORMAL, "请您稍候，谢谢（您）。"), 3);
    expect_row(0, "请您稍");   /* the comma takes its character along */
    expect_row(1, "候，谢谢");
    expect_row(2, "（您）。");
    expect_row(3, "");
}

Test(canvas, wrap_ends_with_an_ellipsis)
{
    cr_expect_eq(canvas_wrap(&canvas, (struct box){0, 0, 2, 6}, ROLE_NORMAL, "one two three four"), 2);
    expect_row(0, "one");
    expect_row(1, "two t…");
    cr_expect_eq(canvas_wrap(&canvas, (struct box){2, 0, 1, 6}, ROLE_NORMAL, "one\ntwo"), 1);
    expect_row(2, "one…");
}

Test(canvas, wrap_of_odd_cases)
{
    cr_expect_eq(canvas_wrap(&canvas, canvas_box(&canvas), ROLE_NORMAL, ""), 0);
    cr_expect_eq(canvas_wrap(&canvas, (struct box){0, 0, 4, 0}, ROLE_NORMAL, "x"), 0);
    cr_expect_eq(canvas_wrap(&canvas, (struct box){0, 0, 4, 12}, ROLE_NORMAL, "a\n\nb"), 3);
    expect_row(2, "b");
    cr_expect_eq(canvas_wrap(&canvas, (struct box){0, 0, 4, 4}, ROLE_NORMAL, "abcdefghij"), 3, "a word longer than the line is broken");
    expect_row(0, "abcd");
    expect_row(2, "ij");
    cr_expect_leq(canvas_wrap(&canvas, (struct box){0, 0, 4, 1}, ROLE_NORMAL, "一窗口"), 4, "a box too narrow for a character ends");
}

Test(canvas, frame)
{
    canvas_frame(&canvas, (struct box){0, 0, 3, 12}, ROLE_NORMAL, "窗口 3");
    expect_row(0, "┌─ 窗口 3 ─┐");
    expect_row(1, "│          │");
    expect_row(2, "└──────────┘");
    canvas_frame(&canvas, (struct box){3, 0, 1, 12}, ROLE_NORMAL, NULL);
    expect_row(3, "");
}

Test(canvas, row_text_fits_its_buffer)
{
    char text[6];

    canvas_text(&canvas, 0, 0, -1, ROLE_NORMAL, "一窗");
    cr_expect_eq(canvas_row_text(&canvas, 0, text, sizeof text), 3);
    cr_expect_str_eq(text, "一");
    cr_expect_eq(canvas_row_text(&canvas, 99, text, sizeof text), 0);
}

Test(canvas, every_role_has_a_look_and_a_word)
{
    for (int kind = 0; kind <= THEME_CONTRAST; kind++) {
        for (int role = 0; role < ROLE_COUNT; role++) {
            const struct look *look = theme_look((enum theme_kind)kind, (enum role)role);
            cr_expect(look->foreground != look->background || look->foreground == -1, "theme %d, %s", kind, theme_role_word((enum role)role));
        }
    }
    cr_expect_str_eq(theme_role_word(ROLE_ALARM), "alarm");
}

Test(canvas, theme_is_chosen_by_wish_and_colours)
{
    enum theme_kind kind;

    cr_expect(theme_choose(NULL, NULL, 256, &kind) && kind == THEME_COLOURS_256);
    cr_expect(theme_choose("", "", 8, &kind) && kind == THEME_COLOURS_16);
    cr_expect(theme_choose(NULL, NULL, 0, &kind) && kind == THEME_MONOCHROME);
    cr_expect(theme_choose(NULL, "1", 256, &kind) && kind == THEME_MONOCHROME);
    cr_expect(theme_choose("256", "1", 256, &kind) && kind == THEME_COLOURS_256);
    cr_expect(theme_choose("256", NULL, 16, &kind) && kind == THEME_COLOURS_16);
    cr_expect(theme_choose("contrast", NULL, 16, &kind) && kind == THEME_CONTRAST);
    cr_expect(theme_choose("contrast", NULL, 0, &kind) && kind == THEME_MONOCHROME);
    cr_expect_not(theme_choose("rainbow", NULL, 256, &kind));
    cr_expect_eq(theme_plain_sign('A'), 'A');
    cr_expect_eq(theme_plain_sign(0x250C), '+');
    cr_expect_eq(theme_plain_sign(0x4E00), '?');
    cr_expect_eq(theme_simple_sign(0x250C), '+');
    cr_expect_eq(theme_simple_sign(0x2588), '#');
    cr_expect_eq(theme_simple_sign(0x4E00), 0x4E00, "letters stay as they are");
}
