/* A ticket printer in software: reads ESC/POS bytes as a print head would and gives back the dots. Written from the command reference and not from
 * printers/escpos.c, so that the one can prove the other; it refuses every command that it does not know. */
#ifndef TESTS_ESCPOS_READER_H
#define TESTS_ESCPOS_READER_H

#include <stdbool.h>
#include <stddef.h>

enum { ESCPOS_READER_ERROR = 128 };

/* What came out of the printer, all papers in one. */
struct escpos_paper {
    int width, height;       /* dots */
    unsigned char *dots;     /* height x width, 1 = black; owned */
    int starts, bands, cuts; /* how often ESC @, GS v 0, GS V came */
    int most_band_rows;      /* of the tallest band */
    int fed_lines;           /* by ESC d */
    int questions;           /* DLE EOT outside of pictures */
    int cut_height;          /* rows above the last cut */
};

/* Reads all bytes for a head of width dots. False, with a sentence and the position, at the first thing that a printer of that width would not
 * print as meant; the paper is then empty. */
bool escpos_read(const unsigned char *bytes, size_t length, int width, struct escpos_paper *ret_paper, char error[static ESCPOS_READER_ERROR]);
void escpos_paper_finish(struct escpos_paper *paper);

/* Writes the paper as a PBM file (plain white around it: margin dots). False if it cannot be written. */
bool escpos_paper_write(const struct escpos_paper *paper, int margin, const char *path);

#endif
