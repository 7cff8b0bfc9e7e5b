/* Names as nobody should have them, always the same: control characters, escape sequences, marks that turn the writing round, invisible and very wide characters, stacks of
 * accents, bytes that are no characters; and an independent look at what came through (not base/utf8.h, which is what is tested). */
#ifndef TESTS_LIB_HOSTILE_H
#define TESTS_LIB_HOSTILE_H

#include "term/canvas.h"

enum { HOSTILE_SIZE = 1024 };

/* Writes the nth name. valid: well-formed UTF-8 without the zero character, as JSON can carry it; else of any bytes. */
void hostile_name(int n, bool valid, char name[static HOSTILE_SIZE]);

/* Says what is wrong with text that shall be clean; NULL: nothing. Static. */
const char *hostile_unclean(const char *text);

/* Says what is wrong with a canvas: a cell that shows what must not be shown, half a wide character. NULL: nothing. Static. */
const char *hostile_in_canvas(const struct canvas *canvas);

/* Says which bytes, sent to a terminal, are neither text nor one of the sequences with which curses places, colours and clears; NULL: none. Static. */
const char *hostile_in_output(const char *bytes, size_t size);

#endif
