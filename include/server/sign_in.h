/* Who has signed in with a PIN and may still act by it. Nobody stays signed in longer than the service day, so the journal of today alone tells it: it is kept in
 * memory, from the events of the past at the start and from each new one. */
#ifndef SERVER_SIGN_IN_H
#define SERVER_SIGN_IN_H

#include "store/store.h"

struct server;

struct sign_in {
    struct store_token token; /* its name is "session-" and a number */
    int64_t ends_ms;
};

/* Keeps what an event says about signing in and out; a new day ends all. Without memory a sign-in is not known afterwards. */
void sign_in_event(struct server *server, const struct event *event);

/* Forgets all, before the journal is read. */
void sign_in_clear(struct server *server);

/* Returns who holds the token with this digest, or the token of this name; NULL if nobody does, or not any more. Borrowed until the next event. */
const struct sign_in *sign_in_by_digest(const struct server *server, const char *digest);
const struct sign_in *sign_in_by_name(const struct server *server, const char *name);

/* When somebody who signs in now will be signed out by time: after session_hours, or with the service day. */
int64_t sign_in_end_ms(const struct server *server);

/* Returns the earliest sign-in of somebody who has as many as one may have, which has to end before the next; else NULL. */
const struct sign_in *sign_in_surplus(const struct server *server, const char *staff);

#endif
