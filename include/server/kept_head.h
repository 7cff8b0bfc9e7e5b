/* The head of the journal as it is kept outside the hall's folder. A journal whose end was cut off or written anew since the last signed day, or an older database put
 * back, fits together; that it once went on otherwise is known only elsewhere. The controller keeps a head in DIR.keys/head (in a quiet moment, at most once a
 * minute; when it ends in order; after a restore), people keep others: what `yichuang verify` printed. */
#ifndef SERVER_KEPT_HEAD_H
#define SERVER_KEPT_HEAD_H

#include "base/error.h"
#include "store/store.h"

#include <stdbool.h>
#include <stdint.h>

struct server;
struct request;

/* The event with this number had this hash. seq 0: none is kept. */
struct kept_head {
    int64_t seq;
    unsigned char hash[STORE_HASH_SIZE];
};

/* Reads "EVENTS:HEAD", as in 120:64 hexadecimal digits; false if it is not of that form. */
bool kept_head_parse(const char *text, struct kept_head *ret_head);

/* Reads the parameter `head` of a request; seq 0 without it. False if it has another form. */
bool kept_head_wanted(const struct request *request, struct kept_head *ret_head);

/* Returns NULL if the open journal has the heads that must be in it: the one of DIR.keys, and given. Else why not (static), and the number of the event in *ret_seq. */
const char *kept_head_fault(struct server *server, const struct kept_head *given, int64_t *ret_seq);

/* At the start, with the store open: reads what is kept, and complains if the journal does not have it. Nothing replaces it then but a restore. */
void kept_head_start(struct server *server);

/* Keeps the last durable event, between turns; at most once a minute unless it is the last time. Does nothing when that is kept already. */
void kept_head_keep(struct server *server, bool last_time);

/* Keeps this one, for a restored journal. */
enum error kept_head_write(const char *dir, const struct kept_head *head);

#endif
