#include "disk_files.h"

#include "random.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

const char *const disk_keep_words[DISK_KEEP_COUNT] = {"none", "prefix", "subset", "torn", "all"};

enum { FILES_MAX = 8, SECTOR = 512 };

/* Something not yet synced. */
struct step {
    struct disk_file *file;
    bool truncates;
    int64_t offset, length;
    unsigned char *bytes;
};

static struct {
    struct random random;
    struct disk_file files[FILES_MAX];
    struct step *pending;
    int64_t pending_count, pending_room, steps, fault_at;
    enum disk_fault fault;
    bool failed;
} disk;

uint64_t disk_chance(void)
{
    return random_next(&disk.random);
}

/* --- contents --- */

static void content_resize(struct content *content, int64_t size)
{
    if (size > content->room) {
        content->room = size * 2;
        content->bytes = realloc(content->bytes, (size_t)content->room);
        if (!content->bytes)
            abort();
    }
    if (size > content->size)
        memset(content->bytes + content->size, 0, (size_t)(size - content->size));
    content->size = size;
}

static void content_write(struct content *content, int64_t offset, const unsigned char *bytes, int64_t length)
{
    if (offset + length > content->size)
        content_resize(content, offset + length);
    memcpy(content->bytes + offset, bytes, (size_t)length);
}

static void content_copy(struct content *to, const struct content *from)
{
    to->size = 0;
    if (from->size > 0)
        content_write(to, 0, from->bytes, from->size);
}

/* --- what is not synced --- */

static void add_pending(struct disk_file *file, bool truncates, int64_t offset, const void *bytes, int64_t length)
{
    struct step step = {file, truncates, offset, length, NULL};

    if (disk.pending_count == disk.pending_room) {
        disk.pending_room = disk.pending_room * 2 + 64;
        disk.pending = realloc(disk.pending, (size_t)disk.pending_room * sizeof *disk.pending);
    }
    if (length > 0 && (step.bytes = malloc((size_t)length)))
        memcpy(step.bytes, bytes, (size_t)length);
    if (!disk.pending || (length > 0 && !step.bytes))
        abort();
    disk.pending[disk.pending_count++] = step;
}

static void keep_step(const struct step *step)
{
    if (step->truncates)
        content_resize(&step->file->safe, step->offset);
    else
        content_write(&step->file->safe, step->offset, step->bytes, step->length);
}

/* Each piece of 512 bytes was written, or was not, or (seldom) was in the middle of it. */
static void tear_step(const struct step *step)
{
    if (step->truncates) {
        if (random_below(&disk.random, 2))
            keep_step(step);
        return;
    }
    for (int64_t at = step->offset, end = step->offset + step->length, next; at < end; at = next) {
        next = at / SECTOR * SECTOR + SECTOR;
        if (next > end)
            next = end;
        int64_t fate = random_below(&disk.random, 16);
        /* what is written with the bytes that it holds stays: no drive forgets more than SQLite itself reckons with */
        bool same = next <= step->file->safe.size && memcmp(step->file->safe.bytes + at, step->bytes + (at - step->offset), (size_t)(next - at)) == 0;
        if (fate == 0 && !same)
            for (int64_t i = at; i < next; i++)
                step->bytes[i - step->offset] = (unsigned char)random_next(&disk.random);
        if (fate < 8)
            content_write(&step->file->safe, at, step->bytes + (at - step->offset), next - at);
        else if (fate < 12 && next > step->file->safe.size)
            content_resize(&step->file->safe, next); /* the length is known, the bytes are not */
    }
}

/* What becomes of pending steps. */
enum fate { LOST, KEPT, BY_CHANCE };

/* Decides about the pending steps of one file (NULL: of all). */
static void settle(const struct disk_file *file, enum fate fate)
{
    int64_t left = 0;

    for (int64_t i = 0; i < disk.pending_count; i++) {
        struct step *step = &disk.pending[i];
        if (file && step->file != file) {
            disk.pending[left++] = *step;
            continue;
        }
        if (fate == KEPT || (fate == BY_CHANCE && random_below(&disk.random, 2)))
            keep_step(step);
        free(step->bytes);
    }
    disk.pending_count = left;
}

void disk_sync_folder(void)
{
    for (int i = 0; i < FILES_MAX; i++) {
        struct disk_file *file = &disk.files[i];
        if (file->exists_safe && !file->exists)
            file->safe.size = 0;
        file->exists_safe = file->exists;
    }
}

/* --- faults --- */

bool disk_is_off(void)
{
    return disk.failed && disk.fault == DISK_CUT;
}

