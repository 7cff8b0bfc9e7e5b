/* What the desk's keys set going: what desk_keys.c asks of desk_model.c. */
#ifndef DESK_DESK_DO_H
#define DESK_DESK_DO_H

#include "desk/desk_model.h"

/* Opens a case. */
void desk_model_open(struct desk_model *model, int64_t id);

/* Lists other cases. */
void desk_model_filter(struct desk_model *model, enum desk_filter filter);

/* Opens a page that only shows; leaves it, and what it showed is forgotten. */
void desk_model_look(struct desk_model *model, enum desk_look look);
void desk_model_leave_look(struct desk_model *model);

/* Asks for what is shown and not current. */
void desk_model_refresh(struct desk_model *model);

/* Says the controller's refusal. */
void desk_model_problem(struct desk_model *model, int status, const json_t *body);

/* The answers of the pages LOOK and TICKETS, and the question of the latter. */
void desk_look_answer(struct desk_model *model, int status, const json_t *body);
void desk_tickets_answer(struct desk_model *model, int status, const json_t *body);
void desk_tickets_refresh(struct desk_model *model);

/* Reads what the page LOOK shows; of a person only when that is wanted. */
void desk_model_look_on(struct desk_model *model);

/* Begins the form of an action about something. */
void desk_model_begin(struct desk_model *model, int action, int64_t target);

/* Keys of the pages LOOK and TICKETS; false: leaves. */
void desk_look_key(struct desk_model *model, struct key key);
bool desk_tickets_key(struct desk_model *model, struct key key);

/* What keys mean, for all pages. */
int desk_key_step(struct key key);
int desk_key_moved(int at, int step, int count);
bool desk_key_is_letter(struct key key, char letter);
bool desk_key_is_back(struct key key);

/* Signs in with staff number and PIN as typed. */
void desk_model_sign_in(struct desk_model *model);

/* The form of the action that was begun: whether it asks for anything, for this field, the words before it (in the language of the moment), whether it may stay empty, and
 * the body of its request (a new reference). What the certificate asks for comes from the case that is open. */
bool desk_form_is_needed(const struct desk_model *model);
bool desk_form_asks(const struct desk_model *model, enum desk_field field);
const char *desk_form_label(const struct desk_model *model, enum desk_field field);
bool desk_form_may_be_empty(const struct desk_model *model, enum desk_field field);
json_t *desk_form_body(const struct desk_model *model);

/* Rows of the list are pressed as characters from here on (a private plane of Unicode, which nobody types). */
enum { DESK_PRESS_ROW = 0xF0000 };

/* Sends the action of the form with its fields. */
void desk_model_do(struct desk_model *model);

#endif
