/* A page of one-bit dots that text, lines and codes are set onto, top to bottom; the drawing half of every paper. Text goes through
 * pango, so that Chinese, Latin and rare characters each find their font; positions are dots from the upper left corner. */
#ifndef PRINTERS_PAGE_H
#define PRINTERS_PAGE_H

#include "base/error.h"
#include "printers/bitmap.h"

#include <stdbool.h>

struct page;

enum page_align { PAGE_LEFT, PAGE_CENTRE, PAGE_RIGHT };

/* How a text looks. */
struct page_style {
    int size;              /* of the em, dots */
    bool bold;
    bool white;            /* white on black: for text on a band */
    enum page_align align;
    int lines;             /* at most so many, what is left is cut with an ellipsis; 0: one line, made smaller (to 60 %) until it fits */
    bool fixed;            /* the size never changes; else a text that just misses one line is made smaller (to 84 %) */
};

/* Loads the fonts: the first text of a process takes 50 ms, which nobody should wait for. ERROR_MISSING when the fonts of this machine
 * have no glyph for some character of the text. */
enum error page_warm(const char *text);

/* Makes a white page. ERROR_RANGE, ERROR_MEMORY. */
enum error page_create(int width, int most_height, struct page **ret_page);
void page_destroy(struct page *page);

int page_width(const struct page *page);

/* Returns the rows that the text needs in a column of width dots (its lines, each 1.3 em). */
int page_text_height(struct page *page, const struct page_style *style, int width, const char *text);

/* Returns the dots that the text is wide when it is set in one line. */
int page_text_width(struct page *page, const struct page_style *style, const char *text);

/* Sets clean text into the column that begins at x, y. Returns the rows it took, as page_text_height() tells. A character that no font has is set as 〓. */
int page_text(struct page *page, const struct page_style *style, int x, int y, int width, const char *text);

/* Sets one bold line so large that its ink fills width or height, a quarter taller than its face at most; it is centred in the column. Returns the rows of its ink; *ret_right is where the ink ends. */
int page_headline(struct page *page, int x, int y, int width, int height, const char *text, int *ret_right);

/* Draws a dashed line, a filled rectangle with round corners, an empty box, a filled diamond. */
void page_rule(struct page *page, int x, int y, int width);
void page_band(struct page *page, int x, int y, int width, int height, int radius);
void page_box(struct page *page, int x, int y, int size, int line);
void page_diamond(struct page *page, int x, int y, int size);

/* Returns the modules of the QR code of a text (level M, quiet zone of 4 on each side included), 0 if it is too long for one. */
int page_code_modules(const char *text);

/* Draws the QR code with modules of that many dots; its quiet zone begins at x, y. False if the text is too long. */
bool page_code(struct page *page, int x, int y, int module, const char *text);

/* Returns how many characters so far had no glyph. */
int page_missing_glyphs(const struct page *page);

/* Makes the picture of the first height rows. ERROR_RANGE when the page is shorter, ERROR_MEMORY. */
enum error page_picture(struct page *page, int height, struct bitmap *ret_bitmap);

#endif
