/* How the day goes by quarters of an hour, beside what is usual on that weekday: read from GET /v1/figures/today. */
#ifndef STATUS_FIGURES_H
#define STATUS_FIGURES_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

enum { STATUS_QUARTERS = 24 * 4 };

struct status_figures {
    int first, last;              /* quarters of the day that are worth showing, first <= last */
    int now;                      /* the quarter in which we are */
    int taken[STATUS_QUARTERS];   /* today */
    int usual[STATUS_QUARTERS];   /* mean over the days, rounded */
    int wait_min[STATUS_QUARTERS], usual_wait_min[STATUS_QUARTERS]; /* mean wait in minutes, rounded up; -1: nobody was called */
    int usual_days;               /* 0: the journal has no such day yet */
    int usual_by_now, usual_all;  /* numbers taken on the mean day, up to this quarter and in all */
};

/* Fills it from the answer (NULL: nothing is known) and the minute of the local day. */
void status_figures_read(struct status_figures *figures, const json_t *answer, int minute);

#endif
