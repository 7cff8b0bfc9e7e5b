/* A growing row of bytes. Zero-initialised it is empty and valid. */
#ifndef PRINTERS_BYTES_H
#define PRINTERS_BYTES_H

#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

struct bytes {
    uint8_t *data; /* owned; NULL while empty */
    size_t length, room;
};

/* Appends a copy of length bytes. ERROR_MEMORY, and nothing changed, when there is no room. */
enum error bytes_append(struct bytes *bytes, const void *data, size_t length);

/* Frees the bytes; the row is empty and usable again. */
void bytes_finish(struct bytes *bytes);

#endif
