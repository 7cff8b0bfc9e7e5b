/* What the keys do. On a number pad the digits are the actions, Enter is the next step of the day's work, + and - move, and the point takes back. */
#include "window/window_act.h"

#include "base/language.h"
#include "term/field.h"
#include "window/window_search.h"

#include <string.h>

enum { CODE_NONE = 0, CODE_ENTER = '\n', CODE_ESCAPE = 27, CODE_BACKSPACE = 8, CODE_TAB = '\t', CODE_PAGE_UP = 0x110000, CODE_PAGE_DOWN };

/* Keys that mean the same on a full keyboard and on a number pad become one. */
static uint32_t code_of(struct key key)
{
    switch (key.kind) {
    case KEY_KIND_TEXT:
        return key.code == ' ' ? '0' : key.code == '?' ? '/' : key.code;
    case KEY_KIND_ENTER:
        return CODE_ENTER;
    case KEY_KIND_ESCAPE:
        return CODE_ESCAPE;
    case KEY_KIND_BACKSPACE:
    case KEY_KIND_DELETE:
        return CODE_BACKSPACE;
    case KEY_KIND_TAB:
        return CODE_TAB;
    case KEY_KIND_UP:
    case KEY_KIND_WHEEL_UP:
        return '-';
    case KEY_KIND_DOWN:
    case KEY_KIND_WHEEL_DOWN:
        return '+';
    case KEY_KIND_PAGE_UP:
        return CODE_PAGE_UP;
    case KEY_KIND_PAGE_DOWN:
        return CODE_PAGE_DOWN;
    default:
        return CODE_NONE;
    }
}

/* Whether the same key came a moment ago: a slip of the finger, or a key held down (which keeps putting the moment off). */
static bool is_twice(struct window_model *model, uint32_t code)
{
    bool twice = code == model->last_code && model->steady_ms - model->last_steady_ms < WINDOW_TWICE_MS;

    model->last_code = code;
    model->last_steady_ms = model->steady_ms;
    return twice;
}

static bool is_back(uint32_t code)
{
    return code == CODE_ESCAPE || code == '.' || code == '0' || code == CODE_BACKSPACE;
}

static void ask_plainly(struct window_model *model, enum window_action action, bool bare)
{
    window_act_ask(model, (struct window_request){.action = action, .bare = bare});
}

/* --- lists to choose from ---------------------------------------------------------------------------------------- */

static void add_choice(struct window_model *model, struct window_choice choice)
{
    if (model->choice_count < WINDOW_CHOICES)
        model->choices[model->choice_count++] = choice;
}

static bool is_served_somewhere(const struct mirror *mirror, char service)
{
    for (const struct mirror_window *window = mirror->windows; window->number > 0; window++)
        if (strchr(window->services, service))
            return true;
    return false;
}

/* The other services that any window has, then the windows that are there for this one. */
static void list_places(struct window_model *model)
{
    const struct mirror *mirror = model->mirror;
    char own = window_model_window(model)->ticket.service;

    model->choice_count = model->chosen = 0;
    for (const struct mirror_service *service = mirror->services; service->letter; service++)
        if (service->letter != own && is_served_somewhere(mirror, service->letter))
            add_choice(model, (struct window_choice){.service = service->letter});
    for (const struct mirror_window *window = mirror->windows; window->number > 0; window++)
        if (window->number != model->number && own && strchr(window->services, own) && strcmp(window->state, window_state_word(WINDOW_CLOSED)) != 0)
            add_choice(model, (struct window_choice){.window = window->number});
    if (model->choice_count > 0)
        model->page = WINDOW_PAGE_TRANSFER;
    else
        notice_say(&model->notice, model->steady_ms, ROLE_WARNING, "There is no other service, and no other open window serves this one.");
}

static void list_reasons(struct window_model *model)
{
    model->choice_count = model->chosen = 0;
    for (int i = 0; i < PAUSE_REASON_COUNT; i++)
        add_choice(model, (struct window_choice){.reason = (enum pause_reason)i});
    model->page = WINDOW_PAGE_PAUSE;
}

static void take_choice(struct window_model *model, int index)
{
    const struct window_choice *choice = &model->choices[index];
    bool transfer = model->page == WINDOW_PAGE_TRANSFER;

    model->page = WINDOW_PAGE_MAIN;
    window_act_ask(model, (struct window_request){.action = transfer ? WINDOW_ACTION_TRANSFER : WINDOW_ACTION_PAUSE, .service = choice->service,
                                                  .to_window = choice->window, .reason = choice->reason});
}

