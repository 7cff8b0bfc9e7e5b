/* A slip on the roll of a ticket printer: the texts of its template one below the other, labels beside them where there is room, then the code and the place for the seal. */
#include "printers/page.h"
#include "printers/slip.h"

#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

enum { MOST_ROWS = 8192, WIDE = 480, EDGE_WIDE = 12, EDGE_NARROW = 4, GAP = 12, LEAST_SIZE = 22, MOST_LINES = 80, LABEL_WIDTH = 156, SIGNATURE_ROWS = 72, SEAL_WIDE = 240, SEAL_NARROW = 190 };

static const double dots_a_point = 8 * 25.4 / 72;

struct roll {
    const struct slip *slip;
    const struct certificate_template *form;
    struct page *page;
    struct paper_fault *fault;
    bool wide;
    int left, width, y;
};

static int size_of(const struct roll *roll, double points)
{
    int size = (int)(points * dots_a_point * (roll->wide ? 0.95 : 0.8));
    return size < LEAST_SIZE ? LEAST_SIZE : size;
}

/* Names the first character that no font has. */
static bool fault_of_glyph(struct roll *roll, const char *where, const char *text)
{
    uint32_t code;

    for (size_t left = strlen(text), bytes; left > 0; text += bytes, left -= bytes) {
        char character[5] = { 0 }, named[32];
        bytes = utf8_decode(text, left, &code);
        memcpy(character, text, bytes);
        if (code == '\n' || page_warm(character) == ERROR_NONE)
            continue;
        snprintf(named, sizeof named, "%s (U+%04lX)", character, (unsigned long)code);
        return paper_fault_set(roll->fault, PAPER_FAULT_GLYPH, where, named);
    }
    return paper_fault_set(roll->fault, PAPER_FAULT_GLYPH, where, text);
}

static bool set_text(struct roll *roll, const struct page_style *style, int x, int y, int width, const char *where, const char *text, int *ret_rows)
{
    int before = page_missing_glyphs(roll->page);

    *ret_rows = *text ? page_text(roll->page, style, x, y, width, text) : 0;
    return page_missing_glyphs(roll->page) == before || fault_of_glyph(roll, where, text);
}

/* Blanks alone are the place of a signature. */
static bool is_blank(const char *text)
{
    for (; *text; text += strncmp(text, "　", 3) == 0 ? 3 : 1)
        if (strncmp(text, "　", 3) != 0 && *text != ' ')
            return false;
    return true;
}

static bool draw_field(struct roll *roll, const struct template_field *field)
{
    char text[CERTIFICATE_TEXT], label[2 * TEMPLATE_LABEL + 2];
    bool empty, has_label = field->label.width > 0 && (field->label.zh[0] || field->label.en[0]);
    const enum page_align aligns[] = { [VECTOR_LEFT] = PAGE_LEFT, [VECTOR_CENTRE] = PAGE_CENTRE, [VECTOR_RIGHT] = PAGE_RIGHT, [VECTOR_JUSTIFY] = PAGE_LEFT };
    struct page_style style = { .size = size_of(roll, field->style.size), .bold = field->style.bold, .align = aligns[field->style.align], .lines = MOST_LINES, .fixed = field->style.align != VECTOR_CENTRE };
    const struct page_style small = { .size = LEAST_SIZE + 2 * roll->wide, .lines = 3, .fixed = true };
    int label_rows = 0, rows = 0, x = roll->left, width = roll->width;

    if (!certificate_fill(field->text, &roll->slip->fields, field->name, text, sizeof text, &empty, roll->fault))
        return empty && field->optional;
    if (has_label) {
        bool beside = roll->wide;
        snprintf(label, sizeof label, "%s%s%s", field->label.zh, field->label.zh[0] && field->label.en[0] ? (beside ? "\n" : " ") : "", field->label.en);
        if (!set_text(roll, &small, roll->left, roll->y, beside ? LABEL_WIDTH - 8 : roll->width, field->name, label, &label_rows))
            return false;
        x += beside ? LABEL_WIDTH : 0;
        width -= beside ? LABEL_WIDTH : 0;
        roll->y += beside ? 0 : label_rows;
        label_rows = beside ? label_rows : 0;
    }
    if (is_blank(text)) {
        rows = SIGNATURE_ROWS;
        page_rule(roll->page, x, roll->y + rows - 4, width);
    } else if (!set_text(roll, &style, x, roll->y, width, field->name, text, &rows)) {
        return false;
    }
    roll->y += (rows > label_rows ? rows : label_rows) + GAP;
    return roll->y < MOST_ROWS || paper_fault_set(roll->fault, PAPER_FAULT_ROOM, field->name, text);
}

