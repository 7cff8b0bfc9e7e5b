/* token add, list, revoke; staff add: who may do what. */
#include "cli/cli.h"

#include "base/language.h"
#include "cli/columns.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { PIN_SIZE = 64 };

static int run_token_add(struct cli *cli)
{
    const char *role = options_value(&cli->options, "role"), *staff = options_value(&cli->options, "staff"), *name = options_value(&cli->options, "name");
    int64_t window = 0;
    json_t *answer = NULL;

    if (!role || !options_integer(&cli->options, "window", 1, 99, &window)) {
        if (!role)
            options_complain(&cli->options, "%s", _("--role is missing"));
        return STATUS_USAGE;
    }
    json_t *body = json_pack("{s:s,s:s?,s:s?,s:o}", "role", role, "staff", staff, "name", name, "window", window > 0 ? json_integer(window) : json_null());
    int status = cli_ask_anyhow(cli, "POST", "/v1/tokens", body, &answer);
    if (status == STATUS_DONE && options_value(&cli->options, "json"))
        status = cli_print_json(answer, false);
    else if (status == STATUS_DONE)
        printf("%s\n", cli_text(answer, "token"));
    json_decref(body);
    json_decref(answer);
    return status;
}

static int run_token_list(struct cli *cli)
{
    json_t *answer = NULL;
    struct columns table = {0};
    size_t i;
    const json_t *token;
    int status = cli_ask_anyhow(cli, "GET", "/v1/tokens", NULL, &answer);
    const json_t *tokens = json_is_array(answer) ? answer : json_object_get(answer, "tokens");

    if (status == STATUS_DONE && options_value(&cli->options, "json")) {
        status = cli_print_json(tokens, false);
    } else if (status == STATUS_DONE) {
        columns_add(&table, "%s\t%s\t%s\t%s", _("NAME"), _("ROLE"), _("STAFF"), _("WINDOW"));
        json_array_foreach(tokens, i, token) {
            char window[16] = "-";
            if (cli_integer(token, "window", 0) > 0)
                snprintf(window, sizeof window, "%lld", (long long)cli_integer(token, "window", 0));
            columns_add(&table, "%s\t%s\t%s\t%s", cli_text(token, "name"), cli_text(token, "role"), cli_text(token, "staff"), window);
        }
        columns_print(&table);
    }
    json_decref(answer);
    return status;
}

static int run_token_revoke(struct cli *cli)
{
    char name[512], path[600];

    if (!cli_escape(name, sizeof name, cli->options.arguments[0])) {
        options_complain(&cli->options, "%s", _("that is not a token's name"));
        return STATUS_USAGE;
    }
    snprintf(path, sizeof path, "/v1/tokens/%s", name);
    return cli_ask_anyhow(cli, "DELETE", path, NULL, NULL);
}

/* Reads one line from stdin; from a terminal with a prompt and without showing it. */
static bool read_secret(const char *prompt, char secret[static PIN_SIZE])
{
    struct termios before, hidden;
    bool terminal = isatty(STDIN_FILENO) && tcgetattr(STDIN_FILENO, &before) == 0;

    if (terminal) {
        hidden = before;
        hidden.c_lflag &= ~(tcflag_t)ECHO;
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
        fprintf(stderr, "%s", prompt);
    }
    bool read = fgets(secret, PIN_SIZE, stdin) != NULL;
    if (terminal) {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
        fputc('\n', stderr);
    }
    if (read)
        secret[strcspn(secret, "\r\n")] = '\0';
    return read;
}

static bool read_pin(const struct cli *cli, char pin[static PIN_SIZE])
{
    char again[PIN_SIZE];

    if (!read_secret(_("PIN: "), pin) || !*pin) {
        options_complain(&cli->options, "%s", _("no PIN was given"));
        return false;
    }
    if (!isatty(STDIN_FILENO))
        return true;
    if (read_secret(_("The same again: "), again) && strcmp(pin, again) == 0)
        return true;
    options_complain(&cli->options, "%s", _("the two PINs differ"));
    return false;
}

/* Splits "clerk,approver" into an array of texts. */
static json_t *split(const char *list)
{
    json_t *array = json_array();

    while (list && *list) {
        size_t length = strcspn(list, ",");
        if (length > 0)
            json_array_append_new(array, json_stringn(list, length));
        list += length + (list[length] == ',');
    }
    return array;
}

static int run_staff_add(struct cli *cli)
{
    const char *name = options_value(&cli->options, "name"), *roles = options_value(&cli->options, "role");
    char pin[PIN_SIZE];
    json_t *answer = NULL;

    if (!name || !roles) {
        options_complain(&cli->options, "%s", _("--name and --role are needed"));
        return STATUS_USAGE;
    }
    if (!read_pin(cli, pin))
        return STATUS_USAGE;
    json_t *body = json_pack("{s:s,s:s,s:o,s:o,s:s}", "id", cli->options.arguments[0], "name", name, "roles", split(roles), "skills",
                             split(options_value(&cli->options, "skills")), "pin", pin);
    if (!body) {
        options_complain(&cli->options, "%s", _("the name must be UTF-8 text"));
        return STATUS_USAGE;
    }
    int status = cli_ask_anyhow(cli, "POST", "/v1/staff", body, &answer);
    if (status == STATUS_DONE && options_value(&cli->options, "json"))
        status = cli_print_json(answer, false);
    json_decref(body);
    json_decref(answer);
    return status;
}

static const struct options_row token_rows[] = {
    CLI_JSON_ROW,
    {"role", 0, "ROLE", "manager, supervisor, guide, clerk, approver, issuer, kiosk, board, printer"},
    {"staff", 0, "ID", "whose it is"},
    {"window", 0, "N", "a clerk's window"},
    {"name", 0, "TEXT", "what it is called in the list"},
};
static const struct options_row json_rows[] = {CLI_JSON_ROW};
static const struct options_row staff_rows[] = {
    CLI_JSON_ROW,
    {"name", 0, "TEXT", "the name"},
    {"role", 0, "ROLE,...", "clerk, approver, issuer, ..."},
    {"skills", 0, "GROUP,...", "groups of items"},
};

const struct verb verb_token_add = {.name = "token add", .arguments = "--role ROLE", .help = "makes a token and prints it once", .rows = token_rows,
                                    .count = 5, .run = run_token_add};
const struct verb verb_token_list = {.name = "token list", .arguments = "", .help = "lists the tokens", .rows = json_rows, .count = 1, .run = run_token_list};
const struct verb verb_token_revoke = {.name = "token revoke", .arguments = "NAME", .help = "makes a token worthless", .least = 1, .most = 1, .run = run_token_revoke};
const struct verb verb_staff_add = {.name = "staff add", .arguments = "ID --name TEXT --role ROLE", .help = "adds a member of staff; the PIN is read from stdin",
                                    .rows = staff_rows, .count = 4, .least = 1, .most = 1, .run = run_staff_add};