static void key_in_list(struct window_model *model, uint32_t code)
{
    bool moves = code == '+' || code == '-';
    int page = model->chosen / WINDOW_CHOICES_A_PAGE * WINDOW_CHOICES_A_PAGE, last = model->choice_count - 1;

    if (!moves && is_twice(model, code))
        return;
    if (is_back(code))
        model->page = WINDOW_PAGE_MAIN;
    else if (code == '+')
        model->chosen = model->chosen < last ? model->chosen + 1 : 0;
    else if (code == '-')
        model->chosen = model->chosen > 0 ? model->chosen - 1 : last;
    else if (code == CODE_PAGE_DOWN && page + WINDOW_CHOICES_A_PAGE <= last)
        model->chosen = page + WINDOW_CHOICES_A_PAGE;
    else if (code == CODE_PAGE_UP && page > 0)
        model->chosen = page - WINDOW_CHOICES_A_PAGE;
    else if (code == CODE_ENTER)
        take_choice(model, model->chosen);
    else if (code >= '1' && code <= '9' && page + (int)code - '1' <= last)
        take_choice(model, page + (int)code - '1');
}

/* --- forms -------------------------------------------------------------------------------------------------------- */

static void type(char *text, size_t size, uint32_t code)
{
    if (code == CODE_BACKSPACE)
        field_erase(text);
    else if (code > ' ' && code < 0x7F)
        field_type(text, size, code);
}

