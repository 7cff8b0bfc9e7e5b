/* What is asked between the service and the number: the kind of priority, the item, and whether all is right. */
#include "kiosk/kiosk_parts.h"

#include <stdio.h>
#include <string.h>

enum { LABEL_COLUMNS = 14, CARD_COLUMNS = 100, CARD_ROWS = 8, TAKE_ROWS = 7, TAKE_ROWS_LEAST = 5 };

const char *part_priority_name(enum priority priority)
{
    switch (priority) {
    case PRIORITY_ELDERLY:
        return _("Elderly");
    case PRIORITY_DISABLED:
        return _("Disabled");
    case PRIORITY_PREGNANT:
        return _("Pregnant");
    case PRIORITY_INFANT:
        return _("With an infant");
    case PRIORITY_MILITARY:
        return _("Military");
    default:
        return _("No priority");
    }
}

static int count_digits(const struct kiosk *kiosk)
{
    enum kiosk_choice choices[KIOSK_CHOICES];
    int all = kiosk_choices(kiosk, choices), count = 0;

    while (count < all && (int)choices[count] < KIOSK_DIGITS)
        count++;
    return count;
}

void page_priority_draw(struct sheet *sheet)
{
    int count = count_digits(sheet->kiosk);

    part_foot(sheet);
    part_heading(sheet, _("Which priority? Please show your document at the window."));
    for (int i = 0; i < count; i++)
        part_button(sheet, part_cell(sheet->area, i, count, (count + 1) / 2), (enum kiosk_choice)i, part_priority_name(kiosk_priority_at(i)), NULL);
}

void page_items_draw(struct sheet *sheet)
{
    const struct kiosk *kiosk = sheet->kiosk;
    const struct mirror_service *service = mirror_service(kiosk->mirror, kiosk->listed);
    int count = count_digits(kiosk), all = kiosk_items_count(&kiosk->items, kiosk->listed);
    char text[PART_TEXT];

    part_foot(sheet);
    snprintf(text, sizeof text, _("%s: choose an item to see what to bring (page %d of %d)"), service ? part_name(&service->name) : _("All items"),
             kiosk->first / KIOSK_DIGITS + 1, all > 0 ? (all + KIOSK_DIGITS - 1) / KIOSK_DIGITS : 1);
    part_heading(sheet, text);
    for (int i = 0; i < count; i++)
        part_row(sheet, part_cell(sheet->area, i, KIOSK_DIGITS, (KIOSK_DIGITS + 1) / 2), (enum kiosk_choice)i, part_name(&kiosk_item_at(kiosk, i)->name));
}

/* A line of the card: label and text. Returns the rows used. */
static int draw_line(struct sheet *sheet, struct box card, int row, const char *label, const char *text)
{
    int left = card.row + card.rows - 1 - row;

    if (left < 1)
        return 0;
    canvas_text(sheet->canvas, row, card.column + 3, LABEL_COLUMNS, ROLE_DETAIL, label);
    return canvas_wrap(sheet->canvas, (struct box){row, card.column + 3 + LABEL_COLUMNS, left < 2 ? left : 2, card.columns - LABEL_COLUMNS - 6}, ROLE_BUTTON, text);
}

static const struct kiosk_item *wished_item(const struct kiosk *kiosk)
{
    for (int i = 0; i < kiosk->items.count; i++)
        if (*kiosk->wish.item && strcmp(kiosk->items.at[i].code, kiosk->wish.item) == 0)
            return &kiosk->items.at[i];
    return NULL;
}

/* All but the last four as stars. */
static void idcard_text(char text[static PART_TEXT], const struct kiosk *kiosk)
{
    struct idcard card;

    memcpy(card.number, kiosk->wish.id_number, sizeof card.number);
    idcard_mask(&card, text);
    memset(&card, 0, sizeof card);
}

static void draw_card(struct sheet *sheet, struct box card)
{
    const struct kiosk *kiosk = sheet->kiosk;
    const struct mirror_service *service = mirror_service(kiosk->mirror, kiosk->wish.service);
    const struct kiosk_item *item = wished_item(kiosk);
    char state[PART_TEXT], hours[PART_TEXT], priority[PART_TEXT];
    int row = card.row + 1;

    canvas_fill(sheet->canvas, card, ROLE_DETAIL);
    canvas_frame(sheet->canvas, card, ROLE_DETAIL, NULL);
    if (!service)
        return;
    part_service_state(state, kiosk, service);
    snprintf(hours, sizeof hours, "%s", *service->sessions ? service->sessions : _("Open day and night"));
    row += draw_line(sheet, card, row, _("Service"), part_name(&service->name));
    if (item)
        row += draw_line(sheet, card, row, _("Item"), part_name(&item->name));
    if (kiosk->wish.priority != PRIORITY_NORMAL) {
        snprintf(priority, sizeof priority, _("%s (please show your document at the window)"), part_priority_name(kiosk->wish.priority));
        row += draw_line(sheet, card, row, _("Priority"), priority);
    }
    if (*kiosk->wish.id_number) {
        idcard_text(priority, kiosk);
        row += draw_line(sheet, card, row, _("Identity card"), priority);
    }
    if (kiosk->wish.matters > 1) {
        snprintf(priority, sizeof priority, "%d", kiosk->wish.matters);
        row += draw_line(sheet, card, row, _("Matters"), priority);
    }
    row += draw_line(sheet, card, row, _("Now"), state);
    draw_line(sheet, card, row, _("Hours"), hours);
}

void page_confirm_draw(struct sheet *sheet)
{
    int columns, rows, card_rows;

    part_foot(sheet);
    part_heading(sheet, _("Is this right? Then take your number."));
    columns = sheet->area.columns < CARD_COLUMNS ? sheet->area.columns : CARD_COLUMNS;
    rows = sheet->area.rows >= 3 * TAKE_ROWS ? TAKE_ROWS : TAKE_ROWS_LEAST;
    int free_rows = sheet->area.rows - CARD_ROWS - PART_BUTTON_ROWS - rows;
    card_rows = free_rows < 0 ? CARD_ROWS + free_rows : CARD_ROWS;
    int air = free_rows >= 3; /* between the three */
    free_rows = free_rows > 0 ? free_rows - 2 * air : 0;
    struct box card = {sheet->area.row + free_rows / 3, sheet->area.column + (sheet->area.columns - columns) / 2, card_rows, columns};
    draw_card(sheet, card);
    struct box more = {card.row + card.rows + air, card.column, PART_BUTTON_ROWS, columns};
    part_button(sheet, part_cell(more, 0, 2, 1), KIOSK_CHOICE_IDENTITY, NULL, NULL);
    part_button(sheet, part_cell(more, 1, 2, 1), KIOSK_CHOICE_MATTERS, NULL, NULL);
    struct box button = {more.row + more.rows + air, card.column, rows, columns};
    part_button(sheet, button, KIOSK_CHOICE_CONFIRM, NULL, NULL);
}
