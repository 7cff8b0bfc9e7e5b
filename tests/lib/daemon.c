#define _GNU_SOURCE /* pipe2 */
#include "lib/daemon.h"

#include "base/clock.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *bin(void)
{
    const char *folder = getenv("YICHUANG_BIN");
    return folder ? folder : "build/bin";
}

/* Starts a program with these as its output and its complaints; preload may be NULL. */
static pid_t launch(const char *const *arguments, int output, int complaints, const char *preload, const char *faults)
{
    char program[512];

    snprintf(program, sizeof program, "%s/%s", bin(), arguments[0]);
    pid_t pid = fork();
    cr_assert_geq(pid, 0, "fork: %s", strerror(errno));
    if (pid > 0)
        return pid;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    dup2(output, STDOUT_FILENO);
    dup2(complaints, STDERR_FILENO);
    if (preload) {
        setenv("YICHUANG_FAULTS", faults, 1);
        setenv("LD_PRELOAD", preload, 1);
    }
    execv(program, (char *const *)(void *)arguments);
    fprintf(stderr, "%s: %s\n", program, strerror(errno));
    _exit(127);
}

static int open_log(const char *path)
{
    int file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);

    cr_assert_geq(file, 0, "%s: %s", path, strerror(errno));
    return file;
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
    int ends[2], used = 0;
    ssize_t got;

    cr_assert_eq(pipe2(ends, O_CLOEXEC), 0);
    pid_t pid = launch(arguments, ends[1], ends[1], NULL, NULL);
    close(ends[1]);
    while ((got = read(ends[0], text + used, (size_t)(size - 1 - used))) > 0)
        used += (int)got;
    text[used] = '\0';
    close(ends[0]);
    return status_of(pid);
}

