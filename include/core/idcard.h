/* The citizen identity number of China, as it stands on identity cards and on residence permits of the same form (GB 11643-1999): six digits of region,
 * eight of birth date, three of sequence, one check character (ISO 7064 MOD 11-2). Numbers of 15 digits ended in 2013 and are refused. Pure. */
#ifndef CORE_IDCARD_H
#define CORE_IDCARD_H

#include "base/date.h"

enum { IDCARD_LENGTH = 18, IDCARD_SIZE = IDCARD_LENGTH + 1 };

/* What is wrong with a number; IDCARD_GOOD: nothing. */
enum idcard_fault {
#define IDCARD_FAULT(name, sentence) IDCARD_##name,
#include "core/idcard_faults.def"
#undef IDCARD_FAULT
};

/* A number that was checked. */
struct idcard {
    char number[IDCARD_SIZE]; /* with a capital X */
    struct date born;
};

/* Checks a number as it was typed or read (blanks at both ends and a small x are tolerated). today: nobody is born after it. Sets *ret_idcard only when good.
 * The region is checked as far as it does not change: its province. (9 at the front: the permanent residence card of foreigners, province in digits 2 and 3.) */
enum idcard_fault idcard_read(const char *text, struct date today, struct idcard *ret_idcard);

/* Returns what to tell the person, in English; static. */
const char *idcard_fault_sentence(enum idcard_fault fault);

/* Returns the completed years of life at a date not before the birth. Who is born on 29 February completes a year of common years on 1 March. */
int idcard_age(const struct idcard *idcard, struct date at);

/* Writes the number with all but its last four characters as stars: enough to recognise one's own, too little to find a person. */
void idcard_mask(const struct idcard *idcard, char masked[static IDCARD_SIZE]);

#endif
