/* Questions that are answered to whoever knows the last four characters of somebody's number: whoever guesses waits longer and longer, and nobody walks through
 * all numbers. */
#ifndef SERVER_GUESS_H
#define SERVER_GUESS_H

#include "server/api.h"

enum { GUESS_NAME_SIZE = 64 };

/* Whether the caller may ask about `name` ("case 2026-000012") now; else that is answered: too often. */
bool guess_may_ask(struct request *request, const char *name);

/* What was asked about it was right, or wrong. */
void guess_ended(struct request *request, const char *name, bool right);

/* Whether `tail` (4 characters, whatever their case) ends the number of the person with this hash. */
bool guess_fits(const struct server *server, const char *person, const char *tail);

#endif
