/* printers ...: what somebody who looks after the printers does from the shell. Without a word it is the list (hall.c). */
#include "cli/cli.h"

#include "base/language.h"
#include "cli/columns.h"
#include "core/words.h"

#include <stdio.h>
#include <string.h>

enum { STATUS_ATTENTION = 4 }; /* of follow: somebody must look */

/* What has become of a paper, in words that need no explanation. */
static const char *job_words(const json_t *job)
{
    static const char *const words[JOB_STATE_COUNT] = {
        [JOB_NONE] = "there is no paper",
        [JOB_QUEUED] = "waiting for its turn at the printer",
        [JOB_LEASED] = "the printer has taken it",
        [JOB_PRINTING] = "coming out of the printer",
        [JOB_PRINTED] = "printed",
        [JOB_ATTENTION] = "nobody knows whether the paper came out; please look at the printer",
        [JOB_FAILED] = "not printed; no paper came out",
        [JOB_VOID] = "not needed any more; no paper came out",
    };
    enum job_state state;

    return job_state_parse(cli_text(job, "state"), &state) ? _(words[state]) : cli_text(job, "state");
}

/* The reasons that our own programs give have translations, some as states of the printer. */
static const char *reason_words(const json_t *thing, const char *member)
{
    const char *reason = json_string_value(json_object_get(thing, member));
    char id[128];

    if (!reason || !*reason)
        return "";
    if (strcmp(reason, "lease-expired") == 0)
        return _("its print program fell silent");
    snprintf(id, sizeof id, "printer\004%s", reason);
    const char *state = language_text(id);
    return state != id ? state : language_text(reason);
}

static void print_job(const json_t *job)
{
    const char *reason = reason_words(job, "reason");

    cli_print(_("print job %lld at %s: %s"), (long long)cli_integer(job, "id", 0), cli_text(job, "printer"), job_words(job));
    if (*reason)
        cli_print(" (%s)", reason);
    putchar('\n');
}

static int finish_job(const struct cli *cli, int status, json_t *job)
{
    if (status == STATUS_DONE && options_value(&cli->options, "json"))
        status = cli_print_json(job, false);
    else if (status == STATUS_DONE)
        print_job(job);
    json_decref(job);
    return status;
}

static void print_line(const json_t *printer)
{
    const char *detail = reason_words(printer, "detail");

    cli_print("%s  %s  %s", cli_text(printer, "name"), cli_text(printer, "place"), cli_state(printer, "printer"));
    if (*detail)
        cli_print("  %s", detail);
    putchar('\n');
}

/* What is left of its paper, in metres or sheets. */
static void print_paper(const json_t *paper)
{
    long long left = (long long)cli_integer(paper, "left", 0);

    if (!json_is_object(paper))
        return;
    if (strcmp(cli_text(paper, "unit"), "sheet") == 0)
        cli_print(_("paper left: about %lld sheets"), left);
    else
        cli_print(_("paper left: about %lld m"), (left + 500) / 1000);
    if (json_is_true(json_object_get(paper, "low")))
        cli_print(" (%s)", _("please have paper ready"));
    putchar('\n');
}

static void print_printer(const json_t *printer)
{
    struct columns table = {0};
    const json_t *job, *kind;
    size_t i;

    print_line(printer);
    cli_print("%s", _("prints:"));
    json_array_foreach(json_object_get(printer, "prints"), i, kind)
        cli_print(" %s", _(json_string_value(kind)));
    putchar('\n');
    if (json_is_string(json_object_get(printer, "spare"))) {
        cli_print(_("spare: %s"), cli_text(printer, "spare"));
        putchar('\n');
    }
    print_paper(json_object_get(printer, "paper"));
    cli_print(_("papers that wait: %lld"), (long long)cli_integer(printer, "waiting", 0));
    putchar('\n');
    json_array_foreach(json_object_get(printer, "jobs"), i, job)
        columns_add(&table, "%lld\t%s\t%s", (long long)cli_integer(job, "id", 0), _(cli_text(job, "paper")), job_words(job));
    columns_print(&table);
}

/* Asks /v1/printers/NAME, or what below it the verb's second word names. */
static int ask_printer(struct cli *cli, const char *method, const char *what, const json_t *body, json_t **ret_answer)
{
    char name[128], path[192];

    if (!cli_escape(name, sizeof name, cli->options.arguments[0])) {
        options_complain(&cli->options, "%s", error_sentence(ERROR_RANGE));
        return STATUS_USAGE;
    }
    snprintf(path, sizeof path, "/v1/printers/%s%s", name, what);
    return cli_ask(cli, method, path, body, ret_answer);
}

static int show(struct cli *cli)
{
    json_t *answer = NULL;
    int status = ask_printer(cli, "GET", "", NULL, &answer);

    if (status == STATUS_DONE && options_value(&cli->options, "json"))
        status = cli_print_json(answer, false);
    else if (status == STATUS_DONE)
        print_printer(answer);
    json_decref(answer);
    return status;
}

static int change(struct cli *cli)
{
    char what[32];
    json_t *answer = NULL, *body = json_object();

    snprintf(what, sizeof what, "/%s", strchr(cli->verb->name, ' ') + 1);
    cli_set_text(cli, body, "reason", "reason");
    int status = ask_printer(cli, "POST", what, body, &answer);
    if (status == STATUS_DONE && options_value(&cli->options, "json"))
        status = cli_print_json(answer, false);
    else if (status == STATUS_DONE)
        print_line(answer);
    json_decref(body);
    json_decref(answer);
    return status;
}

