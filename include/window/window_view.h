/* The window's screen: full dress from 80x24 cells, else a strip of at least 60x6 for the foot of a monitor that belongs to another program. */
#ifndef WINDOW_WINDOW_VIEW_H
#define WINDOW_WINDOW_VIEW_H

#include "term/app.h"
#include "window/window_model.h"

/* The full dress needs a terminal of 24 rows less the one that tmux keeps for itself. */
enum { WINDOW_FULL_ROWS = 23, WINDOW_FULL_COLUMNS = 80, WINDOW_STRIP_ROWS = 6, WINDOW_STRIP_COLUMNS = 60 };

/* The two functions of an app_view (term/app.h) whose model is a struct window_model. */
void window_view_draw(void *model, struct canvas *canvas, struct targets *targets);
bool window_view_key(void *model, struct key key);

#endif
