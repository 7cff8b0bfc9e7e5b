/* One case: what it is, its materials, and what can be done. What cannot is grey, with the reason. */
#include "desk/desk_parts.h"

#include "base/language.h"
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

enum { LABEL_CELLS = 14, NOTICE_ROWS = 2, LEFT = 2, MOVES_SHOWN = 6 };

static int draw_fact(struct canvas *canvas, struct box at, const char *label, enum role role, const char *text)
{
    if (!*text)
        return 0;
    canvas_text(canvas, at.row, at.column, LABEL_CELLS - 1, ROLE_MUTED, label);
    canvas_text(canvas, at.row, at.column + LABEL_CELLS, at.columns - LABEL_CELLS, role, text);
    return 1;
}

static void people(const struct desk_file *file, char *text, size_t size)
{
    const struct desk_case *row = &file->row;
    const char *approver = file->approved_by[0] ? file->approved_by : row->reviewer;

    snprintf(text, size, _("accepted %s, approver %s, issuer %s"), row->accepted_by[0] ? row->accepted_by : "-", approver[0] ? approver : "-",
             file->issued_by[0] ? file->issued_by : "-");
}

static void deadline(const struct desk_case *row, char *text, size_t size)
{
    char days[48];

    desk_parts_days(row, days, sizeof days);
    if (!row->promised[0])
        snprintf(text, size, "%s", "");
    else if (row->statutory[0])
        snprintf(text, size, days[0] ? _("%s, promised %s, by law %s%s") : _("%spromised %s, by law %s%s"), days, row->promised, row->statutory, row->provisional ? _(" (provisional)") : "");
    else
        snprintf(text, size, days[0] ? _("%s, promised %s%s") : _("%spromised %s%s"), days, row->promised, row->provisional ? _(" (provisional)") : "");
}

static int draw_facts(const struct desk_file *file, struct canvas *canvas, struct box at)
{
    const struct desk_case *one = &file->row;
    const char *language = language_code(language_current());
    char text[256];
    int begin = at.row;

    snprintf(text, sizeof text, "%s %s", one->code, mirror_text_in(&one->item, language));
    at.row += draw_fact(canvas, at, _("item"), ROLE_STRONG, text);
    snprintf(text, sizeof text, "%s  %s", one->applicant, one->masked);
    at.row += draw_fact(canvas, at, _("applicant"), ROLE_NORMAL, text);
    at.row += draw_fact(canvas, at, _("step"), ROLE_STRONG, mirror_text_in(&one->state_name, language));
    deadline(one, text, sizeof text);
    at.row += draw_fact(canvas, at, _("due"), desk_parts_light_role(one->light), text);
    at.row += draw_fact(canvas, at, _("clock stands"), ROLE_WARNING, file->special[language_current()]);
    people(file, text, sizeof text);
    at.row += draw_fact(canvas, at, _("with"), ROLE_NORMAL, text);
    at.row += draw_fact(canvas, at, _("reason"), ROLE_NORMAL, file->reason);
    snprintf(text, sizeof text, file->seal > 0 ? _("%s, seal use %lld") : "%s", file->certificate, file->seal);
    at.row += draw_fact(canvas, at, _("certificate"), ROLE_NORMAL, file->certificate[0] ? text : "");
    at.row += draw_fact(canvas, at, _("shelf"), ROLE_STRONG, file->shelf);
    return at.row - begin;
}

static const char *material_state(const char *state, enum role *ret_role)
{
    *ret_role = strcmp(state, "there") == 0 ? ROLE_GOOD : strcmp(state, "promised") == 0 ? ROLE_WARNING : ROLE_ALARM;
    return strcmp(state, "there") == 0 ? _("there") : strcmp(state, "promised") == 0 ? _("promised") : _("missing");
}