/* The option counts in metres or sheets, as printers.conf does; what is said goes in the printer's own unit. */
static int reload(struct cli *cli)
{
    json_t *printer = NULL, *answer = NULL, *body = json_object();
    int64_t paper = 0;
    int status = STATUS_USAGE;

    if (options_integer(&cli->options, "paper", 1, 1000, &paper))
        status = ask_printer(cli, "GET", "", NULL, &printer);
    if (status == STATUS_DONE) {
        bool sheets = strcmp(cli_text(json_object_get(printer, "paper"), "unit"), "sheet") == 0;
        if (paper > 0)
            json_object_set_new(body, "paper", json_integer(sheets ? paper : paper * 1000));
        status = ask_printer(cli, "POST", "/reload", body, &answer);
    }
    if (status == STATUS_DONE && options_value(&cli->options, "json"))
        status = cli_print_json(answer, false);
    else if (status == STATUS_DONE)
        print_paper(json_object_get(answer, "paper"));
    json_decref(body);
    json_decref(printer);
    json_decref(answer);
    return status;
}

static int test(struct cli *cli)
{
    json_t *job = NULL;
    int status = ask_printer(cli, "POST", "/test", NULL, &job);

    return finish_job(cli, status, job);
}

static int move(struct cli *cli)
{
    char path[64];
    int64_t id;
    json_t *job = NULL, *body = json_object();
    int status = STATUS_USAGE;

    if (cli_number(cli, cli->options.arguments[0], 1, INT64_MAX, &id)) {
        json_object_set_new(body, "printer", json_string(cli->options.arguments[1]));
        cli_set_text(cli, body, "reason", "reason");
        snprintf(path, sizeof path, "/v1/print-jobs/%lld/move", (long long)id);
        status = finish_job(cli, cli_ask(cli, "POST", path, body, &job), job);
    }
    json_decref(body);
    return status;
}

/* --- follow --- */

struct watch {
    struct cli *cli;
    int64_t job;
    bool anew; /* some events were missed */
    int status; /* -1: it goes on */
};

/* Prints a state of the job; the end of it is the end of the program. */
static void tell(struct watch *watch, const json_t *job)
{
    enum job_state state;

    if (options_value(&watch->cli->options, "json"))
        cli_print_json(job, true);
    else
        print_job(job);
    fflush(stdout);
    if (!job_state_parse(cli_text(job, "state"), &state))
        return;
    if (state == JOB_PRINTED)
        watch->status = STATUS_DONE;
    if (state == JOB_FAILED || state == JOB_VOID)
        watch->status = STATUS_REFUSED;
    if (state == JOB_ATTENTION)
        watch->status = STATUS_ATTENTION;
}

static void take(void *context, enum client_stream_kind kind, int64_t seq, const json_t *event)
{
    struct watch *watch = context;
    const json_t *job = json_object_get(event, "job");

    (void)seq;
    if (kind == CLIENT_STREAM_RESET)
        watch->anew = true;
    if (kind == CLIENT_STREAM_LOST)
        options_complain(&watch->cli->options, "%s", _("the controller is away; waiting for it"));
    if (kind == CLIENT_STREAM_EVENT && watch->status < 0 && !watch->anew && cli_integer(job, "id", 0) == watch->job)
        tell(watch, job);
}

/* Tells how the job is and follows what comes after that answer. */
static int begin(struct watch *watch)
{
    char path[64];
    json_t *job = NULL;

    snprintf(path, sizeof path, "/v1/print-jobs/%lld", (long long)watch->job);
    int status = cli_ask(watch->cli, "GET", path, NULL, &job);
    if (status == STATUS_DONE) {
        client_follow(watch->cli->client, cli_integer(job, "seq", -1), take, watch);
        tell(watch, job);
    }
    json_decref(job);
    return status;
}

static int follow(struct cli *cli)
{
    struct watch watch = {.cli = cli, .status = -1};

    if (!cli_number(cli, cli->options.arguments[0], 1, INT64_MAX, &watch.job))
        return STATUS_USAGE;
    int status = begin(&watch);
    while (status == STATUS_DONE && watch.status < 0) {
        client_wait(cli->client, -1, -1);
        if (!watch.anew)
            continue;
        watch.anew = false;
        status = begin(&watch);
    }
    return status == STATUS_DONE ? watch.status : status;
}

static const struct options_row plain[] = {CLI_JSON_ROW};
static const struct options_row reasoned[] = {CLI_JSON_ROW, {"reason", 0, "TEXT", "why"}};

static const struct options_row loaded[] = {CLI_JSON_ROW, {"paper", 0, "N", "what is in it now, metres or sheets (default: a fresh load)"}};

#define PRINTERS_VERB(id, words, takes, text, row, least_and_most, function)                                                                        \
    const struct verb verb_printers_##id = {.name = "printers " words, .arguments = takes, .help = text, .rows = row, .count = sizeof row / sizeof *row, \
                                            .least = least_and_most, .most = least_and_most, .run = function};
PRINTERS_VERB(show, "show", "NAME", "shows a printer and the papers that wait there", plain, 1, show)
PRINTERS_VERB(pause, "pause", "NAME", "stops a printer: papers in its queue wait, new numbers come without paper", reasoned, 1, change)
PRINTERS_VERB(resume, "resume", "NAME", "lets a paused printer print again", plain, 1, change)
PRINTERS_VERB(reload, "reload", "NAME", "says that somebody put paper into a printer", loaded, 1, reload)
PRINTERS_VERB(test, "test", "NAME", "prints a test page", plain, 1, test)
PRINTERS_VERB(move, "move", "JOB NAME", "moves a paper that waits to another printer", reasoned, 2, move)
PRINTERS_VERB(follow, "follow", "JOB", "tells what becomes of a paper, until its end", plain, 1, follow)
