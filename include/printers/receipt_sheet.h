/* What the blocks of a ticket are made with: the sheet that they are set onto, its sizes, and words in two languages. Only for the files of receipts. */
#ifndef PRINTERS_RECEIPT_SHEET_H
#define PRINTERS_RECEIPT_SHEET_H

#include "printers/page.h"
#include "printers/receipt.h"

#include <stdbool.h>

/* The words of printers/receipt_words.def. */
enum receipt_word {
#define WORD(name, zh, en) WORD_##name,
#include "printers/receipt_words.def"
#undef WORD
    WORD_COUNT
};

/* The em of the leading language, where it is Chinese and where it is English (which needs more room), and of the second one; dots. */
struct receipt_pair {
    int zh, en, second;
};

/* All lengths in dots, 8 a millimetre. */
struct receipt_sizes {
    bool wide;                /* there is room for two things side by side */
    int edge, gap;            /* left and right; between blocks */
    int number;               /* height of the number's ink, at most */
    struct receipt_pair hall, service, label, item, caption, guide;
    int value, unit;          /* the figures and their units */
    int material, small;
    int code;                 /* side of the QR code, at most */
};

struct sheet {
    const struct receipt *receipt;
    const struct receipt_sizes *sizes;
    struct page *page;
    int left, width; /* of what is printed */
    int y;           /* where the next block begins */
};

enum { SHEET_WIDE = 480 }; /* from so many dots on the sizes are those of 80 mm paper */

/* Makes a sheet with the sizes that suit the width; the receipt is borrowed. ERROR_RANGE, ERROR_MEMORY. */
enum error sheet_init(struct sheet *sheet, const struct receipt *receipt, int width);
void sheet_finish(struct sheet *sheet);

/* Returns a word in one language, or in the ticket's own. Static. */
const char *sheet_word_in(enum language language, enum receipt_word word);
const char *sheet_word(const struct sheet *sheet, enum receipt_word word);

/* Of two texts, returns the one in the ticket's language, or the other one where that is empty; the second one, "" where the first has had to borrow it. */
const char *sheet_first(const struct sheet *sheet, const char *zh, const char *en);
const char *sheet_second(const struct sheet *sheet, const char *zh, const char *en);

/* Returns the em of the ticket's language. */
int sheet_first_size(const struct sheet *sheet, const struct receipt_pair *pair);

/* Sets both languages, the ticket's own above and larger, into a column; each takes at most two lines. Returns the rows taken. */
int sheet_pair(struct sheet *sheet, const struct receipt_pair *pair, bool bold, enum page_align align, int x, int y, int width, const char *zh, const char *en);

/* The same with a word of the list, and the rows that it will take. */
int sheet_words(struct sheet *sheet, const struct receipt_pair *pair, bool bold, enum page_align align, int x, int y, int width, enum receipt_word word);
int sheet_words_rows(struct sheet *sheet, const struct receipt_pair *pair, bool bold, int width, enum receipt_word word);

/* Draws a line between two blocks. */
void sheet_rule(struct sheet *sheet);

#endif
