/* From a key to a request and back: pages, what is read for them, a change that is confirmed, sent, answered, and taken back. */
#include "status/model.h"

#include "base/language.h"
#include "client/client.h"

#include <stdio.h>
#include <string.h>

struct status_subject status_subject_of(const struct status_model *model)
{
    struct status_subject subject = model->subject;

    subject.settings = model->got[STATUS_WANT_SETTINGS];
    subject.staff = model->got[STATUS_WANT_STAFF];
    return subject;
}

bool status_is_away(const struct status_model *model)
{
    return !model->mirror->known || !model->mirror->connected;
}

void status_go(struct status_model *model, enum status_page page)
{
    if (model->page == STATUS_HELP || model->page == STATUS_ALARMS) { /* these two lead nowhere */
        model->page = page;
        return;
    }
    if (model->depth == STATUS_DEEP) {
        memmove(model->before, model->before + 1, (STATUS_DEEP - 1) * sizeof *model->before);
        model->depth--;
    }
    model->before[model->depth++] = model->page;
    model->page = page;
}

void status_back(struct status_model *model)
{
    model->page = model->depth > 0 ? model->before[--model->depth] : STATUS_HALL;
}

/* --- reading --- */

static bool wants(const struct status_model *model, enum status_want want)
{
    bool changes = model->page >= STATUS_MANAGE;

    switch (want) {
    case STATUS_WANT_SETTINGS: return changes;
    case STATUS_WANT_STAFF: return changes;
    case STATUS_WANT_TODAY: return model->mirror->known;
    case STATUS_WANT_WINDOW: return model->page == STATUS_WINDOW || model->page == STATUS_TICKET;
    case STATUS_WANT_TICKET: return model->page == STATUS_TICKET;
    case STATUS_WANTS: break;
    }
    return false;
}

static void write_path(const struct status_model *model, enum status_want want, char *path, size_t size)
{
    switch (want) {
    case STATUS_WANT_SETTINGS: snprintf(path, size, "/v1/settings"); break;
    case STATUS_WANT_STAFF: snprintf(path, size, "/v1/staff"); break;
    case STATUS_WANT_TODAY: snprintf(path, size, "/v1/figures/today"); break;
    case STATUS_WANT_WINDOW: snprintf(path, size, "/v1/windows/%d/figures", model->subject.window); break;
    case STATUS_WANT_TICKET: snprintf(path, size, "/v1/tickets/%lld/history", (long long)model->ticket); break;
    case STATUS_WANTS: break;
    }
}

void status_refresh(struct status_model *model)
{
    char path[96] = "";

    if (!model->port.read || status_is_away(model))
        return;
    for (int i = 0; i < STATUS_WANTS; i++) {
        enum status_want want = (enum status_want)i;
        if (model->asked[want] || (model->got[want] && !model->stale[want]) || !wants(model, want))
            continue;
        model->asked[want] = true;
        model->stale[want] = false;
        write_path(model, want, path, sizeof path);
        model->port.read(model->port.context, want, path);
    }
}

void status_answer(struct status_model *model, enum status_want want, int status, const json_t *body)
{
    model->asked[want] = false;
    if (status != 200) {
        if (!model->got[want])
            model->got[want] = json_object(); /* refused, or not there: asked again after the next change */
        return;
    }
    json_decref(model->got[want]);
    model->got[want] = json_deep_copy(body);
}

/* Figures are read again every quarter of an hour, or when somebody looks at them. */
static bool is_new_quarter(struct status_model *model)
{
    enum { QUARTER_MS = 15 * 60000 };
    int64_t before = model->quarter;

    model->quarter = model->now_ms / QUARTER_MS;
    return model->quarter != before;
}

void status_changed(struct status_model *model, const json_t *event)
{
    const char *type = json_string_value(json_object_get(event, "type"));
    bool all = !event;

    if (all || (type && strncmp(type, "config.", 7) == 0))
        model->stale[STATUS_WANT_SETTINGS] = true;
    if (all || (type && (strncmp(type, "staff.", 6) == 0 || strncmp(type, "window.", 7) == 0)))
        model->stale[STATUS_WANT_STAFF] = true;
    if (all || (type && strncmp(type, "ticket.", 7) == 0 && (model->page == STATUS_WINDOW || model->page == STATUS_TICKET)))
        model->stale[STATUS_WANT_WINDOW] = model->stale[STATUS_WANT_TICKET] = true;
    if (all || model->page == STATUS_FIGURES || model->page == STATUS_PERSON || is_new_quarter(model))
        model->stale[STATUS_WANT_TODAY] = true;
}

