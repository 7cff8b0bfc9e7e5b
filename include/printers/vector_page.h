/* A page of a PDF: texts, lines and codes at places in millimetres from the upper left corner. The drawing half of certificates and slips. Text stays text (it can be searched and
 * copied), its fonts are embedded in part, and equal pages are equal bytes. Nothing is ever set that is not what was asked for: a text that does not fit, or a character that no
 * font has, is a fault that the caller hears of. */
#ifndef PRINTERS_VECTOR_PAGE_H
#define PRINTERS_VECTOR_PAGE_H

#include "base/date.h"
#include "base/error.h"
#include "base/language.h"
#include "printers/bytes.h"

#include <cairo.h>
#include <stdbool.h>
#include <stddef.h>

enum paper_fault_kind {
#define FAULT(name, sentence) PAPER_FAULT_##name,
#include "printers/paper_faults.def"
#undef FAULT
    PAPER_FAULTS
};

/* Why a paper cannot be made. */
struct paper_fault {
    enum paper_fault_kind kind;
    char where[48]; /* the field */
    char what[96];  /* the character, the font, the beginning of the text */
};

enum { PAPER_SENTENCE = 320 };

/* Sets a fault, and returns false for the caller to return in turn; texts are cut to their room. */
bool paper_fault_set(struct paper_fault *fault, enum paper_fault_kind kind, const char *where, const char *what);

/* Takes the words of the paper out of a fault, so that what is left may be told and kept: kind and field, and of a template's own faults what is wrong with it. */
void paper_fault_withhold(struct paper_fault *fault);

/* Writes the fault as one sentence. */
void paper_fault_sentence(const struct paper_fault *fault, enum language language, char sentence[static PAPER_SENTENCE]);

struct vector_box {
    double x, y, width, height; /* mm */
};

struct vector_colour {
    double red, green, blue; /* 0..1 */
};

enum vector_align { VECTOR_LEFT, VECTOR_CENTRE, VECTOR_RIGHT, VECTOR_JUSTIFY };

struct vector_style {
    const char *family;  /* must be installed; for what it lacks the machine's other fonts stand in */
    double size;         /* of the em, points */
    double smallest;     /* a text that does not fit may be made as small as this, points; 0: it keeps its size */
    double leading;      /* from line to line, in ems; 0: 1.5 */
    double indent;       /* of the first line, in ems */
    double spacing;      /* between letters, in ems */
    enum vector_align align;
    bool middle;         /* in the middle of the box's height, else at its top */
    bool bold;
    bool lines;          /* a line break in the text begins a new line; else it is a fault */
    struct vector_colour colour;
};

struct vector_page;

/* Makes a page of width x height mm (10..1000). title and date go into the file's description; the date, not the clock's, so that equal input makes equal bytes.
 * ERROR_RANGE, ERROR_MEMORY. */
enum error vector_page_create(double width, double height, const char *title, struct date date, struct vector_page **ret_page);
void vector_page_destroy(struct vector_page *page);

/* Begins another page of the same size. */
void vector_page_next(struct vector_page *page);

/* Sets a text into the box, broken into lines; where names it in a fault. Control characters and the like (base/utf8.h) are a fault too. False with the fault: nothing was set. */
bool vector_page_text(struct vector_page *page, const struct vector_style *style, struct vector_box box, const char *where, const char *text, struct paper_fault *fault);

/* Returns the height in mm that the text needs at its full size in a column; 0 for an empty text. */
double vector_page_text_height(struct vector_page *page, const struct vector_style *style, double width, const char *text);

/* Draws a horizontal line of a thickness in mm. */
void vector_page_line(struct vector_page *page, double x, double y, double width, double thickness, struct vector_colour colour);

/* Draws a QR code; its quiet zone is within the square of size mm at x, y. False with a fault when a module would be smaller than 0.33 mm, which a scanner at 200 dpi could not read. */
bool vector_page_code(struct vector_page *page, double x, double y, double size, const char *where, const char *text, struct paper_fault *fault);

/* Returns the drawing itself, one unit a mm, for ornaments and seals; leave its state as it was. */
cairo_t *vector_page_cairo(struct vector_page *page);

/* Draws letters along a circle round (x, y), read from outside, spread evenly over `spread` radians round the top, their feet on the radius (mm), in the drawing's own colour. They
 * are outlines: part of a picture, not of the page's text. Style: family, size and weight count. False with the fault as vector_page_text(). */
bool vector_page_arc_text(struct vector_page *page, const struct vector_style *style, double x, double y, double radius, double spread, const char *where, const char *text,
                          struct paper_fault *fault);

/* Draws one line of letters, outlines too, with the middle of its ink at (x, y), turned by `angle` radians. */
bool vector_page_outline_text(struct vector_page *page, const struct vector_style *style, double x, double y, double angle, const char *where, const char *text,
                              struct paper_fault *fault);

/* Ends the file and appends its bytes. ERROR_MEMORY; the page can only be destroyed afterwards. */
enum error vector_page_finish(struct vector_page *page, struct bytes *bytes);

#endif
