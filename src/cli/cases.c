/* Cases from the shell: begun at the window, moved on by each of the four parts, looked at. Each move is the last part of /v1/cases/ID/... */
#include "cli/cli.h"

#include "base/language.h"
#include "core/case.h"

#include <stdio.h>
#include <string.h>

/* "2026-000012  XK11 Outdoor advertising approval  being examined  until 2026-12-01 (in time)" */
static void print_line(const json_t *one)
{
    const json_t *item = json_object_get(one, "item"), *deadline = json_object_get(one, "deadline");
    const char *until = json_string_value(json_object_get(deadline, "promised"));
    enum case_light light = CASE_LIGHT_NONE;
    const json_t *certificate = json_object_get(one, "certificate");

    cli_print("%lld  %s  %s %s  %s", (long long)cli_integer(one, "id", 0), cli_text(one, "number"), cli_text(item, "code"), cli_text_in(json_object_get(item, "name")),
              cli_text_in(json_object_get(one, "state_name")));
    if (until && case_light_parse(cli_text(deadline, "light"), &light) && light != CASE_LIGHT_NONE)
        cli_print(_("  until %s (%s)"), until, case_light_name(light, language_current() == LANGUAGE_ZH));
    if (json_is_object(certificate))
        cli_print("  %s", cli_text(certificate, "number"));
    putchar('\n');
}

static int print_case(const struct cli *cli, const json_t *one)
{
    const json_t *warning = json_object_get(one, "warning");

    if (options_value(&cli->options, "json"))
        return cli_print_json(one, false);
    print_line(one);
    if (json_is_object(warning))
        options_complain(&cli->options, "%s", cli_text_in(warning));
    return STATUS_DONE;
}

static int ask(struct cli *cli, const char *method, const char *path, const json_t *body)
{
    json_t *one = NULL;
    int status = cli_ask(cli, method, path, body, &one);

    if (status == STATUS_DONE)
        status = print_case(cli, one);
    json_decref(one);
    return status;
}

/* Finds the id of the case that the first argument names: the id itself, or its number. */
static int find(struct cli *cli, int64_t *ret_id)
{
    const char *name = cli->options.arguments[0];
    char path[160], escaped[128];
    json_t *list = NULL;

    if (options_parse_integer(name, 1, INT64_MAX, ret_id))
        return STATUS_DONE;
    if (!cli_escape(escaped, sizeof escaped, name)) {
        options_complain(&cli->options, _("that is neither a case's id nor its number: %s"), name);
        return STATUS_USAGE;
    }
    snprintf(path, sizeof path, "/v1/cases?q=%s&limit=1", escaped);
    int status = cli_ask(cli, "GET", path, NULL, &list);
    *ret_id = cli_integer(json_array_get(json_object_get(list, "cases"), 0), "id", 0);
    json_decref(list);
    if (status == STATUS_DONE && *ret_id == 0) {
        options_complain(&cli->options, _("there is no case %s"), name);
        return STATUS_REFUSED;
    }
    return status;
}

/* Members of the body that are texts: the option has the member's name, with dashes. */
static void set_texts(const struct cli *cli, json_t *body, const char *const *options, size_t count)
{
    char member[32];

    for (size_t i = 0; i < count; i++) {
        snprintf(member, sizeof member, "%s", options[i]);
        for (char *dash = member; (dash = strchr(dash, '-'));)
            *dash = '_';
        cli_set_text(cli, body, options[i], member);
    }
}

static bool set_number(const struct cli *cli, json_t *body, const char *option, int64_t most)
{
    int64_t number = 0;

    if (!options_integer(&cli->options, option, 1, most, &number))
        return false;
    if (number > 0)
        json_object_set_new(body, option, json_integer(number));
    return true;
}

/* --- begun at the window: accept, receive, notice, decline --- */

static json_t *somebody(const struct cli *cli, const char *name_option, const char *number_option, const char *kind)
{
    const char *name = options_value(&cli->options, name_option), *number = options_value(&cli->options, number_option);

    if (!name && !number)
        return NULL;
    json_t *one = json_pack("{s:s*, s:s*}", "name", name, "id_number", number);
    if (kind)
        json_object_set_new(one, "kind", json_string(kind));
    return one;
}

