#include "window/window_items.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

static void read_text(char *text, size_t size, const json_t *json)
{
    const char *told = json_string_value(json);

    utf8_clean(text, size, told ? told : "");
}

bool window_items_read(struct window_items *items, const json_t *json)
{
    const json_t *list = json_object_get(json, "items"), *row;
    size_t i, count = json_array_size(list);

    if (!json_is_array(list))
        return false;
    struct window_item *rows = calloc(count ? count : 1, sizeof *rows);
    if (!rows)
        return false;
    json_array_foreach(list, i, row) {
        const json_t *name = json_object_get(row, "name");
        read_text(rows[i].code, sizeof rows[i].code, json_object_get(row, "code"));
        read_text(rows[i].name.zh, sizeof rows[i].name.zh, json_object_get(name, "zh"));
        read_text(rows[i].name.en, sizeof rows[i].name.en, json_object_get(name, "en"));
    }
    window_items_finish(items);
    *items = (struct window_items){rows, count};
    return true;
}

void window_items_finish(struct window_items *items)
{
    free(items->rows);
    *items = (struct window_items){0};
}

const char *window_items_name(const struct window_items *items, const char *code, const char *language)
{
    for (size_t i = 0; i < items->count; i++)
        if (strcmp(items->rows[i].code, code) == 0) {
            const char *name = mirror_text_in(&items->rows[i].name, language);
            return *name ? name : code;
        }
    return code;
}
