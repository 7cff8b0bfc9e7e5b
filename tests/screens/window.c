/* The clerk's screen in both dresses and both languages, driven by keys; and the words that matter, looked for by meaning. */
#include "base/language.h"
#include "lib/screen_test.h"
#include "lib/window_fixture.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct window_fixture f;

static void setup(void)
{
    language_start();
}

static void teardown(void)
{
    fixture_finish(&f);
}

TestSuite(window, .init = setup, .fini = teardown);

/* Names of keys (of words, where texts are looked for), and the end. */
#define KEYS(...) ((const char *const[]){__VA_ARGS__, NULL})

static const char *const none[] = {NULL};

static void golden(const char *name, int rows, int columns, const char *const *keys)
{
    screen_test_golden(name, &f.view, rows, columns, keys);
}

/* Whether the screen shows a text at a size, whatever else it shows. */
static bool shows(int rows, int columns, const char *text)
{
    char *screen = screen_test_keys(&f.view, rows, columns, none);
    char *roles = strstr(screen, "\nroles");
    if (roles)
        *roles = '\0';
    bool found = strstr(screen, text) != NULL;
    free(screen);
    return found;
}

/* The role of a cell at a size. */
static enum role role_at(int rows, int columns, int row, int column)
{
    struct canvas canvas;
    struct targets targets;

    cr_assert(canvas_init(&canvas, rows, columns));
    app_draw(&f.view, &canvas, &targets);
    enum role role = canvas_at(&canvas, row, column)->role;
    canvas_finish(&canvas);
    return role;
}

/* --- full dress -------------------------------------------------------------------------------------------------- */

Test(window, calling)
{
    fixture_start(&f, "1001", fixture_calling);
    fixture_pass(&f, 1000);
    golden("window-calling-zh", 24, 80, none);
    cr_assert(shows(24, 80, "叫号中") && shows(24, 80, "食品经营许可") && shows(24, 80, "老年人") && shows(24, 80, "2 件事") && shows(24, 80, "0:33"));
    cr_assert(shows(24, 80, "等了27分钟") && shows(24, 80, "撤销 6秒"));
    language_set(LANGUAGE_EN);
    golden("window-calling-en", 24, 80, none);
    cr_assert(shows(24, 80, "calling") && shows(24, 80, "Food business licence") && shows(24, 80, "* elderly") && shows(24, 80, "Chinese"));
    cr_assert(shows(24, 80, "largest weighted wait") && shows(24, 80, "1h22") && shows(24, 80, "B012: 36 min"), "why this one came, in figures");
    cr_assert(shows(24, 80, "Served here today: 7"));
    cr_assert(role_at(24, 80, 2, 2) == ROLE_CALLING);
}

Test(window, calling_large)
{
    fixture_start(&f, "1001", fixture_calling);
    for (int i = 0; i < 3; i++) {
        json_t *event = json_pack("{s:s, s:s, s:s, s:{s:i}, s:{s:s, s:s}}", "type", i == 1 ? "ticket.no_show" : "ticket.finished", "actor", "clerk 1001", "at",
                                  "2026-11-23T09:21:00.000+08:00", "window", "window", 3, "ticket", "number", i == 1 ? "B003" : "A002", "started_at",
                                  i == 1 ? "" : "2026-11-23T09:09:00.000+08:00");
        f.model.answered_steady_ms = f.model.steady_ms;
        window_day_event(&f.model, event);
        json_decref(event);
    }
    golden("window-calling-large-zh", 48, 160, none);
    cr_assert(shows(48, 160, "A002") && shows(48, 160, "平均每位 12分钟") && shows(48, 160, "其他窗口") && shows(48, 160, "过号"));
    language_set(LANGUAGE_EN);
    golden("window-calling-large-en", 48, 160, none);
}

Test(window, serving)
{
    fixture_start(&f, "1001", fixture_serving);
    fixture_pass(&f, 10 * 60000);
    golden("window-serving-zh", 24, 80, none);
    cr_assert(shows(24, 80, "10:25") && shows(24, 80, "办结，叫下一位"));
    cr_assert(role_at(24, 80, 2, 2) == ROLE_SERVING);
    cr_assert_not(shows(24, 80, "还在办理吗"));
    fixture_pass(&f, 20 * 60000);
    cr_assert(shows(24, 80, "还在办理吗"), "a forgotten service is asked about");
}

Test(window, a_later_number_is_wider)
{
    fixture_start(&f, "1001", fixture_serving);
    strcpy(((struct mirror_window *)window_model_window(&f.model))->ticket.number, "A1000");
    fixture_pass(&f, NOTICE_MS);
    golden("window-wide-number-zh", 24, 80, none);
    golden("window-strip-wide-number-zh", 6, 60, none);
}