static int run_begin(struct cli *cli)
{
    static const char *const texts[] = {"entry", "number", "materials", "agent-staff", "reason", "place"};
    const char *as = strchr(cli->verb->name, ' ') + 1;
    char path[96] = "/v1/cases";
    int64_t known = 0;
    json_t *body = json_pack("{s:s, s:s*}", "as", as, "item", cli->options.count ? cli->options.arguments[0] : NULL);
    json_t *applicant = somebody(cli, "name", "id-number", options_value(&cli->options, "organisation") ? "organisation" : "person");
    json_t *agent = somebody(cli, "agent-name", "agent-number", NULL);

    set_texts(cli, body, texts, sizeof texts / sizeof *texts);
    if (applicant)
        cli_set_text(cli, applicant, "phone", "phone");
    json_object_set_new(body, "applicant", applicant ? applicant : json_null());
    if (agent)
        json_object_set_new(body, "agent", agent);
    int status = STATUS_USAGE;
    if (set_number(cli, body, "window", 99) && set_number(cli, body, "ticket", INT64_MAX) && set_number(cli, body, "bundle", INT64_MAX) &&
        options_integer(&cli->options, "case", 1, INT64_MAX, &known)) {
        if (known > 0)
            snprintf(path, sizeof path, "/v1/cases/%lld/%s", (long long)known, as);
        status = ask(cli, "POST", path, body);
    }
    json_decref(body);
    return status;
}

/* --- moves --- */

/* What the certificate shows beside the usual values: NAME=TEXT behind the case. False: one has no "=". */
static bool set_fields(const struct cli *cli, json_t *body)
{
    json_t *fields = json_object();

    for (int i = 1; i < cli->options.count; i++) {
        const char *word = cli->options.arguments[i], *equals = strchr(word, '=');
        char name[64];
        if (!equals || equals == word || equals - word >= (ptrdiff_t)sizeof name) {
            options_complain(&cli->options, _("NAME=TEXT is needed, not %s"), word);
            json_decref(fields);
            return false;
        }
        snprintf(name, sizeof name, "%.*s", (int)(equals - word), word);
        json_object_set_new(fields, name, json_string(equals + 1));
    }
    if (json_object_size(fields) > 0)
        json_object_set(body, "fields", fields);
    json_decref(fields);
    return true;
}

static int run_move(struct cli *cli)
{
    static const char *const texts[] = {"reason", "remedy", "kind", "staff", "group", "valid-until", "certificate", "blank", "shelf", "outcome", "materials", "collector",
                                        "id-number", "postal-number", "paper", "place"};
    char path[96];
    int64_t id;
    json_t *body = json_object(), *agent = somebody(cli, "agent-name", "agent-number", NULL);

    set_texts(cli, body, texts, sizeof texts / sizeof *texts);
    if (agent)
        json_object_set_new(body, "agent", agent);
    int status = set_number(cli, body, "window", 99) && set_fields(cli, body) ? find(cli, &id) : STATUS_USAGE;
    if (status == STATUS_DONE) {
        snprintf(path, sizeof path, "/v1/cases/%lld/%s", (long long)id, strchr(cli->verb->name, ' ') + 1);
        status = ask(cli, "POST", path, body);
    }
    json_decref(body);
    return status;
}

/* A paper of a case: what comes back is a print job. */
static int run_print(struct cli *cli)
{
    char path[64];
    int64_t id;
    json_t *job = NULL, *body = json_pack("{s:s}", "paper", cli->options.arguments[1]);

    cli_set_text(cli, body, "place", "place");
    cli_set_text(cli, body, "reason", "reason");
    int status = find(cli, &id);
    snprintf(path, sizeof path, "/v1/cases/%lld/print", (long long)id);
    if (status == STATUS_DONE)
        status = cli_ask(cli, "POST", path, body, &job);
    if (status == STATUS_DONE)
        cli_print(_("print job %lld at %s: %s"), (long long)cli_integer(job, "id", 0), cli_text(job, "printer"), cli_text(job, "state"));
    if (status == STATUS_DONE)
        putchar('\n');
    json_decref(job);
    json_decref(body);
    return status;
}

