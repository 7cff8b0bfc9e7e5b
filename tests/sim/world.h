/* One simulated day: the product's core, a controller around it as the server is (turns, commits, restarts, the table of idempotency keys,
 * one clock), clients that lose requests and replies, and the checker's book. */
#ifndef SIM_WORLD_H
#define SIM_WORLD_H

#include "sim/cases.h"
#include "sim/expect.h"
#include "sim/record.h"
#include "sim/scenario.h"

#include <stdio.h>

/* What a client remembers of a request with a key, for asking again. */
struct request {
    struct command command;
    struct settings settings;
    struct case_command cases;
};

/* What the controller remembers of a key. */
struct key_row {
    char key[KEY_SIZE], token[TOKEN_NAME_SIZE];
    int64_t at_ms, seq; /* seq: of the first event that it caused, 0: none */
    struct outcome outcome;
    int32_t number;     /* of the ticket that was given, 0: none */
};

/* A print job that a worker believes it holds. */
struct lease {
    struct job_id job;
    int64_t fence;
};

enum { REQUESTS_KEPT = 8, LEASES_KEPT = 6 };

struct world {
    const struct scenario *scenario;
    FILE *trace; /* NULL: silent */
    struct hall hall;
    struct book book, saved_book; /* saved: before a turn that will be lost */
    char *saved_state;
    struct cases cases;
    struct record record;
    int64_t wall_ms, now_ms;
    bool in_turn;
    struct request requests[REQUESTS_KEPT];
    int32_t request_count;
    struct key_row *keys;
    int32_t key_count, key_room, durable_keys;
    struct lease leases[LEASES_KEPT];
    int32_t lease_count;
    int32_t focus_window; /* where something is due just now, 0: nowhere */
    int64_t focus_ticket;
    int32_t last_window;  /* of the last request that was about one */
    int first_event;             /* type, of what is being decided; EVENT_NONE */
    bool by_itself;              /* the controller's own events have begun */
    const struct command *command;
    int64_t steps, restarts;
};

/* What a day was like. */
struct verdict {
    const char *invariant; /* static: which did not hold; NULL: all did */
    char message[BOOK_MESSAGE];
    int32_t op;            /* which thing was being done then */
    unsigned char hash[32];
    int64_t steps, events, restarts, tickets;
};

/* Plays a day, or the part of it whose things are kept (NULL: all). trace (may be NULL) is told what happens. */
void world_play(const struct scenario *scenario, const bool *kept, FILE *trace, struct verdict *ret_verdict);

/* --- the parts --- */

/* Finds out to whom a thing happens now and makes the command of it; false if it can happen to nobody. settings is where the settings of a
 * new configuration go, cases where the words about a case. */
bool resolve_command(const struct world *world, const struct op *op, int32_t index, struct command *ret_command, struct settings *settings,
                     struct case_command *cases);

/* The same for a thing that happens to a case; cases is where its words go. */
bool resolve_case(const struct world *world, const struct op *op, struct command *command, struct case_command *cases);

/* Returns the instant of a thing that comes just when something is due or a rule changes its mind, and sets the world's focus; INT64_MAX:
 * there is none. */
int64_t resolve_instant(struct world *world, const struct op *op);

/* Asks the controller, as a client does over HTTP, and checks the answer. reply_lost: the client never hears it. */
void serve_request(struct world *world, const struct command *command, bool reply_lost);

/* Does what is due, as a turn of the loop begins. */
void serve_tick(struct world *world);

/* A new calendar: what was uncertain is counted anew. */
void serve_calendar(struct world *world);

/* Ends the turn: all of it is durable. */
void serve_commit(struct world *world);

/* Kills the controller and starts it again. lost: the turn was not committed; else it was. */
void serve_restart(struct world *world, bool lost);

/* Keeps state and book, before a turn that will be lost. */
void serve_save(struct world *world);

/* Checks at the end that keys and journal tell the same, and that the whole journal rebuilds the hall. */
void serve_audit(struct world *world);

struct memory serve_memory(void);

/* Tells the trace. */
__attribute__((format(printf, 2, 3))) void world_tell(struct world *world, const char *format, ...);

#endif
