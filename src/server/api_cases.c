/* Cases at the window: received, accepted, told what is missing, declined; looked at. */
#include "server/cases.h"

#include "core/decision.h"

#include <string.h>

/* What a new case may begin with. */
static const struct {
    const char *word;
    enum command_type command;
    enum case_paper paper;
} beginnings[] = {
    {"accept", COMMAND_CASE_ACCEPT, CASE_PAPER_ACCEPTANCE},
    {"notice", COMMAND_CASE_NOTICE, CASE_PAPER_NOTICE},
    {"decline", COMMAND_CASE_DECLINE, CASE_PAPER_DECLINE},
    {"receive", COMMAND_CASE_RECEIVE, CASE_PAPER_TICKET}, /* no paper */
};
enum { BEGINNINGS = sizeof beginnings / sizeof *beginnings };

static bool read_beginning(struct request *request, int *ret_beginning)
{
    char word[16] = "accept";

    if (!body_text(request, "as", word, sizeof word))
        return false;
    for (int i = 0; i < BEGINNINGS; i++)
        if (strcmp(beginnings[i].word, word) == 0) {
            *ret_beginning = i;
            return true;
        }
    reply_refusal(request, REFUSAL_OUT_OF_RANGE, "as");
    return false;
}

/* The item of today's catalogue; without materials said, all are there. */
static bool read_item(struct case_work *work)
{
    struct request *request = work->request;
    const struct server *server = request->server;
    int64_t told = 0;

    if (!body_text(request, "item", work->command.item, sizeof work->command.item) || !body_integer(request, "catalogue_version", 1, INT32_MAX, &told))
        return false;
    const struct item *item = case_item(server, work->command.item, 0);
    if (!item) {
        reply_refusal(request, REFUSAL_ITEM_UNKNOWN, NULL);
        return false;
    }
    work->item = *item;
    work->cases.item = item_in_force(&work->item, server_today(server)) ? &work->item : NULL;
    work->cases.version = server->hall.catalogue_version;
    work->cases.told_version = (int32_t)told;
    work->command.group = case_group(server, &work->item);
    memset(work->cases.materials, 'y', (size_t)work->item.material_count);
    return case_work_materials(work);
}

static bool read_entry(struct case_work *work)
{
    struct request *request = work->request;
    char word[16] = "linked";

    if (!body_text(request, "entry", word, sizeof word) || !body_text(request, "number", work->cases.number, sizeof work->cases.number))
        return false;
    if (case_entry_parse(word, &work->cases.entry))
        return true;
    reply_refusal(request, REFUSAL_OUT_OF_RANGE, "entry");
    return false;
}

static bool fits_item(const struct item *item, const struct store_person *applicant)
{
    return item->applicant == ITEM_APPLICANT_BOTH || (item->applicant == ITEM_APPLICANT_ORGANISATION) == applicant->organisation;
}

static bool read_agent(struct case_work *work, struct store_person *agent)
{
    struct request *request = work->request;
    const struct server *server = request->server;
    struct store_staff staff;

    if (json_is_object(json_object_get(request->body, "agent"))) {
        if (!people_read(request, "agent", false, agent))
            return false;
        if (strcmp(agent->hash, work->command.person) == 0) {
            reply_refusal(request, REFUSAL_OUT_OF_RANGE, "agent");
            return false;
        }
        text_copy(work->cases.agent, sizeof work->cases.agent, agent->hash);
    }
    if (!body_text(request, "agent_staff", work->cases.agent_staff, sizeof work->cases.agent_staff))
        return false;
    if (!work->cases.agent_staff[0] || store_staff(server->store, work->cases.agent_staff, &staff) == ERROR_NONE)
        return true;
    reply_refusal(request, REFUSAL_STAFF_UNKNOWN, NULL);
    return false;
}

static bool read_people(struct case_work *work, struct store_person *applicant, struct store_person *agent)
{
    if (!people_read(work->request, "applicant", true, applicant))
        return false;
    if (!fits_item(&work->item, applicant)) {
        reply_refusal(work->request, REFUSAL_APPLICANT_WRONG, "applicant");
        return false;
    }
    text_copy(work->command.person, sizeof work->command.person, applicant->hash);
    text_copy(work->cases.holder, sizeof work->cases.holder, applicant->holder);
    return read_agent(work, agent);
}

/* A bundle is named by its first case, which is the same applicant's. */
static bool read_bundle(struct case_work *work)
{
    struct request *request = work->request;
    struct case_file first;

    if (!body_integer(request, "bundle", 1, INT64_MAX, &work->cases.bundle.value))
        return false;
    if (work->cases.bundle.value == 0)
        return true;
    enum refusal refusal = store_case(request->server->store, work->cases.bundle, &first) != ERROR_NONE ? REFUSAL_CASE_UNKNOWN
                           : first.bundle.value != 0 || strcmp(first.person, work->command.person) != 0 ? REFUSAL_OUT_OF_RANGE
                                                                                                         : REFUSAL_NONE;
    if (refusal != REFUSAL_NONE)
        reply_refusal(request, refusal, "bundle");
    return refusal == REFUSAL_NONE;
}

