/* The moves of a case that exists: each is a row of core/case_moves.def and a path; here is what a body may say beside. The core decides. */
#include "server/cases.h"

#include "base/utf8.h"
#include "core/decision.h"
#include "server/certificate_asks.h"
#include "server/http.h"

#include <event2/buffer.h>
#include <stdio.h>
#include <string.h>

/* To an approver, or to all of a group, or back to whoever may. */
static bool read_forward(struct case_work *work)
{
    struct request *request = work->request;
    const struct settings *settings = &request->server->hall.settings;
    char group[GROUP_SIZE] = "";
    struct store_staff staff;
    bool stands_in;

    if (!body_text(request, "staff", work->cases.to_staff, sizeof work->cases.to_staff) || !body_text(request, "group", group, sizeof group))
        return false;
    while (group[0] && ++work->command.group < settings->group_count && strcmp(settings->groups[work->command.group], group) != 0)
        continue;
    if (group[0] && work->command.group == settings->group_count) {
        reply_refusal(request, REFUSAL_OUT_OF_RANGE, "group");
        return false;
    }
    if (!work->cases.to_staff[0])
        return true;
    int32_t to_group = work->command.group >= 0 ? work->command.group : work->file.group;
    enum refusal refusal = REFUSAL_NONE;
    if (store_staff(request->server->store, work->cases.to_staff, &staff) != ERROR_NONE || !(staff.roles >> STAFF_ROLE_APPROVER & 1))
        refusal = REFUSAL_STAFF_UNKNOWN;
    else if (to_group >= 0 && !(people_acts_for(request->server, staff.id, "", &stands_in) >> to_group & 1))
        refusal = REFUSAL_GROUP_FOREIGN;
    if (refusal != REFUSAL_NONE)
        reply_refusal(request, refusal, "staff");
    return refusal == REFUSAL_NONE;
}

static bool read_suspend(struct case_work *work)
{
    char word[24] = "none";

    if (!body_text(work->request, "kind", word, sizeof word))
        return false;
    special_kind_parse(word, &work->cases.special); /* (another word is none) */
    return true;
}

/* The certificate's number, where it is entered. */
static bool read_certificate(struct case_work *work)
{
    struct case_command *cases = &work->cases;

    if (!body_text(work->request, "certificate", cases->certificate, sizeof cases->certificate))
        return false;
    cases->certificate_taken = cases->certificate[0] && certificate_is_taken(work->request->server, cases->certificate, work->file.id);
    return true;
}

/* A value as it was said for the certificate; NULL: none. */
static const char *said(const json_t *fields, const char *name)
{
    const char *value = json_string_value(json_object_get(fields, name));

    return value && value[0] ? value : NULL;
}

static bool is_good_value(const char *value)
{
    char clean[CERTIFICATE_VALUE_SIZE];

    return strlen(value) < sizeof clean && utf8_clean(clean, sizeof clean, value) == strlen(value) && strcmp(clean, value) == 0;
}

/* What the certificate shows beside the usual values: only what its template asks for, and all that it needs. */
static bool read_fields(struct case_work *work)
{
    const json_t *fields = json_object_get(work->request->body, "fields");
    struct certificate_ask asks[CERTIFICATE_ASKS];
    const char *name, *wrong = NULL;
    json_t *value;
    int count = case_is_drawn(&work->file) ? certificate_asks_read(work->request->server, work->item.template_name, asks) : 0;

    if (fields && !json_is_object(fields)) {
        reply_refusal(work->request, REFUSAL_WRONG_TYPE, "fields");
        return false;
    }
    for (int i = 0; i < count && !wrong; i++)
        if (asks[i].needed && !said(fields, asks[i].name))
            wrong = asks[i].name;
    json_object_foreach((json_t *)fields, name, value) {
        int known = 0;
        while (known < count && strcmp(asks[known].name, name) != 0)
            known++;
        if (known == count || !json_is_string(value) || !is_good_value(json_string_value(value)))
            wrong = name;
    }
    if (wrong)
        reply_refusal(work->request, REFUSAL_FIELD_WRONG, wrong);
    return !wrong;
}

static void keep_fields(const struct case_work *work)
{
    const char *name;
    json_t *value;

    json_object_foreach(json_object_get(work->request->body, "fields"), name, value) {
        if (json_string_length(value) > 0)
            store_value_put(work->request->server->store, work->file.id, name, json_string_value(value));
    }
}

