#include "client/stream.h"

#include <stdlib.h>
#include <string.h>

void stream_init(struct stream *stream)
{
    *stream = (struct stream){0};
}

void stream_finish(struct stream *stream)
{
    free(stream->line.bytes);
    free(stream->data.bytes);
    free(stream->type.bytes);
    free(stream->id.bytes);
    *stream = (struct stream){0};
}

/* Appends and keeps a zero behind. */
static enum error append(struct stream_text *text, const char *bytes, size_t length)
{
    if (length > STREAM_EVENT_LIMIT - text->length)
        return ERROR_RANGE;
    if (text->length + length + 1 > text->capacity) {
        size_t capacity = text->capacity ? text->capacity : 256;
        while (capacity < text->length + length + 1)
            capacity *= 2;
        char *grown = realloc(text->bytes, capacity);
        if (!grown)
            return ERROR_MEMORY;
        text->bytes = grown;
        text->capacity = capacity;
    }
    if (length > 0)
        memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
    text->bytes[text->length] = '\0';
    return ERROR_NONE;
}

static enum error set(struct stream_text *text, const char *bytes, size_t length)
{
    text->length = 0;
    return append(text, bytes, length);
}

static const char *words(const struct stream_text *text, const char *without)
{
    return text->length > 0 ? text->bytes : without;
}

static enum error take_field(struct stream *stream, const char *name, size_t name_length, const char *value, size_t length)
{
    enum error error = ERROR_NONE;

    if (name_length == 4 && memcmp(name, "data", 4) == 0) {
        if (stream->has_data)
            error = append(&stream->data, "\n", 1);
        stream->has_data = true;
        return error ? error : append(&stream->data, value, length);
    }
    if (name_length == 5 && memcmp(name, "event", 5) == 0)
        return set(&stream->type, value, length);
    if (name_length == 2 && memcmp(name, "id", 2) == 0 && !memchr(value, '\0', length))
        return set(&stream->id, value, length);
    return ERROR_NONE; /* a comment (no name), retry, or a field of later times */
}

static enum error take_line(struct stream *stream, stream_event *callback, void *context)
{
    const char *line = words(&stream->line, "");
    size_t length = stream->line.length;

    if (!stream->started && length >= 3 && memcmp(line, "\xEF\xBB\xBF", 3) == 0) {
        line += 3;
        length -= 3;
    }
    stream->started = true;
    stream->line.length = 0;
    if (length > 0) {
        const char *colon = memchr(line, ':', length);
        size_t name_length = colon ? (size_t)(colon - line) : length;
        const char *value = colon ? colon + 1 : line + length;
        if (value < line + length && *value == ' ')
            value++;
        return take_field(stream, line, name_length, value, length - (size_t)(value - line));
    }
    if (stream->has_data)
        callback(context, words(&stream->type, "message"), words(&stream->id, ""), words(&stream->data, ""));
    stream->has_data = false;
    stream->data.length = stream->type.length = 0;
    return ERROR_NONE;
}

enum error stream_feed(struct stream *stream, const char *bytes, size_t length, stream_event *callback, void *context)
{
    while (length > 0) {
        enum error error = ERROR_NONE;
        size_t run = 0;

        if (stream->after_return && *bytes == '\n') {
            stream->after_return = false;
            bytes++;
            length--;
            continue;
        }
        stream->after_return = false;
        while (run < length && bytes[run] != '\r' && bytes[run] != '\n')
            run++;
        if (run > 0)
            error = append(&stream->line, bytes, run);
        if (!error && run < length) {
            stream->after_return = bytes[run] == '\r';
            error = take_line(stream, callback, context);
            run++;
        }
        if (error)
            return error;
        bytes += run;
        length -= run;
    }
    return ERROR_NONE;
}
