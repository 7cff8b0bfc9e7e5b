/* What an event says is what was asked for: to whom, where, why. */
#ifndef SIM_ASKED_H
#define SIM_ASKED_H

#include "sim/book.h"

/* Holds the first event that a command makes to the command, with the book as it is before the event; complains to the book. */
void asked_check(struct book *book, const struct command *command, const struct event *event);

#endif