static bool draw_code_and_seal(struct roll *roll)
{
    const struct page_style style = { .size = LEAST_SIZE, .align = PAGE_CENTRE, .lines = 2, .fixed = true };
    int seal = roll->form->seal_diameter > 0 ? (roll->wide ? SEAL_WIDE : SEAL_NARROW) : 0, code = 0;

    if (roll->form->code_size > 0) {
        int modules = page_code_modules(roll->slip->fields.code), module = modules > 0 ? (roll->width - seal - GAP) / modules : 0;
        module = module > 6 ? 6 : module;
        if (module < 3 || !page_code(roll->page, roll->left, roll->y, module, roll->slip->fields.code))
            return paper_fault_set(roll->fault, PAPER_FAULT_CODE, "code", roll->slip->fields.code);
        code = modules * module;
    }
    if (seal > 0) {
        page_box(roll->page, roll->left + roll->width - seal, roll->y, seal, 2);
        page_text(roll->page, &style, roll->left + roll->width - seal, roll->y + seal - 2 * LEAST_SIZE * 13 / 10 - 6, seal, "盖章处\nSeal");
    }
    roll->y += (code > seal ? code : seal) + GAP;
    return roll->y < MOST_ROWS || paper_fault_set(roll->fault, PAPER_FAULT_ROOM, "seal", "");
}

/* A demonstration's papers say so. */
static void draw_specimen(struct roll *roll)
{
    const struct page_style style = { .size = 32, .bold = true, .white = true, .align = PAGE_CENTRE };
    enum { BAND = 52, ROUND = 10 };

    page_band(roll->page, roll->left, roll->y, roll->width, BAND, ROUND);
    page_text(roll->page, &style, roll->left, roll->y + (BAND - style.size * 13 / 10) / 2, roll->width, "样张  SPECIMEN");
    roll->y += BAND + GAP;
}

bool slip_picture(const struct slip *slip, const struct certificate_template *form, int width, struct bitmap *ret_bitmap, struct paper_fault *fault)
{
    bool wide = width >= WIDE;
    int edge = wide ? EDGE_WIDE : EDGE_NARROW;
    struct roll roll = { .slip = slip, .form = form, .fault = fault, .wide = wide, .left = edge, .width = width - 2 * edge, .y = GAP };
    bool good = true;

    paper_fault_set(fault, PAPER_FAULT_NONE, "", "");
    if (page_create(width, MOST_ROWS, &roll.page) != ERROR_NONE)
        return paper_fault_set(fault, PAPER_FAULT_MEMORY, "", "");
    if (slip->fields.seal && slip->fields.seal->specimen)
        draw_specimen(&roll);
    for (int i = 0; good && i < form->field_count; i++)
        good = draw_field(&roll, &form->fields[i]);
    good = good && draw_code_and_seal(&roll);
    if (good && page_picture(roll.page, roll.y, ret_bitmap) != ERROR_NONE)
        good = paper_fault_set(fault, PAPER_FAULT_MEMORY, "", "");
    page_destroy(roll.page);
    if (good)
        paper_fault_set(fault, PAPER_FAULT_NONE, "", "");
    return good;
}
