/* Whatever people are called: 10,000 hostile names through the shared cleaning, and 200 of them wherever a text can stand on every screen. */
#include "lib/desk_fixture.h"
#include "lib/hostile.h"
#include "lib/kiosk_fixture.h"
#include "lib/sample_hall.h"
#include "lib/window_fixture.h"

#include "base/language.h"
#include "base/utf8.h"
#include "board/view.h"
#include "status/view.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CLEANED = 10000, SHOWN = 200 };

static const int sizes[][2] = {{24, 80}, {48, 160}, {6, 60}};
enum { SIZES = sizeof sizes / sizeof *sizes };

static void setup(void)
{
    language_start();
}

TestSuite(hostile, .init = setup);

Test(hostile, names_are_cleaned)
{
    char name[HOSTILE_SIZE], clean[HOSTILE_SIZE], again[HOSTILE_SIZE];
    int changed = 0;

    for (int n = 0; n < CLEANED; n++) {
        size_t size = n % 3 ? sizeof clean : 1 + (size_t)n % 40;
        hostile_name(n, n % 2, name);
        size_t length = utf8_clean(clean, size, name);
        cr_assert(length == strlen(clean) && length < size, "name %d", n);
        cr_assert_null(hostile_unclean(clean), "name %d: %s", n, hostile_unclean(clean));
        cr_assert_eq(utf8_clean(again, sizeof again, clean), length, "name %d: what is clean stays", n);
        cr_assert_eq(utf8_cut(clean, utf8_cells(clean)), length, "name %d", n);
        changed += strcmp(name, clean) != 0;
    }
    cr_assert_gt(changed, CLEANED / 2, "most of the names would do harm: this test is broken");
}

/* --- on screens ------------------------------------------------------------------------------------------------------ */

/* Puts a name in the place of every text of a JSON value, but where the screens look for words of their own. */
static void infect(json_t *json, const char *name, int *dice)
{
    static const char *const words[] = {"state", "letter", "service", "type", "kind", "light", "language", "priority", "day", "utc_offset_minutes", "code", "at"};
    const char *key;
    json_t *value;
    size_t i;

    json_object_foreach(json, key, value) {
        bool word = strstr(key, "_at") || strstr(key, "until");
        for (size_t j = 0; j < sizeof words / sizeof *words; j++)
            word = word || strcmp(words[j], key) == 0;
        if (json_is_string(value) && (!word || ++*dice % 7 == 0))
            json_object_set_new(json, key, json_string(name));
        else if (strcmp(key, "services") != 0 || !json_is_string(json_array_get(value, 0)))
            infect(value, name, dice);
    }
    json_array_foreach(json, i, value) infect(value, name, dice);
}

/* Draws a view at every size in both languages after keys. */
static void look(const char *screen, int n, const struct app_view *view, const char *const *keys)
{
    struct canvas canvas;
    struct targets targets;

    for (int i = 0; i < SIZES; i++) {
        cr_assert(canvas_init(&canvas, sizes[i][0], sizes[i][1]));
        for (int language = 0; language < 2; language++) {
            language_set(language ? LANGUAGE_EN : LANGUAGE_ZH);
            app_draw(view, &canvas, &targets);
            const char *wrong = hostile_in_canvas(&canvas);
            cr_assert_null(wrong, "%s with name %d: %s", screen, n, wrong);
            for (const char *const *key = keys; i == 0 && *key; key++) {
                app_key(view, &targets, key_parse(*key));
                app_draw(view, &canvas, &targets);
                wrong = hostile_in_canvas(&canvas);
                cr_assert_null(wrong, "%s with name %d after %s: %s", screen, n, *key, wrong);
            }
        }
        canvas_finish(&canvas);
    }
}

