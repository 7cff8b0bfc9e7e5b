/* The whole hall, its alarms, its items and its events as JSON. */
#include "server/api.h"

#include "core/queue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>

json_t *view_today(const struct server *server)
{
    const struct hall *hall = &server->hall;
    int32_t taken = 0;

    for (int i = 0; i < SERVICES_MAX; i++)
        taken += hall->services[i].taken;
    return json_pack("{s:i, s:i, s:i, s:i, s:o}", "taken", taken, "called", hall->called, "done", hall->done, "no_show", hall->no_show, "mean_wait_s",
                     hall->called > 0 ? json_integer(hall->waited_ms / 1000 / hall->called) : json_null());
}

static void add_alarm(const struct server *server, json_t *alarms, const char *code, const char *zh, const char *en, int64_t since_ms)
{
    json_array_append_new(alarms, json_pack("{s:s, s:{s:s, s:s}, s:o}", "code", code, "text", "zh", zh, "en", en, "since", view_instant(server, since_ms)));
}

enum { WAITING_LONG_MS = 30 * 60000 };

static void service_alarms(const struct server *server, json_t *alarms, int32_t service)
{
    const struct hall *hall = &server->hall;
    int64_t oldest = hall_oldest_ms(hall, service);
    char zh[128], en[128];

    if (hall->services[service].waiting == 0)
        return;
    if (hall_windows_open(hall, service) == 0) {
        snprintf(zh, sizeof zh, "业务 %c 有 %d 人等候，但没有窗口可以办理", 'A' + service, hall->services[service].waiting);
        snprintf(en, sizeof en, "%d waiting for service %c, but no window serves it", hall->services[service].waiting, 'A' + service);
        add_alarm(server, alarms, "nobody-serves", zh, en, oldest);
    } else if (server->now_ms - oldest >= WAITING_LONG_MS) {
        snprintf(zh, sizeof zh, "业务 %c 等候已超过 30 分钟", 'A' + service);
        snprintf(en, sizeof en, "service %c: waiting for more than 30 minutes", 'A' + service);
        add_alarm(server, alarms, "waiting-long", zh, en, oldest);
    }
}

/* Somebody waits for an item that nobody who is here has learned. */
static void skill_alarms(const struct server *server, json_t *alarms)
{
    const struct hall *hall = &server->hall;
    uint64_t told = 0;
    char zh[128], en[128];

    for (int32_t i = 0; i < hall->ticket_count; i++) {
        const struct ticket *ticket = &hall->tickets[i];
        if (ticket->state != TICKET_WAITING || ticket->group < 0 || (told >> ticket->group & 1) || hall_windows_open(hall, ticket->service) == 0)
            continue;
        bool somebody = false;
        for (int32_t number = 1; number <= WINDOWS_MAX && !somebody; number++)
            somebody = hall->windows[number].state > WINDOW_PAUSED && queue_may_serve(hall, number, ticket);
        if (somebody)
            continue;
        told |= UINT64_C(1) << ticket->group;
        snprintf(zh, sizeof zh, "在岗人员都不能办理“%s”类事项，有人在等候", hall->settings.groups[ticket->group]);
        snprintf(en, sizeof en, "nobody here can serve items of the group %s, and somebody waits", hall->settings.groups[ticket->group]);
        add_alarm(server, alarms, "nobody-can", zh, en, ticket->taken_ms);
    }
}

/* Where the papers come out of a printer that cannot print; nothing while it is not sure that they do. */
static void add_spare(const struct server *server, const struct printer *printer, char *zh, char *en, size_t size)
{
    int32_t spare = printer_spare(&server->hall, (int32_t)(printer - server->hall.printers));

    if (spare == NO_SLOT || printer->trouble_ms == 0 || server->now_ms - printer->trouble_ms < printer->spare_after_ms)
        return;
    snprintf(zh + strlen(zh), size - strlen(zh), "，已改由打印机 %s 出纸", server->hall.printers[spare].name);
    snprintf(en + strlen(en), size - strlen(en), "; its papers come out at %s", server->hall.printers[spare].name);
}

