/* The database of one hall, in one file with one connection: journal and projections. One transaction holds everything that a turn of the loop brought;
 * store_commit() returns when it is on the disk.
 *
 * SQLite runs in WAL mode, synchronous=FULL, locking_mode=EXCLUSIVE set before journal_mode: with one connection the WAL-reset race of
 * SQLite 3.7.0 to 3.51.2 (Debian 12 has 3.40.1) cannot happen. Nobody else opens the file while the controller runs. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/error.h"
#include "core/hall.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

enum { STORE_HASH_SIZE = 32, STORE_SIGNATURE_SIZE = 64, STORE_VERSION = 4 };

struct store;

/* Signs or checks day heads; the key stays with the caller. check: whether signature fits message. */
struct store_signer {
    void (*sign)(void *context, const void *message, size_t size, unsigned char signature[static STORE_SIGNATURE_SIZE]);
    bool (*check)(void *context, const void *message, size_t size, const unsigned char signature[static STORE_SIGNATURE_SIZE]);
    void *context;
};

/* Makes an empty database; ERROR_EXISTS if the file is there. Synced to the disk with its folder before it returns. */
enum error store_create(const char *path, const char *hall_id);

/* Opens a database for this process alone; one of an older version gets the tables that it lacks first, in one transaction. ERROR_BUSY: another process holds it;
 * ERROR_NEWER: written by a newer version; ERROR_MISSING; ERROR_CORRUPT: not ours.
 * path NULL: a store that keeps nothing (for measuring the server without a disk). */
enum error store_open(const char *path, const struct store_signer *signer, struct store **ret_store);
void store_close(struct store *store);

/* Writes an event, numbered and applied already (the hall is as after it), and what follows from it. Begins the turn's transaction. */
enum error store_append(struct store *store, const struct hall *hall, const struct event *event);

/* Ends the turn: on ERROR_NONE everything since the last commit is durable. ERROR_FULL: nothing of it is, and the store goes on (a power cut before the next
 * commit may still bring the whole turn back); any other error: nobody knows, close and start anew. A look-up that could not be read fails the turn, too. Does nothing when nothing was written. */
enum error store_commit(struct store *store);

/* How many statements it has run since it was opened, for measuring. */
int64_t store_statements(const struct store *store);

/* Whether something was written since the last commit. */
bool store_is_dirty(const struct store *store);

/* Copies the write-ahead log into the database, so that the next commit begins the log anew; takes some syncs of the disk. For quiet moments, and between
 * turns when the log has become long. */
void store_checkpoint(struct store *store);
bool store_log_is_long(const struct store *store);

/* Reads the hall back: the opening state of the last day, then its events; each (may be NULL) is called after each event. A journal of at most `whole` events
 * is read from its beginning. The hall is empty before. ERROR_CORRUPT with *ret_bad_seq when the journal does not fit together. */
enum error store_load(struct store *store, struct hall *hall, int64_t whole, hall_sink *each, void *context, int64_t *ret_bad_seq);

/* Reads the hash of an event; ERROR_MISSING if there is none of this number. */
enum error store_hash(struct store *store, int64_t seq, unsigned char ret_hash[static STORE_HASH_SIZE]);

/* What verify found. */
struct store_verdict {
    bool ok;
    int64_t events, bad_seq; /* the first bad one, 0 with ok */
    int64_t heads;           /* signed day heads that were checked */
    const char *reason;      /* static */
    unsigned char head[STORE_HASH_SIZE];
};

/* Walks the whole journal: no gap, every hash, every signed day head, and that events fit each other. */
enum error store_verify(struct store *store, struct memory memory, struct store_verdict *ret_verdict);

/* The same in slices of so many events, between turns: the journal is walked as far as it went at the beginning, and others may write meanwhile. *ret_done: the
 * verdict is found. store_walk_end() frees the walk; the verdict may be NULL when it is given up. */
