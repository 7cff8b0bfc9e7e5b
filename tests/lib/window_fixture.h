/* A clerk's window without controller and terminal: a hall with three services and five windows at 2026-11-23 09:30, a port that keeps what is sent,
 * and clocks that move when the test says so. */
#ifndef TESTS_WINDOW_FIXTURE_H
#define TESTS_WINDOW_FIXTURE_H

#include "window/window_view.h"

enum { FIXTURE_SENT = 32 };

struct window_fixture {
    struct mirror mirror;
    struct window_model model;
    struct app_view view; /* of the model */
    struct window_request sent[FIXTURE_SENT];
    char keys[FIXTURE_SENT][23];
    int delays[FIXTURE_SENT];
    int count;
    char method[8], path[ERRAND_PATH_SIZE]; /* of the last that was sent about a case */
    json_t *body;                           /* of it */
    int errands;
};

/* What window 3 is, as the controller tells it, with ' in place of ". */
extern const char fixture_closed[], fixture_open[], fixture_ready[], fixture_paused[], fixture_calling[], fixture_serving[];

/* Starts window 3 as a fresh program would: staff as on the command line, the hall read, the stream connected. */
void fixture_start(struct window_fixture *fixture, const char *staff, const char *window);
void fixture_finish(struct window_fixture *fixture);

/* Starts the program while there is no controller. */
void fixture_start_alone(struct window_fixture *fixture);

/* The controller says that a window is now so. */
void fixture_window(struct window_fixture *fixture, const char *window);

/* The controller is gone, or is back. */
void fixture_lose(struct window_fixture *fixture);
void fixture_find(struct window_fixture *fixture);

/* Answers the request under way; body with ' in place of ", "" for none. */
void fixture_answer(struct window_fixture *fixture, int status, const char *body);

/* Answers what was sent about a case. */
void fixture_answer_case(struct window_fixture *fixture, int status, const char *body);

/* Lets time pass on both clocks. */
void fixture_pass(struct window_fixture *fixture, int64_t ms);

/* Presses a key (name of key_parse()) and lets a second pass, so that it is not taken for a slip. Returns false when the program ends. */
bool fixture_key(struct window_fixture *fixture, const char *name);

#endif