Test(window, free_and_ready)
{
    language_set(LANGUAGE_EN);
    fixture_start(&f, "1001", fixture_open);
    golden("window-free-en", 24, 80, none);
    cr_assert(shows(24, 80, "Call the next") && shows(24, 80, "Waiting for this window: 6") && shows(24, 80, "Undo 7s"));
    language_set(LANGUAGE_ZH);
    fixture_window(&f, fixture_ready);
    golden("window-ready-zh", 24, 80, none);
    cr_assert(shows(24, 80, "正在等下一位"));
    cr_assert_not(shows(24, 80, "Enter"), "there is nothing that Enter could do");
}

Test(window, paused)
{
    fixture_start(&f, "1001", fixture_paused);
    golden("window-paused-zh", 24, 80, none);
    cr_assert(shows(24, 80, "已暂停：午餐") && shows(24, 80, "恢复办理"));
}

/* --- strip -------------------------------------------------------------------------------------------------------- */

Test(window, strip)
{
    fixture_start(&f, "1001", fixture_calling);
    fixture_pass(&f, NOTICE_MS);
    golden("window-strip-calling-zh", 6, 60, none);
    cr_assert(shows(6, 60, "叫号中") && shows(6, 60, "食品经营许可") && shows(6, 60, "等候 A4 B2") && shows(6, 60, "已办 7"));
    for (const char *const *word = KEYS("重呼", "办结", "过号", "挂起", "转办", "帮助"); *word; word++)
        cr_assert(shows(6, 60, *word), "the strip has a key for %s", *word);
    golden("window-strip-details-zh", 6, 60, KEYS("+"));
    f.model.details = false;
    language_set(LANGUAGE_EN);
    golden("window-strip-calling-en", 6, 60, none);
    fixture_window(&f, fixture_ready);
    golden("window-strip-ready-en", 6, 60, none);
    cr_assert(shows(6, 60, "Waiting for the next"));
}

Test(window, strip_refused)
{
    language_set(LANGUAGE_EN);
    fixture_start(&f, "1001", fixture_calling);
    fixture_key(&f, "0");
    fixture_answer(&f, 409,
                   "{'title':'This window has called a number already. Recall, start, or mark a no-show first.','title_zh':'本窗口已叫号，请先重呼、开始办理或标记过号。'}");
    golden("window-strip-refused-en", 6, 60, none);
    cr_assert(shows(6, 60, "no-show first."), "the whole sentence is there");
    language_set(LANGUAGE_ZH);
    golden("window-refused-zh", 24, 80, none);
    cr_assert(shows(24, 80, "! 本窗口已叫号"));
}

/* --- pages -------------------------------------------------------------------------------------------------------- */

Test(window, transfer)
{
    fixture_start(&f, "1001", fixture_serving);
    golden("window-transfer-zh", 24, 80, KEYS("6"));
    cr_assert(shows(24, 80, "B 证照领取，2 人等候") && shows(24, 80, "1 号窗口"));
    golden("window-strip-transfer-zh", 6, 60, none);
    free(screen_test_keys(&f.view, 6, 60, KEYS("+", "press:2,3")));
    cr_assert(f.count == 1 && f.sent[0].service == 'C', "a press takes the row that it meets");
}

Test(window, pause_and_help)
{
    fixture_start(&f, "1001", fixture_open);
    language_set(LANGUAGE_EN);
    golden("window-pause-en", 24, 80, KEYS("7"));
    golden("window-strip-pause-en", 6, 60, none);
    golden("window-help-en", 24, 80, KEYS(".", "?"));
    golden("window-strip-help-en", 6, 60, none);
    language_set(LANGUAGE_ZH);
    golden("window-help-zh", 24, 80, none);
    golden("window-strip-help-zh", 6, 60, none);
    golden("window-close-zh", 24, 80, KEYS("Enter", "8"));
}

Test(window, who_opens)
{
    fixture_start(&f, "", fixture_closed);
    golden("window-open-zh", 24, 80, KEYS("1", "0", "0", "1"));
    golden("window-strip-open-zh", 6, 60, none);
    golden("window-closed-zh", 24, 80, KEYS("."));
}

Test(window, sign_in_hides_the_pin)
{
    fixture_start_alone(&f);
    f.mirror.refused = 401;
    window_model_changed(&f.model);
    golden("window-sign-in-zh", 24, 80, KEYS("1", "0", "0", "1", "Enter", "9", "8", "7", "6"));
    cr_assert(shows(24, 80, "****"));
    cr_assert_not(shows(24, 80, "9876"));
}

/* --- trouble ------------------------------------------------------------------------------------------------------- */

