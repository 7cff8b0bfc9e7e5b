/* A request about a case on its way to the core. */
#include "server/cases.h"

#include "core/decision.h"
#include "server/catalogue.h"
#include "server/sweep.h"

#include <string.h>

struct date server_today(const struct server *server)
{
    return date_of_instant(server->now_ms, server->hall.settings.utc_offset_min);
}

const struct item *case_item(const struct server *server, const char *code, int32_t version)
{
    return catalogue_item((struct server *)server, code, version); /* (it keeps the version that was asked for last) */
}

int32_t case_group(const struct server *server, const struct item *item)
{
    const struct settings *settings = &server->hall.settings;

    for (int32_t group = 0; group < settings->group_count; group++)
        if (strcmp(settings->groups[group], item->group) == 0)
            return group;
    return -1;
}

void case_work_begin(struct case_work *work, struct request *request, enum command_type type)
{
    bool stands_in;

    memset(work, 0, sizeof *work);
    work->request = request;
    work->command = api_command(request, type);
    work->command.cases = &work->cases;
    work->cases.calendar = &request->server->calendar;
    work->cases.acts_for = people_acts_for(request->server, request->caller.actor.staff, "", &stands_in);
}

bool case_work_load(struct case_work *work)
{
    struct request *request = work->request;
    const struct server *server = request->server;
    bool stands_in;

    if (sweep_case(request->server, (struct case_id){api_path_number(request)}, &work->file) != ERROR_NONE) { /* (what time has brought comes first) */
        reply_refusal(request, REFUSAL_CASE_UNKNOWN, NULL);
        return false;
    }
    work->cases.file = &work->file;
    work->cases.acts_for = people_acts_for(server, request->caller.actor.staff, work->file.reviewer, &stands_in);
    if (stands_in)
        text_copy(work->file.reviewer, sizeof work->file.reviewer, request->caller.actor.staff);
    const struct item *item = case_item(server, work->file.item, work->file.version);
    if (item) {
        work->item = *item;
        work->cases.item = &work->item;
    }
    work->cases.version = work->file.version;
    return true;
}

/* Who is signed in at a window and may be a clerk there. */
static void take_window_staff(struct case_work *work, const char *id)
{
    struct store_staff staff;

    if (id[0] && store_staff(work->request->server->store, id, &staff) == ERROR_NONE && (staff.roles >> STAFF_ROLE_CLERK & 1))
        text_copy(work->command.actor.staff, sizeof work->command.actor.staff, id);
}

bool case_work_visit(struct case_work *work)
{
    struct request *request = work->request;
    const struct hall *hall = &request->server->hall;
    int64_t ticket = 0, window = 0;

    if (!body_integer(request, "ticket", 1, INT64_MAX, &ticket) || !body_integer(request, "window", 1, WINDOWS_MAX, &window))
        return false;
    if (window && (!hall_window(hall, (int32_t)window))) {
        reply_refusal(request, REFUSAL_WINDOW_UNKNOWN, NULL);
        return false;
    }
    if (window && request->caller.actor.role == STAFF_ROLE_CLERK && request->caller.window != window) {
        reply_refusal(request, REFUSAL_FORBIDDEN, "window");
        return false;
    }
    if (window && request->caller.actor.role == STAFF_ROLE_OWNER) /* the hall's own machine acts for whoever is signed in at the window */
        take_window_staff(work, hall->windows[window].staff);
    if (!ticket && window)
        ticket = hall->windows[window].ticket.value;
    const struct ticket *live = hall_ticket(hall, (struct ticket_id){ticket});
    if (live && request->caller.actor.role == STAFF_ROLE_CLERK && live->window != request->caller.window) { /* nobody begins another one's service */
        reply_refusal(request, REFUSAL_FORBIDDEN, "ticket");
        return false;
    }
    if (ticket && !live) {
        reply_refusal(request, REFUSAL_TICKET_UNKNOWN, NULL);
        return false;
    }
    work->command.ticket.value = ticket;
    return true;
}

bool case_work_materials(struct case_work *work)
{
    return body_text(work->request, "materials", work->cases.materials, sizeof work->cases.materials);
}

bool case_work_decide(struct case_work *work, int success_status, struct outcome *ret_outcome, int *ret_status)
{
    if (!server_decide(work->request, &work->command, success_status, ret_outcome, ret_status))
        return false;
    if (*ret_status == 0 && ret_outcome->kase.value)
        sweep_case(work->request->server, ret_outcome->kase, &work->file);
    return true;
}

enum refusal case_follow(struct request *request, struct command *command, struct outcome *ret_outcome)
{
    struct server *server = request->server;

    command->key[0] = '\0';
    return hall_reserve(&server->hall) ? hall_decide(&server->hall, command, server->now_ms, server_event, server, ret_outcome) : REFUSAL_NOT_STORED;
}

json_t *case_print_paper(struct request *request, struct case_id id, enum case_paper paper, const char *place)
{
    struct case_file file;
    struct case_command cases = {.file = &file, .paper = paper, .follows = true, .calendar = &request->server->calendar};
    struct command command = api_command(request, COMMAND_CASE_PRINT);
    struct outcome outcome;

    command.cases = &cases;
    text_copy(command.place, sizeof command.place, place);
    cases.printed = store_case_papers(request->server->store, id, paper);
    if (paper == CASE_PAPER_TICKET || store_case(request->server->store, id, &file) != ERROR_NONE || case_follow(request, &command, &outcome) != REFUSAL_NONE)
        return json_null();
    return json_integer(outcome.job.value);
}

void case_answer(struct request *request, int status, struct case_id id, json_t *more)
{
    struct case_file file;

    if (store_case(request->server->store, id, &file) != ERROR_NONE) {
        json_decref(more);
        reply_refusal(request, REFUSAL_CASE_UNKNOWN, NULL);
        return;
    }
    json_t *json = view_case(request->server, &file, true);
    json_object_set_new(json, "may", view_case_may(request, &file));
    if (more)
        json_object_update(json, more);
    json_decref(more);
    reply_json(request, status, json);
}
