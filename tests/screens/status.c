/* The hall manager's screen: kept screens in both languages, sizes and states of trouble, and what must be readable in them by meaning. */
#include "base/language.h"
#include "base/utf8.h"
#include "lib/sample_hall.h"
#include "lib/screen_test.h"
#include "status/view.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STEADY_MS = 5000000 };

static struct mirror mirror;
static struct status_model model;
static const struct app_view view = {&model, status_draw, status_take_key};
static const char *const none[] = {NULL};

#define KEYS(...) ((const char *const[]){__VA_ARGS__, NULL})

static void setup(void)
{
    language_start();
}

TestSuite(status, .init = setup);

static void begin(enum sample_kind kind)
{
    sample_hall(&mirror, kind);
    model = (struct status_model){.mirror = &mirror, .now_ms = sample_now_ms(), .steady_ms = STEADY_MS};
}

/* The screen after keys as text without the roles; static. */
static const char *screen(int rows, int columns, const char *const *keys)
{
    static char kept[65536];
    char *text = screen_test_keys(&view, rows, columns, keys), *roles = strstr(text, "\nroles");

    if (roles)
        *roles = '\0';
    snprintf(kept, sizeof kept, "%s", text);
    free(text);
    return kept;
}

/* The row of the screen that holds a text; static, NULL if there is none. */
static const char *row_with(const char *screen_text, const char *text)
{
    static char row[2048];
    const char *found = strstr(screen_text, text), *begin_of_row = found;

    if (!found)
        return NULL;
    while (begin_of_row > screen_text && begin_of_row[-1] != '\n')
        begin_of_row--;
    snprintf(row, sizeof row, "%.*s", (int)strcspn(begin_of_row, "\n"), begin_of_row);
    return row;
}

static enum role role_at_text(int rows, int columns, const char *text)
{
    struct canvas canvas;
    struct targets targets;
    char row_text[4096];
    enum role role = ROLE_COUNT;

    cr_assert(canvas_init(&canvas, rows, columns));
    app_draw(&view, &canvas, &targets);
    for (int row = 0; row < rows && role == ROLE_COUNT; row++) {
        canvas_row_text(&canvas, row, row_text, sizeof row_text);
        char *found = strstr(row_text, text);
        if (found) {
            *found = '\0';
            role = canvas_at(&canvas, row, utf8_cells(row_text))->role;
        }
    }
    canvas_finish(&canvas);
    return role;
}

Test(status, busy_hall)
{
    begin(SAMPLE_BUSY);
    screen_test_golden("status-busy-80-zh", &view, 24, 80, none);
    screen_test_golden("status-busy-160-zh", &view, 48, 160, none);
    screen_test_golden("status-busy-80-en", &view, 24, 80, KEYS("l"));
    screen_test_golden("status-busy-160-en", &view, 48, 160, none);
    screen_test_golden("status-busy-300-en", &view, 100, 300, none);
}

Test(status, all_twelve_windows_at_80x24)
{
    begin(SAMPLE_BUSY);
    language_set(LANGUAGE_EN);
    const char *text = screen(24, 80, none);
    static const char *const numbers[] = {"A041", "A036", "A048", "B012", "A045", "C007", "A047"};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        cr_expect(strstr(text, numbers[i]), "%s", numbers[i]);
    for (int i = 1; i <= 12; i++) {
        char number[8];
        snprintf(number, sizeof number, " %d ", i);
        cr_expect(strstr(text, number), "window %d", i);
    }
    cr_expect(strstr(row_with(text, "A048"), "<1 min") && strstr(row_with(text, "C007"), "1h06"));
    cr_expect(strstr(text, "lunch") && strstr(text, "served 12") && strstr(text, "1012"));
    cr_expect(strstr(row_with(screen(48, 160, none), "Windows"), "calling 2  serving 5  ready 1  idle 1  paused 2"));
}

Test(status, queues_printers_and_figures)
{
    begin(SAMPLE_BUSY);
    language_set(LANGUAGE_EN);
    const char *text = screen(24, 80, none);
    cr_expect(strstr(row_with(text, "A General business"), "  14"));
    cr_expect(strstr(text, "longest 34 min") && strstr(text, "9-20 min"));
    cr_expect(strstr(row_with(text, "C Advice"), " lunch ") && strstr(text, "nobody waits"));
    cr_expect(strstr(row_with(text, "kiosk 2"), "out of paper") && strstr(row_with(text, "kiosk 1"), "in order"));
    cr_expect(strstr(text, "taken today 82  called 66  done 57  no-show 4  mean wait 9 min"));
    cr_expect_eq(role_at_text(24, 80, "longest 34"), ROLE_ALARM, "30 minutes are over");
    cr_expect_eq(role_at_text(24, 80, "longest 16"), ROLE_WARNING);
    cr_expect_eq(role_at_text(24, 80, "out of paper "), ROLE_WARNING, "of the alarm");
    cr_expect_eq(role_at_text(24, 80, "4 min"), ROLE_ALARM, "the alarm's age comes first");
}

Test(status, alarms_lie_on_top)
{
    begin(SAMPLE_BUSY);
    const char *text = screen(24, 80, none);
    cr_expect_eq(strncmp(strchr(text, '\n') + 1, " ! 业务 A 等候已超过 30 分钟", strlen(" ! 业务 A 等候已超过 30 分钟")), 0);
    cr_expect(strstr(row_with(text, "缺纸"), "1时15分"));
    screen_test_golden("status-alarms-page-zh", &view, 24, 80, KEYS("a"));
    cr_expect_eq(model.page, STATUS_ALARMS);
    screen(24, 80, KEYS("Escape"));
    cr_expect_eq(model.page, STATUS_HALL);
    screen(24, 80, KEYS("press:1,5"));
    cr_expect_eq(model.page, STATUS_ALARMS, "a press on the alarms");
    screen_test_golden("status-alarms-seen-zh", &view, 24, 80, KEYS("k", "Escape"));
    cr_expect_eq(role_at_text(24, 80, "已知悉"), ROLE_PAUSED);
}

