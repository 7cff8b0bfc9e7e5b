#include "board/speech.h"

#include "base/date.h"

#include <string.h>

enum { MINUTE_MS = 60000 };

int speech_minute(const struct mirror *mirror)
{
    return mirror->known ? instant_time_of_day_ms(mirror_now_ms(mirror), mirror->utc_offset_minutes) / MINUTE_MS : -1;
}

static bool is_old(const struct mirror *mirror, const json_t *event)
{
    const char *at = json_string_value(json_object_get(event, "at"));
    int64_t at_ms;

    return at && instant_parse(at, &at_ms) && mirror_now_ms(mirror) - at_ms > (int64_t)SPEECH_OLD_MS * (mirror->clock_speed > 0 ? mirror->clock_speed : 1);
}

void speech_hear(struct announcer *announcer, int window, const struct mirror *mirror, const json_t *event, int64_t now_ms)
{
    const char *type = json_string_value(json_object_get(event, "type"));
    struct mirror_ticket ticket;

    if (!type || strncmp(type, "ticket.", 7) != 0)
        return;
    mirror_read_ticket(&ticket, json_object_get(event, "ticket"));
    if (ticket.id == 0)
        return;
    if (strcmp(type, "ticket.called") != 0 && strcmp(type, "ticket.recalled") != 0) {
        announcer_answered(announcer, ticket.id);
    } else if ((window == 0 || window == ticket.window) && !is_old(mirror, event)) {
        announcer_call(announcer, ticket.id, ticket.number, ticket.window, strcmp(ticket.language, "en") != 0, now_ms);
    }
}
