/* The ornamental frame of our own certificates: between two fine lines a braid of waves, as on banknotes, with a fretted square in each corner. */
#include "printers/certificate.h"

#include <math.h>

static const double pi = 3.14159265358979323846, edge = 9, band = 8.5, fine = 0.18, strong = 0.7;
enum { STRANDS = 5, STEPS = 16 };

static void set_colour(cairo_t *cairo, struct vector_colour colour, double strength)
{
    cairo_set_source_rgb(cairo, 1 - (1 - colour.red) * strength, 1 - (1 - colour.green) * strength, 1 - (1 - colour.blue) * strength);
}

/* A braid from (0, 0) along the x axis, as wide as the band; whole waves only, so that it ends as it began. */
static void draw_braid(cairo_t *cairo, double length)
{
    int waves = (int)(length / (band * 1.1) + 0.5);
    double reach = band / 2 - 1.3;

    for (int strand = 0; strand < STRANDS; strand++) {
        double phase = 2 * pi * strand / STRANDS;
        for (int i = 0; i <= waves * STEPS; i++) {
            double turn = 2 * pi * i / STEPS;
            cairo_line_to(cairo, length * i / (waves * STEPS), reach * sin(turn + phase) * (0.72 + 0.28 * cos(turn / 2)));
        }
        cairo_stroke(cairo);
    }
}

static void draw_side(cairo_t *cairo, double x, double y, double angle, double length)
{
    cairo_save(cairo);
    cairo_translate(cairo, x, y);
    cairo_rotate(cairo, angle);
    draw_braid(cairo, length);
    cairo_restore(cairo);
}

static void draw_rectangle(cairo_t *cairo, double inset, double width, double height, double line)
{
    cairo_set_line_width(cairo, line);
    cairo_rectangle(cairo, inset, inset, width - 2 * inset, height - 2 * inset);
    cairo_stroke(cairo);
}

/* The meander of old porches (回纹), one spiral. */
static void draw_corner(cairo_t *cairo, double x, double y, double across, double down)
{
    static const double path[][2] = { { 0, 1 }, { 0, 0 }, { 1, 0 }, { 1, 0.82 }, { 0.18, 0.82 }, { 0.18, 0.2 }, { 0.8, 0.2 }, { 0.8, 0.62 }, { 0.4, 0.62 }, { 0.4, 0.42 }, { 0.58, 0.42 } };
    double side = band - 2;

    cairo_save(cairo);
    cairo_translate(cairo, x, y);
    cairo_scale(cairo, across, down);
    cairo_set_line_width(cairo, 0.5);
    for (size_t i = 0; i < sizeof path / sizeof *path; i++)
        cairo_line_to(cairo, (path[i][0] - 0.5) * side, (path[i][1] - 0.5) * side);
    cairo_stroke(cairo);
    cairo_restore(cairo);
}

void certificate_draw_frame(struct vector_page *page, double width, double height, struct vector_colour colour)
{
    cairo_t *cairo = vector_page_cairo(page);
    double near = edge + band / 2, inner = edge + band, across = width - 2 * inner, down = height - 2 * inner;

    cairo_save(cairo);
    cairo_set_line_join(cairo, CAIRO_LINE_JOIN_MITER);
    set_colour(cairo, colour, 0.62);
    cairo_set_line_width(cairo, fine);
    draw_side(cairo, inner, near, 0, across);
    draw_side(cairo, inner, height - near, 0, across);
    draw_side(cairo, near, inner, pi / 2, down);
    draw_side(cairo, width - near, inner, pi / 2, down);
    set_colour(cairo, colour, 1);
    draw_rectangle(cairo, edge, width, height, strong);
    draw_rectangle(cairo, edge + 1, width, height, fine);
    draw_rectangle(cairo, inner, width, height, strong * 0.6);
    draw_rectangle(cairo, inner + 1.2, width, height, fine);
    for (int corner = 0; corner < 4; corner++)
        draw_corner(cairo, corner & 1 ? width - near : near, corner & 2 ? height - near : near, corner & 1 ? -1 : 1, corner & 2 ? -1 : 1);
    cairo_restore(cairo);
}
