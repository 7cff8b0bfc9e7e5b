/* The list of cases: what is due first stands on top. */
#include "desk/desk_parts.h"

#include "base/language.h"
#include "client/phrases.h"
#include "desk/desk_do.h"

#include <stdio.h>
#include <string.h>

enum { DUE_CELLS = 14, NUMBER_CELLS = 13, STATE_CELLS = 18, STATE_CELLS_WIDER = 22, WIDER = 84, STAFF_CELLS = 8, WIDE = 110, NOTICE_ROWS = 2, TOP = 3 };

static int state_cells(int columns)
{
    return columns >= WIDER ? STATE_CELLS_WIDER : STATE_CELLS;
}

static void draw_head(struct canvas *canvas, int row, int columns)
{
    int column = 2, wide = columns >= WIDE;

    canvas_text(canvas, row, column, DUE_CELLS, ROLE_MUTED, _("due"));
    canvas_text(canvas, row, column += DUE_CELLS, NUMBER_CELLS, ROLE_MUTED, _("case"));
    column += NUMBER_CELLS;
    int rest = columns - column - state_cells(columns) - 1 - (wide ? STAFF_CELLS : 0), item = rest * 2 / 3;
    canvas_text(canvas, row, column, item, ROLE_MUTED, _("item"));
    canvas_text(canvas, row, column + item, rest - item, ROLE_MUTED, _("applicant"));
    canvas_text(canvas, row, column + rest, state_cells(columns), ROLE_MUTED, _("step"));
    if (wide)
        canvas_text(canvas, row, column + rest + state_cells(columns), STAFF_CELLS, ROLE_MUTED, _("with"));
}

static void draw_row(struct canvas *canvas, int row, int columns, const struct desk_case *one, bool chosen)
{
    const char *language = language_code(language_current());
    int column = 2 + DUE_CELLS + NUMBER_CELLS, wide = columns >= WIDE;
    int rest = columns - column - state_cells(columns) - 1 - (wide ? STAFF_CELLS : 0), item = rest * 2 / 3;
    enum role role = chosen ? ROLE_CHOSEN : ROLE_NORMAL;
    char days[48];

    canvas_fill(canvas, (struct box){row, 0, 1, columns}, role);
    desk_parts_days(one, days, sizeof days);
    canvas_put(canvas, row, 0, chosen ? 0x25BA : ' ', role);
    canvas_text(canvas, row, 2, DUE_CELLS - 1, chosen ? ROLE_CHOSEN : desk_parts_light_role(one->light), days);
    canvas_text(canvas, row, 2 + DUE_CELLS, NUMBER_CELLS - 1, role, one->number);
    canvas_text(canvas, row, column, item - 1, role, mirror_text_in(&one->item, language));
    canvas_text(canvas, row, column + item, rest - item - 1, role, one->applicant);
    canvas_text(canvas, row, column + rest, state_cells(columns) - 1, role, mirror_text_in(&one->state_name, language));
    if (wide)
        canvas_text(canvas, row, column + rest + state_cells(columns), STAFF_CELLS, role, one->reviewer[0] ? one->reviewer : one->accepted_by);
}

struct box desk_list_part(const struct desk_model *model, struct canvas *canvas, struct targets *targets)
{
    bool split = canvas->columns >= DESK_WIDE_COLUMNS;
    int columns = split ? canvas->columns * 11 / 20 : canvas->columns, bottom = canvas->rows - 1 - NOTICE_ROWS, room = bottom - TOP, first = model->chosen / room * room;

    draw_head(canvas, TOP - 1, columns);
    for (int i = 0; i < room && first + i < model->row_count; i++) {
        draw_row(canvas, TOP + i, columns, &model->rows[first + i], first + i == model->chosen);
        targets_add(targets, (struct box){TOP + i, 0, 1, columns}, (uint32_t)(DESK_PRESS_ROW + first + i));
    }
    if (model->row_count == 0)
        canvas_text_centre(canvas, canvas->rows / 2, 0, columns, ROLE_STRONG, model->list_asked ? _("One moment ...") : _("There is nothing to do here."));
    for (int row = TOP - 1; split && row < bottom; row++)
        canvas_put(canvas, row, columns, 0x2502, ROLE_MUTED);
    return (struct box){TOP - 1, columns + 2, bottom - TOP + 1, canvas->columns - columns - 4};
}

/* What the columns cut of the chosen case, in full below the list. */
static void draw_whole(struct canvas *canvas, const struct desk_case *one)
{
    const char *language = language_code(language_current()), *with = one->reviewer[0] ? one->reviewer : one->accepted_by;
    char text[384];

    snprintf(text, sizeof text, "%s %s · %s · %s", one->code, mirror_text_in(&one->item, language), one->applicant, mirror_text_in(&one->state_name, language));
    size_t used = strlen(text);
    if (*with)
        snprintf(text + used, sizeof text - used, " · %s %s", _("with"), with);
    canvas_wrap(canvas, (struct box){canvas->rows - 1 - NOTICE_ROWS, 2, NOTICE_ROWS, canvas->columns - 4}, ROLE_NORMAL, text);
}

static void draw_keys(const struct desk_model *model, struct canvas *canvas, struct targets *targets)
{
    struct hint hints[7];
    int count = 0;

    if (model->row_count > 0)
        hints[count++] = (struct hint){"Enter", _("view"), '\n'};
    hints[count++] = (struct hint){"f", _("others"), 'f'};
    if (desk_model_may_look(model, DESK_LOOK_SEALS))
        hints[count++] = (struct hint){"s", _("seal"), 's'};
    if (desk_model_may_look(model, DESK_LOOK_SAMPLES))
        hints[count++] = (struct hint){"d", _("sample"), 'd'};
    hints[count++] = (struct hint){"?", _("help"), '?'};
    hints[count++] = (struct hint){"q", _("leave"), 'q'};
    hints[count++] = (struct hint){"Tab", desk_parts_other_language(), '\t'};
    widget_hints(canvas, targets, hints, count);
}

void desk_list_draw(const struct desk_model *model, struct canvas *canvas, struct targets *targets)
{
    char filter[96], title[256], right[64], clock[6];

    snprintf(filter, sizeof filter, _("Desk: %s"), _(desk_filter_label(model->filter)));
    snprintf(title, sizeof title, "%s  %s", filter, mirror_text_in(&model->mirror->hall, language_code(language_current())));
    phrase_clock(clock, model->mirror, model->now_ms);
    snprintf(right, sizeof right, model->more ? _("%d and more  %s") : model->row_count == 1 ? _("%d case  %s") : _("%d cases  %s"), model->row_count, clock);
    widget_title(canvas, title, right);
    draw_keys(model, canvas, targets);
    struct box beside = desk_list_part(model, canvas, targets);
    if (canvas->columns >= DESK_WIDE_COLUMNS && model->row_count > 0)
        desk_case_part(model, canvas, NULL, beside); /* to be read; Enter opens it */
    else if (model->row_count > 0 && !notice_text(&model->notice, model->steady_ms))
        draw_whole(canvas, &model->rows[model->chosen]);
    notice_draw(&model->notice, model->steady_ms, canvas, (struct box){canvas->rows - 1 - NOTICE_ROWS, 2, NOTICE_ROWS, canvas->columns - 4});
}
