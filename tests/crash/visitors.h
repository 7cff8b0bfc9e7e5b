/* The people of the hall as the controller's turn meets them: each asks with an idempotency key, keeps what was answered, and asks again
 * with the same key when no answer came. What they were told is the truth that the disk is held to. In the place of sockets and event
 * streams, the product's own turn (server_turn, server_decide, server_turn_end) finds here functions that hear every answer. */
#ifndef CRASH_VISITORS_H
#define CRASH_VISITORS_H

#include "random.h"

#include "server/server.h"

enum { CALLS_MAX = 4096, VISITORS = 6, WINDOWS = 3, SERVICES = 3 };

enum call_state { CALL_OPEN, CALL_DONE, CALL_REFUSED, CALL_GIVEN_UP };

/* One wish, with its key. */
struct call {
    struct command command;
    enum call_state state;
    int status;
    int64_t ticket, number; /* as answered; 0: none */
    int64_t asked_ms;
    int flying;             /* copies of it in the turn: a refusal of one says nothing while there is another */
    int64_t seen;           /* events of the journal that carry its key, for the checks */
};

/* All of one seed. */
struct visitors {
    struct random random;
    struct call calls[CALLS_MAX];
    int count;
    int open[VISITORS];     /* the call that a visitor waits for, -1: none */
    int64_t shown_seq;      /* the last event that anybody has been shown: by an answer, a reading or the stream */
    const char *broken;     /* a promise that was broken in an answer itself, NULL: none */
    int64_t now_ms;         /* of both clocks */
    struct settings settings;
};

extern struct visitors visitors;

void visitors_begin(uint64_t seed);

/* Makes the hall: two calls with keys like all others. */
void visitors_found_hall(struct server *server);

/* Some of the visitors ask. Call between server_turn() and server_turn_end(). */
void visitors_ask(struct server *server);

/* Everybody without an answer asks again; returns how many did. */
int visitors_ask_again(struct server *server);

/* Lets time pass; seldom, until tomorrow. */
void visitors_pass_time(void);

#endif
