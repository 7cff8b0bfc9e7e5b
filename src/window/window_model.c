#include "window/window_act.h"

#include "base/language.h"

#include <stdio.h>
#include <string.h>

void window_model_init(struct window_model *model, const struct mirror *mirror, int number, const char *staff, int64_t steady_ms)
{
    *model = (struct window_model){.mirror = mirror, .number = number, .steady_ms = steady_ms, .started_steady_ms = steady_ms};
    snprintf(model->staff, sizeof model->staff, "%s", staff);
    model->open_wanted = true;
}

void window_model_finish(struct window_model *model)
{
    window_items_finish(&model->items);
    errand_finish(&model->cases.errand);
    errand_finish(&model->errand);
    *model = (struct window_model){0};
}

const struct mirror_window *window_model_window(const struct window_model *model)
{
    return model->mirror->known ? mirror_window(model->mirror, model->number) : NULL;
}

int64_t window_model_ticket(const struct window_model *model)
{
    const struct mirror_window *window = window_model_window(model);

    return window ? window->ticket.id : 0;
}

enum window_state window_model_state(const struct window_model *model)
{
    const struct mirror_window *window = window_model_window(model);
    enum window_state state;

    return window && window_state_parse(window->state, &state) ? state : WINDOW_CLOSED;
}

bool window_model_away(const struct window_model *model)
{
    return !model->mirror->connected && model->mirror->lost_steady_ms > 0;
}

bool window_model_automatic(const struct window_model *model)
{
    const struct mirror_window *window = window_model_window(model);

    /* a service that began by time is counted from the call on */
    return window && window_model_state(model) == WINDOW_SERVING && window->ticket.started_ms == window->ticket.called_ms;
}

int window_model_undo_s(const struct window_model *model)
{
    const struct mirror_window *window = window_model_window(model);

    if (!window || window->undo_until_ms <= model->now_ms)
        return 0;
    return (int)((window->undo_until_ms - model->now_ms + 999) / 1000);
}

bool window_model_can(const struct window_model *model, enum window_action action)
{
    if (action == WINDOW_ACTION_NONE || !window_model_window(model))
        return false;
    if (action == WINDOW_ACTION_UNDO && window_model_undo_s(model) == 0)
        return false;
    if ((action == WINDOW_ACTION_RECALL || action == WINDOW_ACTION_NO_SHOW) && window_model_automatic(model))
        return true;
    return window_action_fits(action, window_model_state(model));
}

enum window_action window_model_action(const struct window_model *model, uint32_t code)
{
    enum window_action first = WINDOW_ACTION_NONE;

    for (int i = WINDOW_ACTION_NONE + 1; i < WINDOW_ACTION_COUNT; i++) {
        enum window_action action = (enum window_action)i;
        if (window_action_key(action) == 0 || (uint32_t)window_action_key(action) != code)
            continue;
        if (window_action_fits(action, window_model_state(model)))
            return action;
        if (first == WINDOW_ACTION_NONE)
            first = action;
    }
    return first;
}

enum window_action window_model_step(const struct window_model *model)
{
    switch (window_model_state(model)) {
    case WINDOW_CLOSED:
        return WINDOW_ACTION_OPEN;
    case WINDOW_PAUSED:
        return WINDOW_ACTION_RESUME;
    case WINDOW_OPEN:
    case WINDOW_SERVING:
        return WINDOW_ACTION_NEXT;
    case WINDOW_CALLING:
        return WINDOW_ACTION_START;
    default:
        return WINDOW_ACTION_NONE;
    }
}

/* After a start or an absence the clerk is told where things stand. */
static void say_where_we_are(struct window_model *model, const struct mirror_window *window)
{
    enum window_state state = window_model_state(model);

    if (state == WINDOW_CALLING)
        notice_say(&model->notice, model->steady_ms, ROLE_GOOD, model->was_away ? "The controller is back. Still calling %s." : "Still calling %s.", window->ticket.number);
    else if (state == WINDOW_SERVING)
        notice_say(&model->notice, model->steady_ms, ROLE_GOOD, model->was_away ? "The controller is back. Still serving %s." : "Still serving %s.", window->ticket.number);
    else if (model->was_away)
        notice_say(&model->notice, model->steady_ms, ROLE_GOOD, "The controller is back.");
}

