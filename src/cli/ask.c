/* Asking the controller, and starting one for a single request where none runs. */
#include "cli/cli.h"

#include "base/clock.h"
#include "base/language.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { ANSWER_MS = 15000, AGAIN_MS = 1000, PAUSE_MS = 100, START_MS = 20000, ARGUMENTS = 16 };

bool cli_connect(struct cli *cli)
{
    if (cli->client)
        return true;
    if (!options_fill_client(&cli->options))
        return false;
    cli->client = client_create(&cli->options.client);
    if (!cli->client)
        options_complain(&cli->options, "%s", error_sentence(ERROR_MEMORY));
    return cli->client != NULL;
}

/* Nobody answers at the socket of a hall: perhaps because there is no such hall. */
static bool is_folder_missing(const struct cli *cli)
{
    char dir[PATH_SIZE];

    return !cli->options.client.url[0] && cli_dir(cli, dir) && access(dir, F_OK) != 0;
}

static int judge(const struct cli *cli, int status, const json_t *body)
{
    if (status >= 200 && status < 300)
        return STATUS_DONE;
    if (status == 0 && !cli->quiet && is_folder_missing(cli)) {
        options_complain(&cli->options, _("there is no folder %s"), cli->options.dir ? cli->options.dir : getenv("YICHUANG_DIR"));
        return STATUS_UNREACHABLE;
    }
    if (status != 0 || !cli->quiet)
        options_complain(&cli->options, "%s", client_problem_text(status, body, language_code(language_current())));
    return status == 0 ? STATUS_UNREACHABLE : STATUS_REFUSED;
}

int cli_ask(struct cli *cli, const char *method, const char *path, const json_t *body, json_t **ret_body)
{
    char key[23];
    json_t *answer = NULL;
    int status;

    if (!cli_connect(cli))
        return STATUS_USAGE;
    client_make_key(key);
    int64_t end_ms = clock_steady_ms() + AGAIN_MS;
    for (;;) {
        status = client_call(cli->client, method, path, body, strcmp(method, "GET") == 0 ? NULL : key, ANSWER_MS, &answer);
        if ((status != 0 && status != 503) || cli->quiet || clock_steady_ms() >= end_ms)
            break;
        json_decref(answer);
        poll(NULL, 0, PAUSE_MS);
    }
    status = judge(cli, status, answer);
    if (status == STATUS_DONE && ret_body)
        *ret_body = answer;
    else
        json_decref(answer);
    return status;
}

bool cli_escape(char *escaped, size_t size, const char *text)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    size_t length = 0;

    if (!*text)
        return false;
    for (; *text; text++) {
        if (length + 4 > size)
            return false;
        if (strchr(plain, *text))
            escaped[length++] = *text;
        else
            length += (size_t)snprintf(escaped + length, size - length, "%%%02X", (unsigned char)*text);
    }
    escaped[length] = '\0';
    return true;
}

bool cli_dir(const struct cli *cli, char dir[static PATH_SIZE])
{
    const char *given = cli->options.dir ? cli->options.dir : getenv("YICHUANG_DIR");

    if (given && *given && strlen(given) < PATH_SIZE) {
        strcpy(dir, given);
        return true;
    }
    options_complain(&cli->options, "%s", _("which hall? Give -C DIR, or set YICHUANG_DIR"));
    return false;
}

/* Starts the program of this name beside ours; its stdout goes into output where that is not -1. */
static bool start_program(const struct cli *cli, const char *name, const char *const *arguments, int output, pid_t *ret_pid)
{
    char folder[PATH_SIZE], program[PATH_SIZE], *argv[ARGUMENTS + 1] = {program};
    posix_spawn_file_actions_t actions;
    int error = ENOENT;

    if (path_program(folder) && path_join(program, sizeof program, folder, name)) {
        for (int i = 0; arguments[i] && i + 1 < ARGUMENTS; i++)
            argv[i + 1] = (char *)arguments[i]; /* posix_spawn() changes nothing, but cannot say so */
        posix_spawn_file_actions_init(&actions);
        if (output >= 0)
            posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
        fflush(stdout);
        error = posix_spawn(ret_pid, program, &actions, NULL, argv, environ);
        posix_spawn_file_actions_destroy(&actions);
    }
    if (error)
        options_complain(&cli->options, _("%s cannot be started: %s"), name, strerror(error));
    return error == 0;
}

