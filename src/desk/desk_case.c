/* One case: what it is, its materials, and what can be done. What cannot is grey, with the reason. */
#include "desk/desk_parts.h"

#include "base/language.h"
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

enum { LABEL_CELLS = 14, NOTICE_ROWS = 2, LEFT = 2 };

static int draw_fact(struct canvas *canvas, int row, int cells, const char *label, enum role role, const char *text)
{
    if (!*text)
        return 0;
    canvas_text(canvas, row, LEFT, LABEL_CELLS - 1, ROLE_MUTED, label);
    canvas_text(canvas, row, LEFT + LABEL_CELLS, cells - LABEL_CELLS, role, text);
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
        snprintf(text, size, _("%s, promised %s, by law %s%s"), days, row->promised, row->statutory, row->provisional ? _(" (provisional)") : "");
    else
        snprintf(text, size, _("%s, promised %s%s"), days, row->promised, row->provisional ? _(" (provisional)") : "");
}

static int draw_facts(const struct desk_file *file, struct canvas *canvas, int row, int cells)
{
    const struct desk_case *one = &file->row;
    const char *language = language_code(language_current());
    char text[256];
    int begin = row;

    snprintf(text, sizeof text, "%s %s", one->code, mirror_text_in(&one->item, language));
    row += draw_fact(canvas, row, cells, _("item"), ROLE_STRONG, text);
    snprintf(text, sizeof text, "%s  %s", one->applicant, one->masked);
    row += draw_fact(canvas, row, cells, _("applicant"), ROLE_NORMAL, text);
    row += draw_fact(canvas, row, cells, _("step"), ROLE_STRONG, mirror_text_in(&one->state_name, language));
    deadline(one, text, sizeof text);
    row += draw_fact(canvas, row, cells, _("due"), desk_parts_light_role(one->light), text);
    row += draw_fact(canvas, row, cells, _("clock stands"), ROLE_WARNING, file->special[language_current()]);
    people(file, text, sizeof text);
    row += draw_fact(canvas, row, cells, _("with"), ROLE_NORMAL, text);
    row += draw_fact(canvas, row, cells, _("reason"), ROLE_NORMAL, file->reason);
    snprintf(text, sizeof text, file->seal > 0 ? _("%s, seal use %lld") : "%s", file->certificate, file->seal);
    row += draw_fact(canvas, row, cells, _("certificate"), ROLE_NORMAL, file->certificate[0] ? text : "");
    row += draw_fact(canvas, row, cells, _("shelf"), ROLE_STRONG, file->shelf);
    return row - begin;
}

static const char *material_state(const char *state, enum role *ret_role)
{
    *ret_role = strcmp(state, "there") == 0 ? ROLE_GOOD : strcmp(state, "promised") == 0 ? ROLE_WARNING : ROLE_ALARM;
    return strcmp(state, "there") == 0 ? _("there") : strcmp(state, "promised") == 0 ? _("promised") : _("missing");
}

static int draw_materials(const struct desk_file *file, struct canvas *canvas, int row, int room, int cells)
{
    int count = file->material_count < room ? file->material_count : room;

    for (int i = 0; i < count; i++) {
        enum role role;
        const char *state = material_state(file->materials[i].state, &role);
        canvas_text(canvas, row + i, LEFT, LABEL_CELLS - 1, ROLE_MUTED, i == 0 ? _("materials") : "");
        int used = canvas_text(canvas, row + i, LEFT + LABEL_CELLS, 10, role, state);
        canvas_text(canvas, row + i, LEFT + LABEL_CELLS + (used < 9 ? 9 : used) + 1, cells - LABEL_CELLS - 11, ROLE_NORMAL, file->materials[i].name);
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
        bool chosen = first + i == model->move_chosen;
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

void desk_case_draw(const struct desk_model *model, struct canvas *canvas, struct targets *targets)
{
    const struct hint hints[] = {{"Enter", _("do it"), '\n'}, {"1-9", _("choose"), 0}, {"Esc", _("back to the list"), 27}, {"Tab", desk_parts_other_language(), '\t'}, {"?", _("help"), '?'}};
    int bottom = canvas->rows - 1 - NOTICE_ROWS, row = 2, cells = canvas->columns - 2 * LEFT;
    char title[96], visits[48];

    snprintf(title, sizeof title, _("Case %s"), model->file_known ? model->file.row.number : "");
    snprintf(visits, sizeof visits, model->file_known ? _("visits: %d") : "%.0d", model->file.visits);
    widget_title(canvas, title, visits);
    widget_hints(canvas, targets, hints, sizeof hints / sizeof *hints);
    if (!model->file_known) {
        canvas_text(canvas, 4, LEFT, cells, ROLE_MUTED, _("One moment ..."));
        return;
    }
    row += draw_facts(&model->file, canvas, row, cells);
    int moves = model->file.move_count < 6 ? model->file.move_count : 6, room = bottom - row - moves - 2;
    row += draw_materials(&model->file, canvas, row, room > 0 ? room : 0, cells) + 1;
    draw_moves(model, canvas, targets, (struct box){row, LEFT, bottom - row, cells});
    notice_draw(&model->notice, model->steady_ms, canvas, (struct box){bottom, LEFT, NOTICE_ROWS, cells});
}
