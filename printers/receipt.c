/* A ticket: rows one below the other, as its layout says; each draws itself at sheet->y and moves it on. */
#include "printers/receipt.h"

#include "base/utf8.h"
#include "printers/page.h"
#include "printers/receipt_sheet.h"

#include <stdio.h>
#include <string.h>

enum { NARROW_HEAD = 384, NARROW_MM = 58, WIDE_HEAD = 576, WIDE_MM = 80, QUIET_ZONE = 4, LEAST_MODULE = 3, TEXT_SIZE = 2 * RECEIPT_TEXT };

static void block_copy(struct sheet *sheet)
{
    const struct page_style style = { .size = sheet->row->size.zh, .bold = true, .white = true, .align = PAGE_CENTRE };
    char text[48];

    snprintf(text, sizeof text, "%s  %s %d", sheet_word_in(LANGUAGE_ZH, WORD_COPY), sheet_word_in(LANGUAGE_EN, WORD_COPY), sheet->receipt->copy);
    int height = style.size * 16 / 10;
    page_band(sheet->page, sheet->left, sheet->y, sheet->width, height, 10);
    page_text(sheet->page, &style, sheet->left, sheet->y + (height - style.size * 13 / 10) / 2, sheet->width, text);
    sheet->y += height;
}

static void block_hall(struct sheet *sheet)
{
    const struct receipt *receipt = sheet->receipt;

    sheet->y += sheet_pair(sheet, &sheet->row->size, sheet->row->bold, sheet->row->align, sheet->left, sheet->y, sheet->width, receipt->hall.zh, receipt->hall.en);
}

static void block_number(struct sheet *sheet)
{
    const struct page_style label = { .size = sheet->row->detail, .align = PAGE_CENTRE };
    int side = sheet->width / 16, right; /* so that the diamond has its place whether it is there or not */

    sheet->y += page_text(sheet->page, &label, sheet->left, sheet->y, sheet->width, sheet_word(sheet, WORD_NUMBER));
    sheet->y += sheet->form->gap / 2;
    int rows = page_headline(sheet->page, sheet->left + side, sheet->y, sheet->width - 2 * side, sheet->row->height, sheet->receipt->number, &right);
    if (sheet->receipt->priority)
        page_diamond(sheet->page, right + side / 3, sheet->y, side / 2);
    sheet->y += rows;
}

/* The service stands white on black: the one thing besides the number that a clerk asks for. */
static void block_service(struct sheet *sheet)
{
    const struct ticket_size *size = &sheet->row->size;
    const struct receipt_text *service = &sheet->receipt->service;
    const struct page_style first = { .size = sheet_first_size(sheet, size), .bold = true, .white = true, .align = PAGE_CENTRE };
    const struct page_style second = { .size = size->second, .bold = true, .white = true, .align = PAGE_CENTRE };
    const char *below = sheet_second(sheet, service->zh, service->en);
    int padding = sheet->form->gap / 2, inner = sheet->width - 4 * padding;
    int height = first.size * 13 / 10 + (*below ? second.size * 13 / 10 : 0) + padding;

    page_band(sheet->page, sheet->left, sheet->y, sheet->width, height, 12);
    int y = sheet->y + padding / 2;
    y += page_text(sheet->page, &first, sheet->left + 2 * padding, y, inner, sheet_first(sheet, service->zh, service->en));
    if (*below)
        page_text(sheet->page, &second, sheet->left + 2 * padding, y - padding / 4, inner, below);
    sheet->y += height;
}

static void block_matters(struct sheet *sheet)
{
    const struct page_style style = { .size = sheet_first_size(sheet, &sheet->row->size), .bold = sheet->row->bold, .align = sheet->row->align };
    char text[96];

    snprintf(text, sizeof text, "%s × %d", sheet_word(sheet, WORD_MATTERS), sheet->receipt->matters);
    sheet->y += page_text(sheet->page, &style, sheet->left, sheet->y, sheet->width, text);
}

