/* The changes that the manager's screen offers (tasks.def): the value now, the new one, and the request that makes it so. Pure: nothing is sent here. */
#ifndef STATUS_TASK_H
#define STATUS_TASK_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum status_task {
#define STATUS_TASK(name, of, edit, label, hint) STATUS_TASK_##name,
#include "status/tasks.def"
#undef STATUS_TASK
    STATUS_TASKS
};

enum status_of { STATUS_OF_HALL, STATUS_OF_WINDOW, STATUS_OF_SERVICE, STATUS_OF_CLOSURE, STATUS_OF_STAFF };
enum status_edit { STATUS_EDIT_CONFIRM, STATUS_EDIT_TEXT, STATUS_EDIT_TOGGLE, STATUS_EDIT_CHOICE };

enum { STATUS_VALUE_SIZE = 400, STATUS_PERSON_SIZE = 16, STATUS_OPTIONS_MAX = 40, STATUS_PIN_SIZE = 7 };

/* The rows of tasks.def; texts are English for base/language.h, static. */
enum status_of status_task_of(enum status_task task);
enum status_edit status_task_edit(enum status_task task);
const char *status_task_label(enum status_task task);
const char *status_task_hint(enum status_task task);

/* What a change is about and what it is read from. */
struct status_subject {
    const json_t *settings, *staff; /* answers of GET /v1/settings and /v1/staff; borrowed, NULL: not read yet */
    int window;                     /* of WINDOW */
    char service;                   /* of SERVICE: 'A' */
    int closure;                    /* of CLOSURE: place in the list */
    char person[STATUS_PERSON_SIZE]; /* of STAFF */
};

/* The new value as it was said. */
struct status_value {
    char text[STATUS_VALUE_SIZE];
    uint64_t chosen; /* of TOGGLE: bit i option i; of CHOICE: the bit of the one */
};

/* Writes an option of TOGGLE or CHOICE in the current language; false: there are no more. */
bool status_task_option(enum status_task task, const struct status_subject *subject, int option, char *text, size_t size);

/* Fills the value as it is now. */
void status_task_now(enum status_task task, const struct status_subject *subject, struct status_value *ret_value);

/* Writes a value for people, in the current language: what it is now, what it will be. "" where a task has none. */
void status_task_words(enum status_task task, const struct status_subject *subject, const struct status_value *value, char *text, size_t size);

/* A request: the caller owns the body (NULL: none). */
struct status_change {
    const char *method; /* static */
    char path[96];
    json_t *body;
};

/* Makes the request of a new value; pin: for STAFF_ADD and PIN. False: what was typed cannot be (*ret_why says it, English for base/language.h, static). */
bool status_task_change(enum status_task task, const struct status_subject *subject, const struct status_value *value, const char *pin, struct status_change *ret_change,
                        const char **ret_why);

/* Makes the request that takes a change back, from what is so before it; false: it cannot be taken back. */
bool status_task_undo(enum status_task task, const struct status_subject *before, struct status_change *ret_change);

/* Makes the list of what is chosen, in the controller's words; the caller's. */
json_t *status_option_list(enum status_task task, const struct status_subject *subject, uint64_t chosen);

/* Finds the settings of a service or a window, or somebody of the staff; NULL: not read yet, or not there. */
const json_t *status_settings_service(const json_t *settings, char letter);
const json_t *status_settings_window(const json_t *settings, int window);
const json_t *status_staff_member(const json_t *staff, const char *id);

/* Whether no service gives numbers today by the manager's word. */
bool status_all_stopped(const json_t *settings);

#endif
