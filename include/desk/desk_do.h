/* What the desk's keys set going: what desk_keys.c asks of desk_model.c. */
#ifndef DESK_DESK_DO_H
#define DESK_DESK_DO_H

#include "desk/desk_model.h"

/* Opens a case. */
void desk_model_open(struct desk_model *model, int64_t id);

/* Lists other cases. */
void desk_model_filter(struct desk_model *model, enum desk_filter filter);

/* Signs in with staff number and PIN as typed. */
void desk_model_sign_in(struct desk_model *model);

/* Whether an action asks for anything. */
bool desk_model_needs_form(int action);

/* Rows of the list are pressed as characters from here on (a private plane of Unicode, which nobody types). */
enum { DESK_PRESS_ROW = 0xF0000 };

/* Sends the action of the form with its fields. */
void desk_model_do(struct desk_model *model);

#endif
