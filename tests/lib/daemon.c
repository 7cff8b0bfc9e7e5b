#include "lib/daemon.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *bin(void)
{
    const char *folder = getenv("YICHUANG_BIN");
    return folder ? folder : "build/bin";
}

/* Starts a program with its output in a pipe. */
static pid_t spawn(const char *const *arguments, const char *error_file, int *ret_output)
{
    char program[512];
    int ends[2];

    snprintf(program, sizeof program, "%s/%s", bin(), arguments[0]);
    cr_assert_eq(pipe(ends), 0);
    pid_t pid = fork();
    if (pid == 0) {
        dup2(ends[1], STDOUT_FILENO);
        int file = error_file ? open(error_file, O_WRONLY | O_CREAT | O_APPEND, 0600) : dup(ends[1]);
        dup2(file, STDERR_FILENO);
        close(ends[0]);
        close(ends[1]);
        execv(program, (char *const *)arguments);
        fprintf(stderr, "%s: %s\n", program, strerror(errno));
        _exit(127);
    }
    close(ends[1]);
    *ret_output = ends[0];
    return pid;
}

static int status_of(pid_t pid)
{
    int status;

    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int daemon_run(const char *const *arguments, char *text, int size)
{
    int output, used = 0;
    pid_t pid = spawn(arguments, NULL, &output);
    ssize_t got;

    while ((got = read(output, text + used, (size_t)(size - 1 - used))) > 0)
        used += (int)got;
    text[used] = '\0';
    close(output);
    return status_of(pid);
}

void daemon_make(struct daemon *daemon)
{
    char text[1024];

    memset(daemon, 0, sizeof *daemon);
    snprintf(daemon->folder, sizeof daemon->folder, "%s/yc-XXXXXX", getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
    cr_assert_not_null(mkdtemp(daemon->folder));
    snprintf(daemon->dir, sizeof daemon->dir, "%s/hall", daemon->folder);
    snprintf(daemon->socket, sizeof daemon->socket, "%s/run/controller.sock", daemon->dir);
    snprintf(daemon->log, sizeof daemon->log, "%s/log", daemon->folder);
    const char *const arguments[] = {"yichuang", "init", daemon->dir, "--demo", NULL};
    cr_assert_eq(daemon_run(arguments, text, sizeof text), 0, "%s", text);
}

bool daemon_start(struct daemon *daemon, const char *const *more)
{
    const char *arguments[16] = {"yichuangd", daemon->dir, "--listen", "127.0.0.1:0"};
    char line[256] = "";
    int output, used = 0;

    for (int i = 4; more && *more && i < 15; i++)
        arguments[i] = *more++;
    daemon->pid = spawn(arguments, daemon->log, &output);
    while (used < (int)sizeof line - 1 && !strchr(line, '\n')) {
        ssize_t got = read(output, line + used, 1);
        if (got <= 0)
            break;
        line[++used] = '\0';
    }
    close(output);
    if (sscanf(line, "ready %127s", daemon->url) == 1 && sscanf(strrchr(daemon->url, ':'), ":%d", &daemon->port) == 1)
        return true;
    status_of(daemon->pid);
    daemon->pid = 0;
    return false;
}

int daemon_end(struct daemon *daemon, int signal)
{
    if (daemon->pid == 0)
        return -1;
    kill(daemon->pid, signal);
    int status = status_of(daemon->pid);
    daemon->pid = 0;
    return status;
}

void daemon_remove(struct daemon *daemon)
{
    char command[256];

    daemon_end(daemon, SIGKILL);
    snprintf(command, sizeof command, "rm -rf '%s'", daemon->folder);
    if (system(command) != 0)
        cr_log_warn("%s was not removed", daemon->folder);
}
