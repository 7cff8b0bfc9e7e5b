/* The pages of a case at the window, from 60x6 up: in full dress all fields, on the strip the one that is written. */
#include "window/window_parts.h"

#include "base/language.h"
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

static void materials_text(const struct window_case *cases, char *text, size_t size)
{
    size_t used = 0;

    text[0] = '\0';
    for (int i = 0; i < cases->item.material_count && used + 1 < size; i++) {
        snprintf(text + used, size - used, "%d%s%s ", i + 1, cases->item.materials[i].required ? "!" : " ", material_word(cases->materials[i]));
        used = strlen(text);
    }
}

/* Draws a field on a row; the cursor stands at the end of the one that is written. */
static void draw_field(const struct window_case *cases, struct canvas *canvas, int row, enum window_case_field field)
{
    bool written = field == cases->field;
    int column = LEFT + LABEL_CELLS, cells = canvas->columns - column - LEFT;
    char text[512];

    if (field == WINDOW_CASE_COLLECTOR)
        collector_text(cases, text, sizeof text);
    else if (field == WINDOW_CASE_BUNDLE)
        snprintf(text, sizeof text, cases->together ? _(" 1 apart  [2 with %s]") : _("[1 apart] 2 with %s "), cases->number);
    else if (field == WINDOW_CASE_MATERIALS)
        materials_text(cases, text, sizeof text);
    else
        snprintf(text, sizeof text, "%s", cases->texts[field]);
    canvas_text(canvas, row, LEFT, LABEL_CELLS - 1, written ? ROLE_STRONG : ROLE_MUTED, _(window_case_label(field)));
    canvas_fill(canvas, (struct box){row, column, 1, cells}, ROLE_BUTTON);
    int used = canvas_text(canvas, row, column + 1, cells - 2, written ? ROLE_BUTTON : ROLE_DETAIL, text);
    if (written && field != WINDOW_CASE_MATERIALS && field != WINDOW_CASE_COLLECTOR && field != WINDOW_CASE_BUNDLE) {
        canvas->cursor_row = row;
        canvas->cursor_column = column + 1 + used;
    }
}

/* The materials by name, each to be pressed: there, later, missing. */
static int draw_materials(const struct window_case *cases, struct canvas *canvas, struct targets *targets, int row, int room)
{
    int count = cases->item.material_count < room ? cases->item.material_count : room;

    for (int i = 0; i < count; i++) {
        const struct window_material *material = &cases->item.materials[i];
        char letter = cases->materials[i];
        enum role role = letter == 'y' ? ROLE_GOOD : letter == 'p' ? ROLE_WARNING : ROLE_ALARM;
        struct box line = {row + i, LEFT, 1, canvas->columns - 2 * LEFT};
        canvas_printf(canvas, line.row, LEFT, 4, ROLE_KEY, " %d ", i + 1);
        canvas_text(canvas, line.row, LEFT + 5, 10, role, material_word(letter));
        canvas_text(canvas, line.row, LEFT + 16, line.columns - 30, ROLE_NORMAL, material->name);
        canvas_text_right(canvas, line.row, LEFT, line.columns, ROLE_MUTED, material->required ? _("needed") : _("may come later"));
        if (cases->field == WINDOW_CASE_MATERIALS)
            targets_add(targets, line, (uint32_t)('1' + i));
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
        window_parts_notice(model, canvas, box);
}

void window_case_draw(const struct window_model *model, struct canvas *canvas, struct targets *targets)
{
    const struct window_case *cases = &model->cases;
    bool last = cases->field == WINDOW_CASE_MATERIALS || cases->field == WINDOW_CASE_POST || cases->field == WINDOW_CASE_AGENT_NUMBER ||
                (cases->field == WINDOW_CASE_OWNER && cases->collector == 0) || (cases->field == WINDOW_CASE_PROVINCE && cases->item.material_count == 0);
    const struct hint hints[] = {{"Enter", last ? last_step(cases) : _("go on"), '\n'},
                                 {"1-9", cases->field == WINDOW_CASE_COLLECTOR || cases->field == WINDOW_CASE_BUNDLE ? _("choose") : cases->field == WINDOW_CASE_MATERIALS ? _("there, later, missing") : "", 0},
                                 {"Esc", _("back"), 27},
                                 {"*", _("erase"), '*'}};
    bool full = canvas->rows >= WINDOW_FULL_ROWS, digits = cases->field == WINDOW_CASE_COLLECTOR || cases->field == WINDOW_CASE_BUNDLE || cases->field == WINDOW_CASE_MATERIALS;
    const struct hint *shown = digits ? hints : (const struct hint[]){hints[0], hints[2], hints[3]};
    int row = full ? 3 : 1;

    draw_title(cases, canvas);
    widget_hints(canvas, targets, shown, digits ? 4 : 3);
    if (!full) {
        draw_field(cases, canvas, row, cases->field);
        if (cases->field == WINDOW_CASE_MATERIALS && window_case_is_incomplete(cases) && !window_model_notice(model))
            canvas_wrap(canvas, (struct box){row + 1, LEFT, 2, canvas->columns - 2 * LEFT}, ROLE_WARNING, _("! marks what is needed. Enter tells the applicant once what is missing."));
        draw_below(model, canvas, (struct box){row + 1, LEFT, canvas->rows - 3, canvas->columns - 2 * LEFT});
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
