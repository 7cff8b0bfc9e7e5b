/* How far a case is, in words for who has never seen an office from inside. */
#include "kiosk/kiosk_parts.h"

#include "base/date.h"

#include <stdio.h>
#include <string.h>

enum { COLUMNS = 100, TAKE_ROWS = 5 };

/* States as the applicant is told of them: what it is, and what to do. */
static const struct {
    const char *state;
    enum role role;
    const char *title, *text;
} states[] = {
    {"received", ROLE_STRONG, "Your papers are here", "They are being looked through. You need not do anything."},
    {"noticed", ROLE_WARNING, "Something is missing", "Please bring the papers that the notice names to the window."},
    {"accepted", ROLE_STRONG, "Accepted", "It waits to be examined. You need not do anything."},
    {"review", ROLE_STRONG, "It is being examined", "You need not do anything."},
    {"suspended", ROLE_STRONG, "A special check is being made", "The time stands still meanwhile. You need not do anything."},
    {"referred", ROLE_STRONG, "Sent on to the office that decides", "You need not do anything."},
    {"approved", ROLE_GOOD, "Approved", "The certificate is being made. Please come again when it is ready."},
    {"drawn", ROLE_GOOD, "Approved", "The certificate is being made. Please come again when it is ready."},
    {"sealed", ROLE_GOOD, "Approved", "The certificate is being made. Please come again when it is ready."},
    {"issued", ROLE_GOOD, "Ready: you can collect it now", "Take a number below. Please have your identity card at hand."},
    {"rejected", ROLE_WARNING, "It was not approved", "The decision and its reasons lie ready for you. Take a number below; the window explains them."},
    {"handed", ROLE_STRONG, "It was handed over", "This case is finished."},
    {"done", ROLE_STRONG, "It is done", "This case is finished. There is nothing to collect."},
    {"declined", ROLE_WARNING, "It was not accepted", "The notice that you were given says why. Every window explains it."},
    {"withdrawn", ROLE_STRONG, "You withdrew it", "This case is finished."},
};

/* Until when, and how many working days that is; "" when no time runs. */
static void deadline_text(char text[static PART_TEXT], const struct kiosk_progress *progress)
{
    char date[PART_TEXT];

    text[0] = '\0';
    if (!progress->promised[0] || !progress->has_days || strcmp(progress->light, "none") == 0)
        return;
    part_date(date, progress->promised);
    if (progress->days_left < 0)
        snprintf(text, PART_TEXT, _("It should have been done by %s. Please ask a member of staff why it is late."), date);
    else if (progress->days_left == 0)
        snprintf(text, PART_TEXT, "%s", _("It will be done today."));
    else
        snprintf(text, PART_TEXT, _("It will be done by %s at the latest: %d working days from now."), date, progress->days_left);
}

static void draw_line(struct sheet *sheet, enum role role, const char *text)
{
    int used = *text ? 1 + canvas_wrap(sheet->canvas, (struct box){sheet->area.row, sheet->area.column, 3, sheet->area.columns}, role, text) : 0;

    sheet->area.row += used;
    sheet->area.rows -= used;
}

static void draw_state(struct sheet *sheet)
{
    const struct kiosk_progress *progress = &sheet->kiosk->progress;
    char text[PART_TEXT];

    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        if (strcmp(states[i].state, progress->state) != 0)
            continue;
        snprintf(text, sizeof text, "  %s  ", _(states[i].title));
        struct box frame = {sheet->area.row, sheet->area.column, 3, sheet->area.columns};
        canvas_fill(sheet->canvas, frame, states[i].role);
        canvas_frame(sheet->canvas, frame, states[i].role, NULL);
        canvas_text_centre(sheet->canvas, frame.row + 1, frame.column + 2, frame.columns - 4, states[i].role, text);
        sheet->area.row += 4;
        sheet->area.rows -= 4;
        draw_line(sheet, ROLE_NORMAL, _(states[i].text));
        return;
    }
    draw_line(sheet, ROLE_STRONG, part_name(&progress->state_name)); /* a state that is newer than this program */
}

/* The item, the number, and how much of the bundle is ready. */
static void draw_what(struct sheet *sheet)
{
    const struct kiosk_progress *progress = &sheet->kiosk->progress;
    char text[PART_TEXT];

    snprintf(text, sizeof text, "%s · %s", part_name(&progress->item), progress->number);
    draw_line(sheet, ROLE_NORMAL, text);
    draw_state(sheet);
    if (progress->special.zh[0])
        draw_line(sheet, ROLE_NORMAL, part_name(&progress->special));
    deadline_text(text, progress);
    draw_line(sheet, strcmp(progress->light, "red") == 0 ? ROLE_WARNING : ROLE_STRONG, text);
    if (progress->parts > 0) {
        snprintf(text, sizeof text, _("It is one of %d that you applied for together; %d of them are ready."), progress->parts, progress->parts_ready);
        draw_line(sheet, ROLE_NORMAL, text);
    }
}

void page_progress_draw(struct sheet *sheet)
{
    bool collect = kiosk_offers(sheet->kiosk, KIOSK_CHOICE_CONFIRM);

    part_foot(sheet);
    part_heading(sheet, _("Your case"));
    struct box buttons = {sheet->area.row + sheet->area.rows - TAKE_ROWS, sheet->area.column, TAKE_ROWS, sheet->area.columns};
    if (sheet->area.columns > COLUMNS) {
        sheet->area.column += (sheet->area.columns - COLUMNS) / 2;
        sheet->area.columns = COLUMNS;
    }
    sheet->area.column += 2;
    sheet->area.columns -= 4;
    draw_what(sheet);
    if (collect)
        part_button(sheet, part_cell(buttons, 0, 2, 1), KIOSK_CHOICE_CONFIRM, NULL, NULL);
    part_button(sheet, collect ? part_cell(buttons, 1, 2, 1) : (struct box){buttons.row + 2, buttons.column, 3, buttons.columns}, KIOSK_CHOICE_DONE, NULL, NULL);
}
