/* From a new value to the request that makes it so. */
#include "status/task.h"

#include "base/date.h"
#include "core/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { QUOTA_DIGITS = 6 };

static struct status_change to_settings(json_t *body)
{
    return (struct status_change){"POST", "/v1/settings", body};
}

static struct status_change to_window(const struct status_subject *subject, const char *what, json_t *body)
{
    struct status_change change = {.method = "POST", .body = body};

    snprintf(change.path, sizeof change.path, "/v1/windows/%d/%s", subject->window, what);
    return change;
}

static struct status_change to_person(const struct status_subject *subject, json_t *body)
{
    struct status_change change = {.method = "POST", .body = body};

    snprintf(change.path, sizeof change.path, "/v1/staff/%s", subject->person);
    return change;
}

/* {"services":[{"letter":"A", member: value}]}; takes value over. */
static json_t *of_service(char letter, const char *member, json_t *value)
{
    return json_pack("{s:[{s:o, s:o}]}", "services", "letter", json_sprintf("%c", letter), member, value);
}

static json_t *stop_all(const json_t *settings, bool stopped)
{
    const json_t *services = json_object_get(settings, "services");
    json_t *list = json_array();

    for (size_t i = 0; i < json_array_size(services); i++)
        json_array_append_new(list, json_pack("{s:O, s:b}", "letter", json_object_get(json_array_get(services, i), "letter"), "stopped", stopped));
    return json_pack("{s:o}", "services", list);
}

static json_t *words_of(const char *text)
{
    json_t *list = json_array();
    char copy[STATUS_VALUE_SIZE], *rest = NULL;

    snprintf(copy, sizeof copy, "%s", text);
    for (char *word = strtok_r(copy, " ,;", &rest); word; word = strtok_r(NULL, " ,;", &rest))
        json_array_append_new(list, json_string(word));
    return list;
}

/* "2026-12-30 2027-01-03 inventory" behind the closures that there are. */
static bool add_closure(const struct status_subject *subject, const char *text, json_t **ret_body)
{
    char from[16], to[16];
    struct date first, last;
    int used = 0;

    if (sscanf(text, "%15s %15s %n", from, to, &used) != 2 || !date_parse(from, &first) || !date_parse(to, &last) || last.days < first.days)
        return false;
    json_t *closures = json_deep_copy(json_object_get(subject->settings, "closures"));
    json_array_append_new(closures, json_pack("{s:s, s:s, s:s}", "from", from, "to", to, "reason", text + used));
    *ret_body = json_pack("{s:o}", "closures", closures);
    return true;
}

static json_t *drop_closure(const struct status_subject *subject)
{
    json_t *closures = json_deep_copy(json_object_get(subject->settings, "closures"));

    json_array_remove(closures, (size_t)subject->closure);
    return json_pack("{s:o}", "closures", closures);
}

static bool add_person(const char *text, const char *pin, json_t **ret_body)
{
    char id[STATUS_PERSON_SIZE];
    int used = 0;

    if (sscanf(text, "%15s %n", id, &used) != 1 || !text[used])
        return false;
    *ret_body = json_pack("{s:s, s:s, s:[s], s:s}", "id", id, "name", text + used, "roles", "clerk", "pin", pin);
    return true;
}

static int first_of(uint64_t chosen)
{
    for (int i = 0; i < STATUS_OPTIONS_MAX; i++)
        if (chosen >> i & 1)
            return i;
    return 0;
}

static bool is_number(const char *text)
{
    size_t digits = strspn(text, "0123456789");

    return digits > 0 && digits <= QUOTA_DIGITS && !text[digits];
}

