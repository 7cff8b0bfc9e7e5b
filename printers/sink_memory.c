/* The printer of tests: keeps the last paper and can be told to fail. */
#include "printers/sink.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static bool memory_is_address(const char *address)
{
    return !*address;
}

static enum error memory_open(const char *address, const char *dir, const struct escpos_model *model, void **ret_self)
{
    struct sink_memory *memory = calloc(1, sizeof *memory);

    (void)address, (void)dir, (void)model;
    if (!memory)
        return ERROR_MEMORY;
    memory->state = PRINTER_READY;
    memory->fail_after = SIZE_MAX;
    *ret_self = memory;
    return ERROR_NONE;
}

static void memory_close(void *self)
{
    struct sink_memory *memory = self;

    bytes_finish(&memory->bytes);
    free(memory);
}

static enum printer_state memory_state(void *self, char detail[static SINK_DETAIL])
{
    (void)detail;
    return ((struct sink_memory *)self)->state;
}

static enum sink_outcome memory_print(void *self, const struct sink_paper *paper, sink_tick *tick, void *context, char detail[static SINK_DETAIL])
{
    struct sink_memory *memory = self;
    size_t length = paper->bytes->length < memory->fail_after ? paper->bytes->length : memory->fail_after;

    if (tick)
        tick(context, memory->state, "");
    bytes_finish(&memory->bytes);
    snprintf(memory->name, sizeof memory->name, "%s", paper->name);
    if (bytes_append(&memory->bytes, paper->bytes->data, length) != ERROR_NONE || length < paper->bytes->length) {
        snprintf(detail, SINK_DETAIL, "%s", printer_state_word(printer_state_can_print(memory->state) ? PRINTER_OFFLINE : memory->state));
        return memory->bytes.length > 0 ? SINK_UNSURE : SINK_NOTHING;
    }
    memory->papers++;
    return SINK_DONE;
}

const struct sink_kind sink_memory = { "memory", SINK_DOTS | SINK_DOCUMENTS, memory_is_address, memory_open, memory_state, memory_print, memory_close };
