#include "term/theme.h"

#include <stddef.h>
#include <string.h>

/* Colours are indexes of the palette of 256: 16..231 is a 6x6x6 cube, 232..255 a ramp of greys, 0..15 depends on the terminal.
 * The theme of 256 colours is ink on light paper: dark on light is read faster, most of all by older eyes. Words that stand out do so by a
 * dark ground (title, chosen, alarm) or by a tint with dark letters (the states of a window).
 * Black is never bold in 0..15: many terminals draw bold black as grey. */
static const struct look looks[][ROLE_COUNT] = {
    /*                    foreground, background, bold, reverse, underline, dim */
    [THEME_COLOURS_256] = {
        [ROLE_NORMAL]  = {235, 255, false, false, false, false},
        [ROLE_TITLE]   = {231,  24, true,  false, false, false},
        [ROLE_MUTED]   = {241, 255, false, false, false, false},
        [ROLE_STRONG]  = { 24, 255, true,  false, false, false},
        [ROLE_BUTTON]  = {235, 231, true,  false, false, false},
        [ROLE_DETAIL]  = {240, 231, false, false, false, false},
        [ROLE_CHOSEN]  = {231,  25, true,  false, false, false},
        [ROLE_READY]   = { 22, 194, true,  false, false, false},
        [ROLE_CALLING] = { 52, 222, true,  false, false, false},
        [ROLE_SERVING] = { 17, 153, true,  false, false, false},
        [ROLE_PAUSED]  = {238, 251, false, false, false, false},
        [ROLE_GOOD]    = { 22, 255, true,  false, false, false},
        [ROLE_WARNING] = {233, 220, true,  false, false, false},
        [ROLE_ALARM]   = {231, 124, true,  false, false, false},
        [ROLE_FOOTER]  = {236, 252, false, false, false, false},
        [ROLE_KEY]     = {231,  66, true,  false, false, false},
        [ROLE_PAPER]   = { 16, 231, false, false, false, false},
    },
    [THEME_COLOURS_16] = {
        [ROLE_NORMAL]  = {-1, -1, false, false, false, false},
        [ROLE_TITLE]   = {15,  4, true,  false, false, false},
        [ROLE_MUTED]   = {-1, -1, false, false, false, true},
        [ROLE_STRONG]  = {-1, -1, true,  false, false, false},
        [ROLE_BUTTON]  = {-1, -1, true,  false, false, false},
        [ROLE_DETAIL]  = {-1, -1, false, false, false, false},
        [ROLE_CHOSEN]  = {15,  4, true,  false, false, false},
        [ROLE_READY]   = { 0,  2, false, false, false, false},
        [ROLE_CALLING] = { 0,  3, false, false, false, false},
        [ROLE_SERVING] = { 0,  6, false, false, false, false},
        [ROLE_PAUSED]  = { 0,  7, false, false, false, false},
        [ROLE_GOOD]    = { 0,  2, false, false, false, false},
        [ROLE_WARNING] = { 0,  3, false, false, false, false},
        [ROLE_ALARM]   = {15,  1, true,  false, false, false},
        [ROLE_FOOTER]  = { 0,  7, false, false, false, false},
        [ROLE_KEY]     = {15,  4, true,  false, false, false},
        [ROLE_PAPER]   = { 0, 15, false, false, false, false},
    },
    [THEME_MONOCHROME] = {
        [ROLE_NORMAL]  = {-1, -1, false, false, false, false},
        [ROLE_TITLE]   = {-1, -1, true,  true,  false, false},
        [ROLE_MUTED]   = {-1, -1, false, false, false, true},
        [ROLE_STRONG]  = {-1, -1, true,  false, false, false},
        [ROLE_BUTTON]  = {-1, -1, false, false, false, false},
        [ROLE_DETAIL]  = {-1, -1, false, false, false, false},
        [ROLE_CHOSEN]  = {-1, -1, true,  true,  false, false},
        [ROLE_READY]   = {-1, -1, false, false, false, false},
        [ROLE_CALLING] = {-1, -1, true,  false, true,  false},
        [ROLE_SERVING] = {-1, -1, true,  false, false, false},
        [ROLE_PAUSED]  = {-1, -1, false, false, false, true},
        [ROLE_GOOD]    = {-1, -1, false, false, false, false},
        [ROLE_WARNING] = {-1, -1, true,  false, true,  false},
        [ROLE_ALARM]   = {-1, -1, true,  true,  false, false},
        [ROLE_FOOTER]  = {-1, -1, false, false, false, false},
        [ROLE_KEY]     = {-1, -1, false, true,  false, false},
        [ROLE_PAPER]   = { 0, 15, false, false, false, false},
    },
    [THEME_CONTRAST] = {
        [ROLE_NORMAL]  = {15,  0, true,  false, false, false},
        [ROLE_TITLE]   = { 0, 15, false, false, false, false},
        [ROLE_MUTED]   = {15,  0, false, false, false, false},
        [ROLE_STRONG]  = {11,  0, true,  false, false, false},
        [ROLE_BUTTON]  = {15,  0, true,  false, false, false},
        [ROLE_DETAIL]  = {15,  0, false, false, false, false},
        [ROLE_CHOSEN]  = { 0, 11, false, false, false, false},
        [ROLE_READY]   = {10,  0, true,  false, false, false},
        [ROLE_CALLING] = { 0, 11, false, false, false, false},
        [ROLE_SERVING] = {14,  0, true,  false, false, false},
        [ROLE_PAUSED]  = {15,  0, false, false, true,  false},
        [ROLE_GOOD]    = {10,  0, true,  false, false, false},
        [ROLE_WARNING] = {11,  0, true,  false, true,  false},
        [ROLE_ALARM]   = {15,  1, true,  false, false, false},
        [ROLE_FOOTER]  = {15,  0, false, false, false, false},
        [ROLE_KEY]     = { 0, 15, false, false, false, false},
        [ROLE_PAPER]   = { 0, 15, false, false, false, false},
    },
};

