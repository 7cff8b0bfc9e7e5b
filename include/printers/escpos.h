/* The language of ticket printers: a picture becomes bytes. The whole paper is one raster, since every model can print that, and
 * what is tested is what comes out: ESC @ (start afresh), GS v 0 in bands of at most 256 rows, ESC d 4 (feed), GS V 66 0 (cut). */
#ifndef PRINTERS_ESCPOS_H
#define PRINTERS_ESCPOS_H

#include "base/error.h"
#include "core/words.h"
#include "printers/bitmap.h"
#include "printers/bytes.h"

#include <stdbool.h>

/* A row of printers/models.def. */
struct escpos_model {
    const char *name;
    int paper_mm, dots;
    bool cutter, status;
    int rows_per_second;
};

enum { ESCPOS_BAND_ROWS = 256, ESCPOS_FEED_LINES = 4 };

/* Returns the model of that name, NULL if there is none. Static. */
const struct escpos_model *escpos_model_find(const char *name);

/* Returns the n-th model (from 0), NULL after the last one. Static. */
const struct escpos_model *escpos_model_at(int n);

/* Appends the bytes that print the picture on one paper. ERROR_RANGE when it is not as wide as the model's head; ERROR_MEMORY. */
enum error escpos_encode(const struct escpos_model *model, const struct bitmap *bitmap, struct bytes *bytes);

/* The same with an end of its own: so many lines (0..255) are fed, and it is cut only where it should and the model can. */
enum error escpos_encode_end(const struct escpos_model *model, const struct bitmap *bitmap, int feed, bool cut, struct bytes *bytes);

/* Writes the three bytes of the question DLE EOT n; n is 1 (the printer), 2 (why it is offline) or 4 (the paper). */
void escpos_ask(int n, unsigned char question[static 3]);

/* Reads the answer to DLE EOT n. False if the byte cannot be one: its bits 0, 1, 4 and 7 are fixed (Epson's command reference, "DLE EOT"). */
bool escpos_read_answer(int n, unsigned char answer, enum printer_state *ret_state);

/* Returns the one of two findings that tells more: an open cover explains missing paper, and that explains "offline". */
enum printer_state escpos_more_telling(enum printer_state one, enum printer_state other);

#endif
