/* Tables that people keep in a spreadsheet and save as CSV: a header with the names of the columns, then one row a line. Reads quoted fields, line ends of
 * every system, a byte order mark at the front, blank lines, and lines that begin with # (comments). Everything else that is not as it should be is refused
 * with file, line, column and reason. */
#ifndef BASE_TABLE_H
#define BASE_TABLE_H

#include "base/error.h"

#include <stddef.h>

enum { TABLE_COLUMNS_MAX = 32, TABLE_FIELD_MAX = 4096, TABLE_FILE_MAX = 8 << 20, TABLE_SENTENCE_SIZE = 512 };

/* Takes a row: as many fields as there are columns, clean UTF-8 (base/utf8.h), of at most TABLE_FIELD_MAX bytes, borrowed during the call. line counts from 1.
 * Returns NULL, or a sentence that says what is wrong (static or kept in context) and the column's index (-1: the row as a whole), which ends the reading. */
typedef const char *table_row_callback(void *context, int line, const char *const *fields, int *ret_column);

struct table {
    const char *const *columns; /* what the header must say, in this order */
    int column_count;           /* 1..TABLE_COLUMNS_MAX */
    int rows_max;
    table_row_callback *row;
    void *context;
};

/* Reads the file and hands over its rows in order. On failure the sentence tells why ("conf/items.csv:17: fee_yuan must be a whole number"), some rows may have
 * been handed over already, and the caller throws away what it made of them. ERROR_MISSING: no such file; ERROR_IO: it cannot be read; ERROR_MEMORY;
 * ERROR_FORMAT: it is refused. */
enum error table_read(const char *path, const struct table *table, char sentence[static TABLE_SENTENCE_SIZE]);

#endif
