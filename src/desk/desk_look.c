/* Looking: the people of a case, its history, the ledger of the seal, samples. Nothing of it is kept when the page is left. */
#include "desk/desk_do.h"

#include <stdio.h>
#include <string.h>

/* The member of the answer that is a list; NULL: none. */
static const char *const lists[] = {[DESK_LOOK_PERSON] = NULL, [DESK_LOOK_HISTORY] = "events", [DESK_LOOK_SEALS] = "uses", [DESK_LOOK_SAMPLES] = "samples"};

static void forget(struct desk_model *model)
{
    json_decref(model->told);
    model->told = NULL;
    model->look_at = 0;
    model->look_sure = false;
}

bool desk_model_may_look(const struct desk_model *model, enum desk_look look)
{
    static const char *const roles[DESK_LOOKS] = {[DESK_LOOK_SEALS] = "issuer supervisor manager", [DESK_LOOK_SAMPLES] = "supervisor"};

    return !model->look_refused[look] && (!roles[look] || !model->role[0] || strstr(roles[look], model->role));
}

void desk_model_look(struct desk_model *model, enum desk_look look)
{
    forget(model);
    notice_clear(&model->notice);
    model->look = look;
    model->look_stale = true;
    model->before_look = model->page;
    model->page = DESK_PAGE_LOOK;
    desk_model_refresh(model);
}

void desk_model_leave_look(struct desk_model *model)
{
    forget(model);
    model->page = model->before_look;
}

void desk_model_look_on(struct desk_model *model)
{
    char path[ERRAND_PATH_SIZE];
    long long id = (long long)model->wanted_id;

    if (!model->look_stale || model->look_asked || (model->look == DESK_LOOK_PERSON && !model->look_sure))
        return;
    if (model->look == DESK_LOOK_PERSON)
        snprintf(path, sizeof path, "/v1/cases/%lld/person", id);
    else if (model->look == DESK_LOOK_HISTORY)
        snprintf(path, sizeof path, "/v1/cases/%lld/history", id);
    else
        snprintf(path, sizeof path, "%s", model->look == DESK_LOOK_SEALS ? "/v1/seal-uses" : "/v1/samples");
    model->look_asked = true;
    model->look_stale = false;
    model->port.send(model->port.context, DESK_LOOK, "GET", path, NULL, NULL, 0);
}

/* Whether an answer is of the page that is shown: a page that was left may have asked for something else. */
static bool is_of_page(const struct desk_model *model, const json_t *body)
{
    if (model->look == DESK_LOOK_PERSON)
        return model->look_sure && json_object_get(body, "applicant");
    return json_is_array(json_object_get(body, lists[model->look]));
}

void desk_look_answer(struct desk_model *model, int status, const json_t *body)
{
    model->look_asked = false;
    if (model->page != DESK_PAGE_LOOK)
        return;
    if (status == 200 && is_of_page(model, body)) {
        json_decref(model->told);
        model->told = json_deep_copy(body);
    } else if (status == 200 || status == 0) {
        model->look_stale = model->told == NULL;
    } else {
        model->look_refused[model->look] |= status == 403;
        desk_model_problem(model, status, body);
        desk_model_leave_look(model);
    }
}

static void key_of_samples(struct desk_model *model, struct key key)
{
    const json_t *sample = json_array_get(json_object_get(model->told, "samples"), (size_t)model->look_at);

    if (desk_key_is_letter(key, 'n'))
        desk_model_begin(model, desk_action_other(DESK_OTHER_SAMPLE), 0);
    else if ((key.kind == KEY_KIND_ENTER || desk_key_is_letter(key, 'r')) && sample && json_is_null(json_object_get(sample, "seed")))
        desk_model_begin(model, desk_action_other(DESK_OTHER_REVEAL), json_integer_value(json_object_get(sample, "sample")));
}

void desk_look_key(struct desk_model *model, struct key key)
{
    const char *list = lists[model->look];
    int count = list ? (int)json_array_size(json_object_get(model->told, list)) : 0;

    if (desk_key_is_back(key)) {
        desk_model_leave_look(model);
    } else if (model->look == DESK_LOOK_PERSON && key.kind == KEY_KIND_ENTER && !model->look_sure) {
        model->look_sure = true;
        desk_model_refresh(model);
    } else if (desk_key_step(key) != 0) {
        model->look_at = desk_key_moved(model->look_at, desk_key_step(key), count);
    } else if (model->look == DESK_LOOK_SAMPLES) {
        key_of_samples(model, key);
    }
}
