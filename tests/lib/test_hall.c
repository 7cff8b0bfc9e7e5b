#include "lib/test_hall.h"

#include "base/clock.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static void fail(const char *what, const char *which)
{
    fprintf(stderr, "test hall: %s: %s\n", what, which);
    exit(1);
}

static void program_path(char path[static 1024], const char *name)
{
    const char *bin = getenv("YICHUANG_BIN");

    if (!bin || snprintf(path, 1024, "%s/%s", bin, name) >= 1024 || access(path, X_OK) != 0)
        fail("YICHUANG_BIN does not lead to the program", name);
}

pid_t test_hall_program(const struct test_hall *hall, const char *name, const char *log, const char *const arguments[])
{
    const char *argv[16] = { name };
    char path[1024], log_path[640];

    program_path(path, name);
    snprintf(log_path, sizeof log_path, "%s/%s", hall->folder, log);
    for (int i = 0; arguments[i] && i < 14; i++)
        argv[i + 1] = arguments[i];
    pid_t process = fork();
    if (process < 0)
        fail("fork", name);
    if (process == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        int fd = open(log_path, O_WRONLY | O_CREAT | O_APPEND, 0600);
        dup2(fd, 1);
        dup2(fd, 2);
        execv(path, (char *const *)(void *)argv);
        _exit(127);
    }
    return process;
}

int test_wait_exit(pid_t process, int seconds)
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

bool test_wait_log(const struct test_hall *hall, const char *log, const char *text, int seconds)
{
    int64_t end_ms = clock_steady_ms() + 1000 * seconds;
    char path[640];
    static char content[1 << 16];

    snprintf(path, sizeof path, "%s/%s", hall->folder, log);
    do {
        FILE *file = fopen(path, "r");
        size_t length = file ? fread(content, 1, sizeof content - 1, file) : 0;
        content[length] = 0;
        if (file)
            fclose(file);
        if (strstr(content, text))
            return true;
        poll(NULL, 0, 10);
    } while (clock_steady_ms() < end_ms);
    return false;
}

void test_hall_start_controller(struct test_hall *hall)
{
    const char *arguments[] = { hall->dir, "--listen", "127.0.0.1:0", hall->clock ? "--demo-clock" : NULL, hall->clock, NULL };
    char log[640];

    snprintf(log, sizeof log, "%s/controller.log", hall->folder);
    unlink(log);
    hall->controller = test_hall_program(hall, "yichuangd", "controller.log", arguments);
    if (!test_wait_log(hall, "controller.log", "ready ", 20))
        fail("the controller does not get ready", hall->dir);
}

void test_hall_kill_controller(struct test_hall *hall)
{
    if (hall->controller > 0) {
        kill(hall->controller, SIGKILL);
        waitpid(hall->controller, NULL, 0);
    }
    hall->controller = 0;
}

static void write_printers(const struct test_hall *hall, const char *printers)
{
    char path[640];

    snprintf(path, sizeof path, "%s/printers.conf", hall->dir);
    FILE *file = fopen(path, "w");
    if (!file || fputs(printers, file) < 0 || fclose(file) != 0)
        fail("cannot be written", path);
}

void test_hall_start(struct test_hall *hall, const char *clock, const char *printers)
{
    const char *temporary = getenv("TMPDIR");
    const char *init[] = { "init", hall->dir, "--demo", NULL };
    struct client_options options;

    *hall = (struct test_hall){ .clock = clock };
    snprintf(hall->folder, sizeof hall->folder, "%s/yichuang-hall-XXXXXX", temporary && strlen(temporary) < 400 ? temporary : "/tmp");
    if (!mkdtemp(hall->folder))
        fail("cannot be made", hall->folder);
    snprintf(hall->dir, sizeof hall->dir, "%s/hall", hall->folder);
    unsetenv("YICHUANG_DIR");
    unsetenv("YICHUANG_URL");
    unsetenv("YICHUANG_TOKEN");
    if (test_wait_exit(test_hall_program(hall, "yichuang", "init.log", init), 20) != 0)
        fail("yichuang init failed", hall->dir);
    if (printers)
        write_printers(hall, printers);
    test_hall_start_controller(hall);
    if (client_options_fill(&options, hall->dir, NULL, NULL) != ERROR_NONE || !(hall->client = client_create(&options)))
        fail("no client", hall->dir);
}

void test_hall_finish(struct test_hall *hall)
{
    char command[640];

    client_destroy(hall->client);
    test_hall_kill_controller(hall);
    snprintf(command, sizeof command, "rm -rf '%s'", hall->folder);
    if (system(command) != 0)
        fail("cannot be removed", hall->folder);
}

json_t *test_hall_ask(struct test_hall *hall, const char *method, const char *path, json_t *body, int *ret_status)
{
    json_t *answer = NULL;

    *ret_status = client_call(hall->client, method, path, body, NULL, 10000, &answer);
    json_decref(body);
    return answer;
}
