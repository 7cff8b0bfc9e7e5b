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
    screen_test_golden("status-full-80-end-en", &view, 24, 80, KEYS("End", "]", "]"));
    cr_expect(strstr(screen(24, 80, none), "67-99/99") && strstr(screen(24, 80, none), "99  idle"));
    cr_expect(strstr(screen(24, 80, none), "14 more alarms"));
    cr_expect(strstr(screen(24, 80, none), "offline"), "of 16 printers the one that is out of order is seen");
    cr_expect(strstr(screen(48, 160, KEYS("Home", "Escape")), "99 "), "all 99 at 160x48");
}

Test(status, scrolls_no_further_than_there_is)
{
    begin(SAMPLE_FULL);
    const char *const pages[] = {"PageDown", "PageDown", "PageDown", "PageDown", "PageDown", "Down", "PageDown", "PageDown", "PageDown", "PageDown", NULL};
    screen(24, 80, pages);
    int last = model.windows.from;
    cr_expect_eq(last, model.windows.most);
    screen(24, 80, KEYS("Up"));
    cr_expect_eq(model.chosen, 98, "the first step back is seen");
    screen(24, 80, KEYS("wheel-up:5,5"));
    cr_expect_eq(model.windows.from, last - 1);
    screen(24, 80, KEYS("Home", "Up", "["));
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

/* --- what the manager does: a controller that only notes what it is asked --- */

static char asked[512], sent_path[ERRAND_PATH_SIZE], *sent_body;

static void note_read(void *context, enum status_want want, const char *path)
{
    (void)context;
    (void)want;
    snprintf(asked + strlen(asked), sizeof asked - strlen(asked), "%s ", path);
}

static void note_send(void *context, const struct errand *errand, int delay_ms)
{
    (void)context;
    (void)delay_ms;
    snprintf(sent_path, sizeof sent_path, "%s", errand->path);
    free(sent_body);
    sent_body = errand->body ? json_dumps(errand->body, JSON_COMPACT | JSON_SORT_KEYS) : strdup("");
}

static void answer(enum status_want want, const char *text)
{
    json_error_t error;
    json_t *json = json_loads(text, 0, &error);

    cr_assert_not_null(json, "%s", error.text);
    status_answer(&model, want, 200, json);
    json_decref(json);
}

/* A busy hall whose settings, staff and figures are read. */
static void begin_managing(void)
{
    begin(SAMPLE_BUSY);
    *asked = *sent_path = '\0';
    model.port = (struct status_port){NULL, note_read, note_send};
    answer(STATUS_WANT_SETTINGS,
           "{\"services\":[{\"letter\":\"A\",\"name\":{\"zh\":\"综合业务\",\"en\":\"General business\"},\"sessions\":[\"08:30-12:00\",\"13:30-17:00\"],\"quota\":0,\"stopped\":false},"
           "{\"letter\":\"B\",\"name\":{\"zh\":\"领证\",\"en\":\"Collection\"},\"sessions\":[],\"quota\":120,\"stopped\":true},"
           "{\"letter\":\"C\",\"name\":{\"zh\":\"咨询帮办\",\"en\":\"Advice\"},\"sessions\":[],\"quota\":0,\"stopped\":false}],"
           "\"windows\":[{\"window\":3,\"services\":[\"A\",\"B\"]},{\"window\":5,\"services\":[\"A\"]}],"
           "\"closures\":[{\"from\":\"2026-12-30\",\"to\":\"2027-01-03\",\"reason\":\"盘点\"}],\"notice\":{\"zh\":\"下午三点消防演练\",\"en\":\"Fire drill at three\"},"
           "\"skills\":[\"civil\",\"housing\",\"trade\"]}");
    answer(STATUS_WANT_STAFF, "{\"staff\":[{\"id\":\"1001\",\"name\":\"示例人员甲\",\"roles\":[\"clerk\"],\"skills\":[],\"window\":3},"
                              "{\"id\":\"1002\",\"name\":\"示例人员乙\",\"roles\":[\"clerk\",\"approver\"],\"skills\":[\"trade\"],\"window\":null}]}");
    answer(STATUS_WANT_TODAY,
           "{\"quarters\":[{\"at\":\"08:30\",\"taken\":12,\"called\":12,\"mean_wait_s\":240},{\"at\":\"08:45\",\"taken\":18,\"called\":17,\"mean_wait_s\":480},"
           "{\"at\":\"09:00\",\"taken\":21,\"called\":19,\"mean_wait_s\":900},{\"at\":\"09:15\",\"taken\":15,\"called\":12,\"mean_wait_s\":1260},"
           "{\"at\":\"09:30\",\"taken\":9,\"called\":5,\"mean_wait_s\":1500},{\"at\":\"10:00\",\"taken\":7,\"called\":1,\"mean_wait_s\":600}],"
           "\"usual\":{\"days\":4,\"quarters\":[{\"at\":\"08:30\",\"taken\":40,\"called\":40,\"mean_wait_s\":300},{\"at\":\"09:00\",\"taken\":96,\"called\":90,\"mean_wait_s\":600},"
           "{\"at\":\"09:30\",\"taken\":60,\"called\":60,\"mean_wait_s\":700},{\"at\":\"10:30\",\"taken\":80,\"called\":80,\"mean_wait_s\":500},{\"at\":\"14:00\",\"taken\":72,\"called\":72,\"mean_wait_s\":400}]},"
           "\"staff\":[{\"id\":\"1001\",\"called\":14,\"served\":12,\"no_show\":1,\"mean_service_s\":520},{\"id\":\"1002\",\"called\":9,\"served\":9,\"no_show\":0,\"mean_service_s\":380}]}");
    answer(STATUS_WANT_WINDOW,
           "{\"window\":3,\"called\":14,\"served\":12,\"no_show\":1,\"mean_service_s\":520,\"tickets\":["
           "{\"id\":90,\"number\":\"A048\",\"state\":\"called\",\"taken_at\":\"2026-11-23T09:48:00+08:00\",\"called_at\":\"2026-11-23T10:14:40+08:00\"},"
           "{\"id\":71,\"number\":\"A031\",\"state\":\"done\",\"taken_at\":\"2026-11-23T09:20:00+08:00\",\"called_at\":\"2026-11-23T09:55:00+08:00\"},"
           "{\"id\":66,\"number\":\"A029\",\"state\":\"no_show\",\"taken_at\":\"2026-11-23T09:15:00+08:00\",\"called_at\":\"2026-11-23T09:50:00+08:00\"}]}");
    answer(STATUS_WANT_TICKET,
           "{\"events\":[{\"type\":\"ticket.taken\",\"at\":1795396800000,\"role\":\"kiosk\"},{\"type\":\"print.printed\",\"at\":1795396802000,\"role\":\"printer\"},"
           "{\"type\":\"ticket.called\",\"at\":1795398900000,\"window\":3,\"role\":\"system\"},{\"type\":\"ticket.finished\",\"at\":1795399200000,\"window\":3,\"role\":\"clerk\",\"by\":\"1001\"}]}");
}

static void keys(const char *const *list)
{
    free(screen_test_keys(&view, 24, 80, list));
}

Test(status, a_window_is_opened_and_told)
{
    begin_managing();
    screen_test_golden("status-window-chosen-80-zh", &view, 24, 80, KEYS("3"));
    cr_expect_eq(model.chosen, 3);
    keys(KEYS("Right"));
    cr_expect_eq(model.chosen, 4);
    screen_test_golden("status-window-80-zh", &view, 24, 80, KEYS("3", "Enter"));
    cr_expect(strstr(screen(24, 80, none), "A031") && strstr(screen(24, 80, none), "办结 12"));
    screen_test_golden("status-window-80-en", &view, 24, 80, KEYS("l"));
    screen_test_golden("status-window-160-en", &view, 48, 160, none);
    const char *text = screen(24, 80, KEYS("Escape", "press:5,3"));
    cr_expect_eq(model.page, STATUS_WINDOW, "a press on a tile: %s", text);
    cr_expect(strstr(row_with(text, "Pause"), "(") || model.subject.window != 3);
}

Test(status, what_cannot_be_is_grey_and_says_why)
{
    begin_managing();
    language_set(LANGUAGE_EN);
    const struct mirror_window *busy = mirror_window(&mirror, 3);
    cr_assert(busy && busy->ticket.id > 0);
    const char *text = screen(24, 80, KEYS("3", "Enter"));
    cr_expect(strstr(row_with(text, "Pause"), "(somebody is called or served there now)"));
    keys(KEYS("Enter"));
    cr_expect_eq(model.page, STATUS_WINDOW, "nothing begins");
    cr_expect(strstr(screen(24, 80, none), "somebody is called or served"));
    sample_lose(&mirror, STEADY_MS, 5);
    cr_expect(strstr(row_with(screen(24, 80, none), "Services"), "(the controller is away)"));
}

static int window_in(const char *state)
{
    for (const struct mirror_window *window = mirror.windows; window->number > 0; window++)
        if (strcmp(window->state, state) == 0)
            return window->number;
    return 0;
}

static void open_window_page(int number)
{
    model.page = STATUS_HALL;
    model.depth = 0;
    model.chosen = number;
    keys(KEYS("Enter"));
    cr_assert_eq(model.page, STATUS_WINDOW);
    model.row[STATUS_WINDOW] = 0;
}

Test(status, pause_open_and_close_a_window)
{
    char path[64];

    begin_managing();
    language_set(LANGUAGE_EN);
    int number = window_in("open");
    open_window_page(number);
    screen_test_golden("status-pause-80-en", &view, 24, 80, KEYS("Down", "Enter"));
    cr_expect_eq(model.page, STATUS_CHOICE);
    screen_test_golden("status-pause-confirm-80-en", &view, 24, 80, KEYS("Down", "Enter"));
    keys(KEYS("Enter"));
    snprintf(path, sizeof path, "/v1/windows/%d/pause", number);
    cr_expect_str_eq(sent_path, path);
    cr_expect_str_eq(sent_body, "{\"reason\":\"rest\"}");
    cr_expect_eq(model.page, STATUS_WINDOW, "back where it was begun");
    status_done(&model, 200, NULL, 0);
    cr_expect(strstr(screen(24, 80, none), "Done."));
    model.row[STATUS_WINDOW] = 0;
    keys(KEYS("Enter", "Escape"));
    cr_expect_str_eq(sent_path, path, "Escape leaves it as it is");
    keys(KEYS("Enter", "Enter"));
    cr_expect(strstr(sent_path, "/close"));
    status_done(&model, 409, NULL, 0);
    number = window_in("closed");
    open_window_page(number);
    keys(KEYS("Enter", "1", "0", "0", "9", "Enter", "Enter"));
    snprintf(path, sizeof path, "/v1/windows/%d/open", number);
    cr_expect_str_eq(sent_path, path);
    cr_expect_str_eq(sent_body, "{\"staff\":\"1009\"}");
}

Test(status, settings_show_the_difference_and_can_be_taken_back)
{
    begin_managing();
    language_set(LANGUAGE_EN);
    screen_test_golden("status-manage-80-en", &view, 24, 80, KEYS("m"));
    screen_test_golden("status-manage-80-zh", &view, 24, 80, KEYS("l"));
    language_set(LANGUAGE_EN);
    model.subject.service = 'A';
    status_go(&model, STATUS_SERVICE);
    screen_test_golden("status-service-80-en", &view, 24, 80, none);
    status_begin(&model, STATUS_TASK_QUOTA);
    screen_test_golden("status-quota-edit-80-en", &view, 24, 80, KEYS("Backspace", "8", "0"));
    screen_test_golden("status-quota-confirm-80-en", &view, 24, 80, KEYS("Enter"));
    const char *text = screen(24, 80, none);
    cr_expect(strstr(row_with(text, "now "), "no limit") && strstr(row_with(text, "then"), "80"));
    keys(KEYS("Enter"));
    cr_expect_str_eq(sent_path, "/v1/settings");
    cr_expect_str_eq(sent_body, "{\"services\":[{\"letter\":\"A\",\"quota\":80}]}");
    status_done(&model, 200, NULL, 0);
    cr_expect(strstr(screen(24, 80, none), "U takes it back"));
    keys(KEYS("u"));
    cr_expect(strstr(screen(24, 80, none), "(A)? Press U once more"), "what is taken back is named first");
    keys(KEYS("u"));
    cr_expect_str_eq(sent_body, "{\"services\":[{\"letter\":\"A\",\"quota\":0}]}");
    status_done(&model, 200, NULL, 0);
    cr_expect(strstr(screen(24, 80, none), "Taken back"));
    keys(KEYS("u"));
    cr_expect(strstr(screen(24, 80, none), "nothing to take back"));
}

Test(status, what_is_typed_wrongly_is_said_before_anything_is_sent)
{
    begin_managing();
    language_set(LANGUAGE_EN);
    model.subject.service = 'A';
    status_go(&model, STATUS_SERVICE);
    status_begin(&model, STATUS_TASK_QUOTA);
    keys(KEYS("x", "Enter"));
    cr_expect_eq(model.page, STATUS_EDIT);
    cr_expect(strstr(screen(24, 80, none), "digits alone"));
    cr_expect_str_empty(sent_path);
}

Test(status, every_change_makes_its_request)
{
    static const struct {
        enum status_task task;
        const char *typed;
        uint64_t chosen;
        const char *path, *body;
    } rows[] = {
        {STATUS_TASK_STOP, "", 0, "/v1/settings", "{\"services\":[{\"letter\":\"A\",\"stopped\":true}]}"},
        {STATUS_TASK_HOURS, "09:00-12:00 13:00-16:00", 0, "/v1/settings", "{\"services\":[{\"letter\":\"A\",\"sessions\":[\"09:00-12:00\",\"13:00-16:00\"]}]}"},
        {STATUS_TASK_SERVES, "", 4, "/v1/settings", "{\"windows\":[{\"services\":[\"C\"],\"window\":3}]}"},
        {STATUS_TASK_MESSAGE_ZH, "停电通知", 0, "/v1/settings", "{\"notice\":{\"zh\":\"停电通知\"}}"},
        {STATUS_TASK_CLOSURE_DROP, "", 0, "/v1/settings", "{\"closures\":[]}"},
        {STATUS_TASK_CLOSURE_ADD, "2027-05-01 2027-05-02 x", 0, "/v1/settings",
         "{\"closures\":[{\"from\":\"2026-12-30\",\"reason\":\"盘点\",\"to\":\"2027-01-03\"},{\"from\":\"2027-05-01\",\"reason\":\"x\",\"to\":\"2027-05-02\"}]}"},
        {STATUS_TASK_END_DAY, "", 0, "/v1/hall/end-day", ""},
        {STATUS_TASK_ROLES, "", 5, "/v1/staff/1001", "{\"roles\":[\"clerk\",\"approver\"]}"},
        {STATUS_TASK_SKILLS, "", 2, "/v1/staff/1001", "{\"skills\":[\"housing\"]}"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        begin_managing();
        model.subject = (struct status_subject){.window = 3, .service = 'A', .person = "1001"};
        status_go(&model, STATUS_MANAGE);
        if (mirror_window(&mirror, 3)->ticket.id > 0)
            mirror.windows[2].ticket.id = 0;
        status_begin(&model, rows[i].task);
        snprintf(model.value.text, sizeof model.value.text, "%s", rows[i].typed);
        model.value.chosen = rows[i].chosen;
        status_send(&model);
        cr_expect_str_eq(sent_path, rows[i].path, "%zu", i);
        cr_expect_str_eq(sent_body, rows[i].body, "%zu", i);
        status_finish(&model);
    }
}

Test(status, a_new_pin_is_shown_once)
{
    char pin[STATUS_PIN_SIZE];

    begin_managing();
    language_set(LANGUAGE_EN);
    memcpy(model.subject.person, "1001", 5);
    status_go(&model, STATUS_STAFF);
    screen_test_golden("status-staff-80-en", &view, 24, 80, none);
    status_go(&model, STATUS_PERSON);
    screen_test_golden("status-person-80-en", &view, 24, 80, none);
    status_begin(&model, STATUS_TASK_PIN);
    memcpy(pin, model.pin, sizeof pin);
    cr_expect_eq(strspn(pin, "0123456789"), 6);
    cr_expect_null(strstr(screen(24, 80, none), pin), "not before it counts");
    keys(KEYS("Enter"));
    cr_expect(strstr(sent_body, pin));
    status_done(&model, 200, NULL, 0);
    cr_expect(strstr(screen(24, 80, none), pin));
    cr_expect_str_empty(model.pin, "kept no longer than the sentence");
}

Test(status, ending_the_day_says_what_is_lost)
{
    begin_managing();
    language_set(LANGUAGE_EN);
    status_go(&model, STATUS_MANAGE);
    status_begin(&model, STATUS_TASK_END_DAY);
    screen_test_golden("status-end-day-80-en", &view, 24, 80, none);
    screen_test_golden("status-end-day-80-zh", &view, 24, 80, KEYS("l"));
    cr_expect(strstr(screen(24, 80, none), "不能撤销"));
    keys(KEYS("Escape"));
    cr_expect_str_empty(sent_path);
}

Test(status, help_at_the_kiosk_is_answered)
{
    begin_managing();
    language_set(LANGUAGE_EN);
    keys(KEYS("a", "g"));
    cr_expect_eq(model.page, STATUS_ALARMS, "nobody asks for it");
    notice_clear(&model.notice);
    mirror.alarms[0] = (struct mirror_alarm){.code = "help-wanted", .text = {"取号机 1 有人需要帮助", "somebody needs help at the kiosk: 1"}};
    screen_test_golden("status-help-wanted-80-en", &view, 24, 80, none);
    keys(KEYS("g", "Enter"));
    cr_expect_str_eq(sent_path, "/v1/help/answered");
}

Test(status, a_tickets_history_in_words)
{
    begin_managing();
    language_set(LANGUAGE_EN);
    model.subject.window = 3;
    model.ticket = 71;
    status_go(&model, STATUS_WINDOW);
    status_go(&model, STATUS_TICKET);
    screen_test_golden("status-ticket-80-en", &view, 24, 80, none);
    const char *text = screen(24, 80, none);
    cr_expect(strstr(text, "What happened to A031") && strstr(text, "finished, window 3, clerk 1001"));
}

Test(status, the_day_in_pictures)
{
    begin_managing();
    screen_test_golden("status-figures-80-zh", &view, 24, 80, KEYS("f"));
    screen_test_golden("status-figures-160-en", &view, 48, 160, KEYS("l"));
    cr_expect(strstr(screen(24, 80, none), "usually 49 by now, 87 in the day (this weekday, mean of 4)"));
    screen_test_golden("status-charts-160-en", &view, 48, 160, KEYS("Escape"));
    answer(STATUS_WANT_TODAY, "{\"quarters\":[],\"usual\":{\"days\":0,\"quarters\":[]},\"staff\":[]}");
    cr_expect(strstr(screen(24, 80, KEYS("f")), "nothing to compare with yet"));
}

Test(status, pages_are_read_when_they_are_shown)
{
    begin(SAMPLE_BUSY);
    *asked = '\0';
    model.port = (struct status_port){NULL, note_read, note_send};
    status_refresh(&model);
    cr_expect_str_eq(asked, "/v1/figures/today ");
    keys(KEYS("m"));
    *asked = '\0';
    status_refresh(&model);
    cr_expect_str_eq(asked, "/v1/settings /v1/staff ");
    status_refresh(&model);
    cr_expect_str_eq(asked, "/v1/settings /v1/staff ", "once");
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
