#include "term/app.h"
#include "term/field.h"
#include "base/language.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static struct canvas canvas;
static struct targets targets;

static void start(void)
{
    cr_assert(canvas_init(&canvas, 6, 40));
    targets_clear(&targets);
    language_set(LANGUAGE_EN);
}

static void finish(void)
{
    canvas_finish(&canvas);
}

TestSuite(widget, .init = start, .fini = finish);

static void expect_row(int row, const char *expected)
{
    char text[512];

    canvas_row_text(&canvas, row, text, sizeof text);
    cr_expect_str_eq(text, expected, "row %d is \"%s\", not \"%s\"", row, text, expected);
}

static struct key press(int row, int column)
{
    return targets_resolve(&targets, (struct key){.kind = KEY_KIND_PRESS, .row = row, .column = column});
}

Test(widget, press_finds_the_key)
{
    targets_add(&targets, (struct box){1, 2, 2, 3}, 'a');
    targets_add(&targets, (struct box){2, 4, 1, 1}, '\n');
    targets_add(&targets, (struct box){5, 0, 1, 1}, 27);
    targets_add(NULL, (struct box){0, 0, 1, 1}, 'x');
    cr_expect_eq(press(1, 2).code, 'a');
    cr_expect_eq(press(2, 4).kind, KEY_KIND_ENTER, "what was drawn last lies on top");
    cr_expect_eq(press(5, 0).kind, KEY_KIND_ESCAPE);
    cr_expect_eq(press(1, 5).kind, KEY_KIND_NONE);
    cr_expect_eq(press(3, 2).kind, KEY_KIND_NONE);
    struct key other = targets_resolve(&targets, (struct key){.kind = KEY_KIND_TEXT, .code = 'q'});
    cr_expect(other.kind == KEY_KIND_TEXT && other.code == 'q');
    targets_clear(&targets);
    cr_expect_eq(press(1, 2).kind, KEY_KIND_NONE);
}

Test(widget, targets_are_limited)
{
    for (int i = 0; i < TARGET_LIMIT + 10; i++)
        targets_add(&targets, (struct box){i, 0, 1, 1}, 'a');
    cr_expect_eq(targets.count, TARGET_LIMIT);
}

Test(widget, title)
{
    widget_title(&canvas, "永安镇政务服务中心 and a very long name of it", "09:12");
    expect_row(0, " 永安镇政务服务中心 and a very …  09:12");
    cr_expect_eq(canvas_at(&canvas, 0, 39)->role, ROLE_TITLE);
    widget_title(&canvas, "left", NULL);
    expect_row(0, " left");
}

Test(widget, hints_leave_away_what_does_not_fit)
{
    static const struct hint hints[] = {{"Enter", "call the next", '\n'}, {"1", "重呼", '1'}, {"2", "this one is too long", '2'}};

    widget_hints(&canvas, &targets, hints, 3);
    expect_row(5, "  Enter  call the next   1  重呼");
    cr_expect_eq(targets.count, 2);
    cr_expect_eq(press(5, 3).kind, KEY_KIND_ENTER);
    cr_expect_eq(press(5, 26).code, '1');
    cr_expect_eq(canvas_at(&canvas, 5, 2)->role, ROLE_KEY);
}

Test(widget, button)
{
    widget_button(&canvas, &targets, (struct box){0, 0, 4, 30}, "1", "综合业务", "4 waiting", '1', true);
    expect_row(0, "┌────────────────────────────┐");
    expect_row(1, "│►        1  综合业务       ◄│");
    expect_row(2, "│         4 waiting          │");
    cr_expect_eq(press(3, 29).code, '1', "the whole box can be pressed");
    cr_expect_eq(canvas_at(&canvas, 3, 29)->role, ROLE_CHOSEN);
    canvas_clear(&canvas, ROLE_NORMAL);
    widget_button(&canvas, &targets, (struct box){0, 0, 4, 24}, "2", "Advice and assistance", NULL, '2', false);
    expect_row(1, "│   2  Advice and      │");
    expect_row(2, "│      assistance      │");
    widget_button(&canvas, &targets, (struct box){4, 0, 1, 20}, "3", "Back", NULL, '3', false);
    expect_row(4, "       3  Back");
    widget_button(&canvas, NULL, (struct box){5, 0, 1, 3}, "3", "Back", NULL, '3', true); /* too small for anything: no harm */
}

