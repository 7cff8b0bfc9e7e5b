/* The settings of the hall on a screen: looked at, and changed one member at a time; what is not named stays as it is. Nothing is changed before all of it is right. */
#include "server/api.h"

#include "base/utf8.h"
#include "core/decision.h"

#include <stdio.h>
#include <string.h>

enum { WHERE_SIZE = 96 };

/* A change that is being read: what is wrong is kept as "services A: quota 0-100000", in words that are the same in both languages. */
struct change {
    struct request *request;
    struct settings settings;
    char where[WHERE_SIZE]; /* "services A" */
    char wrong[2 * WHERE_SIZE];
};

static bool is_wrong(struct change *change, const char *member, const char *allowed)
{
    if (!change->wrong[0])
        snprintf(change->wrong, sizeof change->wrong, "%s%s%s%s%s", change->where, change->where[0] ? ": " : "", member, allowed[0] ? " " : "", allowed);
    return false;
}

static bool read_number(struct change *change, const json_t *json, const char *member, int32_t least, int32_t most, int32_t factor, int32_t *ret_value)
{
    const json_t *value = json_object_get(json, member);
    char allowed[32];

    if (!value)
        return true;
    if (json_is_integer(value) && json_integer_value(value) >= least && json_integer_value(value) <= most) {
        *ret_value = (int32_t)json_integer_value(value) * factor;
        return true;
    }
    snprintf(allowed, sizeof allowed, "%d-%d", least, most);
    return is_wrong(change, member, allowed);
}

static bool read_flag(struct change *change, const json_t *json, const char *member, bool *ret_value)
{
    const json_t *value = json_object_get(json, member);

    if (!value)
        return true;
    if (!json_is_boolean(value))
        return is_wrong(change, member, "true/false");
    *ret_value = json_is_true(value);
    return true;
}

/* The text of a sentence: cleaned, and nothing of what was there before behind it. */
static bool read_text(struct change *change, const json_t *json, const char *member, char *text, size_t size)
{
    const json_t *value = json_object_get(json, member);

    if (!value)
        return true;
    if (!json_is_string(value) || json_string_length(value) >= size || strlen(json_string_value(value)) != json_string_length(value))
        return is_wrong(change, member, "");
    memset(text, 0, size);
    utf8_clean(text, size, json_string_value(value));
    return true;
}

static bool read_day(struct change *change, const json_t *json, const char *member, struct date *ret_day)
{
    const char *text = json_string_value(json_object_get(json, member));

    return (text && date_parse(text, ret_day)) || is_wrong(change, member, "2026-12-31");
}

static bool read_sessions(struct change *change, const json_t *json, struct service_settings *service)
{
    const json_t *list = json_object_get(json, "sessions");
    int32_t last = 0;

    if (!list)
        return true;
    if (!json_is_array(list) || json_array_size(list) > SESSIONS_MAX)
        return is_wrong(change, "sessions", "08:30-12:00");
    memset(service->sessions, 0, sizeof service->sessions);
    service->session_count = 0;
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *text = json_string_value(json_array_get(list, i));
        struct session session;
        if (!text || !hall_session_read(text, &session) || session.from < last || session.to <= session.from || session.to > 1440)
            return is_wrong(change, "sessions", "08:30-12:00");
        service->sessions[service->session_count++] = session;
        last = session.to;
    }
    return true;
}

static bool read_service(struct change *change, const json_t *json)
{
    const char *letter = json_string_value(json_object_get(json, "letter"));
    int index = letter && letter[0] >= 'A' && letter[0] <= 'Z' && !letter[1] ? letter[0] - 'A' : -1;
    struct date today = change->request->server->hall.day;

    if (index < 0 || !change->settings.services[index].used)
        return is_wrong(change, "letter", "");
    struct service_settings *service = &change->settings.services[index];
    bool stopped = service->stopped.days == today.days;
    snprintf(change->where, sizeof change->where, "services %s", letter);
    if (!read_sessions(change, json, service) || !read_number(change, json, "stop_before_end_minutes", 0, STOP_MOST_MIN, 1, &service->stop_before_end_min) ||
        !read_number(change, json, "quota", 0, QUOTA_MOST, 1, &service->quota) || !read_number(change, json, "usual_minutes", 1, USUAL_MOST_MIN, 60000, &service->usual_ms) ||
        !read_number(change, json, "tickets_per_person", 0, PER_PERSON_MOST, 1, &service->per_person) || !read_flag(change, json, "real_name", &service->real_name) ||
        !read_flag(change, json, "stopped", &stopped))
        return false;
    service->stopped = stopped ? today : (struct date){0};
    return true;
}

static bool read_window(struct change *change, const json_t *json)
{
    int32_t number = 0;
    const json_t *letters = json_object_get(json, "services");

    if (!read_number(change, json, "window", 1, WINDOWS_MAX, 1, &number))
        return false;
    snprintf(change->where, sizeof change->where, "windows %d", number);
    if (number == 0 || !change->settings.windows[number].used)
        return is_wrong(change, "window", "");
    struct window_settings *window = &change->settings.windows[number];
    if (!read_flag(change, json, "next_after_finish", &window->next_after_finish))
        return false;
    if (!letters)
        return true;
    window->services = 0;
    for (size_t i = 0; i < json_array_size(letters); i++) {
        const char *letter = json_string_value(json_array_get(letters, i));
        if (!letter || letter[0] < 'A' || letter[0] > 'Z' || letter[1] || !change->settings.services[letter[0] - 'A'].used)
            return is_wrong(change, "services", "");
        window->services |= 1U << (letter[0] - 'A');
    }
    return window->services != 0 || is_wrong(change, "services", "");
}

