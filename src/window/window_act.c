#include "window/window_act.h"

#include "base/language.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { RETRY_AFTER_LIMIT_S = 5 };

void window_act_say(struct window_model *model, enum role role, const char *english, ...)
{
    struct window_notice *notice = &model->notice;
    va_list arguments, again;

    va_start(arguments, english);
    va_copy(again, arguments);
    vsnprintf(notice->text[LANGUAGE_ZH], sizeof notice->text[0], language_text_in(LANGUAGE_ZH, english), arguments);
    vsnprintf(notice->text[LANGUAGE_EN], sizeof notice->text[0], language_text_in(LANGUAGE_EN, english), again);
    va_end(again);
    va_end(arguments);
    notice->role = role;
    notice->until_steady_ms = model->steady_ms + WINDOW_NOTICE_MS;
}

void window_act_say_problem(struct window_model *model, int status, const json_t *body)
{
    char zh[sizeof model->notice.text[0]];

    snprintf(zh, sizeof zh, "%s", client_problem_text(status, body, "zh"));
    window_act_say(model, ROLE_WARNING, "%s", client_problem_text(status, body, "en"));
    memcpy(model->notice.text[LANGUAGE_ZH], zh, sizeof zh);
}

void window_act_ask(struct window_model *model, struct window_request request)
{
    const struct mirror_window *window = window_model_window(model);

    if (model->request.action != WINDOW_ACTION_NONE)
        return;
    if (window_model_away(model) && request.action != WINDOW_ACTION_SIGN_IN) {
        window_act_say(model, ROLE_WARNING, "Nothing was sent: the controller is away.");
        return;
    }
    client_make_key(request.key);
    request.window = model->number;
    model->request = request;
    model->tries = 0;
    model->asked_steady_ms = model->steady_ms;
    model->notice.until_steady_ms = 0;
    snprintf(model->number_asked, sizeof model->number_asked, "%s", window ? window->ticket.number : "");
    model->port.send(model->port.context, &model->request, 0);
}

void window_act_sign_in(struct window_model *model)
{
    memset(model->pin, 0, sizeof model->pin);
    model->on_pin = model->staff[0] != '\0';
    model->page = WINDOW_PAGE_SIGN_IN;
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
    model->on_pin = false;
    model->seen = false; /* with the new token the window is looked at anew, and opened */
    model->open_wanted = true;
}

static void done(struct window_model *model, enum window_action action, int status, const json_t *body)
{
    const char *sentence = window_action_done(action);

    if (action == WINDOW_ACTION_SIGN_IN)
        sign_in_done(model, body);
    else if (status == 202)
        window_act_say(model, ROLE_GOOD, "Nobody waits for this window now. The next one is called by itself.");
    else if (*sentence)
        window_act_say(model, ROLE_GOOD, sentence, model->number_asked);
}

static void refused(struct window_model *model, enum window_action action, int status, const json_t *body)
{
    window_act_say_problem(model, status, body);
    if (status == 401)
        window_act_sign_in(model);
    else if (action == WINDOW_ACTION_OPEN)
        model->page = WINDOW_PAGE_STAFF;
}

/* Whether nobody knows what became of it, or it was only too early: then the same is asked again. */
static bool is_open(int status)
{
    return status == 0 || status == 429 || status == 503;
}

static void ask_again(struct window_model *model, int retry_after_s)
{
    int wait_s = retry_after_s < RETRY_AFTER_LIMIT_S ? retry_after_s : RETRY_AFTER_LIMIT_S;

    model->tries++;
    model->port.send(model->port.context, &model->request, wait_s > 0 ? wait_s * 1000 : WINDOW_TRY_AGAIN_MS);
}

void window_model_answer(struct window_model *model, int status, const json_t *body, int retry_after_s)
{
    enum window_action action = model->request.action;

    if (action == WINDOW_ACTION_NONE)
        return;
    if (is_open(status) && model->steady_ms - model->asked_steady_ms < WINDOW_TRY_MS) {
        ask_again(model, retry_after_s);
        return;
    }
    memset(&model->request, 0, sizeof model->request); /* a PIN too */
    memset(model->pin, 0, sizeof model->pin);
    model->tries = 0;
    if (is_open(status))
        window_act_say(model, ROLE_WARNING, "No answer. It is not known whether this was done: look at what the window shows before you press again.");
    else if (status >= 200 && status < 300)
        done(model, action, status, body);
    else
        refused(model, action, status, body);
}
