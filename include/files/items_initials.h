/* Pinyin initials of Chinese names, for looking items up with a few letters: 户外广告设施设置审批 becomes hwggssszsp.
 *
 * The reading of each character is the one under which ICU's Chinese collation files it (CLDR): its usual one. Limits: characters with several readings
 * (多音字) are right only where the usual one is meant; words in which it is not, and which stand in names of items (会计, 重新, 调解 ...), are listed in
 * items_initials.def, and any other (a place, a rare word) goes by the usual reading. The order knows the 20,902 characters of U+4E00..9FA5 and 〇; rarer ones
 * (䶮) have no initial and are left out. Who types an initial that is not there finds the item by Chinese, English or code. */
#ifndef FILES_ITEMS_INITIALS_H
#define FILES_ITEMS_INITIALS_H

#include "core/catalogue.h"

#include <stdbool.h>

struct items_initials;

/* NULL when ICU's data is not there, or without memory. */
struct items_initials *items_initials_create(void);
void items_initials_destroy(struct items_initials *initials);

/* Writes the initials of a clean name: a small letter for each Chinese character, Latin letters (as small ones) and digits as they are, nothing for other signs; cut
 * to the size. */
void items_initials_make(struct items_initials *initials, const char *name, char text[static ITEM_INITIALS_SIZE]);

#endif