struct store_walk;
enum error store_walk_begin(struct store *store, struct memory memory, struct store_walk **ret_walk);
enum error store_walk_slice(struct store_walk *walk, int64_t events, bool *ret_done);
void store_walk_end(struct store_walk *walk, struct store_verdict *ret_verdict);

/* Drops the projections and makes them anew from the journal, in one transaction. */
enum error store_rebuild(struct store *store, struct memory memory, int64_t *ret_events);

/* Writes all projections as text lines in a fixed order, for comparing; the caller frees. NULL without memory. */
char *store_dump(struct store *store);

/* --- look-ups --- */

/* Reads a ticket of any day; ERROR_MISSING. job_state is the state of its latest print job. */
enum error store_ticket(struct store *store, struct ticket_id id, struct ticket *ret_ticket, enum job_state *ret_job_state);

/* One row of the journal as JSON ({"seq","at","type", fields...}); the callback's json is borrowed. Reads the history of a ticket. */
typedef void store_row(void *context, const json_t *row);
enum error store_history(struct store *store, struct ticket_id id, store_row *each, void *context);

/* The tickets that were taken within a quarter of an hour: how many, how many of them were called, and how long those waited in all. */
enum { STORE_QUARTER_MS = 15 * 60000 };
struct store_quarter {
    int64_t from_ms, taken, called, waited_ms;
};

/* Tells the quarters of a service day in which numbers were taken, in their order. ERROR_NONE, ERROR_IO ... */
enum error store_quarters(struct store *store, struct date day, void (*each)(void *context, const struct store_quarter *quarter), void *context);

struct store_token {
    char name[TOKEN_NAME_SIZE], digest[65], staff[STAFF_ID_SIZE];
    enum staff_role role;
    int32_t window;
};

/* Calls each with every token that is not revoked. */
enum error store_tokens(struct store *store, void (*each)(void *context, const struct store_token *token), void *context);
bool store_token_exists(struct store *store, const char *name);

struct store_staff {
    char id[STAFF_ID_SIZE], name[128], pin[160];
    int64_t roles, skills;
};

enum error store_staff(struct store *store, const char *id, struct store_staff *ret_staff);
enum error store_all_staff(struct store *store, void (*each)(void *context, const struct store_staff *staff), void *context);

/* Keeps name and PIN hash of somebody, in the turn's transaction. */
enum error store_secret_put(struct store *store, const char *id, const char *name, const char *pin);

enum { PERSON_NAME_SIZE = 128 };

/* A person or an organisation, apart from the journal. */
struct store_person {
    char hash[PERSON_SIZE], masked[24], phone[32];
    char holder[HOLDER_SIZE], name[PERSON_NAME_SIZE]; /* the latest name and its keyed hash; empty: never given */
    bool organisation;
};

/* Keeps a person (in the turn's transaction; name and holder where they are given), reads one (ERROR_MISSING), and erases one with all names and the
 * bytes and values of the certificates that show them (the ledger keeps the hashes). */
enum error store_person_put(struct store *store, const struct store_person *person, int64_t at_ms);
enum error store_person(struct store *store, const char *hash, struct store_person *ret_person);
enum error store_person_erase(struct store *store, const char *hash);

/* Reads the name that a person had on a case; ERROR_MISSING when the person was erased. */
enum error store_person_name(struct store *store, const char *hash, const char *holder, char name[static PERSON_NAME_SIZE]);

/* What an idempotency key has done. */
struct store_key {
    char digest[65];
    int status;
    struct ticket_id ticket;
    int32_t window;
    struct job_id job;
    struct case_id kase;
};

/* Looks a key up that is younger than after_ms; false if it is new. */
bool store_key_find(struct store *store, const char *token, const char *key, int64_t after_ms, struct store_key *ret_key);
enum error store_key_put(struct store *store, const char *token, const char *key, int64_t at_ms, const struct store_key *row);

/* Forgets keys that are not younger than before_ms, in the turn's transaction. */
enum error store_key_purge(struct store *store, int64_t before_ms);

#endif
