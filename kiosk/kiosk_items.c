#include "kiosk/kiosk_items.h"

#include "base/utf8.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

static void read_text(char *text, size_t size, const json_t *json, const char *name)
{
    const char *told = json_string_value(json_object_get(json, name));

    utf8_clean(text, size, told ? told : "");
}

static int read_count(const json_t *json, const char *name)
{
    const json_t *told = json_object_get(json, name);
    json_int_t value = json_is_integer(told) ? json_integer_value(told) : -1;

    return value < 0 || value > INT_MAX ? -1 : (int)value;
}

static void read_materials(struct kiosk_item *item, const json_t *materials)
{
    const json_t *row;
    size_t i;

    json_array_foreach(materials, i, row) {
        if (item->material_count == KIOSK_MATERIALS)
            return;
        struct kiosk_material *material = &item->materials[item->material_count++];
        read_text(material->name, sizeof material->name, row, "name");
        read_text(material->kind, sizeof material->kind, row, "kind");
        material->required = json_is_true(json_object_get(row, "required"));
    }
}

static void read_item(struct kiosk_item *item, const json_t *json)
{
    const json_t *name = json_object_get(json, "name");
    const char *letter = json_string_value(json_object_get(json, "service"));

    read_text(item->code, sizeof item->code, json, "code");
    read_text(item->name.zh, sizeof item->name.zh, name, "zh");
    read_text(item->name.en, sizeof item->name.en, name, "en");
    read_text(item->initials, sizeof item->initials, json, "initials");
    read_text(item->kind, sizeof item->kind, json, "kind");
    read_text(item->assisting, sizeof item->assisting, json, "assisting");
    read_text(item->basis, sizeof item->basis, json, "basis");
    read_text(item->output, sizeof item->output, json, "output");
    read_text(item->department, sizeof item->department, json, "department");
    read_text(item->applicant, sizeof item->applicant, json, "applicant");
    read_text(item->online, sizeof item->online, json, "online");
    item->promised_days = read_count(json, "promised_days");
    item->statutory_days = read_count(json, "statutory_days");
    item->fee_yuan = read_count(json, "fee_yuan");
    item->typical_minutes = read_count(json, "typical_minutes");
    item->service = letter && *letter >= 'A' && *letter <= 'Z' && !letter[1] ? *letter : '\0';
    read_materials(item, json_object_get(json, "materials"));
}

bool kiosk_items_read(struct kiosk_items *items, const json_t *answer)
{
    const json_t *rows = json_object_get(answer, "items"), *row;
    struct kiosk_items read = {0};
    size_t i, size = json_array_size(rows);

    if (!json_is_array(rows))
        return false;
    if (size > KIOSK_ITEMS_MAX)
        size = KIOSK_ITEMS_MAX;
    read.at = calloc(size + 1, sizeof *read.at);
    read.texts = calloc(size + 1, sizeof *read.texts);
    if (!read.at || !read.texts) {
        kiosk_items_finish(&read);
        return false;
    }
    json_array_foreach(rows, i, row) {
        if (i == size)
            break;
        read_item(&read.at[read.count], row);
        if (*read.at[read.count].code)
            read.count++;
        else
            memset(&read.at[read.count], 0, sizeof *read.at);
    }
    for (int nth = 0; nth < read.count; nth++)
        read.texts[nth] = (struct catalogue_text){read.at[nth].code, read.at[nth].name.zh, read.at[nth].name.en, read.at[nth].initials};
    kiosk_items_finish(items);
    *items = read;
    return true;
}

void kiosk_items_finish(struct kiosk_items *items)
{
    free(items->at);
    free(items->texts);
    *items = (struct kiosk_items){0};
}

bool kiosk_item_is_applied_for(const struct kiosk_item *item)
{
    return strcmp(item->kind, "penalty") != 0 && strcmp(item->kind, "duty") != 0 && strcmp(item->kind, "territorial") != 0;
}

int kiosk_items_count(const struct kiosk_items *items, char service)
{
    int count = 0;

    for (int i = 0; i < items->count; i++)
        count += !service || items->at[i].service == service;
    return count;
}

int kiosk_items_nth(const struct kiosk_items *items, char service, int nth)
{
    for (int i = 0; i < items->count; i++)
        if ((!service || items->at[i].service == service) && nth-- == 0)
            return i;
    return -1;
}
