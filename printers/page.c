#include "printers/page.h"

#include "base/utf8.h"
#include "printers/code_grid.h"

#include <pango/pangocairo.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* The face of all papers; fontconfig finds others for what it lacks. Its quotation marks are as wide as a han character, so that Latin text
 * is set with the same face's Korean sister, in which they are narrow. */
#define FAMILY "Noto Sans CJK SC"
#define LATIN_FAMILY "Noto Sans CJK KR"
#define NO_GLYPH "〓" /* the geta mark: what printers have always set for a type that is not in the case */

enum { THRESHOLD = 128, SMALLEST_PERCENT = 60, ONE_LINE_PERCENT = 84, MOST_STRETCH_PERCENT = 125 };

struct page {
    int width, height;
    cairo_surface_t *surface;
    cairo_t *cairo;
    PangoContext *context;
    int missing;
};

/* One-bit dots from the start: no greys that a threshold would fray. */
static PangoContext *create_context(void)
{
    PangoContext *context = pango_font_map_create_context(pango_cairo_font_map_get_default());
    cairo_font_options_t *options = cairo_font_options_create();

    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_NONE);
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

static bool is_latin(const char *text)
{
    uint32_t code;

    for (size_t length = strlen(text), bytes; length > 0; text += bytes, length -= bytes) {
        bytes = utf8_decode(text, length, &code);
        if (utf8_cells_of(code) == 2)
            return false;
    }
    return true;
}

