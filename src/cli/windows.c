/* What a clerk does at a window, from the shell: each command is the last part of /v1/windows/N/... */
#include "cli/cli.h"

#include "base/language.h"

#include <stdio.h>

static int print_window(const struct cli *cli, const json_t *window)
{
    const json_t *ticket = json_object_get(window, "ticket");

    if (options_value(&cli->options, "json"))
        return cli_print_json(window, false);
    cli_print(_("window %lld  %s"), (long long)cli_integer(window, "window", 0), cli_state(window, "window"));
    if (json_is_object(ticket))
        cli_print("  %s  %s", cli_text(ticket, "number"), cli_text(ticket, "priority"));
    putchar('\n');
    return STATUS_DONE;
}

/* The body: what the options say; each has the name of its member, and the window to transfer to is a number. */
static bool make_body(const struct cli *cli, json_t **ret_body)
{
    json_t *body = json_object();
    int64_t window = 0;

    cli_set_text(cli, body, "staff", "staff");
    cli_set_text(cli, body, "reason", "reason");
    cli_set_text(cli, body, "outcome", "outcome");
    cli_set_text(cli, body, "service", "service");
    if (!options_integer(&cli->options, "window", 1, 99, &window)) {
        json_decref(body);
        return false;
    }
    if (window > 0)
        json_object_set_new(body, "window", json_integer(window));
    *ret_body = body;
    return true;
}

static int run(struct cli *cli)
{
    char path[64];
    int64_t number;
    json_t *body, *window = NULL;

    if (!cli_number(cli, cli->options.arguments[0], 1, 99, &number) || !make_body(cli, &body))
        return STATUS_USAGE;
    snprintf(path, sizeof path, "/v1/windows/%lld/%s", (long long)number, cli->verb->name);
    int status = cli_ask(cli, "POST", path, body, &window);
    if (status == STATUS_DONE)
        status = print_window(cli, window);
    json_decref(body);
    json_decref(window);
    return status;
}

static const struct options_row plain_rows[] = {CLI_JSON_ROW};
static const struct options_row open_rows[] = {CLI_JSON_ROW, {"staff", 0, "ID", "who works there"}};
static const struct options_row pause_rows[] = {CLI_JSON_ROW, {"reason", 0, "TEXT", "why: lunch, rest, paperwork, meeting, fault, handover, or any text"}};
static const struct options_row finish_rows[] = {CLI_JSON_ROW, {"outcome", 0, "TEXT", "what became of it"}};
static const struct options_row transfer_rows[] = {
    CLI_JSON_ROW,
    {"service", 0, "LETTER", "to another service"},
    {"window", 0, "N", "to another window"},
};

#define WINDOW_VERB(symbol, word, sentence, its_rows) \
    const struct verb verb_##symbol = {.name = word, .arguments = "WINDOW", .help = sentence, .rows = its_rows, \
                                       .count = sizeof its_rows / sizeof *its_rows, .least = 1, .most = 1, .run = run};
WINDOW_VERB(open, "open", "opens a window", open_rows)
WINDOW_VERB(next, "next", "asks for the next one (from serving: finishes first)", plain_rows)
WINDOW_VERB(recall, "recall", "calls once more", plain_rows)
WINDOW_VERB(start, "start", "the service begins", plain_rows)
WINDOW_VERB(finish, "finish", "the service is over", finish_rows)
WINDOW_VERB(no_show, "no-show", "nobody came", plain_rows)
WINDOW_VERB(park, "park", "puts the ticket aside", plain_rows)
WINDOW_VERB(transfer, "transfer", "sends the ticket elsewhere", transfer_rows)
WINDOW_VERB(undo, "undo", "takes the last call back (within 10 seconds)", plain_rows)
WINDOW_VERB(pause, "pause", "pauses a window", pause_rows)
WINDOW_VERB(resume, "resume", "goes on after a pause", plain_rows)
WINDOW_VERB(close, "close", "closes a window", plain_rows)
