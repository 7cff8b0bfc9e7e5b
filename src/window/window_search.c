/* Looking items up at the window: what is typed, what fits, and one of them. */
#include "window/window_search.h"

#include "term/field.h"

#include <string.h>

/* The item of the ticket that is here: most look that one up. */
static int own_item(struct window_model *model)
{
    const struct mirror_window *window = window_model_window(model);

    for (size_t i = 0; window && window->ticket.item[0] && i < model->items.count; i++)
        if (strcmp(model->items.rows[i].code, window->ticket.item) == 0) {
            model->found[0] = (int)i;
            return 1;
        }
    return 0;
}

static void look(struct window_model *model)
{
    model->found_count = *model->query ? catalogue_search(model->items.texts, (int)model->items.count, model->query, model->found) : own_item(model);
    model->chosen = 0;
}

void window_search_begin(struct window_model *model)
{
    model->page = WINDOW_PAGE_ITEMS;
    model->query[0] = '\0';
    look(model);
}

const struct window_item *window_search_item(const struct window_model *model, int nth)
{
    int index = nth >= 0 && nth < model->found_count ? model->found[nth] : -1;

    return index >= 0 && (size_t)index < model->items.count ? &model->items.rows[index] : NULL; /* another catalogue may have come */
}

bool window_search_accepts(const struct window_model *model)
{
    const struct window_item *item = window_search_item(model, model->chosen);

    return item && (strcmp(item->kind, "permit") == 0 || strcmp(item->kind, "service") == 0);
}

static bool is_written(uint32_t code)
{
    return code == ' ' || (code >= '0' && code <= '9') || (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z') || (code >= 0x80 && code <= 0x10FFFF);
}

/* Adds a character, or takes the last one away (0). */
static void edit(struct window_model *model, uint32_t code)
{
    if (code)
        field_type(model->query, sizeof model->query, code);
    else
        field_erase(model->query);
    look(model);
}

static void move(struct window_model *model, int by)
{
    if (model->found_count > 0)
        model->chosen = (model->chosen + model->found_count + by) % model->found_count;
}

void window_search_key(struct window_model *model, struct key key)
{
    bool text = key.kind == KEY_KIND_TEXT;

    if (key.kind == KEY_KIND_DOWN || key.kind == KEY_KIND_WHEEL_DOWN || (text && key.code == '+'))
        move(model, 1);
    else if (key.kind == KEY_KIND_UP || key.kind == KEY_KIND_WHEEL_UP || (text && key.code == '-'))
        move(model, -1);
    else if (key.kind == KEY_KIND_ESCAPE || (text && key.code == '.') || (key.kind == KEY_KIND_BACKSPACE && !*model->query))
        model->page = WINDOW_PAGE_MAIN;
    else if (key.kind == KEY_KIND_BACKSPACE || key.kind == KEY_KIND_DELETE || (text && key.code == '*')) /* the number pad has no other key for it */
        edit(model, 0);
    else if (key.kind == KEY_KIND_ENTER && window_search_item(model, model->chosen))
        model->page = WINDOW_PAGE_ITEM;
    else if (text && is_written(key.code))
        edit(model, key.code);
}
