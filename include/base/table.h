/* Tables that people keep in a spreadsheet and save as CSV: a header with the names of the columns, then one row a line. Reads what spreadsheets make of it:
 * UTF-8 with or without a byte order mark, GB18030 (and so GBK and GB2312), UTF-16 with a mark; commas, semicolons or tabs between the fields, whichever the
 * header has most of (or a first line "sep=;" names); quoted fields; line ends of every system; empty columns and rows at the end; and of our own: blank
 * lines, and lines that begin with # (comments). Everything else that is not as it should be is refused with file, line, column and reason. */
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
    int may_lack;               /* so many of the last columns may be missing, in the header and in any row: the callback gets "" */
};

/* Reads the file and hands over its rows in order. On failure the sentence tells why ("conf/items.csv:17:14: fee_yuan must be a whole number": file, line,
 * column from 1; without a column where the row as a whole is meant), some rows may have been handed over already, and the caller throws away what it made of them. ERROR_MISSING: no such file; ERROR_IO: it cannot be read; ERROR_MEMORY;
 * ERROR_FORMAT: it is refused. */
enum error table_read(const char *path, const struct table *table, char sentence[static TABLE_SENTENCE_SIZE]);

/* The same for bytes that came another way; name stands for the file in the sentence. */
enum error table_read_bytes(const char *name, const char *bytes, size_t length, const struct table *table, char sentence[static TABLE_SENTENCE_SIZE]);

/* How a table is written: for programs (line feeds), and for spreadsheets (a byte order mark or GB18030, CR LF). */
enum table_encoding { TABLE_UTF8, TABLE_UTF8_MARKED, TABLE_GB18030 };

/* Writes the field of a row (from 0) and a column into text; clean UTF-8. */
typedef void table_field_callback(void *context, int row, int column, char text[static TABLE_FIELD_MAX + 1]);

/* Returns the table with its header, of *ret_length bytes and a zero after them, to be freed by the caller; NULL without memory. The same rows give the same
 * bytes, fields are quoted only where they must be, and table_read_bytes() reads them back. */
char *table_write(const char *const *columns, int column_count, int row_count, table_field_callback *field, void *context, enum table_encoding encoding,
                  size_t *ret_length);

#endif
