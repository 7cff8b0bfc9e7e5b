/* Looking for an item: what was typed, what fits it, and letters to touch. */
#include "kiosk/kiosk_parts.h"

#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

enum { FIELD_ROWS = 2, KEY_ROWS = 2, KEY_ROWS_LARGE = 4, LARGE_ROWS = 36, KEYS_COLUMNS = 110 };

static void draw_field(struct sheet *sheet)
{
    const struct kiosk *kiosk = sheet->kiosk;
    struct box field = {sheet->area.row, sheet->area.column, 1, sheet->area.columns};
    char text[PART_TEXT] = "";

    canvas_fill(sheet->canvas, field, ROLE_BUTTON);
    int used = canvas_printf(sheet->canvas, field.row, field.column + 2, field.columns - 30, ROLE_BUTTON, "%s", kiosk->query);
    canvas_put(sheet->canvas, field.row, field.column + 2 + used, '_', ROLE_BUTTON);
    if (*kiosk->query)
        snprintf(text, sizeof text, _("%d found"), kiosk->found_count);
    canvas_text(sheet->canvas, field.row, field.column + field.columns - 2 - utf8_cells(text), -1, ROLE_DETAIL, text);
    sheet->area.row += FIELD_ROWS;
    sheet->area.rows -= FIELD_ROWS;
}

void part_signs(struct sheet *sheet, int first)
{
    int count = KIOSK_SIGN_ROWS - first, rows = sheet->canvas->rows >= LARGE_ROWS ? KEY_ROWS_LARGE : KEY_ROWS;
    int columns = sheet->area.columns < KEYS_COLUMNS ? sheet->area.columns : KEYS_COLUMNS, a_row = (int)strlen(kiosk_sign_rows[first]), cells = columns / a_row;
    int top = sheet->area.row + sheet->area.rows - count * rows, left = sheet->area.column + (sheet->area.columns - a_row * cells) / 2;

    for (int row = 0; row < count; row++) {
        const char *letters = kiosk_sign_rows[first + row];
        int indent = row * cells / 2;
        for (int i = 0; letters[i]; i++) {
            struct box key = {top + row * rows, left + indent + i * cells, rows - (rows > 1), cells - 1};
            part_key(sheet, key, kiosk_choice_of_sign(letters[i]));
        }
        if (row == count - 1) {
            int from = indent + (int)strlen(letters) * cells;
            part_key(sheet, (struct box){top + row * rows, left + from, rows - (rows > 1), a_row * cells - from - 1}, KIOSK_CHOICE_ERASE);
        }
    }
    sheet->area.rows = top - sheet->area.row;
}

static void draw_found(struct sheet *sheet)
{
    const struct kiosk *kiosk = sheet->kiosk;
    int rows = sheet->area.rows / KIOSK_FOUND_SHOWN;

    if (rows > PART_BUTTON_ROWS)
        rows = PART_BUTTON_ROWS;
    for (int i = 0; i < KIOSK_FOUND_SHOWN && kiosk_item_at(kiosk, i); i++)
        part_row(sheet, (struct box){sheet->area.row + i * rows, sheet->area.column, rows, sheet->area.columns}, (enum kiosk_choice)i,
                 part_name(&kiosk_item_at(kiosk, i)->name));
    if (!*kiosk->query)
        canvas_wrap(sheet->canvas, (struct box){sheet->area.row, sheet->area.column + 2, 3, sheet->area.columns - 4}, ROLE_NORMAL,
                    _("Type the first letters of the pinyin (hwgg for 户外广告), Chinese, or English words."));
    else if (kiosk->found_count == 0)
        canvas_wrap(sheet->canvas, (struct box){sheet->area.row, sheet->area.column + 2, 3, sheet->area.columns - 4}, ROLE_WARNING,
                    _("Nothing fits. Erase a letter, try another word, or ask a member of staff."));
}

void page_search_draw(struct sheet *sheet)
{
    part_foot(sheet);
    part_heading(sheet, _("Which item are you looking for?"));
    draw_field(sheet);
    part_signs(sheet, KIOSK_SIGN_ROWS - KIOSK_LETTER_ROWS);
    draw_found(sheet);
}