/* --- looking --- */

static void print_materials(const json_t *materials)
{
    size_t i;
    json_t *one;

    json_array_foreach((json_t *)materials, i, one) {
        cli_print("    %s: %s", cli_text(one, "name"), cli_text(one, "state"));
        putchar('\n');
    }
}

/* What the caller may do now, and why not the rest. */
static void print_may(const json_t *may)
{
    const char *move;
    json_t *why;

    json_object_foreach((json_t *)may, move, why) {
        if (json_is_null(why))
            cli_print("    %s", move);
        else
            cli_print("    %s: %s", move, cli_text_in(why));
        putchar('\n');
    }
}

static void print_asks(const json_t *asks)
{
    const json_t *one;
    size_t i;

    json_array_foreach((json_t *)asks, i, one) {
        cli_print(json_is_true(json_object_get(one, "needed")) ? _("    the certificate needs %s=TEXT (%s)") : _("    the certificate may show %s=TEXT (%s)"), cli_text(one, "name"),
                  cli_text_in(json_object_get(one, "label")));
        putchar('\n');
    }
}

static int run_show(struct cli *cli)
{
    char path[64];
    int64_t id;
    json_t *one = NULL;
    int status = find(cli, &id);

    snprintf(path, sizeof path, "/v1/cases/%lld", (long long)id);
    if (status == STATUS_DONE)
        status = cli_ask(cli, "GET", path, NULL, &one);
    if (status == STATUS_DONE)
        status = print_case(cli, one);
    if (status == STATUS_DONE && !options_value(&cli->options, "json")) {
        const json_t *applicant = json_object_get(one, "applicant");
        if (json_is_object(applicant)) {
            cli_print("    %s %s", cli_text(applicant, "name"), cli_text(applicant, "masked"));
            putchar('\n');
        }
        print_materials(json_object_get(one, "materials"));
        print_may(json_object_get(one, "may"));
        print_asks(json_object_get(one, "certificate_asks"));
    }
    json_decref(one);
    return status;
}

static int run_list(struct cli *cli)
{
    static const char *const filters[] = {"state", "light", "item", "staff"};
    char path[256] = "/v1/cases?limit=100", after[64] = "";
    int status = STATUS_DONE;
    bool more = true;

    for (size_t i = 0; i < sizeof filters / sizeof *filters; i++) {
        char escaped[48];
        const char *value = options_value(&cli->options, filters[i]);
        size_t used = strlen(path);
        if (value && cli_escape(escaped, sizeof escaped, value))
            snprintf(path + used, sizeof path - used, "&%s=%s", filters[i], escaped);
    }
    for (size_t length = strlen(path); more && status == STATUS_DONE;) {
        json_t *page = NULL, *one;
        size_t i;
        path[length] = '\0';
        if (after[0])
            snprintf(path + length, sizeof path - length, "&after=%s", after);
        status = cli_ask(cli, "GET", path, NULL, &page);
        json_array_foreach(json_object_get(page, "cases"), i, one) {
            if (options_value(&cli->options, "json"))
                cli_print_json(one, true);
            else
                print_line(one);
        }
        const char *next = json_string_value(json_object_get(page, "next"));
        more = next && cli_escape(after, sizeof after, next);
        json_decref(page);
    }
    return status;
}

/* What is read and printed as it comes: history, seal ledger, figures. */
static int print_answer(struct cli *cli, const char *path)
{
    json_t *answer = NULL;
    int status = cli_ask(cli, "GET", path, NULL, &answer);

    if (status == STATUS_DONE)
        status = cli_print_json(answer, false);
    json_decref(answer);
    return status;
}

static int run_history(struct cli *cli)
{
    char path[64];
    int64_t id;
    int status = find(cli, &id);

    snprintf(path, sizeof path, "/v1/cases/%lld/history", (long long)id);
    return status == STATUS_DONE ? print_answer(cli, path) : status;
}

static int run_seals(struct cli *cli)
{
    return print_answer(cli, "/v1/seal-uses");
}

