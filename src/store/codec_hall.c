/* The whole hall as JSON: what a day opens with, and what two halls are compared by. */
#include "store/codec.h"

#include "core/decision.h"
#include "core/queue.h"

/* Plain numbers of each part, once: the same list writes and reads. */
#define HALL_NUMBERS(X) \
    X(demo) X(day_open) X(day.days) X(previous_day.days) X(last_ticket) X(last_job) X(in_row) X(called) X(done) X(no_show) X(waited_ms) X(seq)
#define CASES_NUMBERS(X) X(last_case) X(last_seal) X(last_sample) X(case_year) X(case_of_year) X(certificate_year) X(certificate_of_year) X(last_emergency)
#define FIGURES_NUMBERS(X) X(last_number) X(taken) X(called) X(calls) X(learned_ms) X(learned_count)
#define TICKET_NUMBERS(X)                                                                                                              \
    X(id.value) X(day.days) X(service) X(letter) X(number) X(state) X(priority) X(taken_ms) X(called_ms) X(last_call_ms) X(started_ms) \
        X(ended_ms) X(window) X(only_window) X(recalls) X(count) X(group) X(return_mark) X(announced) X(chinese) X(automatic)           \
        X(job.value) X(copies) X(carried.value)
#define WINDOW_NUMBERS(X)                                                                                                           \
    X(state) X(skills) X(ticket.value) X(since_ms) X(served) X(rule) X(key_won) X(key_other) X(other.value) X(undo) X(undo_finished.value) \
        X(undo_until_ms)
#define JOB_NUMBERS(X) X(id.value) X(ticket.value) X(state) X(printer) X(copy) X(fence) X(lease_until_ms)
#define PRINTER_NUMBERS(X) X(state) X(since_ms)
/* what came later stands at the end of a row: one that is older has zeros there */
#define JOB_LATER_NUMBERS(X) X(kase.value) X(paper) X(first) X(count)
#define PRINTER_LATER_NUMBERS(X) X(prints) X(spare_after_ms) X(trouble_ms) X(paused)
#define PRINTER_PAPER_NUMBERS(X) X(sheets) X(paper_full) X(paper_left) X(emptied)

#define PUT(member) json_array_append_new(row, json_integer((json_int_t)from->member));
#define TAKE(member) to->member = (__typeof__(to->member))json_integer_value(json_array_get(row, index++));

static void put_text(json_t *row, const char *text)
{
    json_array_append_new(row, json_string_nocheck(text));
}

static void take_text(const json_t *row, size_t index, char *text, size_t size)
{
    const char *value = json_string_value(json_array_get(row, index));
    text_copy(text, size, value ? value : "");
}

static json_t *figures_json(const struct service_figures *from)
{
    json_t *row = json_array();
    FIGURES_NUMBERS(PUT)
    return row;
}

static json_t *ticket_json(const struct ticket *from)
{
    json_t *row = json_array();
    TICKET_NUMBERS(PUT)
    put_text(row, from->item);
    put_text(row, from->person);
    return row;
}

static json_t *window_json(int number, const struct window *from)
{
    json_t *row = json_array();
    json_array_append_new(row, json_integer(number));
    WINDOW_NUMBERS(PUT)
    put_text(row, from->staff);
    put_text(row, from->reason);
    return row;
}

static json_t *job_json(const struct print_job *from)
{
    json_t *row = json_array();
    JOB_NUMBERS(PUT)
    put_text(row, from->worker);
    put_text(row, from->reason);
    JOB_LATER_NUMBERS(PUT)
    return row;
}

static json_t *printer_json(const struct printer *from)
{
    json_t *row = json_array();
    PRINTER_NUMBERS(PUT)
    put_text(row, from->name);
    put_text(row, from->place);
    put_text(row, from->reason);
    PRINTER_LATER_NUMBERS(PUT)
    put_text(row, from->spare);
    put_text(row, from->pause_reason);
    PRINTER_PAPER_NUMBERS(PUT)
    return row;
}

static json_t *numbers_json(const struct hall *from)
{
    json_t *row = json_array();
    HALL_NUMBERS(PUT)
    put_text(row, from->id);
    return row;
}

static json_t *cases_json(const struct hall *from)
{
    json_t *row = json_array();
    CASES_NUMBERS(PUT)
    return row;
}

static json_t *catalogue_json(const struct hall *from)
{
    json_t *row = json_array();
    json_array_append_new(row, json_integer(from->catalogue_version));
    put_text(row, from->catalogue_digest);
    put_text(row, from->catalogue_file);
    put_text(row, from->settings_file);
    return row;
}

json_t *codec_hall(const struct hall *hall)
{
    json_t *services = json_array(), *windows = json_array(), *printers = json_array(), *tickets = json_array(), *jobs = json_array();

    for (int i = 0; i < SERVICES_MAX; i++)
        json_array_append_new(services, figures_json(&hall->services[i]));
    for (int i = 1; i <= WINDOWS_MAX; i++)
        if (hall->settings.windows[i].used || hall->windows[i].state != WINDOW_CLOSED)
            json_array_append_new(windows, window_json(i, &hall->windows[i]));
    for (int i = 0; i < hall->printer_count; i++)
        json_array_append_new(printers, printer_json(&hall->printers[i]));
    for (int i = 0; i < hall->ticket_count; i++)
        json_array_append_new(tickets, ticket_json(&hall->tickets[i]));
    for (int i = 0; i < hall->job_count; i++)
        json_array_append_new(jobs, job_json(&hall->jobs[i]));
    return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "hall", numbers_json(hall), "catalogue", catalogue_json(hall), "cases", cases_json(hall), "settings", codec_settings(&hall->settings), "services",
                     services, "windows", windows, "printers", printers, "tickets", tickets, "jobs", jobs);
}

