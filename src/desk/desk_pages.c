/* The form of an action, the sign-in, and the help. */
#include "desk/desk_parts.h"

#include "base/language.h"
#include "desk/desk_do.h"

#include <stdio.h>
#include <string.h>

/* A field that is chosen from a list: all choices, the chosen one marked. */
static int draw_choice(const struct desk_model *model, struct canvas *canvas, struct targets *targets, int row, enum desk_field field, bool written)
{
    int count = desk_field_choices(field);

    canvas_text(canvas, row, 4, canvas->columns - 8, written ? ROLE_STRONG : ROLE_NORMAL, _(desk_field_label(field)));
    for (int i = 0; i < count; i++) {
        bool chosen = model->choice[field] == i;
        struct box line = {row + 1 + i, 4, 1, 40};
        canvas_fill(canvas, line, chosen ? ROLE_CHOSEN : ROLE_BUTTON);
        canvas_printf(canvas, line.row, 4, 3, ROLE_KEY, " %d ", i + 1);
        canvas_text(canvas, line.row, 8, 35, chosen ? ROLE_CHOSEN : ROLE_BUTTON, desk_field_choice_name(field, i, language_current() == LANGUAGE_ZH));
        if (written)
            targets_add(targets, line, (uint32_t)('1' + i));
    }
    return count + 2;
}

static void draw_fields(const struct desk_model *model, struct canvas *canvas, struct targets *targets, int row)
{
    for (int i = 0; i < DESK_FIELDS; i++) {
        enum desk_field field = (enum desk_field)i;
        if (!desk_action_asks(model->action, field))
            continue;
        if (desk_field_choices(field))
            row += draw_choice(model, canvas, targets, row, field, field == model->field);
        else
            row += desk_parts_field(canvas, row, _(desk_field_label(field)), model->fields[i], field == model->field);
    }
}

void desk_form_draw(const struct desk_model *model, struct canvas *canvas, struct targets *targets)
{
    const struct hint hints[] = {{"Enter", _("do it"), '\n'}, {"Esc", _("not now"), 27}, {"↑ ↓", _("other field"), 0}, {"Tab", desk_parts_other_language(), '\t'}};
    const char *language = language_code(language_current());
    char title[96], text[320];

    snprintf(title, sizeof title, _("Case %s"), model->file.row.number);
    widget_title(canvas, title, "");
    canvas_text(canvas, 2, 4, canvas->columns - 8, ROLE_STRONG, _(desk_action_label(model->action)));
    snprintf(text, sizeof text, "%s %s  %s", model->file.row.code, mirror_text_in(&model->file.row.item, language), model->file.row.applicant);
    canvas_text(canvas, 3, 4, canvas->columns - 8, ROLE_NORMAL, text);
    draw_fields(model, canvas, targets, 5);
    if (!desk_model_needs_form(model->action))
        widget_button(canvas, targets, (struct box){6, 4, 3, 40}, "Enter", _("yes, do it"), NULL, '\n', true);
    struct box below = {canvas->rows - 3, 4, 2, canvas->columns - 8};
    if (model->move.under_way)
        canvas_wrap(canvas, below, ROLE_MUTED, _("One moment ..."));
    else
        notice_draw(&model->notice, model->steady_ms, canvas, below);
    widget_hints(canvas, targets, hints, sizeof hints / sizeof *hints);
}

void desk_sign_in_draw(const struct desk_model *model, struct canvas *canvas, struct targets *targets)
{
    const struct hint hints[] = {{"Enter", _("go on"), '\n'}, {"Esc", _("back"), 27}, {"Tab", desk_parts_other_language(), '\t'}};
    char dots[sizeof model->pin];
    size_t length = strlen(model->pin);
    int row = canvas->rows / 2 - 5;

    widget_title(canvas, _("Desk: who are you?"), "");
    memset(dots, '*', length);
    dots[length] = '\0';
    row += desk_parts_field(canvas, row, _("staff number"), model->staff, !model->on_pin);
    row += desk_parts_field(canvas, row, _("PIN"), dots, model->on_pin);
    struct box below = {row, 4, 3, canvas->columns - 8};
    if (model->sign_in.under_way)
        canvas_wrap(canvas, below, ROLE_MUTED, _("One moment ..."));
    else
        notice_draw(&model->notice, model->steady_ms, canvas, below);
    widget_hints(canvas, targets, hints, sizeof hints / sizeof *hints);
}

void desk_help_draw(struct canvas *canvas, struct targets *targets)
{
    static const struct {
        const char *key, *what;
    } rows[] = {
        {"↑ ↓", "move in a list, and between the fields of a form"},
        {"Enter", "open the case; do what is chosen"},
        {"1 - 9", "choose what is done; grey: not for you, the reason stands beside it"},
        {"Esc", "back, nothing is changed"},
        {"f", "show other cases: to approve, to issue, in my hands, late"},
        {"* !", "* in the last third of the time, ! too late"},
        {"Tab", "Chinese or English"},
        {"q", "leave, from the list"},
    };
    const struct hint hints[] = {{"Enter", _("back"), '\n'}};

    widget_title(canvas, _("What the keys do"), "");
    for (int i = 0; i < (int)(sizeof rows / sizeof *rows); i++) {
        canvas_printf(canvas, 3 + 2 * i, 2, 10, ROLE_KEY, " %s ", rows[i].key);
        canvas_text(canvas, 3 + 2 * i, 13, canvas->columns - 15, ROLE_NORMAL, _(rows[i].what));
    }
    widget_hints(canvas, targets, hints, 1);
}
