/* A simulated day as a list of things that happen, made from a seed alone. Each thing says how long after the one before it comes, what
 * happens, and with which dice; to whom it happens is found out when it is played. So any part of the list is a day too, and a failing day
 * can be shortened. */
#ifndef SIM_SCENARIO_H
#define SIM_SCENARIO_H

#include "core/command.h"

enum op_kind {
#define OP(name, command, weight) OP_##name,
#include "sim/ops.def"
#undef OP
    OP_KINDS
};

/* What becomes of a request and of the turn it is in. */
enum fate { FATE_GOOD, FATE_REQUEST_LOST, FATE_REPLY_LOST, FATE_CRASH_BEFORE_COMMIT, FATE_CRASH_AFTER_COMMIT };

enum { OP_PICKS = 4 };

struct op {
    enum op_kind kind;
    enum fate fate;
    bool joined;     /* in the same turn of the loop as the one before */
    bool keyed;      /* carries an idempotency key */
    bool follows;    /* at the window of the one before, if it can happen there */
    bool asleep;     /* the controller was not woken when something was due on the way here */
    bool to_instant; /* comes just when something is due or a rule changes its mind, else pass_ms after the one before */
    int32_t pass_ms;
    int32_t shift_ms; /* -1, 0 or 1, from that instant */
    uint32_t picks[OP_PICKS];
};

struct scenario {
    uint64_t seed;
    int64_t start_ms;
    struct settings settings;
    struct op *ops; /* owned */
    int32_t op_count;
};

/* Makes the day of a seed. */
void scenario_init(struct scenario *scenario, uint64_t seed);
void scenario_finish(struct scenario *scenario);

/* "job-lease"; static. */
const char *op_word(enum op_kind kind);

/* The command that it gives, COMMAND_TYPE_COUNT for none. */
enum command_type op_command(enum op_kind kind);

#endif
