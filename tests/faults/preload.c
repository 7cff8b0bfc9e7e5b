/* Loaded before the C library (LD_PRELOAD) into the controller under test: calls fail as the file named by YICHUANG_FAULTS orders (order.h), and the wall clock is
 * ahead. "The database's files" are those whose name has hall.db in it. */
#define _GNU_SOURCE
#include "order.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static struct fault_order *order; /* NULL: nothing goes wrong */

__attribute__((constructor)) static void map_order(void)
{
    const char *name = getenv("YICHUANG_FAULTS");
    int fd = name ? open(name, O_RDWR | O_CLOEXEC) : -1;
    void *map = fd >= 0 ? mmap(NULL, sizeof *order, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0) : MAP_FAILED;

    if (fd >= 0)
        close(fd);
    if (map != MAP_FAILED)
        order = map;
}

/* Whether this call, of this kind, is one that fails; with errno set. */
static bool fails(enum fault kind)
{
    if (!order || atomic_load(&order->kind) != (int)kind || atomic_fetch_sub(&order->skip, 1) > 0 || atomic_fetch_sub(&order->times, 1) <= 0)
        return false;
    atomic_fetch_add(&order->failed, 1);
    errno = order->error;
    return true;
}

static bool is_wanted(enum fault kind)
{
    return order && atomic_load(&order->kind) == (int)kind;
}

static bool is_database(int fd)
{
    char link[64], path[512];
    int before = errno;

    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    errno = before;
    if (length <= 0)
        return false;
    path[length] = '\0';
    return strstr(path, "hall.db") != NULL;
}

#define REAL(function)                 \
    static __typeof__(function) *real; \
    if (!real)                         \
    real = (__typeof__(function) *)dlsym(RTLD_NEXT, #function)

/* --- memory (under a sanitizer its own functions are the next ones) --- */

void *malloc(size_t size)
{
    REAL(malloc);
    return is_wanted(FAULT_MEMORY) && fails(FAULT_MEMORY) ? NULL : real(size);
}

/* dlsym() may ask for memory before it has found calloc. */
void *calloc(size_t count, size_t size)
{
    static char early[4096];
    static size_t used;
    static bool finding;
    static void *(*real)(size_t, size_t);

    if (!real && finding) {
        void *block = early + used;
        used += (count * size + 15) & ~(size_t)15;
        return used <= sizeof early ? block : NULL;
    }
    if (!real) {
        finding = true;
        real = (void *(*)(size_t, size_t))dlsym(RTLD_NEXT, "calloc");
    }
    return is_wanted(FAULT_MEMORY) && fails(FAULT_MEMORY) ? NULL : real(count, size);
}

void *realloc(void *block, size_t size)
{
    REAL(realloc);
    return size > 0 && is_wanted(FAULT_MEMORY) && fails(FAULT_MEMORY) ? NULL : real(block, size);
}

/* --- the database's files --- */

ssize_t pread64(int fd, void *bytes, size_t count, off64_t offset)
{
    REAL(pread64);
    return is_wanted(FAULT_READ) && is_database(fd) && fails(FAULT_READ) ? -1 : real(fd, bytes, count, offset);
}

ssize_t pread(int fd, void *bytes, size_t count, off_t offset)
{
    return pread64(fd, bytes, count, offset);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset)
{
    REAL(pwrite64);
    if (is_wanted(FAULT_WRITE) && is_database(fd) && fails(FAULT_WRITE))
        return -1;
    if (is_wanted(FAULT_SHORT) && is_database(fd) && fails(FAULT_SHORT))
        return real(fd, bytes, count / 2, offset);
    return real(fd, bytes, count, offset);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset)
{
    return pwrite64(fd, bytes, count, offset);
}

int fdatasync(int fd)
{
    REAL(fdatasync);
    return is_wanted(FAULT_SYNC) && is_database(fd) && fails(FAULT_SYNC) ? -1 : real(fd);
}

int fsync(int fd)
{
    REAL(fsync);
    return is_wanted(FAULT_SYNC) && is_database(fd) && fails(FAULT_SYNC) ? -1 : real(fd);
}

/* --- connections --- */

ssize_t readv(int fd, const struct iovec *parts, int count)
{
    REAL(readv);
    return is_wanted(FAULT_RECEIVE) && fails(FAULT_RECEIVE) ? -1 : real(fd, parts, count);
}

ssize_t writev(int fd, const struct iovec *parts, int count)
{
    REAL(writev);
    return is_wanted(FAULT_SEND) && fails(FAULT_SEND) ? -1 : real(fd, parts, count);
}

int accept4(int fd, struct sockaddr *address, socklen_t *length, int flags)
{
    REAL(accept4);
    return is_wanted(FAULT_ACCEPT) && fails(FAULT_ACCEPT) ? -1 : real(fd, address, length, flags);
}

/* --- the wall clock --- */

int clock_gettime(clockid_t id, struct timespec *now)
{
    REAL(clock_gettime);
    int result = real(id, now);
    int64_t ahead_ms = order && id == CLOCK_REALTIME ? atomic_load(&order->clock_ahead_ms) : 0;

    if (result == 0 && ahead_ms != 0) {
        int64_t ms = now->tv_sec * 1000 + now->tv_nsec / 1000000 + ahead_ms;
        now->tv_sec = ms / 1000;
        now->tv_nsec = ms % 1000 * 1000000;
    }
    return result;
}
