/* The hall's things as JSON: tickets, windows, services, printers, jobs. */
#include "server/api.h"
#include "server/cases.h"

#include "core/estimate.h"

#include <stdio.h>
#include <string.h>

struct sight view_sight(enum staff_role role)
{
    bool all = role == STAFF_ROLE_OWNER || role == STAFF_ROLE_GUIDE || role == STAFF_ROLE_CLERK || role == STAFF_ROLE_PRINTER;
    bool cases = role != STAFF_ROLE_BOARD && role != STAFF_ROLE_KIOSK && role != STAFF_ROLE_GUIDE && role != STAFF_ROLE_SYSTEM;

    return (struct sight){.codes = all, .people = role != STAFF_ROLE_BOARD && role != STAFF_ROLE_SYSTEM, .cases = cases};
}

json_t *view_instant(const struct server *server, int64_t ms)
{
    char text[INSTANT_TEXT_SIZE];

    if (ms == 0)
        return json_null();
    instant_format(ms, server->hall.settings.utc_offset_min, text);
    return json_string_nocheck(text);
}

json_t *view_names(const struct hall_names *names)
{
    return json_pack("{s:s, s:s}", "zh", names->zh, "en", names->en);
}

void view_number(const struct ticket *ticket, char number[static NUMBER_SIZE])
{
    snprintf(number, NUMBER_SIZE, "%c%03d", 'A' + ticket->letter, ticket->number);
}

static json_t *view_wait(const struct server *server, int32_t service, const struct ticket *ticket)
{
    struct estimate estimate;

    if (!estimate_wait(&server->hall, service, ticket, server->now_ms, &estimate))
        return json_null();
    return json_pack("{s:I, s:I}", "low_s", (json_int_t)(estimate.low_ms / 1000), "high_s", (json_int_t)(estimate.high_ms / 1000));
}

static json_t *window_number(int32_t window)
{
    return window ? json_integer(window) : json_null();
}

static json_t *text_or_null(const char *text)
{
    return text[0] ? json_string_nocheck(text) : json_null();
}

json_t *view_ticket(const struct server *server, const struct ticket *ticket, enum job_state printed, struct sight sight)
{
    const struct ticket *live = hall_ticket(&server->hall, ticket->id);
    bool waits = ticket->state == TICKET_WAITING && live && live->state == TICKET_WAITING;
    char number[NUMBER_SIZE], letter[2] = {(char)('A' + ticket->service), '\0'}, day[DATE_TEXT_SIZE], code[CODE_SIZE], url[sizeof server->base_url + CODE_SIZE + 8];
    json_t *json = json_object();

    view_number(ticket, number);
    date_format(ticket->day, day);
    json_object_set_new_nocheck(json, "id", json_integer(ticket->id.value));
    json_object_set_new_nocheck(json, "number", json_string_nocheck(number));
    json_object_set_new_nocheck(json, "service", json_string_nocheck(letter));
    json_object_set_new_nocheck(json, "day", json_string_nocheck(day));
    json_object_set_new_nocheck(json, "state", json_string_nocheck(ticket_state_word(ticket->state)));
    json_object_set_new_nocheck(json, "priority", sight.people ? json_string_nocheck(priority_word(ticket->priority)) : json_null());
    json_object_set_new_nocheck(json, "window", window_number(ticket->window));
    json_object_set_new_nocheck(json, "ahead", waits ? json_integer(hall_ahead(&server->hall, live, server->now_ms)) : json_null());
    json_object_set_new_nocheck(json, "wait", waits ? view_wait(server, ticket->service, live) : json_null());
    json_object_set_new_nocheck(json, "taken_at", view_instant(server, ticket->taken_ms));
    json_object_set_new_nocheck(json, "called_at", view_instant(server, ticket->called_ms));
    json_object_set_new_nocheck(json, "started_at", view_instant(server, ticket->started_ms));
    json_object_set_new_nocheck(json, "ended_at", view_instant(server, ticket->ended_ms));
    json_object_set_new_nocheck(json, "recalls", json_integer(ticket->recalls));
    json_object_set_new_nocheck(json, "language", json_string_nocheck(ticket->chinese ? "zh" : "en"));
    json_object_set_new_nocheck(json, "item", text_or_null(ticket->item));
    json_object_set_new_nocheck(json, "count", json_integer(ticket->count));
    json_object_set_new_nocheck(json, "printed", json_string_nocheck(job_state_word(printed)));
    if (!sight.codes) {
        json_object_set_new_nocheck(json, "code", json_null());
        json_object_set_new_nocheck(json, "url", json_null());
    } else {
        keys_make_code(&server->keys, ticket->id, code);
        snprintf(url, sizeof url, "%s/t/%s", server->base_url, code);
        json_object_set_new_nocheck(json, "code", json_string_nocheck(code));
        json_object_set_new_nocheck(json, "url", server->base_url[0] ? json_string_nocheck(url) : json_null());
    }
    return json;
}

