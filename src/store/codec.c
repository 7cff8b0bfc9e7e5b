#include "store/codec.h"

#include "core/case.h"
#include "core/decision.h"

#include <stdlib.h>
#include <string.h>

/* --- one field of an event --- */

static void put_INT(struct json_line *line, const char *name, int64_t value)
{
    json_line_integer(line, name, value);
}

static void put_NEW(struct json_line *line, const char *name, int64_t value)
{
    if (value)
        json_line_integer(line, name, value);
}

static void put_TEXT(struct json_line *line, const char *name, const char *value)
{
    if (value[0])
        json_line_text(line, name, value);
}

static void put_LETTER(struct json_line *line, const char *name, int32_t service)
{
    char letter[2] = {(char)('A' + service), '\0'};
    put_TEXT(line, name, letter);
}

#define PUT_WORD(KIND, type, stem)                                                      \
    static void put_##KIND(struct json_line *line, const char *name, enum type value) \
    {                                                                                   \
        put_TEXT(line, name, stem##_word(value));                                       \
    }
PUT_WORD(PRIORITY, priority, priority)
PUT_WORD(RULE, call_rule, call_rule)
PUT_WORD(PRINTER_STATE, printer_state, printer_state)
PUT_WORD(CASE_ENTRY, case_entry, case_entry)
PUT_WORD(CASE_OUTCOME, case_outcome, case_outcome)
PUT_WORD(CASE_LIGHT, case_light, case_light)
PUT_WORD(SPECIAL_KIND, special_kind, special_kind)
PUT_WORD(CASE_PAPER, case_paper, case_paper)

/* Adds a tree and lets it go. */
static void put_tree(struct json_line *line, const char *name, json_t *tree)
{
    char *text = json_dumps(tree, JSON_COMPACT);

    json_decref(tree);
    if (text)
        json_line_value(line, name, text);
    else
        line->failed = true;
    free(text);
}

static bool get_int(const json_t *json, const char *name, int64_t *ret_value)
{
    const json_t *value = json_object_get(json, name);

    if (!json_is_integer(value))
        return false;
    *ret_value = json_integer_value(value);
    return true;
}

static bool get_text(const json_t *json, const char *name, char *text, size_t size)
{
    const json_t *value = json_object_get(json, name);

    text[0] = '\0';
    if (!value)
        return true;
    if (!json_is_string(value) || json_string_length(value) >= size)
        return false;
    text_copy(text, size, json_string_value(value));
    return true;
}

static const char *word_of(const json_t *json, const char *name)
{
    const char *word = json_string_value(json_object_get(json, name));
    return word ? word : "";
}

#define GET_INT(json, name, member)                                   \
    do {                                                              \
        int64_t number;                                               \
        if (!get_int(json, name, &number))                            \
            return false;                                             \
        member = (__typeof__(member))number;                          \
    } while (0)

static void put_field(struct json_line *line, const struct event *event, enum event_field field)
{
    switch (field) {
#define FIELD(name, word, member, kind)              \
    case EVENT_FIELD_##name:                         \
        put_##kind(line, word, event->member);       \
        break;
#include "core/fields.def"
#undef FIELD
    case EVENT_FIELDS:
        break;
    }
}

#define READ_INT(word, member) GET_INT(json, word, member)
#define READ_NEW(word, member) member = (__typeof__(member))json_integer_value(json_object_get(json, word))
#define READ_TEXT(word, member)                               \
    if (!get_text(json, word, member, sizeof(member)))        \
    return false
#define READ_LETTER(word, member)               \
    do {                                        \
        const char *letter = word_of(json, word); \
        if (letter[0] < 'A' || letter[0] > 'Z') \
            return false;                       \
        member = letter[0] - 'A';               \
    } while (0)
#define READ_PRIORITY(word, member)                       \
    if (!priority_parse(word_of(json, word), &(member))) \
    return false
#define READ_RULE(word, member)                            \
    if (!call_rule_parse(word_of(json, word), &(member))) \
    return false
#define READ_PRINTER_STATE(word, member)                       \
    if (!printer_state_parse(word_of(json, word), &(member))) \
    return false
/* (events older than these lists have no such word) */
#define READ_CASE_WORD(word, member, stem)                                         \
    if (json_object_get(json, word) && !stem##_parse(word_of(json, word), &(member))) \
    return false
#define READ_CASE_ENTRY(word, member) READ_CASE_WORD(word, member, case_entry)
#define READ_CASE_OUTCOME(word, member) READ_CASE_WORD(word, member, case_outcome)
#define READ_CASE_LIGHT(word, member) READ_CASE_WORD(word, member, case_light)
#define READ_SPECIAL_KIND(word, member) READ_CASE_WORD(word, member, special_kind)
#define READ_CASE_PAPER(word, member) READ_CASE_WORD(word, member, case_paper)

static bool read_field(const json_t *json, struct event *event, enum event_field field)
{
    switch (field) {
#define FIELD(name, word, member, kind)          \
    case EVENT_FIELD_##name:                     \
        READ_##kind(word, event->member);        \
        break;
#include "core/fields.def"
#undef FIELD
    case EVENT_FIELDS:
        break;
    }
    return true;
}

const char *codec_event(const struct hall *hall, const struct event *event, struct json_line *line)
{
    json_line_open(line);
    put_INT(line, "v", 1);
    put_TEXT(line, "role", staff_role_word(event->actor.role));
    put_TEXT(line, "by", event->actor.staff);
    put_TEXT(line, "token", event->actor.token);
    put_TEXT(line, "key", event->key);
    for (int field = 0; field < EVENT_FIELDS; field++)
        if (event_has(event->type, (enum event_field)field))
            put_field(line, event, (enum event_field)field);
    if (event->type == EVENT_CONFIG_CHANGED)
        put_tree(line, "settings", codec_settings(event->settings));
    if (event->type == EVENT_DAY_OPENED)
        put_tree(line, "hall", codec_hall(hall));
    return json_line_close(line);
}

bool codec_event_read(const json_t *json, struct event *event, struct settings *settings)
{
    if (!staff_role_parse(word_of(json, "role"), &event->actor.role) || !get_text(json, "by", event->actor.staff, sizeof event->actor.staff) ||
        !get_text(json, "token", event->actor.token, sizeof event->actor.token) || !get_text(json, "key", event->key, sizeof event->key))
        return false;
    event->group = -1;
    for (int field = 0; field < EVENT_FIELDS; field++)
        if (event_has(event->type, (enum event_field)field) && !read_field(json, event, (enum event_field)field))
            return false;
    if (event->type == EVENT_CONFIG_CHANGED) {
        if (!codec_settings_read(json_object_get(json, "settings"), settings))
            return false;
        event->settings = settings;
    }
    return true;
}

/* --- settings --- */

/* The plain numbers of the settings, once. */
#define SETTINGS_NUMBERS(X)                                                                                                      \
    X(utc_offset_min) X(longest_wait_ms) X(overtakes_in_row) X(recalls) X(recall_gap_ms) X(recall_gap_priority_ms) X(return_within_ms) \
        X(return_behind) X(auto_start_ms) X(ready_lapse_ms) X(undo_ms) X(lease_ms) X(printer_silence_ms) X(elderly_age)

static json_t *service_settings_json(int letter, const struct service_settings *service)
{
    json_t *sessions = json_array();

    for (int i = 0; i < service->session_count; i++)
        json_array_append_new(sessions, json_pack("[ii]", service->sessions[i].from, service->sessions[i].to));
    json_t *json = json_pack("{s:i, s:o, s:i, s:i, s:i, s:b, s:i}", "letter", letter, "sessions", sessions, "stop", service->stop_before_end_min, "quota",
                             service->quota, "usual_ms", service->usual_ms, "real_name", service->real_name, "per_person", service->per_person);
    if (service->stopped.days)
        json_object_set_new(json, "stopped", json_integer(service->stopped.days));
    return json;
}

/* What the manager said at a screen; nothing is written while there is nothing. */
static void put_said(json_t *json, const struct settings *settings)
{
    json_t *closures = json_array();

    for (int i = 0; i < settings->closure_count; i++)
        json_array_append_new(closures, json_pack("[iis]", settings->closures[i].from.days, settings->closures[i].to.days, settings->closures[i].reason));
    if (settings->closure_count > 0)
        json_object_set(json, "closures", closures);
    json_decref(closures);
    if (settings->notice_zh[0] || settings->notice_en[0])
        json_object_set_new(json, "notice", json_pack("[ss]", settings->notice_zh, settings->notice_en));
}

json_t *codec_settings(const struct settings *settings)
{
    json_t *json = json_object(), *services = json_array(), *windows = json_array(), *weights = json_array(), *groups = json_array();

#define X(member) json_object_set_new_nocheck(json, #member, json_integer(settings->member));
    SETTINGS_NUMBERS(X)
#undef X
    json_object_set_new_nocheck(json, "paperless", json_integer(settings->paperless));
    for (int i = 0; i < SERVICES_MAX; i++)
        if (settings->services[i].used)
            json_array_append_new(services, service_settings_json(i, &settings->services[i]));
    for (int i = 1; i <= WINDOWS_MAX; i++)
        if (settings->windows[i].used)
            json_array_append_new(windows, json_pack("[iIb]", i, (json_int_t)settings->windows[i].services, settings->windows[i].next_after_finish));
    for (int i = 0; i < PRIORITY_COUNT; i++)
        json_array_append_new(weights, json_pack("[sii]", priority_word((enum priority)i), settings->weights[i].numerator, settings->weights[i].denominator));
    for (int i = 0; i < settings->group_count; i++)
        json_array_append_new(groups, json_string(settings->groups[i]));
    json_object_set_new(json, "services", services);
    json_object_set_new(json, "windows", windows);
    json_object_set_new(json, "weights", weights);
    json_object_set_new(json, "groups", groups);
    put_said(json, settings);
    return json;
}

static bool read_service_settings(const json_t *json, struct settings *settings)
{
    int letter;
    size_t i;
    json_t *sessions, *row;
    struct service_settings service = {.used = true};
    int real_name = 0;

    if (json_unpack((json_t *)json, "{s:i, s:o, s:i, s:i, s:i, s?b, s?i, s?i}", "letter", &letter, "sessions", &sessions, "stop", &service.stop_before_end_min, "quota",
                    &service.quota, "usual_ms", &service.usual_ms, "real_name", &real_name, "per_person", &service.per_person, "stopped", &service.stopped.days) != 0 ||
        letter < 0 || letter >= SERVICES_MAX || json_array_size(sessions) > SESSIONS_MAX)
        return false;
    json_array_foreach(sessions, i, row) {
        if (json_unpack(row, "[ii]", &service.sessions[i].from, &service.sessions[i].to) != 0)
            return false;
        service.session_count++;
    }
    service.real_name = real_name != 0;
    settings->services[letter] = service;
    return true;
}

static bool read_window_settings(const json_t *json, struct settings *settings)
{
    int number, after;
    json_int_t services;

    if (json_unpack((json_t *)json, "[iIb]", &number, &services, &after) != 0 || number < 1 || number > WINDOWS_MAX)
        return false;
    settings->windows[number] = (struct window_settings){true, (uint32_t)services, after != 0};
    return true;
}

static bool read_weight(const json_t *json, struct settings *settings)
{
    const char *word;
    enum priority priority;
    struct weight weight;

    if (json_unpack((json_t *)json, "[sii]", &word, &weight.numerator, &weight.denominator) != 0 || !priority_parse(word, &priority))
        return false;
    settings->weights[priority] = weight;
    return true;
}

static bool each_of(const json_t *array, struct settings *settings, bool (*read)(const json_t *, struct settings *))
{
    size_t i;
    json_t *row;

    if (!json_is_array(array))
        return false;
    json_array_foreach((json_t *)array, i, row) {
        if (!read(row, settings))
            return false;
    }
    return true;
}

static bool read_closure(const json_t *json, struct settings *settings)
{
    struct closure *closure = &settings->closures[settings->closure_count];
    const char *reason;

    if (settings->closure_count >= CLOSURES_MAX || json_unpack((json_t *)json, "[iis]", &closure->from.days, &closure->to.days, &reason) != 0)
        return false;
    text_copy(closure->reason, sizeof closure->reason, reason);
    settings->closure_count++;
    return true;
}

static bool read_said(const json_t *json, struct settings *settings)
{
    const json_t *closures = json_object_get(json, "closures"), *notice = json_object_get(json, "notice");
    const char *zh, *en;

    if (notice) {
        if (json_unpack((json_t *)notice, "[ss]", &zh, &en) != 0)
            return false;
        text_copy(settings->notice_zh, sizeof settings->notice_zh, zh);
        text_copy(settings->notice_en, sizeof settings->notice_en, en);
    }
    return !closures || each_of(closures, settings, read_closure);
}

static bool read_group(const json_t *json, struct settings *settings)
{
    const char *group = json_string_value(json);

    if (!group || settings->group_count >= GROUPS_MAX)
        return false;
    text_copy(settings->groups[settings->group_count++], GROUP_SIZE, group);
    return true;
}

bool codec_settings_read(const json_t *json, struct settings *settings)
{
    const char *why;

    settings_defaults(settings);
#define X(member) GET_INT(json, #member, settings->member);
    SETTINGS_NUMBERS(X)
#undef X
    GET_INT(json, "paperless", settings->paperless);
    return each_of(json_object_get(json, "services"), settings, read_service_settings) &&
           each_of(json_object_get(json, "windows"), settings, read_window_settings) &&
           each_of(json_object_get(json, "weights"), settings, read_weight) &&
           each_of(json_object_get(json, "groups"), settings, read_group) && read_said(json, settings) && settings_check(settings, &why);
}
