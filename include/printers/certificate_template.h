/* The template of a certificate: NAME.conf in the hall's folder certificates/, which says what stands where. Its form is described in yichuang-certificates(5). */
#ifndef PRINTERS_CERTIFICATE_TEMPLATE_H
#define PRINTERS_CERTIFICATE_TEMPLATE_H

#include "base/error.h"
#include "printers/vector_page.h"

enum { TEMPLATE_FIELDS = 48, TEMPLATE_EXTRAS = 16, TEMPLATE_NAME = 32, TEMPLATE_TEXT = 768, TEMPLATE_LABEL = 96, TEMPLATE_MESSAGE = 512 };

enum certificate_kind {
    CERTIFICATE_OWN_A4, /* everything on the paper is ours */
    CERTIFICATE_OVERLAY /* printed into a national form: only texts, codes and nothing else */
};

struct template_label {
    char zh[TEMPLATE_LABEL], en[TEMPLATE_LABEL]; /* either may be empty */
    double x, width, size;                       /* mm, mm, points */
};

struct template_field {
    char name[TEMPLATE_NAME];
    char text[TEMPLATE_TEXT];  /* with {names} of values in it */
    bool optional;             /* without a value for one of its {names} it is left out, else that is a fault */
    bool below;                /* stands `gap` mm below the field before it, and its box has no y */
    double gap;
    bool rule;                 /* a line under label and box */
    bool paragraphs;           /* a value may have several lines, and the box is only as high as its text, at most the height of the box */
    struct vector_box box;
    struct vector_style style; /* family: of the template */
    struct template_label label;
};

struct certificate_template {
    char name[TEMPLATE_NAME];
    enum certificate_kind kind;
    double width, height;      /* mm */
    double floor;              /* mm: a field without y that would reach lower begins another page; 0: there is one page */
    double offset_x, offset_y; /* mm, -50..50: how far everything is moved, for a printer that sets it elsewhere */
    char family[64];
    bool frame;                /* of own paper */
    struct vector_colour colour; /* of frame and labels */
    char extras[TEMPLATE_EXTRAS][TEMPLATE_NAME]; /* values beside those that every certificate has: what the issuer is asked for */
    int extra_count;
    struct template_field fields[TEMPLATE_FIELDS];
    int field_count;
    double code_x, code_y, code_size; /* of the QR code; size 0: none */
    double seal_x, seal_y, seal_diameter; /* its middle; diameter 0: the form has a place of its own */
};

/* Reads the template file; its name is the file's without ".conf". On failure message is one sentence that begins with "FILE:LINE: ", or with "FILE: " where no line is to blame.
 * ERROR_MISSING when there is no such file, ERROR_IO, ERROR_MEMORY, ERROR_FORMAT when something in it is wrong: then nothing of it counts. */
enum error certificate_template_read(const char *path, struct certificate_template *ret_template, char message[static TEMPLATE_MESSAGE]);

/* Reads folder/certificates/NAME.conf. A name with other than small letters, digits and hyphens is ERROR_MISSING. */
enum error certificate_template_find(const char *folder, const char *name, struct certificate_template *ret_template, char message[static TEMPLATE_MESSAGE]);

#endif
