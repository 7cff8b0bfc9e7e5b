#include "printers/vector_page.h"

#include "base/utf8.h"
#include "printers/code_grid.h"

#include <cairo-pdf.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double points_a_mm = 72 / 25.4, mm_a_point = 25.4 / 72, usual_leading = 1.5, smaller = 0.96, least_module = 0.33;
/* A han character fills its em from 0.88 above the baseline to 0.12 below. */
static const double above = 0.88;

struct vector_page {
    cairo_surface_t *surface;
    cairo_t *cairo;
    PangoContext *context;
    struct bytes bytes;
    bool short_of_memory;
};

static cairo_status_t keep_bytes(void *context, const unsigned char *data, unsigned length)
{
    struct vector_page *page = context;

    if (bytes_append(&page->bytes, data, length) == ERROR_NONE)
        return CAIRO_STATUS_SUCCESS;
    page->short_of_memory = true;
    return CAIRO_STATUS_WRITE_ERROR;
}

static PangoContext *create_context(void)
{
    PangoContext *context = pango_font_map_create_context(pango_cairo_font_map_get_default());
    cairo_font_options_t *options = cairo_font_options_create();

    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context, options);
    pango_cairo_context_set_resolution(context, 72);
    pango_context_set_language(context, pango_language_from_string("zh-cn")); /* mainland forms of the characters */
    pango_context_set_round_glyph_positions(context, FALSE);
    pango_context_set_base_dir(context, PANGO_DIRECTION_LTR);
    cairo_font_options_destroy(options);
    return context;
}

enum error vector_page_create(double width, double height, const char *title, struct date date, struct vector_page **ret_page)
{
    char day[DATE_TEXT_SIZE], instant[DATE_TEXT_SIZE + 16];

    if (!(width >= 10 && width <= 1000 && height >= 10 && height <= 1000))
        return ERROR_RANGE;
    struct vector_page *page = calloc(1, sizeof *page);
    if (!page)
        return ERROR_MEMORY;
    date_format(date, day);
    snprintf(instant, sizeof instant, "%sT00:00:00Z", day);
    page->surface = cairo_pdf_surface_create_for_stream(keep_bytes, page, width * points_a_mm, height * points_a_mm);
    cairo_pdf_surface_set_metadata(page->surface, CAIRO_PDF_METADATA_TITLE, title);
    cairo_pdf_surface_set_metadata(page->surface, CAIRO_PDF_METADATA_CREATOR, "Yichuang");
    cairo_pdf_surface_set_metadata(page->surface, CAIRO_PDF_METADATA_CREATE_DATE, instant);
    page->cairo = cairo_create(page->surface);
    page->context = create_context();
    cairo_scale(page->cairo, points_a_mm, points_a_mm);
    if (cairo_status(page->cairo) != CAIRO_STATUS_SUCCESS) {
        vector_page_destroy(page);
        return ERROR_MEMORY;
    }
    *ret_page = page;
    return ERROR_NONE;
}

void vector_page_destroy(struct vector_page *page)
{
    if (!page)
        return;
    g_object_unref(page->context);
    cairo_destroy(page->cairo);
    cairo_surface_destroy(page->surface);
    bytes_finish(&page->bytes);
    free(page);
}

void vector_page_next(struct vector_page *page)
{
    cairo_show_page(page->cairo);
}

cairo_t *vector_page_cairo(struct vector_page *page)
{
    return page->cairo;
}

enum error vector_page_finish(struct vector_page *page, struct bytes *bytes)
{
    cairo_show_page(page->cairo);
    cairo_surface_finish(page->surface);
    if (page->short_of_memory || cairo_status(page->cairo) != CAIRO_STATUS_SUCCESS)
        return ERROR_MEMORY;
    return bytes_append(bytes, page->bytes.data, page->bytes.length);
}

/* --- text ----------------------------------------------------------------------------------------------------------------------------- */

static PangoLayout *create_layout(struct vector_page *page, const struct vector_style *style, double size, const char *text)
{
    PangoLayout *layout = pango_layout_new(page->context);
    PangoFontDescription *font = pango_font_description_new();
    PangoAttrList *attributes = pango_attr_list_new();

    pango_font_description_set_family_static(font, style->family);
    pango_font_description_set_weight(font, style->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_layout_set_text(layout, text, -1);
    pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(FALSE)); /* a broken word is a broken word */
    if (style->spacing > 0)
        pango_attr_list_insert(attributes, pango_attr_letter_spacing_new((int)(style->spacing * size * PANGO_SCALE)));
    pango_layout_set_attributes(layout, attributes);
    pango_attr_list_unref(attributes);
    pango_font_description_free(font);
    return layout;
}

