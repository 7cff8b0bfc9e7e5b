#include "printers/bytes.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_ROOM = 4096 };

enum error bytes_append(struct bytes *bytes, const void *data, size_t length)
{
    if (length > SIZE_MAX / 4 || bytes->length > SIZE_MAX / 4)
        return ERROR_MEMORY;
    if (bytes->length + length > bytes->room) {
        size_t room = bytes->room ? bytes->room : FIRST_ROOM;
        while (room < bytes->length + length)
            room *= 2;
        uint8_t *grown = realloc(bytes->data, room);
        if (!grown)
            return ERROR_MEMORY;
        bytes->data = grown;
        bytes->room = room;
    }
    if (length > 0)
        memcpy(bytes->data + bytes->length, data, length);
    bytes->length += length;
    return ERROR_NONE;
}

void bytes_finish(struct bytes *bytes)
{
    free(bytes->data);
    *bytes = (struct bytes){ 0 };
}
