/* items ...: the catalogue from the shell. */
#include "cli/cli.h"
#include "cli/columns.h"

#include "base/date.h"
#include "base/language.h"
#include "base/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ITEMS_PATH = 1024, IMPORT_MS = 30000 };

/* Adds "&name=value" to a path, escaped; nothing where the value is missing. False: it is too long. */
static bool add_query(char path[static ITEMS_PATH], const char *name, const char *value)
{
    char escaped[ITEMS_PATH];
    size_t used = strlen(path);

    if (!value || !*value)
        return true;
    if (!cli_escape(escaped, sizeof escaped, value))
        return false;
    return (size_t)snprintf(path + used, ITEMS_PATH - used, "%c%s=%s", strchr(path, '?') ? '&' : '?', name, escaped) < ITEMS_PATH - used;
}

/* Asks for a list by the options that the verb has, and words (NULL: all). */
static int ask_list(struct cli *cli, const char *words, json_t **ret_body)
{
    char path[ITEMS_PATH] = "/v1/items";

    if (!add_query(path, "q", words) || !add_query(path, "kind", options_value(&cli->options, "kind")) ||
        !add_query(path, "department", options_value(&cli->options, "department")) || !add_query(path, "all", options_value(&cli->options, "all") ? "true" : NULL)) {
        options_complain(&cli->options, "%s", error_sentence(ERROR_RANGE));
        return STATUS_USAGE;
    }
    return cli_ask(cli, "GET", path, NULL, ret_body);
}

static int print_list(const struct cli *cli, json_t *body)
{
    struct columns columns = {0};
    const json_t *row;
    size_t i;
    int status = STATUS_DONE;

    if (options_value(&cli->options, "json")) {
        status = cli_print_json(body, false);
    } else {
        json_array_foreach(json_object_get(body, "items"), i, row)
            columns_add(&columns, "%s\t%s\t%s\t%s\t%s", cli_text(row, "code"), cli_text(row, "kind"), cli_text(row, "department"),
                        json_is_true(json_object_get(row, "in_force")) ? _("in force") : _("not in force"), cli_text_in(json_object_get(row, "name")));
        columns_print(&columns);
    }
    json_decref(body);
    return status;
}

static int list(struct cli *cli)
{
    json_t *body = NULL;
    int status = ask_list(cli, NULL, &body);

    return status == STATUS_DONE ? print_list(cli, body) : status;
}

static int find(struct cli *cli)
{
    json_t *body = NULL;
    int status = ask_list(cli, cli->options.arguments[0], &body);

    if (status != STATUS_DONE)
        return status;
    if (json_array_size(json_object_get(body, "items")) > 0)
        return print_list(cli, body);
    options_complain(&cli->options, _("nothing fits: %s"), cli->options.arguments[0]);
    json_decref(body);
    return STATUS_REFUSED;
}

static void add_totals(struct columns *columns, const char *list, const json_t *totals)
{
    const char *name;
    json_t *count;

    json_object_foreach((json_t *)totals, name, count)
        columns_add(columns, "%s\t%s\t%lld", list, name, (long long)json_integer_value(count));
}

static int totals(struct cli *cli)
{
    struct columns columns = {0};
    json_t *body = NULL;
    int status = ask_list(cli, NULL, &body);

    if (status != STATUS_DONE)
        return status;
    const json_t *all = json_object_get(body, "totals");
    if (options_value(&cli->options, "json")) {
        status = cli_print_json(all, false);
    } else {
        add_totals(&columns, _("kind"), json_object_get(all, "kind"));
        add_totals(&columns, _("level"), json_object_get(all, "level"));
        add_totals(&columns, _("department"), json_object_get(all, "department"));
        columns_add(&columns, "%s\t\t%lld", _("items"), (long long)cli_integer(all, "items", 0));
        columns_print(&columns);
    }
    json_decref(body);
    return status;
}

