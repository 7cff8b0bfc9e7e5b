/* The form of an action, the sign-in, and the help. */
#include "desk/desk_parts.h"

#include "base/language.h"
#include "desk/desk_do.h"

#include <stdio.h>
#include <string.h>

/* A field that is chosen from a list: all choices, the chosen one marked. */
static int draw_choice(const struct desk_model *model, struct canvas *canvas, struct targets *targets, int row, enum desk_field field, bool written)
{
    int count = desk_field_choices(model, field);

    canvas_text(canvas, row, 4, canvas->columns - 8, written ? ROLE_STRONG : ROLE_NORMAL, desk_form_label(model, field));
    for (int i = 0; i < count; i++) {
        bool chosen = model->choice[field] == i;
        struct box line = {row + 1 + i, 4, 1, 40};
        canvas_fill(canvas, line, chosen ? ROLE_CHOSEN : ROLE_BUTTON);
        canvas_printf(canvas, line.row, 4, 3, ROLE_KEY, " %d ", i + 1);
        canvas_text(canvas, line.row, 8, 35, chosen ? ROLE_CHOSEN : ROLE_BUTTON, desk_field_choice_name(model, field, i, language_current() == LANGUAGE_ZH));
        if (written)
            targets_add(targets, line, (uint32_t)('1' + i));
    }
    return count + 2;
}

enum { FORM_TOP = 5, FORM_FOOT = 3, FIELD_ROWS = 3 };

/* How many rows a field has. */
static int field_rows(const struct desk_model *model, enum desk_field field)
{
    int choices = desk_field_choices(model, field);

    return choices ? choices + 2 : FIELD_ROWS;
}

/* The first field that is drawn, so that the one that is written is seen. */
static int first_field(const struct desk_model *model, int room)
{
    int first = (int)model->field, rows = field_rows(model, model->field);

    for (int i = first - 1; i >= 0; i--) {
        if (!desk_form_asks(model, (enum desk_field)i))
            continue;
        if ((rows += field_rows(model, (enum desk_field)i)) > room)
            break;
        first = i;
    }
    return first;
}

static void draw_fields(const struct desk_model *model, struct canvas *canvas, struct targets *targets)
{
    int row = FORM_TOP, end = canvas->rows - FORM_FOOT, last = -1;

    for (int i = first_field(model, end - row); i < DESK_FIELDS; i++) {
        enum desk_field field = (enum desk_field)i;
        if (!desk_form_asks(model, field))
            continue;
        if (row + field_rows(model, field) > end + 1) { /* (the blank row below it may be cut) */
            last = row;
            break;
        }
        if (desk_field_choices(model, field))
            row += draw_choice(model, canvas, targets, row, field, field == model->field);
        else
            row += desk_parts_field(canvas, row, desk_form_label(model, field), model->fields[i], field == model->field);
    }
    if (last >= 0 && last <= end)
        canvas_text(canvas, last < end ? last : end - 1, 4, canvas->columns - 8, ROLE_MUTED, _("↓ more"));
}

/* What the form is about: a case, a ticket, a sample, or nothing yet. */
static void about(const struct desk_model *model, char *title, size_t title_size, char *text, size_t size)
{
    const struct desk_case *one = &model->file.row;
    const struct mirror_ticket *ticket = desk_model_ticket(model);

    snprintf(text, size, "%s", "");
    if (model->action < desk_action_count()) {
        snprintf(title, title_size, _("Case %s"), one->number);
        snprintf(text, size, "%s %s  %s", one->code, mirror_text_in(&one->item, language_code(language_current())), one->applicant);
    } else if (model->guide) {
        snprintf(title, title_size, "%s", _("Guide"));
        if (ticket && model->target == ticket->id)
            snprintf(text, size, _("Number %s"), ticket->number);
    } else {
        snprintf(title, title_size, "%s", _("Samples"));
        if (model->target > 0)
            snprintf(text, size, _("Sample %lld"), (long long)model->target);
    }
}

void desk_form_draw(const struct desk_model *model, struct canvas *canvas, struct targets *targets)
{
    bool goes_on = desk_model_field_after(model, model->field, 1) > model->field;
    const struct hint hints[] = {{"Enter", goes_on ? _("next field") : _("do it"), '\n'}, {"Esc", _("not now"), 27}, {"↑ ↓", _("other field"), 0}, {"Tab", desk_parts_other_language(), '\t'}};
    char title[96], text[320];

    about(model, title, sizeof title, text, sizeof text);
    widget_title(canvas, title, "");
    canvas_text(canvas, 2, 4, canvas->columns - 8, ROLE_STRONG, _(desk_action_label(model->action)));
    canvas_text(canvas, 3, 4, canvas->columns - 8, ROLE_NORMAL, text);
    if (desk_form_is_needed(model))
        draw_fields(model, canvas, targets);
    else
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

struct help {
    const char *key, *what;
};

static void draw_help(struct canvas *canvas, const struct help *rows, size_t count)
{
    for (int i = 0; i < (int)count; i++) {
        canvas_printf(canvas, 2 + 2 * i, 2, 10, ROLE_KEY, " %s ", rows[i].key);
        canvas_text(canvas, 2 + 2 * i, 13, canvas->columns - 15, ROLE_NORMAL, _(rows[i].what));
    }
}

void desk_help_draw(bool of_guide, struct canvas *canvas, struct targets *targets)
{
    static const struct help rows[] = {
        {"↑ ↓", "move in a list, and between the fields of a form"},
        {"Enter", "open the case; do what is chosen"},
        {"1 - 9", "choose what is done; grey: not for you, with the reason"},
        {"Esc", "back, nothing is changed"},
        {"f", "show other cases: to approve, to issue, in my hands, late"},
        {"p h", "of a case: who applies (recorded), and what happened to it"},
        {"s d", "from the list: every use of the seal; samples for supervision"},
        {"* !", "* in the last third of the time, ! too late"},
        {"Tab", "Chinese or English"},
        {"q", "leave, from the list"},
    };
    static const struct help guide[] = {
        {"↑ ↓", "move in the list"},
        {"n", "give a number: what for, and which priority"},
        {"b", "who missed the call or was put aside is back"},
        {"p", "change the priority, with a reason"},
        {"r", "print the paper again; it is marked as a copy"},
        {"c", "cancel the number, with a reason"},
        {"Tab", "Chinese or English"},
        {"q", "leave, from the list"},
    };
    const struct hint hints[] = {{"Enter", _("back"), '\n'}};

    widget_title(canvas, _("What the keys do"), "");
    if (of_guide)
        draw_help(canvas, guide, sizeof guide / sizeof *guide);
    else
        draw_help(canvas, rows, sizeof rows / sizeof *rows);
    widget_hints(canvas, targets, hints, 1);
}