static int run_figures(struct cli *cli)
{
    char path[96] = "/v1/figures/cases", from[16], to[16];

    if (cli->options.count == 2 && cli_escape(from, sizeof from, cli->options.arguments[0]) && cli_escape(to, sizeof to, cli->options.arguments[1]))
        snprintf(path, sizeof path, "/v1/figures/cases?from=%s&to=%s", from, to);
    return print_answer(cli, path);
}

static const struct options_row begin_rows[] = {
    CLI_JSON_ROW,
    {"name", 0, "TEXT", "the applicant's name"},
    {"id-number", 0, "NUMBER", "identity number, or credit code of an organisation"},
    {"organisation", 0, NULL, "the applicant is an organisation"},
    {"phone", 0, "NUMBER", "telephone number"},
    {"agent-name", 0, "TEXT", "who acts for the applicant, under a mandate"},
    {"agent-number", 0, "NUMBER", "the agent's identity number"},
    {"agent-staff", 0, "ID", "member of staff who runs the case for the applicant"},
    {"entry", 0, "KIND", "linked (the province's system has the rest) or full"},
    {"case", 0, "ID", "one that was received or noticed before, instead of ITEM"},
    {"number", 0, "NUMBER", "the province's acceptance number"},
    {"materials", 0, "LETTERS", "one for each material: y there, p promised, n missing"},
    {"window", 0, "N", "with the ticket that is served there"},
    {"ticket", 0, "ID", "with this ticket"},
    {"bundle", 0, "ID", "together with this case"},
    {"reason", 0, "TEXT", "why it is declined, or what else is missing"},
    {"place", 0, "TEXT", "where the slip is printed"},
};
static const struct options_row plain_rows[] = {CLI_JSON_ROW};
static const struct options_row reason_rows[] = {CLI_JSON_ROW, {"reason", 0, "TEXT", "why"}};
static const struct options_row material_rows[] = {CLI_JSON_ROW, {"materials", 0, "LETTERS", "one for each material: y there, p promised, n missing"}, {"window", 0, "N", "with the ticket that is served there"}};
static const struct options_row forward_rows[] = {CLI_JSON_ROW, {"staff", 0, "ID", "to this approver"}, {"group", 0, "TEXT", "to this department group"}, {"reason", 0, "TEXT", "why"}};
static const struct options_row suspend_rows[] = {CLI_JSON_ROW, {"kind", 0, "KIND", "hearing, tender, test, inspection, quarantine, expert-review"}, {"reason", 0, "TEXT", "why"}};
static const struct options_row approve_rows[] = {CLI_JSON_ROW, {"valid-until", 0, "DATE", "the certificate's last day; without it, without end"},
                                                     {"certificate", 0, "NUMBER", "the certificate's number, where it is not made by rule and we draw it"}};
static const struct options_row reject_rows[] = {CLI_JSON_ROW, {"reason", 0, "TEXT", "why"}, {"remedy", 0, "TEXT", "where and until when the applicant may appeal"}};
static const struct options_row result_rows[] = {CLI_JSON_ROW, {"outcome", 0, "WORD", "granted or refused"}, {"reason", 0, "TEXT", "why"}};
static const struct options_row seal_rows[] = {CLI_JSON_ROW, {"certificate", 0, "NUMBER", "the certificate's number, where it is not made by rule"}, {"blank", 0, "NUMBER", "serial number of the printed form"}};
static const struct options_row shelve_rows[] = {CLI_JSON_ROW, {"shelf", 0, "TEXT", "where it lies"}};
static const struct options_row place_rows[] = {CLI_JSON_ROW, {"reason", 0, "TEXT", "why"}, {"place", 0, "TEXT", "whose printer prints"}};
static const struct options_row hand_rows[] = {
    CLI_JSON_ROW,
    {"collector", 0, "WHO", "applicant, agent or post"},
    {"id-number", 0, "NUMBER", "the applicant's number, to be checked"},
    {"agent-name", 0, "TEXT", "the agent's name"},
    {"agent-number", 0, "NUMBER", "the agent's identity number"},
    {"postal-number", 0, "NUMBER", "of the letter"},
    {"window", 0, "N", "with the ticket that is served there"},
};
static const struct options_row list_rows[] = {
    CLI_JSON_ROW,
    {"state", 0, "STATE", "only these: accepted, review, approved ..."},
    {"light", 0, "COLOUR", "only these: green, yellow, red"},
    {"item", 0, "CODE", "only these"},
    {"staff", 0, "me", "only those in my hands"},
};