/* Finds the character that no font has. */
static bool fault_of_glyph(struct vector_page *page, const struct vector_style *style, const char *where, const char *text, struct paper_fault *fault)
{
    size_t length = strlen(text), bytes;

    for (; length > 0; text += bytes, length -= bytes) {
        char character[5] = { 0 }, named[32];
        uint32_t code;
        bytes = utf8_decode(text, length, &code);
        memcpy(character, text, bytes);
        PangoLayout *layout = create_layout(page, style, 12, character);
        bool unknown = pango_layout_get_unknown_glyphs_count(layout) > 0;
        g_object_unref(layout);
        if (unknown) {
            snprintf(named, sizeof named, "%s (U+%04lX)", character, (unsigned long)code);
            return paper_fault_set(fault, PAPER_FAULT_GLYPH, where, named);
        }
    }
    return true;
}

/* Whether everything of the text is what it looks like, and can be set. */
static bool check_text(struct vector_page *page, const struct vector_style *style, const char *where, const char *text, struct paper_fault *fault)
{
    size_t length = strlen(text);
    char *clean = malloc(length + 1);
    PangoFontMap *fonts = pango_cairo_font_map_get_default();

    if (!clean)
        return paper_fault_set(fault, PAPER_FAULT_MEMORY, where, "");
    utf8_clean(clean, length + 1, text);
    bool same = strlen(clean) == length;
    for (size_t i = 0; same && i < length; i++)
        same = clean[i] == text[i] || (style->lines && text[i] == '\n'); /* cleaned, a line break is a blank */
    if (!same)
        paper_fault_set(fault, PAPER_FAULT_TEXT, where, clean);
    free(clean);
    if (!same)
        return false;
    if (!pango_font_map_get_family(fonts, style->family))
        return paper_fault_set(fault, PAPER_FAULT_FONT, where, style->family);
    PangoLayout *layout = create_layout(page, style, style->size, text);
    bool unknown = pango_layout_get_unknown_glyphs_count(layout) > 0;
    g_object_unref(layout);
    return !unknown || fault_of_glyph(page, style, where, text, fault);
}

static double leading_of(const struct vector_style *style)
{
    return style->leading > 0 ? style->leading : usual_leading;
}

