/* What the keys do: arrows move, Enter goes on, Esc goes back, Tab changes the language. */
#include "desk/desk_do.h"

#include "base/language.h"
#include "term/field.h"

#include <string.h>

enum { PAGE_STEP = 10 };

/* Whether Enter came a moment ago: a slip of the finger. */
static bool is_twice(struct desk_model *model, enum key_kind kind)
{
    bool twice = (uint32_t)kind == model->last_code && model->steady_ms - model->last_steady_ms < DESK_TWICE_MS;

    model->last_code = (uint32_t)kind;
    model->last_steady_ms = model->steady_ms;
    return twice;
}

/* How far a key moves in a list. */
int desk_key_step(struct key key)
{
    switch (key.kind) {
    case KEY_KIND_UP:
    case KEY_KIND_WHEEL_UP:
        return -1;
    case KEY_KIND_DOWN:
    case KEY_KIND_WHEEL_DOWN:
        return 1;
    case KEY_KIND_PAGE_UP:
        return -PAGE_STEP;
    case KEY_KIND_PAGE_DOWN:
        return PAGE_STEP;
    case KEY_KIND_HOME:
        return -DESK_ROWS_MAX;
    case KEY_KIND_END:
        return DESK_ROWS_MAX;
    default:
        return 0;
    }
}

int desk_key_moved(int at, int step, int count)
{
    at += step;
    return at >= count ? (count > 0 ? count - 1 : 0) : at < 0 ? 0 : at;
}

bool desk_key_is_letter(struct key key, char letter)
{
    return key.kind == KEY_KIND_TEXT && (key.code == (uint32_t)letter || key.code == (uint32_t)(letter - 'a' + 'A'));
}

bool desk_key_is_back(struct key key)
{
    return key.kind == KEY_KIND_ESCAPE || key.kind == KEY_KIND_BACKSPACE || key.kind == KEY_KIND_LEFT;
}

/* --- list and case ---------------------------------------------------------------------------------------------------- */

/* False: leaves. */
static bool key_in_list(struct desk_model *model, struct key key)
{
    if (desk_key_is_letter(key, 'q'))
        return false;
    if (desk_key_is_letter(key, 'f'))
        desk_model_filter(model, (enum desk_filter)((model->filter + 1) % DESK_FILTERS));
    else if ((key.kind == KEY_KIND_ENTER || key.kind == KEY_KIND_RIGHT) && model->chosen < model->row_count)
        desk_model_open(model, model->rows[model->chosen].id);
    else if (key.kind == KEY_KIND_TEXT && key.code >= DESK_PRESS_ROW && (int)(key.code - DESK_PRESS_ROW) < model->row_count)
        desk_model_open(model, model->rows[model->chosen = (int)(key.code - DESK_PRESS_ROW)].id);
    else if (desk_key_is_letter(key, 's'))
        desk_model_look(model, DESK_LOOK_SEALS);
    else if (desk_key_is_letter(key, 'd'))
        desk_model_look(model, DESK_LOOK_SAMPLES);
    else
        model->chosen = desk_key_moved(model->chosen, desk_key_step(key), model->row_count);
    desk_model_refresh(model);
    return true;
}

void desk_model_begin(struct desk_model *model, int action, int64_t target)
{
    notice_clear(&model->notice);
    model->action = action;
    model->target = target;
    memset(model->fields, 0, sizeof model->fields);
    memset(model->choice, 0, sizeof model->choice);
    model->field = desk_model_field_after(model, (enum desk_field)(DESK_FIELDS - 1), 1);
    model->before_form = model->page;
    model->page = DESK_PAGE_FORM; /* even without a field: nothing final happens by one press */
}

static void begin_action(struct desk_model *model)
{
    const struct desk_move *move = &model->file.moves[model->move_chosen];

    if (!model->file_known || model->move_chosen >= model->file.move_count || model->move.under_way)
        return;
    if (!move->allowed) {
        notice_say_both(&model->notice, model->steady_ms, ROLE_WARNING, move->why[LANGUAGE_EN], move->why[LANGUAGE_ZH]);
        return;
    }
    desk_model_begin(model, move->action, model->wanted_id);
}

static void key_in_case(struct desk_model *model, struct key key)
{
    int count = model->file.move_count;

    if (desk_key_is_back(key)) {
        model->page = DESK_PAGE_LIST;
    } else if (key.kind == KEY_KIND_TEXT && key.code >= DESK_PRESS_ROW && (int)(key.code - DESK_PRESS_ROW) < model->row_count) { /* of the list beside it */
        model->chosen = (int)(key.code - DESK_PRESS_ROW);
        desk_model_open(model, model->rows[model->chosen].id);
    } else if (desk_key_is_letter(key, 'p') && model->file_known) {
        desk_model_look(model, DESK_LOOK_PERSON);
    } else if (desk_key_is_letter(key, 'h') && model->file_known) {
        desk_model_look(model, DESK_LOOK_HISTORY);
    } else if (key.kind == KEY_KIND_ENTER && !is_twice(model, key.kind)) {
        begin_action(model);
    } else if (key.kind == KEY_KIND_TEXT && key.code >= '1' && key.code <= '9' && (int)(key.code - '1') < count) {
        model->move_chosen = (int)(key.code - '1');
        begin_action(model);
    } else {
        model->move_chosen = desk_key_moved(model->move_chosen, desk_key_step(key), count);
    }
}

/* --- forms ------------------------------------------------------------------------------------------------------------ */

