/* take, ticket show, cancel, reprint, return. */
#include "cli/cli.h"

#include "base/language.h"

#include <stdio.h>
#include <string.h>

static int print_ticket(const struct cli *cli, const json_t *ticket)
{
    char wait[96];
    int64_t ahead = cli_integer(ticket, "ahead", -1);
    const char *state = cli_state(ticket, "ticket"), *url = json_string_value(json_object_get(ticket, "url"));

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

/* Asks, and prints the ticket that comes. */
static int ask(struct cli *cli, const char *method, const char *path, const json_t *body)
{
    json_t *ticket = NULL;
    int status = cli_ask(cli, method, path, body, &ticket);

    if (status == STATUS_DONE)
        status = print_ticket(cli, ticket);
    json_decref(ticket);
    return status;
}

/* The ticket got no paper, and no printer stands at the place that was said: says at which places there are some. */
static void tell_places(struct cli *cli, const char *place)
{
    char places[256] = "";
    size_t i, used = 0;
    const json_t *printer;
    json_t *answer = NULL;

    if (cli_ask(cli, "GET", "/v1/printers", NULL, &answer) != STATUS_DONE)
        return;
    json_array_foreach(json_object_get(answer, "printers"), i, printer) {
        const char *known = cli_text(printer, "place");
        if (strcmp(known, place) == 0)
            break;
        if (used < sizeof places && !strstr(places, known))
            used += (size_t)snprintf(places + used, sizeof places - used, "%s%s", used ? ", " : "", known);
    }
    if (i == json_array_size(json_object_get(answer, "printers")))
        options_complain(&cli->options, _("no printer is at the place %s; places: %s"), place, *places ? places : "-");
    json_decref(answer);
}

static int run_take(struct cli *cli)
{
    json_t *body = json_pack("{s:s}", "service", cli->options.arguments[0]);
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
    int status = options_integer(&cli->options, "count", 1, 20, &count) ? STATUS_DONE : STATUS_USAGE;
    if (count > 0)
        json_object_set_new(body, "count", json_integer(count));
    json_t *ticket = NULL;
    if (status == STATUS_DONE)
        status = cli_ask(cli, "POST", "/v1/tickets", body, &ticket);
    if (status == STATUS_DONE)
        status = print_ticket(cli, ticket);
    const char *place = options_value(&cli->options, "place");
    if (status == STATUS_DONE && place && strcmp(cli_text(ticket, "printed"), "none") == 0 && !options_value(&cli->options, "no-paper"))
        tell_places(cli, place);
    json_decref(ticket);
    json_decref(body);
    return status;
}

/* Writes the path of the ticket that the first argument names, with what follows: its id, or the code on its paper, which the controller knows. */
static int find_path(struct cli *cli, char *path, size_t size, const char *more)
{
    const char *name = cli->options.arguments[0];
    json_t *ticket = NULL;
    int64_t id;
    int status = STATUS_DONE;

    if (!options_parse_integer(name, 1, INT64_MAX, &id)) {
        char code_path[128], code[96];
        if (!cli_escape(code, sizeof code, name)) {
            options_complain(&cli->options, _("that is neither a ticket's id nor its code: %s"), name);
            return STATUS_USAGE;
        }
        snprintf(code_path, sizeof code_path, "/v1/codes/%s", code);
        status = cli_ask(cli, "GET", code_path, NULL, &ticket);
        id = cli_integer(ticket, "id", 0);
        json_decref(ticket);
    }
    snprintf(path, size, "/v1/tickets/%lld%s", (long long)id, more);
    return status;
}

static int run_show(struct cli *cli)
{
    char path[64];
    int status = find_path(cli, path, sizeof path, "");

    return status == STATUS_DONE ? ask(cli, "GET", path, NULL) : status;
}

/* cancel, reprint, return: the command's second word is the last part of the path. */
static int run_change(struct cli *cli)
{
    char path[64], more[32];

    snprintf(more, sizeof more, "/%s", strchr(cli->verb->name, ' ') + 1);
    int status = find_path(cli, path, sizeof path, more);
    return status == STATUS_DONE ? ask(cli, "POST", path, NULL) : status;
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
    const struct verb verb_ticket_##symbol = {.name = "ticket " word, .arguments = "ID|CODE", .help = sentence, .rows = json_rows, .count = 1, \
                                              .least = 1, .most = 1, .run = function};
TICKET_VERB(show, "show", "shows a ticket", run_show)
TICKET_VERB(cancel, "cancel", "cancels a ticket", run_change)
TICKET_VERB(reprint, "reprint", "prints a ticket once more", run_change)
TICKET_VERB(return, "return", "brings somebody back who missed the call", run_change)
