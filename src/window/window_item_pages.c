/* The pages about items: what fits what was typed, and one item with what it needs. From 60x6 up. */
#include "window/window_parts.h"

#include "base/language.h"
#include "term/field.h"
#include "window/window_search.h"
#include "window/window_words.h"

#include <stdio.h>
#include <string.h>

enum { CODE_CELLS = 9 };

static const char *name_of(const struct window_item *item)
{
    const char *name = mirror_text_in(&item->name, language_code(language_current()));
    return *name ? name : item->code;
}

static void draw_found(const struct window_model *model, struct canvas *canvas, struct targets *targets, int top)
{
    int room = canvas->rows - 1 - top, first = model->chosen / room * room;

    for (int i = 0; i < room; i++) {
        const struct window_item *item = window_search_item(model, first + i);
        if (!item)
            return;
        bool chosen = first + i == model->chosen;
        enum role role = chosen ? ROLE_CHOSEN : ROLE_NORMAL;
        struct box box = {top + i, 1, 1, canvas->columns - 2};
        canvas_fill(canvas, box, role);
        if (chosen)
            targets_add(targets, box, '\n');
        canvas_put(canvas, box.row, box.column, chosen ? 0x25BA : ' ', role);
        canvas_text(canvas, box.row, box.column + 2, CODE_CELLS - 1, role, item->code);
        canvas_text(canvas, box.row, box.column + 2 + CODE_CELLS, box.columns - 2 - CODE_CELLS, role, name_of(item));
    }
}

void window_items_draw(const struct window_model *model, struct canvas *canvas, struct targets *targets)
{
    const struct hint hints[] = {{"Enter", _("look at it"), '\n'}, {"+ -", _("move"), '+'}, {"*", _("erase"), '*'}, {".", _("back"), '.'}};
    int row = canvas->rows >= WINDOW_FULL_ROWS ? 2 : 1;
    char count[48] = "";

    if (*model->query)
        snprintf(count, sizeof count, _("%d found"), model->found_count);
    widget_title(canvas, _("Look an item up"), count);
    field_draw(canvas, (struct box){row, 1, 1, canvas->columns - 2}, ROLE_BUTTON, model->query, true);
    int top = canvas->rows >= WINDOW_FULL_ROWS ? row + 2 : row + 1;
    if (!*model->query)
        canvas_wrap(canvas, (struct box){top, 2, 2, canvas->columns - 4}, ROLE_MUTED, _("Pinyin initials (hwgg), Chinese, English or a code."));
    else if (model->found_count == 0)
        canvas_wrap(canvas, (struct box){top, 2, 2, canvas->columns - 4}, ROLE_WARNING, _("Nothing fits."));
    draw_found(model, canvas, targets, *model->query || model->found_count == 0 ? top : top + (canvas->rows >= WINDOW_FULL_ROWS ? 3 : 1));
    widget_hints(canvas, targets, hints, 4);
}

static const char *kind_text(const char *kind)
{
    static const char *const words[][2] = {{"permit", "permit"}, {"service", "public service"}, {"penalty", "penalty"}, {"duty", "duty"}, {"territorial", "territorial matter"}};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i][0], kind) == 0)
            return _(words[i][1]);
    return kind;
}

/* "permit · 城市管理 · 5 working days · 0 yuan" */
static void facts_text(const struct window_item *item, char *text, size_t size)
{
    bool applied_for = strcmp(item->kind, "permit") == 0 || strcmp(item->kind, "service") == 0;
    size_t used;

    snprintf(text, size, "%s · %s", kind_text(item->kind), item->department);
    used = strlen(text);
    if (*item->assisting) {
        snprintf(text + used, size - used, _(" (assisting: %s)"), item->assisting);
        used = strlen(text);
    }
    if (!applied_for)
        return;
    if (item->promised_days == 0)
        snprintf(text + used, size - used, " · %s", _("at once"));
    else if (item->promised_days > 0)
        snprintf(text + used, size - used, _(" · %d working days"), item->promised_days);
    used = strlen(text);
    if (item->fee_yuan >= 0)
        snprintf(text + used, size - used, _(" · %d yuan"), item->fee_yuan);
}

