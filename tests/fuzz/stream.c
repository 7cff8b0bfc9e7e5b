/* The reader of Server-Sent Events: in whatever pieces the bytes come, the events are those of a second reader, which is written from the standard
 * (WHATWG HTML, 9.2.6) for whole texts. */
#include "lib/fuzz.h"

#include "client/stream.h"

#include <stdlib.h>
#include <string.h>

static void keep(void *context, const char *type, const char *id, const char *data)
{
    fuzz_write(context, "[%s|%s|%s]", type, id, data);
}

/* Reads all in pieces whose sizes come from the input; step 0: in one. */
static struct fuzz_writer read_in_pieces(const char *bytes, size_t length, size_t step)
{
    struct fuzz_writer told = {0};
    struct stream stream;

    stream_init(&stream);
    for (size_t at = 0; at < length;) {
        size_t piece = step == 0 || step > length - at ? length - at : step;
        char *copy = malloc(piece); /* of its size, so that reading beyond it is seen */
        memcpy(copy, bytes + at, piece);
        FUZZ_HOLDS(stream_feed(&stream, copy, piece, keep, &told) == ERROR_NONE, "a short stream is refused");
        free(copy);
        at += piece;
    }
    stream_finish(&stream);
    return told;
}

struct event {
    struct fuzz_writer data;
    char *type, *id;
    bool has_data;
};

static void replace(char **text, const char *value, size_t length)
{
    free(*text);
    *text = fuzz_text((const uint8_t *)value, length);
}

static void take_line(struct event *event, const char *line, size_t length, struct fuzz_writer *told)
{
    if (length == 0) {
        if (event->has_data)
            keep(told, event->type && *event->type ? event->type : "message", event->id ? event->id : "", event->data.bytes ? event->data.bytes : "");
        event->has_data = false;
        event->data.length = 0;
        replace(&event->type, "", 0);
        return;
    }
    const char *colon = memchr(line, ':', length);
    size_t name = colon ? (size_t)(colon - line) : length;
    const char *value = colon ? colon + 1 : line + length;
    value += colon && value < line + length && *value == ' ';
    size_t rest = (size_t)(line + length - value);
    if (name == 4 && memcmp(line, "data", 4) == 0) {
        char *text = fuzz_text((const uint8_t *)value, rest);
        fuzz_write(&event->data, "%s%s", event->has_data ? "\n" : "", text);
        event->has_data = true;
        free(text);
    } else if (name == 5 && memcmp(line, "event", 5) == 0) {
        replace(&event->type, value, rest);
    } else if (name == 2 && memcmp(line, "id", 2) == 0) {
        replace(&event->id, value, rest);
    }
}

static struct fuzz_writer read_whole(const char *bytes, size_t length)
{
    struct fuzz_writer told = {0};
    struct event event = {0};
    size_t at = length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

    while (at < length) {
        size_t end = at;
        while (end < length && bytes[end] != '\r' && bytes[end] != '\n')
            end++;
        if (end == length)
            break; /* a line that does not end is none */
        take_line(&event, bytes + at, end - at, &told);
        at = end + (bytes[end] == '\r' && end + 1 < length && bytes[end + 1] == '\n' ? 2 : 1);
    }
    free(event.data.bytes);
    free(event.type);
    free(event.id);
    return told;
}

static bool is_same(struct fuzz_writer one, struct fuzz_writer other)
{
    return one.length == other.length && (one.length == 0 || memcmp(one.bytes, other.bytes, one.length) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t step = size > 0 ? data[0] % 16 : 0;
    size_t length = size > 0 ? size - 1 : 0;
    char *text = fuzz_text(data + (size > 0), length);

    for (size_t i = 0; i < length; i++)
        text[i] = text[i] ? text[i] : '0'; /* what is told of an event are texts: a zero would end them */
    struct fuzz_writer whole = read_whole(text, length), once = read_in_pieces(text, length, 0), bytes = read_in_pieces(text, length, 1),
                       pieces = read_in_pieces(text, length, step);
    FUZZ_HOLDS(is_same(whole, once), "the events are %s and not %s", once.bytes, whole.bytes);
    FUZZ_HOLDS(is_same(once, bytes) && is_same(once, pieces), "the events depend on the pieces that the bytes come in");
    free(text);
    free(whole.bytes);
    free(once.bytes);
    free(bytes.bytes);
    free(pieces.bytes);
    return 0;
}
