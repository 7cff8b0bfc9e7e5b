/* Reading what a request says. */
#include "server/api.h"

#include "base/utf8.h"
#include "core/decision.h"

#include <string.h>

static const json_t *member(const struct request *request, const char *name)
{
    const json_t *value = json_object_get(request->body, name);
    return json_is_null(value) ? NULL : value;
}

bool body_text(struct request *request, const char *name, char *text, size_t size)
{
    const json_t *value = member(request, name);

    if (!value)
        return true;
    if (!json_is_string(value)) {
        reply_refusal(request, REFUSAL_WRONG_TYPE, name);
        return false;
    }
    if (json_string_length(value) >= size || strlen(json_string_value(value)) != json_string_length(value)) {
        reply_refusal(request, REFUSAL_OUT_OF_RANGE, name);
        return false;
    }
    utf8_clean(text, size, json_string_value(value));
    return true;
}

bool body_integer(struct request *request, const char *name, int64_t least, int64_t most, int64_t *ret_value)
{
    const json_t *value = member(request, name);

    if (!value)
        return true;
    if (!json_is_integer(value)) {
        reply_refusal(request, REFUSAL_WRONG_TYPE, name);
        return false;
    }
    if (json_integer_value(value) < least || json_integer_value(value) > most) {
        reply_refusal(request, REFUSAL_OUT_OF_RANGE, name);
        return false;
    }
    *ret_value = json_integer_value(value);
    return true;
}

bool body_flag(struct request *request, const char *name, bool *ret_value)
{
    const json_t *value = member(request, name);

    if (value && !json_is_boolean(value)) {
        reply_refusal(request, REFUSAL_WRONG_TYPE, name);
        return false;
    }
    if (value)
        *ret_value = json_is_true(value);
    return true;
}

bool body_date(struct request *request, const char *name, struct date *ret_value)
{
    char text[DATE_TEXT_SIZE + 1] = "";

    if (!body_text(request, name, text, sizeof text))
        return false;
    if (!text[0] || (strlen(text) == DATE_TEXT_SIZE - 1 && date_parse(text, ret_value)))
        return true;
    reply_refusal(request, REFUSAL_OUT_OF_RANGE, name);
    return false;
}

bool body_service(struct request *request, const char *name, int32_t *ret_service)
{
    char letter[8] = "";

    if (!body_text(request, name, letter, sizeof letter))
        return false;
    if (letter[0] == '\0')
        return true;
    if (letter[0] < 'A' || letter[0] > 'Z' || letter[1]) {
        reply_refusal(request, REFUSAL_SERVICE_UNKNOWN, NULL);
        return false;
    }
    *ret_service = letter[0] - 'A';
    return true;
}

/* "normal, elderly ...": what may be said. */
static const char *priority_words(void)
{
    static const char words[] =
#define PRIORITY(name, word, sign, en, zh) " " word
#include "core/priorities.def"
#undef PRIORITY
        ;

    return words + 1;
}

bool body_priority(struct request *request, enum priority *ret_priority)
{
    char word[32] = "";

    if (!body_text(request, "priority", word, sizeof word))
        return false;
    if (word[0] && !priority_parse(word, ret_priority)) {
        reply_refusal(request, REFUSAL_PRIORITY_UNKNOWN, priority_words());
        return false;
    }
    return true;
}

struct command api_command(const struct request *request, enum command_type type)
{
    struct command command;

    memset(&command, 0, sizeof command);
    command.type = type;
    command.actor = request->caller.actor;
    command.service = -1;
    command.group = -1;
    command.count = 1;
    memcpy(command.key, request->key, sizeof command.key);
    return command;
}

int64_t api_path_number(const struct request *request)
{
    int64_t number = 0;

    for (const char *p = request->parameters[0]; *p; p++) {
        if (*p < '0' || *p > '9' || number > INT64_MAX / 100)
            return 0;
        number = number * 10 + (*p - '0');
    }
    return number;
}