static int versions(struct cli *cli)
{
    struct columns columns = {0};
    json_t *body = NULL;
    const json_t *row;
    size_t i;
    int status = cli_ask(cli, "GET", "/v1/items/versions", NULL, &body);

    if (status != STATUS_DONE)
        return status;
    if (options_value(&cli->options, "json")) {
        status = cli_print_json(body, false);
    } else {
        json_array_foreach(json_object_get(body, "versions"), i, row)
            columns_add(&columns, "%lld\t%s\t%lld\t%s", (long long)cli_integer(row, "version", 0), cli_text(row, "at"), (long long)cli_integer(row, "count", 0),
                        cli_text(row, "digest"));
        columns_print(&columns);
    }
    json_decref(body);
    return status;
}

/* Sends or fetches bytes; *ret_bytes is the caller's. A refusal is told. */
static int ask_bytes(struct cli *cli, const char *method, const char *path, const struct client_bytes *body, char **ret_bytes, size_t *ret_size)
{
    char key[23];

    if (!cli_connect(cli))
        return STATUS_USAGE;
    client_make_key(key);
    int status = client_call_bytes(cli->client, method, path, body, body ? key : NULL, IMPORT_MS, ret_bytes, ret_size);
    if (status >= 200 && status < 300)
        return STATUS_DONE;
    json_t *problem = *ret_bytes ? json_loadb(*ret_bytes, *ret_size, 0, NULL) : NULL;
    options_complain(&cli->options, "%s", client_problem_text(status, problem, language_code(language_current())));
    json_decref(problem);
    free(*ret_bytes);
    *ret_bytes = NULL;
    return status == 0 ? STATUS_UNREACHABLE : STATUS_REFUSED;
}

static int export(struct cli *cli)
{
    char path[ITEMS_PATH] = "/v1/items/export", *bytes = NULL;
    size_t size = 0;

    if (!add_query(path, "encoding", options_value(&cli->options, "encoding")) || !add_query(path, "version", options_value(&cli->options, "version")))
        return STATUS_USAGE;
    int status = ask_bytes(cli, "GET", path, NULL, &bytes, &size);
    if (status == STATUS_DONE && (fwrite(bytes, 1, size, stdout) != size || fflush(stdout) != 0))
        status = STATUS_REFUSED;
    free(bytes);
    return status;
}

/* Reads a file of at most TABLE_FILE_MAX bytes ("-": stdin); NULL after a message. */
static char *read_file(const struct cli *cli, const char *path, size_t *ret_size)
{
    FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    char *bytes = file ? malloc(TABLE_FILE_MAX + 1) : NULL;
    size_t size = bytes ? fread(bytes, 1, TABLE_FILE_MAX + 1, file) : 0;
    const char *fault = !file ? error_sentence(ERROR_MISSING) : !bytes ? error_sentence(ERROR_MEMORY) : ferror(file) ? error_sentence(ERROR_IO)
                        : size > TABLE_FILE_MAX ? error_sentence(ERROR_RANGE) : NULL;

    if (file && file != stdin)
        fclose(file);
    if (fault) {
        options_complain(&cli->options, "%s: %s", path, fault);
        free(bytes);
        return NULL;
    }
    *ret_size = size;
    return bytes;
}

/* One item a line, and a line for each of its columns that differ. */
static void print_changes(const json_t *answer)
{
    const json_t *row, *column;
    size_t i, k;

    json_array_foreach(json_object_get(answer, "changes"), i, row) {
        const char *change = cli_text(row, "change");
        cli_print("%s %s %s", strcmp(change, "added") == 0 ? "+" : strcmp(change, "withdrawn") == 0 ? "-" : "~", cli_text(row, "code"),
                  cli_text_in(json_object_get(row, "name")));
        putchar('\n');
        json_array_foreach(json_object_get(row, "columns"), k, column) {
            cli_print("    %s: %s -> %s", cli_text(column, "column"), cli_text(column, "before"), cli_text(column, "after"));
            putchar('\n');
        }
    }
    printf(_("%lld items: %lld added, %lld changed, %lld withdrawn"), (long long)cli_integer(answer, "count", 0), (long long)cli_integer(answer, "added", 0),
           (long long)cli_integer(answer, "changed", 0), (long long)cli_integer(answer, "withdrawn", 0));
    if (json_is_true(json_object_get(answer, "preview")))
        printf("; %s\n", _("nothing was changed yet"));
    else
        printf(_("; version %lld\n"), (long long)cli_integer(answer, "version", 0));
}

