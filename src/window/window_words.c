#include "window/window_words.h"

#include "base/language.h"
#include "client/phrases.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { PATIENCE_MS = 1500, ANSWER_MS = 700 }; /* before it is said that there is no controller, or no answer */

/* Appends to text, with a sign between when there is something before. */
static void append(char *text, size_t size, const char *format, ...) __attribute__((format(printf, 3, 4)));
static void append(char *text, size_t size, const char *format, ...)
{
    size_t used = strlen(text);
    va_list arguments;

    if (used > 0 && used < size)
        used += (size_t)snprintf(text + used, size - used, " · ");
    if (used >= size)
        return;
    va_start(arguments, format);
    vsnprintf(text + used, size - used, format, arguments);
    va_end(arguments);
}

static const char *code_of_language(void)
{
    return language_code(language_current());
}

static bool is_chinese(void)
{
    return language_current() == LANGUAGE_ZH;
}

const char *window_words_step(const struct window_model *model)
{
    switch (window_model_state(model)) {
    case WINDOW_PAUSED:
        return _("Go on working");
    case WINDOW_OPEN:
        return _("Call the next");
    case WINDOW_CALLING:
        return _("They are here: start");
    case WINDOW_SERVING:
        return _("Finish and call the next");
    case WINDOW_CLOSED:
        return _("Open this window");
    default:
        return "";
    }
}

const char *window_words_other_language(void)
{
    return is_chinese() ? "English" : "中文";
}

const char *window_words_action(enum window_action action)
{
    return action == WINDOW_ACTION_NONE ? "" : _(window_action_label(action));
}

/* While the controller is away time stands still, as all that is shown does. */
static int64_t known_ms(const struct window_model *model)
{
    return phrase_known_ms(model->mirror, model->now_ms, model->steady_ms);
}

int64_t window_words_lasting_ms(const struct window_model *model)
{
    const struct mirror_window *window = window_model_window(model);
    int64_t since_ms = window ? window->since_ms : 0;

    if (window && window_model_state(model) == WINDOW_CALLING && window->ticket.called_ms > 0)
        since_ms = window->ticket.called_ms;
    if (window && window_model_state(model) == WINDOW_SERVING && window->ticket.started_ms > 0)
        since_ms = window->ticket.started_ms;
    return since_ms > 0 && known_ms(model) > since_ms ? known_ms(model) - since_ms : 0;
}

void window_words_timer(const struct window_model *model, char *text, size_t size)
{
    int64_t seconds = window_words_lasting_ms(model) / 1000;

    if (seconds >= 3600)
        snprintf(text, size, "%lld:%02lld:%02lld", (long long)(seconds / 3600), (long long)(seconds / 60 % 60), (long long)(seconds % 60));
    else
        snprintf(text, size, "%lld:%02lld", (long long)(seconds / 60), (long long)(seconds % 60));
}

void window_words_matter(const struct window_model *model, char *text, size_t size)
{
    const struct mirror_ticket *ticket = &window_model_window(model)->ticket;
    const struct mirror_service *service = mirror_service(model->mirror, ticket->service);

    text[0] = '\0';
    append(text, size, "%s", service ? mirror_text_in(&service->name, code_of_language()) : "");
    if (ticket->item[0])
        append(text, size, "%s", window_items_name(&model->items, ticket->item, code_of_language()));
}

void window_words_matter_short(const struct window_model *model, char *text, size_t size)
{
    const struct mirror_ticket *ticket = &window_model_window(model)->ticket;

    if (ticket->item[0])
        snprintf(text, size, "%s", window_items_name(&model->items, ticket->item, code_of_language()));
    else
        window_words_matter(model, text, size);
}

void window_words_person(const struct window_model *model, char *text, size_t size)
{
    const struct mirror_ticket *ticket = &window_model_window(model)->ticket;
    enum priority priority;

    text[0] = '\0';
    if (priority_parse(ticket->priority, &priority) && priority != PRIORITY_NORMAL)
        append(text, size, "%s %s", priority_sign(priority), priority_name(priority, is_chinese()));
    append(text, size, "%s", strcmp(ticket->language, "en") == 0 ? _("in English") : _("in Chinese"));
    if (ticket->count > 1)
        append(text, size, _("%d matters"), ticket->count);
}

void window_words_clock(const struct window_model *model, char *text, size_t size)
{
    char clock[6];

    phrase_clock(clock, model->mirror, known_ms(model));
    snprintf(text, size, "%s", clock);
}

void window_words_waited(const struct window_model *model, char *text, size_t size)
{
    const struct mirror_ticket *ticket = &window_model_window(model)->ticket;
    char taken[6], span[32];

    text[0] = '\0';
    if (ticket->taken_ms == 0 || ticket->called_ms < ticket->taken_ms)
        return;
    phrase_clock(taken, model->mirror, ticket->taken_ms);
    phrase_span(span, sizeof span, ticket->called_ms - ticket->taken_ms);
    snprintf(text, size, _("taken at %s, waited %s"), taken, span);
}

