/* take, ticket show, cancel, reprint, return. */
#include "cli/cli.h"

#include "base/language.h"

#include <stdio.h>
#include <string.h>

static int print_ticket(const struct cli *cli, const json_t *ticket)
{
    char wait[96];
    int64_t ahead = cli_integer(ticket, "ahead", -1);
    const char *state = cli_text(ticket, "state"), *url = json_string_value(json_object_get(ticket, "url"));

    if (options_value(&cli->options, "json"))
        return cli_print_json(ticket, false);
    cli_format_wait(wait, sizeof wait, json_object_get(ticket, "wait"));
    cli_print(_("%s  ticket %lld  %s"), cli_text(ticket, "number"), (long long)cli_integer(ticket, "id", 0), state);
    if (cli_integer(ticket, "window", 0) > 0)
        cli_print(_("  window %lld"), (long long)cli_integer(ticket, "window", 0));
    if (ahead >= 0)
        cli_print(_("  %lld ahead"), (long long)ahead);
    if (*wait)
        cli_print("  %s", wait);
    if (url && *url)
        cli_print("  %s", url);
    putchar('\n');
    return STATUS_DONE;
}

static int finish(const struct cli *cli, int status, json_t *ticket)
{
    if (status == STATUS_DONE)
        status = print_ticket(cli, ticket);
    json_decref(ticket);
    return status;
}

static int run_take(struct cli *cli)
{
    json_t *ticket = NULL, *body = json_pack("{s:s}", "service", cli->options.arguments[0]);
    int64_t count = 0;

    cli_set_text(cli, body, "priority", "priority");
    cli_set_text(cli, body, "item", "item");
    cli_set_text(cli, body, "id-number", "id_number");
    cli_set_text(cli, body, "phone", "phone");
    cli_set_text(cli, body, "place", "place");
    if (cli->options.language)
        json_object_set_new(body, "language", json_string(cli->options.language));
    if (options_value(&cli->options, "no-paper"))
        json_object_set_new(body, "paper", json_false());
    int status = options_integer(&cli->options, "count", 1, 99, &count) ? STATUS_DONE : STATUS_USAGE;
    if (count > 0)
        json_object_set_new(body, "count", json_integer(count));
    if (status == STATUS_DONE)
        status = cli_ask(cli, "POST", "/v1/tickets", body, &ticket);
    json_decref(body);
    return finish(cli, status, ticket);
}

/* The path of the ticket that the first argument names, with what follows. */
static bool ticket_path(const struct cli *cli, char *path, size_t size, const char *more)
{
    int64_t id;

    if (!cli_number(cli, cli->options.arguments[0], 1, INT64_MAX, &id))
        return false;
    snprintf(path, size, "/v1/tickets/%lld%s", (long long)id, more);
    return true;
}

static int run_show(struct cli *cli)
{
    char path[64];
    json_t *ticket = NULL;

    if (!ticket_path(cli, path, sizeof path, ""))
        return STATUS_USAGE;
    return finish(cli, cli_ask(cli, "GET", path, NULL, &ticket), ticket);
}

/* cancel, reprint, return: the command's second word is the last part of the path. */
static int run_change(struct cli *cli)
{
    char path[64], more[32];
    json_t *ticket = NULL;

    snprintf(more, sizeof more, "/%s", strchr(cli->verb->name, ' ') + 1);
    if (!ticket_path(cli, path, sizeof path, more))
        return STATUS_USAGE;
    return finish(cli, cli_ask(cli, "POST", path, NULL, &ticket), ticket);
}

static const struct options_row take_rows[] = {
    CLI_JSON_ROW,
    {"priority", 0, "CLASS", "normal, elderly, disabled, pregnant, infant, military, guided"},
    {"item", 0, "CODE", "the matter, as in items.csv"},
    {"count", 0, "N", "how many matters"},
    {"id-number", 0, "NUMBER", "identity number"},
    {"phone", 0, "NUMBER", "telephone number"},
    {"place", 0, "TEXT", "whose ticket printer prints (\"kiosk 1\")"},
    {"no-paper", 0, NULL, "no paper is wanted"},
};
static const struct options_row json_rows[] = {CLI_JSON_ROW};

const struct verb verb_take = {.name = "take", .arguments = "SERVICE", .help = "takes a number", .rows = take_rows,
                               .count = sizeof take_rows / sizeof *take_rows, .least = 1, .most = 1, .run = run_take};

#define TICKET_VERB(symbol, word, sentence, function) \
    const struct verb verb_ticket_##symbol = {.name = "ticket " word, .arguments = "ID", .help = sentence, .rows = json_rows, .count = 1, \
                                              .least = 1, .most = 1, .run = function};
TICKET_VERB(show, "show", "shows a ticket", run_show)
TICKET_VERB(cancel, "cancel", "cancels a ticket", run_change)
TICKET_VERB(reprint, "reprint", "prints a ticket once more", run_change)
TICKET_VERB(return, "return", "brings somebody back who missed the call", run_change)
