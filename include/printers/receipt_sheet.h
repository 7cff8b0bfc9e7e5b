/* What the blocks of a ticket are made with: the sheet that they are set onto, and words in two languages. Only for the files of receipts. */
#ifndef PRINTERS_RECEIPT_SHEET_H
#define PRINTERS_RECEIPT_SHEET_H

#include "printers/page.h"
#include "printers/receipt.h"
#include "printers/ticket_template.h"

#include <stdbool.h>

/* The words of printers/receipt_words.def. */
enum receipt_word {
#define WORD(name, zh, en) WORD_##name,
#include "printers/receipt_words.def"
#undef WORD
    WORD_COUNT
};

struct sheet {
    const struct receipt *receipt;
    const struct ticket_template *form;
    const struct ticket_row *row; /* that is being set */
    struct page *page;
    enum language language; /* the leading one */
    bool second;            /* the other one stands below */
    int left, width;        /* of what is printed */
    int y;                  /* where the next block begins */
};

/* Makes a sheet as the layout says; both are borrowed. ERROR_RANGE, ERROR_MEMORY. */
enum error sheet_init(struct sheet *sheet, const struct receipt *receipt, const struct ticket_template *form, int width);
void sheet_finish(struct sheet *sheet);

/* Returns a word in one language, or in the leading one. Static. */
const char *sheet_word_in(enum language language, enum receipt_word word);
const char *sheet_word(const struct sheet *sheet, enum receipt_word word);

/* Of two texts, returns the one in the leading language, or the other one where that is empty; the second one, "" where the first has had to borrow it or one language is enough. */
const char *sheet_first(const struct sheet *sheet, const char *zh, const char *en);
const char *sheet_second(const struct sheet *sheet, const char *zh, const char *en);

/* Returns the em of the leading language. */
int sheet_first_size(const struct sheet *sheet, const struct ticket_size *pair);

/* Sets both languages, the leading one above and larger, into a column; each takes at most two lines. Returns the rows taken. */
int sheet_pair(struct sheet *sheet, const struct ticket_size *pair, bool bold, enum page_align align, int x, int y, int width, const char *zh, const char *en);

/* The same with a word of the list, and the rows that it will take. */
int sheet_words(struct sheet *sheet, const struct ticket_size *pair, bool bold, enum page_align align, int x, int y, int width, enum receipt_word word);
int sheet_words_rows(struct sheet *sheet, const struct ticket_size *pair, bool bold, int width, enum receipt_word word);

#endif
