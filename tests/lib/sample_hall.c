#include "lib/sample_hall.h"

#include "base/date.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

enum { OFFSET_MINUTES = 480, SECOND_MS = 1000, MINUTE_S = 60 };

static const char hostile[] = "\033[31m\033]0;owned\a\r\n\t\u202Eevil\u200B\u2028 \u00AD%s%n\u0301\u0301\u0301\u0301\u0301\u0301 很长很长很长很长很长很长很长很长很长很长很长很长很长";

int64_t sample_now_ms(void)
{
    int64_t now_ms;

    cr_assert(instant_parse("2026-11-23T10:15:00.000+08:00", &now_ms));
    return now_ms;
}

static json_t *ago(int seconds)
{
    char text[INSTANT_TEXT_SIZE];

    instant_format(sample_now_ms() - (int64_t)seconds * SECOND_MS, OFFSET_MINUTES, text);
    return json_string(text);
}

static json_t *ticket_json(const char *number, int64_t ticket, int window, const char *state)
{
    return json_pack("{s:I, s:s, s:s, s:s, s:s, s:i, s:n, s:n, s:o, s:o, s:n, s:i, s:s, s:i, s:s}", "id", (json_int_t)ticket, "number", number, "service", "A",
                     "state", state, "priority", "elderly", "window", window, "ahead", "wait", "taken_at", ago(20 * MINUTE_S), "called_at", ago(MINUTE_S),
                     "started_at", "recalls", 0, "language", "zh", "count", 1, "printed", "printed");
}

json_t *sample_window(int window, const char *state, int seconds, const char *number, int64_t ticket, const char *reason)
{
    char staff[16];
    bool closed = strcmp(state, "closed") == 0;

    snprintf(staff, sizeof staff, "%d", 1000 + window);
    json_t *json = json_pack("{s:i, s:s, s:s?, s:o, s:[s,s,s], s:s?, s:i, s:n, s:n}", "window", window, "state", state, "staff", closed ? NULL : staff, "since",
                             ago(seconds), "services", "A", "B", "C", "reason", reason, "served", closed ? 0 : window, "why", "undo_until");
    json_object_set_new(json, "ticket", number ? ticket_json(number, ticket, window, strcmp(state, "calling") == 0 ? "called" : "serving") : json_null());
    return json;
}

static json_t *service_json(char letter, const char *zh, const char *en, const char *state, int waiting, int oldest_minutes)
{
    char text[2] = {letter, '\0'};
    json_t *json = json_pack("{s:s, s:{s:s, s:s}, s:s, s:s, s:i, s:i, s:i, s:o, s:i}", "letter", text, "name", "zh", zh, "en", en, "state", state, "sessions",
                             "08:30-12:00 13:30-17:00", "waiting", waiting, "taken", waiting + 20, "called", 20, "oldest_at",
                             waiting ? ago(oldest_minutes * MINUTE_S) : json_null(), "windows_open", 6);
    json_object_set_new(json, "wait", json_pack("{s:I, s:I}", "low_s", (json_int_t)waiting * 40, "high_s", (json_int_t)waiting * 70 + 200));
    return json;
}

static json_t *printer_json(const char *name, const char *place, const char *state)
{
    return json_pack("{s:s, s:s, s:[s], s:s, s:n, s:n}", "name", name, "place", place, "prints", "ticket", "state", state, "detail", "since");
}

static json_t *alarm_json(const char *code, const char *zh, const char *en, int minutes)
{
    return json_pack("{s:s, s:{s:s, s:s}, s:o}", "code", code, "text", "zh", zh, "en", en, "since", ago(minutes * MINUTE_S));
}

static json_t *call_json(const char *number, int window, int64_t ticket)
{
    return json_pack("{s:s, s:i, s:I, s:o}", "number", number, "window", window, "ticket", (json_int_t)ticket, "at", ago(MINUTE_S));
}

/* The frame around the lists. */
static json_t *hall_json(const char *zh, const char *en)
{
    return json_pack("{s:i, s:o, s:{s:{s:s, s:s}, s:b, s:s, s:i, s:s, s:s}, s:[], s:[], s:[], s:[], s:[], s:{s:i, s:i, s:i, s:i, s:n}}", "seq", 100, "at", ago(0),
                     "hall", "name", "zh", zh, "en", en, "demo", 0, "public_url", "", "utc_offset_minutes", OFFSET_MINUTES, "day", "2026-11-23", "state", "open",
                     "services", "windows", "printers", "calls", "alarms", "today", "taken", 0, "called", 0, "done", 0, "no_show", 0, "mean_wait_s");
}

static void add(json_t *hall, const char *list, json_t *row)
{
    cr_assert_eq(json_array_append_new(json_object_get(hall, list), row), 0);
}

static void set_today(json_t *hall, int taken, int called, int done, int no_show, int mean_wait_s)
{
    json_object_set_new(hall, "today", json_pack("{s:i, s:i, s:i, s:i, s:i}", "taken", taken, "called", called, "done", done, "no_show", no_show,
                                                 "mean_wait_s", mean_wait_s));
}

static json_t *empty_hall(void)
{
    json_t *hall = hall_json("永安镇政务服务大厅", "Yong'an Township Service Hall");

    for (int i = 1; i <= 12; i++)
        add(hall, "windows", sample_window(i, "closed", 0, NULL, 0, NULL));
    add(hall, "services", service_json('A', "综合业务", "General business", "open", 0, 0));
    add(hall, "services", service_json('B', "证照领取", "Collect a certificate", "open", 0, 0));
    add(hall, "services", service_json('C', "咨询帮办", "Advice and help", "open", 0, 0));
    return hall;
}

