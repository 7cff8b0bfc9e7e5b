#include "core/catalogue.h"

#include <string.h>

bool item_in_force(const struct item *item, struct date day)
{
    return item->in_force_from.days <= day.days && (item->withdrawn_from.days == 0 || day.days < item->withdrawn_from.days);
}

bool item_is_applied_for(const struct item *item)
{
    return item->kind == ITEM_KIND_PERMIT || item->kind == ITEM_KIND_SERVICE;
}

char item_service(const struct item *item)
{
    return item_is_applied_for(item) ? 'A' : 'C';
}

const struct item *catalogue_find(const struct item *items, size_t count, const char *code)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(items[i].code, code) == 0)
            return &items[i];
    return NULL;
}

uint32_t item_difference(const struct item *one, const struct item *other)
{
    char left[ITEM_FIELD_SIZE], right[ITEM_FIELD_SIZE];
    uint32_t bits = 0;

    _Static_assert(ITEM_COLUMNS <= 32, "a bit a column");
    for (int column = 0; column < ITEM_COLUMNS; column++) {
        item_field(one, (enum item_column)column, left);
        item_field(other, (enum item_column)column, right);
        bits |= strcmp(left, right) == 0 ? 0 : UINT32_C(1) << column;
    }
    return bits;
}

/* Finds an item that in another version most likely stands at the same place. */
static const struct item *find_near(const struct item *items, size_t count, size_t place, const char *code)
{
    return place < count && strcmp(items[place].code, code) == 0 ? &items[place] : catalogue_find(items, count, code);
}

struct catalogue_changes catalogue_compare(const struct item *before, size_t before_count, const struct item *after, size_t after_count, catalogue_change *each,
                                           void *context)
{
    struct catalogue_changes changes = {0, 0, 0};

    for (size_t i = 0; i < after_count; i++) {
        const struct item *old = find_near(before, before_count, i, after[i].code);
        uint32_t bits = old ? item_difference(old, &after[i]) : 0;
        if (old && bits == 0)
            continue;
        bool withdrawn = old && old->withdrawn_from.days == 0 && after[i].withdrawn_from.days != 0;
        changes.added += !old;
        changes.withdrawn += withdrawn;
        changes.changed += old && !withdrawn;
        if (each)
            each(context, old, &after[i], bits);
    }
    for (size_t i = 0; i < before_count; i++) {
        if (find_near(after, after_count, i, before[i].code))
            continue;
        changes.withdrawn++;
        if (each)
            each(context, &before[i], NULL, 0);
    }
    return changes;
}
