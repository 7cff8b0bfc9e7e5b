/* The wall without a terminal: calls and whether they are answered, pages, sentences, places, block letters. */
#include "base/language.h"
#include "board/hanzi.h"
#include "board/layout.h"
#include "board/model.h"

#include <criterion/criterion.h>
#include <string.h>

static void english(void)
{
    language_set(LANGUAGE_EN);
}

TestSuite(board_model, .init = english);

static struct mirror mirror;
static struct board_model model;

static void window(int at, int number, const char *state, int64_t ticket, const char *ticket_number)
{
    mirror.windows[at] = (struct mirror_window){.number = number, .ticket = {.id = ticket}};
    strcpy(mirror.windows[at].state, state);
    strcpy(mirror.windows[at].ticket.number, ticket_number);
}

static void begin(void)
{
    mirror = (struct mirror){.known = true, .connected = true, .clock_speed = 1, .state = "open"};
    model = (struct board_model){.mirror = &mirror};
}

Test(board_model, a_call_is_waited_for_while_its_window_calls_it)
{
    struct board_call calls[MIRROR_CALLS];

    begin();
    window(0, 3, "calling", 7, "A007");
    window(1, 5, "serving", 8, "A008");
    mirror.calls[0] = (struct mirror_call){.number = "A007", .window = 3, .ticket = 7};
    mirror.calls[1] = (struct mirror_call){.number = "A008", .window = 5, .ticket = 8};
    mirror.calls[2] = (struct mirror_call){.number = "A001", .window = 3, .ticket = 1};
    mirror.calls[3] = (struct mirror_call){.number = "A002", .window = 9, .ticket = 2};
    cr_assert_eq(board_calls(&mirror, calls), 4);
    cr_expect(calls[0].waited_for && calls[0].window == 3 && strcmp(calls[0].number, "A007") == 0);
    cr_expect_not(calls[1].waited_for, "being served");
    cr_expect_not(calls[2].waited_for, "the window calls another one now");
    cr_expect_not(calls[3].waited_for, "a window that is gone");
    mirror.calls[1].window = 1000;
    cr_expect_eq(board_calls(&mirror, calls), 3, "windows have two digits");
    mirror.calls[0].window = 0;
    cr_expect_eq(board_calls(&mirror, calls), 0);
}

Test(board_model, faces)
{
    begin();
    cr_expect_eq(board_window_face(NULL), BOARD_UNKNOWN);
    window(0, 1, "dancing", 0, "");
    cr_expect_eq(board_window_face(&mirror.windows[0]), BOARD_UNKNOWN);
    window(0, 1, "calling", 0, "");
    cr_expect_eq(board_window_face(&mirror.windows[0]), BOARD_FREE, "a call without a number is none");
    window(0, 1, "ready", 0, "");
    cr_expect_eq(board_window_face(&mirror.windows[0]), BOARD_FREE);
    window(0, 1, "serving", 4, "A004");
    cr_expect_eq(board_window_face(&mirror.windows[0]), BOARD_SERVING);
}

Test(board_model, windows_on_pages)
{
    const struct mirror_window *windows[MIRROR_WINDOWS];
    int page, pages;

    begin();
    for (int i = 0; i < 7; i++)
        window(i, i + 1, i == 2 ? "closed" : "open", 0, "");
    cr_expect_eq(board_windows(&model, 7, windows, &page, &pages), 7, "all fit: the closed one too");
    cr_expect(page == 1 && pages == 1);
    cr_expect_eq(board_windows(&model, 6, windows, &page, &pages), 6);
    cr_expect_eq(windows[2]->number, 4, "the closed one gave way");
    cr_expect_eq(board_windows(&model, 4, windows, &page, &pages), 4);
    cr_expect(page == 1 && pages == 2);
    model.steady_ms = BOARD_PAGE_MS;
    cr_expect_eq(board_windows(&model, 4, windows, &page, &pages), 2);
    cr_expect(page == 2 && windows[0]->number == 6 && windows[1]->number == 7);
    model.steady_ms = 2 * BOARD_PAGE_MS;
    board_windows(&model, 4, windows, &page, &pages);
    cr_expect_eq(page, 1);
    cr_expect_eq(board_windows(&model, 0, windows, &page, &pages), 0);
}

Test(board_model, sentences)
{
    char text[128];

    begin();
    board_call_text(text, sizeof text, LANGUAGE_EN, &(struct board_call){.number = "A007", .window = 3, .waited_for = true});
    cr_expect_str_eq(text, "A007, please go to window 3");
    board_call_text(text, sizeof text, LANGUAGE_EN, &(struct board_call){.number = "A007", .window = 3});
    cr_expect_str_eq(text, "A007: window 3");
    window(0, 1, "paused", 0, "");
    strcpy(mirror.windows[0].reason, "lunch");
    board_face_text(text, sizeof text, LANGUAGE_EN, &mirror.windows[0]);
    cr_expect_str_eq(text, "This window is paused: lunch");
    strcpy(mirror.windows[0].reason, "a quarrel with the director");
    board_face_text(text, sizeof text, LANGUAGE_EN, &mirror.windows[0]);
    cr_expect_str_eq(text, "This window is paused for a while.", "free words are for colleagues");
    board_message(text, sizeof text, LANGUAGE_EN, &mirror);
    cr_expect_str_eq(text, "Missed your call? Please ask the guide.");
}

