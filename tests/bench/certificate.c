/* A certificate: rendering against drawing the same texts with pango alone, and checking a code against the bare signature. */
#include "bench/figure.h"
#include "lib/sample_certificate.h"

#include <cairo-pdf.h>
#include <criterion/criterion.h>
#include <pango/pangocairo.h>
#include <sodium.h>
#include <string.h>

enum { ROUNDS = 20, CHECKS = 4000 };

static unsigned char sign_public[32], sign_secret[64], person[32];
static struct sample_certificate sample;

static void begin(void)
{
    sample_keys(sign_public, sign_secret, person);
    sample_certificate_init(&sample, "permit", "王小明", sign_secret, person);
}

TestSuite(certificate, .init = begin);

static cairo_status_t count(void *context, const unsigned char *data, unsigned length)
{
    (void)data;
    *(size_t *)context += length;
    return CAIRO_STATUS_SUCCESS;
}

/* The same texts one below the other, without boxes, checks, frame, code and seal. */
static size_t draw_bare(void)
{
    size_t length = 0;
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(count, &length, 595, 842);
    cairo_t *cairo = cairo_create(surface);

    for (int i = 0; i < sample.form.field_count; i++) {
        char text[2 * TEMPLATE_TEXT];
        const struct template_field *field = &sample.form.fields[i];
        struct paper_fault fault;
        bool empty;
        PangoLayout *layout = pango_cairo_create_layout(cairo);
        PangoFontDescription *font = pango_font_description_new();
        cr_assert(certificate_fill(field->text, &sample.fields, field->name, text, sizeof text, &empty, &fault));
        pango_font_description_set_family(font, sample.form.family);
        pango_font_description_set_weight(font, field->style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
        pango_font_description_set_absolute_size(font, field->style.size * PANGO_SCALE);
        pango_layout_set_font_description(layout, font);
        pango_layout_set_text(layout, text, -1);
        cairo_move_to(cairo, 50, 50 + 40 * i);
        pango_cairo_show_layout(cairo, layout);
        pango_font_description_free(font);
        g_object_unref(layout);
    }
    cairo_show_page(cairo);
    cairo_destroy(cairo);
    cairo_surface_finish(surface);
    cairo_surface_destroy(surface);
    return length;
}

/* The two take turns, so that whatever else the machine does hurts both. */
Test(certificate, render)
{
    double rendered = 0, bare = 0;
    size_t length = 0, bare_length = draw_bare();

    for (int round = 0; round < ROUNDS; round++) {
        double start = figure_now();
        struct bytes bytes = sample_certificate_render(&sample, CERTIFICATE_PRINT);
        rendered += figure_now() - start;
        length = bytes.length;
        bytes_finish(&bytes);
        start = figure_now();
        cr_assert_eq(draw_bare(), bare_length);
        bare += figure_now() - start;
    }
    figure_tell("certificate_render", "", rendered * 1e3 / ROUNDS, "ms", rendered / bare, "the same texts set by pango and cairo alone; the PDF has %.0f kB", (double)length / 1000);
}

Test(certificate, verify)
{
    struct certificate_code code;
    struct certificate_signed read;
    double checked = 0, bare = 0;

    cr_assert(certificate_code_read(sample.text, &read));
    for (int round = 0; round < ROUNDS; round++) {
        double start = figure_now();
        for (int i = 0; i < CHECKS / ROUNDS; i++)
            cr_assert_eq(certificate_code_verify(sample.text, sign_public, &code), CERTIFICATE_GENUINE);
        checked += figure_now() - start;
        start = figure_now();
        for (int i = 0; i < CHECKS / ROUNDS; i++)
            cr_assert_neq(crypto_sign_verify_detached(read.signature, read.payload, read.length, sign_public), 0, "the payload alone is not what is signed");
        bare += figure_now() - start;
    }
    figure_tell("seal_verify", "", checked * 1e6 / CHECKS, "us", checked / bare, "the signature alone, by libsodium");
}
