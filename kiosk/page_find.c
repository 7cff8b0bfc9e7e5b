/* What a resident has in the hall already: which it is, and its number. */
#include "kiosk/kiosk_parts.h"

#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

enum { MINE_ROWS = 11, FIELD_COLUMNS = 100, LABEL_COLUMNS = 30 };

void page_mine_draw(struct sheet *sheet)
{
    part_foot(sheet);
    part_heading(sheet, _("What is it about? You can also hold your paper under the scanner."));
    int rows = sheet->area.rows / 2 < MINE_ROWS ? sheet->area.rows / 2 : MINE_ROWS;
    struct box area = {sheet->area.row + (sheet->area.rows - 2 * rows) / 2, sheet->area.column, 2 * rows, sheet->area.columns};
    part_button(sheet, part_cell(area, 0, 2, 2), (enum kiosk_choice)0, _("How far is my case?"), _("its number, and the last four of the identity number"));
    part_button(sheet, part_cell(area, 1, 2, 2), (enum kiosk_choice)1, _("My number from today"), _("I am back, print it again, cancel it"));
}

/* A field with its label; the one that is written has a mark. */
static void draw_field(struct sheet *sheet, const char *label, const char *text, const char *rule, bool written)
{
    int columns = sheet->area.columns < FIELD_COLUMNS ? sheet->area.columns : FIELD_COLUMNS, left = sheet->area.column + (sheet->area.columns - columns) / 2;
    struct box field = {sheet->area.row, left + LABEL_COLUMNS, 1, columns - LABEL_COLUMNS};

    canvas_put(sheet->canvas, field.row, left, written ? 0x25BA : ' ', ROLE_STRONG);
    canvas_text(sheet->canvas, field.row, left + 2, LABEL_COLUMNS - 3, written ? ROLE_STRONG : ROLE_NORMAL, label);
    canvas_fill(sheet->canvas, field, ROLE_BUTTON);
    int used = canvas_text(sheet->canvas, field.row, field.column + 2, field.columns - 4, ROLE_BUTTON, text);
    if (written)
        canvas_put(sheet->canvas, field.row, field.column + 2 + used, '_', ROLE_BUTTON);
    if (!*text)
        canvas_text(sheet->canvas, field.row, field.column + 4, field.columns - 6, ROLE_DETAIL, rule);
    sheet->area.row += 2;
    sheet->area.rows -= 2;
}

void page_find_draw(struct sheet *sheet)
{
    const struct kiosk *kiosk = sheet->kiosk;
    const struct kiosk_find *find = &kiosk->find;

    part_foot(sheet);
    part_heading(sheet, find->ticket ? _("Your number from today") : _("How far is my case?"));
    if (find->code[0]) {
        part_message(sheet, ROLE_NORMAL, _("One moment"), _("Your number is being looked for."), "");
        return;
    }
    draw_field(sheet, find->ticket ? _("Number") : _("Number of the case"), find->number, find->ticket ? "A007" : _("it stands on the acceptance slip"), !find->on_tail);
    draw_field(sheet, _("Identity number, last four"), find->tail, "****", find->on_tail);
    part_signs(sheet, 0);
    struct box button = {sheet->area.row + sheet->area.rows - PART_BUTTON_ROWS, sheet->area.column, PART_BUTTON_ROWS, sheet->area.columns};
    part_button(sheet, button, KIOSK_CHOICE_CONFIRM, NULL, NULL);
    if (find->said[kiosk->language][0])
        canvas_wrap(sheet->canvas, (struct box){sheet->area.row - 1, sheet->area.column + 1, sheet->area.rows - PART_BUTTON_ROWS + 1, sheet->area.columns - 2}, ROLE_WARNING,
                    find->said[kiosk->language]);
}