void window_words_why(const struct window_model *model, char *text, size_t size)
{
    const struct mirror_window *window = window_model_window(model);
    enum call_rule rule;
    char figures[128], won[32], other[32];

    text[0] = '\0';
    if (!call_rule_parse(window->why, &rule) || rule == CALL_RULE_NONE)
        return;
    phrase_span(won, sizeof won, window->why_won_ms);
    phrase_span(other, sizeof other, window->why_other_ms);
    if (window->why_other[0])
        snprintf(figures, sizeof figures, _("weighted %s; next best %s: %s"), won, window->why_other, other);
    else
        snprintf(figures, sizeof figures, _("weighted %s; nobody else waits"), won);
    snprintf(text, size, _("Why this one: %s (%s)."), call_rule_name(rule, is_chinese()), figures);
}

void window_words_why_short(const struct window_model *model, char *text, size_t size)
{
    const struct mirror_window *window = window_model_window(model);
    enum call_rule rule;
    char won[32];

    text[0] = '\0';
    if (!call_rule_parse(window->why, &rule) || rule == CALL_RULE_NONE)
        return;
    phrase_span(won, sizeof won, window->why_won_ms);
    append(text, size, "%s", call_rule_name(rule, is_chinese()));
    append(text, size, "%s", won);
}

int window_words_waiting(const struct window_model *model)
{
    const struct mirror_window *window = window_model_window(model);
    int waiting = 0;

    for (const char *letter = window ? window->services : ""; *letter; letter++) {
        const struct mirror_service *service = mirror_service(model->mirror, *letter);
        waiting += service ? service->waiting : 0;
    }
    return waiting;
}

void window_words_empty(const struct window_model *model, char *headline, char *line, size_t size)
{
    const struct mirror_window *window = window_model_window(model);
    enum window_state state = window_model_state(model);
    int waiting = window_words_waiting(model);
    char reason[MIRROR_TEXT];

    phrase_pause_reason(reason, sizeof reason, window->reason, language_current());
    if (state == WINDOW_PAUSED)
        snprintf(headline, size, _("Paused: %s"), reason);
    else
        snprintf(headline, size, "%s",
                 state == WINDOW_READY  ? _("Waiting for the next. The call comes by itself.")
                 : state == WINDOW_OPEN ? _("Nobody is at this window.")
                                        : _("This window is closed."));
    if (waiting == 0)
        snprintf(line, size, "%s", _("Nobody waits for this window."));
    else
        snprintf(line, size, _("Waiting for this window: %d"), waiting);
}

void window_words_choice(const struct window_model *model, const struct window_choice *choice, char *text, size_t size)
{
    const struct mirror_service *service = mirror_service(model->mirror, choice->service);
    const struct mirror_window *window = mirror_window(model->mirror, choice->window);

    text[0] = '\0';
    if (model->page == WINDOW_PAGE_PAUSE) {
        snprintf(text, size, "%s", pause_reason_name(choice->reason, is_chinese()));
    } else if (service) {
        snprintf(text, size, _("%c %s, %d waiting"), service->letter, mirror_text_in(&service->name, code_of_language()), service->waiting);
    } else if (window) {
        snprintf(text, size, _("window %d, %s"), window->number, phrase_window_state(window->state));
    }
}

void window_words_confirm(const struct window_model *model, char *text, size_t size)
{
    const struct mirror_window *window = window_model_window(model);

    if (model->confirm == WINDOW_ACTION_NO_SHOW)
        snprintf(text, size, _("%s was called only once. Mark it as a no-show?"), window ? window->ticket.number : "");
    else if (model->confirm == WINDOW_ACTION_CLOSE && model->takes_over)
        snprintf(text, size, _("Window %d is open for staff %s. Shall it be open for %s now?"), model->number, window ? window->staff : "", model->staff);
    else if (model->confirm == WINDOW_ACTION_CLOSE)
        snprintf(text, size, _("Close window %d?"), model->number);
    else
        snprintf(text, size, _("Leave this screen? Window %d stays as it is."), model->number);
}

bool window_words_trouble(const struct window_model *model, bool brief, char *text, size_t size, enum role *ret_role)
{
    int64_t away_ms = model->steady_ms - model->mirror->lost_steady_ms;
    char span[32];

    if (window_model_away(model) && phrase_away(text, size, model->mirror, model->steady_ms)) {
        phrase_span(span, sizeof span, away_ms);
        if (brief)
            snprintf(text, size, _("The controller is away (%s): this is old."), span);
        *ret_role = ROLE_ALARM;
        return true;
    }
    if (model->request.action == WINDOW_ACTION_NONE || (model->errand.tries == 0 && model->steady_ms - model->errand.asked_steady_ms < ANSWER_MS))
        return false;
    *ret_role = ROLE_WARNING;
    snprintf(text, size, model->errand.tries > 0 ? _("No answer yet to: %s. Trying again ...") : _("No answer yet to: %s."), window_words_action(model->request.action));
    return true;
}

void window_words_nothing(const struct window_model *model, char *text, size_t size)
{
    const struct mirror *mirror = model->mirror;

    if (mirror->known)
        snprintf(text, size, _("This hall has no window %d."), model->number);
    else if (mirror->refused || model->steady_ms - model->started_steady_ms < PATIENCE_MS)
        (void)phrase_away(text, size, mirror, model->steady_ms);
    else
        snprintf(text, size, "%s", _("The controller cannot be reached. This screen tries again and goes on by itself."));
}