/* Where the item's time limit comes from: the catalogue says it in a word of its own ("assumed", "page: 15", "account: ..."), or it is a law that is named. */
static void basis_text(const struct window_item *item, char *text, size_t size)
{
    static const struct {
        const char *word, *plain, *more;
    } words[] = {{"assumed", "Time limit: assumed, not confirmed by a source.", "Time limit: assumed (%s)."},
                 {"page", "Time limit: from a published service guide.", "Time limit: from a published service guide (%s)."},
                 {"account", "Time limit: from a published report.", "Time limit: from a published report (%s)."}};

    snprintf(text, size, *item->basis ? _("Basis: %s") : "%s", item->basis);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t length = strlen(words[i].word);
        if (strncmp(item->basis, words[i].word, length) != 0)
            continue;
        if (!item->basis[length])
            snprintf(text, size, "%s", _(words[i].plain));
        else if (strncmp(item->basis + length, ": ", 2) == 0)
            snprintf(text, size, _(words[i].more), item->basis + length + 2);
    }
}

static const char *material_mark(const char *kind)
{
    return strcmp(kind, "original") == 0 ? _("original") : strcmp(kind, "copy") == 0 ? _("copy") : strcmp(kind, "form") == 0 ? _("form") : kind;
}

/* All materials on as few rows as they need: "1 申请表 (form)  2 效果图 (copy, later) ..." */
static void materials_text(const struct window_item *item, char *text, size_t size)
{
    size_t used = 0;

    text[0] = '\0';
    for (int i = 0; i < item->material_count && used + 1 < size; i++) {
        const struct window_material *material = &item->materials[i];
        snprintf(text + used, size - used, "%s%d %s (%s%s%s)", i ? "  " : "", i + 1, material->name, material_mark(material->kind), material->required ? "" : ", ",
                 material->required ? "" : _("later"));
        used = strlen(text);
    }
}

void window_item_draw(const struct window_model *model, struct canvas *canvas, struct targets *targets)
{
    const struct hint hints[] = {{"Enter", _("accept a case"), '\n'}, {".", _("back"), '.'}, {"Tab", window_words_other_language(), '\t'}};
    const struct window_item *item = window_search_item(model, model->chosen);
    bool accepts = window_search_accepts(model);
    bool full = canvas->rows >= WINDOW_FULL_ROWS;
    char text[2048];
    int row = full ? 2 : 1;

    widget_title(canvas, item ? name_of(item) : "", item ? item->code : "");
    widget_hints(canvas, targets, accepts ? hints : hints + 1, accepts ? 3 : 2);
    if (!item)
        return;
    facts_text(item, text, sizeof text);
    row += canvas_wrap(canvas, (struct box){row, 2, full ? 2 : 1, canvas->columns - 4}, ROLE_STRONG, text) + full;
    if (full && item->material_count > 0)
        canvas_text(canvas, row++, 2, -1, ROLE_MUTED, _("Materials:"));
    if (full) {
        for (int i = 0; i < item->material_count && row < canvas->rows - 3; i++, row++) {
            const struct window_material *material = &item->materials[i];
            canvas_printf(canvas, row, 2, 4, ROLE_NORMAL, "%2d.", i + 1);
            canvas_text(canvas, row, 6, 44, ROLE_STRONG, material->name);
            canvas_text(canvas, row, 51, 11, ROLE_NORMAL, material_mark(material->kind));
            canvas_text(canvas, row, 62, -1, material->required ? ROLE_NORMAL : ROLE_MUTED, material->required ? _("needed") : _("later"));
        }
        basis_text(item, text, sizeof text);
        canvas_wrap(canvas, (struct box){row + 1, 2, 2, canvas->columns - 4}, ROLE_MUTED, text);
        return;
    }
    materials_text(item, text, sizeof text);
    if (!*text)
        basis_text(item, text, sizeof text);
    canvas_wrap(canvas, (struct box){row, 2, canvas->rows - 1 - row, canvas->columns - 4}, ROLE_NORMAL, text);
}
