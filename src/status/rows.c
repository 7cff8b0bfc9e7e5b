/* What the pages that are lists list. */
#include "status/rows.h"

#include "base/date.h"
#include "base/language.h"
#include "client/phrases.h"

#include <stdio.h>
#include <string.h>

bool status_row_is_choice(const struct status_row *row)
{
    return row->kind != STATUS_ROW_LINE;
}

static struct status_row *add(struct status_rows *rows, enum status_row_kind kind)
{
    static struct status_row spare; /* what has no place */
    struct status_row *row = rows->count < STATUS_ROWS_MAX ? &rows->row[rows->count++] : &spare;

    *row = (struct status_row){.kind = kind};
    return row;
}

static void add_line(struct status_rows *rows, const char *text, const char *now)
{
    struct status_row *row = add(rows, STATUS_ROW_LINE);

    snprintf(row->text, sizeof row->text, "%s", text);
    snprintf(row->now, sizeof row->now, "%s", now);
}

static struct status_row *add_task(const struct status_model *model, struct status_rows *rows, enum status_task task)
{
    struct status_row *row = add(rows, STATUS_ROW_TASK);
    struct status_subject subject = status_subject_of(model);
    struct status_value now;

    row->task = task;
    row->why_not = status_why_not(model, task);
    snprintf(row->text, sizeof row->text, "%s", _(status_task_label(task)));
    status_task_now(task, &subject, &now);
    if (status_task_edit(task) != STATUS_EDIT_CONFIRM && status_task_edit(task) != STATUS_EDIT_CHOICE && task != STATUS_TASK_OPEN)
        status_task_words(task, &subject, &now, row->now, sizeof row->now);
    return row;
}

static const char *text_of(const json_t *json, const char *name)
{
    const char *text = json_string_value(json_object_get(json, name));

    return text ? text : "";
}

static long long number_of(const json_t *json, const char *name)
{
    return (long long)json_integer_value(json_object_get(json, name));
}

/* --- manage --- */

static void add_service_page(struct status_rows *rows, const struct mirror_service *service)
{
    struct status_row *row = add(rows, STATUS_ROW_PAGE);

    row->page = STATUS_SERVICE;
    row->service = service->letter;
    snprintf(row->text, sizeof row->text, "%c %s", service->letter, mirror_text_in(&service->name, language_code(language_current())));
    snprintf(row->now, sizeof row->now, "%s", service->stopped ? _("no more numbers today") : *service->sessions ? service->sessions : _("day and night"));
}

static void add_closures(const struct status_model *model, struct status_rows *rows)
{
    const json_t *closures = json_object_get(model->got[STATUS_WANT_SETTINGS], "closures");

    for (size_t i = 0; i < json_array_size(closures); i++) {
        const json_t *one = json_array_get(closures, i);
        struct status_row *row = add_task(model, rows, STATUS_TASK_CLOSURE_DROP);
        row->option = (int)i;
        snprintf(row->text, sizeof row->text, _("Closed %s to %s: open again"), text_of(one, "from"), text_of(one, "to"));
        snprintf(row->now, sizeof row->now, "%s", text_of(one, "reason"));
    }
}

static struct status_row *add_page(struct status_rows *rows, enum status_page page, const char *text, const char *now)
{
    struct status_row *row = add(rows, STATUS_ROW_PAGE);

    row->page = page;
    snprintf(row->text, sizeof row->text, "%s", text);
    snprintf(row->now, sizeof row->now, "%s", now);
    return row;
}

static void fill_manage(const struct status_model *model, struct status_rows *rows)
{
    bool stopped = status_all_stopped(model->got[STATUS_WANT_SETTINGS]);

    snprintf(rows->title, sizeof rows->title, "%s", _("Manage the hall"));
    add_task(model, rows, stopped ? STATUS_TASK_GO_ON_ALL : STATUS_TASK_STOP_ALL);
    add_task(model, rows, STATUS_TASK_END_DAY);
    add_task(model, rows, STATUS_TASK_MESSAGE_ZH);
    add_task(model, rows, STATUS_TASK_MESSAGE_EN);
    add_page(rows, STATUS_STAFF, _("Staff"), _("add, roles, skills, PIN"));
    add_page(rows, STATUS_FIGURES, _("Figures of the day"), _("arrivals, waits, what is usual"));
    for (const struct mirror_service *service = model->mirror->services; service->letter; service++)
        add_service_page(rows, service);
    add_task(model, rows, STATUS_TASK_CLOSURE_ADD);
    add_closures(model, rows);
}

