/* Lines of text in columns that are as wide as their widest cell; Chinese characters take two cells of the terminal. */
#ifndef CLI_COLUMNS_H
#define CLI_COLUMNS_H

#include <stddef.h>

enum { COLUMNS_LIMIT = 12 };

struct columns {
    char **lines; /* cells separated by tabs */
    size_t count;
};

/* Adds a line: cells separated by tabs, cleaned; without memory it is left away. Start with a zeroed one. */
void columns_add(struct columns *columns, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Prints all lines to stdout, two blanks between columns, and empties it. */
void columns_print(struct columns *columns);

#endif
