/* The whole hall as JSON forgets nothing: each byte of each of its parts is in the text, or is named here, with the reason. So a field that
 * somebody adds and the codec does not know is found at once. */
#include "store/codec.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

enum { RANGES_MAX = 8 };

struct range {
    size_t from, to;
};

/* A part of a hall: its texts, and what is not written. */
struct part {
    const char *name;
    unsigned char *bytes;
    size_t size;
    struct range texts[RANGES_MAX], left_out[RANGES_MAX];
};

#define OF(type, member) {offsetof(struct type, member), offsetof(struct type, member) + sizeof(((struct type *)0)->member)}
/* Bytes between two members that belong to none. */
#define GAP(type, before, after) {offsetof(struct type, before) + sizeof(((struct type *)0)->before), offsetof(struct type, after)}
#define REST(type, last) {offsetof(struct type, last) + sizeof(((struct type *)0)->last), sizeof(struct type)}

static void *resize(void *context, void *block, size_t size)
{
    (void)context;
    if (size == 0) {
        free(block);
        return NULL;
    }
    return realloc(block, size);
}
static const struct memory memory = {resize, NULL};

/* A hall with one of each. */
static void make(struct hall *hall)
{
    hall_init(hall, memory);
    settings_defaults(&hall->settings);
    hall->settings.services[0] = (struct service_settings){.used = true, .usual_ms = 480000};
    hall->settings.windows[1] = (struct window_settings){.used = true, .services = 1};
    cr_assert(hall_reserve(hall));
    memset(&hall->tickets[0], 0, sizeof hall->tickets[0]);
    memset(&hall->jobs[0], 0, sizeof hall->jobs[0]);
    memset(&hall->windows[1], 0, sizeof hall->windows[1]);
    memset(&hall->printers[0], 0, sizeof hall->printers[0]);
    memset(&hall->services[0], 0, sizeof hall->services[0]);
    hall->printers[0].prints = 2; /* no printer prints nothing */
    hall->ticket_count = hall->job_count = hall->printer_count = 1;
}

static char *text_of(const struct hall *hall)
{
    json_t *json = codec_hall(hall);
    char *text = json_dumps(json, JSON_COMPACT);

    cr_assert_not_null(text);
    json_decref(json);
    return text;
}

static bool is_in(const struct range *ranges, size_t at)
{
    for (int i = 0; i < RANGES_MAX; i++)
        if (at >= ranges[i].from && at < ranges[i].to)
            return true;
    return false;
}

static bool ends_text(const struct part *part, size_t at)
{
    for (int i = 0; i < RANGES_MAX; i++)
        if (part->texts[i].to > 0 && at == part->texts[i].to - 1)
            return true;
    return false;
}

/* What is written is read: whatever the reader takes at all makes the same text again. */
static bool reads_back(const char *text, const char *name, size_t at)
{
    json_t *json = json_loads(text, 0, NULL);
    struct hall hall;

    hall_init(&hall, memory);
    bool read = codec_hall_read(json, &hall);
    if (read) {
        char *again = text_of(&hall);
        cr_expect(strcmp(again, text) == 0, "a %s with another byte %zu is written otherwise when it was read", name, at);
        free(again);
    }
    json_decref(json);
    hall_finish(&hall);
    return read;
}

static void check_part(const struct hall *hall, const struct part *part)
{
    int read = 0;

    for (int i = 0; i < RANGES_MAX; i++)
        if (part->texts[i].to > 0)
            memset(part->bytes + part->texts[i].from, 'x', part->texts[i].to - part->texts[i].from - 1);
    char *before = text_of(hall);
    for (size_t at = 0; at < part->size; at++) {
        if (is_in(part->left_out, at) || ends_text(part, at))
            continue;
        part->bytes[at] ^= 1;
        char *after = text_of(hall);
        cr_expect(strcmp(after, before) != 0, "byte %zu of a %s is not in the text", at, part->name);
        read += reads_back(after, part->name, at);
        free(after);
        part->bytes[at] ^= 1;
    }
    cr_expect_gt(read, (int)part->size / 4, "only %d changes of a %s were read back", read, part->name);
    free(before);
}

Test(codec, every_byte_of_the_hall_is_in_its_text)
{
    struct hall hall;

    make(&hall);
    const struct part parts[] = {
        {"ticket", (unsigned char *)&hall.tickets[0], sizeof(struct ticket), {OF(ticket, item), OF(ticket, person)},
         {OF(ticket, previous), OF(ticket, next) /* follow from the order of taking */, GAP(ticket, group, return_mark),
          GAP(ticket, person, carried), REST(ticket, next)}},
        {"window", (unsigned char *)&hall.windows[1], sizeof(struct window), {OF(window, staff), OF(window, reason)},
         {GAP(window, reason, skills), GAP(window, undo, undo_finished)}},
        {"print job", (unsigned char *)&hall.jobs[0], sizeof(struct print_job), {OF(print_job, worker), OF(print_job, reason)},
         {{0, 0}}},
        {"printer", (unsigned char *)&hall.printers[0], sizeof(struct printer), {OF(printer, name), OF(printer, place), OF(printer, reason), OF(printer, spare), OF(printer, pause_reason)},
         {OF(printer, heard_ms) /* not in the journal on purpose */, GAP(printer, state, prints), GAP(printer, sheets, paper_full), REST(printer, emptied)}},
        {"service", (unsigned char *)&hall.services[0], sizeof(struct service_figures), {{0, 0}},
         {OF(service_figures, waiting) /* follows from the tickets */}},
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        check_part(&hall, &parts[i]);
    hall_finish(&hall);
}
