/* Pieces that every screen has: title line, line of keys, buttons to press, banner, list. A widget is drawn and remembers
 * where, so that a press of mouse or finger finds the same thing that a key does. */
#ifndef TERM_WIDGET_H
#define TERM_WIDGET_H

#include "term/canvas.h"
#include "term/keys.h"

enum { TARGET_LIMIT = 96 };

/* Places of the screen that can be pressed, filled while drawing: press -> the character that does the same. */
struct targets {
    int count;
    struct {
        struct box box;
        uint32_t key;
    } at[TARGET_LIMIT];
};

/* Forgets all places; call before a view draws. */
void targets_clear(struct targets *targets);

/* Adds a place; quietly full at TARGET_LIMIT. targets may be NULL. */
void targets_add(struct targets *targets, struct box box, uint32_t key);

/* Turns a press on a place into the key that does the same; other keys come back as they are, a press on nothing as KEY_KIND_NONE. '\n' stands for Enter, 27 for Escape. */
struct key targets_resolve(const struct targets *targets, struct key key);

/* The title line (row 0): left and right text. */
void widget_title(struct canvas *canvas, const char *left, const char *right);

/* One hint of the line of keys: the key as shown ("Enter", "1"), what it does, and the character a press on it gives. */
struct hint {
    const char *key;
    const char *what;
    uint32_t press;
};

/* The line of keys on the bottom row; what does not fit is left away from the end. */
void widget_hints(struct canvas *canvas, struct targets *targets, const struct hint *hints, int count);

/* A button: framed box with a key sign and a text centred in it; chosen: drawn as ROLE_CHOSEN with marks on both sides. */
void widget_button(struct canvas *canvas, struct targets *targets, struct box box, const char *key, const char *text, const char *detail, uint32_t press, bool chosen);

/* A line over the whole width that says what is wrong (controller away, paper out). */
void widget_banner(struct canvas *canvas, int row, enum role role, const char *text);

/* Greys what was drawn in a box (state that is no longer current): every cell becomes ROLE_MUTED, what it says stays. */
void widget_mute(struct canvas *canvas, struct box box);

/* "The window is too small" instead of a view; true if drawn. */
bool widget_too_small(struct canvas *canvas, int least_rows, int least_columns);

#endif
