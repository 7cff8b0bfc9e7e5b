#include "printers/receipt.h"

#include "base/date.h"
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

/* Returns the text of a member, "" if it is missing or null. */
static const char *text_of(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));

    return text ? text : "";
}

static int integer_of(const json_t *object, const char *name, int unknown)
{
    const json_t *value = json_object_get(object, name);
    json_int_t integer = json_integer_value(value);

    return json_is_integer(value) && integer >= 0 && integer <= 1000000 ? (int)integer : unknown;
}

static void read_text(struct receipt_text *text, const json_t *names)
{
    utf8_clean(text->zh, sizeof text->zh, text_of(names, "zh"));
    utf8_clean(text->en, sizeof text->en, text_of(names, "en"));
}

static bool is_number(const char *number)
{
    size_t length = strlen(number);

    return length >= 1 && length <= 11 && strspn(number, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == length;
}

/* The hall's own time is what the text says before its offset. */
static bool read_taken(struct receipt *receipt, const char *taken_at)
{
    int64_t instant;
    struct date date;

    if (!instant_parse(taken_at, &instant) || strlen(taken_at) < 16 || !date_parse(taken_at, &date))
        return false;
    snprintf(receipt->taken, sizeof receipt->taken, "%.10s %.5s", taken_at, taken_at + 11);
    receipt->weekday = date_weekday(date);
    return true;
}

static void read_materials(struct receipt *receipt, const json_t *materials)
{
    static const char *kinds[] = { [RECEIPT_ORIGINAL] = "original", [RECEIPT_COPY] = "copy", [RECEIPT_FORM] = "form" };
    const json_t *material;
    size_t i;

    json_array_foreach (materials, i, material) {
        if (receipt->material_count == RECEIPT_MATERIALS) {
            receipt->materials_left_out++;
            continue;
        }
        struct receipt_material *read = &receipt->materials[receipt->material_count];
        const char *kind = text_of(material, "kind");
        utf8_clean(read->name, sizeof read->name, text_of(material, "name"));
        if (!read->name[0])
            continue;
        for (int k = RECEIPT_ORIGINAL; k <= RECEIPT_FORM; k++)
            if (strcmp(kind, kinds[k]) == 0)
                read->kind = (enum receipt_kind)k;
        read->required = !json_is_false(json_object_get(material, "required"));
        receipt->material_count++;
    }
}

/* A code or address that does not fit is left out: half of one would lead nowhere. */
static void read_exact(char *room, size_t size, const char *text)
{
    char clean[1024];

    utf8_clean(clean, sizeof clean, text);
    if (strlen(text) < size && strcmp(clean, text) == 0)
        memcpy(room, text, strlen(text) + 1);
}

enum error receipt_read(struct receipt *receipt, const json_t *job)
{
    const json_t *ticket = json_object_get(job, "ticket"), *item = json_object_get(job, "item"), *wait = json_object_get(ticket, "wait");
    const char *priority = text_of(ticket, "priority");
    struct receipt read = { 0 };

    if (strcmp(text_of(job, "kind"), "ticket") != 0 || !is_number(text_of(ticket, "number")) ||
        !json_is_integer(json_object_get(ticket, "id")) || !read_taken(&read, text_of(ticket, "taken_at")))
        return ERROR_FORMAT;
    strcpy(read.number, text_of(ticket, "number"));
    read.ticket = json_integer_value(json_object_get(ticket, "id"));
    read.language = strcmp(text_of(ticket, "language"), "en") == 0 ? LANGUAGE_EN : LANGUAGE_ZH;
    read.priority = priority[0] && strcmp(priority, "normal") != 0;
    read.copy = integer_of(job, "copy", 0);
    read.matters = integer_of(ticket, "count", 1);
    read.ahead = integer_of(ticket, "ahead", -1);
    read.low_s = integer_of(wait, "low_s", -1);
    read.high_s = integer_of(wait, "high_s", -1);
    read_exact(read.url, sizeof read.url, text_of(ticket, "url"));
    read_exact(read.code, sizeof read.code, text_of(ticket, "code"));
    read_text(&read.hall, json_object_get(json_object_get(job, "hall"), "name"));
    read_text(&read.service, json_object_get(json_object_get(job, "service"), "name"));
    utf8_clean(read.item_code, sizeof read.item_code, text_of(item, "code"));
    utf8_clean(read.item_kind, sizeof read.item_kind, text_of(item, "kind"));
    read_text(&read.item, json_object_get(item, "name"));
    read_materials(&read, json_object_get(item, "materials"));
    *receipt = read;
    return ERROR_NONE;
}

void receipt_name(const struct receipt *receipt, char name[static 64])
{
    if (receipt->copy > 0)
        snprintf(name, 64, "%s-%lld-copy%d", receipt->number, receipt->ticket, receipt->copy);
    else
        snprintf(name, 64, "%s-%lld", receipt->number, receipt->ticket);
}
