/* Server-Sent Events: whatever the network cuts, the same events come out. */
#include "client/stream.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char told[4096];

static void note(void *context, const char *type, const char *id, const char *data)
{
    size_t length = strlen(told);

    (void)context;
    snprintf(told + length, sizeof told - length, "[%s|%s|%s]", type, id, data);
}

/* Feeds text in pieces of a size and returns what came out. */
static const char *events_of(const char *text, size_t piece)
{
    struct stream stream;
    size_t length = strlen(text);

    told[0] = '\0';
    stream_init(&stream);
    for (size_t at = 0; at < length; at += piece)
        cr_assert_eq(stream_feed(&stream, text + at, at + piece < length ? piece : length - at, note, NULL), ERROR_NONE);
    stream_finish(&stream);
    return told;
}

Test(stream, reads_fields)
{
    cr_assert_str_eq(events_of("id: 7\nevent: ping\ndata: {}\n\n", 1000), "[ping|7|{}]");
    cr_assert_str_eq(events_of("data:no blank\n\n", 1000), "[message||no blank]");
    cr_assert_str_eq(events_of("data:  two blanks\n\n", 1000), "[message|| two blanks]");
    cr_assert_str_eq(events_of("data: one\ndata\ndata: three\n\n", 1000), "[message||one\n\nthree]");
}

Test(stream, keeps_the_id_and_forgets_the_type)
{
    cr_assert_str_eq(events_of("id: 1\nevent: a\ndata: x\n\ndata: y\n\nid\ndata: z\n\n", 1000), "[a|1|x][message|1|y][message||z]");
}

Test(stream, ignores_what_is_no_event)
{
    cr_assert_str_eq(events_of(": comment\n\nid: 3\n\nevent: lost\n\nretry: 5\nother: x\ndata: last\n\n", 1000), "[message|3|last]");
    cr_assert_str_eq(events_of("data: not ended\n", 1000), "");
    cr_assert_str_eq(events_of("\n\n\n", 1000), "");
}

Test(stream, knows_all_line_ends)
{
    cr_assert_str_eq(events_of("data: a\r\n\r\ndata: b\r\rdata: c\n\n", 1000), "[message||a][message||b][message||c]");
    cr_assert_str_eq(events_of("\xEF\xBB\xBF" "data: bom\n\ndata: next\n\n", 1000), "[message||bom][message||next]");
}

Test(stream, does_not_depend_on_pieces)
{
    static const char text[] = "\xEF\xBB\xBFid: 12\r\nevent: ping\r\ndata: {\"seq\":12}\r\n\r\n: c\r\rid: 13\rdata: 一窗\rdata: 2\r\rdata: z\n\n";
    char whole[sizeof told];

    strcpy(whole, events_of(text, sizeof text));
    cr_assert_str_eq(whole, "[ping|12|{\"seq\":12}][message|13|一窗\n2][message|13|z]");
    for (size_t piece = 1; piece < sizeof text; piece++)
        cr_assert_str_eq(events_of(text, piece), whole, "pieces of %zu", piece);
}

Test(stream, refuses_an_id_with_a_zero)
{
    struct stream stream;

    told[0] = '\0';
    stream_init(&stream);
    cr_assert_eq(stream_feed(&stream, "id: 1\0" "2\ndata: x\n\n", 17, note, NULL), ERROR_NONE);
    cr_assert_str_eq(told, "[message||x]");
    stream_finish(&stream);
}

/* Feeds `count` copies of a piece after a beginning; returns the last error. */
static enum error feed_much(const char *begin, const char *piece, size_t count)
{
    struct stream stream;
    enum error error;

    stream_init(&stream);
    error = stream_feed(&stream, begin, strlen(begin), note, NULL);
    for (size_t i = 0; i < count && !error; i++)
        error = stream_feed(&stream, piece, strlen(piece), note, NULL);
    stream_finish(&stream);
    return error;
}

Test(stream, has_limits)
{
    static const char long_line[] = "data: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n";

    cr_assert_eq(feed_much("data: ", "0123456789abcdef", STREAM_EVENT_LIMIT / 16 + 1), ERROR_RANGE);
    cr_assert_eq(feed_much("", long_line, STREAM_EVENT_LIMIT / 64 + 1), ERROR_RANGE);
    cr_assert_eq(feed_much("", long_line, 1000), ERROR_NONE);
    cr_assert_eq(feed_much("", "data: x\n\n", STREAM_EVENT_LIMIT / 4), ERROR_NONE, "many events are not one long one");
}
