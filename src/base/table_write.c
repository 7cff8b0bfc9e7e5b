/* Tables out: what table.c reads back. */
#include "base/table.h"

#include "base/table_encoding.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct writing {
    char *text;
    size_t used, room;
    bool failed; /* memory was short */
};

static void put(struct writing *writing, const char *text, size_t length)
{
    if (!writing->text || writing->used + length + 1 > writing->room) {
        size_t room = 2 * (writing->room + length + 1);
        char *grown = writing->failed ? NULL : realloc(writing->text, room);
        if (!grown) {
            writing->failed = true;
            return;
        }
        writing->text = grown;
        writing->room = room;
    }
    memcpy(writing->text + writing->used, text, length);
    writing->used += length;
    writing->text[writing->used] = '\0';
}

/* A field that has a separator of any spreadsheet, a quotation mark, blanks at its ends or a # at its beginning stands in quotes. */
static void put_field(struct writing *writing, const char *field)
{
    size_t length = strlen(field);
    bool plain = field[strcspn(field, ",;\t\"\r\n")] == '\0' && field[0] != '#' && field[0] != ' ' && (length == 0 || field[length - 1] != ' ');

    if (plain) {
        put(writing, field, length);
        return;
    }
    put(writing, "\"", 1);
    while (*field) {
        size_t run = strcspn(field, "\"");
        put(writing, field, run);
        field += run;
        if (*field) {
            put(writing, "\"\"", 2);
            field++;
        }
    }
    put(writing, "\"", 1);
}

static char *finish(struct writing *writing, enum table_encoding encoding, size_t *ret_length)
{
    char *bytes = NULL;

    if (writing->failed) {
        free(writing->text);
        return NULL;
    }
    *ret_length = writing->used;
    if (encoding != TABLE_GB18030)
        return writing->text;
    enum error error = table_encode_gb18030(writing->text, writing->used, &bytes, ret_length);
    free(writing->text);
    return error == ERROR_NONE ? bytes : NULL;
}

char *table_write(const char *const *columns, int column_count, int row_count, table_field_callback *field, void *context, enum table_encoding encoding,
                  size_t *ret_length)
{
    struct writing writing = {0};
    char text[TABLE_FIELD_MAX + 1];
    const char *end = encoding == TABLE_UTF8 ? "\n" : "\r\n";

    if (encoding == TABLE_UTF8_MARKED)
        put(&writing, "\xEF\xBB\xBF", 3);
    for (int row = -1; row < row_count; row++) {
        for (int column = 0; column < column_count; column++) {
            if (column > 0)
                put(&writing, ",", 1);
            if (row >= 0)
                field(context, row, column, text);
            put_field(&writing, row < 0 ? columns[column] : text);
        }
        put(&writing, end, strlen(end));
    }
    return finish(&writing, encoding, ret_length);
}
