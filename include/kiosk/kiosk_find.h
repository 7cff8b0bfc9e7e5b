/* Finding what a resident has in the hall already: a case by its number, or a number taken before, with the last four characters of the identity number; or by a code on
 * paper, which a scanner types. Nothing of it outlives the resident: kiosk_forget() erases all. */
#ifndef KIOSK_KIOSK_FIND_H
#define KIOSK_KIOSK_FIND_H

#include "client/mirror.h"

enum { KIOSK_NUMBER_SIZE = 40, KIOSK_TAIL = 4, KIOSK_SCAN_SIZE = 300, KIOSK_SCAN_MS = 200 /* a scanner that says no Enter is done after this */ };

struct kiosk_find {
    bool ticket;                     /* a number is looked for, else a case */
    char number[KIOSK_NUMBER_SIZE], tail[KIOSK_TAIL + 1];
    bool on_tail;                    /* the tail is being written */
    char code[64];                   /* scanned: looked for by this */
    bool wanted;                     /* the resident waits for an answer */
    char said[2][256];               /* why nothing was found, by enum language */
};

/* A case as its applicant is told of it. Empty strings: unknown. */
struct kiosk_progress {
    char number[KIOSK_NUMBER_SIZE], state[16], promised[11], light[8];
    struct mirror_text item, state_name, special;
    bool has_days, collect;
    int days_left;                   /* working days; negative: overdue */
    int parts, parts_ready;          /* of the bundle; 0: it is none */
};

/* What can be done with a number that was taken before. */
enum kiosk_deed { KIOSK_DEED_RETURN, KIOSK_DEED_REPRINT, KIOSK_DEED_CANCEL, KIOSK_DEEDS };

/* Characters that came faster than fingers type: a scanner. */
struct kiosk_scan {
    char text[KIOSK_SCAN_SIZE];
    int length;
    bool running;
    int64_t last_ms;
    int from;                        /* enum kiosk_page on which its first character came */
};

#endif
