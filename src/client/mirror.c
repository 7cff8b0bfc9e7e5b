/* Keeps the mirror up: the hall first, then the stream from there; the hall again when the stream cannot tell what changed. */
#include "client/mirror.h"

#include "base/clock.h"
#include "base/date.h"

#include <stdlib.h>
#include <string.h>

enum { READ_AGAIN_MS = 300, READ_AGAIN_REFUSED_MS = 1000 };

static void take_hall(void *context, const struct client_answer *answer);
static void take_stream(void *context, enum client_stream_kind kind, int64_t seq, const json_t *event);

static void tell(struct mirror *mirror, const json_t *event)
{
    if (mirror->own.changed)
        mirror->own.changed(mirror->own.context, mirror, event);
}

static void read_again(struct mirror *mirror, int delay_ms)
{
    if (!mirror->own.reading)
        mirror->own.reading = client_request_later(mirror->own.client, delay_ms, "GET", "/v1/hall", NULL, NULL, take_hall, mirror) == ERROR_NONE;
}

/* exact: said just now; else it is only known that the controller's clock is not before it (an event may be old). */
static void read_clock(struct mirror *mirror, const json_t *json, bool exact)
{
    static const struct clock wall = {0};
    const char *told = json_string_value(json_object_get(json, "at"));
    int64_t at_ms;

    if (!told || !instant_parse(told, &at_ms) || (!exact && at_ms <= mirror_now_ms(mirror)))
        return;
    mirror->own.clock_ms = at_ms;
    mirror->own.clock_steady_ms = clock_steady_ms();
    mirror->clock_ahead_ms = at_ms - clock_now_ms(&wall);
}

static void take_hall(void *context, const struct client_answer *answer)
{
    struct mirror *mirror = context;
    bool read = answer->status == 200 && mirror_read_hall(mirror, answer->body);
    int refused = read ? 0 : answer->status;
    bool changed = read || refused != mirror->refused;

    mirror->own.reading = false;
    mirror->refused = refused;
    if (read) {
        read_clock(mirror, answer->body, true);
        client_follow(mirror->own.client, mirror->seq, take_stream, mirror);
    } else {
        read_again(mirror, refused ? READ_AGAIN_REFUSED_MS : READ_AGAIN_MS);
    }
    if (changed)
        tell(mirror, NULL);
}

/* Days and settings change more than an event can say. */
static bool needs_reading(const json_t *event)
{
    const char *type = json_string_value(json_object_get(event, "type"));

    return type && (strncmp(type, "day.", 4) == 0 || strncmp(type, "config.", 7) == 0);
}

/* A ping tells what changes by time alone. */
static void read_ping(struct mirror *mirror, const json_t *ping)
{
    struct mirror_alarm before[MIRROR_ALARMS];

    memcpy(before, mirror->alarms, sizeof before);
    mirror_read_event(mirror, ping);
    if (memcmp(before, mirror->alarms, sizeof before) != 0)
        tell(mirror, NULL);
}

static void take_stream(void *context, enum client_stream_kind kind, int64_t seq, const json_t *event)
{
    struct mirror *mirror = context;

    switch (kind) {
    case CLIENT_STREAM_CONNECTED:
    case CLIENT_STREAM_LOST:
        mirror->connected = kind == CLIENT_STREAM_CONNECTED;
        if (!mirror->connected)
            mirror->lost_steady_ms = clock_steady_ms();
        tell(mirror, NULL);
        return;
    case CLIENT_STREAM_RESET:
        read_again(mirror, 0);
        return;
    case CLIENT_STREAM_PING:
    case CLIENT_STREAM_EVENT:
        break;
    }
    read_clock(mirror, event, kind == CLIENT_STREAM_PING);
    if (seq < mirror->seq) { /* another journal than the one we know: a backup was put back */
        read_again(mirror, 0);
        return;
    }
    mirror->seq = seq;
    if (kind == CLIENT_STREAM_PING) {
        read_ping(mirror, event);
        return;
    }
    mirror_read_event(mirror, event);
    if (needs_reading(event))
        read_again(mirror, 0);
    tell(mirror, event);
}

void mirror_start(struct mirror *mirror, struct client *client, mirror_changed *changed, void *context)
{
    *mirror = (struct mirror){.mean_wait_s = -1, .clock_speed = 1};
    mirror->own.client = client;
    mirror->own.changed = changed;
    mirror->own.context = context;
    read_again(mirror, 0);
}

int64_t mirror_now_ms(const struct mirror *mirror)
{
    static const struct clock wall = {0};

    if (mirror->own.clock_ms == 0)
        return clock_now_ms(&wall);
    return mirror->own.clock_ms + (clock_steady_ms() - mirror->own.clock_steady_ms) * mirror->clock_speed;
}

const struct mirror_window *mirror_window(const struct mirror *mirror, int number)
{
    for (const struct mirror_window *window = mirror->windows; window->number > 0; window++)
        if (window->number == number)
            return window;
    return NULL;
}

const struct mirror_service *mirror_service(const struct mirror *mirror, char letter)
{
    for (const struct mirror_service *service = mirror->services; service->letter; service++)
        if (service->letter == letter)
            return service;
    return NULL;
}

const struct mirror_alarm *mirror_alarm(const struct mirror *mirror, const char *code)
{
    for (int i = 0; i < MIRROR_ALARMS && *mirror->alarms[i].code; i++)
        if (strcmp(mirror->alarms[i].code, code) == 0)
            return &mirror->alarms[i];
    return NULL;
}

const char *mirror_text_in(const struct mirror_text *text, const char *language)
{
    bool chinese = strcmp(language, "zh") == 0;

    if (chinese)
        return *text->zh ? text->zh : text->en;
    return *text->en ? text->en : text->zh;
}