/* Writes the range in minutes, from two hours on in hours: the low end rounded down, the high end up, so that it stays true. */
static void range_text(const struct sheet *sheet, char *value, size_t size, const char **ret_unit)
{
    int scale = sheet->receipt->high_s >= 7200 ? 3600 : 60;
    enum receipt_word unit = scale == 60 ? WORD_MINUTES : WORD_HOURS;
    int low = sheet->receipt->low_s / scale, high = (sheet->receipt->high_s + scale - 1) / scale;

    if (high <= 0)
        high = 1;
    if (low <= 0)
        unit = scale == 60 ? WORD_MINUTES_MOST : WORD_HOURS_MOST;
    if (low <= 0 || low == high)
        snprintf(value, size, "%d", high);
    else
        snprintf(value, size, "%d–%d", low, high);
    *ret_unit = sheet_word(sheet, unit);
}

/* Sets a figure and its small unit on one baseline, as one thing aligned in the column. */
static void set_figure(struct sheet *sheet, enum page_align align, int x, int y, int width, const char *value, const char *unit)
{
    struct page_style large = { .size = sheet->row->height, .bold = true, .align = PAGE_LEFT };
    struct page_style small = { .size = sheet->row->detail, .bold = true, .align = PAGE_LEFT };
    int space = *unit ? sheet->form->gap / 2 : 0, unit_width = *unit ? page_text_width(sheet->page, &small, unit) : 0;
    int value_width = page_text_width(sheet->page, &large, value);

    if (value_width + space + unit_width > width) {
        int fitting = large.size * (width - space - unit_width) / value_width;
        large.size = fitting < small.size ? small.size : fitting;
        value_width = page_text_width(sheet->page, &large, value);
    }
    int total = value_width + space + unit_width;
    int left = align == PAGE_LEFT ? x : align == PAGE_RIGHT ? x + width - total : x + (width - total) / 2;
    int baseline = y + sheet->row->height * 103 / 100; /* of a text set at y, see page_text() */
    page_text(sheet->page, &large, left, baseline - large.size * 103 / 100, value_width + 4, value);
    if (*unit)
        page_text(sheet->page, &small, left + value_width + space, baseline - small.size * 103 / 100, unit_width + 4, unit);
}

struct figure {
    enum receipt_word label;
    char value[32];
    const char *unit;
};

static int figures_of(const struct sheet *sheet, struct figure figures[static 2])
{
    int count = 0;

    if (sheet->receipt->ahead >= 0) {
        struct figure *figure = &figures[count++];
        figure->label = WORD_AHEAD;
        figure->unit = sheet_word(sheet, WORD_PEOPLE);
        snprintf(figure->value, sizeof figure->value, "%d", sheet->receipt->ahead);
    }
    if (sheet->receipt->low_s >= 0 && sheet->receipt->high_s >= sheet->receipt->low_s) {
        struct figure *figure = &figures[count++];
        figure->label = WORD_WAIT;
        range_text(sheet, figure->value, sizeof figure->value, &figure->unit);
    }
    return count;
}

/* On wide paper the figures stand side by side below their labels, on narrow paper one below the other behind them. */
static void block_figures(struct sheet *sheet)
{
    const struct ticket_row *row = sheet->row;
    struct figure figures[2];
    int count = figures_of(sheet, figures), rows = 0, figure_rows = row->height * 12 / 10;

    for (int i = 0; i < count; i++) {
        if (row->beside) {
            int column = sheet->width / count, x = sheet->left + i * column;
            rows = sheet_words(sheet, &row->label, false, PAGE_CENTRE, x, sheet->y, column, figures[i].label);
            set_figure(sheet, PAGE_CENTRE, x, sheet->y + rows, column, figures[i].value, figures[i].unit);
            rows += figure_rows;
        } else {
            int label = sheet->width * 46 / 100;
            rows = sheet_words(sheet, &row->label, false, PAGE_LEFT, sheet->left, sheet->y, label, figures[i].label);
            set_figure(sheet, PAGE_RIGHT, sheet->left + label, sheet->y + (rows - row->height * 13 / 10) / 2, sheet->width - label, figures[i].value, figures[i].unit);
            sheet->y += rows + sheet->form->gap / 2;
            rows = 0;
        }
    }
    sheet->y += rows;
}

