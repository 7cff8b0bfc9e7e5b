/* The face of the disk in memory to SQLite, and to the store where it asks the file system itself. */
#define _GNU_SOURCE /* syscall */
#include "disk_files.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { REGIONS_MAX = 16 };

/* What SQLite holds of an open file. */
struct handle {
    sqlite3_file base;
    struct disk_file *file;
    bool ends_with_close, entry_with_sync, keep_log;
};

/* Shared memory of a write-ahead log that is not held exclusively: only while store_create() makes the file, never in the running store. */
static void *regions[REGIONS_MAX];

/* --- a file --- */

static int file_close(sqlite3_file *base)
{
    struct handle *handle = (struct handle *)base;

    if (handle->ends_with_close)
        disk_delete(handle->file);
    return SQLITE_OK;
}

static int file_read(sqlite3_file *base, void *bytes, int length, sqlite3_int64 offset)
{
    const struct content *now = &((struct handle *)base)->file->now;
    int64_t there = now->size > offset ? now->size - offset : 0;

    if (disk_is_off())
        return SQLITE_IOERR_READ;
    if (there >= length) {
        memcpy(bytes, now->bytes + offset, (size_t)length);
        return SQLITE_OK;
    }
    memset(bytes, 0, (size_t)length);
    if (there > 0)
        memcpy(bytes, now->bytes + offset, (size_t)there);
    return SQLITE_IOERR_SHORT_READ;
}

static int file_write(sqlite3_file *base, const void *bytes, int length, sqlite3_int64 offset)
{
    struct disk_file *file = ((struct handle *)base)->file;
    bool was_off = disk_is_off();
    int code = disk_step(false);

    if (code == SQLITE_OK || (disk_is_off() && !was_off))
        disk_write(file, offset, bytes, length, code != SQLITE_OK);
    else if (code == SQLITE_FULL)
        disk_write(file, offset, bytes, length / 2, false); /* the last bytes that there was room for */
    return code;
}

static int file_truncate(sqlite3_file *base, sqlite3_int64 size)
{
    int code = disk_step(false);

    if (code == SQLITE_OK)
        disk_truncate(((struct handle *)base)->file, size);
    return code;
}

static int file_sync(sqlite3_file *base, int flags)
{
    struct handle *handle = (struct handle *)base;
    int code = disk_step(true);

    (void)flags;
    if (code == SQLITE_IOERR_FSYNC)
        disk_fail_sync(handle->file);
    if (code != SQLITE_OK)
        return code;
    disk_sync(handle->file);
    if (handle->entry_with_sync)
        disk_sync_folder();
    return SQLITE_OK;
}

static int file_size(sqlite3_file *base, sqlite3_int64 *ret_size)
{
    *ret_size = ((struct handle *)base)->file->now.size;
    return disk_is_off() ? SQLITE_IOERR_FSTAT : SQLITE_OK;
}

static int file_lock(sqlite3_file *base, int level)
{
    (void)base, (void)level;
    return SQLITE_OK;
}

static int file_reserved(sqlite3_file *base, int *ret_held)
{
    (void)base;
    *ret_held = 0;
    return SQLITE_OK;
}

static int file_control(sqlite3_file *base, int what, void *argument)
{
    struct handle *handle = (struct handle *)base;
    int *value = argument;

    if (what != SQLITE_FCNTL_PERSIST_WAL)
        return SQLITE_NOTFOUND;
    if (*value >= 0)
        handle->keep_log = *value != 0;
    *value = handle->keep_log;
    return SQLITE_OK;
}

static int file_sector(sqlite3_file *base)
{
    (void)base;
    return 4096;
}