static enum job_state printed_state(const struct server *server, const struct ticket *ticket)
{
    const struct print_job *job = hall_job(&server->hall, ticket->job);
    return job ? job->state : JOB_NONE;
}

json_t *view_ticket_now(const struct server *server, struct ticket_id id, struct sight sight)
{
    const struct ticket *live = hall_ticket(&server->hall, id);
    struct ticket old;
    enum job_state printed;

    if (live)
        return view_ticket(server, live, printed_state(server, live), sight);
    if (store_ticket(server->store, id, &old, &printed) != ERROR_NONE)
        return NULL;
    return view_ticket(server, &old, printed, sight);
}

static json_t *view_letters(uint32_t services)
{
    json_t *letters = json_array();

    for (int i = 0; i < SERVICES_MAX; i++)
        if (services >> i & 1) {
            char letter[2] = {(char)('A' + i), '\0'};
            json_array_append_new(letters, json_string_nocheck(letter));
        }
    return letters;
}

static json_t *view_why(const struct server *server, const struct window *window)
{
    char number[NUMBER_SIZE] = "";
    const struct ticket *other = hall_ticket(&server->hall, window->other);

    if (window->rule == CALL_RULE_NONE)
        return json_null();
    if (other)
        view_number(other, number);
    return json_pack("{s:s, s:s, s:s, s:I, s:I, s:s?}", "code", call_rule_word(window->rule), "en", call_rule_name(window->rule, false), "zh",
                     call_rule_name(window->rule, true), "key_won", (json_int_t)window->key_won, "key_other", (json_int_t)window->key_other, "other",
                     other ? number : NULL);
}

json_t *view_window(const struct server *server, int32_t number, const struct window *window, const struct ticket *ticket, struct sight sight)
{
    json_t *json = json_object();
    bool can_undo = window->undo != UNDO_NONE && window->undo_until_ms >= server->now_ms;

    json_object_set_new_nocheck(json, "window", json_integer(number));
    json_object_set_new_nocheck(json, "state", json_string_nocheck(window_state_word(window->state)));
    json_object_set_new_nocheck(json, "staff", sight.people ? text_or_null(window->staff) : json_null());
    json_object_set_new_nocheck(json, "ticket", ticket ? view_ticket(server, ticket, printed_state(server, ticket), sight) : json_null());
    json_object_set_new_nocheck(json, "since", view_instant(server, window->since_ms));
    json_object_set_new_nocheck(json, "services", view_letters(server->hall.settings.windows[number].services));
    json_object_set_new_nocheck(json, "reason", text_or_null(window->reason));
    json_object_set_new_nocheck(json, "served", json_integer(window->served));
    json_object_set_new_nocheck(json, "why", sight.people ? view_why(server, window) : json_null());
    json_object_set_new_nocheck(json, "undo_until", can_undo ? view_instant(server, window->undo_until_ms) : json_null());
    return json;
}

json_t *view_window_now(const struct server *server, int32_t number, struct sight sight)
{
    const struct window *window = &server->hall.windows[number];
    return view_window(server, number, window, hall_ticket(&server->hall, window->ticket), sight);
}

static void sessions_text(const struct service_settings *service, char *text, size_t size)
{
    size_t used = 0;

    text[0] = '\0';
    for (int i = 0; i < service->session_count && used < size; i++) {
        const struct session *s = &service->sessions[i];
        used += (size_t)snprintf(text + used, size - used, "%s%02d:%02d-%02d:%02d", i ? " " : "", s->from / 60, s->from % 60, s->to / 60, s->to % 60);
    }
}

json_t *view_service(const struct server *server, int32_t service)
{
    static const char *const states[] = {[SERVICE_OPEN] = "open", [SERVICE_LUNCH] = "lunch", [SERVICE_CLOSED] = "closed", [SERVICE_FULL] = "full"};
    const struct hall *hall = &server->hall;
    const struct service_figures *figures = &hall->services[service];
    char letter[2] = {(char)('A' + service), '\0'}, sessions[SESSIONS_MAX * 14];

    sessions_text(&hall->settings.services[service], sessions, sizeof sessions);
    return json_pack("{s:s, s:o, s:s, s:b, s:s, s:i, s:i, s:i, s:o, s:i, s:o}", "letter", letter, "name", view_names(&server->file.services[service]), "state",
                     states[hall_service_state(hall, service, server->now_ms)], "stopped", hall_taking_stopped(hall, service), "sessions", sessions, "waiting", figures->waiting, "taken", figures->taken,
                     "called", figures->called, "oldest_at", view_instant(server, hall_oldest_ms(hall, service)), "windows_open",
                     hall_windows_open(hall, service), "wait", view_wait(server, service, NULL));
}

