/* A configuration file as libconfuse should see it: without comments. (libconfuse 3.3 counts a line too many for each comment, so the line that it names in an error would
 * be wrong.) */
#ifndef BASE_CONF_TEXT_H
#define BASE_CONF_TEXT_H

#include "base/error.h"

#include <stdbool.h>

enum { CONF_TEXT_MAX = 1 << 20 };

/* Reads a file of at most CONF_TEXT_MAX bytes and blanks its comments (from # or // to the end of the line, and what stands between slash-star and star-slash), outside of
 * quoted strings; every line stays where it is. *ret_text is the caller's. ERROR_MISSING, ERROR_IO, ERROR_MEMORY, ERROR_FORMAT (a zero byte, or too large). */
enum error conf_text_read(const char *path, char **ret_text);

#endif