static int draw_materials(const struct desk_file *file, struct canvas *canvas, struct box at)
{
    int count = file->material_count < at.rows ? file->material_count : at.rows;

    for (int i = 0; i < count; i++) {
        enum role role;
        const char *state = material_state(file->materials[i].state, &role);
        canvas_text(canvas, at.row + i, at.column, LABEL_CELLS - 1, ROLE_MUTED, i == 0 ? _("materials") : "");
        int used = canvas_text(canvas, at.row + i, at.column + LABEL_CELLS, 10, role, state);
        canvas_text(canvas, at.row + i, at.column + LABEL_CELLS + (used < 9 ? 9 : used) + 1, at.columns - LABEL_CELLS - 11, ROLE_NORMAL, file->materials[i].name);
    }
    return count;
}

/* The actions: first those that this person has. */
static void draw_moves(const struct desk_model *model, struct canvas *canvas, struct targets *targets, struct box box)
{
    const struct desk_file *file = &model->file;
    int first = model->move_chosen >= box.rows ? model->move_chosen - box.rows + 1 : 0;

    for (int i = 0; i < box.rows && first + i < file->move_count; i++) {
        const struct desk_move *move = &file->moves[first + i];
        bool chosen = first + i == model->move_chosen && model->page == DESK_PAGE_CASE;
        enum role role = chosen ? ROLE_CHOSEN : move->allowed ? ROLE_BUTTON : ROLE_MUTED;
        struct box line = {box.row + i, box.column, 1, box.columns};
        canvas_fill(canvas, line, move->allowed || chosen ? role : ROLE_NORMAL);
        if (first + i < 9) {
            canvas_printf(canvas, line.row, line.column, 3, move->allowed ? ROLE_KEY : ROLE_MUTED, " %d ", first + i + 1);
            targets_add(targets, line, (uint32_t)('1' + first + i));
        }
        int used = canvas_text(canvas, line.row, line.column + 4, line.columns - 5, role, _(desk_action_label(move->action)));
        if (!move->allowed)
            canvas_text(canvas, line.row, line.column + 6 + used, line.columns - used - 7, role, move->why[language_current()]);
    }
}

void desk_case_part(const struct desk_model *model, struct canvas *canvas, struct targets *targets, struct box area)
{
    int bottom = area.row + area.rows, moves = model->file.move_count < MOVES_SHOWN ? model->file.move_count : MOVES_SHOWN;

    if (!model->file_known) {
        canvas_text(canvas, area.row, area.column, area.columns, ROLE_MUTED, _("One moment ..."));
        return;
    }
    area.row += draw_facts(&model->file, canvas, area);
    area.rows = bottom - area.row - moves - 2 > 0 ? bottom - area.row - moves - 2 : 0;
    area.row += draw_materials(&model->file, canvas, area) + 1;
    area.rows = bottom - area.row;
    draw_moves(model, canvas, targets, area);
}

void desk_case_draw(const struct desk_model *model, struct canvas *canvas, struct targets *targets)
{
    const struct hint hints[] = {{"Enter", _("do it"), '\n'}, {"p", _("person"), 'p'}, {"h", _("history"), 'h'}, {"Esc", _("back"), 27},
                                 {"Tab", desk_parts_other_language(), '\t'}, {"?", _("help"), '?'}};
    char title[96], visits[48];
    struct box area = {2, LEFT, canvas->rows - 3 - NOTICE_ROWS, canvas->columns - 2 * LEFT};

    snprintf(title, sizeof title, _("Case %s"), model->file_known ? model->file.row.number : "");
    snprintf(visits, sizeof visits, model->file_known ? _("visits: %d") : "%.0d", model->file.visits);
    widget_title(canvas, title, visits);
    widget_hints(canvas, targets, hints, sizeof hints / sizeof *hints);
    if (canvas->columns >= DESK_WIDE_COLUMNS)
        area = desk_list_part(model, canvas, targets);
    desk_case_part(model, canvas, targets, area);
    struct box below = {canvas->rows - 1 - NOTICE_ROWS, LEFT, NOTICE_ROWS, canvas->columns - 2 * LEFT};
    const struct desk_move *chosen = &model->file.moves[model->move_chosen];
    if (notice_text(&model->notice, model->steady_ms))
        notice_draw(&model->notice, model->steady_ms, canvas, below);
    else if (model->file_known && model->move_chosen < model->file.move_count && !chosen->allowed)
        canvas_wrap(canvas, below, ROLE_NORMAL, chosen->why[language_current()]);
}