static int show_changes(const struct cli *cli, json_t *answer)
{
    int status = STATUS_DONE;

    if (options_value(&cli->options, "json"))
        status = cli_print_json(answer, false);
    else
        print_changes(answer);
    json_decref(answer);
    return status;
}

static int import(struct cli *cli)
{
    char path[ITEMS_PATH] = "/v1/items/import", *answer = NULL;
    const char *file = cli->options.arguments[0], *slash = strrchr(file, '/');
    struct client_bytes body = {.type = "text/csv"};
    size_t size = 0;

    if (!add_query(path, "file", strlen(file) < 100 ? file : slash ? slash + 1 : "items.csv") ||
        !add_query(path, "preview", options_value(&cli->options, "preview") ? "true" : NULL))
        return STATUS_USAGE;
    char *bytes = read_file(cli, file, &body.size);
    if (!bytes)
        return STATUS_REFUSED;
    body.data = bytes;
    int status = ask_bytes(cli, "POST", path, &body, &answer, &size);
    free(bytes);
    if (status == STATUS_DONE)
        status = show_changes(cli, json_loadb(answer, size, 0, NULL));
    free(answer);
    return status;
}

static int withdraw(struct cli *cli)
{
    const char *from = options_value(&cli->options, "from");
    char code[64], path[128];
    json_t *answer = NULL;
    struct date date;

    if (!from || strlen(from) != DATE_TEXT_SIZE - 1 || !date_parse(from, &date)) {
        options_complain(&cli->options, _("not a date like 2026-11-23: %s"), from ? from : "--from");
        return STATUS_USAGE;
    }
    if (!cli_escape(code, sizeof code, cli->options.arguments[0]))
        return STATUS_USAGE;
    snprintf(path, sizeof path, "/v1/items/%s/withdraw", code);
    json_t *body = json_pack("{s:s}", "from", from);
    int status = cli_ask(cli, "POST", path, body, &answer);
    json_decref(body);
    return status == STATUS_DONE ? show_changes(cli, answer) : status;
}

static const struct options_row list_rows[] = {CLI_JSON_ROW,
                                               {"kind", 'k', "KIND", "only permit, service, penalty, duty or territorial"},
                                               {"department", 'd', "NAME", "only what this department is responsible for or assists in"},
                                               {"all", 'a', NULL, "also what is not in force today"}};
static const struct options_row import_rows[] = {CLI_JSON_ROW, {"preview", 'p', NULL, "only tell what would change"}};
static const struct options_row export_rows[] = {{"version", 'v', "N", "an older version of the catalogue"},
                                                 {"encoding", 'e', "NAME", "utf-8, utf-8-bom or gb18030 (for spreadsheets)"}};
static const struct options_row withdraw_rows[] = {CLI_JSON_ROW, {"from", 'f', "DATE", "the first day on which it is not done any more"}};

const struct verb verb_items_list = {"items list", "", "the catalogue in force", list_rows, 4, 0, 0, list};
const struct verb verb_items_find = {"items find", "TEXT", "items by pinyin initials, Chinese, English or code", list_rows, 4, 1, 1, find};
const struct verb verb_items_totals = {"items totals", "", "how many items of each kind, level and department", list_rows, 4, 0, 0, totals};
const struct verb verb_items_import = {"items import", "FILE", "takes a table over as the next version, all or nothing", import_rows, 2, 1, 1, import};
const struct verb verb_items_export = {"items export", "", "prints the catalogue as a table", export_rows, 2, 0, 0, export};
const struct verb verb_items_withdraw = {"items withdraw", "CODE", "ends an item from a day on", withdraw_rows, 2, 1, 1, withdraw};
const struct verb verb_items_versions = {"items versions", "", "the versions of the catalogue, the latest first", list_rows, 1, 0, 0, versions};
