/* The API's JSON as plain structures. */
#include "client/mirror.h"

#include "base/date.h"
#include "base/utf8.h"

#include <limits.h>
#include <string.h>

static void read_text(char *text, size_t size, const json_t *json, const char *name)
{
    const char *told = json_string_value(json_object_get(json, name));

    utf8_clean(text, size, told ? told : "");
}

static int64_t read_integer(const json_t *json, const char *name, int64_t unknown)
{
    const json_t *told = json_object_get(json, name);

    return json_is_integer(told) ? json_integer_value(told) : unknown;
}

static int read_int(const json_t *json, const char *name, int unknown)
{
    int64_t told = read_integer(json, name, unknown);

    return told < INT_MIN || told > INT_MAX ? unknown : (int)told;
}

static int64_t read_instant(const json_t *json, const char *name)
{
    const char *told = json_string_value(json_object_get(json, name));
    int64_t instant_ms;

    return told && instant_parse(told, &instant_ms) ? instant_ms : 0;
}

static void read_both(struct mirror_text *text, const json_t *json, const char *name)
{
    const json_t *told = json_object_get(json, name);

    read_text(text->zh, sizeof text->zh, told, "zh");
    read_text(text->en, sizeof text->en, told, "en");
}

/* Whether a text (may be NULL) names a service. */
static bool is_letter(const char *told)
{
    return told && *told >= 'A' && *told <= 'Z' && !told[1];
}

static char read_letter(const json_t *json, const char *name)
{
    const char *told = json_string_value(json_object_get(json, name));

    return is_letter(told) ? *told : '\0';
}

static void read_wait(int64_t *low_s, int64_t *high_s, const json_t *json)
{
    const json_t *wait = json_object_get(json, "wait");

    *low_s = read_integer(wait, "low_s", -1);
    *high_s = read_integer(wait, "high_s", -1);
}

void mirror_read_ticket(struct mirror_ticket *ticket, const json_t *json)
{
    *ticket = (struct mirror_ticket){.id = read_integer(json, "id", 0)};
    read_text(ticket->number, sizeof ticket->number, json, "number");
    ticket->service = read_letter(json, "service");
    read_text(ticket->state, sizeof ticket->state, json, "state");
    read_text(ticket->priority, sizeof ticket->priority, json, "priority");
    read_text(ticket->printed, sizeof ticket->printed, json, "printed");
    read_text(ticket->language, sizeof ticket->language, json, "language");
    read_text(ticket->item, sizeof ticket->item, json, "item");
    ticket->window = read_int(json, "window", 0);
    ticket->ahead = read_int(json, "ahead", -1);
    read_wait(&ticket->low_s, &ticket->high_s, json);
    ticket->taken_ms = read_instant(json, "taken_at");
    ticket->called_ms = read_instant(json, "called_at");
    ticket->started_ms = read_instant(json, "started_at");
    ticket->count = read_int(json, "count", 1);
    ticket->recalls = read_int(json, "recalls", 0);
    read_text(ticket->code, sizeof ticket->code, json, "code");
    read_text(ticket->url, sizeof ticket->url, json, "url");
}

void mirror_read_service(struct mirror_service *service, const json_t *json)
{
    *service = (struct mirror_service){.letter = read_letter(json, "letter")};
    read_both(&service->name, json, "name");
    read_text(service->state, sizeof service->state, json, "state");
    read_text(service->sessions, sizeof service->sessions, json, "sessions");
    service->stopped = json_is_true(json_object_get(json, "stopped"));
    service->waiting = read_int(json, "waiting", 0);
    service->taken = read_int(json, "taken", 0);
    service->called = read_int(json, "called", 0);
    service->windows_open = read_int(json, "windows_open", 0);
    service->oldest_ms = read_instant(json, "oldest_at");
    read_wait(&service->low_s, &service->high_s, json);
}