/* What our own count says, before the printer notices. */
static void paper_alarm(const struct server *server, json_t *alarms, const struct printer *printer)
{
    char zh[192], en[192];

    if (printer_shown_state(printer) != PRINTER_READY || !printer_paper_low(printer))
        return;
    if (printer->sheets) {
        snprintf(zh, sizeof zh, "打印机 %s：约剩 %d 张纸，请准备加纸", printer->name, printer->paper_left);
        snprintf(en, sizeof en, "printer %s: about %d sheets are left; please have paper ready", printer->name, printer->paper_left);
    } else {
        snprintf(zh, sizeof zh, "打印机 %s：约剩 %d 米纸，请准备换纸卷", printer->name, (printer->paper_left + 500) / 1000);
        snprintf(en, sizeof en, "printer %s: about %d m of paper are left; please have a new roll ready", printer->name, (printer->paper_left + 500) / 1000);
    }
    add_alarm(server, alarms, "paper-low", zh, en, printer->since_ms);
}

static void printer_alarm(const struct server *server, json_t *alarms, const struct printer *printer)
{
    static const char *const words[][2] = {
        [PRINTER_AWAY] = {"打印程序没有响应", "its print worker is silent"}, [PRINTER_READY] = {"", ""},
        [PRINTER_PAPER_LOW] = {"纸快用完", "paper low"},                     [PRINTER_PAPER_OUT] = {"缺纸", "out of paper"},
        [PRINTER_COVER_OPEN] = {"机盖打开", "cover open"},                   [PRINTER_OFFLINE] = {"脱机", "offline"},
        [PRINTER_PAUSED] = {"已暂停", "paused"},
    };
    enum printer_state state = printer_shown_state(printer);
    char zh[192], en[192];

    if (state == PRINTER_READY)
        return;
    snprintf(zh, sizeof zh, "打印机 %s：%s", printer->name, words[state][0]);
    snprintf(en, sizeof en, "printer %s: %s", printer->name, words[state][1]);
    add_spare(server, printer, zh, en, sizeof zh);
    add_alarm(server, alarms, printer_state_can_print(state) ? "paper-low" : "printer", zh, en, printer->since_ms);
}

enum { SILENT_MS = 5 * 60000 };

static bool somebody_waits_for(const struct hall *hall, int32_t number)
{
    for (int32_t i = 0; i < hall->ticket_count; i++)
        if (hall->tickets[i].state == TICKET_WAITING && queue_may_serve(hall, number, &hall->tickets[i]))
            return true;
    return false;
}

enum { SILENT_NAMED = 5 };

/* Clerks are there and do not ask for the next, while somebody waits who may be served there: one alarm for all of these windows. */
static void silent_alarms(const struct server *server, json_t *alarms)
{
    const struct hall *hall = &server->hall;
    char numbers[32] = "", zh[128], en[128];
    int64_t since_ms = INT64_MAX;
    int count = 0;

    for (int32_t number = 1; number <= WINDOWS_MAX; number++) {
        const struct window *window = &hall->windows[number];
        size_t used = strlen(numbers);
        if (window->state != WINDOW_OPEN || server->now_ms - window->since_ms < SILENT_MS || !somebody_waits_for(hall, number))
            continue;
        if (count++ < SILENT_NAMED)
            snprintf(numbers + used, sizeof numbers - used, "%s%d", used > 0 ? ", " : "", number);
        since_ms = window->since_ms < since_ms ? window->since_ms : since_ms;
    }
    if (count == 0)
        return;
    snprintf(zh, sizeof zh, "%s%s 号窗口超过 5 分钟未叫号，有人在等候", numbers, count > SILENT_NAMED ? " 等" : "");
    snprintf(en, sizeof en, "window %s%s: nobody called for more than 5 minutes, people wait", numbers, count > SILENT_NAMED ? " ..." : "");
    add_alarm(server, alarms, "window-silent", zh, en, since_ms);
}

enum { DISK_LEAST_MIB = 200 };

/* The machine that the controller runs on. */
static void machine_alarms(const struct server *server, json_t *alarms)
{
    struct statvfs disk;
    int64_t today_ms = date_start_ms(server->hall.day, server->hall.settings.utc_offset_min); /* since when is not known more closely */
    char zh[128], en[128];

    if (server->clock_wrong)
        add_alarm(server, alarms, "clock", "主控机器的时钟不正确，暂停取号，请校准时间", "the controller's clock cannot be right: no numbers are given; please set it", today_ms);
    if (server->keeps_nothing || statvfs(server->dir, &disk) != 0)
        return;
    long long left = (long long)(disk.f_bavail * disk.f_frsize >> 20);
    if (left >= DISK_LEAST_MIB)
        return;
    snprintf(zh, sizeof zh, "磁盘空间不足 %d MB，写满后将无法取号，请清理", (int)DISK_LEAST_MIB);
    snprintf(en, sizeof en, "less than %d MB are left on the disk; when it is full no numbers are given", (int)DISK_LEAST_MIB);
    add_alarm(server, alarms, "disk", zh, en, today_ms);
}

