/* What follows ? in the address of a request. */
#ifndef SERVER_QUERY_H
#define SERVER_QUERY_H

#include "server/api.h"

#include <event2/keyvalq_struct.h>

/* Reads it; what cannot be read is empty. End with evhttp_clear_headers(). */
void query_begin(const struct request *request, struct evkeyvalq *query);

/* Returns a value, "" if it is not there; borrowed from the query. */
const char *query_text(const struct evkeyvalq *query, const char *name);

#endif
