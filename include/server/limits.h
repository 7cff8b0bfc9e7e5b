/* How often somebody may ask: a bucket of permits for each name (a kiosk's token, a ticket's code, an address), filled at a steady rate up to a burst; and how long
 * somebody who failed must wait. In memory only, of bounded size: a new name takes the place of the one with the fewest failures, among those the one whose bucket is
 * fullest, among those the one unused longest. So a flood of new names does not make us forget whom we slow down. */
#ifndef SERVER_LIMITS_H
#define SERVER_LIMITS_H

#include <stdbool.h>
#include <stdint.h>

enum { LIMIT_NAME_SIZE = 64 };

struct limits;

/* Makes room for `room` names; NULL without memory. */
struct limits *limits_create(int room);
void limits_destroy(struct limits *limits);

/* Takes a permit of a name: one comes back each period_ms, at most burst are kept. False: none is left, and *ret_wait_ms says when there will be one. */
bool limits_take(struct limits *limits, const char *name, int64_t now_ms, int64_t period_ms, int burst, int64_t *ret_wait_ms);

/* Failed tries of a name (wrong PINs): after `free` of them each further one must wait, a period that doubles up to most_ms. limits_may_try() says whether it may try now;
 * limits_failed() counts a failure and returns whether it was the one that begins the waiting; limits_succeeded() forgets them, and so does a day. */
bool limits_may_try(struct limits *limits, const char *name, int64_t now_ms, int64_t *ret_wait_ms);
bool limits_failed(struct limits *limits, const char *name, int64_t now_ms, int free, int64_t first_ms, int64_t most_ms);
void limits_succeeded(struct limits *limits, const char *name);

/* Writes the name by which an address is limited for something ("page"): of IPv6 the network of 64 bits, for one household has all its addresses. */
void limits_address_name(const char *what, const char *address, char name[static LIMIT_NAME_SIZE]);

#endif
