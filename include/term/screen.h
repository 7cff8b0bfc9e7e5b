/* The terminal: the only user of curses. It shows a canvas (only what changed is sent) and reads keys.
 * The terminal is restored at screen_close(), at exit, and after a fatal signal.
 *
 * SIGTERM, SIGHUP and (unless locked) SIGINT become KEY_KIND_HANGUP, so that a program ends in its own order; SIGTSTP and SIGCONT stop and repaint.
 * On a terminal without UTF-8 (other locale, or TERM=vt*) frames and blocks become ASCII and other characters "?"; a QR code is then not readable.
 * A terminal type that terminfo does not know is taken for an xterm. */
#ifndef TERM_SCREEN_H
#define TERM_SCREEN_H

#include "term/canvas.h"
#include "term/keys.h"

enum screen_flag {
    SCREEN_LOCKED = 1 << 0,    /* raw: Ctrl-C, Ctrl-Z, Ctrl-\ are keys and do nothing by themselves; what is pasted is left away (kiosk) */
    SCREEN_NO_MOUSE = 1 << 1,
};

struct screen;

/* Opens the terminal on stdin and stdout and chooses the theme by what it can (NO_COLOR and, before it, YICHUANG_THEME=256|16|mono|contrast overrule).
 * The locale must be set (language_start). One screen a process. NULL and a sentence in *ret_why when there is none. */
struct screen *screen_open(unsigned flags, const char **ret_why);
void screen_close(struct screen *screen);

/* Returns the file descriptor to wait on (for reading) for keys; it is readable after a resize and the other signals too. */
int screen_fd(const struct screen *screen);

/* Returns the next key that is there, or KEY_KIND_NONE; waits at most 50 ms (to tell Escape from the beginning of a key's sequence).
 * After KEY_KIND_HANGUP the program ends and reads no more. */
struct key screen_key(struct screen *screen);

void screen_size(const struct screen *screen, int *ret_rows, int *ret_columns);

/* Shows the canvas; the next size is taken at KEY_KIND_RESIZE. */
void screen_show(struct screen *screen, const struct canvas *canvas);

/* Rings the terminal's bell once. */
void screen_bell(struct screen *screen);

#endif