static bool read_approve(struct case_work *work)
{
    return body_date(work->request, "valid_until", &work->cases.valid_until) && read_certificate(work) && (server_is_repeated(work->request) || read_fields(work));
}

/* Where and until when to appeal belongs to the reason. */
static bool read_reject(struct case_work *work)
{
    char remedy[REASON_SIZE] = "";
    size_t length = strlen(work->command.reason);

    if (!body_text(work->request, "remedy", remedy, sizeof remedy))
        return false;
    if (!remedy[0] || !length)
        return true;
    if ((size_t)snprintf(work->command.reason + length, sizeof work->command.reason - length, " / %s", remedy) < sizeof work->command.reason - length)
        return true;
    reply_refusal(work->request, REFUSAL_OUT_OF_RANGE, "remedy");
    return false;
}

static bool read_result(struct case_work *work)
{
    char word[16] = "none";

    if (!body_text(work->request, "outcome", word, sizeof word))
        return false;
    case_outcome_parse(word, &work->cases.outcome);
    return true;
}

static bool read_seal(struct case_work *work)
{
    struct request *request = work->request;
    const struct server *server = request->server;
    struct case_command *cases = &work->cases;

    if (!read_certificate(work) || !body_text(request, "blank", cases->blank, sizeof cases->blank))
        return false;
    cases->impression = !server->hall.demo;
    const char *number = work->file.certificate[0] ? work->file.certificate : cases->certificate;
    if (!number[0] || certificate_fields_digest(server, &work->file, number, cases->digest))
        return true;
    reply_refusal(request, REFUSAL_OUT_OF_RANGE, "certificate");
    return false;
}

static bool read_shelve(struct case_work *work)
{
    return body_text(work->request, "shelf", work->cases.shelf, sizeof work->cases.shelf);
}

/* Who collects shows the applicant's number; an agent also a mandate and an identity of their own; what is posted has a number. */
static bool read_hand_out(struct case_work *work)
{
    struct request *request = work->request;
    char collector[16] = "applicant", number[64] = "", postal[48] = "";
    struct store_person agent = {.hash = ""};

    if (!body_text(request, "collector", collector, sizeof collector) || !body_text(request, "id_number", number, sizeof number) ||
        !body_text(request, "postal_number", postal, sizeof postal))
        return false;
    bool posted = strcmp(collector, "post") == 0, by_agent = strcmp(collector, "agent") == 0;
    if ((!posted && !by_agent && strcmp(collector, "applicant") != 0) || (posted && !postal[0])) {
        reply_refusal(request, REFUSAL_OUT_OF_RANGE, posted ? "postal_number" : "collector");
        return false;
    }
    if (by_agent && !people_read(request, "agent", false, &agent))
        return false;
    text_copy(work->cases.agent, sizeof work->cases.agent, agent.hash);
    work->agent = agent;
    snprintf(work->command.reason, sizeof work->command.reason, "%s%s%s", collector, posted ? " " : "", posted ? postal : "");
    work->cases.collector_is_known = posted || (number[0] && people_is_number(request->server, number, work->file.person));
    return true;
}

