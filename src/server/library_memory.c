#include "server/library_memory.h"

#include "base/log.h"
#include "server/start.h"

#include <event2/event.h>
#include <jansson.h>
#include <stdlib.h>
#include <unistd.h>

static bool failed;

static void *get_for_json(size_t size)
{
    void *block = malloc(size);

    failed = failed || !block;
    return block;
}

static void *or_end(void *block)
{
    if (!block) {
        log_error("out of memory");
        _exit(EXIT_REFUSED);
    }
    return block;
}

static void *get_for_event(size_t size)
{
    return or_end(malloc(size));
}

static void *resize_for_event(void *block, size_t size)
{
    return or_end(realloc(block, size));
}

void library_memory_start(void)
{
    json_set_alloc_funcs(get_for_json, free);
    event_set_mem_functions(get_for_event, resize_for_event, free);
}

bool library_memory_failed(void)
{
    bool was = failed;

    failed = false;
    return was;
}
