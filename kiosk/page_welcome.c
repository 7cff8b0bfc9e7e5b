/* The beginning: the services, how many wait, how long. */
#include "kiosk/kiosk_parts.h"

#include "base/utf8.h"
#include "client/phrases.h"
#include "term/bigtext.h"

#include <stdio.h>
#include <string.h>

enum { CLOCK_ROWS = 36, CELL_ROWS_MOST = 22, WIDE_COLUMNS = 120, DETAIL_ROWS = 4, FRAME_COLUMNS = 24 };

/* Whether all services have the same hours: then they are told once. */
static bool same_hours(const struct mirror *mirror)
{
    for (const struct mirror_service *service = mirror->services; service->letter; service++)
        if (strcmp(service->sessions, mirror->services[0].sessions) != 0)
            return false;
    return mirror->services[0].letter != '\0';
}

static void draw_clock(struct sheet *sheet)
{
    char clock[6];
    int rows, columns, scale = sheet->canvas->rows >= CLOCK_ROWS ? sheet->canvas->rows / CLOCK_ROWS : 0;

    if (scale == 0 || sheet->kiosk->wall_ms == 0)
        return;
    phrase_clock(clock, sheet->kiosk->mirror, sheet->kiosk->wall_ms);
    bigtext_size(clock, scale, &rows, &columns);
    bigtext_draw(sheet->canvas, sheet->area.row, sheet->area.column + (sheet->area.columns - columns) / 2, scale, ROLE_NORMAL, clock);
    sheet->area.row += rows + 1;
    sheet->area.rows -= rows + 1;
}

static void draw_heading(struct sheet *sheet)
{
    const struct kiosk *kiosk = sheet->kiosk;
    char text[PART_TEXT], hours[PART_TEXT];

    if (*kiosk->wish.id_number)
        snprintf(text, sizeof text, _("Your identity card was read (...%s). What brings you here?"), kiosk->wish.id_number + IDCARD_LENGTH - KIOSK_TAIL);
    else if (kiosk->wish.priority != PRIORITY_NORMAL)
        snprintf(text, sizeof text, _("Priority: %s. What brings you here?"), part_priority_name(kiosk->wish.priority));
    else
        snprintf(text, sizeof text, "%s", _("What brings you here? Touch it, or press its digit."));
    if (same_hours(kiosk->mirror)) {
        part_hours(hours, &kiosk->mirror->services[0]);
        canvas_text_centre(sheet->canvas, sheet->area.row + 1, sheet->area.column, sheet->area.columns, ROLE_MUTED, hours);
    }
    part_heading(sheet, text);
}

static void draw_service(struct sheet *sheet, struct box box, int digit)
{
    const struct mirror_service *service = kiosk_service_at(sheet->kiosk, digit);
    char state[PART_TEXT], name[PART_TEXT], detail[2 * PART_TEXT + 4];
    bool room = box.rows >= DETAIL_ROWS;

    if (box.rows == DETAIL_ROWS + 1)
        box.rows--; /* two lines in an even frame, and air below */

    part_service_state(state, sheet->kiosk, service);
    snprintf(detail, sizeof detail, "%s", state);
    if (!same_hours(sheet->kiosk->mirror) && service->sessions[0] && utf8_cells(state) + 3 + utf8_cells(service->sessions) <= box.columns - FRAME_COLUMNS)
        snprintf(detail, sizeof detail, "%s · %s", state, service->sessions); /* else the next page tells */
    snprintf(name, sizeof name, room ? "%s" : "%s (%d)", part_name(&service->name), service->waiting);
    part_button(sheet, box, (enum kiosk_choice)digit, name, detail);
}

/* Small screens have bars one below the other, wide ones cards side by side. */
static int count_columns(const struct sheet *sheet, int count)
{
    if (sheet->area.columns >= WIDE_COLUMNS)
        return count < 3 ? count : 3;
    return count <= 3 ? 1 : 2;
}

static void draw_services(struct sheet *sheet)
{
    enum kiosk_choice choices[KIOSK_CHOICES];
    int all = kiosk_choices(sheet->kiosk, choices), count = 0;

    while (count < all && (int)choices[count] < KIOSK_DIGITS)
        count++;
    if (count == 0)
        return;
    int columns = count_columns(sheet, count), rows = (count + columns - 1) / columns;
    struct box area = sheet->area;
    if (area.rows / rows > CELL_ROWS_MOST) {
        area.rows = CELL_ROWS_MOST * rows;
        area.row += (sheet->area.rows - area.rows) / 2;
    }
    for (int i = 0; i < count; i++)
        draw_service(sheet, part_cell(area, i, count, rows), i);
    if (!sheet->kiosk->mirror->connected)
        widget_mute(sheet->canvas, area);
}

void page_welcome_draw(struct sheet *sheet)
{
    if (!sheet->kiosk->mirror->known) {
        part_foot(sheet);
        part_message(sheet, ROLE_NORMAL, _("One moment"), _("The kiosk is looking for the number system."),
                     _("If this takes long, please ask a member of staff."));
        return;
    }
    part_foot(sheet);
    draw_clock(sheet);
    draw_heading(sheet);
    draw_services(sheet);
}