static void fill_service(const struct status_model *model, struct status_rows *rows)
{
    const struct mirror_service *service = mirror_service(model->mirror, model->subject.service);
    const json_t *settings = status_settings_service(model->got[STATUS_WANT_SETTINGS], model->subject.service);

    if (service)
        snprintf(rows->title, sizeof rows->title, _("Service %c %s"), service->letter, mirror_text_in(&service->name, language_code(language_current())));
    add_task(model, rows, json_is_true(json_object_get(settings, "stopped")) ? STATUS_TASK_GO_ON : STATUS_TASK_STOP);
    add_task(model, rows, STATUS_TASK_HOURS);
    add_task(model, rows, STATUS_TASK_QUOTA);
}

/* --- people --- */

static const json_t *figures_of(const struct status_model *model, const char *id)
{
    const json_t *list = json_object_get(model->got[STATUS_WANT_TODAY], "staff");

    for (size_t i = 0; i < json_array_size(list); i++)
        if (strcmp(text_of(json_array_get(list, i), "id"), id) == 0)
            return json_array_get(list, i);
    return NULL;
}

static void write_mean(char *text, size_t size, const json_t *figures)
{
    const json_t *mean = json_object_get(figures, "mean_service_s");

    if (json_is_integer(mean))
        phrase_span(text, size, json_integer_value(mean) * 1000);
    else
        snprintf(text, size, "-");
}

static void fill_staff(const struct status_model *model, struct status_rows *rows)
{
    const json_t *staff = json_object_get(model->got[STATUS_WANT_STAFF], "staff");

    snprintf(rows->title, sizeof rows->title, "%s", _("Staff"));
    add_task(model, rows, STATUS_TASK_STAFF_ADD)->now[0] = '\0';
    for (size_t i = 0; i < json_array_size(staff); i++) {
        const json_t *one = json_array_get(staff, i);
        struct status_row *row = add(rows, STATUS_ROW_PAGE);
        struct status_subject subject = {.staff = model->got[STATUS_WANT_STAFF], .settings = model->got[STATUS_WANT_SETTINGS]};
        struct status_value now;
        row->page = STATUS_PERSON;
        snprintf(row->person, sizeof row->person, "%s", text_of(one, "id"));
        snprintf(row->text, sizeof row->text, "%s %s", text_of(one, "id"), text_of(one, "name"));
        memcpy(subject.person, row->person, sizeof subject.person);
        status_task_now(STATUS_TASK_ROLES, &subject, &now);
        status_task_words(STATUS_TASK_ROLES, &subject, &now, row->now, sizeof row->now);
    }
}

static void fill_person(const struct status_model *model, struct status_rows *rows)
{
    const json_t *person = status_staff_member(model->got[STATUS_WANT_STAFF], model->subject.person), *figures = figures_of(model, model->subject.person);
    char mean[32], line[STATUS_ROW_TEXT];

    snprintf(rows->title, sizeof rows->title, "%s %s", model->subject.person, text_of(person, "name"));
    if (number_of(person, "window") > 0)
        snprintf(line, sizeof line, _("at window %lld"), number_of(person, "window"));
    else
        snprintf(line, sizeof line, "%s", _("at no window now"));
    add_line(rows, line, "");
    if (figures) {
        write_mean(mean, sizeof mean, figures);
        snprintf(line, sizeof line, _("today: called %lld, served %lld, nobody came %lld, a service takes %s"), number_of(figures, "called"), number_of(figures, "served"),
                 number_of(figures, "no_show"), mean);
    } else {
        snprintf(line, sizeof line, "%s", _("today: nobody called yet"));
    }
    add_line(rows, line, "");
    add_task(model, rows, STATUS_TASK_ROLES);
    add_task(model, rows, STATUS_TASK_SKILLS);
    add_task(model, rows, STATUS_TASK_PIN);
}

/* --- window and ticket --- */

static const char *ticket_state(const char *word)
{
    static const char *const names[][2] = {{"waiting", "waiting"}, {"called", "called"},   {"serving", "serving"},     {"parked", "set aside"},
                                           {"done", "finished"},   {"no_show", "nobody came"}, {"cancelled", "cancelled"}, {"expired", "expired with the day"}};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i][0], word) == 0)
            return _(names[i][1]);
    return word;
}

static void add_ticket(const struct status_model *model, struct status_rows *rows, const json_t *json)
{
    struct status_row *row = add(rows, STATUS_ROW_PAGE);
    struct mirror_ticket ticket;
    char taken[6], called[6], waited[32];

    mirror_read_ticket(&ticket, json);
    phrase_clock(taken, model->mirror, ticket.taken_ms);
    phrase_clock(called, model->mirror, ticket.called_ms);
    phrase_span(waited, sizeof waited, ticket.called_ms - ticket.taken_ms);
    row->page = STATUS_TICKET;
    row->ticket = ticket.id;
    snprintf(row->text, sizeof row->text, "%s  %s", ticket.number, ticket_state(ticket.state));
    snprintf(row->now, sizeof row->now, _("taken %s, called %s, waited %s"), taken, called, waited);
}

