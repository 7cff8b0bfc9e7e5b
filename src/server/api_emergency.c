/* Emergency tickets: a roll is made and printed, and what was given from it by hand is entered. */
#include "server/api.h"

#include "core/decision.h"

#include <stdio.h>
#include <string.h>

enum { MINUTE_MS = 60000 };

void api_emergency_roll(struct request *request)
{
    struct command command = api_command(request, COMMAND_EMERGENCY_ROLL);
    struct outcome outcome;
    int64_t count = 0;
    int status;

    if (!body_integer(request, "count", 1, EMERGENCY_ROLL_MOST, &count) || !body_text(request, "place", command.place, sizeof command.place))
        return;
    command.count = (int32_t)count;
    if (!server_decide(request, &command, 202, &outcome, &status))
        return;
    const struct print_job *job = hall_job(&request->server->hall, outcome.job);
    if (job)
        reply_json(request, 202, view_job(request->server, job, false));
    else
        reply_refusal(request, REFUSAL_JOB_UNKNOWN, NULL);
}

/* "E017" is 17; 0: it is none. */
static int32_t roll_number(const char *text)
{
    int number = 0, length = 0;

    return sscanf(text, "E%4d%n", &number, &length) == 1 && text[length] == '\0' && strspn(text + 1, "0123456789") == strlen(text + 1) ? number : 0;
}

/* "09:10" of the service day. */
static bool read_time(const struct request *request, const char *text, int64_t *ret_ms)
{
    const struct hall *hall = &request->server->hall;
    int hour, minute, length = 0;

    if (sscanf(text, "%2d:%2d%n", &hour, &minute, &length) != 2 || text[length] || strlen(text) != 5 || hour < 0 || hour > 23 || minute < 0 || minute > 59)
        return false;
    *ret_ms = date_start_ms(hall->day, hall->settings.utc_offset_min) + (int64_t)(hour * 60 + minute) * MINUTE_MS;
    return true;
}

/* Those of one minute stand in the order of their numbers. */
void api_emergency_enter(struct request *request)
{
    struct command command = api_command(request, COMMAND_EMERGENCY_ENTER);
    struct outcome outcome;
    char number[12] = "", at[12] = "", language[8] = "zh";
    int status;

    if (!body_text(request, "number", number, sizeof number) || !body_service(request, "service", &command.service) || !body_text(request, "at", at, sizeof at) ||
        !body_text(request, "language", language, sizeof language) || !body_priority(request, &command.priority) || !body_flag(request, "served", &command.automatic))
        return;
    command.number = roll_number(number);
    command.chinese = language[0] == 'z';
    if (!read_time(request, at, &command.taken_ms)) {
        reply_refusal(request, REFUSAL_OUT_OF_RANGE, "at");
        return;
    }
    command.taken_ms += command.number;
    if (!server_decide(request, &command, 201, &outcome, &status))
        return;
    json_t *ticket = view_ticket_now(request->server, outcome.ticket, view_sight(request->caller.actor.role));
    if (ticket)
        reply_json(request, 201, ticket);
    else
        reply_refusal(request, REFUSAL_TICKET_UNKNOWN, NULL);
}
