/* Somebody at a kiosk wants help: the alarm reaches guide and manager within seconds, by kiosk, screen and key; it is answered once for all; it ends by itself. */
#include "lib/daemon.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static struct daemon controller;

static void start(void)
{
    daemon_make(&controller);
}

static void end(void)
{
    daemon_remove(&controller);
}

TestSuite(help, .init = start, .fini = end, .timeout = 120);

/* How many places want help; text: what the last one says. */
static int wanted(char *text, size_t size)
{
    int status, count = 0;
    size_t i;
    json_t *hall = daemon_ask(&controller, "GET", "/v1/hall", NULL, &status), *alarm;

    *text = '\0';
    cr_assert_eq(status, 200);
    json_array_foreach(json_object_get(hall, "alarms"), i, alarm)
        if (strcmp(json_string_value(json_object_get(alarm, "code")), "help-wanted") == 0) {
            snprintf(text, size, "%s", json_string_value(json_object_get(json_object_get(alarm, "text"), "zh")));
            count++;
        }
    json_decref(hall);
    return count;
}

static int ask(const char *path, json_t *body)
{
    int status;

    json_decref(daemon_ask(&controller, "POST", path, body, &status));
    return status;
}

Test(help, asked_and_answered)
{
    char text[256];

    cr_assert(daemon_start(&controller, NULL));
    cr_expect_eq(wanted(text, sizeof text), 0);
    cr_expect_eq(ask("/v1/help", json_pack("{s:s}", "place", "kiosk 1")), 200);
    cr_expect_eq(ask("/v1/help", json_pack("{s:s}", "place", "kiosk 1")), 200);
    cr_expect_eq(wanted(text, sizeof text), 1, "pressed twice it is one alarm");
    cr_expect_str_eq(text, "取号机 kiosk 1 有人需要帮助");
    cr_expect_eq(ask("/v1/help", NULL), 200);
    cr_expect_eq(wanted(text, sizeof text), 2, "a kiosk without a name is another place");
    cr_expect_eq(ask("/v1/help/answered", NULL), 200);
    cr_expect_eq(wanted(text, sizeof text), 0);
    for (int i = 0; i < 20; i++) {
        snprintf(text, sizeof text, "kiosk %d", i);
        cr_expect_eq(ask("/v1/help", json_pack("{s:s}", "place", text)), 200);
    }
    cr_expect_eq(wanted(text, sizeof text), 8, "never more than fit a screen");
}

Test(help, it_ends_by_itself)
{
    static const char *const fast[] = {"--demo-clock", "2026-11-23T09:00:00+08:00,600", NULL};
    char text[256];

    cr_assert(daemon_start(&controller, fast));
    cr_expect_eq(ask("/v1/help", NULL), 200);
    for (time_t until = time(NULL) + 30; time(NULL) < until && wanted(text, sizeof text) > 0;)
        ;
    cr_expect_eq(wanted(text, sizeof text), 0, "ten minutes of the hall are a second");
}
