/* A ticket's journal in words. */
#include "status/rows.h"

#include "base/language.h"

#include <stdio.h>
#include <string.h>

static const char *const events[][2] = {
    {"ticket.taken", "taken"},
    {"ticket.called", "called"},
    {"ticket.recalled", "called once more"},
    {"ticket.started", "service began"},
    {"ticket.finished", "finished"},
    {"ticket.no_show", "nobody came"},
    {"ticket.parked", "set aside"},
    {"ticket.returned", "came back"},
    {"ticket.transferred", "sent on"},
    {"ticket.cancelled", "cancelled"},
    {"ticket.expired", "expired with the day"},
    {"ticket.call_undone", "call taken back"},
    {"ticket.finish_undone", "finish taken back"},
    {"ticket.priority_changed", "other priority"},
    {"print.queued", "paper asked for"},
    {"print.printing", "paper begins"},
    {"print.leased", "paper at the printer"},
    {"print.printed", "paper printed"},
    {"print.attention", "paper needs a look"},
    {"print.failed", "paper failed"},
    {"print.void", "paper not needed any more"},
    {"person.viewed", "somebody looked at the person's record"},
    {"case.accepted", "a case was accepted"},
};

static void add(char *text, size_t size, const char *part)
{
    size_t used = strlen(text);

    if (*part && used < size)
        snprintf(text + used, size - used, ", %s", part);
}

static const char *text_of(const json_t *json, const char *name)
{
    const char *text = json_string_value(json_object_get(json, name));

    return text ? text : "";
}

void status_event_words(const json_t *event, char *text, size_t size)
{
    const char *type = text_of(event, "type"), *words = type, *by = text_of(event, "by");
    long long window = (long long)json_integer_value(json_object_get(event, "window"));
    char part[64];

    for (size_t i = 0; i < sizeof events / sizeof *events; i++)
        if (strcmp(events[i][0], type) == 0)
            words = _(events[i][1]);
    snprintf(text, size, "%s", words);
    if (window > 0) {
        snprintf(part, sizeof part, _("window %lld"), window);
        add(text, size, part);
    }
    add(text, size, text_of(event, "reason"));
    if (strncmp(type, "print.", 6) == 0)
        add(text, size, text_of(event, "printer"));
    snprintf(part, sizeof part, "%s %s", text_of(event, "role"), by);
    if (strcmp(text_of(event, "role"), "system") != 0)
        add(text, size, part);
}