static bool is_of_staff_number(uint32_t code)
{
    return (code >= '0' && code <= '9') || (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z') || code == '-' || code == CODE_BACKSPACE;
}

static void open_window(struct window_model *model)
{
    struct window_request request = {.action = WINDOW_ACTION_OPEN};

    memcpy(request.staff, model->staff, sizeof request.staff);
    model->page = WINDOW_PAGE_MAIN;
    if (model->takes_over)
        window_act_take_over(model);
    else
        window_act_ask(model, request);
}

static void sign_in(struct window_model *model)
{
    struct window_request request = {.action = WINDOW_ACTION_SIGN_IN};

    memcpy(request.staff, model->staff, sizeof request.staff);
    memcpy(request.pin, model->pin, sizeof request.pin);
    window_act_ask(model, request);
    memset(&request, 0, sizeof request);
}

static void enter_in_form(struct window_model *model)
{
    if (model->page == WINDOW_PAGE_STAFF)
        open_window(model);
    else if (!model->on_pin)
        model->on_pin = model->staff[0] != '\0';
    else if (model->pin[0])
        sign_in(model);
}

/* key: as it came, because in a PIN every character counts. */
static void key_in_form(struct window_model *model, struct key key)
{
    uint32_t code = key.kind == KEY_KIND_TEXT ? key.code : code_of(key);
    bool twice = is_twice(model, code);

    if (model->request.action != WINDOW_ACTION_NONE)
        return;
    if (code == CODE_ENTER && !twice) {
        enter_in_form(model);
    } else if (code == CODE_ESCAPE || (code == '.' && !model->on_pin)) {
        if (model->page == WINDOW_PAGE_STAFF)
            model->page = WINDOW_PAGE_MAIN;
        model->takes_over = false;
        memset(model->pin, 0, sizeof model->pin);
        model->on_pin = false;
    } else if (model->page == WINDOW_PAGE_SIGN_IN && model->on_pin) {
        type(model->pin, sizeof model->pin, code);
    } else if (code == '*') { /* the number pad has no other key to take a letter back */
        type(model->staff, sizeof model->staff, CODE_BACKSPACE);
    } else if (is_of_staff_number(code)) {
        type(model->staff, sizeof model->staff, code);
    }
}

/* --- the window ---------------------------------------------------------------------------------------------------- */

static void confirm(struct window_model *model, enum window_action action)
{
    model->confirm = action;
    model->takes_over = false;
    model->page = WINDOW_PAGE_CONFIRM;
}

static void act(struct window_model *model, enum window_action action)
{
    const struct mirror_window *window = window_model_window(model);

    if (!window || model->request.action != WINDOW_ACTION_NONE)
        return;
    if (window_model_away(model) || !window_model_can(model, action))
        ask_plainly(model, action, true); /* the refusal says why */
    else if (action == WINDOW_ACTION_TRANSFER)
        list_places(model);
    else if (action == WINDOW_ACTION_PAUSE)
        list_reasons(model);
    else if (action == WINDOW_ACTION_OPEN)
        model->page = WINDOW_PAGE_STAFF;
    else if (action == WINDOW_ACTION_CLOSE || (action == WINDOW_ACTION_NO_SHOW && window->ticket.recalls == 0))
        confirm(model, action);
    else
        ask_plainly(model, action, false);
}

static void step(struct window_model *model)
{
    enum window_action action = window_model_step(model);

    if (action == WINDOW_ACTION_OPEN && model->staff[0] && window_model_window(model))
        open_window(model);
    else if (action != WINDOW_ACTION_NONE)
        act(model, action);
    else
        notice_say(&model->notice, model->steady_ms, ROLE_GOOD, "This window waits for the next one already. The call comes by itself.");
}

/* False: the clerk leaves. */
static bool key_in_confirm(struct window_model *model, uint32_t code)
{
    bool leaves = model->confirm == WINDOW_ACTION_NONE;

    bool closes = model->confirm == WINDOW_ACTION_CLOSE && !model->takes_over;

    if (is_twice(model, code))
        return true;
    if (is_back(code)) {
        model->page = WINDOW_PAGE_MAIN;
        model->takes_over = false;
    } else if (closes && (code == '5' || code == '6')) {
        model->page = WINDOW_PAGE_MAIN;
        if (code == '5')
            window_act_lock(model);
        else
            window_act_hand_over(model);
    } else if (code == CODE_ENTER && model->takes_over) {
        model->page = WINDOW_PAGE_MAIN;
        window_act_take_over(model);
    } else if (code == CODE_ENTER || (!leaves && code == (uint32_t)window_action_key(model->confirm))) {
        model->page = WINDOW_PAGE_MAIN;
        if (leaves)
            return false;
        ask_plainly(model, model->confirm, false);
    }
    return true;
}

/* False: the clerk leaves. */
static bool key_in_main(struct window_model *model, uint32_t code)
{
    enum window_action action = window_model_action(model, code);

    if (code == '/') {
        model->page = WINDOW_PAGE_HELP;
    } else if (code == '*') {
        window_search_begin(model);
    } else if (code == '-') {
        window_case_hand_out(model);
    } else if (code == '9') {
        language_set(language_current() == LANGUAGE_ZH ? LANGUAGE_EN : LANGUAGE_ZH);
    } else if (code == '+') {
        model->details = !model->details;
    } else if (code == 'l') {
        window_act_lock(model);
    } else if (code == 'q') {
        if (!window_model_window(model) || window_model_state(model) == WINDOW_CLOSED)
            return false;
        confirm(model, WINDOW_ACTION_NONE);
    } else if (!is_twice(model, code)) {
        if (code == CODE_ENTER)
            step(model);
        else if (action != WINDOW_ACTION_NONE)
            act(model, action);
    }
    return true;
}

bool window_model_key(struct window_model *model, struct key key)
{
    uint32_t code = code_of(key);

    if (code == CODE_TAB) {
        language_set(language_current() == LANGUAGE_ZH ? LANGUAGE_EN : LANGUAGE_ZH);
        return true;
    }
    switch (model->page) {
    case WINDOW_PAGE_HELP:
        model->page = WINDOW_PAGE_MAIN; /* whatever was pressed: it was for the help */
        return true;
    case WINDOW_PAGE_TRANSFER:
    case WINDOW_PAGE_PAUSE:
        key_in_list(model, code);
        return true;
    case WINDOW_PAGE_ITEMS:
        window_search_key(model, key);
        return true;
    case WINDOW_PAGE_ITEM:
        if (code == CODE_ENTER && window_search_accepts(model))
            window_case_begin(model, window_search_item(model, model->chosen));
        else
            model->page = WINDOW_PAGE_ITEMS; /* whatever was pressed */
        return true;
    case WINDOW_PAGE_CASE:
        window_case_key(model, key);
        return true;
    case WINDOW_PAGE_CONFIRM:
        return key_in_confirm(model, code);
    case WINDOW_PAGE_STAFF:
    case WINDOW_PAGE_SIGN_IN:
        key_in_form(model, key);
        return true;
    default:
        return key_in_main(model, code);
    }
}
