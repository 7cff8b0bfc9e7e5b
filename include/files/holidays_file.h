/* holidays.csv: the official calendar of days off and of weekend days that are worked. */
#ifndef FILES_HOLIDAYS_FILE_H
#define FILES_HOLIDAYS_FILE_H

#include "base/table.h"
#include "core/workday.h"

enum { HOLIDAYS_MAX = 5000 };

/* Reads the whole calendar or nothing; the rows may stand in any order. *ret_entries is the caller's, to be freed with free() when ret_calendar, which borrows
 * it, is no longer used. A date that is there twice is refused, and so is a file without dates. Errors and sentence as table_read(). */
enum error holidays_file_read(const char *path, struct workday_entry **ret_entries, struct workday_calendar *ret_calendar,
                              char sentence[static TABLE_SENTENCE_SIZE]);

#endif
