/* What comes from the keyboard, the mouse or the touch screen, as one kind of value. */
#ifndef TERM_KEYS_H
#define TERM_KEYS_H

#include <stdint.h>

enum key_kind {
    KEY_KIND_NONE,   /* nothing came */
    KEY_KIND_TEXT,   /* a character: code */
    KEY_KIND_ENTER, KEY_KIND_ESCAPE, KEY_KIND_BACKSPACE, KEY_KIND_TAB, KEY_KIND_BACKTAB, KEY_KIND_DELETE,
    KEY_KIND_UP, KEY_KIND_DOWN, KEY_KIND_LEFT, KEY_KIND_RIGHT, KEY_KIND_HOME, KEY_KIND_END, KEY_KIND_PAGE_UP, KEY_KIND_PAGE_DOWN,
    KEY_KIND_PRESS,  /* button or finger down at row, column */
    KEY_KIND_WHEEL_UP, KEY_KIND_WHEEL_DOWN,
    KEY_KIND_RESIZE, /* the canvas has a new size */
    KEY_KIND_HANGUP  /* the terminal is gone: end */
};

struct key {
    enum key_kind kind;
    uint32_t code;   /* of KEY_KIND_TEXT */
    int row, column; /* of KEY_KIND_PRESS and the wheel, from 0 */
};

/* Reads a key's name as tests write it: one character ("a"), "Space", "Enter", "Escape", "Backspace", "Tab", "Backtab", "Delete", "Up", "Down", "Left", "Right",
 * "Home", "End", "PageUp", "PageDown", "press:ROW,COLUMN", "wheel-up:ROW,COLUMN", "wheel-down:ROW,COLUMN", "resize", "hangup". KEY_KIND_NONE if it is none. */
struct key key_parse(const char *name);

#endif
