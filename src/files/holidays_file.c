#include "files/holidays_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct entries {
    struct workday_entry *entries; /* HOLIDAYS_MAX of them */
    size_t count;
};

static const char *take_entry(void *context, int line, const char *const *fields, int *ret_column)
{
    struct entries *list = context;
    struct workday_entry entry;
    enum workday_column column;
    size_t at = list->count;
    (void)line;

    const char *fault = workday_entry_read(fields, &entry, &column);
    *ret_column = (int)column;
    if (fault)
        return fault;
    while (at > 0 && list->entries[at - 1].date.days > entry.date.days)
        at--;
    if (at > 0 && list->entries[at - 1].date.days == entry.date.days) {
        *ret_column = WORKDAY_DATE;
        return "is there twice";
    }
    memmove(list->entries + at + 1, list->entries + at, (list->count - at) * sizeof *list->entries);
    list->entries[at] = entry;
    list->count++;
    return NULL;
}

enum error holidays_file_read(const char *path, struct workday_entry **ret_entries, struct workday_calendar *ret_calendar,
                              char sentence[static TABLE_SENTENCE_SIZE])
{
    struct entries list = {malloc(HOLIDAYS_MAX * sizeof *list.entries), 0};
    struct table table = {workday_columns, WORKDAY_COLUMNS, HOLIDAYS_MAX, take_entry, &list, 0};
    enum error error = ERROR_MEMORY;

    if (list.entries)
        error = table_read(path, &table, sentence);
    else
        snprintf(sentence, TABLE_SENTENCE_SIZE, "%s: %s", path, error_sentence(error));
    if (error == ERROR_NONE && list.count == 0) {
        error = ERROR_FORMAT;
        snprintf(sentence, TABLE_SENTENCE_SIZE, "%s: there are no dates in it", path);
    }
    if (error != ERROR_NONE) {
        free(list.entries);
        return error;
    }
    *ret_entries = list.entries;
    *ret_calendar = workday_calendar_of(list.entries, list.count);
    return ERROR_NONE;
}
