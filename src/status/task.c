/* The rows of tasks.def, and a value as people read it. */
#include "status/task.h"

#include "base/language.h"
#include "core/words.h"

#include <stdio.h>
#include <string.h>

static const struct {
    enum status_of of;
    enum status_edit edit;
    const char *label, *hint;
} rows[] = {
#define STATUS_TASK(name, of, edit, label, hint) {STATUS_OF_##of, STATUS_EDIT_##edit, label, hint},
#include "status/tasks.def"
#undef STATUS_TASK
};

enum status_of status_task_of(enum status_task task)
{
    return rows[task].of;
}

enum status_edit status_task_edit(enum status_task task)
{
    return rows[task].edit;
}

const char *status_task_label(enum status_task task)
{
    return rows[task].label;
}

const char *status_task_hint(enum status_task task)
{
    return rows[task].hint;
}

static const json_t *find(const json_t *list, const char *member, const char *text)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *told = json_string_value(json_object_get(json_array_get(list, i), member));
        if (told && strcmp(told, text) == 0)
            return json_array_get(list, i);
    }
    return NULL;
}

const json_t *status_settings_service(const json_t *settings, char letter)
{
    return find(json_object_get(settings, "services"), "letter", (char[2]){letter, '\0'});
}

const json_t *status_settings_window(const json_t *settings, int window)
{
    const json_t *list = json_object_get(settings, "windows");

    for (size_t i = 0; i < json_array_size(list); i++)
        if (json_integer_value(json_object_get(json_array_get(list, i), "window")) == window)
            return json_array_get(list, i);
    return NULL;
}

const json_t *status_staff_member(const json_t *staff, const char *id)
{
    return find(json_object_get(staff, "staff"), "id", id);
}

bool status_all_stopped(const json_t *settings)
{
    const json_t *list = json_object_get(settings, "services");

    for (size_t i = 0; i < json_array_size(list); i++)
        if (!json_is_true(json_object_get(json_array_get(list, i), "stopped")))
            return false;
    return json_array_size(list) > 0;
}

/* --- options --- */

static const struct {
    const char *word, *name;
} roles[] = {{"clerk", "clerk at a window"}, {"guide", "guide"}, {"approver", "approver"}, {"issuer", "issuer"},
             {"supervisor", "supervisor"},   {"manager", "hall manager"}, {"call-any", "may choose whom to call"}};
enum { ROLES = sizeof roles / sizeof *roles };

bool status_task_option(enum status_task task, const struct status_subject *subject, int option, char *text, size_t size)
{
    const json_t *services = json_object_get(subject->settings, "services"), *skills = json_object_get(subject->settings, "skills");
    size_t at = (size_t)option;

    switch (task) {
    case STATUS_TASK_PAUSE:
        if (option >= PAUSE_REASON_COUNT)
            return false;
        snprintf(text, size, "%s", pause_reason_name((enum pause_reason)option, language_current() == LANGUAGE_ZH));
        return true;
    case STATUS_TASK_SERVES: {
        const json_t *one = json_array_get(services, at), *name = json_object_get(one, "name");
        const char *told = json_string_value(json_object_get(name, language_code(language_current())));
        if (one)
            snprintf(text, size, "%s %s", json_string_value(json_object_get(one, "letter")), told ? told : "");
        return one != NULL;
    }
    case STATUS_TASK_ROLES:
        if (option < ROLES)
            snprintf(text, size, "%s", _(roles[option].name));
        return option < ROLES;
    case STATUS_TASK_SKILLS:
        if (at < json_array_size(skills) && at < STATUS_OPTIONS_MAX)
            snprintf(text, size, "%s", json_string_value(json_array_get(skills, at)));
        return at < json_array_size(skills) && at < STATUS_OPTIONS_MAX;
    default:
        return false;
    }
}

/* --- the value now --- */

static bool holds(const json_t *list, const char *word)
{
    for (size_t i = 0; word && i < json_array_size(list); i++) {
        const char *told = json_string_value(json_array_get(list, i));
        if (told && strcmp(told, word) == 0)
            return true;
    }
    return false;
}

static void join(char *text, size_t size, const char *part, const char *between)
{
    size_t used = strlen(text);

    if (used < size)
        snprintf(text + used, size - used, "%s%s", used > 0 ? between : "", part);
}

static void join_sessions(char *text, size_t size, const json_t *service)
{
    const json_t *sessions = json_object_get(service, "sessions");

    for (size_t i = 0; i < json_array_size(sessions); i++)
        join(text, size, json_string_value(json_array_get(sessions, i)), " ");
}

