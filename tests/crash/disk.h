/* A disk in memory that can lose power: SQLite's default file system (VFS) once disk_format() was called. What was written and not yet
 * synced is lost, kept in part, or torn when the power comes back. One process, one connection; everything follows from the seed.
 *
 * The store asks the file system itself in two places, whether a file is there (access) and to keep the folder's entries (fsync): both are
 * answered for this disk, too, so that the real store code runs on it unchanged. The disk has the sector size and the promises that
 * SQLite's own "unix" VFS makes (4096 bytes, what is beside an overwritten range stays), so SQLite takes the same paths as in the product. */
#ifndef CRASH_DISK_H
#define CRASH_DISK_H

#include <stdbool.h>
#include <stdint.h>

/* What goes wrong. CUT: the machine is off at once. FULL: nothing more can be written until the next disk_arm(). BROKEN: one sync fails;
 * as kernels do, it forgets which pages were to be written, so programs go on seeing what may never reach the disk; later calls work
 * again. */
enum disk_fault { DISK_WORKS, DISK_CUT, DISK_FULL, DISK_BROKEN };

/* What survives of that which was not synced. */
enum disk_keep { DISK_KEEP_NONE, DISK_KEEP_PREFIX, DISK_KEEP_SUBSET, DISK_KEEP_TORN, DISK_KEEP_ALL, DISK_KEEP_COUNT };
extern const char *const disk_keep_words[DISK_KEEP_COUNT];

/* An empty disk, working. Registers the VFS at the first call. */
void disk_format(uint64_t seed);

/* The fault comes with the step (write, truncate, sync, delete) after `steps` more; BROKEN at the first sync from there on. */
void disk_arm(enum disk_fault fault, int64_t steps);

/* The program is killed or the machine goes off, now: whatever is still asked of the disk fails and leaves nothing. */
void disk_cut_off(void);

/* Whether the fault has come: the machine is off, or one write or sync was refused. */
bool disk_has_failed(void);

/* Whether the machine is off: nobody is told anything any more. */
bool disk_is_off(void);

/* The program starts again, the machine was never off: it sees what was written, synced or not. Nothing may be open any more. */
void disk_restart(void);

/* The machine starts again with what the disk has kept; nothing may be open any more. */
void disk_power_on(enum disk_keep keep);

#endif
