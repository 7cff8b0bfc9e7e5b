/* The pages of a case at the window, from 60x6 up: in full dress all fields, on the strip the one that is written. */
#include "window/window_parts.h"

#include "base/language.h"
#include "base/utf8.h"
#include "term/field.h"
#include "window/window_words.h"

#include <stdio.h>
#include <string.h>

enum { LABEL_CELLS = 32, LEFT = 2 };

static void collector_text(const struct window_case *cases, char *text, size_t size)
{
    const char *const words[WINDOW_COLLECTORS] = {_("applicant"), _("agent"), _("post")};
    size_t used = 0;

    text[0] = '\0';
    for (int i = 0; i < WINDOW_COLLECTORS && used < size; i++)
        used += (size_t)snprintf(text + used, size - used, cases->collector == i ? "[%d %s] " : " %d %s  ", i + 1, words[i]);
}

static const char *material_word(char letter)
{
    return letter == 'y' ? _("there") : letter == 'p' ? _("later") : _("missing");
}

/* Draws a field on a row. */
static void draw_field(const struct window_case *cases, struct canvas *canvas, int row, enum window_case_field field)
{
    bool written = field == cases->field;
    struct box box = {row, LEFT + LABEL_CELLS, 1, canvas->columns - LABEL_CELLS - 2 * LEFT};
    enum role role = written ? ROLE_BUTTON : ROLE_DETAIL;
    char text[512];

    canvas_text(canvas, row, LEFT, LABEL_CELLS - 1, written ? ROLE_STRONG : ROLE_MUTED, _(window_case_label(field)));
    if (field == WINDOW_CASE_COLLECTOR)
        collector_text(cases, text, sizeof text);
    else if (field == WINDOW_CASE_BUNDLE)
        snprintf(text, sizeof text, cases->together ? _(" 1 apart  [2 with %s]") : _("[1 apart] 2 with %s "), cases->number);
    if (field == WINDOW_CASE_COLLECTOR || field == WINDOW_CASE_BUNDLE)
        field_draw(canvas, box, role, text, false);
    else
        field_draw(canvas, box, role, cases->texts[field], written);
}

/* The materials by name, each to be pressed: there, later, missing. Those round the chosen one where not all have room. */
static int draw_materials(const struct window_case *cases, struct canvas *canvas, struct targets *targets, int row, int room)
{
    int first = cases->material >= room ? cases->material - room + 1 : 0, count = cases->item.material_count - first < room ? cases->item.material_count - first : room;
    bool here = cases->field == WINDOW_CASE_MATERIALS;

    for (int i = 0; i < count; i++) {
        int n = first + i;
        const struct window_material *material = &cases->item.materials[n];
        const char *when = material->required ? _("needed") : _("may come later");
        char letter = cases->materials[n];
        enum role role = letter == 'y' ? ROLE_GOOD : letter == 'p' ? ROLE_WARNING : ROLE_ALARM;
        struct box line = {row + i, LEFT, 1, canvas->columns - 2 * LEFT};
        canvas_put(canvas, line.row, LEFT - 1, here && n == cases->material ? 0x25BA : ' ', ROLE_STRONG);
        canvas_printf(canvas, line.row, LEFT, 4, n < 9 ? ROLE_KEY : ROLE_NORMAL, "%2d ", n + 1);
        canvas_text(canvas, line.row, LEFT + 5, 10, role, material_word(letter));
        canvas_text(canvas, line.row, LEFT + 16, line.columns - 17 - utf8_cells(when), ROLE_NORMAL, material->name);
        canvas_text_right(canvas, line.row, LEFT, line.columns, ROLE_MUTED, when);
        if (here)
            targets_add(targets, line, (uint32_t)(WINDOW_PRESS_MATERIAL + n));
    }
    return count;
}

static void draw_title(const struct window_case *cases, struct canvas *canvas)
{
    char title[192];

    if (!cases->hands_out) {
        const char *name = mirror_text_in(&cases->item.name, language_code(language_current()));
        snprintf(title, sizeof title, "%s %s", _("Accept:"), *name ? name : cases->item.code);
        widget_title(canvas, title, cases->item.code);
        return;
    }
    snprintf(title, sizeof title, cases->found ? "%s %s  %s" : "%s", _("Hand over"), cases->number, cases->name);
    widget_title(canvas, title, cases->shelf);
}

