/* Versions of the catalogue in the database. The journal says that there is a version and what its digest is (catalogue.imported, catalogue.withdrawn); the table
 * itself is kept beside it, is not touched by a rebuild, and is checked against the digest by store_verify(). A case names the version under which it was accepted. */
#ifndef STORE_CATALOGUE_H
#define STORE_CATALOGUE_H

#include "store/store.h"

#include <stddef.h>

struct store_catalogue {
    int64_t version, at_ms, items;
    char digest[65];
};

/* Keeps the canonical table of a version, in the turn of its event. */
enum error store_catalogue_put(struct store *store, const struct store_catalogue *about, const char *csv, size_t length);

/* Reads the table of a version; *ret_csv is the caller's, with a zero after *ret_length bytes. ERROR_MISSING, ERROR_MEMORY. */
enum error store_catalogue(struct store *store, int64_t version, struct store_catalogue *ret_about, char **ret_csv, size_t *ret_length);

/* Calls each with every version, the newest first; borrowed for the time of the call. */
enum error store_catalogues(struct store *store, void (*each)(void *context, const struct store_catalogue *about), void *context);

#endif
