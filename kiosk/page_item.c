/* One item of the catalogue: what to bring, how long it takes, what it costs. */
#include "kiosk/kiosk_parts.h"

#include <stdio.h>
#include <string.h>

enum { KIND_COLUMNS = 10, NEED_COLUMNS = 22, LIST_COLUMNS = 100 };

static void limit_text(char text[static PART_TEXT], const struct kiosk_item *item)
{
    if (item->promised_days == 0)
        snprintf(text, PART_TEXT, "%s", _("done at once"));
    else if (item->promised_days > 0 && item->statutory_days > 0)
        snprintf(text, PART_TEXT, _("within %d working days (by law %d)"), item->promised_days, item->statutory_days);
    else if (item->promised_days > 0)
        snprintf(text, PART_TEXT, _("within %d working days"), item->promised_days);
    else
        snprintf(text, PART_TEXT, "%s", _("please ask at the window"));
}

static void fee_text(char text[static PART_TEXT], const struct kiosk_item *item)
{
    if (item->fee_yuan == 0)
        snprintf(text, PART_TEXT, "%s", _("free of charge"));
    else if (item->fee_yuan > 0)
        snprintf(text, PART_TEXT, _("%d yuan"), item->fee_yuan);
    else
        snprintf(text, PART_TEXT, "%s", _("please ask at the window"));
}

static const char *applicant_text(const char *applicant)
{
    if (strcmp(applicant, "person") == 0)
        return _("for persons");
    if (strcmp(applicant, "organisation") == 0)
        return _("for organisations");
    return strcmp(applicant, "both") == 0 ? _("for persons and organisations") : "";
}

static const char *online_text(const char *online)
{
    if (strcmp(online, "apply") == 0)
        return _("can also be applied for online");
    return strcmp(online, "complete") == 0 ? _("can be done online without a visit") : "";
}

static const char *output_text(const char *output)
{
    return *output && strcmp(output, "none") != 0 ? _("you receive a certificate") : "";
}

/* What an item is for which nobody applies. */
static const char *item_kind_text(const char *kind)
{
    if (strcmp(kind, "penalty") == 0)
        return _("Administrative penalty");
    return strcmp(kind, "duty") == 0 ? _("Duty of the town") : _("Territorial matter");
}

static const char *kind_text(const char *kind)
{
    if (strcmp(kind, "original") == 0)
        return _("original");
    if (strcmp(kind, "copy") == 0)
        return _("copy");
    return strcmp(kind, "form") == 0 ? _("form") : "";
}

/* Adds a part to a line of parts. */
static void add_part(char *line, size_t size, const char *part)
{
    size_t used = strlen(line);

    if (*part && used < size)
        snprintf(line + used, size - used, "%s%s", used > 0 ? " · " : "", part);
}

/* Nobody applies for it: whose it is, and on what it rests. */
static void draw_matter(struct sheet *sheet, const struct kiosk_item *item)
{
    char line[4 * PART_TEXT];

    canvas_text_centre(sheet->canvas, sheet->area.row - 1, sheet->area.column, sheet->area.columns, ROLE_MUTED, item_kind_text(item->kind));
    snprintf(line, sizeof line, _("Responsible: %s"), item->department);
    canvas_text(sheet->canvas, sheet->area.row + 1, sheet->area.column + 2, sheet->area.columns - 2, ROLE_STRONG, line);
    if (*item->assisting) {
        snprintf(line, sizeof line, _("Assisting: %s"), item->assisting);
        canvas_text(sheet->canvas, sheet->area.row + 2, sheet->area.column + 2, sheet->area.columns - 2, ROLE_NORMAL, line);
    }
    if (*item->basis) {
        snprintf(line, sizeof line, _("Basis: %s"), item->basis);
        canvas_wrap(sheet->canvas, (struct box){sheet->area.row + 3, sheet->area.column + 2, 2, sheet->area.columns - 4}, ROLE_NORMAL, line);
    }
    canvas_wrap(sheet->canvas, (struct box){sheet->area.row + 6, sheet->area.column + 2, 2, sheet->area.columns - 4}, ROLE_NORMAL,
                _("Nobody has to apply for this. With a number of the advice service somebody explains it to you."));
}

