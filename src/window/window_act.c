#include "window/window_act.h"

#include "base/language.h"

#include <stdio.h>
#include <string.h>

void window_act_say_problem(struct window_model *model, int status, const json_t *body)
{
    char chinese[NOTICE_SIZE];

    snprintf(chinese, sizeof chinese, "%s", client_problem_text(status, body, "zh"));
    notice_say_both(&model->notice, model->steady_ms, ROLE_WARNING, client_problem_text(status, body, "en"), chinese);
}

void window_act_ask(struct window_model *model, struct window_request request)
{
    const struct mirror_window *window = window_model_window(model);
    char path[WINDOW_PATH_SIZE];

    if (model->request.action != WINDOW_ACTION_NONE)
        return;
    if (window_model_away(model) && request.action != WINDOW_ACTION_SIGN_IN) {
        notice_say(&model->notice, model->steady_ms, ROLE_WARNING, "Nothing was sent: the controller is away.");
        return;
    }
    request.window = model->number;
    window_request_path(&request, path);
    if (!errand_begin(&model->errand, "POST", path, window_request_body(&request), model->steady_ms))
        return;
    model->request = request;
    notice_clear(&model->notice);
    snprintf(model->number_asked, sizeof model->number_asked, "%s", window ? window->ticket.number : "");
    model->port.send(model->port.context, WINDOW_ACTS, &model->errand, 0);
}

void window_act_sign_in(struct window_model *model)
{
    memset(model->pin, 0, sizeof model->pin);
    model->on_pin = model->staff[0] != '\0';
    model->page = WINDOW_PAGE_SIGN_IN;
}

void window_act_lock(struct window_model *model)
{
    if (!model->by_pin) {
        notice_say(&model->notice, model->steady_ms, ROLE_WARNING, "This screen was opened without a PIN, so none could unlock it.");
        return;
    }
    model->locked = true;
    window_act_sign_in(model);
}

void window_act_hand_over(struct window_model *model)
{
    model->staff[0] = '\0';
    if (model->by_pin) {
        model->locked = true;
        window_act_sign_in(model);
        return;
    }
    model->takes_over = true;
    model->page = WINDOW_PAGE_STAFF;
}

void window_act_take_over(struct window_model *model)
{
    model->takes_over = false;
    model->reopen = true;
    window_act_ask(model, (struct window_request){.action = WINDOW_ACTION_CLOSE});
}

static void sign_in_done(struct window_model *model, const json_t *body)
{
    const char *token = json_string_value(json_object_get(body, "token"));

    if (!token || strlen(token) >= sizeof model->token) {
        window_act_say_problem(model, 502, NULL);
        return;
    }
    snprintf(model->token, sizeof model->token, "%s", token);
    model->page = WINDOW_PAGE_MAIN;
    model->by_pin = true;
    model->locked = false;
    model->on_pin = false;
    model->seen = false; /* with the new token the window is looked at anew, and opened */
    model->open_wanted = true;
}

static void done(struct window_model *model, enum window_action action, int status, const json_t *body)
{
    const char *sentence = window_action_done(action);

    if (action == WINDOW_ACTION_SIGN_IN) {
        sign_in_done(model, body);
    } else if (action == WINDOW_ACTION_CLOSE && model->reopen) {
        struct window_request request = {.action = WINDOW_ACTION_OPEN};
        memcpy(request.staff, model->staff, sizeof request.staff);
        window_act_ask(model, request);
    } else if (status == 202) {
        notice_say(&model->notice, model->steady_ms, ROLE_GOOD, "Nobody waits for this window now. The next one is called by itself.");
    } else if (*sentence) {
        notice_say(&model->notice, model->steady_ms, ROLE_GOOD, sentence, model->number_asked);
    }
}

static void refused(struct window_model *model, enum window_action action, int status, const json_t *body)
{
    window_act_say_problem(model, status, body);
    if (status == 401)
        window_act_sign_in(model);
    else if (action == WINDOW_ACTION_OPEN)
        model->page = WINDOW_PAGE_STAFF;
}

void window_model_answer(struct window_model *model, int status, const json_t *body, int retry_after_s)
{
    enum window_action action = model->request.action;
    int delay_ms = 0;

    if (action == WINDOW_ACTION_NONE)
        return;
    enum errand_end end = errand_answer(&model->errand, status, retry_after_s, model->steady_ms, &delay_ms);
    if (end == ERRAND_AGAIN) {
        model->port.send(model->port.context, WINDOW_ACTS, &model->errand, delay_ms);
        return;
    }
    memset(&model->request, 0, sizeof model->request); /* a PIN too */
    memset(model->pin, 0, sizeof model->pin);
    model->answered_steady_ms = model->steady_ms;
    if (end != ERRAND_DONE || action == WINDOW_ACTION_OPEN)
        model->reopen = false;
    if (end == ERRAND_UNKNOWN)
        notice_say(&model->notice, model->steady_ms, ROLE_WARNING, "No answer. It is not known whether this was done: look at what the window shows before you press again.");
    else if (end == ERRAND_DONE)
        done(model, action, status, body);
    else
        refused(model, action, status, body);
}

void window_model_unsent(struct window_model *model, enum window_purpose purpose)
{
    errand_finish(purpose == WINDOW_ACTS ? &model->errand : &model->cases.errand);
    if (purpose == WINDOW_ACTS)
        memset(&model->request, 0, sizeof model->request);
}
