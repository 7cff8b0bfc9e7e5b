/* A reader of Server-Sent Events (WHATWG HTML, 9.2.6): bytes in, in pieces of any size; events out. Knows no network and no JSON. */
#ifndef CLIENT_STREAM_H
#define CLIENT_STREAM_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

enum { STREAM_EVENT_LIMIT = 1 << 20 }; /* bytes of one event's data, and of one line */

/* A growing piece of text. */
struct stream_text {
    char *bytes;
    size_t length, capacity;
};

struct stream {
    struct stream_text line, data, type, id;
    bool started;        /* the first line (which may begin with a byte order mark) is over */
    bool after_return;   /* the last byte was CR: an LF now belongs to it */
    bool has_data;
};

/* One event: type ("message" when none was given), the last id seen ("" when none), the lines of data joined by LF. Borrowed during the call. */
typedef void stream_event(void *context, const char *type, const char *id, const char *data);

/* Starts a stream; gives the memory back. Both accept a zeroed one. */
void stream_init(struct stream *stream);
void stream_finish(struct stream *stream);

/* Reads length bytes; calls back for each event that is complete. An event without data is none. ERROR_RANGE when a line or an event goes beyond
 * STREAM_EVENT_LIMIT, ERROR_MEMORY; the stream is then of no further use. */
enum error stream_feed(struct stream *stream, const char *bytes, size_t length, stream_event *callback, void *context);

#endif
