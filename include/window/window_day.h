/* What this screen has seen of its window today: who was here and for how long, and that somebody else works at the window, too. It is not kept over a restart; the
 * controller's own count of who was served is in the mirror. */
#ifndef WINDOW_WINDOW_DAY_H
#define WINDOW_WINDOW_DAY_H

#include <jansson.h>
#include <stdint.h>

enum { WINDOW_VISITS = 24, WINDOW_OWN_MS = 1000 /* so long after an answer what happens here may come of it */ };

struct window_day {
    char date[11];               /* of it */
    struct window_past {
        char number[12], how[24]; /* event: ticket.finished, ticket.no_show, ticket.parked, ticket.transferred */
        int64_t at_ms, lasted_ms; /* lasted 0: nobody came */
    } visits[WINDOW_VISITS];     /* newest first */
    int count;                   /* of those */
    int64_t lasted_ms;           /* of all that were finished */
    int finished;
};

struct window_model;

/* An event of the controller's stream, after the mirror has taken it over. */
void window_day_event(struct window_model *model, const json_t *event);

/* Returns how one ended in words, of the current language; static. */
const char *window_day_how(const struct window_past *past);

#endif
