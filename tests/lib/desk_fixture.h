/* A desk without controller and terminal: a hall at 2026-11-23 09:30, a port that keeps what is sent, and clocks that move when the test says so. JSON is written with '
 * in place of ". */
#ifndef TESTS_DESK_FIXTURE_H
#define TESTS_DESK_FIXTURE_H

#include "desk/desk_view.h"

enum { DESK_FIXTURE_SENT = 64 };

struct desk_fixture {
    struct mirror mirror;
    struct desk_model model;
    struct app_view view;  /* of the model; each key comes a second after the one before */
    int count;
    struct {
        enum desk_purpose purpose;
        char method[8], path[ERRAND_PATH_SIZE], key[23];
        json_t *body;
        int delay_ms;
    } sent[DESK_FIXTURE_SENT];
};

/* A list of five cases: one late, one in the last third, one in time, one without a running deadline, and one with a hostile name. */
extern const char desk_fixture_list[];
/* The second of them opened: the caller may approve it; or may not, because of having accepted it. */
extern const char desk_fixture_case[], desk_fixture_own_case[];
/* Numbers in all states, as a guide is told. */
extern const char desk_fixture_tickets[];

/* Starts a desk that is signed in and connected, and asks for the list. */
void desk_fixture_start(struct desk_fixture *fixture);
void desk_fixture_finish(struct desk_fixture *fixture);

/* The controller answers; body may be NULL. */
void desk_fixture_answer(struct desk_fixture *fixture, enum desk_purpose purpose, int status, const char *body);

/* Starts with the list read; with a case opened, too; as a guide. */
void desk_fixture_list_shown(struct desk_fixture *fixture);
void desk_fixture_case_shown(struct desk_fixture *fixture, const char *body);
void desk_fixture_guide(struct desk_fixture *fixture);

/* Presses keys by name (key_parse()); the list ends with NULL. False: the last one ended the program. */
bool desk_fixture_keys(struct desk_fixture *fixture, const char *const *keys);
#define DESK_KEYS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* The connection is lost. */
void desk_fixture_lose(struct desk_fixture *fixture);

/* How often something was sent, and which was the last time (index into sent, -1: never). */
int desk_fixture_times(const struct desk_fixture *fixture, enum desk_purpose purpose);
int desk_fixture_last(const struct desk_fixture *fixture, enum desk_purpose purpose);

#endif
