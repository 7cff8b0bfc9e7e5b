/* Whose number it will be: a field that shows only the last four signs, and a number pad to touch. */
#include "kiosk/kiosk_parts.h"

#include "core/idcard.h"

#include <stdio.h>
#include <string.h>

enum { FIELD_COLUMNS = 60, KEY_ROWS_MOST = 6, KEY_ROW = 6, SHOWN = 4, GROUP = 6 };

/* In groups, as on the card: six, eight, four; all but the last four as stars. */
static void masked_text(char text[static PART_TEXT], const char *typed)
{
    size_t length = strlen(typed), used = 0;

    for (size_t i = 0; i < length; i++) {
        if (i == GROUP || i == IDCARD_LENGTH - SHOWN)
            text[used++] = ' ';
        text[used++] = i + SHOWN < length ? '*' : typed[i];
    }
    text[used] = '\0';
}

static void draw_field(struct sheet *sheet)
{
    const char *typed = sheet->kiosk->identity.typed;
    int columns = sheet->area.columns < FIELD_COLUMNS ? sheet->area.columns : FIELD_COLUMNS;
    struct box field = {sheet->area.row, sheet->area.column + (sheet->area.columns - columns) / 2, 1, columns};
    char text[PART_TEXT];

    masked_text(text, typed);
    canvas_fill(sheet->canvas, field, ROLE_BUTTON);
    int used = canvas_text(sheet->canvas, field.row, field.column + 2, field.columns - 12, ROLE_BUTTON, text);
    canvas_put(sheet->canvas, field.row, field.column + 2 + used, '_', ROLE_BUTTON);
    canvas_printf(sheet->canvas, field.row, field.column + field.columns - 8, -1, ROLE_DETAIL, "%2d/%d", (int)strlen(typed), IDCARD_LENGTH);
    sheet->area.row += 2;
    sheet->area.rows -= 2;
}

static void draw_pad(struct sheet *sheet)
{
    static const char signs[] = "1234567890x";
    int rows = sheet->area.rows / 2 < KEY_ROWS_MOST ? sheet->area.rows / 2 : KEY_ROWS_MOST, cells = sheet->area.columns / KEY_ROW;

    for (int i = 0; i < (int)sizeof signs; i++) {
        struct box key = {sheet->area.row + i / KEY_ROW * rows, sheet->area.column + i % KEY_ROW * cells, rows - (rows > 1), cells - 1};
        part_key(sheet, key, signs[i] ? kiosk_choice_of_sign(signs[i]) : KIOSK_CHOICE_ERASE);
        if (key.rows >= PART_BUTTON_ROWS) /* few colours have a ground for keys */
            canvas_frame(sheet->canvas, key, ROLE_DETAIL, NULL);
    }
}

void page_identity_draw(struct sheet *sheet)
{
    const struct kiosk *kiosk = sheet->kiosk;

    part_foot(sheet);
    part_heading(sheet, _("Lay your identity card on the reader, or type its number."));
    draw_field(sheet);
    struct box line = {sheet->area.row, sheet->area.column + 1, 1, sheet->area.columns - 2};
    bool said = kiosk->identity.said[kiosk->language][0] != '\0';
    canvas_text_centre(sheet->canvas, line.row, line.column, line.columns, said ? ROLE_WARNING : ROLE_MUTED,
                       said ? kiosk->identity.said[kiosk->language] : _("It is used for this number only and erased afterwards."));
    sheet->area.row += 2;
    sheet->area.rows -= 2 + PART_BUTTON_ROWS;
    draw_pad(sheet);
    part_button(sheet, (struct box){sheet->area.row + sheet->area.rows, sheet->area.column, PART_BUTTON_ROWS, sheet->area.columns}, KIOSK_CHOICE_CONFIRM, NULL, NULL);
}
