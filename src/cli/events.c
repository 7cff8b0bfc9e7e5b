/* events: one JSON line for each event, for as long as one looks. */
#include "cli/cli.h"

#include "base/language.h"

#include <stdio.h>

struct watch {
    struct cli *cli;
    int64_t left; /* events to print, -1: no end */
    bool reset, over;
    int status;
};

static void take(void *context, enum client_stream_kind kind, int64_t seq, const json_t *event)
{
    struct watch *watch = context;

    (void)seq;
    if (kind == CLIENT_STREAM_RESET)
        watch->reset = true;
    if (kind == CLIENT_STREAM_LOST)
        options_complain(&watch->cli->options, "%s", _("the controller is away; waiting for it"));
    if (kind != CLIENT_STREAM_EVENT || watch->over || watch->reset)
        return;
    watch->status = cli_finish(watch->cli, cli_print_json(event, true));
    watch->over = watch->status != STATUS_DONE || (watch->left > 0 && --watch->left == 0);
}

/* Follows from now on: the hall tells where that is, and whether we may look at all. */
static int follow_from_now(struct watch *watch)
{
    json_t *answer = NULL;
    int status = cli_ask(watch->cli, "GET", "/v1/hall", NULL, &answer);

    if (status == STATUS_DONE)
        client_follow(watch->cli->client, cli_integer(answer, "seq", -1), take, watch);
    json_decref(answer);
    return status;
}

static int run(struct cli *cli)
{
    struct watch watch = {.cli = cli, .left = -1};
    int64_t after = -1;

    if (!options_integer(&cli->options, "after", 0, INT64_MAX, &after) || !options_integer(&cli->options, "count", 1, INT64_MAX, &watch.left))
        return STATUS_USAGE;
    watch.status = follow_from_now(&watch);
    if (watch.status == STATUS_DONE && after >= 0)
        client_follow(cli->client, after, take, &watch);
    while (watch.status == STATUS_DONE && !watch.over) {
        client_wait(cli->client, -1, -1);
        if (!watch.reset)
            continue;
        options_complain(&cli->options, "%s", _("some events are too old to be told; going on from now"));
        watch.reset = false;
        watch.status = follow_from_now(&watch);
    }
    return watch.status;
}

static const struct options_row rows[] = {
    {"after", 0, "SEQ", "begin after this sequence number (default: now)"},
    {"count", 0, "N", "end after so many events"},
};

const struct verb verb_events = {.name = "events", .arguments = "", .help = "prints what happens, a JSON line an event", .rows = rows, .count = 2, .run = run};
