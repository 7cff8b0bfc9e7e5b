/* What is asked of the controller about a case at the window, and what came of it. */
#include "window/window_case.h"

#include "base/language.h"
#include "base/utf8.h"
#include "core/idcard.h"
#include "core/orgcode.h"
#include "window/window_act.h"

#include <stdio.h>
#include <string.h>

static const char *const collectors[WINDOW_COLLECTORS] = {"applicant", "agent", "post"};

/* --- sending ------------------------------------------------------------------------------------------------------ */

/* Whether the number is that of an organisation: of neither kind counts as a person's, and the controller says what is wrong. */
static bool is_organisation(const struct window_model *model, const char *number)
{
    char code[ORGCODE_SIZE];
    struct idcard card;

    return idcard_read(number, date_of_instant(model->now_ms, model->mirror->utc_offset_minutes), &card) != IDCARD_GOOD && orgcode_read(number, code);
}

static json_t *acceptance(const struct window_model *model)
{
    const struct window_case *cases = &model->cases;
    const char *number = cases->texts[WINDOW_CASE_NUMBER];
    json_t *body = json_pack("{s:s, s:s, s:i, s:{s:s, s:s, s:s}}", "as", window_case_is_incomplete(cases) ? "notice" : "accept", "item", cases->item.code, "window",
                             model->number, "applicant", "kind", is_organisation(model, number) ? "organisation" : "person", "name", cases->texts[WINDOW_CASE_NAME],
                             "id_number", number);

    if (cases->version > 0)
        json_object_set_new(body, "catalogue_version", json_integer(cases->version));
    if (cases->together)
        json_object_set_new(body, "bundle", json_integer(cases->bundle));
    if (cases->texts[WINDOW_CASE_PROVINCE][0])
        json_object_set_new(body, "number", json_string(cases->texts[WINDOW_CASE_PROVINCE]));
    if (cases->item.material_count > 0)
        json_object_set_new(body, "materials", json_string(cases->materials));
    return body;
}

static json_t *hand_over(const struct window_model *model)
{
    const struct window_case *cases = &model->cases;
    json_t *body = json_pack("{s:s, s:i}", "collector", collectors[cases->collector], "window", model->number);

    for (int i = 0; i < WINDOW_CASE_FIELDS; i++)
        if (window_case_asks(cases, (enum window_case_field)i) && window_case_member((enum window_case_field)i)[0] && i != WINDOW_CASE_COLLECTOR && cases->texts[i][0])
            json_object_set_new(body, window_case_member((enum window_case_field)i), json_string(cases->texts[i]));
    if (cases->collector == 1)
        json_object_set_new(body, "agent", json_pack("{s:s, s:s}", "name", cases->texts[WINDOW_CASE_AGENT], "id_number", cases->texts[WINDOW_CASE_AGENT_NUMBER]));
    return body;
}

static void ask(struct window_model *model, const char *method, const char *path, json_t *body)
{
    struct errand *errand = &model->cases.errand;

    if (window_model_away(model)) {
        json_decref(body);
        notice_say(&model->notice, model->steady_ms, ROLE_WARNING, "Nothing was sent: the controller is away.");
    } else if (errand_begin(errand, method, path, body, model->steady_ms)) {
        notice_clear(&model->notice);
        model->port.send(model->port.context, WINDOW_CASES, errand, 0);
    }
}

/* What was typed as a part of an address. */
static void escape(char *escaped, size_t size, const char *text)
{
    size_t used = 0;

    for (; *text && used + 4 < size; text++) {
        bool plain = (*text >= '0' && *text <= '9') || (*text >= 'A' && *text <= 'Z') || (*text >= 'a' && *text <= 'z') || *text == '-' || *text == '.';
        used += (size_t)snprintf(escaped + used, size - used, plain ? "%c" : "%%%02X", (unsigned char)*text);
    }
    escaped[used] = '\0';
}

void window_case_find(struct window_model *model)
{
    char path[ERRAND_PATH_SIZE], text[WINDOW_CASE_TEXT + 32];

    escape(text, sizeof text, model->cases.texts[WINDOW_CASE_FIND]);
    if (model->cases.bundle > 0)
        snprintf(path, sizeof path, "/v1/cases?limit=20&state=issued,rejected&bundle=%lld", (long long)model->cases.bundle);
    else
        snprintf(path, sizeof path, "/v1/cases?limit=20&state=issued,rejected&q=%s", text);
    model->cases.finding = true;
    ask(model, "GET", path, NULL);
}

void window_case_send(struct window_model *model)
{
    char path[ERRAND_PATH_SIZE];

    model->cases.finding = false;
    snprintf(path, sizeof path, "/v1/cases/%lld/hand-out", (long long)model->cases.found);
    if (model->cases.hands_out)
        ask(model, "POST", path, hand_over(model));
    else
        ask(model, "POST", "/v1/cases", acceptance(model));
}

/* --- answers ------------------------------------------------------------------------------------------------------ */

static void take_text(char *text, size_t size, const json_t *json)
{
    const char *told = json_string_value(json);
    utf8_clean(text, size, told ? told : "");
}

