#include "files/items_file.h"

#include "files/items_initials.h"

#include <stdlib.h>
#include <string.h>

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
    if (!fault && catalogue_find(catalogue->items, catalogue->count, item->code)) {
        fault = "is there twice";
        column = ITEM_COLUMN_CODE;
    }
    *ret_column = (int)column;
    catalogue->count += !fault;
    return fault;
}

static void add_initials(struct catalogue *catalogue)
{
    struct items_initials *initials = catalogue->count > 0 ? items_initials_create() : NULL;

    for (size_t i = 0; initials && i < catalogue->count; i++)
        items_initials_make(initials, catalogue->items[i].name, catalogue->items[i].initials);
    items_initials_destroy(initials);
}

static struct table table_of(struct catalogue *catalogue)
{
    return (struct table){item_columns, ITEM_COLUMNS, ITEMS_MAX, take_item, catalogue, ITEM_COLUMNS_OPTIONAL};
}

static enum error finish(struct catalogue *catalogue, enum error error, struct item **ret_items, size_t *ret_count)
{
    if (error != ERROR_NONE) {
        free(catalogue->items);
        return error;
    }
    add_initials(catalogue);
    *ret_items = catalogue->items;
    *ret_count = catalogue->count;
    return ERROR_NONE;
}

enum error items_file_read(const char *path, struct item **ret_items, size_t *ret_count, char sentence[static TABLE_SENTENCE_SIZE])
{
    struct catalogue catalogue = {0};
    struct table table = table_of(&catalogue);

    return finish(&catalogue, table_read(path, &table, sentence), ret_items, ret_count);
}

enum error items_file_read_bytes(const char *name, const char *bytes, size_t length, struct item **ret_items, size_t *ret_count,
                                 char sentence[static TABLE_SENTENCE_SIZE])
{
    struct catalogue catalogue = {0};
    struct table table = table_of(&catalogue);

    return finish(&catalogue, table_read_bytes(name, bytes, length, &table, sentence), ret_items, ret_count);
}

static void write_field(void *context, int row, int column, char text[static TABLE_FIELD_MAX + 1])
{
    const struct item *items = context;

    _Static_assert((int)ITEM_FIELD_SIZE <= (int)TABLE_FIELD_MAX + 1, "a field of an item is a field of a table");
    item_field(&items[row], (enum item_column)column, text);
}

char *items_file_write(const struct item *items, size_t count, enum table_encoding encoding, size_t *ret_length)
{
    return table_write(item_columns, ITEM_COLUMNS, (int)count, write_field, (void *)items, encoding, ret_length); /* write_field() only reads them */
}
