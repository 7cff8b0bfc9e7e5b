/* The layout of tickets: ticket-80.conf or ticket-58.conf in the hall's folder tickets/, which says what rows a ticket has, in which order and how large. Its form is described in
 * yichuang-tickets(5). All lengths are dots, 8 a millimetre. */
#ifndef PRINTERS_TICKET_TEMPLATE_H
#define PRINTERS_TICKET_TEMPLATE_H

#include "base/error.h"
#include "printers/page.h"

#include <stdbool.h>

enum { TICKET_ROWS = 24, TICKET_TEXT = 160, TICKET_DISCREET = 64, TICKET_CODE = 16, TICKET_MESSAGE = 512 };

enum ticket_row_kind {
#define TICKET_ROW(name, word, needed) TICKET_ROW_##name,
#include "printers/ticket_rows.def"
#undef TICKET_ROW
    TICKET_ROW_KINDS
};

/* The em of the leading language, where it is Chinese and where it is English (which needs more room), and of the second one. */
struct ticket_size {
    int zh, en, second;
};

/* What the code leads to: the resident's page where the hall has a public address; always the bare code, for the hall's own scanners; no picture, the code in letters. */
enum ticket_code { TICKET_CODE_ADDRESS, TICKET_CODE_BARE, TICKET_CODE_LETTERS };

struct ticket_row {
    enum ticket_row_kind kind;
    bool rule;                  /* a dashed line above */
    int gap;                    /* above the row, and above and below its line; nothing above the first one */
    struct ticket_size size;    /* of what it says */
    struct ticket_size label;   /* of small words beside that */
    int height;                 /* of the number's ink, of the figures, of the code's side, at most */
    int detail;                 /* of what else is small: units of figures, materials, the words above the number */
    bool bold, beside;          /* beside: figures, and code and its caption, stand side by side */
    enum page_align align;
    enum ticket_code code;
    char zh[TICKET_TEXT], en[TICKET_TEXT]; /* of a row "text"; clean */
};

/* Which language leads, and which one follows: the resident's own and the other one, only the own one, always the same. */
enum ticket_languages { TICKET_BOTH, TICKET_OWN, TICKET_ZH_EN, TICKET_EN_ZH, TICKET_ZH, TICKET_EN, TICKET_LANGUAGES };

struct ticket_template {
    int edge, gap;       /* left and right; between what belongs together */
    int feed;            /* lines of 1/6 inch after the paper, so that it can be torn off */
    bool cut;            /* where the printer can */
    enum ticket_languages languages;
    struct ticket_row rows[TICKET_ROWS];
    int row_count;
    char discreet[TICKET_DISCREET][TICKET_CODE]; /* codes and kinds of items that nobody who sees the paper need know of */
    int discreet_count;
};

/* Returns the layout that a hall without one of its own has, for paper of so many mm. Static. */
const struct ticket_template *ticket_template_usual(int paper_mm);

/* Reads the file; what it does not say is as in the usual layout for that paper. On failure message is one sentence that begins with "FILE:LINE: ", or with "FILE: " where no line is
 * to blame, and nothing of the file counts. ERROR_MISSING when there is no such file, ERROR_IO, ERROR_MEMORY, ERROR_FORMAT. */
enum error ticket_template_read(const char *path, int paper_mm, struct ticket_template *ret_template, char message[static TICKET_MESSAGE]);

/* Returns the layout in force for a paper: that of the hall's file DIR/tickets/ticket-MM.conf, which is read again when it has changed, else the usual one. A file that is wrong is
 * logged, once, and the layout that was in force stays. Valid until the next call; for one hall and one printer a process. */
const struct ticket_template *ticket_template_current(const char *dir, int paper_mm);

/* Returns whether a ticket for the item is to show the service only. */
bool ticket_template_hides(const struct ticket_template *form, const char *item_code, const char *item_kind);

#endif
