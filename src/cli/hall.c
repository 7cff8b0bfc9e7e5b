/* hall, printers: how things stand, as a table. */
#include "cli/cli.h"

#include "base/language.h"
#include "cli/columns.h"

#include <stdio.h>

static void add_services(struct columns *table, const json_t *services)
{
    char wait[96];
    size_t i;
    const json_t *service;

    columns_add(table, "%s\t%s\t%s\t%s\t%s\t%s\t%s", _("SERVICE"), _("NAME"), _("STATE"), _("WAITING"), _("TAKEN"), _("WINDOWS"), _("WAIT NOW"));
    json_array_foreach(services, i, service) {
        cli_format_wait(wait, sizeof wait, json_object_get(service, "wait"));
        columns_add(table, "%s\t%s\t%s\t%lld\t%lld\t%lld\t%s", cli_text(service, "letter"), cli_text_in(json_object_get(service, "name")),
                    cli_state(service, "service"), (long long)cli_integer(service, "waiting", 0), (long long)cli_integer(service, "taken", 0),
                    (long long)cli_integer(service, "windows_open", 0), *wait ? wait : "-");
    }
}

static void add_windows(struct columns *table, const json_t *windows)
{
    char since[16], letters[64];
    size_t i, j;
    const json_t *window, *letter;

    columns_add(table, "%s\t%s\t%s\t%s\t%s\t%s\t%s", _("WINDOW"), _("STATE"), _("TICKET"), _("SINCE"), _("STAFF"), _("SERVICES"), _("SERVED"));
    json_array_foreach(windows, i, window) {
        size_t length = 0;
        json_array_foreach(json_object_get(window, "services"), j, letter)
            if (json_string_length(letter) == 1 && length + 1 < sizeof letters)
                letters[length++] = *json_string_value(letter);
        letters[length] = '\0';
        cli_format_time(since, json_object_get(window, "since"));
        columns_add(table, "%lld\t%s\t%s\t%s\t%s\t%s\t%lld", (long long)cli_integer(window, "window", 0), cli_state(window, "window"),
                    cli_text(json_object_get(window, "ticket"), "number"), since, cli_text(window, "staff"), letters,
                    (long long)cli_integer(window, "served", 0));
    }
}

static void add_printers(struct columns *table, const json_t *printers)
{
    size_t i;
    const json_t *printer;

    columns_add(table, "%s\t%s\t%s\t%s", _("PRINTER"), _("PLACE"), _("STATE"), _("DETAIL"));
    json_array_foreach(printers, i, printer)
        columns_add(table, "%s\t%s\t%s\t%s", cli_text(printer, "name"), cli_text(printer, "place"), cli_state(printer, "printer"), cli_text(printer, "detail"));
}

static void print_hall(const json_t *answer)
{
    const json_t *hall = json_object_get(answer, "hall"), *today = json_object_get(answer, "today"), *alarm;
    struct columns table = {0};
    size_t i;

    cli_print("%s%s  %s  %s", cli_text_in(json_object_get(hall, "name")), json_is_true(json_object_get(hall, "demo")) ? _(" (demonstration)") : "",
              cli_text(hall, "day"), cli_state(hall, "day"));
    cli_print(_("  taken %lld, called %lld, done %lld, no-show %lld"), (long long)cli_integer(today, "taken", 0),
              (long long)cli_integer(today, "called", 0), (long long)cli_integer(today, "done", 0), (long long)cli_integer(today, "no_show", 0));
    printf("\n\n");
    add_services(&table, json_object_get(answer, "services"));
    columns_print(&table);
    putchar('\n');
    add_windows(&table, json_object_get(answer, "windows"));
    columns_print(&table);
    putchar('\n');
    add_printers(&table, json_object_get(answer, "printers"));
    columns_print(&table);
    json_array_foreach(json_object_get(answer, "alarms"), i, alarm) {
        cli_print(_("alarm: %s"), cli_text_in(json_object_get(alarm, "text")));
        putchar('\n');
    }
}

static int run_hall(struct cli *cli)
{
    json_t *answer = NULL;
    int status = cli_ask(cli, "GET", "/v1/hall", NULL, &answer);

    if (status == STATUS_DONE && options_value(&cli->options, "json"))
        status = cli_print_json(answer, false);
    else if (status == STATUS_DONE)
        print_hall(answer);
    json_decref(answer);
    return status;
}

static int run_printers(struct cli *cli)
{
    struct columns table = {0};
    json_t *answer = NULL;
    int status = cli_ask(cli, "GET", "/v1/hall", NULL, &answer);

    if (status == STATUS_DONE && options_value(&cli->options, "json")) {
        status = cli_print_json(json_object_get(answer, "printers"), false);
    } else if (status == STATUS_DONE) {
        add_printers(&table, json_object_get(answer, "printers"));
        columns_print(&table);
    }
    json_decref(answer);
    return status;
}

static const struct options_row rows[] = {CLI_JSON_ROW};

const struct verb verb_hall = {.name = "hall", .arguments = "", .help = "shows services, windows, printers and alarms", .rows = rows, .count = 1, .run = run_hall};
const struct verb verb_printers = {.name = "printers", .arguments = "", .help = "shows the printers", .rows = rows, .count = 1, .run = run_printers};
