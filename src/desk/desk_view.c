#include "desk/desk_parts.h"

#include "base/language.h"
#include "client/phrases.h"
#include "term/field.h"

#include <stdio.h>
#include <string.h>

const char *desk_parts_other_language(void)
{
    return language_current() == LANGUAGE_ZH ? "English" : "中文";
}

enum role desk_parts_light_role(const char *light)
{
    return strcmp(light, "red") == 0 ? ROLE_ALARM : strcmp(light, "yellow") == 0 ? ROLE_WARNING : strcmp(light, "green") == 0 ? ROLE_GOOD : ROLE_MUTED;
}

void desk_parts_days(const struct desk_case *row, char *text, size_t size)
{
    if (!row->has_days || strcmp(row->light, "none") == 0)
        snprintf(text, size, "%s", "");
    else if (row->days_left == -1)
        snprintf(text, size, "%s", _("! 1 day late"));
    else if (row->days_left < 0)
        snprintf(text, size, _("! %d days late"), -row->days_left);
    else if (row->days_left == 0)
        snprintf(text, size, "%s", _("* last day"));
    else if (row->days_left == 1)
        snprintf(text, size, "%s", strcmp(row->light, "yellow") == 0 ? _("* 1 day") : _("1 day"));
    else
        snprintf(text, size, _("%s%d days"), strcmp(row->light, "yellow") == 0 ? "* " : "", row->days_left);
}

int desk_parts_field(struct canvas *canvas, int row, const char *label, const char *text, bool written)
{
    int cells = canvas->columns - 8 < 60 ? canvas->columns - 8 : 60;

    canvas_text(canvas, row, 4, canvas->columns - 8, written ? ROLE_STRONG : ROLE_NORMAL, label);
    field_draw(canvas, (struct box){row + 1, 4, 1, cells}, ROLE_BUTTON, text, written);
    return 3;
}

static void draw_waiting(struct canvas *canvas, const struct desk_model *model)
{
    widget_title(canvas, _("Desk"), "");
    canvas_text(canvas, canvas->rows / 2, 4, canvas->columns - 8, ROLE_MUTED,
                model->mirror->refused ? _("The controller refuses this desk. Has its token been revoked?") : _("Looking for the controller ..."));
}

void desk_view_draw(void *context, struct canvas *canvas, struct targets *targets)
{
    const struct desk_model *model = context;
    char away[256];

    if (widget_too_small(canvas, DESK_LEAST_ROWS, DESK_LEAST_COLUMNS))
        return;
    if (model->page == DESK_PAGE_SIGN_IN)
        desk_sign_in_draw(model, canvas, targets);
    else if (model->page == DESK_PAGE_HELP)
        desk_help_draw(model->guide, canvas, targets);
    else if (!model->mirror->known)
        draw_waiting(canvas, model);
    else if (model->page == DESK_PAGE_LIST)
        desk_list_draw(model, canvas, targets);
    else if (model->page == DESK_PAGE_LOOK)
        desk_look_draw(model, canvas, targets);
    else if (model->page == DESK_PAGE_TICKETS)
        desk_tickets_draw(model, canvas, targets);
    else if (model->page == DESK_PAGE_CASE)
        desk_case_draw(model, canvas, targets);
    else
        desk_form_draw(model, canvas, targets);
    const struct mirror_alarm *help = model->guide && model->page == DESK_PAGE_TICKETS ? mirror_alarm(model->mirror, "help-wanted") : NULL;
    if (help) {
        snprintf(away, sizeof away, _("%s. Press H when you go there."), mirror_text_in(&help->text, language_code(language_current())));
        widget_banner(canvas, 1, ROLE_ALARM, away);
    }
    if (!phrase_away(away, sizeof away, model->mirror, model->steady_ms))
        return;
    widget_mute(canvas, (struct box){1, 0, canvas->rows - 2, canvas->columns});
    widget_banner(canvas, 1, ROLE_ALARM, away);
}

bool desk_view_key(void *model, struct key key)
{
    return desk_model_key(model, key);
}
