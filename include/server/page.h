/* What the public pages share. */
#ifndef SERVER_PAGE_H
#define SERVER_PAGE_H

#include "server/server.h"

#include <stdio.h>

/* Whether the code in the path may be looked at now, by who asks; else 429 is answered. */
bool page_may_look(struct request *request);

/* Writes text with what means something in HTML escaped. */
void page_put_escaped(FILE *file, const char *text);

#endif
