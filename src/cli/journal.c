/* verify: the journal is whole. */
#include "cli/cli.h"

#include "base/language.h"

#include <stdio.h>
#include <string.h>

/* In the words of `yichuangd --verify`. */
static int print_verdict(const struct cli *cli, const json_t *verdict)
{
    if (json_is_true(json_object_get(verdict, "ok"))) {
        cli_print(_("whole: %lld events, signed day heads: %lld, head %s"), (long long)cli_integer(verdict, "events", 0),
                  (long long)cli_integer(verdict, "heads", 0), cli_text(verdict, "head"));
        putchar('\n');
        return STATUS_DONE;
    }
    cli_print(_("not whole: event %lld: %s"), (long long)cli_integer(verdict, "first_bad", 0), cli_text(verdict, "reason"));
    putchar('\n');
    options_complain(&cli->options, "%s", _("the journal is not whole"));
    return STATUS_REFUSED;
}

static const struct options_row rows[] = {{"head", 0, "EVENTS:HEAD", "a head noted earlier must still be in it"}};

/* Hexadecimal digits, a number and a colon need no escapes in a URL; anything else is told here. */
static bool is_head(const char *text)
{
    size_t digits = strspn(text, "0123456789");

    return digits > 0 && digits < 19 && text[digits] == ':' && strspn(text + digits + 1, "0123456789abcdefABCDEF") == 64 && text[digits + 65] == '\0';
}

static int run_verify(struct cli *cli)
{
    const char *head = options_value(&cli->options, "head");
    char dir[PATH_SIZE], path[128] = "/v1/verify";
    json_t *verdict = NULL;

    if (head && !is_head(head)) {
        options_complain(&cli->options, "%s: %s", head, _("a head looks like EVENTS:HEAD, a number and 64 hexadecimal digits"));
        return STATUS_USAGE;
    }
    if (head)
        snprintf(path, sizeof path, "/v1/verify?head=%s", head);
    if (!cli_connect(cli))
        return STATUS_USAGE;
    bool alone = !*cli->options.client.url && cli_dir(cli, dir);
    cli->quiet = alone;
    int status = cli_ask(cli, "GET", path, NULL, &verdict);
    if (status == STATUS_DONE)
        status = print_verdict(cli, verdict);
    else if (status == STATUS_UNREACHABLE && alone)
        status = cli_run_controller(cli, (const char *const[]){dir, "--verify", head ? "--head" : NULL, head, NULL});
    json_decref(verdict);
    return status;
}

const struct verb verb_verify = {.name = "verify", .arguments = "", .help = "walks the journal: nothing was changed afterwards", .rows = rows, .count = 1, .run = run_verify};