/* Cases past their promised day, and deadlines that the calendar cannot tell yet. */
static void case_alarms(const struct server *server, json_t *alarms)
{
    const struct store_case_alarms *now = &server->case_alarms;
    int32_t offset = server->hall.settings.utc_offset_min;
    char zh[160], en[160];

    if (now->overdue > 0) {
        snprintf(zh, sizeof zh, "%lld 件办件已超期", (long long)now->overdue);
        snprintf(en, sizeof en, "overdue cases: %lld", (long long)now->overdue);
        add_alarm(server, alarms, "case-overdue", zh, en, date_start_ms((struct date){now->since.days + 1}, offset));
    }
    if (now->provisional > 0) {
        snprintf(zh, sizeof zh, "工作日历 holidays.csv 只到 %d 年，%lld 件办件的时限为暂定，请更新日历", server->calendar.last_year, (long long)now->provisional);
        snprintf(en, sizeof en, "the calendar (holidays.csv) ends with %d: %lld cases have provisional deadlines", server->calendar.last_year, (long long)now->provisional);
        add_alarm(server, alarms, "calendar-ends", zh, en, date_start_ms(server->hall.day, offset));
    }
}

static void help_alarms(const struct server *server, json_t *alarms)
{
    const struct help_wanted *help;
    char zh[160], en[160];

    for (int nth = 0; (help = help_wanted_at(server, nth)) != NULL; nth++) {
        snprintf(zh, sizeof zh, *help->place ? "取号机 %s 有人需要帮助" : "取号机旁有人需要帮助%s", help->place);
        snprintf(en, sizeof en, "somebody needs help at the kiosk%s%s", *help->place ? ": " : "", help->place);
        add_alarm(server, alarms, "help-wanted", zh, en, help->since_ms);
    }
}

/* Most urgent first: people first, then machines. */
json_t *view_alarms(const struct server *server)
{
    json_t *alarms = json_array();

    help_alarms(server, alarms);
    for (int i = 0; i < SERVICES_MAX; i++)
        service_alarms(server, alarms, i);
    skill_alarms(server, alarms);
    silent_alarms(server, alarms);
    machine_alarms(server, alarms);
    case_alarms(server, alarms);
    for (int urgent = 1; urgent >= 0; urgent--)
        for (int i = 0; i < server->hall.printer_count; i++)
            if (printer_can_print(&server->hall.printers[i]) != urgent)
                printer_alarm(server, alarms, &server->hall.printers[i]);
    for (int i = 0; i < server->hall.printer_count; i++)
        paper_alarm(server, alarms, &server->hall.printers[i]);
    return alarms;
}

enum { CALLS_SHOWN = 12 };

/* The last calls, newest first: one row a ticket, read from the ring. */
static json_t *view_calls(const struct server *server)
{
    json_t *calls = json_array();
    int64_t seen[CALLS_SHOWN];
    size_t count = 0;

    for (int64_t seq = server->hall.seq; seq > 0 && seq >= server->ring_first && count < CALLS_SHOWN; seq--) {
        const struct ring_entry *entry = &server->ring[seq % RING_SIZE];
        bool again = false;
        if (entry->event.type != EVENT_TICKET_CALLED && entry->event.type != EVENT_TICKET_RECALLED)
            continue;
        for (size_t i = 0; i < count; i++)
            again = again || seen[i] == entry->ticket.id.value;
        const struct ticket *now = hall_ticket(&server->hall, entry->ticket.id);
        if (again || !now || now->called_ms == 0)
            continue;
        char number[NUMBER_SIZE];
        view_number(&entry->ticket, number);
        json_array_append_new(calls, json_pack("{s:s, s:i, s:I, s:o}", "number", number, "window", entry->event.window, "ticket",
                                               (json_int_t)entry->ticket.id.value, "at", view_instant(server, entry->event.at_ms)));
        seen[count++] = entry->ticket.id.value;
    }
    return calls;
}

json_t *view_services(const struct server *server)
{
    json_t *services = json_array();

    for (int i = 0; i < SERVICES_MAX; i++)
        if (server->hall.settings.services[i].used)
            json_array_append_new(services, view_service(server, i));
    return services;
}

