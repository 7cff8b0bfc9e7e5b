/* The turn of a program with a screen: keys in, view drawn, canvas shown. It knows no controller; the program waits itself:
 *
 *     while (app_turn(&app, &view))
 *         client_wait(client, app_fd(&app), 1000);
 *
 * A view is two functions over a model of the program's own, so that a test drives the same functions without a terminal (tests/lib/screen_test.h). */
#ifndef TERM_APP_H
#define TERM_APP_H

#include "term/screen.h"
#include "term/widget.h"

struct app_view {
    void *model;

    /* Draws the model; canvas is cleared to ROLE_NORMAL and targets are empty. Changes nothing in the model that a key could notice. */
    void (*draw)(void *model, struct canvas *canvas, struct targets *targets);

    /* Takes a key; presses that met a target come as its key, others not at all, nor do resize and hangup. Returns false to end the program. */
    bool (*key)(void *model, struct key key);
};

struct app {
    struct screen *screen;
    struct canvas canvas;
    struct targets targets;
};

/* Opens the screen (flags of screen_open). False and a sentence in *ret_why if it cannot be. */
bool app_open(struct app *app, unsigned flags, const char **ret_why);

/* Restores the terminal; accepts a zeroed app. */
void app_close(struct app *app);

/* What to wait on for keys and signals. */
int app_fd(const struct app *app);

/* Takes all keys that are there (of presses only the first: the others were aimed at a screen that it may have changed), draws and shows. Returns false when the program shall end (its view said so, SIGTERM, terminal gone). */
bool app_turn(struct app *app, const struct app_view *view);

/* Draws a view on a canvas as app_turn does. For tests. */
void app_draw(const struct app_view *view, struct canvas *canvas, struct targets *targets);

/* Gives a key to a view as app_turn does, presses resolved; false when the program shall end. For tests. */
bool app_key(const struct app_view *view, const struct targets *targets, struct key key);

#endif
