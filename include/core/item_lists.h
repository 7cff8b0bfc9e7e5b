/* Inside the catalogue: its closed lists as the columns read and write them. */
#ifndef CORE_ITEM_LISTS_H
#define CORE_ITEM_LISTS_H

#include "core/catalogue.h"

/* A closed list: its words, and what to say when a field is none of them. */
struct item_list {
    const char *const *words;
    int count;
    const char *fault;
};

extern const struct item_list item_kinds, item_levels, item_flows, item_applicants, item_onlines, item_outputs, item_numbers;

/* The marks after a material's slash; the fault is about a whole material. */
extern const struct item_list material_kinds;

#endif
