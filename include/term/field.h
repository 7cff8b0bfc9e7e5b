/* A line of text that somebody types: what the keys do to it, and how it looks. */
#ifndef TERM_FIELD_H
#define TERM_FIELD_H

#include "term/canvas.h"

/* Adds a character to clean text in room for `size` bytes. False, and nothing changed, if it is none that may be shown, a blank at the beginning, or there is no room. */
bool field_type(char *text, size_t size, uint32_t code);

/* Takes the last character away, with all its bytes. */
void field_erase(char *text);

/* Draws a field of one row, text in a role on the ground of a button. The one that is written shows the cursor behind its text, and of a text that is too long the end;
 * others show the beginning. */
void field_draw(struct canvas *canvas, struct box box, enum role role, const char *text, bool written);

#endif