/* --- changing --- */

static const char *why_not_window(const struct status_model *model, enum status_task task)
{
    const struct mirror_window *window = mirror_window(model->mirror, model->subject.window);
    bool closed = window && strcmp(window->state, "closed") == 0, busy = window && window->ticket.id > 0;

    if (!window)
        return "There is no such window.";
    if (task != STATUS_TASK_SERVES && busy)
        return "somebody is called or served there now";
    if (task == STATUS_TASK_PAUSE && closed)
        return "nobody is there";
    return NULL;
}

const char *status_why_not(const struct status_model *model, enum status_task task)
{
    bool settings = task != STATUS_TASK_END_DAY && task != STATUS_TASK_HELP && status_task_of(task) != STATUS_OF_STAFF && status_task_of(task) != STATUS_OF_WINDOW;

    if (status_is_away(model))
        return "the controller is away";
    if (model->errand.under_way)
        return "the last change is not finished";
    if (settings && !json_object_get(model->got[STATUS_WANT_SETTINGS], "services"))
        return "the settings are being read";
    if (task == STATUS_TASK_HELP && !status_help_wanted(model->mirror))
        return "nobody asks for help at a kiosk";
    if (task == STATUS_TASK_END_DAY && strcmp(model->mirror->state, "closed") == 0)
        return "the day is closed already";
    return status_task_of(task) == STATUS_OF_WINDOW ? why_not_window(model, task) : NULL;
}

void status_refuse(struct status_model *model, const char *why)
{
    notice_say_both(&model->notice, model->steady_ms, ROLE_WARNING, language_text_in(LANGUAGE_EN, why), language_text_in(LANGUAGE_ZH, why));
}

/* Six digits that nobody could guess. */
static void make_pin(char pin[static STATUS_PIN_SIZE])
{
    char key[23];

    client_make_key(key);
    for (int i = 0; i < STATUS_PIN_SIZE - 1; i++)
        pin[i] = (char)('0' + ((unsigned char)key[2 * i] * 31 + (unsigned char)key[2 * i + 1]) % 10);
    pin[STATUS_PIN_SIZE - 1] = '\0';
}

void status_begin(struct status_model *model, enum status_task task)
{
    static const enum status_page pages[] = {
        [STATUS_EDIT_CONFIRM] = STATUS_CONFIRM, [STATUS_EDIT_TEXT] = STATUS_EDIT, [STATUS_EDIT_TOGGLE] = STATUS_TOGGLE, [STATUS_EDIT_CHOICE] = STATUS_CHOICE};
    const char *why = status_why_not(model, task);
    struct status_subject subject = status_subject_of(model);

    if (why) {
        status_refuse(model, why);
        return;
    }
    notice_clear(&model->notice);
    model->task = task;
    status_task_now(task, &subject, &model->value);
    if (task == STATUS_TASK_STAFF_ADD || task == STATUS_TASK_PIN)
        make_pin(model->pin);
    model->row[STATUS_TOGGLE] = model->row[STATUS_CHOICE] = 0;
    status_go(model, pages[status_task_edit(task)]);
}

static void post(struct status_model *model, const struct status_change *change)
{
    if (errand_begin(&model->errand, change->method, change->path, change->body, model->steady_ms) && model->port.send)
        model->port.send(model->port.context, &model->errand, 0);
}

/* The pages of a change are over: what it was about is shown again. */
static void leave_change(struct status_model *model)
{
    while (model->depth > 0 && model->page >= STATUS_TOGGLE)
        status_back(model);
}

/* Keeps what is changed, in both languages: "Quota: A". */
static void name_change(struct status_model *model, const struct status_subject *subject)
{
    const char *label = status_task_label(model->task);
    char of[64] = "";

    if (status_task_of(model->task) == STATUS_OF_WINDOW)
        snprintf(of, sizeof of, " (%d)", subject->window);
    else if (status_task_of(model->task) == STATUS_OF_SERVICE)
        snprintf(of, sizeof of, " (%c)", subject->service);
    else if (status_task_of(model->task) == STATUS_OF_STAFF)
        snprintf(of, sizeof of, " (%.40s)", subject->person);
    for (int language = 0; language < 2; language++)
        snprintf(model->undo_what[language], sizeof model->undo_what[language], "%s%s", language_text_in((enum language)language, label), of);
}

