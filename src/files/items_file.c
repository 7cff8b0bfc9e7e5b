#include "files/items_file.h"

#include <stdlib.h>

struct catalogue {
    struct item *items;
    size_t count, room;
};

static const char *take_item(void *context, int line, const char *const *fields, int *ret_column)
{
    struct catalogue *catalogue = context;
    enum item_column column = ITEM_COLUMN_CODE;
    (void)line;

    if (catalogue->count == catalogue->room) {
        size_t room = catalogue->room ? 2 * catalogue->room : 64;
        struct item *items = realloc(catalogue->items, room * sizeof *items);
        if (!items)
            return "does not fit into memory";
        catalogue->items = items;
        catalogue->room = room;
    }
    struct item *item = &catalogue->items[catalogue->count];
    const char *fault = item_read(fields, item, &column);
    if (!fault && catalogue_find(catalogue->items, catalogue->count, item->code))
        fault = "is there twice";
    *ret_column = (int)column;
    catalogue->count += !fault;
    return fault;
}

enum error items_file_read(const char *path, struct item **ret_items, size_t *ret_count, char sentence[static TABLE_SENTENCE_SIZE])
{
    struct catalogue catalogue = {0};
    struct table table = {item_columns, ITEM_COLUMNS, ITEMS_MAX, take_item, &catalogue};

    enum error error = table_read(path, &table, sentence);
    if (error != ERROR_NONE) {
        free(catalogue.items);
        return error;
    }
    *ret_items = catalogue.items;
    *ret_count = catalogue.count;
    return ERROR_NONE;
}
