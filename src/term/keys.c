#include "term/keys.h"

#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

static const struct {
    const char *name;
    enum key_kind kind;
} names[] = {
    {"Enter", KEY_KIND_ENTER},   {"Escape", KEY_KIND_ESCAPE},     {"Backspace", KEY_KIND_BACKSPACE}, {"Tab", KEY_KIND_TAB},     {"Backtab", KEY_KIND_BACKTAB},
    {"Delete", KEY_KIND_DELETE}, {"Up", KEY_KIND_UP},             {"Down", KEY_KIND_DOWN},           {"Left", KEY_KIND_LEFT},   {"Right", KEY_KIND_RIGHT},
    {"Home", KEY_KIND_HOME},     {"End", KEY_KIND_END},           {"PageUp", KEY_KIND_PAGE_UP},      {"PageDown", KEY_KIND_PAGE_DOWN},
    {"resize", KEY_KIND_RESIZE}, {"hangup", KEY_KIND_HANGUP},
};

static const struct {
    const char *format; /* for sscanf: row, column, and the end to see that nothing follows */
    enum key_kind kind;
} places[] = {
    {"press:%4d,%4d%n", KEY_KIND_PRESS},
    {"wheel-up:%4d,%4d%n", KEY_KIND_WHEEL_UP},
    {"wheel-down:%4d,%4d%n", KEY_KIND_WHEEL_DOWN},
};

/* Reads "press:3,10" and the like. */
static struct key place_parse(const char *name)
{
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        int row, column, end = 0;
        if (sscanf(name, places[i].format, &row, &column, &end) == 2 && name[end] == '\0')
            return (struct key){.kind = places[i].kind, .row = row, .column = column};
    }
    return (struct key){.kind = KEY_KIND_NONE};
}

struct key key_parse(const char *name)
{
    size_t length = strlen(name);
    uint32_t code;

    if (length == 0)
        return (struct key){.kind = KEY_KIND_NONE};
    if (utf8_decode(name, length, &code) == length && code != UINT32_MAX && code >= ' ')
        return (struct key){.kind = KEY_KIND_TEXT, .code = code};
    if (strcmp(name, "Space") == 0)
        return (struct key){.kind = KEY_KIND_TEXT, .code = ' '};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i].name) == 0)
            return (struct key){.kind = names[i].kind};
    return place_parse(name);
}
