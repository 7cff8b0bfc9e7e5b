/* A bundle (一件事): the cases that were applied for together, as one thing. */
#include "server/cases.h"

#include "core/decision.h"

#include <string.h>

struct bundle {
    const struct server *server;
    int64_t cases, ready;
    struct date until;        /* of the slowest */
    char slowest[CASE_NUMBER_SIZE];
    struct date began;        /* when the first was received */
    json_t *parts, *materials; /* NULL: not wanted */
};

/* Each material once, however many of the cases need it: it is there when it was handed in for one of them. */
static void add_materials(struct bundle *bundle, const struct case_file *file)
{
    json_t *list = view_case_materials(bundle->server, file), *one, *known;
    size_t i, k;

    json_array_foreach(list, i, one) {
        const char *name = json_string_value(json_object_get(one, "name"));
        bool found = false;
        json_array_foreach(bundle->materials, k, known) {
            if (strcmp(json_string_value(json_object_get(known, "name")), name) != 0)
                continue;
            found = true;
            if (strcmp(json_string_value(json_object_get(one, "state")), "there") == 0)
                json_object_set(known, "state", json_object_get(one, "state"));
        }
        if (!found)
            json_array_append(bundle->materials, one);
    }
    json_decref(list);
}

static bool add_part(void *context, const struct case_file *file)
{
    struct bundle *bundle = context;

    bundle->cases++;
    bundle->ready += file->state == CASE_STATE_ISSUED || file->state == CASE_STATE_REJECTED || case_is_over(file);
    if (file->promised.days > bundle->until.days && file->light != CASE_LIGHT_NONE) {
        bundle->until = file->promised;
        text_copy(bundle->slowest, sizeof bundle->slowest, file->number);
    }
    if (bundle->began.days == 0 || file->began_on.days < bundle->began.days)
        bundle->began = file->began_on;
    if (!bundle->parts)
        return true;
    const struct item *item = case_item(bundle->server, file->item, 0);
    json_array_append_new(bundle->parts, json_pack("{s:I, s:s, s:s, s:{s:s, s:s}, s:s, s:o}", "id", (json_int_t)file->id.value, "number", file->number, "code", file->item, "name", "zh",
                                                   item ? item->name : file->item, "en", item ? item->name_en : file->item, "state", case_state_word(file->state), "promised",
                                                   view_date(file->promised)));
    add_materials(bundle, file);
    return true;
}

json_t *view_bundle(const struct server *server, const struct case_file *file, bool parts)
{
    struct store_case_query query = {.bundle = file->bundle.value ? file->bundle.value : file->id.value};
    struct store_case_key key = {INT64_MIN, 0};
    struct bundle bundle = {.server = server, .parts = parts ? json_array() : NULL, .materials = parts ? json_array() : NULL};
    struct date limit = {0};

    store_case_list(server->store, &query, add_part, &bundle, &key);
    if (bundle.cases < 2) {
        json_decref(bundle.parts);
        json_decref(bundle.materials);
        return json_null();
    }
    if (workday_deadline(&server->calendar, bundle.began, BUNDLE_DAYS, &limit) != ERROR_NONE)
        limit.days = 0; /* past the calendar: not known yet */
    json_t *json = json_pack("{s:I, s:I, s:I, s:o, s:o, s:o}", "first", (json_int_t)query.bundle, "cases", (json_int_t)bundle.cases, "ready", (json_int_t)bundle.ready, "until",
                             view_date(bundle.until), "slowest", bundle.slowest[0] ? json_string(bundle.slowest) : json_null(), "limit", view_date(limit));
    if (parts) {
        json_object_set_new(json, "parts", bundle.parts);
        json_object_set_new(json, "materials", bundle.materials);
    }
    return json;
}