/* Appends a note that no line break divides: a word joiner (U+2060) between its characters. */
static void append_unbroken(char *text, size_t size, const char *note)
{
    size_t length = strlen(text), bytes;
    uint32_t code;

    for (bool first = true; *note && length + 8 < size; note += bytes, length = strlen(text), first = false) {
        bytes = utf8_decode(note, strlen(note), &code);
        snprintf(text + length, size - length, "%s%.*s", first ? "" : "\u2060", (int)bytes, note);
    }
}

static void set_material(struct sheet *sheet, const struct receipt_material *material)
{
    static const enum receipt_word kinds[] = { [RECEIPT_ORIGINAL] = WORD_ORIGINAL, [RECEIPT_COPY] = WORD_PHOTOCOPY, [RECEIPT_FORM] = WORD_FORM };
    const struct page_style style = { .size = sheet->row->detail, .lines = 3, .fixed = true };
    int box = style.size * 7 / 10, step = style.size * 13 / 10, indent = box + style.size / 2;
    bool zh = sheet->language == LANGUAGE_ZH;
    const char *kind = sheet_word(sheet, kinds[material->kind]), *also = material->required ? "" : sheet_word(sheet, WORD_IF_ANY);
    char text[2 * TEXT_SIZE], note[64];

    snprintf(note, sizeof note, zh ? "（%s%s%s）" : "(%s%s%s)", kind, *also ? zh ? "，" : ", " : "", also);
    snprintf(text, sizeof text, "%s%s", material->name, zh ? "" : " ");
    append_unbroken(text, sizeof text, note);
    page_box(sheet->page, sheet->left + 2, sheet->y + (step - box) / 2 + style.size / 20, box, 2);
    sheet->y += page_text(sheet->page, &style, sheet->left + indent, sheet->y, sheet->width - indent, text) + style.size / 8;
}

static void block_item(struct sheet *sheet)
{
    const struct receipt *receipt = sheet->receipt;
    const struct ticket_row *row = sheet->row;

    sheet->y += sheet_pair(sheet, &row->size, row->bold, row->align, sheet->left, sheet->y, sheet->width, receipt->item.zh, receipt->item.en);
    if (receipt->material_count == 0)
        return;
    sheet->y += sheet->form->gap / 2;
    sheet->y += sheet_words(sheet, &row->label, false, row->align, sheet->left, sheet->y, sheet->width, WORD_BRING) + sheet->form->gap / 3;
    for (int i = 0; i < receipt->material_count; i++)
        set_material(sheet, &receipt->materials[i]);
    if (receipt->materials_left_out > 0)
        sheet->y += sheet_words(sheet, &row->label, true, row->align, sheet->left, sheet->y, sheet->width, WORD_MORE);
}

/* The bare code in groups of four, for somebody who has to type it. */
static void set_code_text(struct sheet *sheet, enum page_align align, int x, int y, int width)
{
    const struct page_style style = { .size = sheet->row->label.second, .align = align };
    const char *code = sheet->receipt->code;
    char text[2 * sizeof sheet->receipt->code];
    size_t written = 0;

    for (size_t i = 0; code[i]; i++) {
        if (i > 0 && i % 4 == 0)
            text[written++] = ' ';
        text[written++] = code[i];
    }
    text[written] = 0;
    page_text(sheet->page, &style, x, y, width, text);
}

/* Whether the code leads to the resident's page. */
static bool leads_to_page(const struct sheet *sheet)
{
    return *sheet->receipt->url && sheet->row->code == TICKET_CODE_ADDRESS;
}

