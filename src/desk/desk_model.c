/* The desk's requests and answers. */
#include "desk/desk_do.h"

#include "base/language.h"
#include "client/client.h"
#include "core/case.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *query, *label;
} filters[] = {
#define DESK_FILTER(name, query, label) {query, label},
#include "desk/desk_filters.def"
#undef DESK_FILTER
};

const char *desk_filter_label(enum desk_filter filter)
{
    return filters[filter].label;
}

bool desk_model_init(struct desk_model *model, const struct mirror *mirror, int64_t steady_ms)
{
    *model = (struct desk_model){.mirror = mirror, .steady_ms = steady_ms, .rows = calloc(DESK_ROWS_MAX, sizeof *model->rows), .list_stale = true,
                                 .tickets = calloc(DESK_TICKETS_MAX, sizeof *model->tickets)};
    return model->rows && model->tickets;
}

void desk_model_finish(struct desk_model *model)
{
    errand_finish(&model->move);
    errand_finish(&model->sign_in);
    free(model->rows);
    free(model->tickets);
    json_decref(model->told);
    *model = (struct desk_model){0};
}

bool desk_model_away(const struct desk_model *model)
{
    return !model->mirror->connected && model->mirror->lost_steady_ms > 0;
}

/* The case beside the list is the chosen one. */
static void choose_beside(struct desk_model *model)
{
    int64_t id = model->chosen < model->row_count ? model->rows[model->chosen].id : 0;

    if (id == 0 || id == model->wanted_id)
        return;
    model->wanted_id = id;
    model->file_known = false;
    model->file_stale = true;
    model->move_chosen = 0;
}

/* Asks for what is shown and not current, one of each at a time. */
void desk_model_refresh(struct desk_model *model)
{
    char path[ERRAND_PATH_SIZE];

    if (!model->mirror->connected)
        return;
    if (model->guide) {
        desk_tickets_refresh(model);
        return;
    }
    if (model->page == DESK_PAGE_LOOK)
        desk_model_look_on(model);
    if (model->wide && model->page == DESK_PAGE_LIST)
        choose_beside(model);
    if (model->list_stale && !model->list_asked) {
        snprintf(path, sizeof path, "/v1/cases?limit=%d%s", DESK_ROWS_MAX, filters[model->filter].query);
        model->list_asked = true;
        model->list_stale = false;
        model->port.send(model->port.context, DESK_LIST, "GET", path, NULL, NULL, 0);
    }
    if (model->file_stale && !model->file_asked && model->wanted_id > 0) {
        snprintf(path, sizeof path, "/v1/cases/%lld", (long long)model->wanted_id);
        model->file_asked = true;
        model->file_stale = false;
        model->port.send(model->port.context, DESK_FILE, "GET", path, NULL, NULL, 0);
    }
}

static void ask_who(struct desk_model *model)
{
    memset(model->pin, 0, sizeof model->pin);
    model->on_pin = model->staff[0] != '\0';
    model->page = DESK_PAGE_SIGN_IN;
}

void desk_model_changed(struct desk_model *model)
{
    bool connected = model->mirror->connected;

    if (model->mirror->refused == 401 && model->page != DESK_PAGE_SIGN_IN && !model->token[0])
        ask_who(model);
    if (connected && !model->seen)
        model->list_stale = model->file_stale = model->tickets_stale = true;
    model->seen = connected;
    desk_model_refresh(model);
}

void desk_model_stale(struct desk_model *model, int64_t id)
{
    model->list_stale = true;
    model->file_stale = model->file_stale || id == 0 || id == model->wanted_id;
    desk_model_refresh(model);
}

void desk_model_open(struct desk_model *model, int64_t id)
{
    model->file_known = model->file_known && model->wanted_id == id;
    model->wanted_id = id;
    model->move_chosen = 0;
    model->file_stale = true;
    model->page = DESK_PAGE_CASE;
    notice_clear(&model->notice);
    desk_model_refresh(model);
}

void desk_model_filter(struct desk_model *model, enum desk_filter filter)
{
    model->filter = filter;
    model->chosen = 0;
    model->list_stale = true;
    desk_model_refresh(model);
}

static void send_errand(struct desk_model *model, enum desk_purpose purpose, const struct errand *errand, int delay_ms)
{
    model->port.send(model->port.context, purpose, errand->method, errand->path, errand->body, errand->key, delay_ms);
}

void desk_model_sign_in(struct desk_model *model)
{
    if (errand_begin(&model->sign_in, "POST", "/v1/sessions", json_pack("{s:s, s:s}", "staff", model->staff, "pin", model->pin), model->steady_ms))
        send_errand(model, DESK_SIGN_IN, &model->sign_in, 0);
}

void desk_model_do(struct desk_model *model)
{
    char path[ERRAND_PATH_SIZE];

    if (desk_model_away(model)) {
        notice_say(&model->notice, model->steady_ms, ROLE_WARNING, "Nothing was sent: the controller is away.");
        return;
    }
    desk_action_path(model->action, model->target, path, sizeof path);
    if (errand_begin(&model->move, "POST", path, desk_form_body(model), model->steady_ms)) {
        notice_clear(&model->notice);
        send_errand(model, DESK_MOVE, &model->move, 0);
    }
}