static void draw_facts(struct sheet *sheet, const struct kiosk_item *item)
{
    char limit[PART_TEXT], fee[PART_TEXT], minutes[PART_TEXT] = "", line[4 * PART_TEXT] = "";

    limit_text(limit, item);
    fee_text(fee, item);
    if (item->typical_minutes > 0)
        snprintf(minutes, sizeof minutes, _("%d minutes at the window"), item->typical_minutes);
    add_part(line, sizeof line, item->department);
    add_part(line, sizeof line, applicant_text(item->applicant));
    add_part(line, sizeof line, online_text(item->online));
    canvas_text_centre(sheet->canvas, sheet->area.row - 1, sheet->area.column, sheet->area.columns, ROLE_MUTED, line);
    snprintf(line, sizeof line, _("Time: %s"), limit);
    add_part(line, sizeof line, minutes);
    canvas_text(sheet->canvas, sheet->area.row, sheet->area.column + 2, sheet->area.columns - 2, ROLE_NORMAL, line);
    snprintf(line, sizeof line, _("Fee: %s"), fee);
    add_part(line, sizeof line, output_text(item->output));
    canvas_text(sheet->canvas, sheet->area.row + 1, sheet->area.column + 2, sheet->area.columns - 2, ROLE_NORMAL, line);
    sheet->area.row += 3;
    sheet->area.rows -= 3;
}

static void draw_material(struct sheet *sheet, int row, int number, const struct kiosk_material *material)
{
    int names = sheet->area.columns - 8 - KIND_COLUMNS - NEED_COLUMNS, column = sheet->area.column + 2;

    canvas_printf(sheet->canvas, row, column, 4, ROLE_NORMAL, "%2d.", number);
    canvas_text(sheet->canvas, row, column + 4, names, ROLE_STRONG, material->name);
    canvas_text(sheet->canvas, row, column + 5 + names, KIND_COLUMNS - 1, ROLE_NORMAL, kind_text(material->kind));
    canvas_text(sheet->canvas, row, column + 5 + names + KIND_COLUMNS, NEED_COLUMNS, material->required ? ROLE_NORMAL : ROLE_MUTED,
                material->required ? _("needed") : _("may be brought later"));
}

static void draw_materials(struct sheet *sheet, const struct kiosk_item *item)
{
    int first = sheet->kiosk->first;

    draw_facts(sheet, item);
    canvas_text(sheet->canvas, sheet->area.row, sheet->area.column + 2, -1, ROLE_STRONG, item->material_count > 0 ? _("Please bring:") : _("Nothing has to be brought."));
    for (int i = 0; i < KIOSK_MATERIALS_SHOWN && first + i < item->material_count; i++)
        draw_material(sheet, sheet->area.row + 1 + i, first + i + 1, &item->materials[first + i]);
}

/* On wide screens the columns of the list stay near each other. */
static void narrow(struct sheet *sheet)
{
    if (sheet->area.columns <= LIST_COLUMNS)
        return;
    sheet->area.column += (sheet->area.columns - LIST_COLUMNS) / 2;
    sheet->area.columns = LIST_COLUMNS;
}

void page_item_draw(struct sheet *sheet)
{
    const struct kiosk *kiosk = sheet->kiosk;
    const struct kiosk_item *item = kiosk_item_shown(kiosk);
    bool can_take = kiosk_offers(kiosk, KIOSK_CHOICE_CONFIRM);

    part_foot(sheet);
    if (!item)
        return;
    part_heading(sheet, part_name(&item->name));
    narrow(sheet);
    if (kiosk_item_is_applied_for(item))
        draw_materials(sheet, item);
    else
        draw_matter(sheet, item);
    if (!can_take) {
        canvas_text(sheet->canvas, sheet->area.row + sheet->area.rows - 2, sheet->area.column + 2, -1, ROLE_WARNING,
                    _("No number is given for this here: please ask a member of staff."));
        return;
    }
    struct box button = {sheet->area.row + sheet->area.rows - PART_BUTTON_ROWS, sheet->area.column, PART_BUTTON_ROWS, sheet->area.columns};
    part_button(sheet, button, KIOSK_CHOICE_CONFIRM, _("Take a number for this"), NULL);
}
