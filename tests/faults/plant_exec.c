/* Loaded into a program before the C library: at SIGUSR1 it does what somebody would do who got the program to run code of theirs. What became of each try goes
 * as a line into the file PLANT_EXEC_FILE, which is opened before anything can be locked. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

extern char **environ;
static int file = -1;

static void tell(const char *what, int failed)
{
    dprintf(file, "%s: %s\n", what, failed == 0 ? "done" : strerrorname_np(failed));
}

static void *nothing(void *context)
{
    return context;
}

static void try_all(int number)
{
    char *arguments[] = {"true", NULL};
    pthread_t thread;
    pid_t child;

    (void)number;
    tell("spawn", posix_spawn(&child, "/bin/true", NULL, NULL, arguments, environ));
    child = fork();
    if (child == 0)
        _exit(0);
    tell("fork", child < 0 ? errno : 0);
    tell("system", system("exit 0") == 0 ? 0 : errno);
    tell("type", ioctl(STDIN_FILENO, TIOCSTI, " ") == 0 ? 0 : errno);
    tell("thread", pthread_create(&thread, NULL, nothing, NULL)); /* this alone is allowed */
    execl("/bin/sh", "sh", "-c", "echo exec: done >>\"$PLANT_EXEC_FILE\"; exit 0", (char *)NULL);
    tell("exec", errno);
}

__attribute__((constructor)) static void prepare(void)
{
    const char *name = getenv("PLANT_EXEC_FILE");

    if (name)
        file = open(name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    signal(SIGUSR1, try_all);
}