static json_t *view_prints(int64_t prints)
{
    json_t *words = json_array();

    for (int kind = 0; kind < PRINT_KIND_COUNT; kind++)
        if (prints >> kind & 1)
            json_array_append_new(words, json_string(print_kind_word((enum print_kind)kind)));
    return words;
}

static json_t *view_paper(const struct printer *printer)
{
    if (printer->paper_full == 0)
        return json_null();
    return json_pack("{s:s, s:i, s:i, s:b}", "unit", printer->sheets ? "sheet" : "mm", "full", printer->paper_full, "left", printer->paper_left, "low",
                     printer_paper_low(printer));
}

json_t *view_printer(const struct server *server, const struct printer *printer)
{
    const struct hall *hall = &server->hall;
    int32_t index = 0, waiting = 0;

    while (index < hall->printer_count && strcmp(hall->printers[index].name, printer->name) != 0)
        index++;
    for (int32_t i = hall->first_open; i < hall->job_count; i++)
        waiting += hall->jobs[i].printer == index && hall->jobs[i].state == JOB_QUEUED;
    return json_pack("{s:s, s:s, s:o, s:s, s:s, s:o, s:o, s:o, s:i, s:o}", "name", printer->name, "place", printer->place, "prints", view_prints(printer->prints), "state",
                     printer_state_word(printer_shown_state(printer)), "says", printer_state_word(printer->state), "detail",
                     text_or_null(printer->paused ? printer->pause_reason : printer->reason), "since", view_instant(server, printer->since_ms), "spare",
                     text_or_null(printer->spare), "waiting", waiting, "paper", view_paper(printer));
}

static const struct item *item_of(const struct server *server, const struct ticket *ticket)
{
    return ticket->item[0] ? catalogue_find(server->items, server->item_count, ticket->item) : NULL;
}

/* What a printer must be able to print for it. */
static const char *kind_of(const struct print_job *job)
{
    return print_kind_word(paper_kind(job->paper));
}

static json_t *id_or_null(int64_t id)
{
    return id ? json_integer(id) : json_null();
}

static json_t *view_job_case(const struct server *server, const struct print_job *job)
{
    struct case_file file;

    if (job->kase.value == 0 || store_case(server->store, job->kase, &file) != ERROR_NONE)
        return json_null();
    return view_case_paper(server, &file);
}

json_t *view_job(const struct server *server, const struct print_job *job, bool with_paper)
{
    const struct ticket *ticket = hall_ticket(&server->hall, job->ticket);
    json_t *json = json_pack("{s:I, s:s, s:s, s:s, s:I, s:i, s:s, s:o, s:o, s:o}", "id", (json_int_t)job->id.value, "kind", kind_of(job), "paper", case_paper_word(job->paper),
                             "state", job_state_word(job->state), "fence", (json_int_t)job->fence, "copy", job->copy, "printer",
                             server->hall.printers[job->printer].name, "reason", text_or_null(job->reason), "ticket_id", id_or_null(job->ticket.value), "case_id",
                             id_or_null(job->kase.value));

    if (job->paper == CASE_PAPER_EMERGENCY) {
        json_object_set_new(json, "first", json_integer(job->first));
        json_object_set_new(json, "count", json_integer(job->count));
    }
    if (!with_paper)
        return json;
    struct sight all = {.codes = true, .people = true};
    const struct item *item = ticket ? item_of(server, ticket) : NULL;
    json_object_set_new(json, "ticket", ticket ? view_ticket(server, ticket, job->state, all) : json_null());
    json_object_set_new(json, "hall", json_pack("{s:o, s:s, s:b, s:o}", "name", view_names(&server->file.name), "public_url", server->base_url, "demo",
                                                server->hall.demo, "day", view_date(server_today(server))));
    json_object_set_new(json, "service", ticket ? view_service(server, ticket->service) : json_null());
    json_object_set_new(json, "item", item ? view_item(item) : json_null());
    json_object_set_new(json, "case", view_job_case(server, job));
    return json;
}
