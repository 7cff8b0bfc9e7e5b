/* The actions of the desk (desk_actions.def) and the fields of their forms. */
#ifndef DESK_DESK_ACTION_H
#define DESK_DESK_ACTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A field that an action asks for: name, member of the request, words, whether it may stay empty. */
enum desk_field {
#define DESK_FIELD(name, member, label, optional) DESK_FIELD_##name,
#include "desk/desk_fields.def"
#undef DESK_FIELD
    DESK_FIELDS
};

/* The actions of a case come first, then those of DESK_OTHER. */
enum desk_other {
#define DESK_OTHER(name, path, label, fields, done) DESK_OTHER_##name,
#include "desk/desk_actions.def"
    DESK_OTHERS
};

enum { DESK_ACTIONS_MAX = 24 };

/* How many actions a case has, the number of another action, and their rows; the texts are English for base/language.h, static. */
int desk_action_count(void);
int desk_action_other(enum desk_other other);
const char *desk_action_move(int action); /* of a case */
void desk_action_path(int action, int64_t id, char *path, size_t size);
const char *desk_action_label(int action);
const char *desk_action_done(int action);
bool desk_action_asks(int action, enum desk_field field);

const char *desk_field_member(enum desk_field field);
const char *desk_field_label(enum desk_field field);
bool desk_field_is_optional(enum desk_field field);

#endif