static const char *last_step(const struct window_case *cases)
{
    return cases->hands_out ? _("hand over") : window_case_is_incomplete(cases) ? _("tell what is missing") : _("accept");
}

static void draw_below(const struct window_model *model, struct canvas *canvas, struct box box)
{
    char trouble[WINDOW_WORDS_SIZE];
    enum role role;

    if (window_words_trouble(model, true, trouble, sizeof trouble, &role))
        canvas_wrap(canvas, box, role, trouble);
    else if (model->cases.errand.under_way)
        canvas_wrap(canvas, box, ROLE_MUTED, model->cases.errand.tries > 0 ? _("No answer yet. Trying again ...") : _("One moment ..."));
    else
        notice_draw(&model->notice, model->steady_ms, canvas, box);
}

static void draw_keys(const struct window_case *cases, struct canvas *canvas, struct targets *targets)
{
    bool materials = cases->field == WINDOW_CASE_MATERIALS, chosen = cases->field == WINDOW_CASE_COLLECTOR || cases->field == WINDOW_CASE_BUNDLE;
    struct hint hints[6];
    int count = 0;

    hints[count++] = (struct hint){"Enter", window_case_is_last(cases) ? last_step(cases) : _("go on"), '\n'};
    if (materials)
        hints[count++] = (struct hint){"0", _("change"), '0'};
    if (chosen)
        hints[count++] = (struct hint){cases->field == WINDOW_CASE_BUNDLE ? "1 2" : "1-3", _("choose"), 0};
    else if (!materials)
        hints[count++] = (struct hint){"*", _("erase"), '*'};
    hints[count++] = (struct hint){"Esc", _("back"), 27};
    hints[count++] = (struct hint){"↑ ↓", _("move"), 0};
    widget_hints(canvas, targets, hints, count);
}

/* The strip has room for the field that is written, or for some of the materials. */
static void draw_strip(const struct window_model *model, struct canvas *canvas, struct targets *targets)
{
    const struct window_case *cases = &model->cases;
    bool materials = cases->field == WINDOW_CASE_MATERIALS, says = notice_text(&model->notice, model->steady_ms) || cases->errand.under_way || window_model_away(model);
    int room = canvas->rows - 3 - says;

    if (!materials) {
        draw_field(cases, canvas, 1, cases->field);
        draw_below(model, canvas, (struct box){2, LEFT, canvas->rows - 3, canvas->columns - 2 * LEFT});
        return;
    }
    if (window_case_is_incomplete(cases))
        canvas_text(canvas, 1, LEFT, canvas->columns - 2 * LEFT, ROLE_WARNING, _("Something is missing: Enter tells the applicant."));
    else
        canvas_printf(canvas, 1, LEFT, canvas->columns - 2 * LEFT, ROLE_STRONG, "%s %d / %d", _("Materials"), cases->material + 1, cases->item.material_count);
    draw_materials(cases, canvas, targets, 2, room);
    draw_below(model, canvas, (struct box){2 + room, LEFT, canvas->rows - 3 - room, canvas->columns - 2 * LEFT});
}

void window_case_draw(const struct window_model *model, struct canvas *canvas, struct targets *targets)
{
    const struct window_case *cases = &model->cases;
    int row = 3;

    draw_title(cases, canvas);
    draw_keys(cases, canvas, targets);
    if (canvas->rows < WINDOW_FULL_ROWS) {
        draw_strip(model, canvas, targets);
        return;
    }
    for (int i = 0; i < WINDOW_CASE_FIELDS; i++)
        if (window_case_asks(cases, (enum window_case_field)i) && i != WINDOW_CASE_MATERIALS) {
            draw_field(cases, canvas, row, (enum window_case_field)i);
            row += 2;
        }
    if (!cases->hands_out && cases->item.material_count > 0) {
        canvas_text(canvas, row++, LEFT, -1, cases->field == WINDOW_CASE_MATERIALS ? ROLE_STRONG : ROLE_MUTED, _("Materials"));
        row += draw_materials(cases, canvas, targets, row, canvas->rows - row - 6) + 1;
        if (window_case_is_incomplete(cases))
            canvas_wrap(canvas, (struct box){row, LEFT, 2, canvas->columns - 2 * LEFT}, ROLE_WARNING, _("Needed materials are missing: Enter tells the applicant once, completely."));
    }
    draw_below(model, canvas, (struct box){canvas->rows - 4, LEFT, 2, canvas->columns - 2 * LEFT});
}