/* What is taken back may be another page's: it is named first. True: it was, a moment ago. */
static bool is_sure(struct status_model *model)
{
    char text[2][STATUS_WHAT_SIZE + 96];

    if (model->undo_sure_ms > model->steady_ms)
        return true;
    for (int language = 0; language < 2; language++)
        snprintf(text[language], sizeof text[language], language_text_in((enum language)language, "Take this back: %s? Press U once more."), model->undo_what[language]);
    notice_say_both(&model->notice, model->steady_ms, ROLE_WARNING, text[LANGUAGE_EN], text[LANGUAGE_ZH]);
    model->undo_sure_ms = model->steady_ms + NOTICE_MS;
    return false;
}

void status_send(struct status_model *model)
{
    struct status_subject subject = status_subject_of(model);
    struct status_change change = {0};
    const char *why = status_why_not(model, model->task);

    if (why || !status_task_change(model->task, &subject, &model->value, model->pin, &change, &why)) {
        status_refuse(model, why);
        return;
    }
    json_decref(model->undo_next.body);
    model->undo_next = (struct status_change){0};
    if (status_task_undo(model->task, &subject, &model->undo_next) && json_equal(change.body, model->undo_next.body)) {
        notice_say(&model->notice, model->steady_ms, ROLE_WARNING, "Nothing would change: it is so already.");
        json_decref(change.body);
        json_decref(model->undo_next.body);
        model->undo_next = (struct status_change){0};
        leave_change(model);
        return;
    }
    name_change(model, &subject);
    post(model, &change);
    leave_change(model);
}

void status_undo(struct status_model *model)
{
    struct status_change undo = model->undo;

    if (!undo.method) {
        notice_say(&model->notice, model->steady_ms, ROLE_WARNING, "There is nothing to take back.");
        return;
    }
    if (status_is_away(model) || model->errand.under_way) {
        notice_say(&model->notice, model->steady_ms, ROLE_WARNING, "the controller is away");
        return;
    }
    if (!is_sure(model))
        return;
    model->undo_sure_ms = 0;
    model->undo = (struct status_change){0};
    model->task = STATUS_TASKS; /* said as taken back */
    post(model, &undo);
}

static void say_done(struct status_model *model)
{
    bool pin = model->task == STATUS_TASK_PIN || model->task == STATUS_TASK_STAFF_ADD;

    if (pin)
        notice_say(&model->notice, model->steady_ms, ROLE_GOOD, "Done. The PIN is %s: write it down now, it is not shown again.", model->pin);
    else if (model->task == STATUS_TASKS)
        notice_say(&model->notice, model->steady_ms, ROLE_GOOD, "Taken back: it is as it was before.");
    else
        notice_say(&model->notice, model->steady_ms, ROLE_GOOD, model->undo.method ? "Done, it counts from now on. U takes it back." : "Done.");
    if (pin)
        model->notice.until_steady_ms += 4 * NOTICE_MS; /* until it is written down */
    memset(model->pin, 0, sizeof model->pin);
}

static void say_problem(struct status_model *model, int status, const json_t *body)
{
    char chinese[NOTICE_SIZE];

    snprintf(chinese, sizeof chinese, "%s", client_problem_text(status, body, "zh"));
    notice_say_both(&model->notice, model->steady_ms, ROLE_WARNING, client_problem_text(status, body, "en"), chinese);
}

void status_done(struct status_model *model, int status, const json_t *body, int retry_after_s)
{
    int delay_ms = 0;
    enum errand_end end = errand_answer(&model->errand, status, retry_after_s, model->steady_ms, &delay_ms);

    if (end == ERRAND_AGAIN) {
        model->port.send(model->port.context, &model->errand, delay_ms);
        return;
    }
    memset(model->stale, true, sizeof model->stale);
    if (end == ERRAND_DONE) {
        json_decref(model->undo.body);
        model->undo = model->undo_next;
        model->undo_next = (struct status_change){0};
        say_done(model);
    } else {
        say_problem(model, status, body);
    }
}

void status_finish(struct status_model *model)
{
    for (int i = 0; i < STATUS_WANTS; i++)
        json_decref(model->got[i]);
    errand_finish(&model->errand);
    json_decref(model->undo.body);
    json_decref(model->undo_next.body);
}