static json_t *busy_hall(bool alarms)
{
    static const struct {
        const char *state;
        int seconds;
        const char *number, *reason;
    } windows[] = {{"serving", 260, "A041", NULL}, {"serving", 1520, "A036", NULL}, {"calling", 12, "A048", NULL}, {"serving", 45, "B012", NULL},
                   {"calling", 250, "A045", NULL}, {"ready", 20, NULL, NULL},       {"open", 400, NULL, NULL},     {"paused", 900, NULL, "lunch"},
                   {"serving", 4000, "C007", NULL}, {"paused", 60, NULL, "张三请假"}, {"closed", 0, NULL, NULL},     {"serving", 5, "A047", NULL}};
    json_t *hall = hall_json("永安镇政务服务大厅", "Yong'an Township Service Hall");

    for (int i = 0; i < 12; i++)
        add(hall, "windows", sample_window(i + 1, windows[i].state, windows[i].seconds, windows[i].number, i + 1, windows[i].reason));
    add(hall, "services", service_json('A', "综合业务", "General business", "open", 14, alarms ? 34 : 9));
    add(hall, "services", service_json('B', "证照领取", "Collect a certificate", "open", 2, 16));
    add(hall, "services", service_json('C', "咨询帮办", "Advice and help", "lunch", 0, 0));
    add(hall, "printers", printer_json("kiosk1", "kiosk 1", "ready"));
    add(hall, "printers", printer_json("kiosk2", "kiosk 2", alarms ? "paper-out" : "ready"));
    add(hall, "calls", call_json("A048", 3, 3));
    add(hall, "calls", call_json("A047", 12, 12));
    add(hall, "calls", call_json("A045", 5, 5));
    add(hall, "calls", call_json("B012", 4, 4));
    add(hall, "calls", call_json("A044", 7, 99));
    add(hall, "calls", call_json("A041", 1, 1));
    set_today(hall, 82, 66, 57, 4, 560);
    if (alarms) {
        add(hall, "alarms", alarm_json("waiting-long", "业务 A 等候已超过 30 分钟", "service A: waiting for more than 30 minutes", 4));
        add(hall, "alarms", alarm_json("printer", "打印机 kiosk2：缺纸", "printer kiosk2: out of paper", 75));
    }
    return hall;
}

static json_t *full_hall(void)
{
    static const char *const states[] = {"serving", "calling", "ready", "open", "paused", "closed"};
    json_t *hall = hall_json("十八厅合一的市民中心", "Civic Centre of Eighteen Halls in One House");
    char number[16], name[32];

    for (int i = 1; i <= 99; i++) {
        snprintf(number, sizeof number, "%c%d", 'A' + i % 26, 1000 + i);
        add(hall, "windows", sample_window(i, states[i % 6], i * 30, i % 6 < 2 ? number : NULL, i, NULL));
        if (i > 87)
            add(hall, "calls", call_json(number, i, i));
    }
    for (int i = 0; i < 26; i++)
        add(hall, "services", service_json((char)('A' + i), "不动产登记与交易综合受理", "Registration of real estate", i % 7 == 3 ? "full" : "open", i * 13, i * 2));
    for (int i = 1; i <= 16; i++) {
        snprintf(name, sizeof name, "kiosk%d", i);
        add(hall, "printers", printer_json(name, name, i == 9 ? "offline" : i == 3 ? "paper-low" : "ready"));
        add(hall, "alarms", alarm_json("waiting-long", "等候已超过 30 分钟", "waiting for more than 30 minutes", i));
    }
    set_today(hall, 12345, 11870, 11002, 431, 4210);
    return hall;
}

static json_t *hostile_hall(void)
{
    json_t *hall = hall_json(hostile, hostile);

    add(hall, "windows", sample_window(1, "calling", 5, hostile, 1, NULL));
    add(hall, "windows", sample_window(2, "paused", 5, NULL, 0, hostile));
    add(hall, "windows", sample_window(3, hostile, 5, hostile, 3, hostile));
    add(hall, "services", service_json('A', hostile, hostile, hostile, 999999999, 999999));
    add(hall, "printers", printer_json(hostile, hostile, hostile));
    add(hall, "alarms", alarm_json(hostile, hostile, hostile, -5));
    add(hall, "calls", call_json(hostile, 1, 1));
    add(hall, "calls", call_json("A001", 2147483647, 4));
    set_today(hall, 2147483647, -1, 2147483647, -2147483647, 2147483647);
    return hall;
}

void sample_hall(struct mirror *mirror, enum sample_kind kind)
{
    json_t *hall = kind == SAMPLE_EMPTY ? empty_hall() : kind == SAMPLE_FULL ? full_hall() : kind == SAMPLE_HOSTILE ? hostile_hall() : busy_hall(kind == SAMPLE_BUSY);

    *mirror = (struct mirror){.connected = true, .clock_speed = 1, .mean_wait_s = -1};
    cr_assert_not_null(hall);
    cr_assert(mirror_read_hall(mirror, hall));
    json_decref(hall);
}

void sample_event(struct mirror *mirror, const char *type, json_t *window, const char *number, int64_t ticket)
{
    int at = (int)json_integer_value(json_object_get(window, "window"));
    const char *state = strcmp(type, "ticket.called") == 0 || strcmp(type, "ticket.recalled") == 0 ? "called" : "serving";
    json_t *event = json_pack("{s:i, s:o, s:s, s:o, s:o}", "seq", 101, "at", ago(0), "type", type, "ticket", ticket_json(number, ticket, at, state), "window", window);

    cr_assert_not_null(event);
    mirror_read_event(mirror, event);
    json_decref(event);
}

void sample_lose(struct mirror *mirror, int64_t steady_ms, int seconds)
{
    mirror->connected = false;
    mirror->lost_steady_ms = steady_ms - (int64_t)seconds * SECOND_MS;
}
