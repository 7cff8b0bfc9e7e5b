/* Taking connections. When the process or the machine has no file descriptor left, accept() fails and the connection stays in the queue, so that the loop would be told
 * of it again and again: taking rests for a moment instead, those who are connected are served on, and the log says it once a minute. */
#ifndef SERVER_ACCEPT_H
#define SERVER_ACCEPT_H

#include <event2/http.h>
#include <stdbool.h>

/* Lets http take the connections of a listening socket, which it owns then. False without memory: the socket is closed. */
bool accept_from(struct event_base *base, struct evhttp *http, int fd);

/* Frees what is kept about the listeners; after their evhttp. */
void accept_finish(void);

/* Lets the process have as many file descriptors as it may. */
void accept_many(void);

#endif
