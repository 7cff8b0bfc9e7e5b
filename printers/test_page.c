#include "printers/test_page.h"

#include "printers/page.h"

#include <stdio.h>
#include <string.h>

enum { DOTS_MM = 8, MARK = 64, THICK = 4, HAIR = 2, MOST_ROWS = 2400, RULER_MM = 40, GREY_ROWS = 48 };

static const char *const advice_zh = "四角的标记应完整可见；尺上的 1 厘米应等于实际的 1 厘米；文字应清晰、不缺笔画。";
static const char *const advice_en = "All four corner marks must be there; 1 cm on the rulers must be 1 cm; no line of a letter may be missing.";

/* --- on a roll ---------------------------------------------------------------------------------------------------------------- */

/* An angle at a corner: across and down say to which side it opens. */
static void corner(struct page *page, int x, int y, bool left, bool top)
{
    page_band(page, left ? x : x - MARK, top ? y : y - THICK, MARK, THICK, 0);
    page_band(page, left ? x : x - THICK, top ? y : y - MARK, THICK, MARK, 0);
}

static int tick_length(int mm)
{
    return mm % 10 == 0 ? 40 : mm % 5 == 0 ? 28 : 16;
}

static int draw_across(struct page *page, int y, int width)
{
    const struct page_style figure = { .size = 24, .align = PAGE_CENTRE };
    char text[16];

    for (int mm = 0; mm * DOTS_MM + HAIR <= width; mm++) {
        page_band(page, mm * DOTS_MM, y, HAIR, tick_length(mm), 0);
        if (mm % 10 == 0 && mm > 0 && mm * DOTS_MM + 32 <= width) {
            snprintf(text, sizeof text, "%d", mm / 10);
            page_text(page, &figure, mm * DOTS_MM - 32, y + 42, 64, text);
        }
    }
    return y + 42 + 34;
}

static int draw_down(struct page *page, int y)
{
    const struct page_style figure = { .size = 24 };
    char text[16];

    for (int mm = 0; mm <= RULER_MM; mm++) {
        page_band(page, 0, y + mm * DOTS_MM, tick_length(mm), HAIR, 0);
        if (mm % 10 == 0 && mm > 0) {
            snprintf(text, sizeof text, "%d", mm / 10);
            page_text(page, &figure, 48, y + mm * DOTS_MM - 16, 60, text);
        }
    }
    return y + RULER_MM * DOTS_MM + HAIR;
}

/* Stripes of growing width: a dirty head and a dead dot show here. */
static int draw_stripes(struct page *page, int y, int width)
{
    for (int x = 0, wide = 1; x + wide <= width; x += 2 * wide, wide = wide < 12 ? wide + 1 : wide)
        page_band(page, x, y, wide, GREY_ROWS, 0);
    return y + GREY_ROWS;
}

static int write_beside(struct page *page, int y, int x, int width, const struct printer_conf *printer, long long job)
{
    const struct page_style normal = { .size = 28, .lines = 4 }, small = { .size = 24, .lines = 8 };
    char text[256];

    snprintf(text, sizeof text, "打印机 Printer: %s", printer->name);
    y += page_text(page, &normal, x, y, width, text);
    if (printer->place[0])
        y += page_text(page, &normal, x, y, width, printer->place);
    snprintf(text, sizeof text, "纸宽 %d 毫米，可打印 %d 毫米（%d 点）", printer->model->paper_mm, printer->model->dots / DOTS_MM, printer->model->dots);
    y += page_text(page, &small, x, y, width, text);
    snprintf(text, sizeof text, "%d mm paper, prints %d mm (%d dots)", printer->model->paper_mm, printer->model->dots / DOTS_MM, printer->model->dots);
    y += page_text(page, &small, x, y, width, text);
    snprintf(text, sizeof text, "任务 Job %lld", job);
    return y + page_text(page, &small, x, y, width, text);
}

enum error test_page_draw(const struct printer_conf *printer, long long job, int width, struct bitmap *ret_bitmap)
{
    const struct page_style title = { .size = 52, .bold = true, .align = PAGE_CENTRE }, advice = { .size = 26, .lines = 12 };
    struct page *page;
    enum error error = page_create(width, MOST_ROWS, &page);

    if (error)
        return error;
    corner(page, 0, 0, true, true);
    corner(page, width, 0, false, true);
    int y = 16;
    y += page_text(page, &title, MARK, y, width - 2 * MARK, "测试页 Test");
    y = draw_across(page, y + 16, width);
    int top = y + 16, down = draw_down(page, top), beside = write_beside(page, top, 112, width - 120, printer, job);
    y = (down > beside ? down : beside) + 16;
    y = draw_stripes(page, y, width) + 16;
    y += page_text(page, &advice, 8, y, width - 16, advice_zh);
    y += page_text(page, &advice, 8, y, width - 16, advice_en) + MARK;
    corner(page, 0, y, true, false);
    corner(page, width, y, false, false);
    error = page_picture(page, y, ret_bitmap);
    page_destroy(page);
    return error;
}