static uint64_t chosen_now(enum status_task task, const struct status_subject *subject)
{
    const json_t *person = status_staff_member(subject->staff, subject->person);
    uint64_t chosen = 0;

    if (task == STATUS_TASK_SERVES) {
        const json_t *serves = json_object_get(status_settings_window(subject->settings, subject->window), "services"), *all = json_object_get(subject->settings, "services");
        for (size_t i = 0; i < json_array_size(all); i++)
            chosen |= (uint64_t)holds(serves, json_string_value(json_object_get(json_array_get(all, i), "letter"))) << i;
    } else if (task == STATUS_TASK_ROLES) {
        for (int i = 0; i < ROLES; i++)
            chosen |= (uint64_t)holds(json_object_get(person, "roles"), roles[i].word) << i;
    } else if (task == STATUS_TASK_SKILLS) {
        const json_t *all = json_object_get(subject->settings, "skills");
        for (size_t i = 0; i < json_array_size(all) && i < STATUS_OPTIONS_MAX; i++)
            chosen |= (uint64_t)holds(json_object_get(person, "skills"), json_string_value(json_array_get(all, i))) << i;
    }
    return chosen;
}

static void text_now(enum status_task task, const struct status_subject *subject, char *text, size_t size)
{
    const json_t *service = status_settings_service(subject->settings, subject->service), *notice = json_object_get(subject->settings, "notice");
    const char *told = json_string_value(json_object_get(notice, task == STATUS_TASK_MESSAGE_EN ? "en" : "zh"));

    if (task == STATUS_TASK_HOURS)
        join_sessions(text, size, service);
    else if (task == STATUS_TASK_QUOTA)
        snprintf(text, size, "%lld", (long long)json_integer_value(json_object_get(service, "quota")));
    else if ((task == STATUS_TASK_MESSAGE_ZH || task == STATUS_TASK_MESSAGE_EN) && told)
        snprintf(text, size, "%s", told);
}

void status_task_now(enum status_task task, const struct status_subject *subject, struct status_value *ret_value)
{
    *ret_value = (struct status_value){.chosen = chosen_now(task, subject)};
    text_now(task, subject, ret_value->text, sizeof ret_value->text);
}

static void options_words(enum status_task task, const struct status_subject *subject, uint64_t chosen, char *text, size_t size)
{
    char option[96];

    for (int i = 0; i < STATUS_OPTIONS_MAX && status_task_option(task, subject, i, option, sizeof option); i++)
        if (chosen >> i & 1)
            join(text, size, option, ", ");
    if (chosen == 0)
        snprintf(text, size, "%s", task == STATUS_TASK_SKILLS ? _("all") : _("none"));
}

void status_task_words(enum status_task task, const struct status_subject *subject, const struct status_value *value, char *text, size_t size)
{
    text[0] = '\0';
    if (rows[task].edit == STATUS_EDIT_TOGGLE || rows[task].edit == STATUS_EDIT_CHOICE)
        options_words(task, subject, value->chosen, text, size);
    else if (value->text[0] && !(task == STATUS_TASK_QUOTA && strcmp(value->text, "0") == 0))
        snprintf(text, size, "%s", value->text);
    else if (task == STATUS_TASK_HOURS)
        snprintf(text, size, "%s", _("day and night"));
    else if (task == STATUS_TASK_QUOTA)
        snprintf(text, size, "%s", _("no limit"));
    else if (task == STATUS_TASK_MESSAGE_ZH || task == STATUS_TASK_MESSAGE_EN)
        snprintf(text, size, "%s", _("no message"));
    else if (task == STATUS_TASK_OPEN)
        snprintf(text, size, "%s", _("nobody in particular"));
}

/* --- the words of options in a request --- */

json_t *status_option_list(enum status_task task, const struct status_subject *subject, uint64_t chosen)
{
    const json_t *services = json_object_get(subject->settings, "services"), *skills = json_object_get(subject->settings, "skills");
    json_t *list = json_array();

    for (size_t i = 0; i < STATUS_OPTIONS_MAX; i++) {
        const char *word = task == STATUS_TASK_ROLES    ? (i < ROLES ? roles[i].word : NULL)
                           : task == STATUS_TASK_SKILLS ? json_string_value(json_array_get(skills, i))
                                                        : json_string_value(json_object_get(json_array_get(services, i), "letter"));
        if (word && chosen >> i & 1)
            json_array_append_new(list, json_string(word));
    }
    return list;
}
