#include "store/backup.h"

#include "store/database.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SLICE_PAGES = 64 };

struct store_backup {
    sqlite3 *copy;
    sqlite3_backup *backup;
    bool whole;
    char path[4096];
};

enum error store_backup_begin(struct store *store, const char *path, struct store_backup **ret_backup)
{
    struct store_backup *backup = calloc(1, sizeof *backup);
    enum error error = ERROR_MEMORY;

    if (!backup)
        return ERROR_MEMORY;
    if (strlen(path) >= sizeof backup->path) {
        free(backup);
        return ERROR_RANGE;
    }
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
    if (fd < 0) {
        error = errno == EEXIST ? ERROR_EXISTS : errno == ENOSPC ? ERROR_FULL : ERROR_IO;
        free(backup);
        return error;
    }
    close(fd);
    memcpy(backup->path, path, strlen(path) + 1);
    error = database_error(sqlite3_open_v2(path, &backup->copy, SQLITE_OPEN_READWRITE, NULL));
    if (error == ERROR_NONE && !(backup->backup = sqlite3_backup_init(backup->copy, "main", store->db, "main")))
        error = database_error(sqlite3_errcode(backup->copy));
    if (error != ERROR_NONE) {
        store_backup_end(backup);
        return error;
    }
    *ret_backup = backup;
    return ERROR_NONE;
}

enum error store_backup_slice(struct store_backup *backup, bool *ret_done)
{
    int code = sqlite3_backup_step(backup->backup, SLICE_PAGES);

    *ret_done = false;
    if (code == SQLITE_OK)
        return ERROR_NONE;
    if (code != SQLITE_DONE)
        return database_error(code);
    code = sqlite3_backup_finish(backup->backup);
    backup->backup = NULL;
    if (code == SQLITE_OK)
        code = sqlite3_close(backup->copy);
    backup->copy = NULL;
    int fd = open(backup->path, O_RDONLY);
    bool synced = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    if (code != SQLITE_OK || !synced)
        return code != SQLITE_OK ? database_error(code) : ERROR_IO;
    *ret_done = backup->whole = true;
    return ERROR_NONE;
}

void store_backup_end(struct store_backup *backup)
{
    if (!backup)
        return;
    if (backup->backup)
        sqlite3_backup_finish(backup->backup);
    sqlite3_close(backup->copy);
    if (!backup->whole)
        unlink(backup->path);
    free(backup);
}

static enum error copy_file(const char *from, const char *to)
{
    char bytes[65536];
    ssize_t got = 0;
    int in = open(from, O_RDONLY), out = in < 0 ? -1 : open(to, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    bool good = out >= 0;

    while (good && (got = read(in, bytes, sizeof bytes)) > 0)
        good = write(out, bytes, (size_t)got) == got;
    enum error error = in < 0 ? ERROR_MISSING : good && got == 0 ? ERROR_NONE : errno == ENOSPC ? ERROR_FULL : ERROR_IO;
    if (out >= 0 && fsync(out) != 0 && error == ERROR_NONE)
        error = ERROR_IO;
    if (in >= 0)
        close(in);
    if (out >= 0)
        close(out);
    return error;
}

static void drop_log(const char *path)
{
    static const char *const endings[] = {"-wal", "-shm"};
    char name[8300];

    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        snprintf(name, sizeof name, "%s%s", path, endings[i]);
        unlink(name);
    }
}

/* Checks a copy and begins its new epoch. */
static enum error renew(const char *path, const struct store_signer *signer, struct memory memory, struct store_verdict *ret_verdict)
{
    struct store *store;
    char epoch[24];
    enum error error = store_open(path, signer, &store);

    if (error != ERROR_NONE)
        return error;
    error = store_verify(store, memory, ret_verdict);
    if (error == ERROR_NONE && !ret_verdict->ok)
        error = ERROR_CORRUPT;
    snprintf(epoch, sizeof epoch, "%lld", (long long)store->epoch + 1);
    if (error == ERROR_NONE)
        error = database_turn(store);
    if (error == ERROR_NONE)
        error = database_run(store, STATEMENT_META_SET, "tt", "epoch", epoch);
    if (error == ERROR_NONE)
        error = store_commit(store);
    if (error == ERROR_NONE)
        error = database_error(sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL));
    store_close(store);
    return error;
}

enum error store_restore(const char *from, const char *path, const struct store_signer *signer, struct memory memory, struct store_verdict *ret_verdict)
{
    char fresh[4200], before[4200];

    memset(ret_verdict, 0, sizeof *ret_verdict);
    if (strlen(path) > 4000)
        return ERROR_RANGE;
    snprintf(fresh, sizeof fresh, "%s.restored", path);
    snprintf(before, sizeof before, "%s.before", path);
    enum error error = copy_file(from, fresh);
    if (error == ERROR_NONE)
        error = renew(fresh, signer, memory, ret_verdict);
    drop_log(fresh);
    if (error == ERROR_NONE && access(path, F_OK) == 0) {
        struct store *store; /* nobody else may hold it, and its log goes into it before it is put away */
        error = store_open(path, signer, &store);
        if (error == ERROR_NONE) {
            error = database_error(sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL));
            store_close(store);
        } else if (error == ERROR_CORRUPT) {
            error = ERROR_NONE; /* a broken one is what a restore is for */
        }
        if (error == ERROR_NONE && rename(path, before) != 0)
            error = ERROR_IO;
        drop_log(path);
    }
    if (error == ERROR_NONE && rename(fresh, path) != 0)
        error = ERROR_IO;
    if (error != ERROR_NONE)
        unlink(fresh);
    return error;
}
