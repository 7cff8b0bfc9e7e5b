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

/* Returns the role's word ("alarm"), for goldens. */
const char *theme_role_word(enum role role);

#endif
