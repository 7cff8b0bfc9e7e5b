#include "base/conf_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static enum error read_file(const char *path, char **ret_text)
{
    FILE *file = fopen(path, "rb");
    char *text = malloc(CONF_TEXT_MAX + 1);
    enum error error = ERROR_NONE;

    if (!file)
        error = ERROR_MISSING;
    else if (!text)
        error = ERROR_MEMORY;
    if (error == ERROR_NONE) {
        size_t length = fread(text, 1, CONF_TEXT_MAX + 1, file);
        if (ferror(file))
            error = ERROR_IO;
        else if (length > CONF_TEXT_MAX || memchr(text, '\0', length))
            error = ERROR_FORMAT;
        else
            text[length] = '\0';
    }
    if (file)
        fclose(file);
    if (error != ERROR_NONE)
        free(text);
    else
        *ret_text = text;
    return error;
}

/* Returns the end of a quoted string that begins at p, past its closing quote. */
static char *past_string(char *p)
{
    char quote = *p++;

    while (*p && *p != quote)
        p += *p == '\\' && p[1] ? 2 : 1;
    return *p ? p + 1 : p;
}

/* Blanks until the end of the line, or until star-slash. */
static char *blank_comment(char *p)
{
    bool block = p[1] == '*';

    while (*p && (block || *p != '\n')) {
        if (block && p[0] == '*' && p[1] == '/') {
            p[0] = p[1] = ' ';
            return p + 2;
        }
        if (*p != '\n')
            *p = ' ';
        p++;
    }
    return p;
}

enum error conf_text_read(const char *path, char **ret_text)
{
    char *text;
    enum error error = read_file(path, &text);

    if (error != ERROR_NONE)
        return error;
    for (char *p = text; *p;) {
        if (*p == '"' || *p == '\'')
            p = past_string(p);
        else if (*p == '#' || (*p == '/' && (p[1] == '/' || p[1] == '*')))
            p = blank_comment(p);
        else
            p++;
    }
    *ret_text = text;
    return ERROR_NONE;
}
