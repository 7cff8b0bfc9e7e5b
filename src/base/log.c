#include "base/log.h"

#include "base/utf8.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const char *program = "yichuang";
static int debug = -1; /* file descriptor */

void log_open(const char *name)
{
    const char *path = getenv("YICHUANG_DEBUG");

    program = name;
    if (path && *path && debug < 0)
        debug = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
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

void log_debug(const char *format, ...)
{
    char line[1024], clean[1024], whole[1200];
    va_list arguments;

    if (debug < 0)
        return;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    utf8_clean(clean, sizeof clean, line);
    int length = snprintf(whole, sizeof whole, "%s: %s\n", program, clean);
    if (write(debug, whole, (size_t)length) != length) { /* a log that is full costs its owner the log, not the hall */
        close(debug);
        debug = -1;
    }
}
