/* A copy of the database while the hall runs, made in slices between turns. What is written meanwhile by this store goes into the copy too, so it is consistent as of its
 * last slice (SQLite's online backup, with the writer on the same connection). */
#ifndef STORE_BACKUP_H
#define STORE_BACKUP_H

#include "store/store.h"

struct store_backup;

/* Begins a copy to a new file; ERROR_EXISTS if it is there. */
enum error store_backup_begin(struct store *store, const char *path, struct store_backup **ret_backup);

/* Copies a slice, a millisecond or so; not inside a turn. *ret_done when the copy is whole and on the disk. */
enum error store_backup_slice(struct store_backup *backup, bool *ret_done);

/* Ends it; a copy that is not whole is removed. Accepts NULL. */
void store_backup_end(struct store_backup *backup);

/* Puts a copy in the place of a hall's database: from is checked (it must be whole), the old database is kept beside it as PATH.before, and the hall begins a new
 * epoch, so that nobody takes the two histories for one. The controller must not run. *ret_verdict tells what is wrong with ERROR_CORRUPT. */
enum error store_restore(const char *from, const char *path, const struct store_signer *signer, struct memory memory, struct store_verdict *ret_verdict);

#endif