/* Lays the text out in a column of width mm. */
static PangoLayout *layout_in_column(struct vector_page *page, const struct vector_style *style, double size, double width, const char *text)
{
    PangoLayout *layout = create_layout(page, style, size, text);

    pango_layout_set_width(layout, (int)(width * points_a_mm * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_indent(layout, (int)(style->indent * size * PANGO_SCALE));
    pango_layout_set_justify(layout, style->align == VECTOR_JUSTIFY);
    return layout;
}

/* The height in points from the top of the first line's em to the bottom of the last one's. */
static double height_of(PangoLayout *layout, const struct vector_style *style, double size)
{
    return ((pango_layout_get_line_count(layout) - 1) * leading_of(style) + 1) * size;
}

double vector_page_text_height(struct vector_page *page, const struct vector_style *style, double width, const char *text)
{
    if (!*text)
        return 0;
    PangoLayout *layout = layout_in_column(page, style, style->size, width, text);
    double height = height_of(layout, style, style->size) * mm_a_point;
    g_object_unref(layout);
    return height;
}

/* No line may stick out of the column: one that cannot be broken (or a box that is narrower than a character) does. */
static bool fits(PangoLayout *layout, const struct vector_style *style, double size, struct vector_box box)
{
    PangoRectangle logical;
    static const double slack = 0.01;

    pango_layout_get_extents(layout, NULL, &logical);
    return height_of(layout, style, size) <= box.height * points_a_mm + slack && (double)logical.width / PANGO_SCALE <= box.width * points_a_mm + slack;
}

static void show(struct vector_page *page, const struct vector_style *style, double size, struct vector_box box, PangoLayout *layout)
{
    double top = style->middle ? (box.height * points_a_mm - height_of(layout, style, size)) / 2 : 0, column = box.width * points_a_mm;
    int lines = pango_layout_get_line_count(layout);

    cairo_save(page->cairo);
    cairo_translate(page->cairo, box.x, box.y);
    cairo_scale(page->cairo, mm_a_point, mm_a_point);
    cairo_set_source_rgb(page->cairo, style->colour.red, style->colour.green, style->colour.blue);
    for (int i = 0; i < lines; i++) {
        PangoLayoutLine *line = pango_layout_get_line_readonly(layout, i);
        PangoRectangle logical;
        pango_layout_line_get_extents(line, NULL, &logical);
        double width = (double)logical.width / PANGO_SCALE - style->spacing * size, left = i == 0 ? style->indent * size : 0;
        if (style->align == VECTOR_CENTRE)
            left = (column - width) / 2;
        else if (style->align == VECTOR_RIGHT)
            left = column - width;
        cairo_move_to(page->cairo, left, top + (i * leading_of(style) + above) * size);
        pango_cairo_show_layout_line(page->cairo, line);
    }
    cairo_restore(page->cairo);
}

bool vector_page_text(struct vector_page *page, const struct vector_style *style, struct vector_box box, const char *where, const char *text, struct paper_fault *fault)
{
    double size = style->size;

    if (!*text)
        return true;
    if (!check_text(page, style, where, text, fault))
        return false;
    PangoLayout *layout = layout_in_column(page, style, size, box.width, text);
    while (!fits(layout, style, size, box) && style->smallest > 0 && size * smaller >= style->smallest) {
        size *= smaller;
        g_object_unref(layout);
        layout = layout_in_column(page, style, size, box.width, text);
    }
    bool good = fits(layout, style, size, box);
    if (good)
        show(page, style, size, box, layout);
    g_object_unref(layout);
    return good || paper_fault_set(fault, PAPER_FAULT_ROOM, where, text);
}

bool vector_page_arc_text(struct vector_page *page, const struct vector_style *style, double x, double y, double radius, double spread, const char *where, const char *text,
                          struct paper_fault *fault)
{
    size_t length = strlen(text), bytes;
    int count = 0;

    if (!check_text(page, style, where, text, fault))
        return false;
    for (size_t i = 0; i < length; i++)
        count += ((unsigned char)text[i] & 0xC0) != 0x80;
    double step = count > 1 ? spread / (count - 1) : 0, angle = count > 1 ? -spread / 2 : 0;
    for (; length > 0; text += bytes, length -= bytes, angle += step) {
        char character[5] = { 0 };
        uint32_t code;
        PangoRectangle logical;
        bytes = utf8_decode(text, length, &code);
        memcpy(character, text, bytes);
        PangoLayout *layout = create_layout(page, style, style->size, character);
        pango_layout_get_extents(layout, NULL, &logical);
        cairo_save(page->cairo);
        cairo_translate(page->cairo, x, y);
        cairo_rotate(page->cairo, angle);
        cairo_translate(page->cairo, 0, -radius);
        cairo_scale(page->cairo, mm_a_point, mm_a_point);
        cairo_move_to(page->cairo, -(double)logical.width / PANGO_SCALE / 2, (above - 1) * style->size);
        pango_cairo_layout_line_path(page->cairo, pango_layout_get_line_readonly(layout, 0));
        cairo_restore(page->cairo);
        cairo_fill(page->cairo);
        g_object_unref(layout);
    }
    return true;
}

bool vector_page_outline_text(struct vector_page *page, const struct vector_style *style, double x, double y, double angle, const char *where, const char *text,
                              struct paper_fault *fault)
{
    PangoRectangle ink;

    if (!check_text(page, style, where, text, fault))
        return false;
    PangoLayout *layout = create_layout(page, style, style->size, text);
    pango_layout_get_extents(layout, &ink, NULL);
    cairo_save(page->cairo);
    cairo_translate(page->cairo, x, y);
    cairo_rotate(page->cairo, angle);
    cairo_scale(page->cairo, mm_a_point, mm_a_point);
    cairo_move_to(page->cairo, -(ink.x + ink.width / 2.0) / PANGO_SCALE, -(ink.y + ink.height / 2.0) / PANGO_SCALE);
    pango_cairo_layout_path(page->cairo, layout);
    cairo_restore(page->cairo);
    cairo_fill(page->cairo);
    g_object_unref(layout);
    return true;
}

/* --- lines and codes --------------------------------------------------------------------------------------------------------------------- */

void vector_page_line(struct vector_page *page, double x, double y, double width, double thickness, struct vector_colour colour)
{
    cairo_set_source_rgb(page->cairo, colour.red, colour.green, colour.blue);
    cairo_rectangle(page->cairo, x, y - thickness / 2, width, thickness);
    cairo_fill(page->cairo);
}

/* All modules are one path: filled one by one, neighbours would show hairlines between them on screens. */
bool vector_page_code(struct vector_page *page, double x, double y, double size, const char *where, const char *text, struct paper_fault *fault)
{
    struct code_grid grid;

    if (!code_grid_init(&grid, text))
        return paper_fault_set(fault, PAPER_FAULT_CODE, where, text);
    double module = size / (grid.modules + 2 * CODE_QUIET_ZONE);
    bool good = module >= least_module;
    cairo_set_source_rgb(page->cairo, 0, 0, 0);
    for (int row = 0; good && row < grid.modules; row++)
        for (int column = 0, run; column < grid.modules; column += run + 1) {
            run = code_grid_run(&grid, column, row);
            if (run > 0)
                cairo_rectangle(page->cairo, x + (column + CODE_QUIET_ZONE) * module, y + (row + CODE_QUIET_ZONE) * module, run * module, module);
        }
    cairo_fill(page->cairo);
    code_grid_finish(&grid);
    return good || paper_fault_set(fault, PAPER_FAULT_CODE, where, text);
}