static int file_promises(sqlite3_file *base)
{
    (void)base;
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static int memory_map(sqlite3_file *base, int region, int size, int extend, void volatile **ret_memory)
{
    (void)base;
    if (region >= REGIONS_MAX)
        return SQLITE_IOERR_SHMMAP;
    if (!regions[region] && extend && !(regions[region] = calloc(1, (size_t)size)))
        return SQLITE_NOMEM;
    *ret_memory = regions[region];
    return SQLITE_OK;
}

static int memory_lock(sqlite3_file *base, int offset, int count, int flags)
{
    (void)base, (void)offset, (void)count, (void)flags;
    return SQLITE_OK;
}

static void memory_barrier(sqlite3_file *base)
{
    (void)base;
}

void disk_forget_memory(void)
{
    for (int i = 0; i < REGIONS_MAX; i++) {
        free(regions[i]);
        regions[i] = NULL;
    }
}

static int memory_unmap(sqlite3_file *base, int delete)
{
    (void)base, (void)delete;
    disk_forget_memory();
    return SQLITE_OK;
}

/* Shared memory only for store_create(), which does not hold the file exclusively; the running store never asks for it. */
static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_lock,
    .xCheckReservedLock = file_reserved,
    .xFileControl = file_control,
    .xSectorSize = file_sector,
    .xDeviceCharacteristics = file_promises,
    .xShmMap = memory_map,
    .xShmLock = memory_lock,
    .xShmBarrier = memory_barrier,
    .xShmUnmap = memory_unmap,
};

/* --- the disk --- */

static int vfs_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *base, int flags, int *ret_flags)
{
    struct handle *handle = (struct handle *)base;
    static int temporary;
    char own_name[32];

    (void)vfs;
    memset(handle, 0, sizeof *handle);
    if (disk_is_off())
        return SQLITE_CANTOPEN;
    if (!name) {
        snprintf(own_name, sizeof own_name, "temporary-%d", ++temporary);
        name = own_name;
    }
    if (!(handle->file = disk_find(name))) {
        if (!(flags & SQLITE_OPEN_CREATE))
            return SQLITE_CANTOPEN;
        handle->file = disk_make(name);
    }
    /* as the unix VFS: a sync of a log or journal that may have been made here syncs the folder, too; a database's does not */
    handle->entry_with_sync = (flags & SQLITE_OPEN_CREATE) && (flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL));
    handle->ends_with_close = (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
    handle->base.pMethods = &methods;
    if (ret_flags)
        *ret_flags = flags;
    return SQLITE_OK;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *name, int syncs)
{
    struct disk_file *file = disk_find(name);

    (void)vfs;
    if (!file)
        return SQLITE_IOERR_DELETE_NOENT;
    int code = disk_step(false);
    if (code != SQLITE_OK)
        return code;
    disk_delete(file);
    if (syncs)
        disk_sync_folder();
    return SQLITE_OK;
}

static int vfs_access(sqlite3_vfs *vfs, const char *name, int flags, int *ret_there)
{
    (void)vfs, (void)flags;
    *ret_there = disk_find(name) != NULL;
    return disk_is_off() ? SQLITE_IOERR_ACCESS : SQLITE_OK;
}

static int vfs_full_name(sqlite3_vfs *vfs, const char *name, int size, char *full)
{
    (void)vfs;
    sqlite3_snprintf(size, full, "%s", name);
    return SQLITE_OK;
}

static int vfs_random(sqlite3_vfs *vfs, int size, char *bytes)
{
    (void)vfs;
    for (int i = 0; i < size; i++)
        bytes[i] = (char)disk_chance();
    return size;
}

static int vfs_sleep(sqlite3_vfs *vfs, int microseconds)
{
    (void)vfs;
    return microseconds;
}

static int vfs_time(sqlite3_vfs *vfs, double *ret_days)
{
    (void)vfs;
    *ret_days = 2461000.5;
    return SQLITE_OK;
}

static int vfs_error(sqlite3_vfs *vfs, int size, char *text)
{
    (void)vfs, (void)size, (void)text;
    return 0;
}

static sqlite3_vfs memory_disk = {
    .iVersion = 1,
    .szOsFile = sizeof(struct handle),
    .mxPathname = 60,
    .zName = "memory-disk",
    .xOpen = vfs_open,
    .xDelete = vfs_delete,
    .xAccess = vfs_access,
    .xFullPathname = vfs_full_name,
    .xRandomness = vfs_random,
    .xSleep = vfs_sleep,
    .xCurrentTime = vfs_time,
    .xGetLastError = vfs_error,
};

int access(const char *name, int type)
{
    return disk_find(name) ? 0 : (int)syscall(SYS_faccessat, AT_FDCWD, name, type);
}

int fsync(int fd)
{
    (void)fd;
    if (disk_step(true) != SQLITE_OK)
        return -1;
    disk_sync_folder();
    return 0;
}

void disk_register(void)
{
    static bool registered;

    if (!registered && sqlite3_vfs_register(&memory_disk, 1) != SQLITE_OK)
        abort();
    registered = true;
}