json_t *view_hall(const struct server *server, struct sight sight)
{
    const struct hall *hall = &server->hall;
    json_t *windows = json_array(), *printers = json_array();
    char day[DATE_TEXT_SIZE];

    for (int i = 1; i <= WINDOWS_MAX; i++)
        if (hall->settings.windows[i].used)
            json_array_append_new(windows, view_window_now(server, i, sight));
    for (int i = 0; i < hall->printer_count; i++)
        json_array_append_new(printers, view_printer(server, &hall->printers[i]));
    date_format(hall->day, day);
    json_t *about = json_pack("{s:o, s:b, s:I, s:s, s:i, s:s, s:s}", "name", view_names(&server->file.name), "demo", hall->demo, "clock_speed", (json_int_t)(server->clock.speed ? server->clock.speed : 1), "public_url", server->base_url,
                              "utc_offset_minutes", hall->settings.utc_offset_min, "day", day, "state", hall->day_open ? "open" : "closed");
    const struct closure *closure = hall_closure(hall);
    json_object_set_new(about, "notice", json_pack("{s:s, s:s}", "zh", hall->settings.notice_zh, "en", hall->settings.notice_en));
    json_object_set_new(about, "closed_for", closure ? json_string_nocheck(closure->reason) : json_null());
    return json_pack("{s:I, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "seq", (json_int_t)hall->seq, "at", view_instant(server, server->now_ms), "hall", about,
                     "services", view_services(server), "windows", windows, "printers", printers, "calls", view_calls(server), "alarms", view_alarms(server), "today",
                     view_today(server));
}

static void add_why(json_t *json, const struct event *event)
{
    json_t *why = json_pack("{s:s, s:s, s:s, s:I, s:I, s:I}", "code", call_rule_word(event->rule), "en", call_rule_name(event->rule, false), "zh",
                            call_rule_name(event->rule, true), "key_won", (json_int_t)event->key_won, "key_other", (json_int_t)event->key_other, "waited_ms",
                            (json_int_t)event->waited_ms);
    json_object_set_new(json, "why", why);
}

json_t *view_event(const struct server *server, const struct ring_entry *entry, struct sight sight)
{
    const struct event *event = &entry->event;
    char actor[64];
    json_t *json = json_object();

    snprintf(actor, sizeof actor, "%s%s%s", staff_role_word(event->actor.role), event->actor.staff[0] && sight.people ? " " : "",
             sight.people ? event->actor.staff : "");
    json_object_set_new(json, "seq", json_integer(event->seq));
    json_object_set_new(json, "at", view_instant(server, event->at_ms));
    json_object_set_new(json, "type", json_string(event_word(event->type)));
    json_object_set_new(json, "actor", json_string(actor));
    if (entry->has_ticket) {
        const struct print_job *job = hall_job(&server->hall, entry->ticket.job);
        json_object_set_new(json, "ticket", view_ticket(server, &entry->ticket, job ? job->state : JOB_NONE, sight));
        json_object_set_new(json, "service", view_service(server, entry->ticket.service));
        json_object_set_new(json, "today", view_today(server));
    }
    if (entry->has_window && !entry->has_ticket) /* a window that opens or closes changes the expected wait of several services */
        json_object_set_new(json, "services", view_services(server));
    if (entry->has_window)
        json_object_set_new(json, "window", view_window(server, event->window, &entry->window,
                                                        entry->has_ticket && entry->window.ticket.value == entry->ticket.id.value
                                                            ? &entry->ticket
                                                            : hall_ticket(&server->hall, entry->window.ticket),
                                                        sight));
    if (view_event_is_case(event) && sight.cases)
        json_object_set_new(json, "case", view_event_case(server, event));
    if (entry->has_job)
        json_object_set_new(json, "job", view_job(server, &entry->job, false));
    if (entry->has_printer)
        json_object_set_new(json, "printer", view_printer(server, &entry->printer));
    if (event->type == EVENT_CATALOGUE_IMPORTED || event->type == EVENT_CATALOGUE_WITHDRAWN)
        json_object_set_new(json, "catalogue", json_pack("{s:i, s:i, s:s, s:s?}", "version", event->version, "count", event->count, "digest", event->digest, "item", event->item[0] ? event->item : NULL));
    if (event->type == EVENT_TICKET_CALLED && sight.people)
        add_why(json, event);
    if (event->reason[0] && sight.people)
        json_object_set_new(json, "reason", json_string(event->reason));
    return json;
}