Test(widget, banner_has_a_mark_beside_its_colour)
{
    widget_banner(&canvas, 1, ROLE_ALARM, "paper is out");
    widget_banner(&canvas, 2, ROLE_GOOD, "paper is in");
    expect_row(1, " ! paper is out");
    expect_row(2, " paper is in");
    cr_expect_eq(canvas_at(&canvas, 1, 39)->role, ROLE_ALARM);
}

Test(widget, too_small)
{
    cr_expect_not(widget_too_small(&canvas, 6, 40));
    expect_row(0, "");
    cr_expect(widget_too_small(&canvas, 24, 80));
    expect_row(0, "This window is too small: it needs 80");
    expect_row(1, "columns and 24 rows and has 40 and 6.");
}

Test(widget, names_of_keys)
{
    static const char *const wrong[] = {"", "enter", "ab", "press:1", "press:1,2x", "press:a,b", "\033", "\xC3", "F1"};

    cr_expect_eq(key_parse("Enter").kind, KEY_KIND_ENTER);
    cr_expect_eq(key_parse("Backtab").kind, KEY_KIND_BACKTAB);
    cr_expect_eq(key_parse("hangup").kind, KEY_KIND_HANGUP);
    cr_expect_eq(key_parse("Space").code, ' ');
    cr_expect_eq(key_parse("窗").code, 0x7A97);
    struct key place = key_parse("press:3,17");
    cr_expect(place.kind == KEY_KIND_PRESS && place.row == 3 && place.column == 17);
    cr_expect_eq(key_parse("wheel-down:0,0").kind, KEY_KIND_WHEEL_DOWN);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        cr_expect_eq(key_parse(wrong[i]).kind, KEY_KIND_NONE, "%s", wrong[i]);
}

static bool count_keys(void *model, struct key key)
{
    ++*(int *)model;
    return key.code != 'q';
}

static void draw_one_button(void *model, struct canvas *on, struct targets *places)
{
    (void)model;
    widget_button(on, places, (struct box){0, 0, 3, 10}, "q", "quit", NULL, 'q', false);
}

Test(widget, keys_reach_a_view)
{
    int count = 0;
    struct app_view view = {.model = &count, .draw = draw_one_button, .key = count_keys};

    app_draw(&view, &canvas, &targets);
    app_draw(&view, &canvas, &targets);
    cr_expect_eq(targets.count, 1, "places of the last drawing only");
    cr_expect(app_key(&view, &targets, key_parse("a")));
    cr_expect(app_key(&view, &targets, key_parse("resize")));
    cr_expect(app_key(&view, &targets, key_parse("press:5,5")));
    cr_expect_eq(count, 1);
    cr_expect_not(app_key(&view, &targets, key_parse("press:1,1")));
    cr_expect_not(app_key(&view, &targets, key_parse("hangup")));
    cr_expect_eq(count, 2);
}

/* --- a line that is typed ------------------------------------------------------------------------------------------ */

Test(widget, a_field_takes_characters_and_gives_whole_ones_back)
{
    char text[12] = "";

    cr_expect_not(field_type(text, sizeof text, ' '), "no blank at the beginning");
    cr_expect(field_type(text, sizeof text, 0x738B) && field_type(text, sizeof text, ' ') && field_type(text, sizeof text, 'a'));
    cr_expect_not(field_type(text, sizeof text, 27) || field_type(text, sizeof text, 0x202E) || field_type(text, sizeof text, 0xF0001) || field_type(text, sizeof text, 0x110000));
    cr_expect(field_type(text, sizeof text, 0x4E00));
    cr_expect_not(field_type(text, sizeof text, 0x20000), "there is no room for its four bytes");
    cr_expect_str_eq(text, "王 a一");
    field_erase(text);
    field_erase(text);
    cr_expect_str_eq(text, "王 ");
    field_erase(text);
    field_erase(text);
    field_erase(text);
    cr_expect_str_eq(text, "");
}

Test(widget, a_field_that_is_written_shows_its_end)
{
    field_draw(&canvas, (struct box){0, 0, 1, 12}, ROLE_NORMAL, "abcdefghij", true);
    expect_row(0, " abcdefghij");
    cr_expect_eq(canvas.cursor_column, 11);
    field_draw(&canvas, (struct box){1, 0, 1, 12}, ROLE_NORMAL, "一二三四五六七", true);
    expect_row(1, " …四五六七");
    cr_expect_eq(canvas.cursor_column, 10);
    field_draw(&canvas, (struct box){2, 0, 1, 12}, ROLE_NORMAL, "一二三四五六七", false);
    expect_row(2, " 一二三四…");
}
