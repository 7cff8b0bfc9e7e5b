/* verify: the journal is whole. */
#include "cli/cli.h"

#include "base/language.h"

#include <stdio.h>

/* In the words of `yichuangd --verify`. */
static int print_verdict(const struct cli *cli, const json_t *verdict)
{
    if (json_is_true(json_object_get(verdict, "ok"))) {
        cli_print(_("whole: %lld events, %lld signed day heads, head %s"), (long long)cli_integer(verdict, "events", 0),
                  (long long)cli_integer(verdict, "heads", 0), cli_text(verdict, "head"));
        putchar('\n');
        return STATUS_DONE;
    }
    cli_print(_("not whole: event %lld: %s"), (long long)cli_integer(verdict, "first_bad", 0), cli_text(verdict, "reason"));
    putchar('\n');
    options_complain(&cli->options, "%s", _("the journal is not whole"));
    return STATUS_REFUSED;
}

static int run_verify(struct cli *cli)
{
    char dir[PATH_SIZE];
    json_t *verdict = NULL;

    if (!cli_connect(cli))
        return STATUS_USAGE;
    bool alone = !*cli->options.client.url && cli_dir(cli, dir);
    cli->quiet = alone;
    int status = cli_ask(cli, "GET", "/v1/verify", NULL, &verdict);
    if (status == STATUS_DONE)
        status = print_verdict(cli, verdict);
    else if (status == STATUS_UNREACHABLE && alone)
        status = cli_run_controller(cli, (const char *const[]){dir, "--verify", NULL});
    json_decref(verdict);
    return status;
}

const struct verb verb_verify = {.name = "verify", .arguments = "", .help = "walks the journal: nothing was changed afterwards", .run = run_verify};