Test(window, controller_away)
{
    fixture_start(&f, "1001", fixture_serving);
    fixture_lose(&f);
    fixture_pass(&f, 35000);
    golden("window-away-zh", 24, 80, none);
    cr_assert(shows(24, 80, "35 秒") && shows(24, 80, "0:25"), "time stands still with the rest");
    cr_assert(role_at(24, 80, 1, 2) == ROLE_ALARM && role_at(24, 80, 6, 4) == ROLE_MUTED);
    language_set(LANGUAGE_EN);
    golden("window-strip-away-en", 6, 60, KEYS("0"));
    fixture_find(&f);
    cr_assert(shows(24, 80, "Still serving A007") && role_at(24, 80, 2, 2) == ROLE_SERVING);
}

Test(window, trying_again)
{
    fixture_start(&f, "1001", fixture_serving);
    fixture_key(&f, "3");
    fixture_answer(&f, 503, "");
    golden("window-trying-zh", 24, 80, none);
    cr_assert(shows(24, 80, "“办结”尚无答复"));
}

Test(window, nothing_to_show)
{
    fixture_start_alone(&f);
    cr_assert(shows(24, 80, "正在连接主控"));
    fixture_pass(&f, 5000);
    golden("window-no-controller-zh", 24, 80, none);
    fixture_finish(&f);
    language_set(LANGUAGE_EN);
    fixture_start(&f, "1001", fixture_open);
    f.model.number = 33;
    golden("window-unknown-en", 24, 80, none);
    cr_assert(shows(24, 80, "no window 33"));
}

Test(window, too_small)
{
    fixture_start(&f, "1001", fixture_serving);
    golden("window-too-small-zh", 5, 60, none);
}

/* --- for every key and size ------------------------------------------------------------------------------------------ */

Test(window, keys_shown_are_keys_that_work)
{
    static const char *const windows[] = {fixture_open, fixture_ready, fixture_paused, fixture_calling, fixture_serving};
    struct canvas canvas;
    struct targets targets;

    for (size_t i = 0; i < sizeof windows / sizeof *windows; i++) {
        fixture_start(&f, "1001", windows[i]);
        cr_assert(canvas_init(&canvas, 6, 60));
        app_draw(&f.view, &canvas, &targets);
        for (int j = 0; j < targets.count; j++) {
            uint32_t key = targets.at[j].key;
            if (key >= '1' && key <= '8')
                cr_assert(window_model_can(&f.model, window_model_action(&f.model, key)), "window %zu: key %c", i, (char)key);
        }
        canvas_finish(&canvas);
        fixture_finish(&f);
    }
    fixture_start(&f, "1001", fixture_open);
}

Test(window, any_size_and_any_key)
{
    static const char *const windows[] = {fixture_closed, fixture_open, fixture_ready, fixture_paused, fixture_calling, fixture_serving};
    static const int sizes[][2] = {{1, 1}, {6, 60}, {7, 60}, {10, 100}, {23, 80}, {24, 79}, {24, 80}, {36, 119}, {37, 120}, {48, 160}, {100, 300}};
    static const char *const keys[] = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "+", "-", "*", "/", ".", "Enter", "Escape", "Tab", "x", "Up",
                                       "PageDown", "PageUp", "Backspace", "Delete", "press:2,50", "wheel-down:1,1", "中"};
    enum { KEY_COUNT = sizeof keys / sizeof *keys };
    uint32_t dice = 20261123;

    for (size_t i = 0; i < sizeof windows / sizeof *windows; i++) {
        fixture_start(&f, "1001", windows[i]);
        for (int j = 0; j < 300; j++) {
            const int *size = sizes[(dice >> 8) % (sizeof sizes / sizeof *sizes)];
            dice = dice * 1664525 + 1013904223;
            free(screen_test_keys(&f.view, size[0], size[1], KEYS(keys[(dice >> 16) % KEY_COUNT])));
            fixture_pass(&f, 900);
            if (f.model.request.action != WINDOW_ACTION_NONE) {
                f.count = 0;
                fixture_answer(&f, j % 3 ? 200 : 409, "{}");
            }
        }
        fixture_finish(&f);
    }
    fixture_start(&f, "1001", fixture_open);
}

Test(window, items)
{
    fixture_start(&f, "1001", fixture_serving);
    golden("window-items-zh", 24, 80, KEYS("*", "s", "p"));
    cr_assert_eq(f.model.found_count, 2);
    golden("window-items-strip-zh", 6, 60, none);
    golden("window-item-zh", 24, 80, KEYS("Enter"));
    golden("window-item-strip-zh", 6, 60, none);
    language_set(LANGUAGE_EN);
    golden("window-item-en", 24, 80, none);
    golden("window-items-en", 24, 80, KEYS("."));
    golden("window-items-nothing-strip-en", 6, 60, KEYS("z"));
    golden("window-items-large-en", 48, 160, KEYS("*"));
    golden("window-item-matter-en", 24, 80, KEYS("*", "*", "水", "Backspace", "h", "d", "c", "s", "Enter"));
}

