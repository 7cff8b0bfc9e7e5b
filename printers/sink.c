#include "printers/sink.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static const struct sink_kind *const kinds[] = { &sink_file, &sink_tcp, &sink_usb, &sink_tty, &sink_cups, &sink_ipp, &sink_ipps, &sink_memory };

struct sink {
    const struct sink_kind *kind;
    void *self;
};

/* Returns the kind and the address behind its colon; NULL if there is none such or the address is not of its form. */
static const struct sink_kind *find_kind(const char *text, const char **ret_address)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t length = strlen(kinds[i]->scheme);
        if (strncmp(text, kinds[i]->scheme, length) == 0 && text[length] == ':') {
            *ret_address = text + length + 1;
            return kinds[i]->is_address(*ret_address) ? kinds[i] : NULL;
        }
    }
    return NULL;
}

/* The name is that of an abstract socket: one holder a network, gone with the process, nothing left on the disk. */
enum error sink_hold(const char *name, int *ret_fd)
{
    struct sockaddr_un socket_name = { .sun_family = AF_UNIX };
    int length = snprintf(socket_name.sun_path + 1, sizeof socket_name.sun_path - 1, "yichuang-printer:%.80s", name);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (fd < 0)
        return ERROR_IO;
    if (bind(fd, (struct sockaddr *)&socket_name, (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + (size_t)length)) == 0) {
        *ret_fd = fd;
        return ERROR_NONE;
    }
    enum error error = errno == EADDRINUSE ? ERROR_BUSY : ERROR_IO;
    close(fd);
    return error;
}

bool sink_is_address(const char *text)
{
    const char *address;

    return strlen(text) < SINK_ADDRESS && find_kind(text, &address);
}

bool sink_takes(const char *text, unsigned papers)
{
    const char *address;
    const struct sink_kind *kind = find_kind(text, &address);

    return kind && (kind->takes & papers) != 0;
}

enum error sink_open(const char *text, const char *dir, const struct escpos_model *model, struct sink **ret_sink)
{
    const char *address = NULL;
    const struct sink_kind *kind = sink_is_address(text) ? find_kind(text, &address) : NULL;

    if (!kind)
        return ERROR_FORMAT;
    struct sink *sink = calloc(1, sizeof *sink);
    if (!sink)
        return ERROR_MEMORY;
    sink->kind = kind;
    enum error error = kind->open(address, dir, model, &sink->self);
    if (error)
        free(sink);
    else
        *ret_sink = sink;
    return error;
}

void sink_close(struct sink *sink)
{
    if (!sink)
        return;
    sink->kind->close(sink->self);
    free(sink);
}

enum printer_state sink_state(struct sink *sink, char detail[static SINK_DETAIL])
{
    detail[0] = 0;
    return sink->kind->state(sink->self, detail);
}

enum sink_outcome sink_print(struct sink *sink, const struct sink_paper *paper, sink_tick *tick, void *context, char detail[static SINK_DETAIL])
{
    detail[0] = 0;
    if (!(sink->kind->takes & (paper->picture ? SINK_DOTS : SINK_DOCUMENTS))) {
        snprintf(detail, SINK_DETAIL, "%s", paper->picture ? "this printer takes PDFs and no pictures of dots" : "this printer takes no PDFs");
        return SINK_NOTHING;
    }
    return sink->kind->print(sink->self, paper, tick, context, detail);
}

struct sink_memory *sink_memory_of(struct sink *sink)
{
    return sink->kind == &sink_memory ? sink->self : NULL;
}
