/* Inside the disk in memory: its files and faults, for its face to SQLite (disk_vfs.c). */
#ifndef CRASH_DISK_FILES_H
#define CRASH_DISK_FILES_H

#include "disk.h"

struct content {
    unsigned char *bytes;
    int64_t size, room;
};

/* One name on the disk: as programs see it, and as it would be after a power cut now. */
struct disk_file {
    char name[64];
    bool exists, exists_safe;
    struct content now, safe;
};

/* NULL if there is none of that name. */
struct disk_file *disk_find(const char *name);

/* Makes an empty file. */
struct disk_file *disk_make(const char *name);

/* Counts a step; returns SQLite's code for it, SQLITE_OK if it may be done. */
int disk_step(bool syncs);

/* Writes, or cuts to a size; not yet synced. A write that meets the power cut (lost) is only seen if it survives. */
void disk_write(struct disk_file *file, int64_t offset, const void *bytes, int64_t length, bool lost);
void disk_truncate(struct disk_file *file, int64_t size);
void disk_delete(struct disk_file *file);

/* Makes durable what was written to a file; the folder's entries. */
void disk_sync(struct disk_file *file);
void disk_sync_folder(void);

/* A sync has failed: nobody knows what it wrote, and no later sync will write it. */
void disk_fail_sync(struct disk_file *file);

/* A number from the disk's chance. */
uint64_t disk_chance(void);

/* Gives the disk to SQLite as its default file system; forgets what was only in memory. */
void disk_register(void);
void disk_forget_memory(void);

#endif