Test(board_model, absence)
{
    char text[128];

    begin();
    cr_expect_not(board_away(text, sizeof text, LANGUAGE_EN, &model));
    mirror.connected = false;
    cr_expect(board_away(text, sizeof text, LANGUAGE_EN, &model));
    cr_expect_str_eq(text, "This display is starting.");
    mirror.lost_steady_ms = 1000;
    model.steady_ms = 9000;
    board_away(text, sizeof text, LANGUAGE_EN, &model);
    cr_expect_str_eq(text, "Offline for 8 s: please listen to the staff.");
    model.steady_ms = 301000;
    board_away(text, sizeof text, LANGUAGE_EN, &model);
    cr_expect_str_eq(text, "Offline for 5 min: please listen to the staff.");
}

Test(board_model, keys)
{
    begin();
    model.steady_ms = 1000;
    cr_expect(board_key(&model, key_parse("x")));
    cr_expect_eq(model.help_until_ms, 1000 + BOARD_HELP_MS, "any key shows which keys there are");
    cr_expect(board_key(&model, key_parse("Escape")));
    cr_expect_eq(model.help_until_ms, 0);
    cr_expect(board_key(&model, key_parse("l")));
    cr_expect(board_first() == LANGUAGE_ZH && board_second() == LANGUAGE_EN);
    cr_expect_not(board_key(&model, key_parse("Q")));
}

static bool follows(struct box upper, struct box lower)
{
    return upper.row + upper.rows <= lower.row;
}

Test(board_layout, holds_at_every_size)
{
    for (int rows = BOARD_LEAST_ROWS; rows <= 100; rows++)
        for (int columns = BOARD_LEAST_COLUMNS; columns <= 300; columns += 3)
            for (int windows = 0; windows <= 99; windows += 4) {
                struct board_layout l;
                int services = windows % 27, call_rows, call_columns, arrow;
                board_lay_out(&l, rows, columns, windows, services, windows % 9, windows % 2);
                cr_assert(l.newest.row == 1 + windows % 2 && follows(l.newest, l.earlier) && follows(l.earlier, l.windows.box) &&
                          follows(l.windows.box, l.waiting.box) && l.waiting.box.row + l.waiting.box.rows == rows - 1, "%dx%d, %d windows", columns, rows, windows);
                cr_assert((windows == 0) == (l.windows.down == 0) && (services == 0) == (l.waiting.down == 0));
                cr_assert(l.windows.across * l.windows.cell_columns <= columns && l.waiting.across * l.waiting.cell_columns <= columns);
                cr_assert_geq(l.earlier_across, 1);
                board_call_size(l.newest_scale, l.digits, &call_rows, &call_columns, &arrow);
                cr_assert(call_rows + 1 <= l.newest.rows && call_columns <= columns, "%dx%d, %d windows", columns, rows, windows);
                board_call_size(l.earlier_scale, l.digits, &call_rows, &call_columns, &arrow);
                cr_assert(l.earlier_down * (call_rows + 1) <= l.earlier.rows && l.earlier_across * call_columns <= columns);
            }
}

Test(board_layout, sizes_that_the_hall_has)
{
    struct board_layout l;

    board_lay_out(&l, 48, 160, 12, 3, 4, false);
    cr_expect(l.newest_scale == 4 && l.windows.big && l.waiting.big && l.earlier_down >= 1);
    board_lay_out(&l, 24, 80, 12, 3, 4, true);
    cr_expect(l.newest_scale == 2 && l.windows.across * l.windows.down >= 12 && l.earlier_down >= 1, "with a banner too");
}

Test(board_hanzi, every_word_of_the_wall_can_be_drawn)
{
    static const char *const words[] = {"窗口", "暂停服务", "关闭", "请等候叫号"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        cr_expect(hanzi_has(words[i]), "%s", words[i]);
    cr_expect_not(hanzi_has("龙"));
}

Test(board_hanzi, sizes)
{
    struct canvas canvas;
    int rows, columns;

    hanzi_size("关闭", 2, &rows, &columns);
    cr_expect(rows == 16 && columns == 62);
    cr_expect_eq(hanzi_scale("关闭", 16, 62), 2);
    cr_expect_eq(hanzi_scale("关闭", 16, 61), 1);
    cr_expect_eq(hanzi_scale("关闭", 7, 100), 0);
    cr_expect_eq(hanzi_scale("", 100, 100), 0);
    cr_assert(canvas_init(&canvas, 8, 31));
    canvas_clear(&canvas, ROLE_NORMAL);
    hanzi_draw(&canvas, -3, 25, 3, ROLE_TITLE, "关龙"); /* sticks out on all sides */
    hanzi_draw(&canvas, 0, 0, 0, ROLE_TITLE, "关");
    canvas_clear(&canvas, ROLE_NORMAL);
    hanzi_draw(&canvas, 0, 0, 1, ROLE_TITLE, "口");
    cr_expect_eq(canvas_at(&canvas, 1, 2)->code, 0x2588, "upper left corner");
    cr_expect_eq(canvas_at(&canvas, 1, 3)->code, 0x2580, "upper edge, blank below it");
    cr_expect_eq(canvas_at(&canvas, 2, 3)->code, ' ');
    canvas_finish(&canvas);
}

Test(board_model, what_the_manager_says_goes_first)
{
    static struct mirror hall = {.notice = {.zh = "下午三点消防演练"}};
    char text[96];

    board_message(text, sizeof text, LANGUAGE_ZH, &hall);
    cr_expect_str_eq(text, "下午三点消防演练");
    board_message(text, sizeof text, LANGUAGE_EN, &hall);
    cr_expect_str_eq(text, "下午三点消防演练", "the other language is better than nothing");
    hall.notice.zh[0] = '\0';
    board_message(text, sizeof text, LANGUAGE_EN, &hall);
    cr_expect(strstr(text, "guide"));
    strcpy(hall.state, "closed");
    strcpy(hall.notice.en, "Fire drill");
    board_message(text, sizeof text, LANGUAGE_EN, &hall);
    cr_expect(strstr(text, "Closed"));
}
