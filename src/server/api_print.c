#include "server/api.h"

#include "core/decision.h"

#include <string.h>

static const char paper_unit_mm[] = "mm", paper_unit_sheet[] = "sheet";

/* How long a printer is in trouble before its papers go to its spare, if its worker does not say, and at most. */
enum { SPARE_AFTER_S = 60, MOST_SPARE_AFTER_S = 86400 };

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
    int64_t spare_after_s = SPARE_AFTER_S, paper = 0;
    char unit[16] = "";
    int status;

    if (strlen(request->parameters[0]) >= sizeof command.printer) {
        reply_refusal(request, REFUSAL_PRINTER_WRONG, "name");
        return;
    }
    text_copy(command.printer, sizeof command.printer, request->parameters[0]);
    if (!body_text(request, "place", command.place, sizeof command.place) || !body_text(request, "state", state, sizeof state) ||
        !body_text(request, "detail", command.reason, sizeof command.reason) || !body_text(request, "spare", command.spare, sizeof command.spare) ||
        !body_integer(request, "spare_after_s", 0, MOST_SPARE_AFTER_S, &spare_after_s) || !body_integer(request, "paper", 0, PAPER_MOST, &paper) ||
        !body_text(request, "paper_unit", unit, sizeof unit))
        return;
    if (unit[0] && strcmp(unit, paper_unit_mm) != 0 && strcmp(unit, paper_unit_sheet) != 0) {
        reply_refusal(request, REFUSAL_PRINTER_WRONG, "paper_unit");
        return;
    }
    command.paper_full = (int32_t)paper;
    command.sheets = strcmp(unit, paper_unit_sheet) == 0;
    if (command.spare[0])
        command.spare_after_ms = spare_after_s * 1000;
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

/* Finds the printer of the path, or refuses. */
static const struct printer *named_printer(struct request *request)
{
    const struct printer *printer = hall_printer(&request->server->hall, request->parameters[0]);

    if (!printer)
        reply_refusal(request, REFUSAL_PRINTER_UNKNOWN, NULL);
    return printer;
}

/* A printer with the papers that wait there or come out. */
void api_printer_get(struct request *request)
{
    const struct hall *hall = &request->server->hall;
    const struct printer *printer = named_printer(request);

    if (!printer)
        return;
    json_t *answer = view_printer(request->server, printer), *jobs = json_array();
    for (int32_t i = hall->first_open; i < hall->job_count; i++) {
        const struct print_job *job = &hall->jobs[i];
        if (&hall->printers[job->printer] == printer && (job->state == JOB_QUEUED || job->state == JOB_LEASED || job->state == JOB_PRINTING))
            json_array_append_new(jobs, view_job(request->server, job, false));
    }
    json_object_set_new(answer, "jobs", jobs);
    reply_json(request, 200, answer);
}

static void change_printer(struct request *request, enum command_type type)
{
    struct command command = api_command(request, type);
    struct outcome outcome;
    int64_t paper = 0;
    int status;

    if (!named_printer(request) || !body_text(request, "reason", command.reason, sizeof command.reason) || !body_integer(request, "paper", 1, PAPER_MOST, &paper))
        return;
    command.count = (int32_t)paper;
    text_copy(command.printer, sizeof command.printer, request->parameters[0]);
    if (server_decide(request, &command, 200, &outcome, &status))
        reply_json(request, 200, view_printer(request->server, hall_printer(&request->server->hall, command.printer)));
}

void api_printer_pause(struct request *request)
{
    change_printer(request, COMMAND_PRINTER_PAUSE);
}

void api_printer_resume(struct request *request)
{
    change_printer(request, COMMAND_PRINTER_RESUME);
}

void api_printer_reload(struct request *request)
{
    change_printer(request, COMMAND_PRINTER_RELOAD);
}

static void answer_job(struct request *request, struct job_id id)
{
    const struct print_job *job = hall_job(&request->server->hall, id);
    bool with_paper = request->caller.actor.role == STAFF_ROLE_PRINTER || request->caller.actor.role == STAFF_ROLE_OWNER;

    if (!job) {
        reply_refusal(request, REFUSAL_JOB_UNKNOWN, NULL);
        return;
    }
    json_t *answer = view_job(request->server, job, with_paper);
    json_object_set_new(answer, "seq", json_integer(request->server->hall.seq));
    reply_json(request, 200, answer);
}

void api_printer_test(struct request *request)
{
    struct command command = api_command(request, COMMAND_PRINTER_TEST);
    struct outcome outcome;
    int status;

    if (!named_printer(request))
        return;
    text_copy(command.printer, sizeof command.printer, request->parameters[0]);
    if (server_decide(request, &command, 200, &outcome, &status))
        answer_job(request, outcome.job);
}

void api_job_move(struct request *request)
{
    struct command command = api_command(request, COMMAND_JOB_MOVE);
    struct outcome outcome;
    int status;

    command.job.value = api_path_number(request);
    if (body_text(request, "printer", command.printer, sizeof command.printer) && body_text(request, "reason", command.reason, sizeof command.reason) &&
        server_decide(request, &command, 200, &outcome, &status))
        answer_job(request, outcome.job);
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
    int64_t used = 0;
    int status;

    command.job.value = api_path_number(request);
    if (!body_integer(request, "used", 0, PAPER_MOST, &used))
        return;
    command.used = (int32_t)used;
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