static int wait_for(pid_t pid)
{
    int status;

    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return STATUS_REFUSED;
    return WIFEXITED(status) ? WEXITSTATUS(status) : STATUS_REFUSED;
}

int cli_run_controller(const struct cli *cli, const char *const *arguments)
{
    pid_t pid;

    return start_program(cli, "yichuangd", arguments, -1, &pid) ? wait_for(pid) : STATUS_REFUSED;
}

int cli_read_program(const struct cli *cli, const char *program, const char *const *arguments, json_t **ret_json)
{
    int ends[2], status = STATUS_REFUSED;
    pid_t pid;

    *ret_json = NULL;
    if (pipe(ends) != 0) {
        options_complain(&cli->options, "%s", strerror(errno));
        return STATUS_REFUSED;
    }
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    bool started = start_program(cli, program, arguments, ends[1], &pid);
    close(ends[1]);
    if (started) {
        *ret_json = json_loadfd(ends[0], 0, NULL);
        close(ends[0]);
        status = wait_for(pid);
    } else {
        close(ends[0]);
    }
    return status;
}

/* Reads lines until one begins with "ready"; false when there is none in time. */
static bool wait_until_ready(int output)
{
    char line[256];
    size_t length = 0;
    int64_t end_ms = clock_steady_ms() + START_MS;

    for (;;) {
        struct pollfd own = {.fd = output, .events = POLLIN};
        int64_t left_ms = end_ms - clock_steady_ms();
        char letter;
        if (left_ms <= 0 || (poll(&own, 1, (int)left_ms) <= 0 && errno != EINTR))
            return false;
        if (!own.revents)
            continue;
        if (read(output, &letter, 1) != 1)
            return false;
        if (letter == '\n') {
            if (length >= 5 && memcmp(line, "ready", 5) == 0)
                return true;
            length = 0;
        } else if (length < sizeof line) {
            line[length++] = letter;
        }
    }
}

bool cli_own_start(const struct cli *cli, const char *dir, struct cli_own *own)
{
    const char *arguments[] = {dir, "--socket-only", NULL};
    int ends[2];

    if (pipe(ends) != 0) {
        options_complain(&cli->options, "%s", strerror(errno));
        return false;
    }
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    bool started = start_program(cli, "yichuangd", arguments, ends[1], &own->pid);
    close(ends[1]);
    own->output = ends[0];
    if (started && wait_until_ready(ends[0]))
        return true;
    if (started)
        cli_own_stop(own);
    else
        close(ends[0]);
    return false;
}

void cli_own_stop(const struct cli_own *own)
{
    kill(own->pid, SIGTERM);
    wait_for(own->pid);
    close(own->output);
}

int cli_ask_anyhow(struct cli *cli, const char *method, const char *path, const json_t *body, json_t **ret_body)
{
    char dir[PATH_SIZE];
    struct cli_own own;

    if (!cli_connect(cli))
        return STATUS_USAGE;
    if (*cli->options.client.url || !cli_dir(cli, dir))
        return cli_ask(cli, method, path, body, ret_body);
    cli->quiet = true;
    int status = cli_ask(cli, method, path, body, ret_body);
    cli->quiet = false;
    if (status != STATUS_UNREACHABLE)
        return status;
    if (!cli_own_start(cli, dir, &own))
        return STATUS_REFUSED;
    status = cli_ask(cli, method, path, body, ret_body);
    cli_own_stop(&own);
    return status;
}