static json_t *hall(const char *name)
{
    int dice = (int)strlen(name);
    json_t *json = json_pack("{s:i, s:{s:{s:s, s:s}, s:s, s:i, s:s, s:s}, s:[{s:s, s:{s:s, s:s}, s:s, s:i, s:s}], s:[o, o, o], s:[{s:s, s:s, s:s, s:s}], s:[{s:s, s:i, s:i, s:s}], "
                             "s:[{s:s, s:{s:s, s:s}, s:s}], s:{}}",
                             "seq", 100, "hall", "name", "zh", "x", "en", "x", "public_url", "x", "utc_offset_minutes", 480, "day", "2026-11-23", "state", "open", "services", "letter", "A",
                             "name", "zh", "x", "en", "x", "state", "open", "waiting", 3, "sessions", "x", "windows", sample_window(1, "calling", 9, "x", 1, NULL),
                             sample_window(2, "paused", 9, NULL, 0, "x"), sample_window(3, "serving", 9, "x", 2, "x"), "printers", "name", "x", "place", "x", "state", "ready", "detail", "x",
                             "calls", "number", "x", "window", 1, "ticket", 1, "at", "2026-11-23T10:14:00.000+08:00", "alarms", "code", "x", "text", "zh", "x", "en", "x", "since", "x", "today");

    cr_assert_not_null(json);
    infect(json, name, &dice);
    return json;
}

static void read_into(struct mirror *mirror, const char *name)
{
    json_t *json = hall(name);

    *mirror = (struct mirror){.connected = true, .clock_speed = 1, .mean_wait_s = -1};
    cr_assert(mirror_read_hall(mirror, json));
    json_decref(json);
}

/* The answer about items, cases and tickets that holds a name wherever it can. */
static json_t *answer(const char *name)
{
    int dice = 1;
    json_t *json = json_pack("{s:[{s:s, s:{s:s, s:s}, s:s, s:s, s:s, s:s, s:s, s:s, s:i, s:[{s:s, s:s, s:b}]}]}", "items", "code", "XK11", "name", "zh", "x", "en", "x", "initials", "x", "kind", "permit",
                             "department", "x", "assisting", "x", "basis", "x", "service", "A", "promised_days", 3, "materials", "name", "x", "kind", "copy", "required", 1);

    cr_assert_not_null(json);
    infect(json, name, &dice);
    json_object_set_new(json_array_get(json_object_get(json, "items"), 0), "code", json_string("XK11"));
    return json;
}

static json_t *cases(const char *name, bool one)
{
    int dice = 3;
    json_t *json = json_pack("{s:i, s:s, s:s, s:{s:s, s:s}, s:{s:s, s:{s:s, s:s}}, s:{s:s, s:s}, s:s, s:s, s:{s:s, s:s, s:i}, s:[{s:s, s:s, s:b, s:s}], s:s, s:s, s:{s:s, s:s}}", "id", 1, "number", "x", "state",
                             "review", "state_name", "zh", "x", "en", "x", "item", "code", "XK11", "name", "zh", "x", "en", "x", "applicant", "name", "x", "masked", "x", "accepted_by", "x", "reviewer",
                             "x", "deadline", "promised", "x", "light", "red", "days_left", -2, "materials", "name", "x", "kind", "copy", "required", 1, "state", "there", "reason", "x", "approved_by", "x",
                             "certificate", "number", "x", "shelf", "x");

    cr_assert_not_null(json);
    infect(json, name, &dice);
    json_object_set_new(json, "may", json_pack("{s:n, s:{s:s, s:s, s:s}}", "claim", "approve", "type", "x", "en", name, "zh", name));
    return one ? json : json_pack("{s:[o], s:n}", "cases", json, "next");
}

static void told_window(struct window_fixture *f, const char *name)
{
    json_t *items = answer(name), *event = json_pack("{s:o}", "window", sample_window(3, "serving", 9, name, 2, name));

    window_items_read(&f->model.items, items);
    mirror_read_event(&f->mirror, event);
    json_decref(items);
    json_decref(event);
    event = json_pack("{s:s, s:s, s:{s:i}, s:{s:s}}", "type", "ticket.finished", "actor", name, "window", "window", 3, "ticket", "number", name);
    window_day_event(&f->model, event);
    json_decref(event);
    window_model_changed(&f->model);
}

