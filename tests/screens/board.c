/* The public wall and the display over a window: kept screens, and what people must be able to read in them. */
#include "base/language.h"
#include "board/view.h"
#include "lib/sample_hall.h"
#include "lib/screen_test.h"
#include "term/bigtext.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STEADY_MS = 42 * BOARD_PAGE_MS }; /* the first page of 6 and of 7 */

static struct mirror mirror;
static struct board_model model;
static const struct app_view view = {&model, board_draw, board_take_key};
static const char *const none[] = {NULL};

#define KEYS(...) ((const char *const[]){__VA_ARGS__, NULL})

static void setup(void)
{
    language_start();
}

TestSuite(board, .init = setup);

static void begin(enum sample_kind kind, int window)
{
    sample_hall(&mirror, kind);
    model = (struct board_model){.mirror = &mirror, .now_ms = sample_now_ms(), .steady_ms = STEADY_MS, .window = window};
}

/* The screen as text without the roles; static. */
static const char *screen(int rows, int columns)
{
    static char kept[65536];
    char *text = screen_test_keys(&view, rows, columns, none), *roles = strstr(text, "\nroles");

    if (roles)
        *roles = '\0';
    snprintf(kept, sizeof kept, "%s", text);
    free(text);
    return kept;
}

static bool shows(int rows, int columns, const char *text)
{
    return strstr(screen(rows, columns), text) != NULL;
}

/* Whether a text stands somewhere on the canvas in block letters of a scale and a role. */
static bool has_big(const struct canvas *canvas, const char *text, int scale, enum role role)
{
    struct canvas letters;
    int rows, columns;
    bool found = false;

    bigtext_size(text, scale, &rows, &columns);
    cr_assert(canvas_init(&letters, rows, columns));
    canvas_clear(&letters, role);
    bigtext_draw(&letters, 0, 0, scale, role, text);
    for (int row = 0; !found && row + rows <= canvas->rows; row++)
        for (int column = 0; !found && column + columns <= canvas->columns; column++) {
            found = true;
            for (int i = 0; found && i < rows * columns; i++) {
                const struct cell *cell = &canvas->cells[(row + i / columns) * canvas->columns + column + i % columns];
                found = cell->code == letters.cells[i].code && cell->role == role;
            }
        }
    canvas_finish(&letters);
    return found;
}

static bool shows_big(int rows, int columns, const char *text, int scale, enum role role)
{
    struct canvas canvas;
    struct targets targets;

    cr_assert(canvas_init(&canvas, rows, columns));
    app_draw(&view, &canvas, &targets);
    bool found = has_big(&canvas, text, scale, role);
    canvas_finish(&canvas);
    return found;
}

Test(board, busy_hall)
{
    begin(SAMPLE_BUSY, 0);
    screen_test_golden("board-busy-80-zh", &view, 24, 80, none);
    screen_test_golden("board-busy-160-zh", &view, 48, 160, none);
    screen_test_golden("board-busy-80-en", &view, 24, 80, KEYS("l"));
    screen_test_golden("board-busy-160-en", &view, 48, 160, none);
    screen_test_golden("board-busy-300-en", &view, 100, 300, none);
}

Test(board, newest_call_is_the_largest)
{
    begin(SAMPLE_BUSY, 0);
    cr_expect(shows_big(48, 160, "A048", 4, ROLE_CALLING), "14 rows high at 160x48");
    cr_expect(shows_big(48, 160, "3", 4, ROLE_CALLING), "and its window");
    cr_expect(shows_big(48, 160, "A047", 2, ROLE_NORMAL), "answered: not highlighted");
    cr_expect(shows_big(48, 160, "A045", 2, ROLE_CALLING), "still waited for");
    cr_expect(shows_big(24, 80, "A048", 2, ROLE_CALLING));
    cr_expect(shows(24, 80, "► 请 A048 号到 3 号窗口") && shows(24, 80, "A048, please go to window 3"), "in both languages");
}

