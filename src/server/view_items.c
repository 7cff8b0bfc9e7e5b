/* Items of the catalogue as JSON: one, a list with its totals, and what a new version would change. */
#include "server/view_items.h"

#include "server/api.h"

#include <stdlib.h>
#include <string.h>

static json_t *text_or_null(const char *text)
{
    return text[0] ? json_string_nocheck(text) : json_null();
}

static json_t *view_materials(const struct item *item)
{
    json_t *materials = json_array();

    for (int i = 0; i < item->material_count; i++) {
        const struct material *material = &item->materials[i];
        json_array_append_new(materials, json_pack("{s:s, s:s, s:b}", "name", material->name, "kind", material_kind_word(material->kind), "required",
                                                   material->required));
    }
    return materials;
}

json_t *view_item(const struct item *item)
{
    char letter[2] = {item_service(item), '\0'}, from[DATE_TEXT_SIZE], until[DATE_TEXT_SIZE] = "";

    date_format(item->in_force_from, from);
    if (item->withdrawn_from.days != 0)
        date_format(item->withdrawn_from, until);
    json_t *json = json_pack("{s:s, s:{s:s, s:s}, s:s, s:s, s:s, s:s, s:i, s:o, s:s, s:i, s:i, s:s, s:s, s:s, s:o}", "code", item->code, "name", "zh", item->name,
                             "en", item->name_en, "kind", item_kind_word(item->kind), "department", item->department, "group", item->group, "flow",
                             item_flow_word(item->flow), "promised_days", item->promised_days, "statutory_days",
                             item->statutory_days == ITEM_DAYS_NONE ? json_null() : json_integer(item->statutory_days), "applicant",
                             item_applicant_word(item->applicant), "fee_yuan", item->fee_yuan, "typical_minutes", item->typical_minutes, "online",
                             item_online_word(item->online), "output", item_output_word(item->output), "service", letter, "materials", view_materials(item));
    json_object_set_new(json, "level", json_string(item_level_word(item->level)));
    json_object_set_new(json, "number", json_string(item_number_word(item->number)));
    json_object_set_new(json, "template", text_or_null(item->template_name));
    json_object_set_new(json, "memo", text_or_null(item->memo));
    json_object_set_new(json, "basis", text_or_null(item->basis));
    json_object_set_new(json, "assisting", text_or_null(item->assisting));
    json_object_set_new(json, "in_force_from", json_string(from));
    json_object_set_new(json, "withdrawn_from", text_or_null(until));
    json_object_set_new(json, "initials", json_string(item->initials));
    return json;
}

json_t *view_item_on(const struct item *item, struct date day)
{
    json_t *json = view_item(item);

    json_object_set_new(json, "in_force", json_boolean(item_in_force(item, day)));
    return json;
}

/* Counts one more under a name: {"permit": 35, ...} in order of appearance. */
static void count(json_t *totals, const char *name)
{
    json_object_set_new(totals, name, json_integer(json_integer_value(json_object_get(totals, name)) + 1));
}

json_t *view_items(const struct item *items, const int *chosen, int chosen_count, struct date day)
{
    json_t *rows = json_array(), *kinds = json_object(), *levels = json_object(), *departments = json_object();

    for (int i = 0; i < chosen_count; i++) {
        const struct item *item = &items[chosen[i]];
        json_array_append_new(rows, view_item_on(item, day));
        count(kinds, item_kind_word(item->kind));
        count(levels, item_level_word(item->level));
        count(departments, item->department);
    }
    return json_pack("{s:o, s:{s:i, s:o, s:o, s:o}}", "items", rows, "totals", "items", chosen_count, "kind", kinds, "level", levels, "department", departments);
}

/* One item that is not the same in the next version. */
static void add_change(void *context, const struct item *before, const struct item *after, uint32_t bits)
{
    const struct item *item = after ? after : before;
    bool withdrawn = !after || (before && before->withdrawn_from.days == 0 && after->withdrawn_from.days != 0);
    json_t *columns = json_array();
    char old[ITEM_FIELD_SIZE], new[ITEM_FIELD_SIZE];

    for (int column = 0; column < ITEM_COLUMNS; column++) {
        if (!(bits >> column & 1))
            continue;
        item_field(before, (enum item_column)column, old);
        item_field(after, (enum item_column)column, new);
        json_array_append_new(columns, json_pack("{s:s, s:s, s:s}", "column", item_columns[column], "before", old, "after", new));
    }
    json_array_append_new(context, json_pack("{s:s, s:{s:s, s:s}, s:s, s:o}", "code", item->code, "name", "zh", item->name, "en", item->name_en, "change",
                                             withdrawn ? "withdrawn" : before ? "changed" : "added", "columns", columns));
}

json_t *view_changes(const struct item *before, size_t before_count, const struct catalogue_offer *offer)
{
    json_t *changes = json_array();

    catalogue_compare(before, before_count, offer->items, offer->count, add_change, changes);
    return json_pack("{s:s, s:i, s:i, s:i, s:i, s:o}", "digest", offer->digest, "count", (int)offer->count, "added", offer->changes.added, "changed",
                     offer->changes.changed, "withdrawn", offer->changes.withdrawn, "changes", changes);
}
