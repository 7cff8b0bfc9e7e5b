/* What the model (Promela) and the days that it must accept (C) have in common: how small the hall is, and how a day is written down. */
#ifndef MODEL_SIZES_H
#define MODEL_SIZES_H

#ifndef TICKETS
#define TICKETS 3
#endif
#define WINDOWS 3
#define CLIENTS 5 /* the windows' screens 1 to 3, then the kiosks 4 and 5 */

#define RECALLS 1        /* a number may be called again so often */
#define RETURN_BEHIND 2  /* who missed a call waits for so many others */
#define NEXT_BY_ITSELF 2 /* this window asks for the next by finishing */
#define UNSKILLED 3      /* the person at this window has not the skill that special matters need */

#define GENERAL 0 /* matters that a ticket can be taken for */
#define SPECIAL 1

/* The lines of a day: what kind, then name, ticket, window, rule; 0 where a line has none. */
#define LINE_ASK 1     /* a client (in the window's place) asks; name: the command; ticket: the matter of a take, the ticket of a return */
#define LINE_GRANTED 2 /* after what follows from it: it is granted ... */
#define LINE_REFUSED 3
#define LINE_AGAIN 4   /* ... or its key is known, and nothing happens */
#define LINE_EVENT 5   /* name: its type; of ticket.taken the number is in the window's place; rule: why it was called; 1: started by time */
#define LINE_COMMIT 6
#define LINE_HEARD 7   /* a client (in the window's place) hears the answer ... */
#define LINE_LOST 8    /* ... or never does */
#define LINE_CRASH 9   /* the controller is killed, and starts again */
#define LINE_END 10

#endif