void mirror_read_window(struct mirror_window *window, const json_t *json)
{
    size_t count = 0, i;
    const json_t *letter;

    *window = (struct mirror_window){.number = read_int(json, "window", 0)};
    read_text(window->state, sizeof window->state, json, "state");
    read_text(window->staff, sizeof window->staff, json, "staff");
    read_text(window->reason, sizeof window->reason, json, "reason");
    json_array_foreach(json_object_get(json, "services"), i, letter)
        if (is_letter(json_string_value(letter)) && count + 1 < sizeof window->services)
            window->services[count++] = *json_string_value(letter);
    mirror_read_ticket(&window->ticket, json_object_get(json, "ticket"));
    window->since_ms = read_instant(json, "since");
    window->served = read_int(json, "served", 0);
    const json_t *why = json_object_get(json, "why");
    read_text(window->why, sizeof window->why, why, "code");
    window->why_won_ms = read_integer(why, "key_won", 0);
    window->why_other_ms = read_integer(why, "key_other", 0);
    read_text(window->why_other, sizeof window->why_other, why, "other");
    window->undo_until_ms = read_instant(json, "undo_until");
}

void mirror_read_printer(struct mirror_printer *printer, const json_t *json)
{
    read_text(printer->name, sizeof printer->name, json, "name");
    read_text(printer->place, sizeof printer->place, json, "place");
    read_text(printer->state, sizeof printer->state, json, "state");
    read_text(printer->detail, sizeof printer->detail, json, "detail");
}

static void read_call(struct mirror_call *call, const json_t *json)
{
    *call = (struct mirror_call){.window = read_int(json, "window", 0), .ticket = read_integer(json, "ticket", 0), .at_ms = read_instant(json, "at")};
    read_text(call->number, sizeof call->number, json, "number");
}

static void read_alarms(struct mirror *mirror, const json_t *alarms)
{
    size_t count = json_array_size(alarms);

    memset(mirror->alarms, 0, sizeof mirror->alarms);
    for (size_t i = 0; i < count && i < MIRROR_ALARMS; i++) {
        const json_t *json = json_array_get(alarms, i);
        read_text(mirror->alarms[i].code, sizeof mirror->alarms[i].code, json, "code");
        read_both(&mirror->alarms[i].text, json, "text");
        mirror->alarms[i].since_ms = read_instant(json, "since");
    }
}

static void read_today(struct mirror *mirror, const json_t *today)
{
    mirror->taken = read_int(today, "taken", 0);
    mirror->called = read_int(today, "called", 0);
    mirror->done = read_int(today, "done", 0);
    mirror->no_show = read_int(today, "no_show", 0);
    mirror->mean_wait_s = read_integer(today, "mean_wait_s", -1);
}

/* Each of the three lists is kept sorted, and ends with an empty row; a row that is new is added while there is room. */

static void put_window(struct mirror *mirror, const json_t *json)
{
    struct mirror_window window;
    int at = 0, count = 0;

    mirror_read_window(&window, json);
    if (window.number < 1)
        return;
    while (count < MIRROR_WINDOWS && mirror->windows[count].number > 0)
        count++;
    while (at < count && mirror->windows[at].number < window.number)
        at++;
    if (mirror->windows[at].number != window.number) {
        if (count == MIRROR_WINDOWS)
            return;
        memmove(&mirror->windows[at + 1], &mirror->windows[at], (size_t)(count - at) * sizeof window);
    }
    mirror->windows[at] = window;
}

static void put_service(struct mirror *mirror, const json_t *json)
{
    struct mirror_service service;
    int at = 0, count = 0;

    mirror_read_service(&service, json);
    if (!service.letter)
        return;
    while (count < MIRROR_SERVICES && mirror->services[count].letter)
        count++;
    while (at < count && mirror->services[at].letter < service.letter)
        at++;
    if (mirror->services[at].letter != service.letter) {
        if (count == MIRROR_SERVICES)
            return;
        memmove(&mirror->services[at + 1], &mirror->services[at], (size_t)(count - at) * sizeof service);
    }
    mirror->services[at] = service;
}

static void put_printer(struct mirror *mirror, const json_t *json)
{
    struct mirror_printer printer;
    int at = 0;

    mirror_read_printer(&printer, json);
    if (!*printer.name)
        return;
    while (at < MIRROR_PRINTERS && *mirror->printers[at].name && strcmp(mirror->printers[at].name, printer.name) != 0)
        at++;
    if (at < MIRROR_PRINTERS)
        mirror->printers[at] = printer;
}

