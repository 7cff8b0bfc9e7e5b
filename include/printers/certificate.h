/* A certificate as the bytes of a PDF: a template filled with the fields of one case. It is rendered once; those bytes are hashed, kept and printed, also when it is printed again. */
#ifndef PRINTERS_CERTIFICATE_H
#define PRINTERS_CERTIFICATE_H

#include "printers/bytes.h"
#include "printers/certificate_template.h"
#include "printers/seal_drawing.h"

#include <stdbool.h>
#include <stddef.h>

enum { CERTIFICATE_TEXT = 6144 }; /* bytes of a text that is filled in, with its zero */

/* A value beside those that every certificate has ("address"); borrowed. */
struct certificate_extra {
    const char *name, *value;
};

/* What stands on a certificate. All texts are borrowed; NULL is the same as empty. */
struct certificate_fields {
    const char *number;
    const char *item, *item_en, *item_code;
    const char *holder;
    bool organisation;           /* else the holder is a person */
    struct date issued;
    bool limited;                /* false: valid without end */
    struct date valid_until;     /* the last day */
    const char *hall, *hall_en;  /* the authority */
    const char *blank;           /* serial number of the national form that it is printed into */
    const char *code;            /* text of the QR code (core/certificate_code.h) */
    const struct certificate_extra *extras;
    size_t extra_count;
    const struct seal_source *seal;
};

/* How far everything is moved, in mm to the right and down, beside the template's own offset: for a printer that sets a form elsewhere than another one. */
struct certificate_offset {
    double x, y; /* -50..50 */
};

enum certificate_use {
    CERTIFICATE_PRINT,
    CERTIFICATE_PREVIEW /* also labels and boxes of an overlay, as the national form has them: to measure the offset on plain paper */
};

/* Renders the certificate and appends its PDF; equal arguments on one machine make equal bytes. offset may be NULL. False with the reason, and nothing is appended:
 * a certificate with a missing value, a text that does not fit or a character that cannot be shown is never made. */
bool certificate_render(const struct certificate_template *form, const struct certificate_fields *fields, const struct certificate_offset *offset, enum certificate_use use,
                        struct bytes *bytes, struct paper_fault *fault);

/* Renders a specimen of a template with example values, to look at it and to measure the offset of a printer: with a demonstration's seal, and a code that nobody signed. As
 * certificate_render(). */
bool certificate_render_sample(const struct certificate_template *form, struct bytes *bytes, struct paper_fault *fault);

/* Returns whether a template may name this value without declaring it as an extra. */
bool certificate_has_value(const char *name);

/* Fills a text with {names}: each becomes its value. False with a fault: a value is empty (what: its name; *ret_empty tells that it was this), or the result is longer than size. */
bool certificate_fill(const char *text, const struct certificate_fields *fields, const char *where, char *filled, size_t size, bool *ret_empty, struct paper_fault *fault);

/* Draws the ornamental frame of a page of width x height mm. */
void certificate_draw_frame(struct vector_page *page, double width, double height, struct vector_colour colour);

#endif