enum desk_field desk_model_field_after(const struct desk_model *model, enum desk_field field, int step)
{
    for (int i = 0; i < DESK_FIELDS; i++) {
        field = (enum desk_field)(((int)field + DESK_FIELDS + step) % DESK_FIELDS);
        if (desk_form_asks(model, field))
            break;
    }
    return field;
}

/* Whether a field that must say something says nothing. */
static bool is_wanting(const struct desk_model *model, enum desk_field field)
{
    return desk_form_asks(model, field) && !desk_form_may_be_empty(model, field) && !desk_field_choices(model, field) && !model->fields[field][0];
}

/* Enter goes from field to field, and behind the last one it is done: whoever only presses Enter has seen every field. False: this was the last. */
static bool go_on(struct desk_model *model)
{
    enum desk_field next = desk_model_field_after(model, model->field, 1);

    if (next <= model->field || is_wanting(model, model->field))
        return false;
    model->field = next;
    return true;
}

static void enter_form(struct desk_model *model)
{
    for (int i = 0; i < DESK_FIELDS; i++)
        if (is_wanting(model, (enum desk_field)i)) {
            if (model->field == (enum desk_field)i)
                notice_say(&model->notice, model->steady_ms, ROLE_WARNING, "This must not stay empty.");
            model->field = (enum desk_field)i;
            return;
        }
    desk_model_do(model);
}

static void key_in_form(struct desk_model *model, struct key key)
{
    char *text = model->fields[model->field];
    int choices = desk_field_choices(model, model->field), *choice = &model->choice[model->field];
    bool has_fields = desk_form_is_needed(model);

    if (model->move.under_way)
        return;
    if (model->notice.role == ROLE_WARNING) /* whoever goes on has read what was wrong */
        notice_clear(&model->notice);
    if (key.kind == KEY_KIND_ESCAPE) {
        model->page = model->before_form;
        notice_clear(&model->notice);
    } else if (key.kind == KEY_KIND_ENTER) {
        bool twice = is_twice(model, key.kind);
        if (!go_on(model) && !twice)
            enter_form(model);
    } else if (key.kind == KEY_KIND_DOWN || key.kind == KEY_KIND_UP) {
        model->field = desk_model_field_after(model, model->field, key.kind == KEY_KIND_DOWN ? 1 : -1);
    } else if (choices > 0 && (key.kind == KEY_KIND_RIGHT || (key.kind == KEY_KIND_TEXT && key.code == ' '))) {
        *choice = (*choice + 1) % choices;
    } else if (choices > 0 && key.kind == KEY_KIND_LEFT) {
        *choice = (*choice + choices - 1) % choices;
    } else if (choices > 0 && key.kind == KEY_KIND_TEXT && key.code >= '1' && (int)(key.code - '1') < choices) {
        *choice = (int)(key.code - '1');
    } else if (has_fields && choices == 0 && (key.kind == KEY_KIND_BACKSPACE || key.kind == KEY_KIND_DELETE)) {
        field_erase(text);
    } else if (has_fields && choices == 0 && key.kind == KEY_KIND_TEXT) {
        field_type(text, DESK_FIELD_SIZE, key.code);
    }
}

/* False: leaves. */
static bool key_in_sign_in(struct desk_model *model, struct key key)
{
    char *text = model->on_pin ? model->pin : model->staff;
    size_t size = model->on_pin ? sizeof model->pin : sizeof model->staff;

    if (model->sign_in.under_way)
        return true;
    if (key.kind == KEY_KIND_ESCAPE && !model->on_pin && !model->staff[0])
        return false;
    if (key.kind == KEY_KIND_ESCAPE) {
        memset(model->pin, 0, sizeof model->pin);
        model->staff[0] = '\0';
        model->on_pin = false;
    } else if (key.kind == KEY_KIND_ENTER || key.kind == KEY_KIND_DOWN) {
        if (!model->on_pin)
            model->on_pin = model->staff[0] != '\0';
        else if (model->pin[0] && key.kind == KEY_KIND_ENTER)
            desk_model_sign_in(model);
    } else if (key.kind == KEY_KIND_UP) {
        model->on_pin = false;
    } else if (key.kind == KEY_KIND_BACKSPACE || key.kind == KEY_KIND_DELETE) {
        field_erase(text);
    } else if (key.kind == KEY_KIND_TEXT && key.code > ' ' && key.code < 0x7F) {
        field_type(text, size, key.code);
    }
    return true;
}

bool desk_model_key(struct desk_model *model, struct key key)
{
    bool writes = model->page == DESK_PAGE_FORM || model->page == DESK_PAGE_SIGN_IN;

    if (key.kind == KEY_KIND_TAB) {
        language_set(language_current() == LANGUAGE_ZH ? LANGUAGE_EN : LANGUAGE_ZH);
        return true;
    }
    if (model->page == DESK_PAGE_HELP) {
        model->page = model->before_help; /* whatever was pressed: it was for the help */
        return true;
    }
    if (!writes && key.kind == KEY_KIND_TEXT && (key.code == '?' || key.code == '/')) {
        model->before_help = model->page;
        model->page = DESK_PAGE_HELP;
        return true;
    }
    switch (model->page) {
    case DESK_PAGE_LIST:
        return key_in_list(model, key);
    case DESK_PAGE_SIGN_IN:
        return key_in_sign_in(model, key);
    case DESK_PAGE_TICKETS:
        return desk_tickets_key(model, key);
    case DESK_PAGE_LOOK:
        desk_look_key(model, key);
        return true;
    case DESK_PAGE_CASE:
        key_in_case(model, key);
        return true;
    default:
        key_in_form(model, key);
        return true;
    }
}
