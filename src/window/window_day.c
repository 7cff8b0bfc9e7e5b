#include "window/window_day.h"

#include "base/date.h"
#include "base/language.h"
#include "window/window_model.h"

#include <stdio.h>
#include <string.h>

static const struct {
    const char *event, *word;
} ends[] = {{"ticket.finished", "done"}, {"ticket.no_show", "did not come"}, {"ticket.parked", "parked"}, {"ticket.transferred", "transferred"}};
enum { ENDS = sizeof ends / sizeof *ends };

const char *window_day_how(const struct window_past *past)
{
    for (int i = 0; i < ENDS; i++)
        if (strcmp(ends[i].event, past->how) == 0)
            return _(ends[i].word);
    return "";
}

static void add(struct window_day *day, const struct window_past *past)
{
    memmove(day->visits + 1, day->visits, sizeof day->visits - sizeof *day->visits);
    day->visits[0] = *past;
    if (day->count < WINDOW_VISITS)
        day->count++;
    if (strcmp(past->how, ends[0].event) == 0) {
        day->finished++;
        day->lasted_ms += past->lasted_ms;
    }
}

/* What was taken back did not happen. */
static void take_back(struct window_day *day, const char *number)
{
    if (day->count == 0 || strcmp(day->visits[0].number, number) != 0)
        return;
    if (strcmp(day->visits[0].how, ends[0].event) == 0) {
        day->finished--;
        day->lasted_ms -= day->visits[0].lasted_ms;
    }
    memmove(day->visits, day->visits + 1, sizeof day->visits - sizeof *day->visits);
    day->count--;
}

static void keep_visit(struct window_model *model, const char *type, const json_t *event)
{
    struct window_day *day = &model->day;
    struct mirror_ticket ticket;
    struct window_past past = {.at_ms = model->now_ms};
    const char *at = json_string_value(json_object_get(event, "at"));

    if (strcmp(day->date, model->mirror->day) != 0)
        *day = (struct window_day){0};
    memcpy(day->date, model->mirror->day, sizeof day->date);
    mirror_read_ticket(&ticket, json_object_get(event, "ticket"));
    if (at)
        instant_parse(at, &past.at_ms);
    if (strcmp(type, "ticket.finish_undone") == 0)
        take_back(day, ticket.number);
    for (int i = 0; i < ENDS; i++)
        if (strcmp(ends[i].event, type) == 0) {
            memcpy(past.number, ticket.number, sizeof past.number);
            snprintf(past.how, sizeof past.how, "%s", type);
            if (ticket.started_ms > 0 && past.at_ms > ticket.started_ms)
                past.lasted_ms = past.at_ms - ticket.started_ms;
            add(day, &past);
        }
}

/* Whether a person did it, and not from here. The rules sign as "system"; other people of the hall (a manager who closes a window) sign as what they are. */
static bool is_of_another_screen(const struct window_model *model, const char *actor)
{
    bool works_here = strncmp(actor, "clerk", 5) == 0 || strncmp(actor, "owner", 5) == 0;
    bool own = model->request.action != WINDOW_ACTION_NONE || model->cases.errand.under_way || model->steady_ms - model->answered_steady_ms < WINDOW_OWN_MS;

    return works_here && !own && model->seen && model->mirror->connected;
}

void window_day_event(struct window_model *model, const json_t *event)
{
    const char *type = json_string_value(json_object_get(event, "type")), *actor = json_string_value(json_object_get(event, "actor"));

    if (!type || json_integer_value(json_object_get(json_object_get(event, "window"), "window")) != model->number)
        return;
    keep_visit(model, type, event);
    if (actor && (strncmp(type, "ticket.", 7) == 0 || strncmp(type, "window.", 7) == 0) && is_of_another_screen(model, actor))
        notice_say(&model->notice, model->steady_ms, ROLE_WARNING, "Another screen works at this window, too. Whoever presses a key here takes over from it.");
}
