/* The pages that lie over the window: help, a list to choose from, a question, a form. Each is a title, some rows, and the line of keys, from 60x6 up. */
#include "window/window_parts.h"

#include "base/language.h"
#include "base/utf8.h"
#include "term/field.h"
#include "window/window_words.h"

#include <stdio.h>
#include <string.h>

/* --- help --------------------------------------------------------------------------------------------------------- */

/* What the keys do, the short word first. On a strip only these words have room. */
static const struct {
    const char *key, *word, *more;
} help_rows[] = {
    {"Enter", "next step", "what the large button says: open, next, start ..."},
    {"0", "Next", "call the next; while serving, finish first"},
    {"1", "Recall", "call the same number again, up to 3 times"},
    {"2", "Start", "the person is here"},
    {"3", "Finish", "done, without calling the next"},
    {"4", "No-show", "the person did not come"},
    {"5", "Park", "the person comes back later and is then first"},
    {"6", "Transfer", "to another service or window; it keeps its place"},
    {"7", "Pause", "with a reason; the same key goes on"},
    {"8", "Close", "or open it; lock the screen, hand over"},
    {".", "Undo", "the last call or finish, for seconds; in lists: back"},
    {"9", "language", "Chinese or English"},
    {"*", "items", "look an item up; Enter there accepts a case"},
    {"-", "Hand over", "what is ready: certificate or decision"},
    {"+", "details", "on the strip: why this one, and who waits"},
    {"+ -", "move", "in a list, as the arrows do"},
    {"q", "leave", "this screen; the window stays as it is"},
};
enum { HELP_ROWS = sizeof help_rows / sizeof *help_rows };

static void draw_help_wide(struct canvas *canvas)
{
    for (int i = 0; i < HELP_ROWS; i++) {
        canvas_printf(canvas, 3 + i, 2, -1, ROLE_KEY, " %s ", help_rows[i].key);
        canvas_text(canvas, 3 + i, 11, 15, ROLE_STRONG, _(help_rows[i].word));
        canvas_text(canvas, 3 + i, 27, -1, ROLE_NORMAL, _(help_rows[i].more));
    }
    canvas_text(canvas, 4 + HELP_ROWS, 2, -1, ROLE_MUTED, _("All of it works on the number pad alone (Num Lock on), and by mouse."));
}

static void draw_help_narrow(struct canvas *canvas)
{
    int row = 1, column = 1;

    for (int i = 0; i < HELP_ROWS && row < canvas->rows - 1; i++) {
        const char *word = _(help_rows[i].word);
        int cells = utf8_cells(help_rows[i].key) + 3 + utf8_cells(word);
        if (column + cells > canvas->columns) {
            column = 1;
            if (++row >= canvas->rows - 1)
                return;
        }
        column += canvas_printf(canvas, row, column, -1, ROLE_KEY, " %s ", help_rows[i].key) + 1;
        column += canvas_text(canvas, row, column, -1, ROLE_NORMAL, word) + 2;
    }
}

static void draw_help(struct canvas *canvas, struct targets *targets)
{
    const struct hint hints[] = {{"Enter", _("back"), '\n'}, {"Tab", window_words_other_language(), '\t'}};

    widget_title(canvas, _("What the keys do"), "");
    if (canvas->rows >= HELP_ROWS + 7 && canvas->columns >= WINDOW_FULL_COLUMNS)
        draw_help_wide(canvas);
    else
        draw_help_narrow(canvas);
    widget_hints(canvas, targets, hints, 2);
}

/* --- list --------------------------------------------------------------------------------------------------------- */

/* Draws the page of nine that the chosen row is on, in one column where there is room, else in two or three. */
static void draw_rows(const struct window_model *model, struct canvas *canvas, struct targets *targets)
{
    int first = model->chosen / WINDOW_CHOICES_A_PAGE * WINDOW_CHOICES_A_PAGE;
    int top = canvas->rows >= WINDOW_CHOICES_A_PAGE + 4 ? 2 : 1, room = canvas->rows - 1 - top;
    int rows = room < WINDOW_CHOICES_A_PAGE ? room : WINDOW_CHOICES_A_PAGE;
    int most = model->choice_count < WINDOW_CHOICES_A_PAGE ? model->choice_count : WINDOW_CHOICES_A_PAGE;
    int columns = (most + rows - 1) / rows, cells = (canvas->columns - 2) / columns;
    char text[WINDOW_WORDS_SIZE];

    for (int i = 0; i < WINDOW_CHOICES_A_PAGE && first + i < model->choice_count; i++) {
        bool chosen = first + i == model->chosen;
        struct box box = {top + i % rows, 1 + i / rows * cells, 1, cells - 1};
        enum role role = chosen ? ROLE_CHOSEN : ROLE_NORMAL;
        window_words_choice(model, &model->choices[first + i], text, sizeof text);
        canvas_fill(canvas, box, role);
        targets_add(targets, box, (uint32_t)('1' + i));
        canvas_printf(canvas, box.row, box.column, 3, ROLE_KEY, " %d ", i + 1);
        canvas_put(canvas, box.row, box.column + 3, chosen ? 0x25BA : ' ', role);
        canvas_text(canvas, box.row, box.column + 5, box.columns - 5, role, text);
    }
}

