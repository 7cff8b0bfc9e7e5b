/* The manager's screen without a terminal: what is urgent, how it scrolls, where things lie. */
#include "base/language.h"
#include "status/layout.h"
#include "status/model.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

enum { MINUTE_MS = 60000, NOW_MS = 1000 * MINUTE_MS };

Test(status_model, queues_by_waiting_time)
{
    struct mirror_service service = {.letter = 'A', .waiting = 1, .oldest_ms = NOW_MS - 15 * MINUTE_MS + 1};

    cr_expect_eq(status_queue_urgency(&service, NOW_MS), STATUS_CALM);
    cr_expect_eq(status_queue_urgency(&service, NOW_MS + 1), STATUS_WATCH);
    service.oldest_ms = NOW_MS - 30 * MINUTE_MS;
    cr_expect_eq(status_queue_urgency(&service, NOW_MS - 1), STATUS_WATCH);
    cr_expect_eq(status_queue_urgency(&service, NOW_MS), STATUS_URGENT);
    service.waiting = 0;
    cr_expect_eq(status_queue_urgency(&service, NOW_MS), STATUS_CALM, "nobody waits any more");
}

Test(status_model, windows_to_be_watched)
{
    struct mirror mirror = {.services = {{.letter = 'A', .waiting = 2}, {.letter = 'B'}}};
    struct mirror_window window = {.number = 1, .state = "calling", .services = "B", .since_ms = NOW_MS - 3 * MINUTE_MS};

    cr_expect_eq(status_window_urgency(&mirror, &window, NOW_MS - 1), STATUS_CALM);
    cr_expect_eq(status_window_urgency(&mirror, &window, NOW_MS), STATUS_WATCH, "nobody came for 3 minutes");
    strcpy(window.state, "open");
    window.since_ms = NOW_MS - 60 * MINUTE_MS;
    cr_expect_eq(status_window_urgency(&mirror, &window, NOW_MS), STATUS_CALM, "nobody waits for it");
    strcpy(window.services, "BA");
    cr_expect_eq(status_window_urgency(&mirror, &window, NOW_MS), STATUS_WATCH);
    cr_expect_eq(status_window_urgency(&mirror, &window, NOW_MS - 56 * MINUTE_MS), STATUS_CALM);
    strcpy(window.state, "serving");
    cr_expect_eq(status_window_urgency(&mirror, &window, NOW_MS), STATUS_CALM);
    strcpy(window.state, "calling");
    window.since_ms = 0;
    cr_expect_eq(status_window_urgency(&mirror, &window, NOW_MS), STATUS_CALM, "since when is not known");
}

Test(status_model, printers_and_alarms)
{
    struct mirror_printer printer = {.name = "p"};
    static const struct {
        const char *state;
        enum status_urgency urgency;
    } rows[] = {{"ready", STATUS_CALM}, {"paper-low", STATUS_WATCH}, {"paper-out", STATUS_URGENT}, {"away", STATUS_URGENT}, {"on fire", STATUS_WATCH}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        strcpy(printer.state, rows[i].state);
        cr_expect_eq(status_printer_urgency(&printer), rows[i].urgency, "%s", rows[i].state);
    }
    cr_expect_eq(status_alarm_urgency(&(struct mirror_alarm){.code = "printer"}), STATUS_WATCH);
    cr_expect_eq(status_alarm_urgency(&(struct mirror_alarm){.code = "waiting-long"}), STATUS_URGENT);
    cr_expect_eq(status_alarm_urgency(&(struct mirror_alarm){.code = "never-heard-of"}), STATUS_URGENT, "what we do not know may be urgent");
}

Test(status_model, counts)
{
    static struct mirror mirror = {.windows = {{.number = 1, .state = "calling"}, {.number = 2, .state = "calling"}, {.number = 7, .state = "dancing"}}};
    int counts[WINDOW_STATE_COUNT];

    status_count_states(&mirror, counts);
    cr_expect(counts[WINDOW_CALLING] == 2 && counts[WINDOW_CLOSED] == 1 && counts[WINDOW_SERVING] == 0);
    cr_expect(status_windows(&mirror) == 3 && status_services(&mirror) == 0 && status_alarms(&mirror) == 0 && status_printers(&mirror) == 0);
    for (int i = 0; i < MIRROR_ALARMS; i++)
        strcpy(mirror.alarms[i].code, "x");
    for (int i = 0; i < MIRROR_PRINTERS; i++)
        strcpy(mirror.printers[i].name, "x");
    cr_expect(status_alarms(&mirror) == MIRROR_ALARMS && status_printers(&mirror) == MIRROR_PRINTERS, "full lists have no end mark");
}

static void press(struct status_model *model, const char *key, bool goes_on)
{
    cr_expect_eq(status_key(model, key_parse(key)), goes_on, "%s", key);
}

