/* The kiosk drawn on a canvas: its size is 80x24 and up. Title, banner, page, keys; each page is a function of its own. */
#ifndef KIOSK_KIOSK_VIEW_H
#define KIOSK_KIOSK_VIEW_H

#include "kiosk/kiosk_model.h"
#include "term/app.h"

/* A terminal of 24 rows less the one that tmux keeps for itself. */
enum { KIOSK_ROWS = 23, KIOSK_COLUMNS = 80 };

/* Draws a struct kiosk, in its language (which becomes the current one). For struct app_view. */
void kiosk_view_draw(void *kiosk, struct canvas *canvas, struct targets *targets);

/* Gives a key to a struct kiosk; always true: the public cannot end the program. For struct app_view. */
bool kiosk_view_key(void *kiosk, struct key key);

#endif