/* The window is somebody else's: who has just said who they are may take it over, once the ticket there is finished. */
static void offer_to_take_over(struct window_model *model, const struct mirror_window *window)
{
    enum window_state state = window_model_state(model);

    if (!model->staff[0] || !window->staff[0] || strcmp(model->staff, window->staff) == 0)
        return;
    if (state == WINDOW_CALLING || state == WINDOW_SERVING) {
        notice_say(&model->notice, model->steady_ms, ROLE_WARNING, "Staff %s still has %s here. Finish it, then hand the window over with 8.", window->staff, window->ticket.number);
        return;
    }
    model->takes_over = true;
    model->confirm = WINDOW_ACTION_CLOSE;
    model->page = WINDOW_PAGE_CONFIRM;
}

/* The first time that the window is seen: a closed one is opened, or somebody is asked to. */
static void begin(struct window_model *model)
{
    if (window_model_state(model) != WINDOW_CLOSED)
        offer_to_take_over(model, window_model_window(model));
    if (window_model_state(model) != WINDOW_CLOSED || !model->open_wanted)
        return;
    model->open_wanted = false;
    if (!model->staff[0]) {
        model->page = WINDOW_PAGE_STAFF;
        return;
    }
    struct window_request request = {.action = WINDOW_ACTION_OPEN};
    memcpy(request.staff, model->staff, sizeof request.staff);
    window_act_ask(model, request);
}

/* Takes away a page whose matter is gone, so that no key is taken for another person. */
static void drop_page(struct window_model *model, enum window_state state, bool other_ticket)
{
    bool gone = (model->page == WINDOW_PAGE_CASE && other_ticket) || (model->page == WINDOW_PAGE_TRANSFER && other_ticket) || (model->page == WINDOW_PAGE_CONFIRM && (other_ticket || state != model->seen_state)) ||
                ((model->page == WINDOW_PAGE_ITEMS || model->page == WINDOW_PAGE_ITEM) && state == WINDOW_CALLING && model->seen_state != WINDOW_CALLING) ||
                (model->page == WINDOW_PAGE_PAUSE && state != WINDOW_OPEN && state != WINDOW_READY) ||
                (model->page == WINDOW_PAGE_STAFF && state != WINDOW_CLOSED && !model->takes_over);

    if (gone)
        model->page = WINDOW_PAGE_MAIN;
}

void window_model_changed(struct window_model *model)
{
    const struct mirror_window *window = window_model_window(model);
    enum window_state state = window_model_state(model);

    if (model->mirror->refused == 401 && model->page != WINDOW_PAGE_SIGN_IN && model->request.action != WINDOW_ACTION_SIGN_IN && !model->token[0])
        window_act_sign_in(model);
    if (!window || !model->mirror->connected) {
        model->was_away = window_model_away(model);
        return;
    }
    if (model->page == WINDOW_PAGE_SIGN_IN && !model->locked && (!model->seen || model->was_away))
        model->page = WINDOW_PAGE_MAIN; /* the controller lets us see the hall: nobody has to sign in */
    if (model->seen) {
        drop_page(model, state, window->ticket.id != model->seen_ticket);
        model->ring = model->ring || (state == WINDOW_CALLING && model->seen_state == WINDOW_READY);
    }
    if (!model->seen || model->was_away)
        say_where_we_are(model, window);
    if (!model->seen)
        begin(model);
    model->seen = true;
    model->was_away = false;
    model->seen_state = state;
    model->seen_ticket = window->ticket.id;
    if (model->visit.ticket != 0 && model->visit.ticket != window->ticket.id) /* somebody else is here: nobody's number stays */
        model->visit = (struct window_visit){0};
}