/* Counts a step; returns SQLite's code for it, SQLITE_OK if it is done. */
int disk_step(bool syncs)
{
    if (disk_is_off())
        return SQLITE_IOERR;
    disk.steps++;
    if (disk.fault == DISK_WORKS || disk.steps < disk.fault_at)
        return SQLITE_OK;
    if (disk.fault == DISK_BROKEN && (!syncs || disk.failed))
        return SQLITE_OK;
    if (disk.fault == DISK_FULL && syncs)
        return SQLITE_OK;
    disk.failed = true;
    return disk.fault == DISK_FULL ? SQLITE_FULL : disk.fault == DISK_BROKEN ? SQLITE_IOERR_FSYNC : SQLITE_IOERR;
}

/* --- files --- */

struct disk_file *disk_find(const char *name)
{
    for (int i = 0; i < FILES_MAX; i++)
        if (disk.files[i].exists && strcmp(disk.files[i].name, name) == 0)
            return &disk.files[i];
    return NULL;
}

struct disk_file *disk_make(const char *name)
{
    struct disk_file *file = NULL;

    for (int i = 0; i < FILES_MAX && !file; i++)
        if (strcmp(disk.files[i].name, name) == 0)
            file = &disk.files[i];
    for (int i = 0; i < FILES_MAX && !file; i++)
        if (!disk.files[i].exists && !disk.files[i].exists_safe)
            file = &disk.files[i];
    if (!file || strlen(name) >= sizeof file->name)
        abort();
    settle(file, LOST);
    memcpy(file->name, name, strlen(name) + 1);
    file->exists = true;
    file->exists_safe = false; /* an earlier one of this name is taken to be gone for good */
    file->now.size = file->safe.size = 0;
    return file;
}

void disk_write(struct disk_file *file, int64_t offset, const void *bytes, int64_t length, bool lost)
{
    add_pending(file, false, offset, bytes, length);
    if (!lost)
        content_write(&file->now, offset, bytes, length);
}

void disk_truncate(struct disk_file *file, int64_t size)
{
    add_pending(file, true, size, NULL, 0);
    content_resize(&file->now, size);
}

void disk_delete(struct disk_file *file)
{
    file->exists = false;
    settle(file, LOST);
}

void disk_sync(struct disk_file *file)
{
    settle(file, KEPT);
}

void disk_fail_sync(struct disk_file *file)
{
    settle(file, BY_CHANCE);
}

/* --- the hand on the switch --- */

void disk_format(uint64_t seed)
{
    disk_register();
    settle(NULL, LOST);
    for (int i = 0; i < FILES_MAX; i++) {
        struct disk_file *file = &disk.files[i];
        file->name[0] = '\0';
        file->exists = file->exists_safe = false;
        file->now.size = file->safe.size = 0;
    }
    disk.random = (struct random){seed ^ 0xD15C};
    disk.steps = 0;
    disk_restart();
}

void disk_arm(enum disk_fault fault, int64_t steps)
{
    disk.fault = fault;
    disk.fault_at = disk.steps + 1 + steps;
    disk.failed = false;
}

void disk_cut_off(void)
{
    disk.fault = DISK_CUT;
    disk.failed = true;
}

bool disk_has_failed(void)
{
    return disk.failed;
}

void disk_restart(void)
{
    disk_forget_memory();
    disk_arm(DISK_WORKS, 0);
}

/* Decides the fate of a file's name whose making or deletion was not synced. */
static void settle_entry(struct disk_file *file, enum disk_keep keep)
{
    if (file->exists != file->exists_safe && (keep == DISK_KEEP_ALL || (keep != DISK_KEEP_NONE && random_below(&disk.random, 2))))
        file->exists_safe = file->exists;
    file->exists = file->exists_safe;
    if (!file->exists)
        file->safe.size = 0;
    content_copy(&file->now, &file->safe);
}

void disk_power_on(enum disk_keep keep)
{
    int64_t prefix = random_below(&disk.random, disk.pending_count + 1);

    for (int64_t i = 0; i < disk.pending_count; i++) {
        const struct step *step = &disk.pending[i];
        if (keep == DISK_KEEP_ALL || (keep == DISK_KEEP_PREFIX && i < prefix) || (keep == DISK_KEEP_SUBSET && random_below(&disk.random, 2)))
            keep_step(step);
        else if (keep == DISK_KEEP_TORN)
            tear_step(step);
    }
    settle(NULL, LOST);
    for (int i = 0; i < FILES_MAX; i++)
        settle_entry(&disk.files[i], keep);
    disk_restart();
}