Test(board, windows_can_be_read_from_far)
{
    static const char *const serving[] = {"A041", "A036", "B012", "C007", "A047"};

    begin(SAMPLE_BUSY, 0);
    for (size_t i = 0; i < sizeof serving / sizeof *serving; i++)
        cr_expect(shows_big(48, 160, serving[i], 1, ROLE_STRONG), "%s", serving[i]);
    for (int i = 1; i <= 12; i++) {
        char number[12];
        snprintf(number, sizeof number, "%d", i);
        cr_expect(shows_big(48, 160, number, 1, ROLE_TITLE), "window %d", i);
    }
    cr_expect(shows_big(48, 160, "14", 1, ROLE_STRONG), "14 wait for A");
    cr_expect(shows(24, 80, "暂停 paused") && shows(24, 80, "关闭 closed") && shows(24, 80, "午休 lunch break"));
    cr_expect(shows(48, 160, "约 9-20 分钟") && shows(48, 160, "about 9-20 min"));
}

Test(board, a_call_comes_and_is_answered)
{
    begin(SAMPLE_BUSY, 0);
    sample_event(&mirror, "ticket.called", sample_window(6, "calling", 0, "A049", 77, NULL), "A049", 77);
    cr_expect(shows_big(48, 160, "A049", 4, ROLE_CALLING), "at once, with the event");
    cr_expect(shows_big(48, 160, "A048", 2, ROLE_CALLING), "the one before goes down, still waited for");
    screen_test_golden("board-called-80-zh", &view, 24, 80, none);
    sample_event(&mirror, "ticket.started", sample_window(6, "serving", 0, "A049", 77, NULL), "A049", 77);
    cr_expect(shows_big(48, 160, "A049", 4, ROLE_STRONG));
    cr_expect_not(shows(48, 160, "A049, please"));
    sample_event(&mirror, "ticket.no_show", sample_window(3, "open", 0, NULL, 0, NULL), "A048", 3);
    cr_expect(shows_big(48, 160, "A048", 2, ROLE_NORMAL), "a no-show is not waited for");
    sample_event(&mirror, "ticket.recalled", sample_window(5, "calling", 0, "A045", 5, NULL), "A045", 5);
    cr_expect(shows_big(48, 160, "A045", 4, ROLE_CALLING), "a recall comes on top again");
}

Test(board, empty_hall)
{
    begin(SAMPLE_EMPTY, 0);
    screen_test_golden("board-empty-80-zh", &view, 24, 80, none);
    screen_test_golden("board-empty-160-en", &view, 48, 160, KEYS("l"));
    cr_expect(shows(24, 80, "请先取号") && shows(24, 80, "Please take a number"));
    strcpy(mirror.state, "closed");
    cr_expect(shows(24, 80, "今日服务已结束") && shows(24, 80, "Closed for today"));
}

Test(board, full_hall_takes_turns)
{
    begin(SAMPLE_FULL, 0);
    screen_test_golden("board-full-80-zh", &view, 24, 80, none);
    screen_test_golden("board-full-160-zh", &view, 48, 160, none);
    const char *first = strstr(screen(24, 80), "1/6");
    cr_expect_not_null(first, "83 windows with somebody on pages of 16");
    model.steady_ms += BOARD_PAGE_MS;
    cr_expect(shows(24, 80, "2/6"));
    model.steady_ms += 5 * BOARD_PAGE_MS;
    cr_expect(shows(24, 80, "1/6"), "round and round");
    cr_expect(shows_big(24, 80, mirror.calls[0].number, 2, ROLE_CALLING) || shows_big(24, 80, mirror.calls[0].number, 1, ROLE_CALLING) ||
              shows_big(24, 80, mirror.calls[0].number, 2, ROLE_STRONG) || shows_big(24, 80, mirror.calls[0].number, 1, ROLE_STRONG));
}

Test(board, controller_away)
{
    begin(SAMPLE_BUSY, 0);
    sample_lose(&mirror, STEADY_MS, 200);
    screen_test_golden("board-away-80-zh", &view, 24, 80, none);
    screen_test_golden("board-away-160-zh", &view, 48, 160, none);
    cr_expect(shows(24, 80, "网络中断 3 分钟") && shows(24, 80, "Offline for 3 min"));
    cr_expect(shows_big(48, 160, "A048", 4, ROLE_MUTED) || shows_big(48, 160, "A048", 3, ROLE_MUTED), "the last state stays, grey");
    mirror.connected = true;
    cr_expect(shows_big(48, 160, "A048", 4, ROLE_CALLING), "and comes back by itself");
    mirror = (struct mirror){.clock_speed = 1};
    cr_expect(shows(24, 80, "显示屏正在启动") && shows(24, 80, "This display is starting"));
}