bool mirror_read_hall(struct mirror *mirror, const json_t *json)
{
    const json_t *hall = json_object_get(json, "hall"), *row;
    size_t i;

    if (!json_is_object(hall) || !json_is_array(json_object_get(json, "windows")) || !json_is_integer(json_object_get(json, "seq")))
        return false;
    mirror->known = true;
    mirror->seq = read_integer(json, "seq", 0);
    read_both(&mirror->hall, hall, "name");
    read_both(&mirror->notice, hall, "notice");
    read_text(mirror->closed_for, sizeof mirror->closed_for, hall, "closed_for");
    mirror->demo = json_is_true(json_object_get(hall, "demo"));
    read_text(mirror->public_url, sizeof mirror->public_url, hall, "public_url");
    read_text(mirror->day, sizeof mirror->day, hall, "day");
    read_text(mirror->state, sizeof mirror->state, hall, "state");
    mirror->utc_offset_minutes = read_int(hall, "utc_offset_minutes", 0);
    mirror->clock_speed = read_int(hall, "clock_speed", 1);
    memset(mirror->services, 0, sizeof mirror->services);
    memset(mirror->windows, 0, sizeof mirror->windows);
    memset(mirror->calls, 0, sizeof mirror->calls);
    memset(mirror->printers, 0, sizeof mirror->printers);
    json_array_foreach(json_object_get(json, "services"), i, row)
        put_service(mirror, row);
    json_array_foreach(json_object_get(json, "windows"), i, row)
        put_window(mirror, row);
    json_array_foreach(json_object_get(json, "printers"), i, row)
        put_printer(mirror, row);
    json_array_foreach(json_object_get(json, "calls"), i, row)
        if (i < MIRROR_CALLS)
            read_call(&mirror->calls[i], row);
    read_alarms(mirror, json_object_get(json, "alarms"));
    read_today(mirror, json_object_get(json, "today"));
    return true;
}

/* Takes a ticket's call out of the list; what was below it moves up. */
static void drop_call(struct mirror *mirror, int64_t ticket)
{
    int kept = 0;

    for (int i = 0; i < MIRROR_CALLS; i++)
        if (mirror->calls[i].ticket != ticket)
            mirror->calls[kept++] = mirror->calls[i];
    while (kept < MIRROR_CALLS)
        mirror->calls[kept++] = (struct mirror_call){0};
}

/* The list of calls: newest first, each ticket once; a recall is as good as a call, and a call that counts no more (undone, returned) goes. */
static void read_called(struct mirror *mirror, const char *type, const json_t *event)
{
    struct mirror_ticket ticket;
    bool called = strcmp(type, "ticket.called") == 0 || strcmp(type, "ticket.recalled") == 0;

    mirror_read_ticket(&ticket, json_object_get(event, "ticket"));
    if (!ticket.id || (!called && ticket.called_ms != 0))
        return;
    drop_call(mirror, ticket.id);
    if (!called)
        return;
    memmove(&mirror->calls[1], &mirror->calls[0], (MIRROR_CALLS - 1) * sizeof mirror->calls[0]);
    mirror->calls[0] = (struct mirror_call){.window = ticket.window, .ticket = ticket.id, .at_ms = read_instant(event, "at")};
    strcpy(mirror->calls[0].number, ticket.number);
}

void mirror_read_event(struct mirror *mirror, const json_t *event)
{
    const char *type = json_string_value(json_object_get(event, "type"));
    const json_t *alarms = json_object_get(event, "alarms"), *today = json_object_get(event, "today");
    const json_t *ticket = json_object_get(event, "ticket"), *job = json_object_get(event, "job"), *service;
    size_t i;

    if (json_is_object(ticket))
        for (struct mirror_window *window = mirror->windows; window->number > 0; window++)
            if (window->ticket.id == read_integer(ticket, "id", -1))
                mirror_read_ticket(&window->ticket, ticket);
    for (struct mirror_window *window = mirror->windows; window->number > 0 && json_is_object(job); window++)
        if (window->ticket.id > 0 && window->ticket.id == read_integer(job, "ticket_id", -1))
            read_text(window->ticket.printed, sizeof window->ticket.printed, job, "state");
    if (type)
        read_called(mirror, type, event);
    put_window(mirror, json_object_get(event, "window"));
    put_service(mirror, json_object_get(event, "service"));
    json_array_foreach(json_object_get(event, "services"), i, service)
        put_service(mirror, service);
    put_printer(mirror, json_object_get(event, "printer"));
    if (json_is_array(alarms))
        read_alarms(mirror, alarms);
    if (json_is_object(today))
        read_today(mirror, today);
}