/* Returns the first case that waits to be collected. */
static const json_t *first_ready(const json_t *list)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *state = json_string_value(json_object_get(json_array_get(list, i), "state"));
        if (state && (strcmp(state, "issued") == 0 || strcmp(state, "rejected") == 0))
            return json_array_get(list, i);
    }
    return NULL;
}

static void found(struct window_model *model, const json_t *body)
{
    struct window_case *cases = &model->cases;
    const json_t *one = first_ready(json_object_get(body, "cases"));

    if (!one && cases->bundle > 0) { /* that was the last of the bundle; what was said of it stays */
        model->page = WINDOW_PAGE_MAIN;
        return;
    }
    if (!one) {
        notice_say(&model->notice, model->steady_ms, ROLE_WARNING, "Nothing waits to be collected under this number.");
        return;
    }
    cases->found = json_integer_value(json_object_get(one, "id"));
    take_text(cases->number, sizeof cases->number, json_object_get(one, "number"));
    take_text(cases->name, sizeof cases->name, json_object_get(json_object_get(json_object_get(one, "item"), "name"), language_code(language_current())));
    take_text(cases->shelf, sizeof cases->shelf, json_object_get(json_object_get(one, "certificate"), "shelf"));
    cases->bundle = json_integer_value(json_object_get(one, "bundle"));
    if (cases->field == WINDOW_CASE_FIND)
        cases->field = WINDOW_CASE_COLLECTOR;
}

/* Of a bundle the next result follows, with who collects it as typed before; else it is over. */
static void handed_over(struct window_model *model, const char *number)
{
    notice_say(&model->notice, model->steady_ms, ROLE_GOOD, "Case %s is handed over.", number);
    if (model->cases.bundle == 0)
        return;
    int64_t until_steady_ms = model->notice.until_steady_ms;
    model->page = WINDOW_PAGE_CASE;
    window_case_find(model);
    model->notice.until_steady_ms = until_steady_ms;
}

/* Keeps what the next case of this visit can go on with. */
static void keep_visit(struct window_model *model, const json_t *body)
{
    struct window_visit *visit = &model->visit;
    int64_t ticket = window_model_ticket(model);

    if (visit->ticket == ticket && visit->first > 0 && model->cases.together)
        return;
    *visit = (struct window_visit){.ticket = ticket, .first = ticket ? json_integer_value(json_object_get(body, "id")) : 0};
    take_text(visit->number, sizeof visit->number, json_object_get(body, "number"));
    memcpy(visit->name, model->cases.texts[WINDOW_CASE_NAME], WINDOW_CASE_TEXT);
    memcpy(visit->id_number, model->cases.texts[WINDOW_CASE_NUMBER], WINDOW_CASE_TEXT);
}

static void done(struct window_model *model, const json_t *body)
{
    const char *number = json_string_value(json_object_get(body, "number")), *state = json_string_value(json_object_get(body, "state"));
    const json_t *warning = json_object_get(body, "warning");
    bool noticed = state && strcmp(state, "noticed") == 0;

    model->page = WINDOW_PAGE_MAIN;
    if (!model->cases.hands_out)
        keep_visit(model, body);
    if (json_is_object(warning)) {
        const char *zh = json_string_value(json_object_get(warning, "zh")), *en = json_string_value(json_object_get(warning, "en"));
        notice_say(&model->notice, model->steady_ms, ROLE_WARNING, "Case %s is accepted, but: ", number ? number : "");
        for (int i = 0; i < 2; i++) {
            size_t used = strlen(model->notice.text[i]);
            snprintf(model->notice.text[i] + used, sizeof model->notice.text[i] - used, "%s", (i == LANGUAGE_ZH ? zh : en) ? (i == LANGUAGE_ZH ? zh : en) : "");
        }
        return;
    }
    if (model->cases.hands_out)
        handed_over(model, number ? number : "");
    else if (noticed)
        notice_say(&model->notice, model->steady_ms, ROLE_GOOD, "Case %s: the applicant is told what is missing.", number ? number : "");
    else
        notice_say(&model->notice, model->steady_ms, ROLE_GOOD, "Case %s is accepted.", number ? number : "");
}

void window_case_answer(struct window_model *model, int status, const json_t *body, int retry_after_s)
{
    struct window_case *cases = &model->cases;
    int delay_ms = 0;

    if (!cases->errand.under_way)
        return;
    model->answered_steady_ms = model->steady_ms;
    switch (errand_answer(&cases->errand, status, retry_after_s, model->steady_ms, &delay_ms)) {
    case ERRAND_AGAIN:
        model->port.send(model->port.context, WINDOW_CASES, &cases->errand, delay_ms);
        break;
    case ERRAND_DONE:
        if (cases->finding)
            found(model, body);
        else
            done(model, body);
        break;
    case ERRAND_REFUSED:
        window_act_say_problem(model, status, body);
        break;
    case ERRAND_UNKNOWN:
        notice_say(&model->notice, model->steady_ms, ROLE_WARNING, "No answer. It is not known whether this was done: look for the case before you try again.");
    }
}
