/* The papers of a case beside its certificate: notices, the collection slip, the receipt of delivery. What stands where is a template of the hall's folder slips/, in the form of
 * yichuang-certificates(5), one for each word of CASE_PAPER (core/case_words.def). On A5, or on two-part paper of 241 mm, the template is followed by the millimetre; on the roll of a ticket printer the same texts
 * stand one below the other. Like certificates, a slip is never made with a text that does not fit or a character that cannot be shown. */
#ifndef PRINTERS_SLIP_H
#define PRINTERS_SLIP_H

#include "printers/bitmap.h"
#include "printers/certificate.h"

#include <jansson.h>

/* The values that slips have beside those of every template; each template declares in `extras` which of them it uses. */
enum slip_value {
#define VALUE(id, name, example) SLIP_VALUE_##id,
#include "printers/slip_values.def"
#undef VALUE
    SLIP_VALUES
};

enum { SLIP_TEXT = CERTIFICATE_TEXT - 512, SLIP_FIELD = 192 };

struct slip {
    char paper[24];                  /* word of CASE_PAPER: the template's name */
    int copy;                        /* 0: the original */
    char number[SLIP_FIELD], item[SLIP_FIELD], item_en[SLIP_FIELD], item_code[SLIP_FIELD], holder[SLIP_FIELD], hall[SLIP_FIELD], hall_en[SLIP_FIELD];
    char texts[SLIP_VALUES][SLIP_TEXT];
    struct certificate_extra extras[SLIP_VALUES];
    struct certificate_fields fields; /* points into this struct: it is not copied */
};

/* Reads a print job of the API whose paper is of a case and no certificate; texts are cleaned. ERROR_FORMAT when it is none, or lacks what every slip must show. */
enum error slip_read(struct slip *slip, const json_t *job);

/* Writes the paper's name, "acceptance-2026-000012" or "acceptance-2026-000012-copy1", for files and messages. */
void slip_name(const struct slip *slip, char name[static 64]);

/* What follows the word where the slip is for two-part paper (241 mm, for needles). */
#define SLIP_TWO_PART "-241"

/* Reads the template of a slip: of "acceptance" DIR/slips/acceptance.conf, of "acceptance-241" DIR/slips-241/acceptance.conf. As certificate_template_read(); one that has no field
 * for {copy} is wrong too. */
enum error slip_template(const char *dir, const char *paper, struct certificate_template *ret_template, char message[static TEMPLATE_MESSAGE]);

/* Renders the slip as a PDF of the template's size and appends it. As certificate_render(). */
bool slip_document(const struct slip *slip, const struct certificate_template *form, struct bytes *bytes, struct paper_fault *fault);

/* Draws the slip for a head of width dots (384..832, a multiple of 8). False with the reason, and there is no picture. */
bool slip_picture(const struct slip *slip, const struct certificate_template *form, int width, struct bitmap *ret_bitmap, struct paper_fault *fault);

/* Returns a job with example values, to look at a template of that name; the caller's. */
json_t *slip_sample_job(const char *paper);

#endif
