/* Roles and the looks that a theme gives them. */
#ifndef TERM_THEME_H
#define TERM_THEME_H

#include <stdbool.h>
#include <stdint.h>

enum role {
#define ROLE(name, word) ROLE_##name,
#include "term/roles.def"
#undef ROLE
    ROLE_COUNT
};

enum theme_kind { THEME_COLOURS_256, THEME_COLOURS_16, THEME_MONOCHROME, THEME_CONTRAST };

/* How a role looks: colours of the terminal's palette (-1: its own), and attributes. */
struct look {
    int16_t foreground, background;
    bool bold, reverse, underline, dim;
};

/* Returns the look of a role in a theme; static. */
const struct look *theme_look(enum theme_kind kind, enum role role);

/* Chooses a theme for a terminal of that many colours: the wish ("256", "16", "mono", "contrast") if it has enough of them, monochrome if
 * no_color is not empty (https://no-color.org), else the richest. wish and no_color may be NULL. False for a wish that is none of these. */
bool theme_choose(const char *wish, const char *no_color, int colours, enum theme_kind *ret_kind);

/* Returns the nearest sign of ASCII for a terminal without UTF-8: frames, blocks, marks; "?" for other characters. */
uint32_t theme_plain_sign(uint32_t code);

/* The same for a terminal with UTF-8 whose font lacks frames and blocks: only these (U+2500 to U+25FF) become signs of ASCII. */
uint32_t theme_simple_sign(uint32_t code);

/* Returns the role's word ("alarm"), for goldens. */
const char *theme_role_word(enum role role);

#endif
