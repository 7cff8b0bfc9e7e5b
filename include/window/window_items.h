/* The names of the catalogue's items, read once: a ticket carries only the code of its item. */
#ifndef WINDOW_WINDOW_ITEMS_H
#define WINDOW_WINDOW_ITEMS_H

#include "client/mirror.h"

/* Start with a zeroed one. */
struct window_items {
    struct window_item {
        char code[16];
        struct mirror_text name;
    } *rows;
    size_t count;
};

/* Takes over the answer of GET /v1/items in place of what was there; false (and nothing changed) if it is not one or without memory. */
bool window_items_read(struct window_items *items, const json_t *json);

/* Gives the memory back; accepts a zeroed one. */
void window_items_finish(struct window_items *items);

/* Returns the name of an item in "zh" or "en"; the code itself when it is not known. Lives as long as items and code. */
const char *window_items_name(const struct window_items *items, const char *code, const char *language);

#endif
