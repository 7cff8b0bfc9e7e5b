#include "server/api.h"

#include "core/decision.h"

#include <stdio.h>
#include <string.h>

static void answer_window(struct request *request, int status, int32_t number)
{
    reply_json(request, status, view_window_now(request->server, number, view_sight(request->caller.actor.role)));
}

/* A repeated key gives the ticket of the first answer again, whatever the window does now. */
static void answer_again(struct request *request, int status, const struct outcome *outcome)
{
    struct sight sight = view_sight(request->caller.actor.role);
    json_t *json = view_window_now(request->server, outcome->window, sight);
    json_t *ticket = outcome->ticket.value ? view_ticket_now(request->server, outcome->ticket, sight) : NULL;

    json_object_set_new(json, "ticket", ticket ? ticket : json_null());
    if (status == 202)
        json_object_set_new(json, "state", json_string(window_state_word(WINDOW_READY)));
    reply_json(request, status, json);
}

/* A clerk's token acts at its own window only. */
static bool may_act(struct request *request, struct command *command)
{
    int64_t number = api_path_number(request);

    if (number < 1 || number > WINDOWS_MAX || !hall_window(&request->server->hall, (int32_t)number)) {
        reply_refusal(request, REFUSAL_WINDOW_UNKNOWN, NULL);
        return false;
    }
    if (request->caller.actor.role == STAFF_ROLE_CLERK && request->caller.window != number) {
        reply_refusal(request, REFUSAL_FORBIDDEN, NULL);
        return false;
    }
    command->window = (int32_t)number;
    return true;
}

static void act(struct request *request, struct command *command)
{
    struct outcome outcome;
    int status;

    if (!server_decide(request, command, 200, &outcome, &status))
        return;
    if (status != 0)
        answer_again(request, status, &outcome);
    else
        answer_window(request, outcome.nothing ? 202 : 200, command->window);
}

static void act_plainly(struct request *request, enum command_type type)
{
    struct command command = api_command(request, type);

    if (may_act(request, &command))
        act(request, &command);
}

static void act_with_text(struct request *request, enum command_type type, const char *name)
{
    struct command command = api_command(request, type);

    if (may_act(request, &command) && body_text(request, name, command.reason, sizeof command.reason))
        act(request, &command);
}

void api_window_open(struct request *request)
{
    struct command command = api_command(request, COMMAND_OPEN);
    struct store_staff staff;

    if (!may_act(request, &command))
        return;
    text_copy(command.staff, sizeof command.staff, request->caller.actor.staff);
    if (!body_text(request, "staff", command.staff, sizeof command.staff))
        return;
    if (request->caller.actor.role == STAFF_ROLE_CLERK && strcmp(command.staff, request->caller.actor.staff) != 0) {
        reply_refusal(request, REFUSAL_FORBIDDEN, NULL);
        return;
    }
    command.skills = -1; /* nobody in particular: everything */
    if (command.staff[0] && !request->server->keeps_nothing) {
        if (store_staff(request->server->store, command.staff, &staff) != ERROR_NONE) {
            reply_refusal(request, REFUSAL_STAFF_UNKNOWN, NULL);
            return;
        }
        command.skills = staff.skills;
    }
    act(request, &command);
}

void api_window_pause(struct request *request)
{
    act_with_text(request, COMMAND_PAUSE, "reason");
}

void api_window_resume(struct request *request)
{
    act_plainly(request, COMMAND_RESUME);
}

void api_window_close(struct request *request)
{
    act_plainly(request, COMMAND_CLOSE);
}

/* {"ticket": ID} calls that one, where the person has the permission call-any. */
void api_window_next(struct request *request)
{
    struct command command = api_command(request, COMMAND_NEXT);
    struct store_staff staff;

    if (!may_act(request, &command) || !body_integer(request, "ticket", 1, INT64_MAX, &command.ticket.value))
        return;
    command.may_choose = request->caller.actor.role == STAFF_ROLE_OWNER ||
                         (store_staff(request->server->store, request->caller.actor.staff, &staff) == ERROR_NONE && staff.roles >> STAFF_ROLE_CALL_ANY & 1);
    act(request, &command);
}

void api_window_recall(struct request *request)
{
    act_plainly(request, COMMAND_RECALL);
}

void api_window_start(struct request *request)
{
    act_plainly(request, COMMAND_START);
}

void api_window_finish(struct request *request)
{
    act_with_text(request, COMMAND_FINISH, "outcome");
}

void api_window_no_show(struct request *request)
{
    act_plainly(request, COMMAND_NO_SHOW);
}

void api_window_park(struct request *request)
{
    act_with_text(request, COMMAND_PARK, "reason");
}

void api_window_transfer(struct request *request)
{
    struct command command = api_command(request, COMMAND_TRANSFER);
    int64_t window = 0;

    if (!may_act(request, &command) || !body_service(request, "service", &command.service) || !body_integer(request, "window", 1, WINDOWS_MAX, &window))
        return;
    command.to_window = (int32_t)window;
    act(request, &command);
}

void api_window_undo(struct request *request)
{
    act_plainly(request, COMMAND_UNDO);
}

void api_window_get(struct request *request)
{
    int64_t number = api_path_number(request);

    if (number < 1 || number > WINDOWS_MAX || !hall_window(&request->server->hall, (int32_t)number))
        reply_refusal(request, REFUSAL_WINDOW_UNKNOWN, NULL);
    else
        answer_window(request, 200, (int32_t)number);
}