/* What a move reads beside reason, visit and materials, and the paper that it ends with. */
static const struct {
    enum case_move move;
    enum command_type command;
    bool (*read)(struct case_work *work);
    enum case_paper paper; /* TICKET: none */
} rows[] = {
    {CASE_MOVE_NOTICE, COMMAND_CASE_NOTICE, NULL, CASE_PAPER_NOTICE},
    {CASE_MOVE_ACCEPT, COMMAND_CASE_ACCEPT, NULL, CASE_PAPER_ACCEPTANCE},
    {CASE_MOVE_DECLINE, COMMAND_CASE_DECLINE, NULL, CASE_PAPER_DECLINE},
    {CASE_MOVE_MATERIAL, COMMAND_CASE_MATERIAL, NULL, CASE_PAPER_TICKET},
    {CASE_MOVE_WITHDRAW, COMMAND_CASE_WITHDRAW, NULL, CASE_PAPER_TICKET},
    {CASE_MOVE_CLAIM, COMMAND_CASE_CLAIM, NULL, CASE_PAPER_TICKET},
    {CASE_MOVE_FORWARD, COMMAND_CASE_FORWARD, read_forward, CASE_PAPER_TICKET},
    {CASE_MOVE_SUSPEND, COMMAND_CASE_SUSPEND, read_suspend, CASE_PAPER_SPECIAL},
    {CASE_MOVE_RESUME, COMMAND_CASE_RESUME, NULL, CASE_PAPER_TICKET},
    {CASE_MOVE_EXTEND, COMMAND_CASE_EXTEND, NULL, CASE_PAPER_EXTENSION},
    {CASE_MOVE_APPROVE, COMMAND_CASE_APPROVE, read_approve, CASE_PAPER_TICKET},
    {CASE_MOVE_REJECT, COMMAND_CASE_REJECT, read_reject, CASE_PAPER_REJECTION},
    {CASE_MOVE_RESULT, COMMAND_CASE_RESULT, read_result, CASE_PAPER_TICKET},
    {CASE_MOVE_SEAL, COMMAND_CASE_SEAL, read_seal, CASE_PAPER_CERTIFICATE},
    {CASE_MOVE_CONFIRM, COMMAND_CASE_CONFIRM, NULL, CASE_PAPER_TICKET},
    {CASE_MOVE_SPOIL, COMMAND_CASE_SPOIL, NULL, CASE_PAPER_TICKET},
    {CASE_MOVE_SHELVE, COMMAND_CASE_SHELVE, read_shelve, CASE_PAPER_TICKET},
    {CASE_MOVE_REPRINT, COMMAND_CASE_REPRINT, NULL, CASE_PAPER_CERTIFICATE},
    {CASE_MOVE_HAND_OUT, COMMAND_CASE_HAND_OUT, read_hand_out, CASE_PAPER_DELIVERY},
    {CASE_MOVE_MARK, COMMAND_CASE_MARK, NULL, CASE_PAPER_TICKET},
};
enum { ROWS = sizeof rows / sizeof *rows };

/* The last part of the path is the move's word. */
static int row_of(const struct request *request)
{
    const char *slash = strrchr(request->route->path, '/');
    char word[CASE_WORD_SIZE];

    for (int i = 0; i < ROWS; i++) {
        case_move_word(rows[i].move, word);
        if (strcmp(slash + 1, word) == 0)
            return i;
    }
    return ROWS;
}

void api_case_move(struct request *request)
{
    struct case_work work;
    struct outcome outcome;
    int row = row_of(request), status;
    bool paper = true;
    char place[PRINTER_NAME_SIZE] = "";
    json_t *job = json_null();

    if (row == ROWS) {
        reply_refusal(request, REFUSAL_NOT_FOUND, NULL);
        return;
    }
    case_work_begin(&work, request, rows[row].command);
    if (!case_work_load(&work) || !body_text(request, "reason", work.command.reason, sizeof work.command.reason) || !case_work_visit(&work) ||
        !case_work_materials(&work) || !body_text(request, "place", place, sizeof place) || !body_flag(request, "paper", &paper) ||
        (rows[row].read && !rows[row].read(&work)) || !case_work_decide(&work, 200, &outcome, &status))
        return;
    if (status == 0 && work.agent.hash[0])
        store_person_put(request->server->store, &work.agent, request->server->now_ms);
    if (status == 0 && rows[row].move == CASE_MOVE_APPROVE)
        keep_fields(&work);
    if (status == 0 && paper)
        job = case_print_paper(request, outcome.kase, rows[row].paper, place);
    case_answer(request, 200, outcome.kase, json_pack("{s:o}", "print_job", job));
}

/* The bytes of a certificate, drawn by whoever comes first. */
void api_case_document(struct request *request)
{
    struct evbuffer *buffer = evhttp_request_get_input_buffer(request->http);
    size_t length = evbuffer_get_length(buffer);
    const char *bytes = length ? (const char *)evbuffer_pullup(buffer, -1) : "";
    struct case_work work;
    struct outcome outcome;
    int status;

    case_work_begin(&work, request, COMMAND_CASE_DOCUMENT);
    if (!case_work_load(&work))
        return;
    if (length < 8 || strncmp(bytes, "%PDF-", 5) != 0) {
        reply_refusal(request, REFUSAL_MEDIA_TYPE, "application/pdf");
        return;
    }
    digest_make(bytes, length, work.cases.digest);
    if (work.file.digest[0] && strcmp(work.file.digest, work.cases.digest) != 0) {
        reply_refusal(request, REFUSAL_DOCUMENT_OTHER, NULL);
        return;
    }
    if (!server_decide(request, &work.command, 200, &outcome, &status))
        return;
    if (status == 0)
        store_document_put(request->server->store, work.cases.digest, request->server->now_ms, bytes, length);
    reply_json(request, 200, json_pack("{s:s}", "digest", work.cases.digest));
}