Test(board, display_over_a_window)
{
    begin(SAMPLE_BUSY, 3);
    screen_test_golden("board-window-calling-80-zh", &view, 24, 80, none);
    screen_test_golden("board-window-calling-160-zh", &view, 48, 160, none);
    cr_expect(shows_big(48, 160, "A048", 6, ROLE_CALLING) && shows_big(48, 160, "3", 4, ROLE_TITLE));
    cr_expect(shows(24, 80, "请 A048 号到本窗口办理") && shows(24, 80, "A048, please come to this window"));
    model.window = 1;
    screen_test_golden("board-window-serving-80-en", &view, 24, 80, KEYS("l"));
    cr_expect(shows_big(24, 80, "A041", 3, ROLE_STRONG));
    model.window = 8;
    screen_test_golden("board-window-paused-80-en", &view, 24, 80, none);
    screen_test_golden("board-window-paused-160-en", &view, 48, 160, none);
    cr_expect(shows(24, 80, "本窗口暂停服务：午餐") && shows(24, 80, "This window is paused: lunch"));
    cr_expect(shows_big(48, 160, "PAUSED", 3, ROLE_WARNING) || shows_big(48, 160, "PAUSED", 2, ROLE_WARNING));
    model.window = 11;
    screen_test_golden("board-window-closed-80-en", &view, 24, 80, none);
    model.window = 6;
    screen_test_golden("board-window-free-160-en", &view, 48, 160, none);
    cr_expect(shows_big(48, 160, "PLEASE WAIT", 2, ROLE_STRONG));
    model.window = 44;
    cr_expect(shows(24, 80, "This hall has no such window."));
}

/* Names, staff, priorities and free words of clerks never come to the wall, whatever is asked of the mirror. */
Test(board, numbers_never_names)
{
    static const char *const secret[] = {"张三", "请假", "elderly", "老年", "1001", "1003"};

    for (int window = 0; window <= 12; window++) {
        begin(SAMPLE_BUSY, window);
        for (size_t i = 0; i < sizeof secret / sizeof *secret; i++) {
            cr_expect_not(shows(24, 80, secret[i]), "%s at window %d", secret[i], window);
            cr_expect_not(shows(48, 160, secret[i]), "%s at window %d", secret[i], window);
        }
    }
    model.window = 10;
    cr_expect(shows(24, 80, "本窗口暂停服务，请稍候。") && shows(24, 80, "This window is paused for a while."));
}

Test(board, hostile_texts_stay_texts)
{
    begin(SAMPLE_HOSTILE, 0);
    screen_test_golden("board-hostile-80-zh", &view, 24, 80, none);
    screen_test_golden("board-hostile-160-zh", &view, 48, 160, none);
    for (int window = 0; window <= 3; window++) {
        model.window = window;
        for (const char *c = screen(48, 160); *c; c++)
            cr_assert((unsigned char)*c >= 0x20 || *c == '\n', "a control character on the wall");
        cr_expect_not(shows(48, 160, "\u202E"));
    }
}

Test(board, help_goes_by_itself)
{
    begin(SAMPLE_BUSY, 0);
    screen_test_golden("board-help-80-zh", &view, 24, 80, KEYS("?"));
    cr_expect(shows(24, 80, "which language comes first"));
    model.steady_ms += BOARD_HELP_MS;
    cr_expect_not(shows(24, 80, "which language comes first"));
    cr_expect_not(board_key(&model, key_parse("q")));
    cr_expect(board_key(&model, key_parse("Enter")));
    screen_test_golden("board-too-small-zh", &view, 20, 79, none);
}

Test(board, every_size_holds)
{
    static const enum sample_kind kinds[] = {SAMPLE_EMPTY, SAMPLE_BUSY, SAMPLE_FULL, SAMPLE_HOSTILE};
    struct canvas canvas;
    struct targets targets;

    for (size_t kind = 0; kind < sizeof kinds / sizeof *kinds; kind++) {
        for (int window = 0; window <= 3; window++) {
            begin(kinds[kind], window);
            for (int rows = 1; rows <= 110; rows += 7)
                for (int columns = 1; columns <= 310; columns += 23) {
                    cr_assert(canvas_init(&canvas, rows, columns));
                    app_draw(&view, &canvas, &targets);
                    canvas_finish(&canvas);
                }
        }
    }
}
