/* The test page of a printer: marks at its corners and rulers in millimetres show whether all that is printed comes out, straight and in its true size; both languages show
 * whether the fonts are there. It says nothing of anybody. */
#ifndef PRINTERS_TEST_PAGE_H
#define PRINTERS_TEST_PAGE_H

#include "printers/bitmap.h"
#include "printers/bytes.h"
#include "printers/printers_conf.h"
#include "printers/vector_page.h"

/* Draws the page for a head of width dots (384..832, a multiple of 8; 8 dots a mm); job is its number. ERROR_RANGE, ERROR_MEMORY. */
enum error test_page_draw(const struct printer_conf *printer, long long job, int width, struct bitmap *ret_bitmap);

/* Appends the page as a PDF: A4 for a printer of certificates, else A5; 241 x 140 mm on two-part paper. False with the fault. */
bool test_page_document(const struct printer_conf *printer, long long job, struct date date, struct bytes *bytes, struct paper_fault *fault);

#endif
