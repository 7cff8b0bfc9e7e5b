/* The day's journal as the store would keep it: every event as the text that the product's codec makes of it, what of it is durable, and a
 * hall read back from it. */
#ifndef SIM_RECORD_H
#define SIM_RECORD_H

#include "base/json_line.h"
#include "sim/book.h"

#include <sodium.h>

struct record_line {
    int64_t seq, at_ms;
    enum event_type type;
    size_t text;          /* where its JSON begins */
    char key[KEY_SIZE], token[TOKEN_NAME_SIZE];
};

struct record {
    struct record_line *lines;
    int32_t count, room, durable;     /* durable: so many of them are committed */
    int32_t day;                      /* index of the last durable day.opened, -1: none */
    char *texts;
    size_t used, texts_room;
    struct json_line body;
    crypto_generichash_state hash;    /* over all that ever happened, lost or not: BLAKE2b */
};

void record_init(struct record *record);
void record_finish(struct record *record);

/* Keeps an event; the hall is as after it. False if the codec fails. */
bool record_add(struct record *record, const struct hall *hall, const struct event *event);

/* The text of a kept event; borrowed until the next is added. */
const char *record_text(const struct record *record, int32_t index);

/* Reads a kept event back as the store does; settings is where those of a config.changed go. */
bool record_read(const struct record *record, int32_t index, struct event *event, struct settings *settings);

/* Adds words to the hash of all that happened. */
void record_note(struct record *record, const char *text);

/* All so far is durable; what is not durable is lost. */
void record_commit(struct record *record);
void record_lose(struct record *record);

/* Reads an empty hall back as a restart does: the opening state of the last day, then the events since. Complains to the book if that
 * fails. */
void record_load(const struct record *record, struct hall *hall, struct book *book);

/* Applies the whole journal from its first event to an empty hall, and checks on the way that every day.opened carries the state that the
 * events before it make. Complains to the book. */
void record_replay(const struct record *record, struct hall *hall, struct memory memory, struct book *book);

/* The complete state as text, for comparing; the caller frees. A lease's end is left out: renewing a lease is not in the journal on
 * purpose. */
char *record_state(struct hall *hall);

#endif
