#include "base/log.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>

static const char *program = "yichuang";

void log_open(const char *name)
{
    program = name;
}

static void say(const char *level, const char *format, va_list arguments)
{
    char line[1024], clean[1024];

    vsnprintf(line, sizeof line, format, arguments);
    utf8_clean(clean, sizeof clean, line);
    fprintf(stderr, "%s: %s%s\n", program, level, clean);
}

#define LOG_FUNCTION(name, level)         \
    void name(const char *format, ...)    \
    {                                     \
        va_list arguments;                \
        va_start(arguments, format);      \
        say(level, format, arguments);    \
        va_end(arguments);                \
    }
LOG_FUNCTION(log_note, "")
LOG_FUNCTION(log_warning, "warning: ")
LOG_FUNCTION(log_error, "error: ")