static PangoLayout *create_layout(PangoContext *context, int size, bool bold, const char *text)
{
    PangoLayout *layout = pango_layout_new(context);
    PangoFontDescription *font = pango_font_description_new();
    PangoAttrList *attributes = pango_attr_list_new();

    pango_font_description_set_family_static(font, is_latin(text) ? LATIN_FAMILY : FAMILY);
    pango_font_description_set_weight(font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_absolute_size(font, (double)size * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_layout_set_text(layout, text, -1);
    pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(FALSE)); /* a broken word is a broken word */
    pango_layout_set_attributes(layout, attributes);
    pango_attr_list_unref(attributes);
    pango_font_description_free(font);
    return layout;
}

static int unknown_glyphs(PangoContext *context, const char *text)
{
    PangoLayout *layout = create_layout(context, 24, false, text);
    int count = pango_layout_get_unknown_glyphs_count(layout);

    g_object_unref(layout);
    return count;
}

enum error page_warm(const char *text)
{
    PangoContext *context = create_context();
    int count = unknown_glyphs(context, text);

    g_object_unref(context);
    return count > 0 ? ERROR_MISSING : ERROR_NONE;
}

enum error page_create(int width, int most_height, struct page **ret_page)
{
    if (width < 8 || width > BITMAP_MOST_DOTS || width % 8 != 0 || most_height < 1 || most_height > BITMAP_MOST_ROWS)
        return ERROR_RANGE;
    struct page *page = calloc(1, sizeof *page);
    if (!page)
        return ERROR_MEMORY;
    page->width = width;
    page->height = most_height;
    page->surface = cairo_image_surface_create(CAIRO_FORMAT_A8, width, most_height);
    page->cairo = cairo_create(page->surface);
    page->context = create_context();
    if (cairo_status(page->cairo) != CAIRO_STATUS_SUCCESS) {
        page_destroy(page);
        return ERROR_MEMORY;
    }
    cairo_set_antialias(page->cairo, CAIRO_ANTIALIAS_NONE);
    *ret_page = page;
    return ERROR_NONE;
}

void page_destroy(struct page *page)
{
    if (!page)
        return;
    g_object_unref(page->context);
    cairo_destroy(page->cairo);
    cairo_surface_destroy(page->surface);
    free(page);
}

int page_width(const struct page *page)
{
    return page->width;
}

int page_missing_glyphs(const struct page *page)
{
    return page->missing;
}

/* Returns the text with 〓 for each character that no font has; owned by the caller, NULL without memory. */
static char *replace_missing(struct page *page, const char *text)
{
    size_t length = strlen(text), written = 0;

    if (unknown_glyphs(page->context, text) == 0)
        return strdup(text);
    char *replaced = malloc(length * (sizeof NO_GLYPH - 1) + 1);
    for (size_t i = 0; replaced && i < length;) {
        char character[5] = { 0 };
        uint32_t code;
        size_t bytes = utf8_decode(text + i, length - i, &code);
        memcpy(character, text + i, bytes);
        bool missing = code == UINT32_MAX || unknown_glyphs(page->context, character) > 0;
        const char *shown = missing ? NO_GLYPH : character;
        page->missing += missing;
        memcpy(replaced + written, shown, strlen(shown));
        written += strlen(shown);
        i += bytes;
    }
    if (replaced)
        replaced[written] = 0;
    return replaced;
}

static int layout_width(PangoLayout *layout)
{
    PangoRectangle logical;

    pango_layout_get_pixel_extents(layout, NULL, &logical);
    return logical.width;
}

static void set_column(PangoLayout *layout, int width, int lines)
{
    pango_layout_set_width(layout, width * PANGO_SCALE);
    pango_layout_set_height(layout, -lines);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
}

/* Narrows the column of a centred text as far as its lines allow, so that none of them holds a lonely word. */
static int balanced_width(PangoLayout *layout, int width, int lines)
{
    int count = pango_layout_get_line_count(layout), least = width / 2, most = width;

    while (count > 1 && most - least > 4) {
        int middle = (least + most) / 2;
        set_column(layout, middle, lines);
        if (pango_layout_get_line_count(layout) <= count && !pango_layout_is_ellipsized(layout))
            most = middle;
        else
            least = middle;
    }
    return most;
}

/* Lays the text out for a column. A text that is a little too long for one line is made a little smaller. */
static PangoLayout *layout_in_column(struct page *page, const struct page_style *style, int width, const char *text, int *ret_size)
{
    PangoLayout *layout = create_layout(page->context, style->size, style->bold, text);
    int natural = layout_width(layout), size = style->size, lines = style->lines > 0 ? style->lines : 1;
    int smallest = size * (style->lines > 1 ? ONE_LINE_PERCENT : SMALLEST_PERCENT) / 100;

    if (natural > width && !style->fixed && (style->lines == 0 || size * width / natural >= smallest)) {
        size = size * width / natural;
        size = size < smallest ? smallest : size;
        g_object_unref(layout);
        layout = create_layout(page->context, size, style->bold, text);
    }
    set_column(layout, width, lines);
    if (style->align == PAGE_CENTRE)
        set_column(layout, balanced_width(layout, width, lines), lines);
    *ret_size = size;
    return layout;
}

static int line_height(const struct page_style *style)
{
    return style->size * 13 / 10;
}

int page_text_height(struct page *page, const struct page_style *style, int width, const char *text)
{
    int size;
    PangoLayout *layout = layout_in_column(page, style, width, text, &size);
    int lines = pango_layout_get_line_count(layout);

    g_object_unref(layout);
    return lines * line_height(style);
}

int page_text_width(struct page *page, const struct page_style *style, const char *text)
{
    PangoLayout *layout = create_layout(page->context, style->size, style->bold, text);
    int width = layout_width(layout);

    g_object_unref(layout);
    return width;
}

static int aligned(enum page_align align, int x, int column, int width)
{
    return align == PAGE_LEFT ? x : align == PAGE_RIGHT ? x + column - width : x + (column - width) / 2;
}

/* Lines are placed by their baselines, not by the font's own line height: that of a CJK font would tear the paper apart. A han character
 * fills its em from 0.88 above the baseline to 0.12 below. */
int page_text(struct page *page, const struct page_style *style, int x, int y, int width, const char *text)
{
    int size, step = line_height(style);
    char *shown = replace_missing(page, text);

    if (!shown)
        return 0;
    PangoLayout *layout = layout_in_column(page, style, width, shown, &size);
    int lines = pango_layout_get_line_count(layout);
    cairo_set_operator(page->cairo, style->white ? CAIRO_OPERATOR_CLEAR : CAIRO_OPERATOR_OVER);
    for (int i = 0; i < lines; i++) {
        PangoLayoutLine *line = pango_layout_get_line_readonly(layout, i);
        PangoRectangle logical;
        pango_layout_line_get_pixel_extents(line, NULL, &logical);
        cairo_move_to(page->cairo, aligned(style->align, x, width, logical.width), y + i * step + (step - size) / 2 + size * 88 / 100);
        pango_cairo_show_layout_line(page->cairo, line);
    }
    cairo_set_operator(page->cairo, CAIRO_OPERATOR_OVER);
    g_object_unref(layout);
    free(shown);
    return lines * step;
}

/* Outlines of a size that fills the width, then stretched upwards a little where the height allows: narrow tall figures read well from afar. */
int page_headline(struct page *page, int x, int y, int width, int height, const char *text, int *ret_right)
{
    PangoRectangle ink;
    PangoLayout *layout = create_layout(page->context, height, true, text);

    *ret_right = x;
    pango_layout_get_extents(layout, &ink, NULL);
    if (ink.width > 0 && ink.height > 0) {
        double ink_width = (double)ink.width / PANGO_SCALE, ink_height = (double)ink.height / PANGO_SCALE;
        double across = width / ink_width, up = height / ink_height;
        if (up > across * MOST_STRETCH_PERCENT / 100)
            up = across * MOST_STRETCH_PERCENT / 100;
        if (across > up)
            across = up;
        double left = x + (width - ink_width * across) / 2;
        cairo_save(page->cairo);
        cairo_translate(page->cairo, left - (double)ink.x / PANGO_SCALE * across, y - (double)ink.y / PANGO_SCALE * up);
        cairo_scale(page->cairo, across, up);
        cairo_move_to(page->cairo, 0, 0);
        pango_cairo_layout_path(page->cairo, layout);
        cairo_restore(page->cairo);
        cairo_fill(page->cairo);
        *ret_right = (int)(left + ink_width * across + 0.5);
        height = (int)(ink_height * up + 0.5);
    }
    g_object_unref(layout);
    return height;
}

void page_rule(struct page *page, int x, int y, int width)
{
    enum { DASH = 6, GAP = 6, LINE = 2 };

    int dashes = (width + GAP) / (DASH + GAP), left = x + (width - dashes * (DASH + GAP) + GAP) / 2;
    for (int i = 0; i < dashes; i++)
        cairo_rectangle(page->cairo, left + i * (DASH + GAP), y, DASH, LINE);
    cairo_fill(page->cairo);
}

void page_band(struct page *page, int x, int y, int width, int height, int radius)
{
    static const double quarter = 1.5707963267948966;

    cairo_new_sub_path(page->cairo);
    cairo_arc(page->cairo, x + width - radius, y + radius, radius, -quarter, 0);
    cairo_arc(page->cairo, x + width - radius, y + height - radius, radius, 0, quarter);
    cairo_arc(page->cairo, x + radius, y + height - radius, radius, quarter, 2 * quarter);
    cairo_arc(page->cairo, x + radius, y + radius, radius, 2 * quarter, 3 * quarter);
    cairo_close_path(page->cairo);
    cairo_fill(page->cairo);
}

void page_box(struct page *page, int x, int y, int size, int line)
{
    cairo_set_fill_rule(page->cairo, CAIRO_FILL_RULE_EVEN_ODD);
    cairo_rectangle(page->cairo, x, y, size, size);
    cairo_rectangle(page->cairo, x + line, y + line, size - 2 * line, size - 2 * line);
    cairo_fill(page->cairo);
    cairo_set_fill_rule(page->cairo, CAIRO_FILL_RULE_WINDING);
}

void page_diamond(struct page *page, int x, int y, int size)
{
    cairo_move_to(page->cairo, x + size / 2.0, y);
    cairo_line_to(page->cairo, x + size, y + size / 2.0);
    cairo_line_to(page->cairo, x + size / 2.0, y + size);
    cairo_line_to(page->cairo, x, y + size / 2.0);
    cairo_close_path(page->cairo);
    cairo_fill(page->cairo);
}

int page_code_modules(const char *text)
{
    struct code_grid grid;
    int modules = code_grid_init(&grid, text) ? grid.modules + 2 * CODE_QUIET_ZONE : 0;

    code_grid_finish(&grid);
    return modules;
}

bool page_code(struct page *page, int x, int y, int module, const char *text)
{
    struct code_grid grid;

    if (!code_grid_init(&grid, text))
        return false;
    for (int row = 0; row < grid.modules; row++)
        for (int column = 0, run; column < grid.modules; column += run + 1) {
            run = code_grid_run(&grid, column, row);
            if (run > 0)
                cairo_rectangle(page->cairo, x + (column + CODE_QUIET_ZONE) * module, y + (row + CODE_QUIET_ZONE) * module, run * module, module);
        }
    cairo_fill(page->cairo);
    code_grid_finish(&grid);
    return true;
}

enum error page_picture(struct page *page, int height, struct bitmap *ret_bitmap)
{
    struct bitmap bitmap;

    if (height > page->height)
        return ERROR_RANGE;
    enum error error = bitmap_init(&bitmap, page->width, height);
    if (error)
        return error;
    cairo_surface_flush(page->surface);
    const unsigned char *data = cairo_image_surface_get_data(page->surface);
    size_t stride = (size_t)cairo_image_surface_get_stride(page->surface);
    for (int y = 0; y < height; y++) {
        const unsigned char *row = data + (size_t)y * stride;
        for (size_t byte = 0; byte < bitmap.stride; byte++, row += 8) {
            unsigned bits = 0;
            for (int i = 0; i < 8; i++)
                bits = bits << 1 | (row[i] >= THRESHOLD);
            bitmap.bits[(size_t)y * bitmap.stride + byte] = (uint8_t)bits;
        }
    }
    *ret_bitmap = bitmap;
    return ERROR_NONE;
}
