/* What the form of an action asks for, and what is sent with it. */
#include "desk/desk_do.h"

#include "base/language.h"

#include <stdlib.h>

/* What the certificate asks for has fields of its own, behind one another. */
static const struct desk_ask *ask_of(const struct desk_model *model, enum desk_field field)
{
    int nth = (int)field - (int)DESK_FIELD_ASK_1;

    return nth >= 0 && nth < DESK_ASKS_MAX && nth < model->file.ask_count ? &model->file.asks[nth] : NULL;
}

bool desk_form_asks(const struct desk_model *model, enum desk_field field)
{
    bool is_ask = field >= DESK_FIELD_ASK_1 && field < DESK_FIELD_ASK_1 + DESK_ASKS_MAX;

    return desk_action_asks(model->action, field) && (!is_ask || ask_of(model, field));
}

const char *desk_form_label(const struct desk_model *model, enum desk_field field)
{
    const struct desk_ask *ask = ask_of(model, field);

    return ask ? ask->label[language_current()] : _(desk_field_label(field));
}

bool desk_form_may_be_empty(const struct desk_model *model, enum desk_field field)
{
    const struct desk_ask *ask = ask_of(model, field);

    return ask ? !ask->needed : desk_field_is_optional(field);
}

bool desk_form_is_needed(const struct desk_model *model)
{
    for (int i = 0; i < DESK_FIELDS; i++)
        if (desk_form_asks(model, (enum desk_field)i))
            return true;
    return false;
}

json_t *desk_form_body(const struct desk_model *model)
{
    json_t *body = json_object(), *asked = json_object();

    for (int i = 0; i < DESK_FIELDS; i++) {
        enum desk_field field = (enum desk_field)i;
        const struct desk_ask *ask = ask_of(model, field);
        if (!desk_form_asks(model, field))
            continue;
        const char *text = desk_field_choices(model, field) ? desk_field_choice_word(model, field, model->choice[i]) : model->fields[i];
        if (*text && ask)
            json_object_set_new(asked, ask->name, json_string(text));
        else if (*text && field == DESK_FIELD_COUNT)
            json_object_set_new(body, desk_field_member(field), json_integer(strtol(text, NULL, 10)));
        else if (*text)
            json_object_set_new(body, desk_field_member(field), json_string(text));
    }
    if (json_object_size(asked) > 0)
        json_object_set(body, "fields", asked);
    json_decref(asked);
    return body;
}