static const char *code_text(const struct sheet *sheet)
{
    return leads_to_page(sheet) ? sheet->receipt->url : sheet->receipt->code;
}

/* What the code is for, beside or below it. Returns the rows it takes; with draw false it only measures. */
static int code_caption(struct sheet *sheet, enum page_align align, int x, int y, int width, bool draw)
{
    const struct ticket_row *row = sheet->row;
    bool page = leads_to_page(sheet);
    int gap = sheet->form->gap / 2, rows = sheet_words_rows(sheet, &row->size, true, width, page ? WORD_SCAN : WORD_HALL_CODE);

    if (draw)
        sheet_words(sheet, &row->size, true, align, x, y, width, page ? WORD_SCAN : WORD_HALL_CODE);
    if (page)
        return rows;
    rows += gap;
    if (draw)
        sheet_words(sheet, &row->label, false, align, x, y + rows, width, WORD_HALL_USES);
    rows += sheet_words_rows(sheet, &row->label, false, width, WORD_HALL_USES) + gap;
    if (draw)
        set_code_text(sheet, align, x, y + rows, width);
    return rows + row->label.second * 13 / 10;
}

/* With a public address the code leads to the resident's page; without one it is for our own scanners, and nothing promises a page. */
static void block_code(struct sheet *sheet)
{
    const struct ticket_row *row = sheet->row;
    const char *text = code_text(sheet);

    if (row->code == TICKET_CODE_LETTERS) {
        sheet->y += code_caption(sheet, PAGE_CENTRE, sheet->left, sheet->y, sheet->width, true);
        return;
    }
    int modules = page_code_modules(text);
    int module = row->height / modules < LEAST_MODULE ? LEAST_MODULE : row->height / modules;
    int quiet = QUIET_ZONE * module, side = modules * module - 2 * quiet; /* the zone is white anyway, on the paper's edge and in the gaps */
    if (row->beside) {
        int x = sheet->left + side + quiet, width = sheet->left + sheet->width - x;
        int rows = code_caption(sheet, PAGE_LEFT, x, 0, width, false), tall = rows > side ? rows : side;
        page_code(sheet->page, sheet->left - quiet, sheet->y + (tall - side) / 2 - quiet, module, text);
        code_caption(sheet, PAGE_LEFT, x, sheet->y + (tall - rows) / 2, width, true);
        sheet->y += tall;
    } else {
        page_code(sheet->page, sheet->left + (sheet->width - side) / 2 - quiet, sheet->y - quiet, module, text);
        sheet->y += side + sheet->form->gap;
        sheet->y += code_caption(sheet, PAGE_CENTRE, sheet->left, sheet->y, sheet->width, true);
    }
}

static void block_time(struct sheet *sheet)
{
    const struct receipt *receipt = sheet->receipt;
    const struct page_style style = { .size = sheet_first_size(sheet, &sheet->row->size), .bold = sheet->row->bold, .align = sheet->row->align };
    enum receipt_word weekday = (enum receipt_word)(WORD_SUNDAY + receipt->weekday);
    char text[64];

    snprintf(text, sizeof text, "%.10s  %s %s  %s", receipt->taken, sheet_word_in(LANGUAGE_ZH, weekday), sheet_word_in(LANGUAGE_EN, weekday), receipt->taken + 11);
    sheet->y += page_text(sheet->page, &style, sheet->left, sheet->y, sheet->width, text);
}

static void block_guide(struct sheet *sheet)
{
    sheet->y += sheet_words(sheet, &sheet->row->size, sheet->row->bold, sheet->row->align, sheet->left, sheet->y, sheet->width, WORD_LISTEN);
}

static void block_text(struct sheet *sheet)
{
    const struct ticket_row *row = sheet->row;

    sheet->y += sheet_pair(sheet, &row->size, row->bold, row->align, sheet->left, sheet->y, sheet->width, row->zh, row->en);
}

