/* The number: as large as the screen allows, with its code, the people ahead, the wait, and what its paper does. */
#include "kiosk/kiosk_parts.h"

#include "term/bigtext.h"
#include "term/qr.h"

#include <stdio.h>
#include <string.h>

enum { TEXT_ROWS = 11, GAP = 2, FRAMED_ROWS = 4 };

/* Draws the code flush right; returns the columns that it takes. */
static int draw_code(struct sheet *sheet)
{
    const struct mirror_ticket *ticket = &sheet->kiosk->ticket;
    const char *text = *ticket->url ? ticket->url : ticket->code;
    int rows, columns, least_rows, least_columns;

    bigtext_size(ticket->number, 1, &least_rows, &least_columns);
    if (!*text || !qr_size(text, &rows, &columns) || rows > sheet->area.rows || columns + GAP + least_columns > sheet->area.columns)
        return 0;
    int row = sheet->area.row + (sheet->area.rows - rows) / 2;
    return qr_draw(sheet->canvas, row, sheet->area.column + sheet->area.columns - columns, text) ? columns + GAP : 0;
}

static void draw_number(struct sheet *sheet)
{
    const char *number = sheet->kiosk->ticket.number;
    int rows, columns, scale = bigtext_scale(number, sheet->area.rows - TEXT_ROWS - PART_BUTTON_ROWS - 3, sheet->area.columns);

    canvas_text(sheet->canvas, sheet->area.row, sheet->area.column, sheet->area.columns, ROLE_STRONG, _("Your number"));
    bigtext_size(number, scale > 0 ? scale : 1, &rows, &columns);
    bigtext_draw(sheet->canvas, sheet->area.row + 2, sheet->area.column, scale > 0 ? scale : 1, ROLE_STRONG, number);
    sheet->area.row += rows + 3;
    sheet->area.rows -= rows + 3;
}

static void draw_line(struct sheet *sheet, enum role role, const char *text)
{
    int used = *text ? canvas_wrap(sheet->canvas, (struct box){sheet->area.row, sheet->area.column, 4, sheet->area.columns}, role, text) : 0;

    sheet->area.row += used;
    sheet->area.rows -= used;
}

/* A sentence in a frame of its own: it must be seen. */
static void draw_framed(struct sheet *sheet, enum role role, const char *text)
{
    struct box inner = {sheet->area.row + 1, sheet->area.column + 2, FRAMED_ROWS, sheet->area.columns - 4};
    int used;

    used = canvas_wrap(sheet->canvas, inner, role, text); /* how many rows it needs */
    struct box frame = {sheet->area.row, sheet->area.column, used + 2, sheet->area.columns};
    canvas_fill(sheet->canvas, frame, role);
    canvas_frame(sheet->canvas, frame, role, NULL);
    canvas_wrap(sheet->canvas, inner, role, text);
    sheet->area.row += frame.rows;
    sheet->area.rows -= frame.rows;
}

static void draw_turn(struct sheet *sheet)
{
    const struct mirror_ticket *ticket = &sheet->kiosk->ticket;
    char text[PART_TEXT], wait[PART_TEXT];

    if (ticket->window > 0) {
        snprintf(text, sizeof text, _("Please go to window %d now"), ticket->window);
        draw_framed(sheet, ROLE_CALLING, text);
        return;
    }
    if (ticket->ahead > 0)
        snprintf(text, sizeof text, _("%d ahead of you"), ticket->ahead);
    else
        snprintf(text, sizeof text, "%s", ticket->ahead == 0 ? _("You are next") : "");
    draw_line(sheet, ROLE_STRONG, text);
    part_wait(wait, ticket->low_s, ticket->high_s);
    if (*wait)
        snprintf(text, sizeof text, _("Expected wait: %s"), wait);
    else
        snprintf(text, sizeof text, "%s", _("Please wait until your number is called"));
    draw_line(sheet, ROLE_NORMAL, text);
}

static void draw_paper(struct sheet *sheet)
{
    switch (kiosk_paper_state(sheet->kiosk)) {
    case KIOSK_PAPER_COMING:
        draw_framed(sheet, ROLE_NORMAL, _("Your paper is being printed ..."));
        return;
    case KIOSK_PAPER_SLOW:
        draw_framed(sheet, ROLE_WARNING, _("The printer is slow. If no paper comes, photograph this screen or ask a clerk."));
        return;
    case KIOSK_PAPER_OUT:
        draw_framed(sheet, ROLE_GOOD, _("Please take your paper"));
        return;
    case KIOSK_PAPER_TROUBLE:
        draw_framed(sheet, ROLE_ALARM, _("The paper did not come out. Your number is good: photograph this screen or ask a clerk."));
        return;
    case KIOSK_PAPER_NONE:
        draw_framed(sheet, ROLE_WARNING, _("There is no paper. Your number is good: photograph this screen or note it down."));
        return;
    }
}

static void draw_done(struct sheet *sheet)
{
    char text[PART_TEXT];

    snprintf(text, sizeof text, _("Done (%d s)"), kiosk_left_s(sheet->kiosk));
    part_button(sheet, (struct box){sheet->area.row + sheet->area.rows - PART_BUTTON_ROWS, sheet->area.column, PART_BUTTON_ROWS, sheet->area.columns},
                KIOSK_CHOICE_DONE, text, NULL);
}

void page_result_draw(struct sheet *sheet)
{
    const struct kiosk *kiosk = sheet->kiosk;
    const struct mirror_service *service = mirror_service(kiosk->mirror, kiosk->ticket.service);
    char name[PART_TEXT] = "";
    int code = draw_code(sheet);

    sheet->area.columns -= code;
    draw_number(sheet);
    if (service && kiosk->wish.priority != PRIORITY_NORMAL)
        snprintf(name, sizeof name, _("%s, priority: %s"), part_name(&service->name), part_priority_name(kiosk->wish.priority));
    else if (service)
        snprintf(name, sizeof name, "%s", part_name(&service->name));
    draw_line(sheet, ROLE_NORMAL, name);
    draw_turn(sheet);
    sheet->area.row++;
    sheet->area.rows--;
    draw_paper(sheet);
    if (code > 0)
        draw_line(sheet, ROLE_MUTED, *kiosk->ticket.url ? _("Scan the code to follow your turn.") : _("The code is for this hall's scanners."));
    draw_done(sheet);
}
