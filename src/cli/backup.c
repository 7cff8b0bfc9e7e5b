/* backup, restore, rebuild: what is done with the whole database. */
#include "cli/cli.h"

#include "base/language.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The controller writes the file, so it must have a whole path. */
static bool whole_path(const char *name, char path[static PATH_SIZE])
{
    char here[PATH_SIZE];

    if (name[0] == '/')
        return path_join(path, PATH_SIZE, "", name + 1);
    return getcwd(here, sizeof here) && path_join(path, PATH_SIZE, here, name);
}

static int run_backup(struct cli *cli)
{
    char path[PATH_SIZE];
    json_t *answer = NULL;

    if (!whole_path(cli->options.arguments[0], path))
        return STATUS_USAGE;
    json_t *body = json_pack("{s:s}", "path", path);
    int status = cli_ask_anyhow(cli, "POST", "/v1/backup", body, &answer);
    if (status == STATUS_DONE) {
        cli_print(_("backup of %lld events in %s"), (long long)cli_integer(answer, "events", 0), path);
        putchar('\n');
    }
    json_decref(body);
    json_decref(answer);
    return status;
}

const struct verb verb_backup = {
    .name = "backup", .arguments = "FILE", .help = "writes a consistent copy of the database while the hall runs", .least = 1, .most = 1, .run = run_backup};

static int run_restore(struct cli *cli)
{
    char dir[PATH_SIZE];

    if (!cli_dir(cli, dir))
        return STATUS_USAGE;
    return cli_run_controller(cli, (const char *const[]){dir, "--restore", cli->options.arguments[0], NULL});
}

const struct verb verb_restore = {
    .name = "restore", .arguments = "FILE", .help = "puts a backup in the place of the database; the controller must not run", .least = 1, .most = 1, .run = run_restore};

static int run_rebuild(struct cli *cli)
{
    char dir[PATH_SIZE];

    if (!cli_dir(cli, dir))
        return STATUS_USAGE;
    return cli_run_controller(cli, (const char *const[]){dir, "--rebuild", NULL});
}

const struct verb verb_rebuild = {
    .name = "rebuild", .arguments = "", .help = "makes the tables beside the journal anew from it; the controller must not run", .run = run_rebuild};