static void add_window_facts(const struct status_model *model, struct status_rows *rows, const struct mirror_window *window)
{
    const json_t *figures = model->got[STATUS_WANT_WINDOW];
    char line[STATUS_ROW_TEXT], span[32], reason[MIRROR_TEXT] = "", mean[32];

    phrase_span(span, sizeof span, phrase_known_ms(model->mirror, model->now_ms, model->steady_ms) - window->since_ms);
    if (*window->reason)
        phrase_pause_reason(reason, sizeof reason, window->reason, language_current());
    snprintf(line, sizeof line, "%s  %s  %s  %s", phrase_window_state(window->state), strcmp(window->state, "closed") == 0 ? "" : span, window->ticket.number, reason);
    add_line(rows, line, "");
    write_mean(mean, sizeof mean, figures);
    snprintf(line, sizeof line, _("today: called %lld, served %lld, nobody came %lld, a service takes %s"), number_of(figures, "called"), number_of(figures, "served"),
             number_of(figures, "no_show"), mean);
    if (figures)
        add_line(rows, line, "");
}

static void fill_window(const struct status_model *model, struct status_rows *rows)
{
    const struct mirror_window *window = mirror_window(model->mirror, model->subject.window);
    const json_t *tickets = json_object_get(model->got[STATUS_WANT_WINDOW], "tickets");

    snprintf(rows->title, sizeof rows->title, _("Window %d"), model->subject.window);
    if (!window)
        return;
    add_window_facts(model, rows, window);
    add_task(model, rows, strcmp(window->state, "closed") == 0 ? STATUS_TASK_OPEN : STATUS_TASK_CLOSE);
    add_task(model, rows, strcmp(window->state, "paused") == 0 ? STATUS_TASK_RESUME : STATUS_TASK_PAUSE);
    add_task(model, rows, STATUS_TASK_SERVES);
    if (*window->staff) {
        struct status_row *row = add_page(rows, STATUS_PERSON, _("Who is there"), window->staff);
        snprintf(row->person, sizeof row->person, "%s", window->staff);
    }
    if (json_array_size(tickets) > 0)
        add_line(rows, _("Latest tickets, Enter shows what happened:"), "");
    for (size_t i = 0; i < json_array_size(tickets); i++)
        add_ticket(model, rows, json_array_get(tickets, i));
}

static void fill_ticket(const struct status_model *model, struct status_rows *rows)
{
    const json_t *events = json_object_get(model->got[STATUS_WANT_TICKET], "events"), *tickets = json_object_get(model->got[STATUS_WANT_WINDOW], "tickets");
    char line[STATUS_ROW_TEXT], words[STATUS_ROW_TEXT - 10], clock[6];

    snprintf(rows->title, sizeof rows->title, "%s", _("What happened to the ticket"));
    for (size_t i = 0; i < json_array_size(tickets); i++)
        if (number_of(json_array_get(tickets, i), "id") == model->ticket)
            snprintf(rows->title, sizeof rows->title, _("What happened to %s"), text_of(json_array_get(tickets, i), "number"));
    for (size_t i = 0; i < json_array_size(events); i++) {
        const json_t *event = json_array_get(events, i);
        phrase_clock(clock, model->mirror, json_integer_value(json_object_get(event, "at")));
        status_event_words(event, words, sizeof words);
        snprintf(line, sizeof line, "%s  %s", clock, words);
        add_line(rows, line, "");
    }
}

/* --- a change --- */

static void fill_options(const struct status_model *model, struct status_rows *rows)
{
    struct status_subject subject = status_subject_of(model);
    char text[STATUS_ROW_TEXT];

    for (int i = 0; i < STATUS_OPTIONS_MAX && status_task_option(model->task, &subject, i, text, sizeof text); i++) {
        struct status_row *row = add(rows, STATUS_ROW_OPTION);
        row->option = i;
        row->on = model->value.chosen >> i & 1;
        snprintf(row->text, sizeof row->text, "%s", text);
    }
}

void status_rows_fill(const struct status_model *model, struct status_rows *rows)
{
    rows->count = 0;
    rows->title[0] = '\0';
    switch (model->page) {
    case STATUS_MANAGE: fill_manage(model, rows); break;
    case STATUS_SERVICE: fill_service(model, rows); break;
    case STATUS_STAFF: fill_staff(model, rows); break;
    case STATUS_PERSON: fill_person(model, rows); break;
    case STATUS_WINDOW: fill_window(model, rows); break;
    case STATUS_TICKET: fill_ticket(model, rows); break;
    case STATUS_TOGGLE: case STATUS_CHOICE: fill_options(model, rows); break;
    default: break;
    }
}