/* --- on a sheet --------------------------------------------------------------------------------------------------------------- */

enum { EDGE = 10 }; /* mm: office printers leave about 5 mm white */

static const struct vector_colour black = { 0, 0, 0 };

static void fill(struct vector_page *page, double x, double y, double width, double height)
{
    cairo_t *cairo = vector_page_cairo(page);

    cairo_save(cairo);
    cairo_set_source_rgb(cairo, black.red, black.green, black.blue);
    cairo_rectangle(cairo, x, y, width, height);
    cairo_fill(cairo);
    cairo_restore(cairo);
}

static void sheet_corner(struct vector_page *page, double x, double y, bool left, bool top)
{
    fill(page, left ? x : x - 10, top ? y : y - 0.4, 10, 0.4);
    fill(page, left ? x : x - 0.4, top ? y : y - 10, 0.4, 10);
}

/* A ruler across or down, with a figure at each centimetre. */
static bool sheet_ruler(struct vector_page *page, const struct vector_style *style, double x, double y, int length, bool across, struct paper_fault *fault)
{
    char text[16];

    for (int mm = 0; mm <= length; mm++) {
        double tick = mm % 10 == 0 ? 5 : mm % 5 == 0 ? 3.5 : 2;
        fill(page, across ? x + mm - 0.05 : x, across ? y : y + mm - 0.05, across ? 0.1 : tick, across ? tick : 0.1);
        if (mm % 10 != 0 || mm == 0)
            continue;
        snprintf(text, sizeof text, "%d", mm / 10);
        struct vector_box box = across ? (struct vector_box){ x + mm - 4, y + 5.5, 8, 6 } : (struct vector_box){ x + 6, y + mm - 2.5, 8, 6 };
        if (!vector_page_text(page, style, box, "ruler", text, fault))
            return false;
    }
    return true;
}

static bool sheet_words(struct vector_page *page, const struct printer_conf *printer, long long job, double width, struct paper_fault *fault)
{
    const struct vector_style title = { .family = "Noto Serif CJK SC", .size = 22, .bold = true, .align = VECTOR_CENTRE }, text = { .family = "Noto Serif CJK SC", .size = 11 };
    struct vector_box box = { EDGE + 25, EDGE + 45, width - 2 * EDGE - 30, 12 };
    char line[256];

    if (!vector_page_text(page, &title, (struct vector_box){ EDGE, EDGE + 12, width - 2 * EDGE, 14 }, "title", "测试页 Test page", fault))
        return false;
    snprintf(line, sizeof line, "打印机 Printer: %s    %s    任务 Job %lld", printer->name, printer->place, job);
    if (!vector_page_text(page, &text, box, "printer", line, fault))
        return false;
    box.y += 14;
    box.height = 24;
    if (!vector_page_text(page, &text, box, "advice", advice_zh, fault))
        return false;
    box.y += 20;
    box.height = 36;
    return vector_page_text(page, &text, box, "advice", advice_en, fault);
}

bool test_page_document(const struct printer_conf *printer, long long job, struct date date, struct bytes *bytes, struct paper_fault *fault)
{
    const struct vector_style figure = { .family = "Noto Serif CJK SC", .size = 9, .align = VECTOR_CENTRE };
    bool large = printer->kinds & 1u << PRINTER_KIND_CERTIFICATE;
    double width = printer->two_part ? 241 : large ? 210 : 148, height = printer->two_part ? 140 : large ? 297 : 210;
    int down = printer->two_part ? 60 : 100;
    struct vector_page *page;

    if (vector_page_create(width, height, "Test page", date, &page) != ERROR_NONE)
        return paper_fault_set(fault, PAPER_FAULT_MEMORY, "", "");
    sheet_corner(page, EDGE, EDGE, true, true);
    sheet_corner(page, width - EDGE, EDGE, false, true);
    sheet_corner(page, EDGE, height - EDGE, true, false);
    sheet_corner(page, width - EDGE, height - EDGE, false, false);
    bool good = sheet_ruler(page, &figure, EDGE, EDGE + 28, (int)(width - 2 * EDGE), true, fault) && sheet_ruler(page, &figure, EDGE, EDGE + 45, down, false, fault) &&
                sheet_words(page, printer, job, width, fault);
    if (good && vector_page_finish(page, bytes) != ERROR_NONE)
        good = paper_fault_set(fault, PAPER_FAULT_MEMORY, "", "");
    vector_page_destroy(page);
    return good;
}
