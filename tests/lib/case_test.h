/* One case for tests of the rules: every move goes through the product's own core, and the case is what its events made of it. */
#ifndef LIB_CASE_TEST_H
#define LIB_CASE_TEST_H

#include "lib/hall_test.h"

#include "core/case.h"

struct case_test {
    struct hall_test *hall;
    struct item item;         /* a permit of three materials (the third not required), 6 working days promised, 20 by law */
    struct case_file file;    /* as its events made it */
    struct case_command says; /* what the next move says; calendar, item and file are filled in */
    struct command command;   /* the rest of it */
};

/* Begins in a hall of 2026-11-23 (a Monday), 09:00. The calendar is made up and speaks for 2026 alone: 1 to 3 December off, Saturday the 5th worked instead. */
struct case_test *case_test_create(void);
void case_test_finish(struct case_test *test);

/* Makes a move as somebody in a role; what `says` and `command` had said is forgotten after it. */
enum refusal case_test_move(struct case_test *test, enum case_move move, enum staff_role role, const char *staff);

/* Lets days pass, then does what is due (COMMAND_CASE_TICK until nothing is). */
void case_test_days(struct case_test *test, int days);

/* Brings a new case of one permit to a state by the shortest way: accepted by "c", approved by "a", issued by "i". */
void case_test_bring(struct case_test *test, enum case_state state);

#endif