Test(hostile, on_the_window, .timeout = 300)
{
    char name[HOSTILE_SIZE];

    for (int n = 0; n < SHOWN; n++) {
        static struct window_fixture f;
        hostile_name(n, true, name);
        fixture_start(&f, "1001", fixture_serving);
        read_into(&f.mirror, name);
        told_window(&f, name);
        look("window", n, &f.view, (const char *const[]){"6", "+", ".", "*", "Enter", ".", ".", "-", "7", NULL});
        json_t *problem = json_pack("{s:s, s:s}", "title", name, "title_zh", name);
        f.model.request.action = WINDOW_ACTION_NEXT;
        f.model.errand.under_way = true;
        window_model_answer(&f.model, 409, problem, 0);
        json_decref(problem);
        look("window, refused", n, &f.view, (const char *const[]){"Escape", NULL});
        fixture_finish(&f);
    }
}

Test(hostile, at_the_desk, .timeout = 300)
{
    char name[HOSTILE_SIZE];

    for (int n = 0; n < SHOWN; n++) {
        static struct desk_fixture f;
        json_t *list, *file;
        hostile_name(n, true, name);
        desk_fixture_start(&f);
        read_into(&f.mirror, name);
        list = cases(name, false), file = cases(name, true);
        desk_model_answer(&f.model, DESK_LIST, 200, list, 0);
        look("desk", n, &f.view, (const char *const[]){NULL});
        desk_fixture_keys(&f, DESK_KEYS("Enter"));
        desk_model_answer(&f.model, DESK_FILE, 200, file, 0);
        look("desk, a case", n, &f.view, (const char *const[]){"1", "Escape", "2", "Escape", NULL});
        f.model.page = DESK_PAGE_CASE;
        desk_fixture_keys(&f, DESK_KEYS("h"));
        json_t *history = json_pack("{s:[{s:I, s:s, s:s, s:s, s:s}]}", "events", "at", (json_int_t)1795399800000, "type", name, "by", name, "reason", name, "certificate", name);
        desk_model_answer(&f.model, DESK_LOOK, 200, history, 0);
        look("desk, a history", n, &f.view, (const char *const[]){NULL});
        json_decref(history);
        json_decref(list);
        json_decref(file);
        desk_fixture_finish(&f);
    }
}

Test(hostile, on_board_and_status, .timeout = 300)
{
    char name[HOSTILE_SIZE];

    for (int n = 0; n < SHOWN; n++) {
        static struct mirror mirror;
        hostile_name(n, true, name);
        read_into(&mirror, name);
        for (int window = 0; window <= 3; window++) {
            struct board_model board = {.mirror = &mirror, .now_ms = sample_now_ms(), .steady_ms = 5000000, .window = window};
            look("board", n, &(struct app_view){&board, board_draw, board_take_key}, (const char *const[]){NULL});
        }
        struct status_model status = {.mirror = &mirror, .now_ms = sample_now_ms(), .steady_ms = 5000000};
        look("status", n, &(struct app_view){&status, status_draw, status_take_key}, (const char *const[]){NULL});
    }
}

Test(hostile, at_the_kiosk, .timeout = 300)
{
    char name[HOSTILE_SIZE];

    for (int n = 0; n < SHOWN; n++) {
        static struct kiosk_fixture f;
        hostile_name(n, true, name);
        kiosk_fixture_start(&f, n % 2 ? LANGUAGE_EN : LANGUAGE_ZH, true);
        json_t *items = answer(name), *told = hall(name);
        mirror_read_hall(&f.mirror, told);
        kiosk_answer(&f.kiosk, KIOSK_ASK_ITEMS, 200, items, 0);
        kiosk_fixture_pass(&f, 1000);
        look("kiosk", n, &f.view, (const char *const[]){"/", "Enter", "Escape", "*", "Escape", "1", "Enter", NULL});
        json_decref(items);
        json_decref(told);
        kiosk_fixture_finish(&f);
    }
}
