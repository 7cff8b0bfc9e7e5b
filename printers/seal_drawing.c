#include "printers/seal_drawing.h"

#include <math.h>
#include <string.h>

static const double pi = 3.14159265358979323846;
/* Of a five-pointed star whose points lie on a circle of radius 1, the inner corners lie on 0.382: so the lines between points are straight. */
static const double star_inner = 0.381966;

static void star_path(cairo_t *cairo, double x, double y, double radius)
{
    for (int i = 0; i < 10; i++) {
        double reach = i % 2 ? radius * star_inner : radius, angle = i * pi / 5;
        cairo_line_to(cairo, x + reach * sin(angle), y - reach * cos(angle));
    }
    cairo_close_path(cairo);
}

/* The rules of 1999 for seals of administrations: round, a star in the middle, the name in a circle from left to right round it, the use in a line below. */
static bool draw_demonstration(struct vector_page *page, const struct seal_place *place, struct paper_fault *fault)
{
    static const double ring = 0.0286, star = 0.30, foot = 0.635, most_spread = 3.9, step = 0.53, beside = 0.46;
    cairo_t *cairo = vector_page_cairo(page);
    double radius = place->diameter / 2, millimetre = 72 / 25.4;
    struct vector_style name = { .family = place->family, .size = radius * 0.285 * millimetre, .bold = true };
    struct vector_style use = name;
    int letters = 0;

    for (const char *p = place->hall; *p; p++)
        letters += ((unsigned char)*p & 0xC0) != 0x80;
    double spread = (letters - 1) * step;
    if (spread > most_spread) {
        spread = most_spread;
        name.size *= letters > 14 ? 0.7 : 0.86;
    }
    cairo_push_group(cairo);
    cairo_set_source_rgb(cairo, 0.84, 0.09, 0.11);
    cairo_set_line_width(cairo, place->diameter * ring);
    cairo_arc(cairo, place->x, place->y, radius * (1 - ring), 0, 2 * pi);
    cairo_stroke(cairo);
    star_path(cairo, place->x, place->y - radius * 0.02, radius * star);
    cairo_fill(cairo);
    bool good = vector_page_arc_text(page, &name, place->x, place->y, radius * foot, spread, "seal", place->hall, fault);
    use.size = radius * 0.215 * millimetre;
    good = good && vector_page_outline_text(page, &use, place->x, place->y + radius * 0.49, 0, "seal", "审批专用章", fault);
    use.size = radius * 0.2 * millimetre;
    for (int side = 0; side < 2; side++)
        good = good && vector_page_outline_text(page, &use, place->x + (side ? beside : -beside) * radius, place->y, 0, "seal", side ? "示" : "演", fault);
    cairo_pop_group_to_source(cairo);
    cairo_set_operator(cairo, CAIRO_OPERATOR_MULTIPLY); /* what stands under an impression is seen through it */
    cairo_paint(cairo);
    cairo_set_operator(cairo, CAIRO_OPERATOR_OVER);
    return good;
}

static bool draw_impression(struct vector_page *page, const struct seal_place *place, struct paper_fault *fault)
{
    static const double dash[] = { 1.4, 1.4 };
    cairo_t *cairo = vector_page_cairo(page);
    struct vector_style style = { .family = place->family, .size = 10 };

    cairo_save(cairo);
    cairo_set_source_rgb(cairo, 0.62, 0.62, 0.62);
    cairo_set_line_width(cairo, 0.25);
    cairo_set_dash(cairo, dash, 2, 0);
    cairo_arc(cairo, place->x, place->y, place->diameter / 2, 0, 2 * pi);
    cairo_stroke(cairo);
    bool good = vector_page_outline_text(page, &style, place->x, place->y, 0, "seal", "（盖章处）", fault);
    cairo_restore(cairo);
    return good;
}

static const struct seal_source sources[] = {
    { "demonstration", false, true, draw_demonstration },
    { "impression", true, false, draw_impression },
    { "specimen-place", true, true, draw_impression }, /* other papers of a demonstration: the seal of approvals is drawn on certificates alone */
};
enum { SOURCES = sizeof sources / sizeof *sources };

const struct seal_source *seal_source_at(int n)
{
    return n >= 0 && n < SOURCES ? &sources[n] : NULL;
}

const struct seal_source *seal_source_find(const char *name)
{
    for (int n = 0; n < SOURCES; n++)
        if (strcmp(sources[n].name, name) == 0)
            return &sources[n];
    return NULL;
}

bool seal_draw_specimen(struct vector_page *page, double width, double height, const char *family, struct paper_fault *fault)
{
    struct vector_style style = { .family = family, .size = (width < height ? width : height) * 1.05, .bold = true, .spacing = 0.25 };
    cairo_t *cairo = vector_page_cairo(page);

    cairo_save(cairo);
    cairo_set_source_rgb(cairo, 0.945, 0.925, 0.925);
    bool good = vector_page_outline_text(page, &style, width / 2, height / 2, -atan2(height, width), "specimen", "样张", fault);
    cairo_restore(cairo);
    return good;
}
