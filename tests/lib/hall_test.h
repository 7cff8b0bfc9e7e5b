/* A hall for tests of the rules: services A, B, C and any number of windows; time goes on only when a test says so. Every command that a test gives is decided by
 * the product's core, and what came of it is kept. */
#ifndef LIB_HALL_TEST_H
#define LIB_HALL_TEST_H

#include "core/hall.h"

enum { HALL_TEST_EVENTS = 4096 };

struct hall_test {
    struct hall hall;
    struct settings settings;
    int64_t now_ms;
    struct event events[HALL_TEST_EVENTS]; /* all so far */
    int count;
    struct outcome outcome;
};

/* Begins on 2026-11-23 at 09:00 +08:00, a demonstration day without sessions. The caller frees with hall_test_finish(). */
struct hall_test *hall_test_create(int windows);
void hall_test_finish(struct hall_test *test);

/* Puts settings in force (a config.changed event). */
enum refusal hall_test_configure(struct hall_test *test);

/* Lets time pass and does what is due. */
void hall_test_pass(struct hall_test *test, int64_t ms);

/* Gives a command that names only a window. */
enum refusal hall_test_window(struct hall_test *test, enum command_type type, int window);

/* Takes a ticket; returns its id, 0 when refused. */
int64_t hall_test_take(struct hall_test *test, char service, enum priority priority);

/* Gives a command that names only a ticket. */
enum refusal hall_test_ticket(struct hall_test *test, enum command_type type, int64_t ticket);

enum refusal hall_test_give(struct hall_test *test, struct command *command);

/* Returns a command with nothing said. */
struct command hall_test_command(enum command_type type);

/* The ticket at a window, 0: none. */
int64_t hall_test_at(const struct hall_test *test, int window);
enum ticket_state hall_test_state(const struct hall_test *test, int64_t ticket);

/* The last event of a type, NULL if there was none. */
const struct event *hall_test_last(const struct hall_test *test, enum event_type type);

#endif
