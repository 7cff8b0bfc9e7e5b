#include "base/json_line.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_ROOM = 512, ESCAPE_MOST = 6 };

/* Returns where `size` more bytes go, NULL without memory. */
static char *more(struct json_line *line, size_t size)
{
    if (line->room - line->used < size) {
        size_t room = line->room * 2 + size + FIRST_ROOM;
        char *grown = line->failed ? NULL : realloc(line->text, room);
        if (!grown) {
            line->failed = true;
            return NULL;
        }
        line->text = grown;
        line->room = room;
    }
    return line->text + line->used;
}

static void add(struct json_line *line, const char *bytes, size_t size)
{
    char *to = more(line, size);

    if (to) {
        memcpy(to, bytes, size);
        line->used += size;
    }
}

static void add_name(struct json_line *line, const char *name)
{
    add(line, line->used == 1 ? "\"" : ",\"", line->used == 1 ? 1 : 2);
    add(line, name, strlen(name));
    add(line, "\":", 2);
}

void json_line_open(struct json_line *line)
{
    line->used = 0;
    line->failed = false;
    add(line, "{", 1);
}

void json_line_integer(struct json_line *line, const char *name, int64_t value)
{
    char digits[20];
    size_t at = sizeof digits;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;

    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (value < 0)
        digits[--at] = '-';
    add_name(line, name);
    add(line, digits + at, sizeof digits - at);
}

/* Writes the escape of a character; returns its length, 0 if it stands for itself. */
static size_t escape(unsigned char character, char to[static ESCAPE_MOST])
{
    static const char hex[] = "0123456789abcdef";

    if (character == '"' || character == '\\') {
        to[0] = '\\';
        to[1] = (char)character;
        return 2;
    }
    if (character >= 0x20)
        return 0;
    memcpy(to, "\\u00", 4);
    to[4] = hex[character >> 4];
    to[5] = hex[character & 15];
    return 6;
}

void json_line_text(struct json_line *line, const char *name, const char *text)
{
    char escaped[ESCAPE_MOST];
    const char *from = text;
    size_t length;

    add_name(line, name);
    add(line, "\"", 1);
    for (; *text; text++) {
        if ((length = escape((unsigned char)*text, escaped)) == 0)
            continue;
        add(line, from, (size_t)(text - from));
        add(line, escaped, length);
        from = text + 1;
    }
    add(line, from, (size_t)(text - from));
    add(line, "\"", 1);
}

void json_line_value(struct json_line *line, const char *name, const char *json)
{
    add_name(line, name);
    add(line, json, strlen(json));
}

const char *json_line_close(struct json_line *line)
{
    add(line, "}", 2); /* with its end */
    return line->failed ? NULL : line->text;
}

void json_line_finish(struct json_line *line)
{
    free(line->text);
    memset(line, 0, sizeof *line);
}
