/* items.csv: the catalogue of a hall. */
#ifndef FILES_ITEMS_FILE_H
#define FILES_ITEMS_FILE_H

#include "base/table.h"
#include "core/catalogue.h"

enum { ITEMS_MAX = 2000 };

/* Reads the whole catalogue or nothing. *ret_items is the caller's, to be freed with free(); NULL when there are none. An item that is there twice is refused.
 * Errors and sentence as table_read(). */
enum error items_file_read(const char *path, struct item **ret_items, size_t *ret_count, char sentence[static TABLE_SENTENCE_SIZE]);

#endif
