/* What a clerk's key asks of the controller: the action and what was chosen for it, as a path and a body. */
#ifndef WINDOW_WINDOW_REQUEST_H
#define WINDOW_WINDOW_REQUEST_H

#include "core/words.h"

#include <jansson.h>
#include <stdbool.h>

enum window_action {
    WINDOW_ACTION_NONE,
#define WINDOW_ACTION(name, path, key, label, states, done) WINDOW_ACTION_##name,
#include "window/window_actions.def"
#undef WINDOW_ACTION
    WINDOW_ACTION_COUNT
};

enum { WINDOW_STAFF_SIZE = 16, WINDOW_PIN_SIZE = 33, WINDOW_PATH_SIZE = 64 };

/* action NONE: nothing is asked. What an action does not need is zero. */
struct window_request {
    enum window_action action;
    int window;                   /* whose */
    char staff[WINDOW_STAFF_SIZE]; /* OPEN ("": as the token says, or nobody in particular), SIGN_IN */
    char pin[WINDOW_PIN_SIZE];    /* SIGN_IN */
    enum pause_reason reason;     /* PAUSE */
    char service;                 /* TRANSFER to this service ... */
    int to_window;                /* ... or to this window */
    bool bare;                    /* without what was chosen: asked only to hear the controller's refusal */
};

/* Writes the path of the request. */
void window_request_path(const struct window_request *request, char path[static WINDOW_PATH_SIZE]);

/* Returns the body, owned by the caller; NULL for an action that has none (or without memory). */
json_t *window_request_body(const struct window_request *request);

/* The rows of window_actions.def; WINDOW_ACTION_NONE is not allowed. Static. */
char window_action_key(enum window_action action);
const char *window_action_label(enum window_action action); /* English, for base/language.h */
const char *window_action_done(enum window_action action);  /* English, for base/language.h */
bool window_action_fits(enum window_action action, enum window_state state);

#endif
