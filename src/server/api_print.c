#include "server/api.h"

#include "core/decision.h"

#include <string.h>

/* What papers it is for; not said: tickets. */
static bool read_prints(const struct request *request, int64_t *ret_prints)
{
    const json_t *prints = json_object_get(request->body, "prints");
    enum print_kind kind;

    for (size_t i = 0; i < json_array_size(prints); i++) {
        const char *word = json_string_value(json_array_get(prints, i));
        if (!word || !print_kind_parse(word, &kind))
            return false;
        *ret_prints |= INT64_C(1) << kind;
    }
    return true;
}

void api_printer_put(struct request *request)
{
    struct command command = api_command(request, COMMAND_PRINTER_REPORT);
    struct outcome outcome;
    char state[32] = "ready";
    int status;

    if (strlen(request->parameters[0]) >= sizeof command.printer) {
        reply_refusal(request, REFUSAL_PRINTER_WRONG, "name");
        return;
    }
    text_copy(command.printer, sizeof command.printer, request->parameters[0]);
    if (!body_text(request, "place", command.place, sizeof command.place) || !body_text(request, "state", state, sizeof state) ||
        !body_text(request, "detail", command.reason, sizeof command.reason))
        return;
    if (!read_prints(request, &command.prints)) {
        reply_refusal(request, REFUSAL_PRINTER_WRONG, "prints");
        return;
    }
    if (!printer_state_parse(state, &command.printer_state)) {
        reply_refusal(request, REFUSAL_PRINTER_WRONG, "state");
        return;
    }
    if (server_decide(request, &command, 200, &outcome, &status))
        reply_json(request, 200, view_printer(request->server, hall_printer(&request->server->hall, command.printer)));
}

void api_printers_get(struct request *request)
{
    const struct hall *hall = &request->server->hall;
    json_t *printers = json_array();

    for (int i = 0; i < hall->printer_count; i++)
        json_array_append_new(printers, view_printer(request->server, &hall->printers[i]));
    reply_json(request, 200, json_pack("{s:o}", "printers", printers));
}

static void answer_job(struct request *request, struct job_id id)
{
    const struct print_job *job = hall_job(&request->server->hall, id);
    bool with_paper = request->caller.actor.role == STAFF_ROLE_PRINTER || request->caller.actor.role == STAFF_ROLE_OWNER;

    if (job)
        reply_json(request, 200, view_job(request->server, job, with_paper));
    else
        reply_refusal(request, REFUSAL_JOB_UNKNOWN, NULL);
}

void api_job_get(struct request *request)
{
    answer_job(request, (struct job_id){api_path_number(request)});
}

void api_job_lease(struct request *request)
{
    struct command command = api_command(request, COMMAND_JOB_LEASE);
    struct outcome outcome;
    int status;

    if (!body_text(request, "printer", command.printer, sizeof command.printer) || !server_decide(request, &command, 200, &outcome, &status))
        return;
    if (outcome.nothing)
        reply_json(request, 204, NULL);
    else
        answer_job(request, outcome.job);
}

static void change_job(struct request *request, enum command_type type)
{
    struct command command = api_command(request, type);
    struct outcome outcome;
    int status;

    command.job.value = api_path_number(request);
    if (body_integer(request, "fence", 0, INT64_MAX, &command.fence) && body_text(request, "detail", command.reason, sizeof command.reason) &&
        server_decide(request, &command, 200, &outcome, &status))
        answer_job(request, outcome.job);
}

void api_job_printing(struct request *request)
{
    change_job(request, COMMAND_JOB_PRINTING);
}

void api_job_printed(struct request *request)
{
    change_job(request, COMMAND_JOB_PRINTED);
}

void api_job_renew(struct request *request)
{
    change_job(request, COMMAND_JOB_RENEW);
}

void api_job_release(struct request *request)
{
    change_job(request, COMMAND_JOB_RELEASE);
}

void api_job_attention(struct request *request)
{
    change_job(request, COMMAND_JOB_ATTENTION);
}

void api_job_failed(struct request *request)
{
    change_job(request, COMMAND_JOB_FAILED);
}
