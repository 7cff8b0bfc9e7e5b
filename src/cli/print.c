/* What the commands print. */
#include "cli/cli.h"

#include "base/language.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void cli_print(const char *format, ...)
{
    char line[1024], clean[1024];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    utf8_clean(clean, sizeof clean, line);
    fputs(clean, stdout);
}

/* Prints lines that come from JSON to a terminal: each is cleaned, its beginning kept. */
static bool print_clean(const char *text)
{
    size_t size = strlen(text) + 1;
    char *line = malloc(size), *clean = malloc(size);
    bool ready = line && clean;

    while (ready && *text) {
        size_t length = strcspn(text, "\n");
        memcpy(line, text, length);
        line[length] = '\0';
        utf8_clean(clean, size, line);
        puts(clean);
        text += length + (text[length] == '\n');
    }
    free(line);
    free(clean);
    return ready;
}

int cli_print_json(const json_t *json, bool one_line)
{
    char *text = json_dumps(json, (one_line ? JSON_COMPACT : JSON_INDENT(2)) | JSON_ENCODE_ANY);
    bool printed = text != NULL;

    if (text && isatty(STDOUT_FILENO))
        printed = print_clean(text);
    else if (text)
        printed = puts(text) >= 0;
    free(text);
    return printed ? STATUS_DONE : STATUS_REFUSED;
}

const char *cli_text(const json_t *json, const char *name)
{
    const char *text = json_string_value(json_object_get(json, name));

    return text && *text ? text : "-";
}

int64_t cli_integer(const json_t *json, const char *name, int64_t unknown)
{
    const json_t *value = json_object_get(json, name);

    return json_is_integer(value) ? json_integer_value(value) : unknown;
}

void cli_set_text(const struct cli *cli, json_t *body, const char *option, const char *member)
{
    const char *value = options_value(&cli->options, option);

    if (value)
        json_object_set_new(body, member, json_string(value));
}

const char *cli_text_in(const json_t *both)
{
    const char *text = json_string_value(json_object_get(both, language_code(language_current())));
    const char *other = json_string_value(json_object_get(both, language_current() == LANGUAGE_ZH ? "en" : "zh"));

    return text && *text ? text : other ? other : "-";
}

void cli_format_wait(char *text, size_t size, const json_t *wait)
{
    int64_t low_s = cli_integer(wait, "low_s", -1), high_s = cli_integer(wait, "high_s", -1);

    *text = '\0';
    if (low_s >= 0 && high_s >= low_s)
        snprintf(text, size, _("about %lld to %lld minutes"), (long long)(low_s / 60), (long long)((high_s + 59) / 60));
}

void cli_format_time(char text[static 16], const json_t *instant)
{
    const char *told = json_string_value(instant);

    snprintf(text, 16, "%s", told && strlen(told) > 19 ? (char[9]){told[11], told[12], ':', told[14], told[15], ':', told[17], told[18], '\0'} : "-");
}

bool cli_number(const struct cli *cli, const char *argument, int64_t least, int64_t most, int64_t *ret_number)
{
    if (options_parse_integer(argument, least, most, ret_number))
        return true;
    options_complain(&cli->options, _("not a number from %lld to %lld: %s"), (long long)least, (long long)most, argument);
    return false;
}

int cli_finish(const struct cli *cli, int status)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return status;
    options_complain(&cli->options, "%s", _("the output could not be written"));
    return STATUS_REFUSED;
}
