/* The pages of rows, and the pages of a change: what is typed, and what is said before it is done. */
#include "status/press.h"
#include "status/rows.h"
#include "status/view.h"

#include "base/language.h"
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

enum { TITLE_ROW = 2, FIRST_ROW = 4, LEAST_TEXT_CELLS = 20, NOTICE_ROWS = 2 };

/* "Pause: window 3", what the change is about. */
static void write_title(const struct status_model *model, char *text, size_t size)
{
    char about[64] = "";

    switch (status_task_of(model->task)) {
    case STATUS_OF_WINDOW: snprintf(about, sizeof about, _("Window %d"), model->subject.window); break;
    case STATUS_OF_SERVICE: snprintf(about, sizeof about, _("Service %c"), model->subject.service); break;
    case STATUS_OF_STAFF: snprintf(about, sizeof about, "%s", model->subject.person); break;
    case STATUS_OF_HALL: case STATUS_OF_CLOSURE: break;
    }
    snprintf(text, size, "%s%s%s", about, *about ? ": " : "", _(status_task_label(model->task)));
}

/* Where the values stand: behind the longest of the texts, and before the middle of the screen is long over. */
static int value_column(const struct canvas *canvas, const struct status_rows *rows)
{
    int longest = LEAST_TEXT_CELLS, most = canvas->columns * 11 / 20;

    for (int i = 0; i < rows->count; i++)
        if (rows->row[i].now[0] || rows->row[i].why_not)
            longest = utf8_cells(rows->row[i].text) > longest ? utf8_cells(rows->row[i].text) : longest;
    return longest + 6 < most ? longest + 6 : most;
}

static void draw_row(struct canvas *canvas, struct targets *targets, int row, const struct status_row *one, int number, int text_cells, bool ticks, bool chosen)
{
    bool able = !one->why_not;
    enum role role = chosen ? ROLE_CHOSEN : one->kind == STATUS_ROW_LINE || !able ? ROLE_MUTED : ROLE_NORMAL;
    const char *now = able ? one->now : _(one->why_not);

    if (chosen)
        canvas_fill(canvas, (struct box){row, 0, 1, canvas->columns}, role);
    canvas_text(canvas, row, 1, 2, role, chosen ? "\u25BA" : "");
    if (one->kind == STATUS_ROW_OPTION && ticks)
        canvas_printf(canvas, row, 3, -1, role, "%s %s", one->on ? "[x]" : "[ ]", one->text);
    else if (*now)
        canvas_text(canvas, row, 3, text_cells - 4, role, one->text);
    else
        canvas_text(canvas, row, 3, canvas->columns - 4, role, one->text);
    if (*now)
        canvas_printf(canvas, row, text_cells, canvas->columns - text_cells - 1, chosen ? role : ROLE_MUTED, "%s%s%s", able ? "" : "(", now, able ? "" : ")");
    if (one->kind != STATUS_ROW_LINE)
        targets_add(targets, (struct box){row, 0, 1, canvas->columns}, STATUS_PRESS_ROW + (uint32_t)number);
}

void status_draw_rows(const struct status_model *model, struct canvas *canvas, struct targets *targets)
{
    static struct status_rows rows;
    int room = canvas->rows - FIRST_ROW - 1 - NOTICE_ROWS, at = model->row[model->page], first = 0;
    char title[STATUS_ROW_TEXT];
    bool change = model->page == STATUS_TOGGLE || model->page == STATUS_CHOICE;

    status_rows_fill(model, &rows);
    if (change)
        write_title(model, title, sizeof title);
    canvas_text(canvas, TITLE_ROW, 1, canvas->columns - 2, ROLE_STRONG, change ? title : rows.title);
    if (change)
        canvas_wrap(canvas, (struct box){TITLE_ROW + 1, 1, 1, canvas->columns - 2}, ROLE_NORMAL, _(status_task_hint(model->task)));
    while (at < rows.count && rows.count > 0 && !status_row_is_choice(&rows.row[at]) && at + 1 < rows.count)
        at++;
    if (at >= first + room)
        first = at - room + 1;
    int text_cells = value_column(canvas, &rows);
    for (int i = first; i < rows.count && i < first + room; i++)
        draw_row(canvas, targets, FIRST_ROW + i - first, &rows.row[i], i, text_cells, model->page == STATUS_TOGGLE, i == at && status_row_is_choice(&rows.row[i]));
    if (rows.count == 0)
        canvas_text(canvas, FIRST_ROW, 3, canvas->columns - 4, ROLE_MUTED, _("One moment: it is being read."));
}

