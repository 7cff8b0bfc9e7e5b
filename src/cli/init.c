/* init: a new hall from the samples. */
#include "cli/cli.h"

#include "base/language.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const files[] = {"hall.conf", "items.csv", "holidays.csv", "printers.conf", "kiosk.conf"};
static const char *const folders[] = {"run", "printed", "certificates", "slips", "slips-241", "tickets"};
static const char *const filled[] = {"certificates", "slips", "slips-241", "tickets"}; /* folders that begin with all their samples */
enum { FILES = sizeof files / sizeof *files, FOLDERS = sizeof folders / sizeof *folders, FILLED = sizeof filled / sizeof *filled };

static int fail(const struct cli *cli, const char *what)
{
    options_complain(&cli->options, "%s: %s", what, strerror(errno));
    return STATUS_REFUSED;
}

/* Copies a file to a new one; false with errno. */
static bool copy(const char *from, const char *to)
{
    char bytes[16384];
    ssize_t got = 0;
    int in = open(from, O_RDONLY | O_CLOEXEC), out = in < 0 ? -1 : open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    bool copied = out >= 0;

    while (copied && (got = read(in, bytes, sizeof bytes)) > 0)
        copied = write(out, bytes, (size_t)got) == got;
    copied = copied && got == 0;
    int error = errno;
    if (in >= 0)
        close(in);
    if (out >= 0)
        copied = close(out) == 0 && copied;
    errno = error;
    return copied;
}

/* Writes the sample of a file of the hall; a demonstration's own one goes before ("hall.demo.conf" for "hall.conf"). False when there is none. */
static bool find_sample(char sample[static PATH_SIZE], const char *samples, const char *file, bool demo)
{
    char name[64];
    const char *dot = strchr(file, '.');

    snprintf(name, sizeof name, "%.*s.demo%s", (int)(dot - file), file, dot);
    if (demo && path_join(sample, PATH_SIZE, samples, name) && access(sample, R_OK) == 0)
        return true;
    return path_join(sample, PATH_SIZE, samples, file) && access(sample, R_OK) == 0;
}

/* Copies all files of a folder of samples that are not in DIR's own yet; false with errno, and the path that could not be made. */
static bool copy_samples(const char *samples, const char *dir, const char *name, char path[static PATH_SIZE])
{
    char from[PATH_SIZE], to[PATH_SIZE], sample[PATH_SIZE];
    struct dirent *entry;
    bool good = path_join(from, sizeof from, samples, name) && path_join(to, sizeof to, dir, name);
    DIR *listing = good ? opendir(from) : NULL;

    while (good && listing && (entry = readdir(listing)))
        if (entry->d_name[0] != '.' && path_join(sample, sizeof sample, from, entry->d_name))
            good = path_join(path, PATH_SIZE, to, entry->d_name) && (copy(sample, path) || errno == EEXIST);
    int error = errno;
    if (listing)
        closedir(listing);
    errno = error;
    return good;
}

/* Makes what needs no controller. *ret_keys: the folder of keys is new. */
static int fill(const struct cli *cli, const char *dir, bool demo, bool *ret_keys)
{
    char samples[PATH_SIZE], sample[PATH_SIZE], path[PATH_SIZE];

    if (!path_samples(samples)) {
        options_complain(&cli->options, "%s", _("the sample configuration is not there"));
        return STATUS_REFUSED;
    }
    for (int i = 0; i < FILES; i++)
        if (find_sample(sample, samples, files[i], demo) && (!path_join(path, sizeof path, dir, files[i]) || !copy(sample, path)))
            return fail(cli, path);
    for (int i = 0; i < FOLDERS; i++)
        if (!path_join(path, sizeof path, dir, folders[i]) || (mkdir(path, 0750) != 0 && errno != EEXIST))
            return fail(cli, path);
    for (int i = 0; i < FILLED; i++)
        if (!copy_samples(samples, dir, filled[i], path))
            return fail(cli, path);
    snprintf(path, sizeof path, "%.*s.keys", PATH_SIZE - 8, dir);
    *ret_keys = mkdir(path, 0700) == 0;
    return *ret_keys || errno == EEXIST ? STATUS_DONE : fail(cli, path);
}

