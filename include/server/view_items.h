/* Items of the catalogue as JSON; view_item() is in server/api.h. New references, NULL without memory. */
#ifndef SERVER_VIEW_ITEMS_H
#define SERVER_VIEW_ITEMS_H

#include "server/catalogue.h"

/* An item, and whether it is in force on a day. */
json_t *view_item_on(const struct item *item, struct date day);

/* The items with these indices, and how many there are of each kind, level and department. */
json_t *view_items(const struct item *items, const int *chosen, int chosen_count, struct date day);

/* What an offer would change of a catalogue: counts, and each item with the columns that differ. */
json_t *view_changes(const struct item *before, size_t before_count, const struct catalogue_offer *offer);

#endif
