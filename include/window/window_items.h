/* The catalogue's items as the window shows them, read when the controller is there: a ticket carries only the code of its item, and clerks look others up. */
#ifndef WINDOW_WINDOW_ITEMS_H
#define WINDOW_WINDOW_ITEMS_H

#include "client/mirror.h"
#include "core/catalogue_search.h"

/* Start with a zeroed one. */
struct window_items {
    struct window_item {
        char code[16];
        struct mirror_text name;
        char initials[64];
        char kind[12];        /* permit, service, penalty, duty, territorial */
        char department[96], assisting[96], basis[256];
        int promised_days, fee_yuan; /* -1: unknown */
        struct window_material {
            char name[128], kind[12]; /* original, copy, form */
            bool required;
        } materials[ITEM_MATERIALS_MAX];
        int material_count;
    } *rows;
    struct catalogue_text *texts; /* of each, to be searched */
    size_t count;                 /* at most ITEMS_MAX */
    int version;                  /* of the catalogue, 0: unknown */
};

/* Takes over the answer of GET /v1/items in place of what was there; false (and nothing changed) if it is not one or without memory. */
bool window_items_read(struct window_items *items, const json_t *json);

/* Gives the memory back; accepts a zeroed one. */
void window_items_finish(struct window_items *items);

/* Returns the name of an item in "zh" or "en"; the code itself when it is not known. Lives as long as items and code. */
const char *window_items_name(const struct window_items *items, const char *code, const char *language);

#endif