static bool read_closure(struct change *change, const json_t *json)
{
    struct closure closure = {0};

    snprintf(change->where, sizeof change->where, "closures %d", change->settings.closure_count + 1);
    if (change->settings.closure_count == CLOSURES_MAX)
        return is_wrong(change, "closures", "0-16");
    if (!read_day(change, json, "from", &closure.from) || !read_day(change, json, "to", &closure.to) || !read_text(change, json, "reason", closure.reason, sizeof closure.reason))
        return false;
    if (closure.to.days < closure.from.days)
        return is_wrong(change, "to", "");
    change->settings.closures[change->settings.closure_count++] = closure;
    return true;
}

static bool read_each(struct change *change, const char *member, bool (*read)(struct change *, const json_t *))
{
    const json_t *list = json_object_get(change->request->body, member);

    change->where[0] = '\0';
    if (list && !json_is_array(list))
        return is_wrong(change, member, "[]");
    for (size_t i = 0; i < json_array_size(list); i++) {
        snprintf(change->where, sizeof change->where, "%s", member);
        if (!read(change, json_array_get(list, i)))
            return false;
    }
    change->where[0] = '\0';
    return true;
}

static bool read_change(struct change *change)
{
    const json_t *body = change->request->body, *notice = json_object_get(body, "notice");

    if (!read_each(change, "services", read_service) || !read_each(change, "windows", read_window))
        return false;
    if (json_object_get(body, "closures")) { /* all of them anew */
        memset(change->settings.closures, 0, sizeof change->settings.closures);
        change->settings.closure_count = 0;
    }
    if (!read_each(change, "closures", read_closure) || !read_flag(change, body, "paperless", &change->settings.paperless))
        return false;
    snprintf(change->where, sizeof change->where, "notice");
    return read_text(change, notice, "zh", change->settings.notice_zh, sizeof change->settings.notice_zh) &&
           read_text(change, notice, "en", change->settings.notice_en, sizeof change->settings.notice_en);
}

static json_t *view_letters(uint32_t services)
{
    json_t *letters = json_array();

    for (int i = 0; i < SERVICES_MAX; i++)
        if (services >> i & 1)
            json_array_append_new(letters, json_sprintf("%c", 'A' + i));
    return letters;
}

static json_t *view_service_settings(const struct server *server, int index)
{
    const struct service_settings *service = &server->hall.settings.services[index];
    json_t *sessions = json_array();

    for (int i = 0; i < service->session_count; i++) {
        const struct session *session = &service->sessions[i];
        json_array_append_new(sessions, json_sprintf("%02d:%02d-%02d:%02d", session->from / 60, session->from % 60, session->to / 60, session->to % 60));
    }
    return json_pack("{s:o, s:o, s:o, s:i, s:i, s:i, s:i, s:b, s:b}", "letter", json_sprintf("%c", 'A' + index), "name", view_names(&server->file.services[index]), "sessions",
                     sessions, "stop_before_end_minutes", service->stop_before_end_min, "quota", service->quota, "usual_minutes", service->usual_ms / 60000, "tickets_per_person",
                     service->per_person, "real_name", service->real_name, "stopped", service->stopped.days != 0 && service->stopped.days == server->hall.day.days);
}

static json_t *view_closures(const struct settings *settings)
{
    json_t *closures = json_array();
    char from[DATE_TEXT_SIZE], to[DATE_TEXT_SIZE];

    for (int i = 0; i < settings->closure_count; i++) {
        date_format(settings->closures[i].from, from);
        date_format(settings->closures[i].to, to);
        json_array_append_new(closures, json_pack("{s:s, s:s, s:s}", "from", from, "to", to, "reason", settings->closures[i].reason));
    }
    return closures;
}

void api_settings_get(struct request *request)
{
    const struct server *server = request->server;
    const struct settings *settings = &server->hall.settings;
    json_t *services = json_array(), *windows = json_array(), *skills = json_array();

    for (int i = 0; i < SERVICES_MAX; i++)
        if (settings->services[i].used)
            json_array_append_new(services, view_service_settings(server, i));
    for (int i = 1; i <= WINDOWS_MAX; i++)
        if (settings->windows[i].used)
            json_array_append_new(windows, json_pack("{s:i, s:o, s:b}", "window", i, "services", view_letters(settings->windows[i].services), "next_after_finish",
                                                     settings->windows[i].next_after_finish));
    for (int i = 0; i < settings->group_count; i++)
        json_array_append_new(skills, json_string(settings->groups[i]));
    reply_json(request, 200, json_pack("{s:o, s:o, s:o, s:{s:s, s:s}, s:b, s:o}", "services", services, "windows", windows, "closures", view_closures(settings), "notice", "zh",
                                       settings->notice_zh, "en", settings->notice_en, "paperless", settings->paperless, "skills", skills));
}

void api_settings_post(struct request *request)
{
    struct command command = api_command(request, COMMAND_CONFIGURE);
    struct change change = {.request = request, .settings = request->server->hall.settings};
    struct outcome outcome;
    int status;

    if (!read_change(&change)) {
        reply_refusal(request, REFUSAL_SETTING_WRONG, change.wrong);
        return;
    }
    command.settings = &change.settings;
    if (server_decide(request, &command, 200, &outcome, &status))
        api_settings_get(request);
}
