/* emergency-roll, emergency enter: the numbers in the drawer for when all is dark. */
#include "cli/cli.h"

#include "base/language.h"

#include <stdio.h>
#include <string.h>

static int run_roll(struct cli *cli)
{
    int64_t count;
    json_t *job = NULL;

    if (!cli_number(cli, cli->options.arguments[0], 1, 50, &count))
        return STATUS_USAGE;
    json_t *body = json_pack("{s:I}", "count", (json_int_t)count);
    cli_set_text(cli, body, "place", "place");
    int status = cli_ask(cli, "POST", "/v1/emergency-rolls", body, &job);
    long long first = (long long)cli_integer(job, "first", 0);
    if (status == STATUS_DONE && options_value(&cli->options, "json"))
        status = cli_print_json(job, false);
    else if (status == STATUS_DONE) {
        cli_print(_("emergency tickets E%03lld to E%03lld are printed at %s (print job %lld); lay them in the drawer"), first, first + (long long)count - 1, cli_text(job, "printer"),
                  (long long)cli_integer(job, "id", 0));
        putchar('\n');
    }
    json_decref(job);
    json_decref(body);
    return cli_finish(cli, status);
}

/* Reads "E001" or "E001..E017". */
static bool read_numbers(const struct cli *cli, const char *text, int *ret_first, int *ret_last)
{
    int length = 0;

    if (sscanf(text, "E%4d%n", ret_first, &length) == 1 && text[length] == '\0')
        *ret_last = *ret_first;
    else if (sscanf(text, "E%4d..E%4d%n", ret_first, ret_last, &length) != 2 || text[length] != '\0')
        *ret_first = 0;
    if (*ret_first >= 1 && *ret_last >= *ret_first && *ret_last < *ret_first + 200)
        return true;
    options_complain(&cli->options, _("no numbers of emergency tickets: %s (write E001 or E001..E017)"), text);
    return false;
}

/* Asks for one number after the other; the first refusal ends it, and what was entered before stays. */
static int run_enter(struct cli *cli)
{
    const bool served = options_value(&cli->options, "served") != NULL;
    int first, last, number, status = STATUS_DONE;

    if (!read_numbers(cli, cli->options.arguments[0], &first, &last))
        return STATUS_USAGE;
    if (!options_value(&cli->options, "service") || !options_value(&cli->options, "at")) {
        options_complain(&cli->options, "%s", _("say the service and the time when they were given: --service A --at 09:10"));
        return STATUS_USAGE;
    }
    for (number = first; number <= last && status == STATUS_DONE; number++) {
        char text[16];
        snprintf(text, sizeof text, "E%03d", number);
        json_t *body = json_pack("{s:s, s:b}", "number", text, "served", served), *ticket = NULL;
        cli_set_text(cli, body, "service", "service");
        cli_set_text(cli, body, "at", "at");
        cli_set_text(cli, body, "priority", "priority");
        status = cli_ask(cli, "POST", "/v1/emergency-tickets", body, &ticket);
        if (status == STATUS_DONE) {
            cli_print(served ? _("%s  ticket %lld  served by hand") : _("%s  ticket %lld  waits"), cli_text(ticket, "number"), (long long)cli_integer(ticket, "id", 0));
            putchar('\n');
        } else if (number > first) {
            options_complain(&cli->options, _("entered up to E%03d"), number - 1);
        }
        json_decref(ticket);
        json_decref(body);
    }
    return cli_finish(cli, status);
}

static const struct options_row roll_rows[] = {
    {"place", 0, "PLACE", "whose ticket printer prints them"},
    {"json", 0, NULL, "the answer as JSON"},
};
static const struct options_row enter_rows[] = {
    {"service", 0, "LETTER", "for which service they were given"},
    {"at", 0, "HH:MM", "when: their place in the queue is that of this time"},
    {"priority", 0, "CLASS", "elderly, disabled ..."},
    {"served", 0, NULL, "they were served by hand, too: only for the record"},
};
const struct verb verb_emergency_roll = {.name = "emergency-roll", .arguments = "COUNT", .help = "prints numbers E001 ... for the drawer, to be given by hand when all is dark",
                                         .rows = roll_rows, .count = 2, .least = 1, .most = 1, .run = run_roll};
const struct verb verb_emergency_enter = {.name = "emergency enter", .arguments = "E001..E017", .help = "enters numbers that were given by hand",
                                          .rows = enter_rows, .count = 4, .least = 1, .most = 1, .run = run_enter};