Test(window, a_call_is_seen_over_items)
{
    fixture_start(&f, "1001", fixture_ready);
    fixture_key(&f, "*");
    fixture_window(&f, fixture_calling);
    cr_assert(shows(24, 80, "叫号中"));
}

Test(window, cases)
{
    fixture_start(&f, "1001", fixture_serving);
    golden("window-case-zh", 24, 80, KEYS("*", "Enter", "Enter", "王", "小", "明", "Enter"));
    golden("window-case-strip-zh", 6, 60, none);
    golden("window-case-missing-zh", 24, 80, KEYS("1", "1", "Enter", "Enter", "2"));
    golden("window-case-missing-strip-zh", 6, 60, none);
    language_set(LANGUAGE_EN);
    golden("window-case-missing-en", 24, 80, none);
    golden("window-case-large-en", 48, 160, none);
    golden("window-hand-over-en", 24, 80, KEYS("Escape", ".", ".", "-", "7"));
    golden("window-hand-over-strip-en", 6, 60, none);
}

/* More materials than digits: those round the chosen one are shown, on the strip as many as have room. */
Test(window, cases_of_many_materials)
{
    fixture_start(&f, "1001", fixture_serving);
    for (int i = 3; i < ITEM_MATERIALS_MAX; i++) {
        struct window_material *material = &f.model.items.rows[0].materials[i];
        snprintf(material->name, sizeof material->name, "第%d份材料", i + 1);
        material->required = i == 15;
    }
    f.model.items.rows[0].material_count = ITEM_MATERIALS_MAX;
    golden("window-case-many-zh", 24, 80, KEYS("*", "Enter", "Enter", "王", "Enter", "1", "Enter", "Enter", "Up", "Up", "Up", "Up", "0"));
    golden("window-case-many-strip-zh", 6, 60, none);
    cr_assert(shows(6, 60, "第16份材料") && shows(24, 80, "第16份材料") && shows(6, 60, "缺少"));
    language_set(LANGUAGE_EN);
    golden("window-case-name-long-strip-en", 6, 60, KEYS("Down", "A", " ", "v", "e", "r", "y", " ", "l", "o", "n", "g", " ", "n", "a", "m", "e", " ", "t", "h", "a", "t", " ", "e", "n", "d", "s", " ", "h", "e", "r", "e"));
    cr_assert(shows(6, 60, "ends here"), "the end is seen, where one types");
}

/* --- lock, handover -------------------------------------------------------------------------------------------------- */

Test(window, lock_and_handover)
{
    language_set(LANGUAGE_EN);
    fixture_start(&f, "1001", fixture_open);
    golden("window-close-en", 24, 80, KEYS("8"));
    cr_assert(shows(24, 80, "5  lock") && shows(24, 80, "hand the window over"));
    golden("window-strip-close-en", 6, 60, none);
    cr_assert(shows(6, 60, "hand the window over"), "the strip can do it, too");
    f.model.by_pin = true;
    golden("window-locked-en", 24, 80, KEYS("5"));
    cr_assert(shows(24, 80, "Window 3 is locked"));
    golden("window-strip-locked-en", 6, 60, none);
    language_set(LANGUAGE_ZH);
    cr_assert(shows(6, 60, "已锁屏"));
    fixture_finish(&f);
    fixture_start(&f, "1005", fixture_paused);
    golden("window-take-over-zh", 24, 80, none);
    cr_assert(shows(24, 80, "工号 1001") && shows(24, 80, "工号 1005"));
}

Test(window, large_and_english)
{
    language_set(LANGUAGE_EN);
    fixture_start(&f, "1001", fixture_serving);
    golden("window-serving-large-en", 48, 160, none);
    cr_assert(shows(48, 160, "Still serving A007") && shows(48, 160, "The other windows") && shows(48, 160, "Served here today: 7"));
    cr_assert_not(shows(48, 160, "\u2026"), "nothing is cut where there is room");
    golden("window-help-large-en", 48, 160, KEYS("?"));
    fixture_lose(&f);
    fixture_pass(&f, 20000);
    golden("window-away-large-en", 48, 160, KEYS("."));
    cr_assert(shows(48, 160, "20 s") && role_at(48, 160, 30, 4) == ROLE_MUTED);
    golden("window-too-small-en", 6, 59, none);
    cr_assert(shows(6, 59, "needs 60 columns and 6 rows"));
}