Test(status, calm_and_empty)
{
    begin(SAMPLE_CALM);
    screen_test_golden("status-calm-80-zh", &view, 24, 80, none);
    cr_expect(strstr(screen(24, 80, none), "没有告警"));
    begin(SAMPLE_EMPTY);
    screen_test_golden("status-empty-80-zh", &view, 24, 80, none);
    screen_test_golden("status-empty-160-zh", &view, 48, 160, none);
    cr_expect(strstr(screen(24, 80, none), "尚无打印机报到"));
}

Test(status, full_hall)
{
    begin(SAMPLE_FULL);
    language_set(LANGUAGE_EN);
    screen_test_golden("status-full-80-en", &view, 24, 80, none);
    screen_test_golden("status-full-160-en", &view, 48, 160, none);
    screen_test_golden("status-full-80-end-en", &view, 24, 80, KEYS("End", "Right", "Right"));
    cr_expect(strstr(screen(24, 80, none), "67-99/99") && strstr(screen(24, 80, none), " 99"));
    cr_expect(strstr(screen(24, 80, none), "14 more alarms"));
    cr_expect(strstr(screen(24, 80, none), "offline"), "of 16 printers the one that is out of order is seen");
    cr_expect(strstr(screen(48, 160, KEYS("Home")), "99 "), "all 99 at 160x48");
}

Test(status, scrolls_no_further_than_there_is)
{
    begin(SAMPLE_FULL);
    const char *const pages[] = {"PageDown", "PageDown", "PageDown", "PageDown", "PageDown", "Down", "PageDown", "PageDown", "PageDown", "PageDown", NULL};
    screen(24, 80, pages);
    int last = model.windows.from;
    cr_expect_eq(last, model.windows.most);
    screen(24, 80, KEYS("Up"));
    cr_expect_eq(model.windows.from, last - 1, "the first step back is seen");
    screen(24, 80, KEYS("Home", "Up", "Left"));
    cr_expect(model.windows.from == 0 && model.queues.from == 0);
    screen(24, 80, KEYS("End", "resize:48,160"));
    cr_expect_eq(model.windows.from, model.windows.most, "a larger screen leaves nothing beyond the end");
}

Test(status, controller_away)
{
    begin(SAMPLE_BUSY);
    sample_lose(&mirror, STEADY_MS, 42);
    screen_test_golden("status-away-80-zh", &view, 24, 80, none);
    cr_expect(strstr(screen(24, 80, none), "主控已断开 42 秒"));
    cr_expect(strstr(screen(24, 80, none), "A048"), "the last that is known stays");
    cr_expect_eq(role_at_text(24, 80, "叫号中 "), ROLE_MUTED);
    model.now_ms += 3600000;
    model.steady_ms += 3600000;
    cr_expect(strstr(row_with(screen(24, 80, none), "A041"), "3分钟"), "spans stand still");
    mirror.connected = true;
    cr_expect_null(strstr(screen(24, 80, none), "主控已断开"));
}

Test(status, not_known_yet)
{
    mirror = (struct mirror){.clock_speed = 1};
    model = (struct status_model){.mirror = &mirror, .now_ms = sample_now_ms(), .steady_ms = STEADY_MS};
    screen_test_golden("status-unknown-80-en", &view, 24, 80, KEYS("l"));
    cr_expect(strstr(screen(24, 80, none), "Looking for the controller"));
    mirror.refused = 401;
    cr_expect(strstr(screen(24, 80, none), "does not know this token"));
}

Test(status, hostile_texts_stay_texts)
{
    begin(SAMPLE_HOSTILE);
    screen_test_golden("status-hostile-80-zh", &view, 24, 80, none);
    screen_test_golden("status-hostile-160-zh", &view, 48, 160, none);
    for (const char *c = screen(48, 160, none); *c; c++)
        cr_assert((unsigned char)*c >= 0x20 || *c == '\n', "a control character on the screen");
    cr_expect_null(strstr(screen(48, 160, none), "\u202E"));
}

Test(status, help_language_and_leaving)
{
    begin(SAMPLE_BUSY);
    screen_test_golden("status-help-80-zh", &view, 24, 80, KEYS("?"));
    screen_test_golden("status-help-80-en", &view, 24, 80, KEYS("l"));
    cr_expect_eq(language_current(), LANGUAGE_EN);
    screen(24, 80, KEYS("?"));
    cr_expect_eq(model.page, STATUS_HALL);
    cr_expect_not(status_key(&model, key_parse("q")));
    cr_expect(status_key(&model, key_parse("x")) && status_key(&model, key_parse("Tab")));
    screen_test_golden("status-too-small-en", &view, 20, 79, none);
}

Test(status, every_size_holds)
{
    static const enum sample_kind kinds[] = {SAMPLE_EMPTY, SAMPLE_BUSY, SAMPLE_FULL, SAMPLE_HOSTILE};
    struct canvas canvas;
    struct targets targets;

    for (size_t kind = 0; kind < sizeof kinds / sizeof *kinds; kind++) {
        begin(kinds[kind]);
        for (int rows = 1; rows <= 110; rows += 7) {
            for (int columns = 1; columns <= 310; columns += 13) {
                cr_assert(canvas_init(&canvas, rows, columns));
                app_draw(&view, &canvas, &targets);
                canvas_finish(&canvas);
            }
        }
    }
}