void status_draw_edit(const struct status_model *model, struct canvas *canvas)
{
    char title[STATUS_ROW_TEXT];
    int width = canvas->columns - 6, cells = utf8_cells(model->value.text);
    const char *shown = model->value.text;

    while (cells > width - 4) { /* the end is what is being typed */
        shown += utf8_cut(shown, 2) ? utf8_cut(shown, 2) : 1;
        cells = utf8_cells(shown);
    }
    write_title(model, title, sizeof title);
    canvas_text(canvas, TITLE_ROW, 1, canvas->columns - 2, ROLE_STRONG, title);
    canvas_wrap(canvas, (struct box){FIRST_ROW, 2, 2, canvas->columns - 4}, ROLE_NORMAL, _(status_task_hint(model->task)));
    canvas_frame(canvas, (struct box){FIRST_ROW + 3, 1, 3, canvas->columns - 2}, ROLE_DETAIL, NULL);
    int used = canvas_text(canvas, FIRST_ROW + 4, 3, width, ROLE_BUTTON, shown);
    canvas->cursor_row = FIRST_ROW + 4;
    canvas->cursor_column = 3 + used;
    canvas_text(canvas, FIRST_ROW + 7, 2, canvas->columns - 4, ROLE_MUTED, _("Enter goes on: what changes is shown before it is done."));
}

/* A value with its word before it; returns the rows used. */
static int draw_value(struct canvas *canvas, int row, const char *label, const char *value, enum role role)
{
    enum { VALUE = 10 };

    canvas_text(canvas, row, 2, VALUE - 3, ROLE_MUTED, label);
    return canvas_wrap(canvas, (struct box){row, VALUE, 3, canvas->columns - VALUE - 2}, role, value);
}

void status_draw_confirm(const struct status_model *model, struct canvas *canvas, struct targets *targets)
{
    struct status_subject subject = status_subject_of(model);
    struct status_value now;
    char title[STATUS_ROW_TEXT], before[STATUS_VALUE_SIZE], after[STATUS_VALUE_SIZE];
    enum status_edit edit = status_task_edit(model->task);
    int row = FIRST_ROW, width = 30;

    write_title(model, title, sizeof title);
    canvas_text(canvas, TITLE_ROW, 1, canvas->columns - 2, ROLE_STRONG, title);
    if (edit == STATUS_EDIT_CONFIRM) {
        row += canvas_wrap(canvas, (struct box){row, 2, 4, canvas->columns - 4}, model->task == STATUS_TASK_END_DAY ? ROLE_WARNING : ROLE_NORMAL, _(status_task_hint(model->task)));
    } else {
        status_task_now(model->task, &subject, &now);
        status_task_words(model->task, &subject, &now, before, sizeof before);
        status_task_words(model->task, &subject, &model->value, after, sizeof after);
        if (edit != STATUS_EDIT_CHOICE && model->task != STATUS_TASK_OPEN && *before)
            row += draw_value(canvas, row, _("now"), before, ROLE_NORMAL);
        row += draw_value(canvas, row, _("then"), after, ROLE_STRONG);
    }
    row++;
    if (model->task == STATUS_TASK_END_DAY && row + 1 < canvas->rows) {
        int waiting = 0;
        for (const struct mirror_service *service = model->mirror->services; service->letter; service++)
            waiting += service->waiting;
        canvas_printf(canvas, row, 2, canvas->columns - 4, ROLE_STRONG, _("People who still wait: %d"), waiting);
        row += 2;
    }
    widget_button(canvas, targets, (struct box){row, 2, 3, width, }, "Enter", _("Do it"), NULL, '\n', true);
    widget_button(canvas, targets, (struct box){row, 4 + width, 3, width}, "Esc", _("Leave it as it is"), NULL, 27, false);
}
