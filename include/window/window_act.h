/* Asking the controller and saying to the clerk what came of it: what the model's files share. */
#ifndef WINDOW_WINDOW_ACT_H
#define WINDOW_WINDOW_ACT_H

#include "window/window_model.h"

/* Sends a request (its window is filled in here) unless one is under way or the controller is away, which is said. */
void window_act_ask(struct window_model *model, struct window_request request);

/* Says the controller's refusal in its own words. */
void window_act_say_problem(struct window_model *model, int status, const json_t *body);

/* Shows the page where staff number and PIN are typed; a PIN typed before is forgotten. */
void window_act_sign_in(struct window_model *model);

/* Locks the screen until somebody signs in; refused where nobody signed in with a PIN. */
void window_act_lock(struct window_model *model);

/* Asks who takes the window over: by PIN where it was opened by one. */
void window_act_hand_over(struct window_model *model);

/* Closes the window, and opens it for who was typed. */
void window_act_take_over(struct window_model *model);

#endif
