#include "window/window_items.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

static void read_text(char *text, size_t size, const json_t *json)
{
    const char *told = json_string_value(json);

    utf8_clean(text, size, told ? told : "");
}

static int read_count(const json_t *json)
{
    return json_is_integer(json) && json_integer_value(json) >= 0 && json_integer_value(json) < 1000000 ? (int)json_integer_value(json) : -1;
}

static void read_materials(struct window_item *item, const json_t *list)
{
    const json_t *row;
    size_t i;

    json_array_foreach(list, i, row) {
        if (item->material_count == ITEM_MATERIALS_MAX)
            return;
        struct window_material *material = &item->materials[item->material_count++];
        read_text(material->name, sizeof material->name, json_object_get(row, "name"));
        read_text(material->kind, sizeof material->kind, json_object_get(row, "kind"));
        material->required = json_is_true(json_object_get(row, "required"));
    }
}

static void read_item(struct window_item *item, const json_t *row)
{
    const json_t *name = json_object_get(row, "name");

    read_text(item->code, sizeof item->code, json_object_get(row, "code"));
    read_text(item->name.zh, sizeof item->name.zh, json_object_get(name, "zh"));
    read_text(item->name.en, sizeof item->name.en, json_object_get(name, "en"));
    read_text(item->initials, sizeof item->initials, json_object_get(row, "initials"));
    read_text(item->kind, sizeof item->kind, json_object_get(row, "kind"));
    read_text(item->department, sizeof item->department, json_object_get(row, "department"));
    read_text(item->assisting, sizeof item->assisting, json_object_get(row, "assisting"));
    read_text(item->basis, sizeof item->basis, json_object_get(row, "basis"));
    item->promised_days = read_count(json_object_get(row, "promised_days"));
    item->fee_yuan = read_count(json_object_get(row, "fee_yuan"));
    read_materials(item, json_object_get(row, "materials"));
}

bool window_items_read(struct window_items *items, const json_t *json)
{
    const json_t *list = json_object_get(json, "items"), *row;
    size_t i, count = json_array_size(list);

    if (!json_is_array(list))
        return false;
    if (count > ITEMS_MAX)
        count = ITEMS_MAX;
    struct window_items read = {calloc(count + 1, sizeof *read.rows), calloc(count + 1, sizeof *read.texts), count, (int)json_integer_value(json_object_get(json, "version"))};
    if (!read.rows || !read.texts) {
        window_items_finish(&read);
        return false;
    }
    json_array_foreach(list, i, row) {
        if (i == count)
            break;
        read_item(&read.rows[i], row);
        read.texts[i] = (struct catalogue_text){read.rows[i].code, read.rows[i].name.zh, read.rows[i].name.en, read.rows[i].initials};
    }
    window_items_finish(items);
    *items = read;
    return true;
}

void window_items_finish(struct window_items *items)
{
    free(items->rows);
    free(items->texts);
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