Test(status_model, keys)
{
    static struct mirror mirror;
    struct status_model model = {.mirror = &mirror};

    status_scroll_fit(&model.windows, 10, 4);
    status_scroll_fit(&model.queues, 3, 2);
    for (int i = 0; i < 10; i++)
        mirror.windows[i].number = i + 1;
    model.across = model.step_down = model.step_right = 1;
    press(&model, "Up", true);
    cr_expect(model.windows.from == 0 && model.chosen == 1, "the first key chooses what is seen first");
    press(&model, "PageDown", true);
    cr_expect(model.chosen == 5 && model.windows.from == 1, "what is chosen is in sight");
    press(&model, "wheel-down:0,0", true);
    cr_expect_eq(model.windows.from, 2);
    press(&model, "End", true);
    cr_expect(model.chosen == 10 && model.windows.from == 6);
    press(&model, "1", true);
    cr_expect_eq(model.chosen, 1);
    press(&model, "0", true);
    cr_expect_eq(model.chosen, 10, "1 and 0 is window 10");
    press(&model, "7", true);
    cr_expect_eq(model.chosen, 7, "there is no window 107");
    press(&model, "End", true);
    status_scroll_fit(&model.windows, 5, 4);
    cr_expect_eq(model.windows.from, 1, "the hall became smaller");
    status_scroll_fit(&model.windows, 0, 0);
    cr_expect(model.windows.from == 0 && model.windows.page == 1);
    press(&model, "]", true);
    press(&model, "]", true);
    cr_expect_eq(model.queues.from, 1);
    language_set(LANGUAGE_ZH);
    press(&model, "L", true);
    cr_expect_eq(language_current(), LANGUAGE_EN);
    press(&model, "？", true);
    cr_expect_eq(model.page, STATUS_HELP);
    press(&model, "Escape", true);
    cr_expect_eq(model.page, STATUS_HALL);
    press(&model, "Q", false);
}

static bool inside(struct box box, int rows, int columns)
{
    return box.row >= 0 && box.column >= 0 && box.rows >= 0 && box.columns >= 0 && box.row + box.rows <= rows && box.column + box.columns <= columns;
}

Test(status_layout, holds_at_every_size)
{
    for (int rows = STATUS_LEAST_ROWS; rows <= 100; rows++)
        for (int columns = STATUS_LEAST_COLUMNS; columns <= 300; columns += 5)
            for (int windows = 0; windows <= 99; windows += 3) {
                struct status_layout layout;
                status_lay_out(&layout, rows, columns, windows, windows / 6, windows % 2);
                cr_assert(inside(layout.alarms, rows, columns) && inside(layout.windows, rows, columns) && inside(layout.side, rows, columns) &&
                          inside(layout.today, rows, columns));
                cr_assert(layout.banner.row + layout.banner.rows == layout.alarms.row && layout.alarms.row + layout.alarms.rows == layout.windows.row);
                cr_assert(inside(layout.charts, rows, columns));
                int below = layout.charts.rows > 0 ? layout.charts.row - 1 : layout.today.row;
                cr_assert(layout.charts.row + layout.charts.rows <= layout.today.row);
                cr_assert(layout.windows.row + layout.windows.rows == below && layout.today.row + layout.today.rows == rows - 1);
                cr_assert(layout.windows.column + layout.windows.columns < layout.side.column + 1);
                cr_assert(layout.across >= 1 && layout.across * layout.tile_columns <= layout.windows.columns, "%dx%d, %d windows", columns, rows, windows);
                cr_assert(layout.tile_rows >= 1 && layout.tile_rows < layout.windows.rows);
            }
}

Test(status_layout, twelve_windows_need_no_scrolling)
{
    for (int alarms = 0; alarms <= 16; alarms++) {
        struct status_layout layout;
        status_lay_out(&layout, 24, 80, 12, alarms, true);
        cr_expect_geq(layout.form, STATUS_TILE);
        cr_expect_leq((12 + layout.across - 1) / layout.across * layout.tile_rows, layout.windows.rows - 1);
        status_lay_out(&layout, STATUS_LEAST_ROWS, 80, 12, alarms, false); /* below the status line of tmux */
        cr_expect_geq(layout.form, STATUS_TILE);
        status_lay_out(&layout, 48, 160, 12, alarms, true);
        cr_expect_eq(layout.form, STATUS_BIG);
        cr_expect_leq((12 + layout.across - 1) / layout.across * layout.tile_rows, layout.windows.rows - 1);
    }
}

Test(status_model, an_acknowledged_alarm_is_quiet_until_it_says_something_else)
{
    static struct mirror mirror;
    const struct mirror_alarm *order[MIRROR_ALARMS];
    struct status_model model = {.mirror = &mirror, .page = STATUS_ALARMS};

    mirror.alarms[0] = (struct mirror_alarm){.code = "case-overdue", .text = {"1 件办件已超期", "overdue cases: 1"}, .since_ms = 5};
    status_key(&model, key_parse("k"));
    cr_expect(status_alarm_is_seen(&model, &mirror.alarms[0]));
    mirror.alarms[1] = (struct mirror_alarm){.code = "printer", .text = {"打印机缺纸", "out of paper"}, .since_ms = 9};
    cr_expect_eq(status_alarm_order(&model, order), 2);
    cr_expect_str_eq(order[0]->code, "printer", "what nobody has seen stands on top");
    strcpy(mirror.alarms[0].text.zh, "2 件办件已超期");
    cr_expect_not(status_alarm_is_seen(&model, &mirror.alarms[0]), "one more is news");
}

Test(status_model, alarms_are_acknowledged_only_where_all_are_seen)
{
    static struct mirror mirror;
    struct status_model model = {.mirror = &mirror, .page = STATUS_HALL};

    mirror.alarms[0] = (struct mirror_alarm){.code = "waiting-long", .since_ms = 5};
    status_key(&model, key_parse("k"));
    cr_expect_not(status_alarm_is_seen(&model, &mirror.alarms[0]));
}
