#include "sim/record.h"

#include "store/codec.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define REBUILD "rebuild"

void record_init(struct record *record)
{
    memset(record, 0, sizeof *record);
    record->day = -1;
    crypto_generichash_init(&record->hash, NULL, 0, 32);
}

void record_finish(struct record *record)
{
    free(record->lines);
    free(record->texts);
    json_line_finish(&record->body);
    memset(record, 0, sizeof *record);
}

void record_note(struct record *record, const char *text)
{
    crypto_generichash_update(&record->hash, (const unsigned char *)text, strlen(text));
}

static size_t keep_text(struct record *record, const char *text)
{
    size_t length = strlen(text) + 1, at = record->used;

    if (at + length > record->texts_room) {
        record->texts_room = (at + length) * 2;
        record->texts = realloc(record->texts, record->texts_room);
        if (!record->texts)
            abort();
    }
    memcpy(record->texts + at, text, length);
    record->used += length;
    return at;
}

bool record_add(struct record *record, const struct hall *hall, const struct event *event)
{
    const char *body = codec_event(hall, event, &record->body);
    char head[96];

    if (!body)
        return false;
    if (record->count == record->room) {
        record->room = record->room * 2 + 256;
        record->lines = realloc(record->lines, (size_t)record->room * sizeof *record->lines);
        if (!record->lines)
            abort();
    }
    struct record_line *line = &record->lines[record->count++];
    *line = (struct record_line){.seq = event->seq, .at_ms = event->at_ms, .type = event->type, .text = keep_text(record, body)};
    memcpy(line->key, event->key, sizeof line->key);
    memcpy(line->token, event->actor.token, sizeof line->token);
    snprintf(head, sizeof head, "%lld %lld %s ", (long long)event->seq, (long long)event->at_ms, event_word(event->type));
    record_note(record, head);
    record_note(record, body);
    record_note(record, "\n");
    return true;
}

const char *record_text(const struct record *record, int32_t index)
{
    return record->texts + record->lines[index].text;
}

void record_commit(struct record *record)
{
    for (int32_t i = record->durable; i < record->count; i++)
        if (record->lines[i].type == EVENT_DAY_OPENED)
            record->day = i;
    record->durable = record->count;
}

void record_lose(struct record *record)
{
    if (record->count > record->durable)
        record->used = record->lines[record->durable].text;
    record->count = record->durable;
}

/* Reads one kept event as the store does. */
static bool read_line(const struct record *record, int32_t index, struct event *event, struct settings *settings, json_t **ret_json)
{
    const struct record_line *line = &record->lines[index];

    *ret_json = json_loads(record_text(record, index), 0, NULL);
    memset(event, 0, sizeof *event);
    event->type = line->type;
    event->seq = line->seq;
    event->at_ms = line->at_ms;
    return *ret_json && codec_event_read(*ret_json, event, settings);
}

bool record_read(const struct record *record, int32_t index, struct event *event, struct settings *settings)
{
    json_t *json = NULL;
    bool fits = read_line(record, index, event, settings, &json);

    json_decref(json);
    return fits;
}

void record_load(const struct record *record, struct hall *hall, struct book *book)
{
    struct settings settings;
    struct event event;
    bool fits = true;

    for (int32_t i = record->day >= 0 ? record->day : 0; i < record->durable && fits; i++) {
        json_t *json = NULL;
        fits = read_line(record, i, &event, &settings, &json);
        if (fits && i == record->day)
            fits = codec_hall_read(json_object_get(json, "hall"), hall) && hall->seq == event.seq;
        else if (fits)
            fits = hall_reserve(hall) && hall_apply(hall, &event);
        json_decref(json);
        BOOK_NEEDS(book, fits, REBUILD, "event %lld (%s) cannot be read back", (long long)event.seq, event_word(event.type));
    }
}

char *record_state(struct hall *hall)
{
    int64_t *ends = malloc(sizeof *ends * (size_t)(hall->job_count + 1));

    if (!ends)
        abort();
    for (int32_t i = 0; i < hall->job_count; i++) {
        ends[i] = hall->jobs[i].lease_until_ms;
        hall->jobs[i].lease_until_ms = 0;
    }
    json_t *json = codec_hall(hall);
    char *text = json_dumps(json, JSON_COMPACT);
    json_decref(json);
    for (int32_t i = 0; i < hall->job_count; i++)
        hall->jobs[i].lease_until_ms = ends[i];
    free(ends);
    return text;
}

/* Says where two texts differ. */
static void compare(struct book *book, const char *what, int64_t seq, const char *one, const char *other)
{
    size_t at = 0;

    if (strcmp(one, other) == 0)
        return;
    while (one[at] == other[at])
        at++;
    at = at > 20 ? at - 20 : 0;
    book_wrong(book, REBUILD, "%s event %lld: ...%.60s and ...%.60s", what, (long long)seq, one + at, other + at);
}

static void check_opening(struct hall *hall, const json_t *json, struct memory memory, struct book *book, int64_t seq)
{
    struct hall opened;
    char *own = record_state(hall), *kept;

    hall_init(&opened, memory);
    BOOK_NEEDS(book, codec_hall_read(json_object_get(json, "hall"), &opened),
               REBUILD, "the opening state of event %lld cannot be read", (long long)seq);
    kept = record_state(&opened);
    compare(book, "the opening state of", seq, own, kept);
    free(own);
    free(kept);
    hall_finish(&opened);
}

void record_replay(const struct record *record, struct hall *hall, struct memory memory, struct book *book)
{
    struct settings settings;
    struct event event;
    bool fits = true;

    for (int32_t i = 0; i < record->count && fits; i++) {
        json_t *json = NULL;
        fits = read_line(record, i, &event, &settings, &json) && hall_reserve(hall) && hall_apply(hall, &event);
        BOOK_NEEDS(book, fits, REBUILD, "event %lld (%s) does not fit", (long long)event.seq, event_word(event.type));
        if (fits && event.type == EVENT_DAY_OPENED)
            check_opening(hall, json, memory, book, event.seq);
        json_decref(json);
    }
}