static bool make(enum status_task task, const struct status_subject *subject, const struct status_value *value, const char *pin, struct status_change *change)
{
    json_t *body = NULL;

    switch (task) {
    case STATUS_TASK_OPEN: *change = to_window(subject, "open", value->text[0] ? json_pack("{s:s}", "staff", value->text) : NULL); return true;
    case STATUS_TASK_PAUSE: *change = to_window(subject, "pause", json_pack("{s:s}", "reason", pause_reason_word((enum pause_reason)first_of(value->chosen)))); return true;
    case STATUS_TASK_RESUME: *change = to_window(subject, "resume", NULL); return true;
    case STATUS_TASK_CLOSE: *change = to_window(subject, "close", NULL); return true;
    case STATUS_TASK_SERVES:
        *change = to_settings(json_pack("{s:[{s:i, s:o}]}", "windows", "window", subject->window, "services", status_option_list(task, subject, value->chosen)));
        return value->chosen != 0;
    case STATUS_TASK_STOP: case STATUS_TASK_GO_ON:
        *change = to_settings(of_service(subject->service, "stopped", json_boolean(task == STATUS_TASK_STOP)));
        return true;
    case STATUS_TASK_STOP_ALL: case STATUS_TASK_GO_ON_ALL: *change = to_settings(stop_all(subject->settings, task == STATUS_TASK_STOP_ALL)); return true;
    case STATUS_TASK_HOURS: *change = to_settings(of_service(subject->service, "sessions", words_of(value->text))); return true;
    case STATUS_TASK_QUOTA:
        *change = to_settings(of_service(subject->service, "quota", json_integer(strtol(value->text, NULL, 10))));
        return is_number(value->text);
    case STATUS_TASK_MESSAGE_ZH: *change = to_settings(json_pack("{s:{s:s}}", "notice", "zh", value->text)); return true;
    case STATUS_TASK_MESSAGE_EN: *change = to_settings(json_pack("{s:{s:s}}", "notice", "en", value->text)); return true;
    case STATUS_TASK_CLOSURE_ADD:
        if (!add_closure(subject, value->text, &body))
            return false;
        *change = to_settings(body);
        return true;
    case STATUS_TASK_CLOSURE_DROP: *change = to_settings(drop_closure(subject)); return true;
    case STATUS_TASK_END_DAY: *change = (struct status_change){"POST", "/v1/hall/end-day", NULL}; return true;
    case STATUS_TASK_HELP: *change = (struct status_change){"POST", "/v1/help/answered", NULL}; return true;
    case STATUS_TASK_STAFF_ADD:
        if (!add_person(value->text, pin, &body))
            return false;
        *change = (struct status_change){"POST", "/v1/staff", body};
        return true;
    case STATUS_TASK_ROLES: *change = to_person(subject, json_pack("{s:o}", "roles", status_option_list(task, subject, value->chosen))); return true;
    case STATUS_TASK_SKILLS: *change = to_person(subject, json_pack("{s:o}", "skills", status_option_list(task, subject, value->chosen))); return true;
    case STATUS_TASK_PIN: *change = to_person(subject, json_pack("{s:s}", "pin", pin)); return true;
    case STATUS_TASKS: break;
    }
    return false;
}

/* What is wrong with a value that makes no request. */
static const char *why_not(enum status_task task)
{
    switch (task) {
    case STATUS_TASK_SERVES: return "A window needs at least one service.";
    case STATUS_TASK_QUOTA: return "This must be a number of digits alone; 0 is no limit.";
    case STATUS_TASK_CLOSURE_ADD: return "Write the first day and the last day like 2026-12-30 2027-01-03, then the reason.";
    case STATUS_TASK_STAFF_ADD: return "Write the staff number, a blank, then the name.";
    default: return "This cannot be so.";
    }
}

bool status_task_change(enum status_task task, const struct status_subject *subject, const struct status_value *value, const char *pin, struct status_change *ret_change,
                        const char **ret_why)
{
    struct status_change change = {0};

    if (make(task, subject, value, pin, &change)) {
        *ret_change = change;
        return true;
    }
    json_decref(change.body);
    *ret_why = why_not(task);
    return false;
}

bool status_task_undo(enum status_task task, const struct status_subject *before, struct status_change *ret_change)
{
    struct status_value value;
    const char *why;

    switch (task) {
    case STATUS_TASK_STOP: return status_task_change(STATUS_TASK_GO_ON, before, &(struct status_value){0}, "", ret_change, &why);
    case STATUS_TASK_GO_ON: return status_task_change(STATUS_TASK_STOP, before, &(struct status_value){0}, "", ret_change, &why);
    case STATUS_TASK_STOP_ALL: return status_task_change(STATUS_TASK_GO_ON_ALL, before, &(struct status_value){0}, "", ret_change, &why);
    case STATUS_TASK_GO_ON_ALL: return status_task_change(STATUS_TASK_STOP_ALL, before, &(struct status_value){0}, "", ret_change, &why);
    case STATUS_TASK_CLOSURE_ADD: case STATUS_TASK_CLOSURE_DROP:
        *ret_change = to_settings(json_pack("{s:O}", "closures", json_object_get(before->settings, "closures")));
        return true;
    case STATUS_TASK_HOURS: case STATUS_TASK_QUOTA: case STATUS_TASK_MESSAGE_ZH: case STATUS_TASK_MESSAGE_EN: case STATUS_TASK_SERVES: case STATUS_TASK_ROLES:
    case STATUS_TASK_SKILLS:
        status_task_now(task, before, &value);
        return status_task_change(task, before, &value, "", ret_change, &why);
    default: return false;
    }
}