/* Removes the files in a folder that begin with a name, and the folder if nothing else is in it. */
static void remove_files(const char *folder, const char *begin)
{
    DIR *listing = opendir(folder);
    struct dirent *entry;
    char path[PATH_SIZE];

    while (listing && (entry = readdir(listing)))
        if (strncmp(entry->d_name, begin, strlen(begin)) == 0 && path_join(path, sizeof path, folder, entry->d_name))
            unlink(path); /* not "." and "..": these are no files */
    if (listing)
        closedir(listing);
    rmdir(folder);
}

/* Takes back what was made, so that init can be tried again. There was no hall before: has_hall() saw to that. */
static void empty(const char *dir, bool keys)
{
    char path[PATH_SIZE];

    for (int i = 0; i < FILES; i++)
        if (path_join(path, sizeof path, dir, files[i]))
            unlink(path);
    for (int i = 0; i < FILLED; i++)
        if (path_join(path, sizeof path, dir, filled[i]))
            remove_files(path, "");
    for (int i = 0; i < FOLDERS; i++)
        if (path_join(path, sizeof path, dir, folders[i]))
            rmdir(path);
    snprintf(path, sizeof path, "%.*s.keys", PATH_SIZE - 8, dir);
    if (keys)
        remove_files(path, "");
    remove_files(dir, "hall.db");
}

/* Returns whether there is anything in DIR that init would make. */
static bool has_hall(const char *dir)
{
    static const char database[] = "hall.db";
    char path[PATH_SIZE];

    for (int i = 0; i < FILES; i++)
        if (path_join(path, sizeof path, dir, files[i]) && access(path, F_OK) == 0)
            return true;
    return path_join(path, sizeof path, dir, database) && access(path, F_OK) == 0;
}

/* The people of a demonstration: one for each role that must be another's. */
static const struct {
    const char *id, *name, *role;
} samples[] = {
    {"1001", "演示·窗口人员", "clerk"},
    {"1002", "演示·审批人员", "approver"},
    {"1003", "演示·出件人员", "issuer"},
    {"1004", "演示·监督人员", "supervisor"},
};
enum { SAMPLES = sizeof samples / sizeof *samples };
static const char sample_pin[] = "1234";

static int add_samples(struct cli *cli, const char *dir)
{
    struct cli_own own;
    int status = STATUS_DONE;

    if (!cli_own_start(cli, dir, &own))
        return STATUS_REFUSED;
    for (int i = 0; i < SAMPLES && status == STATUS_DONE; i++) {
        json_t *body = json_pack("{s:s,s:s,s:[s],s:[],s:s}", "id", samples[i].id, "name", samples[i].name, "roles", samples[i].role, "skills", "pin",
                                 sample_pin);
        status = cli_ask(cli, "POST", "/v1/staff", body, NULL);
        json_decref(body);
    }
    cli_own_stop(&own);
    if (status == STATUS_DONE)
        printf(_("sample staff: 1001 clerk, 1002 approver, 1003 issuer, 1004 supervisor; the PIN of all is %s\n"), sample_pin);
    return status;
}

static int run(struct cli *cli)
{
    const char *given = cli->options.arguments[0];
    bool demo = options_value(&cli->options, "demo") != NULL;
    bool keys = false;
    char dir[PATH_SIZE];

    if (mkdir(given, 0750) != 0 && errno != EEXIST)
        return fail(cli, given);
    char *real = realpath(given, NULL); /* DIR.keys lies beside the directory itself, whatever way led to it */
    if (!real || strlen(real) + 6 >= sizeof dir)
        return fail(cli, given);
    strcpy(dir, real);
    free(real);
    if (has_hall(dir)) {
        options_complain(&cli->options, _("%s has a hall already"), given);
        return STATUS_REFUSED;
    }
    cli->options.dir = dir;
    cli->options.url = cli->options.token = NULL;
    /* the path of the controller's socket has a limit: that is said before anything is made */
    int status = cli_connect(cli) ? fill(cli, dir, demo, &keys) : STATUS_REFUSED;
    if (status == STATUS_DONE)
        status = cli_run_controller(cli, (const char *const[]){dir, "--create", demo ? "--demo" : NULL, NULL});
    if (status != STATUS_DONE)
        empty(dir, keys);
    return status == STATUS_DONE && demo ? add_samples(cli, dir) : status;
}

static const struct options_row rows[] = {{"demo", 0, NULL, "a demonstration for ever: open day and night, file printers, sample staff"}};

const struct verb verb_init = {.name = "init", .arguments = "DIR", .help = "makes a new hall from the samples", .rows = rows, .count = 1, .least = 1, .most = 1, .run = run};