void daemon_make(struct daemon *daemon)
{
    char text[1024];

    memset(daemon, 0, sizeof *daemon);
    unsetenv("YICHUANG_DIR");
    unsetenv("YICHUANG_URL");
    unsetenv("YICHUANG_TOKEN");
    snprintf(daemon->folder, sizeof daemon->folder, "%s/yc-XXXXXX", getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
    cr_assert_not_null(mkdtemp(daemon->folder));
    snprintf(daemon->dir, sizeof daemon->dir, "%s/hall", daemon->folder);
    snprintf(daemon->socket, sizeof daemon->socket, "%s/run/controller.sock", daemon->dir);
    snprintf(daemon->log, sizeof daemon->log, "%s/log", daemon->folder);
    const char *const arguments[] = {"yichuang", "init", daemon->dir, "--demo", NULL};
    cr_assert_eq(daemon_run(arguments, text, sizeof text), 0, "%s", text);
}

static void faults_path(const struct daemon *daemon, char path[static 160])
{
    snprintf(path, 160, "%s/faults", daemon->folder);
}

void daemon_make_faulty(struct daemon *daemon)
{
    char path[160];

    daemon_make(daemon);
    faults_path(daemon, path);
    int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    cr_assert(file >= 0 && ftruncate(file, sizeof *daemon->faults) == 0);
    daemon->faults = mmap(NULL, sizeof *daemon->faults, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    cr_assert_neq(daemon->faults, MAP_FAILED);
    close(file);
}

void daemon_order(struct daemon *daemon, enum fault kind, int error, long skip, long times)
{
    struct fault_order *order = daemon->faults;

    atomic_store(&order->kind, FAULT_NONE);
    order->error = error;
    atomic_store(&order->skip, skip);
    atomic_store(&order->times, times);
    atomic_store(&order->failed, 0);
    atomic_store(&order->kind, kind);
}

void daemon_write(const struct daemon *daemon, const char *name, const char *text)
{
    char path[256];

    snprintf(path, sizeof path, "%s/%s", daemon->dir, name);
    FILE *file = fopen(path, "w");
    cr_assert(file && fputs(text, file) >= 0 && fclose(file) == 0, "%s cannot be written", path);
}

bool daemon_start(struct daemon *daemon, const char *const *more)
{
    const char *arguments[16] = {"yichuangd", daemon->dir, "--listen", "127.0.0.1:0"};
    char line[256] = "", preload[512], faults[160];
    int ends[2], used = 0, log = open_log(daemon->log), count = 4;

    if (daemon->clock) {
        arguments[count++] = "--demo-clock";
        arguments[count++] = daemon->clock;
    }
    while (more && *more && count < 15)
        arguments[count++] = *more++;
    snprintf(preload, sizeof preload, "%s/../tests/preload.so", bin());
    faults_path(daemon, faults);
    cr_assert(!daemon->faults || access(preload, R_OK) == 0, "%s is missing", preload);
    cr_assert_eq(pipe2(ends, O_CLOEXEC), 0);
    daemon->pid = launch(arguments, ends[1], log, daemon->faults ? preload : NULL, faults);
    close(log);
    close(ends[1]);
    while (used < (int)sizeof line - 1 && !strchr(line, '\n')) {
        ssize_t got = read(ends[0], line + used, 1);
        if (got <= 0)
            break;
        line[++used] = '\0';
    }
    close(ends[0]);
    if (sscanf(line, "ready %127s", daemon->url) == 1 && sscanf(strrchr(daemon->url, ':'), ":%d", &daemon->port) == 1)
        return true;
    daemon->ended = status_of(daemon->pid);
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

    client_destroy(daemon->client);
    if (daemon->faults)
        munmap(daemon->faults, sizeof *daemon->faults);
    daemon_end(daemon, SIGKILL);
    snprintf(command, sizeof command, "rm -rf '%s'", daemon->folder);
    if (system(command) != 0)
        cr_log_warn("%s was not removed", daemon->folder);
}

json_t *daemon_ask(struct daemon *daemon, const char *method, const char *path, json_t *body, int *ret_status)
{
    json_t *answer = NULL;

    if (!daemon->client) {
        struct client_options options;
        cr_assert_eq(client_options_fill(&options, daemon->dir, NULL, NULL), ERROR_NONE);
        cr_assert_not_null(daemon->client = client_create(&options));
    }
    *ret_status = client_call(daemon->client, method, path, body, NULL, 10000, &answer);
    json_decref(body);
    return answer;
}

pid_t daemon_program(const struct daemon *daemon, const char *log, const char *const *arguments)
{
    char path[256];

    snprintf(path, sizeof path, "%s/%s", daemon->folder, log);
    int file = open_log(path);
    pid_t pid = launch(arguments, file, file, NULL, NULL);
    close(file);
    return pid;
}

int daemon_wait_exit(pid_t process, int seconds)
{
    int64_t end_ms = clock_steady_ms() + 1000 * seconds;
    int status;

    for (;;) {
        if (waitpid(process, &status, WNOHANG) == process)
            return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        if (clock_steady_ms() > end_ms)
            break;
        poll(NULL, 0, 10);
    }
    kill(process, SIGKILL);
    waitpid(process, &status, 0);
    return -1;
}

bool daemon_wait_log(const struct daemon *daemon, const char *log, const char *text, int seconds)
{
    int64_t end_ms = clock_steady_ms() + 1000 * seconds;
    char path[256];
    static char content[1 << 16];

    snprintf(path, sizeof path, "%s/%s", daemon->folder, log);
    do {
        FILE *file = fopen(path, "r");
        size_t length = file ? fread(content, 1, sizeof content - 1, file) : 0;
        content[length] = '\0';
        if (file)
            fclose(file);
        if (strstr(content, text))
            return true;
        poll(NULL, 0, 10);
    } while (clock_steady_ms() < end_ms);
    return false;
}

int daemon_rounds(int usual)
{
    const char *text = getenv("ROUNDS");
    return text ? atoi(text) : usual;
}