void desk_model_problem(struct desk_model *model, int status, const json_t *body)
{
    char chinese[NOTICE_SIZE];

    snprintf(chinese, sizeof chinese, "%s", client_problem_text(status, body, "zh"));
    notice_say_both(&model->notice, model->steady_ms, ROLE_WARNING, client_problem_text(status, body, "en"), chinese);
}

static void become_guide(struct desk_model *model)
{
    model->guide = true;
    model->tickets_stale = true;
    model->page = DESK_PAGE_TICKETS;
}

static void take_list(struct desk_model *model, int status, const json_t *body)
{
    const json_t *list = json_object_get(body, "cases");
    int64_t id = model->chosen < model->row_count ? model->rows[model->chosen].id : 0;

    model->list_asked = false;
    if (status == 401) {
        ask_who(model);
        return;
    }
    if (status == 403 && model->page == DESK_PAGE_LIST) { /* a token of somebody who has no cases: a guide */
        become_guide(model);
        return;
    }
    if (status != 200) {
        if (status != 0)
            desk_model_problem(model, status, body);
        return;
    }
    model->row_count = 0;
    model->more = json_is_string(json_object_get(body, "next"));
    for (size_t i = 0; i < json_array_size(list) && model->row_count < DESK_ROWS_MAX; i++)
        desk_case_read(&model->rows[model->row_count++], json_array_get(list, i));
    for (int i = 0; i < model->row_count; i++) /* the chosen case stays chosen wherever it went */
        if (model->rows[i].id == id)
            model->chosen = i;
    if (model->chosen >= model->row_count)
        model->chosen = model->row_count > 0 ? model->row_count - 1 : 0;
}

static void take_file(struct desk_model *model, int status, const json_t *body)
{
    model->file_asked = false;
    if (status == 200 && json_integer_value(json_object_get(body, "id")) == model->wanted_id) {
        desk_file_read(&model->file, body);
        model->file_known = true;
        if (model->move_chosen >= model->file.move_count)
            model->move_chosen = 0;
    } else if (status != 0 && status != 200 && model->page != DESK_PAGE_LIST) {
        desk_model_problem(model, status, body);
        model->page = DESK_PAGE_LIST;
    }
}

static void take_sign_in(struct desk_model *model, const json_t *body)
{
    const char *token = json_string_value(json_object_get(body, "token"));

    if (!token || strlen(token) >= sizeof model->token)
        return;
    snprintf(model->token, sizeof model->token, "%s", token);
    const char *role = json_string_value(json_object_get(body, "role"));
    snprintf(model->role, sizeof model->role, "%s", role ? role : "");
    memset(model->look_refused, 0, sizeof model->look_refused);
    model->page = DESK_PAGE_LIST;
    model->list_stale = true;
    model->guide = false;
    model->seen = false;
    if (role && strcmp(role, "guide") == 0)
        become_guide(model);
}

/* That it is done; of a number that was given, which one it is. */
static void say_done(struct desk_model *model, const json_t *body)
{
    const char *sentence = desk_action_done(model->action), *number = json_string_value(json_object_get(body, "number"));

    if (model->action == desk_action_other(DESK_OTHER_TAKE) && number)
        notice_say(&model->notice, model->steady_ms, ROLE_GOOD, "The number is %s.", number);
    else
        notice_say_both(&model->notice, model->steady_ms, ROLE_GOOD, sentence, language_text_in(LANGUAGE_ZH, sentence));
}

/* A change or a sign-in was answered: again, or it is over. */
static void take_errand(struct desk_model *model, enum desk_purpose purpose, int status, const json_t *body, int retry_after_s)
{
    struct errand *errand = purpose == DESK_SIGN_IN ? &model->sign_in : &model->move;
    int delay_ms = 0;

    switch (errand_answer(errand, status, retry_after_s, model->steady_ms, &delay_ms)) {
    case ERRAND_AGAIN:
        send_errand(model, purpose, errand, delay_ms);
        return;
    case ERRAND_UNKNOWN:
        notice_say(&model->notice, model->steady_ms, ROLE_WARNING, "No answer. It is not known whether this was done: look at the case before you try again.");
        break;
    case ERRAND_REFUSED:
        desk_model_problem(model, status, body);
        break;
    case ERRAND_DONE:
        if (purpose == DESK_SIGN_IN) {
            take_sign_in(model, body);
        } else {
            say_done(model, body);
            memset(model->fields, 0, sizeof model->fields);
            model->page = model->before_form;
            model->move_chosen = 0;
        }
    }
    memset(model->pin, 0, sizeof model->pin);
    model->file_stale = model->list_stale = model->tickets_stale = model->look_stale = true;
}

void desk_model_answer(struct desk_model *model, enum desk_purpose purpose, int status, const json_t *body, int retry_after_s)
{
    if (purpose == DESK_LIST)
        take_list(model, status, body);
    else if (purpose == DESK_FILE)
        take_file(model, status, body);
    else if (purpose == DESK_LOOK)
        desk_look_answer(model, status, body);
    else if (purpose == DESK_TICKETS)
        desk_tickets_answer(model, status, body);
    else
        take_errand(model, purpose, status, body, retry_after_s);
    desk_model_refresh(model);
}
