/* Card readers: what their helper process says. Drivers of readers are other people's programs (often closed, often for one device only), so they run beside the kiosk
 * (kiosk/keeper.h) and say one line of JSON for each card that is laid on:
 *
 *     {"kind":"id-card","number":"11010519491231002X"}
 *
 * kind: "id-card" (an identity card or a permit of the same form), or another word, which is left away. Further members are left away too, names above all. A line that
 * is none, or longer than READERS_LINE bytes, is left away as well. A number is held here until it was told, then erased. */
#ifndef KIOSK_READERS_H
#define KIOSK_READERS_H

#include "core/idcard.h"

#include <stdbool.h>
#include <stddef.h>

enum { READERS_LINE = 512 };

struct readers {
    char line[READERS_LINE];
    size_t length;
    bool too_long; /* the rest of this line is left away */
};

/* A card was laid on; number as it was read, not checked, borrowed during the call. */
typedef void readers_card(void *context, const char *number);

/* Takes bytes in whatever pieces they come, and tells the cards that they complete. */
void readers_take(struct readers *readers, const char *bytes, size_t size, readers_card *card, void *context);

/* Takes all that is there on a descriptor that does not wait. */
void readers_read(struct readers *readers, int fd, readers_card *card, void *context);

/* Overwrites memory, also where nobody reads it afterwards. */
void readers_erase(void *memory, size_t size);

/* Makes jansson overwrite what it gives back, so that no number stays in it. Once, before its first use. */
void readers_erase_json(void);

#endif
