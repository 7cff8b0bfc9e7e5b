#include "base/utf8.h"

#include <criterion/criterion.h>
#include <string.h>

static void expect_clean(const char *text, const char *expected)
{
    char clean[256];
    size_t length = utf8_clean(clean, sizeof clean, text);

    cr_expect_str_eq(clean, expected);
    cr_expect_eq(length, strlen(expected));
}

static void expect_ill(const char *bytes, size_t length)
{
    uint32_t code = 0;

    cr_expect_eq(utf8_decode(bytes, length, &code), 1, "one byte of an ill-formed sequence");
    cr_expect_eq(code, UINT32_MAX);
}

Test(utf8, every_code_point_comes_back)
{
    for (uint32_t code = 0; code <= 0x10FFFF; code++) {
        char bytes[4];
        uint32_t back;
        if (code >= 0xD800 && code <= 0xDFFF)
            continue;
        size_t length = utf8_encode(code, bytes);
        if (utf8_decode(bytes, length, &back) != length || back != code)
            cr_assert_fail("U+%04X", code);
        if (length > 1)
            expect_ill(bytes, length - 1); /* truncated */
    }
}

Test(utf8, ill_formed)
{
    expect_ill("\xC0\xAF", 2);         /* overlong / */
    expect_ill("\xC1\x9B", 2);         /* overlong [ */
    expect_ill("\xE0\x80\x9B", 3);     /* overlong escape */
    expect_ill("\xF0\x80\x80\x9B", 4); /* the same, longer */
    expect_ill("\xED\xA0\x80", 3);     /* surrogate */
    expect_ill("\xF4\x90\x80\x80", 4); /* beyond the end */
    expect_ill("\xF8\x88\x80\x80\x80", 5);
    expect_ill("\x9B", 1);
    expect_ill("\xFF", 1);
    expect_ill("\xE4\xB8" "A", 3);
    cr_expect(utf8_is_valid("一窗 Yichuang"));
    cr_expect_not(utf8_is_valid("一窗\xC0\x80"));
}

Test(utf8, hostile_text_is_cleaned)
{
    expect_clean("\033[2J\033]0;title\007name", "[2J]0;titlename");
    expect_clean("a\xC2\x9B" "31mb", "a31mb");            /* C1 CSI */
    expect_clean("a\x9B" "31mb", "a31mb");                /* bare byte */
    expect_clean("a\xE0\x80\x9B" "b", "ab");              /* overlong escape */
    expect_clean("\xE2\x80\xAE" "evil\xE2\x80\xAC", "evil");  /* right-to-left override */
    expect_clean("\xE2\x81\xA6x\xE2\x81\xA9", "x");       /* isolates */
    expect_clean("\xD8\x9Cx\xE2\x80\x8Fy", "xy");         /* Arabic letter mark, right-to-left mark */
    expect_clean("A\xE2\x80\x8B" "0\xEF\xBB\xBF" "7", "A07"); /* zero width space, byte order mark */
    expect_clean("a\xF3\xA0\x80\xA1" "b", "ab");          /* tag character */
    expect_clean("a\xF0\x93\x90\xB0" "b", "ab");          /* hieroglyphs' joiner, which nobody sees */
    expect_clean("a\xEE\x80\x80" "b\xF3\xB0\x80\x80", "ab"); /* private use */
    expect_clean("a\xEF\xBF\xBF" "b\xEF\xB7\x90", "ab");  /* noncharacters */
    expect_clean("a\x7F\b\vb", "ab");
    expect_clean("one\r\n\ttwo\xE2\x80\xA8three", "one two three");
    expect_clean("王小明，您好", "王小明，您好");
}

Test(utf8, combining_marks_are_limited)
{
    expect_clean("\xCC\x81" "a", "a"); /* nothing to stand on */
    expect_clean("a\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81" "b", "a\xCC\x81\xCC\x81\xCC\x81\xCC\x81" "b");
}

Test(utf8, cleaning_cuts_between_characters)
{
    char clean[6];

    cr_expect_eq(utf8_clean(clean, sizeof clean, "一窗"), 3);
    cr_expect_str_eq(clean, "一");
    cr_expect_eq(utf8_clean(clean, 1, "一窗"), 0);
    cr_expect_str_eq(clean, "");
}

Test(utf8, cells)
{
    cr_expect_eq(utf8_cells("A007"), 4);
    cr_expect_eq(utf8_cells("一窗"), 4);
    cr_expect_eq(utf8_cells("，。（）"), 8);
    cr_expect_eq(utf8_cells("…—·"), 3); /* ambiguous ones are narrow */
    cr_expect_eq(utf8_cells("e\xCC\x81"), 1);
    cr_expect_eq(utf8_cells_of(0x1F600), 2);
    cr_expect_eq(utf8_cells_of(0x20000), 2);
    cr_expect_eq(utf8_cells_of(0xFF21), 2);
    cr_expect_eq(utf8_cells_of(0xFF71), 1, "half-width kana");
}

Test(utf8, cut_never_splits)
{
    cr_expect_eq(utf8_cut("一窗", 3), 3);
    cr_expect_eq(utf8_cut("一窗", 4), 6);
    cr_expect_eq(utf8_cut("一窗", 1), 0);
    cr_expect_eq(utf8_cut("e\xCC\x81x", 1), 3, "a mark stays with its letter");
    cr_expect_eq(utf8_cut("abc", 0), 0);
}
