/* A whole controller in this process: the product's own HTTP, routes, bodies, turn, core and store (in TMPDIR, which tests/fuzz/run puts
 * into memory), spoken to through its own sockets. Only time, random bytes, password hashing (argon2id would take all the time there is)
 * and backups (a request must not write files here) are the target's.
 *
 * * The hall is that of conf/hall.conf and conf/items.csv, on 2026-11-23 at 09:00, always the same: windows 1 to 3 are open, A001 to
 * A003 and C001 were taken and window 1 serves A001, "kiosk1" prints. Tokens are the names of the roles ("kiosk", "clerk" of window 1
 * with staff 1001 ...), staff 1001's PIN is 1234. */
#ifndef FUZZ_LIB_HALL_H
#define FUZZ_LIB_HALL_H

#include "fuzz.h"

#include "server/server.h"

extern struct server *hall_server;

/* Makes the hall anew; what was asked before is forgotten. */
void hall_begin(void);

/* Says the bytes on a connection of its own (from the network, or by the socket, where who gives no token is the owner), and writes what
 * came back into answer (which grows, free bytes; NULL: thrown away) until nothing more comes. Then the connection is closed. */
void hall_say(const void *bytes, size_t length, bool network, struct fuzz_writer *answer);

/* Lets time pass, and what is due by it happen. */
void hall_pass(int64_t ms);

/* What must hold between any two requests: nobody waits, the store has all that memory has, and the tables are what the journal says. */
void hall_check(void);

/* An answer, taken from the front of what came back. */
struct hall_answer {
    int status;
    char type[64];
    const char *body; /* not ended by a zero */
    size_t length;
    json_t *json; /* of a JSON body, the caller's; NULL: none */
};

/* Takes the next answer and asserts what every answer must be: a status of the contract, a body as long as it says, JSON that is JSON
 * and whose texts are clean, a refusal with its type and a sentence in both languages. head: answers have no bodies. False when nothing
 * is left. */
bool hall_next_answer(struct fuzz_input *came, bool head, struct hall_answer *ret_answer);

#endif