#define CASE_VERB(symbol, word, its_arguments, sentence, its_rows, least_arguments, most_arguments, function)                                  \
    const struct verb verb_case_##symbol = {.name = "case " word, .arguments = its_arguments, .help = sentence, .rows = its_rows,              \
                                            .count = sizeof its_rows / sizeof *its_rows, .least = least_arguments, .most = most_arguments, .run = function};
CASE_VERB(accept, "accept", "[ITEM]", "accepts a case", begin_rows, 0, 1, run_begin)
CASE_VERB(receive, "receive", "[ITEM]", "takes an application in, to be looked through within 5 working days", begin_rows, 0, 1, run_begin)
CASE_VERB(notice, "notice", "[ITEM]", "tells once, completely, what is missing", begin_rows, 0, 1, run_begin)
CASE_VERB(decline, "decline", "[ITEM]", "does not accept an application", begin_rows, 0, 1, run_begin)
CASE_VERB(list, "list", "", "lists open cases by deadline", list_rows, 0, 0, run_list)
CASE_VERB(show, "show", "CASE", "shows a case, and what you may do", plain_rows, 1, 1, run_show)
CASE_VERB(history, "history", "CASE", "the journal's rows about a case", plain_rows, 1, 1, run_history)
CASE_VERB(material, "material", "CASE", "something was brought later", material_rows, 1, 1, run_move)
CASE_VERB(withdraw, "withdraw", "CASE", "the applicant withdraws", reason_rows, 1, 1, run_move)
CASE_VERB(claim, "claim", "CASE", "takes a case to approve", plain_rows, 1, 1, run_move)
CASE_VERB(forward, "forward", "CASE", "gives a case to another approver or group", forward_rows, 1, 1, run_move)
CASE_VERB(suspend, "suspend", "CASE", "begins a special procedure; the clock stands", suspend_rows, 1, 1, run_move)
CASE_VERB(resume, "resume", "CASE", "the special procedure is over", plain_rows, 1, 1, run_move)
CASE_VERB(extend, "extend", "CASE", "extends the deadline by 10 working days, once", reason_rows, 1, 1, run_move)
CASE_VERB(approve, "approve", "CASE [NAME=TEXT...]", "grants the permit", approve_rows, 1, 17, run_move)
CASE_VERB(reject, "reject", "CASE", "refuses the permit", reject_rows, 1, 1, run_move)
CASE_VERB(result, "result", "CASE", "what was decided elsewhere", result_rows, 1, 1, run_move)
CASE_VERB(seal, "seal", "CASE", "uses the seal and issues the certificate", seal_rows, 1, 1, run_move)
CASE_VERB(confirm, "confirm", "CASE", "the seal's impression is on the paper", plain_rows, 1, 1, run_move)
CASE_VERB(spoil, "spoil", "CASE", "the form or the impression is spoiled", reason_rows, 1, 1, run_move)
CASE_VERB(shelve, "shelve", "CASE", "puts the certificate on a shelf", shelve_rows, 1, 1, run_move)
CASE_VERB(reprint, "reprint", "CASE", "prints the certificate once more", place_rows, 1, 1, run_move)
CASE_VERB(hand_out, "hand-out", "CASE", "hands the result over", hand_rows, 1, 1, run_move)
CASE_VERB(mark, "mark", "CASE", "marks a case for supervision", reason_rows, 1, 1, run_move)
CASE_VERB(print, "print", "CASE PAPER", "prints a paper: acceptance, notice, rejection, collection ...", place_rows, 2, 2, run_print)
CASE_VERB(seals, "seals", "", "the ledger of the seal", plain_rows, 0, 0, run_seals)
CASE_VERB(figures, "figures", "[FROM TO]", "visits for a case, and how many needed at most one", plain_rows, 0, 2, run_figures)