static bool read_ticket(const json_t *row, struct hall *hall)
{
    size_t index = 0;

    if (json_array_size(row) < 20 || !hall_reserve(hall))
        return false;
    int32_t slot = hall->ticket_count++;
    struct ticket *to = &hall->tickets[slot];
    *to = (struct ticket){.previous = NO_SLOT, .next = NO_SLOT};
    TICKET_NUMBERS(TAKE)
    take_text(row, index, to->item, sizeof to->item);
    take_text(row, index + 1, to->person, sizeof to->person);
    if (to->service < 0 || to->service >= SERVICES_MAX || (unsigned)to->priority >= PRIORITY_COUNT || to->window < 0 || to->window > WINDOWS_MAX)
        return false;
    if (to->state == TICKET_WAITING)
        queue_insert(hall, slot);
    hall->announced_count += to->announced;
    return true;
}

static bool read_window(const json_t *row, struct hall *hall)
{
    int64_t number = json_integer_value(json_array_get(row, 0));
    size_t index = 1;

    if (number < 1 || number > WINDOWS_MAX)
        return false;
    struct window *to = &hall->windows[number];
    WINDOW_NUMBERS(TAKE)
    take_text(row, index, to->staff, sizeof to->staff);
    take_text(row, index + 1, to->reason, sizeof to->reason);
    hall->ready_count += to->state == WINDOW_READY;
    return true;
}

static bool read_job(const json_t *row, struct hall *hall)
{
    size_t index = 0;

    if (!hall_reserve(hall))
        return false;
    struct print_job *to = &hall->jobs[hall->job_count++];
    *to = (struct print_job){0};
    JOB_NUMBERS(TAKE)
    take_text(row, index++, to->worker, sizeof to->worker);
    take_text(row, index++, to->reason, sizeof to->reason);
    JOB_LATER_NUMBERS(TAKE)
    hall->leased_count += to->state == JOB_LEASED || to->state == JOB_PRINTING;
    return to->printer >= 0 && to->printer < PRINTERS_MAX;
}

static bool read_printer(const json_t *row, struct hall *hall)
{
    size_t index = 0;

    if (hall->printer_count >= PRINTERS_MAX)
        return false;
    struct printer *to = &hall->printers[hall->printer_count++];
    PRINTER_NUMBERS(TAKE)
    take_text(row, index, to->name, sizeof to->name);
    take_text(row, index + 1, to->place, sizeof to->place);
    take_text(row, index + 2, to->reason, sizeof to->reason);
    index += 3;
    bool older = json_array_size(row) == index + 1; /* it says only what it prints */
    PRINTER_LATER_NUMBERS(TAKE)
    take_text(row, index++, to->spare, sizeof to->spare);
    take_text(row, index++, to->pause_reason, sizeof to->pause_reason);
    PRINTER_PAPER_NUMBERS(TAKE)
    if (to->prints == 0)
        to->prints = INT64_C(1) << PRINT_KIND_TICKET;
    if (older && !printer_state_can_print(to->state))
        to->trouble_ms = to->since_ms;
    return true;
}

static bool read_each(const json_t *json, const char *name, struct hall *hall, bool (*read)(const json_t *, struct hall *))
{
    const json_t *array = json_object_get(json, name);

    for (size_t i = 0; i < json_array_size(array); i++)
        if (!read(json_array_get(array, i), hall))
            return false;
    return json_is_array(array);
}

bool codec_hall_read(const json_t *json, struct hall *hall)
{
    const json_t *row = json_object_get(json, "hall"), *services = json_object_get(json, "services");
    struct hall *to = hall;
    size_t index = 0;

    if (!codec_settings_read(json_object_get(json, "settings"), &hall->settings) || json_array_size(services) != SERVICES_MAX)
        return false;
    HALL_NUMBERS(TAKE)
    take_text(row, index, hall->id, sizeof hall->id);
    row = json_object_get(json, "cases"); /* (a day that began before there were cases has none: zeros) */
    index = 0;
    CASES_NUMBERS(TAKE)
    row = json_object_get(json, "catalogue"); /* (the same) */
    to->catalogue_version = (int32_t)json_integer_value(json_array_get(row, 0));
    take_text(row, 1, to->catalogue_digest, sizeof to->catalogue_digest);
    take_text(row, 2, to->catalogue_file, sizeof to->catalogue_file);
    take_text(row, 3, to->settings_file, sizeof to->settings_file);
    for (size_t i = 0; i < SERVICES_MAX; i++) {
        struct service_figures *figures = &hall->services[i];
        const json_t *numbers = json_array_get(services, i);
        index = 0;
#define TAKE_FIGURE(member) figures->member = (__typeof__(figures->member))json_integer_value(json_array_get(numbers, index++));
        FIGURES_NUMBERS(TAKE_FIGURE)
    }
    return read_each(json, "tickets", hall, read_ticket) && read_each(json, "windows", hall, read_window) &&
           read_each(json, "printers", hall, read_printer) && read_each(json, "jobs", hall, read_job);
}
