/* The desk's screen, from 80x24 cells up (23 rows where tmux keeps one). */
#ifndef DESK_DESK_VIEW_H
#define DESK_DESK_VIEW_H

#include "desk/desk_model.h"
#include "term/app.h"

enum { DESK_LEAST_ROWS = 23, DESK_LEAST_COLUMNS = 80, DESK_WIDE_COLUMNS = 140 /* list and case side by side */ };

/* The two functions of an app_view (term/app.h) whose model is a struct desk_model. */
void desk_view_draw(void *model, struct canvas *canvas, struct targets *targets);
bool desk_view_key(void *model, struct key key);

#endif