const struct look *theme_look(enum theme_kind kind, enum role role)
{
    return &looks[kind][role];
}

const char *theme_role_word(enum role role)
{
    static const char *const words[] = {
#define ROLE(name, word) [ROLE_##name] = word,
#include "term/roles.def"
#undef ROLE
    };
    return words[role];
}

bool theme_choose(const char *wish, const char *no_color, int colours, enum theme_kind *ret_kind)
{
    static const struct {
        const char *word;
        enum theme_kind kind;
        int least_colours;
    } themes[] = {{"256", THEME_COLOURS_256, 256}, {"16", THEME_COLOURS_16, 8}, {"contrast", THEME_CONTRAST, 8}, {"mono", THEME_MONOCHROME, 0}};
    enum { COUNT = sizeof themes / sizeof *themes };
    int chosen = no_color && *no_color ? COUNT - 1 : 0;

    if (wish && *wish) {
        for (chosen = 0; chosen < COUNT && strcmp(wish, themes[chosen].word) != 0; chosen++)
            ;
        if (chosen == COUNT)
            return false;
    }
    if (colours < themes[chosen].least_colours)
        chosen = colours >= 8 ? 1 : COUNT - 1;
    *ret_kind = themes[chosen].kind;
    return true;
}

uint32_t theme_plain_sign(uint32_t code)
{
    static const struct {
        uint32_t code;
        char plain;
    } signs[] = {{0x2500, '-'}, {0x2502, '|'}, {0x2580, '"'}, {0x2584, '_'}, {0x2588, '#'}, {0x25BA, '>'}, {0x25C4, '<'}, {0x2026, '~'}, {0xB7, '.'}};

    if (code < 0x7F)
        return code;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (signs[i].code == code)
            return (uint32_t)signs[i].plain;
    return code > 0x2500 && code < 0x2580 ? '+' : code >= 0x2580 && code < 0x25A0 ? '#' : '?';
}

uint32_t theme_simple_sign(uint32_t code)
{
    return code >= 0x2500 && code < 0x2600 ? theme_plain_sign(code) : code;
}
