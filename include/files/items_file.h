/* items.csv: the catalogue of a hall, in and out. */
#ifndef FILES_ITEMS_FILE_H
#define FILES_ITEMS_FILE_H

#include "base/table.h"
#include "core/catalogue.h"

/* Reads the whole catalogue or nothing, with the initials of the names (files/items_initials.h; empty where ICU's data is not there). *ret_items is the
 * caller's, to be freed with free(); NULL when there are none. An item that is there twice is refused. Errors and sentence as table_read(). */
enum error items_file_read(const char *path, struct item **ret_items, size_t *ret_count, char sentence[static TABLE_SENTENCE_SIZE]);

/* The same for bytes that came another way; name stands for the file in the sentence. */
enum error items_file_read_bytes(const char *name, const char *bytes, size_t length, struct item **ret_items, size_t *ret_count,
                                 char sentence[static TABLE_SENTENCE_SIZE]);

/* Returns a catalogue as a table (base/table.h), to be freed by the caller; NULL without memory. In TABLE_UTF8 this is its one canonical form: equal catalogues
 * give equal bytes, and its digest stands in the journal. */
char *items_file_write(const struct item *items, size_t count, enum table_encoding encoding, size_t *ret_length);

#endif
