/* A number that was taken before: where it stands, and what can be done with it. */
#include "kiosk/kiosk_parts.h"

#include "term/bigtext.h"

#include <stdio.h>
#include <string.h>

enum { ACTION_ROWS_MOST = 7, DONE_COLUMNS = 24 };

static const char *deed_name(enum kiosk_deed deed)
{
    return deed == KIOSK_DEED_RETURN ? _("I am back") : deed == KIOSK_DEED_REPRINT ? _("Print the paper again") : _("Cancel my number");
}

static void state_text(char text[static PART_TEXT], const struct mirror_ticket *ticket)
{
    char wait[PART_TEXT];

    text[0] = '\0';
    if (strcmp(ticket->state, "waiting") == 0) {
        part_wait(wait, ticket->low_s, ticket->high_s);
        if (ticket->ahead > 0 && *wait)
            snprintf(text, PART_TEXT, _("%d ahead of you, expected wait: %s"), ticket->ahead, wait);
        else
            snprintf(text, PART_TEXT, ticket->ahead > 0 ? _("%d ahead of you") : _("Please wait until your number is called"), ticket->ahead);
    } else if (strcmp(ticket->state, "called") == 0) {
        snprintf(text, PART_TEXT, _("Please go to window %d now"), ticket->window);
    } else if (strcmp(ticket->state, "serving") == 0) {
        snprintf(text, PART_TEXT, _("You are being served at window %d"), ticket->window);
    } else {
        static const char *const others[][2] = {
            {"parked", "The window has put your number aside. Are you back? Then press the button."},
            {"no_show", "Your number was called, and you were not there. Are you back? Then press the button."},
            {"done", "This visit is over. For something else please take a new number."},
            {"cancelled", "This number is cancelled. If you need one, please take a new number."},
            {"expired", "This number is of another day. Please take a new number."},
        };
        for (size_t i = 0; i < sizeof others / sizeof *others; i++)
            if (strcmp(others[i][0], ticket->state) == 0)
                snprintf(text, PART_TEXT, "%s", _(others[i][1]));
    }
}

static void draw_number(struct sheet *sheet, int room)
{
    const char *number = sheet->kiosk->ticket.number;
    int rows, columns, scale = bigtext_scale(number, room, sheet->area.columns);

    bigtext_size(number, scale > 0 ? scale : 1, &rows, &columns);
    bigtext_draw(sheet->canvas, sheet->area.row, sheet->area.column + (sheet->area.columns - columns) / 2, scale > 0 ? scale : 1, ROLE_STRONG, number);
    sheet->area.row += rows + 1;
    sheet->area.rows -= rows + 1;
}

void page_ticket_draw(struct sheet *sheet)
{
    const struct kiosk *kiosk = sheet->kiosk;
    char text[PART_TEXT];
    int deeds = 0;

    while (kiosk_deed_at(kiosk, deeds) != KIOSK_DEEDS)
        deeds++;
    part_foot(sheet);
    draw_number(sheet, sheet->area.rows / 3);
    state_text(text, &kiosk->ticket);
    const char *said = kiosk->find.said[kiosk->language];
    int used = canvas_wrap(sheet->canvas, (struct box){sheet->area.row, sheet->area.column + 2, 2, sheet->area.columns - 4}, ROLE_STRONG, text);
    sheet->area.row += used;
    sheet->area.rows -= used;
    if (*said)
        canvas_wrap(sheet->canvas, (struct box){sheet->area.row, sheet->area.column + 2, 1, sheet->area.columns - 4}, ROLE_WARNING, said);
    sheet->area.row++;
    sheet->area.rows--;
    int rows = sheet->area.rows / (deeds + 1) < ACTION_ROWS_MOST ? sheet->area.rows / (deeds + 1) : ACTION_ROWS_MOST;
    for (int i = 0; i < deeds; i++)
        part_row(sheet, (struct box){sheet->area.row + i * rows, sheet->area.column, rows, sheet->area.columns}, (enum kiosk_choice)i, deed_name(kiosk_deed_at(kiosk, i)));
    part_button(sheet, (struct box){sheet->area.row + sheet->area.rows - PART_BUTTON_ROWS, sheet->area.column, PART_BUTTON_ROWS, sheet->area.columns}, KIOSK_CHOICE_DONE, NULL, NULL);
}

void page_cancel_draw(struct sheet *sheet)
{
    char text[PART_TEXT];

    part_foot(sheet);
    snprintf(text, sizeof text, _("Cancel your number %s? You would have to queue anew."), sheet->kiosk->ticket.number);
    part_message(sheet, ROLE_WARNING, _("Really?"), text, _("If you want to keep it, press 0."));
    part_button(sheet, (struct box){sheet->area.row + sheet->area.rows - PART_BUTTON_ROWS, sheet->area.column, PART_BUTTON_ROWS, sheet->area.columns}, KIOSK_CHOICE_CONFIRM, NULL,
                NULL);
}