/* Whether the ticket has anything to say in the row. */
static bool says(const struct sheet *sheet)
{
    const struct receipt *receipt = sheet->receipt;
    struct figure figures[2];

    switch (sheet->row->kind) {
    case TICKET_ROW_COPY: return receipt->copy > 0;
    case TICKET_ROW_MATTERS: return receipt->matters > 1;
    case TICKET_ROW_WAIT: return figures_of(sheet, figures) > 0;
    case TICKET_ROW_ITEM: return (*receipt->item.zh || *receipt->item.en) && !ticket_template_hides(sheet->form, receipt->item_code, receipt->item_kind);
    case TICKET_ROW_CODE: return *code_text(sheet) && page_code_modules(code_text(sheet)) > 0;
    default: return true;
    }
}

static void draw_row(struct sheet *sheet)
{
    static void (*const blocks[TICKET_ROW_KINDS])(struct sheet *) = {
        [TICKET_ROW_COPY] = block_copy, [TICKET_ROW_HALL] = block_hall, [TICKET_ROW_NUMBER] = block_number, [TICKET_ROW_SERVICE] = block_service,
        [TICKET_ROW_MATTERS] = block_matters, [TICKET_ROW_WAIT] = block_figures, [TICKET_ROW_ITEM] = block_item, [TICKET_ROW_CODE] = block_code,
        [TICKET_ROW_TIME] = block_time, [TICKET_ROW_GUIDE] = block_guide, [TICKET_ROW_TEXT] = block_text,
    };
    const struct ticket_row *row = sheet->row;

    sheet->y += sheet->y > 0 ? row->gap : 0;
    if (row->rule) {
        page_rule(sheet->page, sheet->left, sheet->y, sheet->width);
        sheet->y += row->gap;
    }
    blocks[row->kind](sheet);
}

enum error receipt_draw(const struct receipt *receipt, const struct ticket_template *form, int width, struct bitmap *ret_bitmap, int *ret_missing)
{
    struct sheet sheet;
    enum error error = sheet_init(&sheet, receipt, form, width);

    if (error)
        return error;
    for (int i = 0; i < form->row_count; i++) {
        sheet.row = &form->rows[i];
        if (says(&sheet))
            draw_row(&sheet);
    }
    error = page_picture(sheet.page, sheet.y, ret_bitmap);
    if (!error && ret_missing)
        *ret_missing = page_missing_glyphs(sheet.page);
    sheet_finish(&sheet);
    return error;
}

/* Proves the words, then draws a ticket of each kind, since the outlines are loaded when they are first needed. */
enum error receipt_warm(void)
{
    struct receipt sample = { .hall = { "大厅", "Hall" }, .service = { "业务", "Service" }, .number = "A000", .taken = "2026-01-01 00:00",
                              .item = { "事项", "Item" }, .material_count = 1, .materials = { { .name = "身份证" } }, .code = "0" };
    char text[2048] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789–（），×〓";
    size_t length = strlen(text);
    struct bitmap bitmap;

    for (int i = 0; i < WORD_COUNT && length < sizeof text; i++)
        length += (size_t)snprintf(text + length, sizeof text - length, "%s%s", sheet_word_in(LANGUAGE_ZH, (enum receipt_word)i), sheet_word_in(LANGUAGE_EN, (enum receipt_word)i));
    enum error error = page_warm(text);
    for (int i = 0; !error && i < 4; i++) { /* each size of each face is loaded by itself */
        sample.language = i % 2 ? LANGUAGE_EN : LANGUAGE_ZH;
        error = receipt_draw(&sample, ticket_template_usual(i < 2 ? NARROW_MM : WIDE_MM), i < 2 ? NARROW_HEAD : WIDE_HEAD, &bitmap, NULL);
        if (!error)
            bitmap_finish(&bitmap);
    }
    return error;
}
