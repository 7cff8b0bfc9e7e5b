/* Loaded before the C library (LD_PRELOAD) into the controller under test: while the file named by YICHUANG_FAULT exists, the call that it names fails for the
 * database's files: "write ENOSPC", "write EIO", "sync EIO", "short EIO" (half of the bytes are written). */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

/* Returns whether the fault is on for this kind of call on this file, with its error. */
static int fault(const char *kind, int fd)
{
    char link[64], path[512], wanted[32] = "", error[32] = "";
    const char *name = getenv("YICHUANG_FAULT");
    FILE *file = name ? fopen(name, "r") : NULL;

    if (!file)
        return 0;
    int read = fscanf(file, "%31s %31s", wanted, error);
    fclose(file);
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (read != 2 || length <= 0 || strcmp(wanted, kind) != 0)
        return 0;
    path[length] = '\0';
    if (!strstr(path, "hall.db"))
        return 0;
    return strcmp(error, "ENOSPC") == 0 ? ENOSPC : EIO;
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset)
{
    ssize_t (*real)(int, const void *, size_t, off64_t) = (ssize_t(*)(int, const void *, size_t, off64_t))dlsym(RTLD_NEXT, "pwrite64");
    int error = fault("write", fd);

    if (error) {
        errno = error;
        return -1;
    }
    if (fault("short", fd))
        return real(fd, bytes, count / 2, offset);
    return real(fd, bytes, count, offset);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset)
{
    return pwrite64(fd, bytes, count, offset);
}

static int sync_or_fail(const char *name, int fd)
{
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    int error = fault("sync", fd);

    if (error) {
        errno = error;
        return -1;
    }
    return real(fd);
}

int fdatasync(int fd)
{
    return sync_or_fail("fdatasync", fd);
}

int fsync(int fd)
{
    return sync_or_fail("fsync", fd);
}