/* Somebody else must be there to approve it. */
static json_t *warning(const struct request *request, struct case_id id)
{
    struct case_file file;

    if (store_case(request->server->store, id, &file) != ERROR_NONE || file.flow != ITEM_FLOW_PERMIT || file.state != CASE_STATE_ACCEPTED ||
        people_may_approve(request->server, file.group, file.accepted_by))
        return json_null();
    return json_pack("{s:s, s:s, s:s}", "type", "nobody-approves", "en", "Nobody but you may approve this item today. Please tell the manager to name a deputy.", "zh",
                     "目前除您之外没有人可以审批该事项，请管理员指定 AB 岗代理人。");
}

static bool read_case(struct case_work *work, struct store_person *applicant, struct store_person *agent)
{
    return read_item(work) && read_entry(work) && read_people(work, applicant, agent) && read_bundle(work) && case_work_visit(work) &&
           body_text(work->request, "reason", work->command.reason, sizeof work->command.reason);
}

void api_case_post(struct request *request)
{
    struct case_work work;
    struct store_person applicant = {.hash = ""}, agent = {.hash = ""};
    struct outcome outcome;
    int beginning, status;
    bool paper = true;
    char place[PRINTER_NAME_SIZE] = "";

    if (!read_beginning(request, &beginning) || !body_text(request, "place", place, sizeof place) || !body_flag(request, "paper", &paper))
        return;
    case_work_begin(&work, request, beginnings[beginning].command);
    /* (what was answered once is answered again, whatever has changed since) */
    if ((!server_is_repeated(request) && !read_case(&work, &applicant, &agent)) || !case_work_decide(&work, 201, &outcome, &status))
        return;
    json_t *job = json_null();
    if (status == 0) {
        store_person_put(request->server->store, &applicant, request->server->now_ms);
        if (agent.hash[0])
            store_person_put(request->server->store, &agent, request->server->now_ms);
        if (paper)
            job = case_print_paper(request, outcome.kase, beginnings[beginning].paper, place);
    }
    case_answer(request, 201, outcome.kase, json_pack("{s:o, s:o}", "warning", warning(request, outcome.kase), "print_job", job));
}

void api_case_get(struct request *request)
{
    case_answer(request, 200, (struct case_id){api_path_number(request)}, NULL);
}

static void add_row(void *context, const json_t *row)
{
    json_array_append(context, (json_t *)row);
}

void api_case_history(struct request *request)
{
    json_t *rows = json_array();

    store_case_history(request->server->store, (struct case_id){api_path_number(request)}, add_row, rows);
    if (json_array_size(rows) == 0) {
        json_decref(rows);
        reply_refusal(request, REFUSAL_CASE_UNKNOWN, NULL);
        return;
    }
    reply_json(request, 200, json_pack("{s:o}", "events", rows));
}

/* A look at a person is an event of its own. */
static json_t *look_at(struct request *request, const struct case_file *file, const char *hash, const char *holder)
{
    struct store_person person;
    char name[PERSON_NAME_SIZE];

    if (!hash[0] || store_person(request->server->store, hash, &person) != ERROR_NONE)
        return json_null();
    if (!holder[0] || store_person_name(request->server->store, hash, holder, name) != ERROR_NONE)
        text_copy(name, sizeof name, person.name);
    if (!people_note_look(request, file, hash))
        return json_null();
    return json_pack("{s:s, s:s, s:s, s:s, s:s}", "person", hash, "kind", person.organisation ? "organisation" : "person", "name", name, "masked", person.masked, "phone",
                     person.phone);
}

void api_case_person(struct request *request)
{
    struct case_work work;

    case_work_begin(&work, request, COMMAND_PERSON_VIEW);
    if (!case_work_load(&work))
        return;
    json_t *applicant = look_at(request, &work.file, work.file.person, work.file.holder), *agent = look_at(request, &work.file, work.file.agent, "");
    if (json_is_null(applicant) && json_is_null(agent)) {
        json_decref(applicant);
        json_decref(agent);
        reply_refusal(request, REFUSAL_PERSON_UNKNOWN, NULL);
        return;
    }
    reply_json(request, 200, json_pack("{s:o, s:o}", "applicant", applicant, "agent", agent));
}

void api_case_print(struct request *request)
{
    struct case_work work;
    struct outcome outcome;
    char word[16] = "";
    int status;

    case_work_begin(&work, request, COMMAND_CASE_PRINT);
    if (!case_work_load(&work) || !body_text(request, "paper", word, sizeof word) ||
        !body_text(request, "place", work.command.place, sizeof work.command.place))
        return;
    if (!case_paper_parse(word, &work.cases.paper)) {
        reply_refusal(request, REFUSAL_OUT_OF_RANGE, "paper");
        return;
    }
    work.cases.printed = store_case_papers(request->server->store, work.file.id, work.cases.paper);
    if (!server_decide(request, &work.command, 202, &outcome, &status))
        return;
    const struct print_job *job = hall_job(&request->server->hall, outcome.job);
    if (job)
        reply_json(request, 202, view_job(request->server, job, false));
    else
        reply_refusal(request, REFUSAL_JOB_UNKNOWN, NULL);
}