static void draw_list(const struct window_model *model, struct canvas *canvas, struct targets *targets)
{
    const struct hint hints[] = {{"1-9", _("choose"), 0}, {"Enter", _("take it"), '\n'}, {"+ -", _("move"), '+'}, {".", _("back"), '.'}};
    const struct mirror_window *window = window_model_window(model);
    int pages = (model->choice_count + WINDOW_CHOICES_A_PAGE - 1) / WINDOW_CHOICES_A_PAGE;
    char title[96], page[32] = "";

    if (model->page == WINDOW_PAGE_TRANSFER)
        snprintf(title, sizeof title, _("Where shall %s go?"), window ? window->ticket.number : "");
    else
        snprintf(title, sizeof title, "%s", _("Why do you pause?"));
    if (pages > 1)
        snprintf(page, sizeof page, "%d / %d", model->chosen / WINDOW_CHOICES_A_PAGE + 1, pages);
    widget_title(canvas, title, page);
    draw_rows(model, canvas, targets);
    widget_hints(canvas, targets, hints, 4);
}

/* --- question and forms ---------------------------------------------------------------------------------------------- */

static void draw_confirm(const struct window_model *model, struct canvas *canvas, struct targets *targets)
{
    const struct hint answers[] = {{"Enter", _("yes"), '\n'}, {".", _("no"), '.'}, {"5", _("lock"), '5'}, {"6", _("hand the window over"), '6'}};
    int count = model->confirm == WINDOW_ACTION_CLOSE && !model->takes_over ? 4 : 2, row = canvas->rows / 2 - 4;
    char text[WINDOW_WORDS_SIZE], title[64];

    snprintf(title, sizeof title, _("Window %d"), model->number);
    widget_title(canvas, title, "");
    window_words_confirm(model, text, sizeof text);
    canvas_wrap(canvas, (struct box){canvas->rows < 12 ? canvas->rows / 2 - 1 : row, 4, 2, canvas->columns - 8}, ROLE_STRONG, text);
    for (int i = 0; i < count && canvas->rows >= 12; i++)
        widget_button(canvas, targets, (struct box){row + 3 + i / 2 * 4, 4 + i % 2 * 32, 3, 30}, answers[i].key, answers[i].what, NULL, answers[i].press, i == 0);
    widget_hints(canvas, targets, answers, count);
}

/* A labelled field; the cursor stands at the end of the one that is written. */
static void draw_field(struct canvas *canvas, int row, const char *label, const char *text, bool written)
{
    enum { LABEL_CELLS = 16, FIELD_CELLS = 34 };

    canvas_text(canvas, row, 4, LABEL_CELLS - 1, written ? ROLE_STRONG : ROLE_MUTED, label);
    field_draw(canvas, (struct box){row, 4 + LABEL_CELLS, 1, FIELD_CELLS}, ROLE_BUTTON, text, written);
}

static void draw_form(const struct window_model *model, struct canvas *canvas, struct targets *targets)
{
    bool signs_in = model->page == WINDOW_PAGE_SIGN_IN, on_pin = signs_in && model->on_pin;
    const struct hint hints[] = {{"Enter", signs_in ? _("go on") : _("Open"), '\n'},
                                 {on_pin ? "Backspace" : "*", _("erase"), on_pin ? 8 : '*'}, /* in a PIN every sign counts */
                                 {"Esc", _("back"), 27},
                                 {"Tab", window_words_other_language(), '\t'}};
    int row = canvas->rows >= 12 ? canvas->rows / 2 - 3 : 1;
    const char *notice = notice_text(&model->notice, model->steady_ms);
    char title[64], dots[WINDOW_PIN_SIZE];
    size_t length = strlen(model->pin);

    snprintf(title, sizeof title, model->locked ? _("Window %d is locked: who are you?") : signs_in ? _("Window %d: who are you?") : _("Open window %d"), model->number);
    widget_title(canvas, title, "");
    memset(dots, '*', length);
    dots[length] = '\0';
    draw_field(canvas, row, _("staff number"), model->staff, !on_pin);
    if (signs_in)
        draw_field(canvas, row + 1, _("PIN"), dots, on_pin);
    struct box below = {row + 2, 4, canvas->rows >= 12 ? 3 : 2, canvas->columns - 8};
    if (notice)
        canvas_wrap(canvas, below, model->notice.role, notice);
    else if (model->request.action != WINDOW_ACTION_NONE)
        canvas_wrap(canvas, below, ROLE_MUTED, _("One moment ..."));
    else
        canvas_wrap(canvas, below, ROLE_MUTED, signs_in ? _("Enter goes from one field to the next.") : _("Who works here today? Without a number the window is open for everything."));
    widget_hints(canvas, targets, hints, 4);
}

void window_pages_draw(const struct window_model *model, struct canvas *canvas, struct targets *targets)
{
    switch (model->page) {
    case WINDOW_PAGE_HELP:
        draw_help(canvas, targets);
        break;
    case WINDOW_PAGE_TRANSFER:
    case WINDOW_PAGE_PAUSE:
        draw_list(model, canvas, targets);
        break;
    case WINDOW_PAGE_ITEMS:
        window_items_draw(model, canvas, targets);
        break;
    case WINDOW_PAGE_ITEM:
        window_item_draw(model, canvas, targets);
        break;
    case WINDOW_PAGE_CASE:
        window_case_draw(model, canvas, targets);
        break;
    case WINDOW_PAGE_CONFIRM:
        draw_confirm(model, canvas, targets);
        break;
    default:
        draw_form(model, canvas, targets);
    }
}
