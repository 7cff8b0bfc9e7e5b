#include "kiosk/readers.h"

#include <errno.h>
#include <jansson.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void readers_erase(void *memory, size_t size)
{
    volatile unsigned char *bytes = memory; /* the compiler may not think that nobody looks */

    while (size > 0)
        bytes[--size] = 0;
}

static void erase_and_free(void *memory)
{
    if (memory)
        readers_erase(memory, malloc_usable_size(memory));
    free(memory);
}

void readers_erase_json(void)
{
    json_set_alloc_funcs(malloc, erase_and_free);
}

static void take_line(struct readers *readers, readers_card *card, void *context)
{
    json_t *line = json_loadb(readers->line, readers->length, JSON_REJECT_DUPLICATES, NULL);
    const char *kind, *number;

    if (line && json_unpack(line, "{s:s, s:s}", "kind", &kind, "number", &number) == 0 && strcmp(kind, "id-card") == 0)
        card(context, number);
    json_decref(line);
}

void readers_take(struct readers *readers, const char *bytes, size_t size, readers_card *card, void *context)
{
    for (size_t i = 0; i < size; i++) {
        if (bytes[i] != '\n') {
            readers->too_long = readers->too_long || readers->length == sizeof readers->line;
            if (!readers->too_long)
                readers->line[readers->length++] = bytes[i];
            continue;
        }
        if (!readers->too_long)
            take_line(readers, card, context);
        readers_erase(readers, sizeof *readers);
    }
}

void readers_read(struct readers *readers, int fd, readers_card *card, void *context)
{
    char bytes[READERS_LINE];
    ssize_t got;

    while ((got = read(fd, bytes, sizeof bytes)) > 0 || (got < 0 && errno == EINTR))
        if (got > 0)
            readers_take(readers, bytes, (size_t)got, card, context);
    readers_erase(bytes, sizeof bytes);
}
