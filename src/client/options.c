#include "client/options.h"

#include "base/language.h"
#include "base/utf8.h"

#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct options_row common[] = {
    {"dir", 'C', "DIR", "the hall's directory (or YICHUANG_DIR)"},
    {"url", 0, "URL", "the controller's address, http://HOST:PORT (or YICHUANG_URL)"},
    {"token", 0, "TOKEN", "who asks (or YICHUANG_TOKEN)"},
    {"language", 0, "zh|en", "language of texts"},
    {"help", 'h', NULL, "this help"},
    {"version", 0, NULL, "the version"},
};
enum { COMMON = sizeof common / sizeof *common };

void options_complain(const struct options *options, const char *format, ...)
{
    char line[512], clean[512];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    utf8_clean(clean, sizeof clean, line);
    fprintf(stderr, "%s: %s\n", options->program->name, clean);
}

static void print_row(const struct options_row *row)
{
    char letter[8] = "    ", left[64];

    if (row->letter)
        snprintf(letter, sizeof letter, "-%c, ", row->letter);
    snprintf(left, sizeof left, "  %s--%s%s%s", letter, row->name, row->argument ? " " : "", row->argument ? row->argument : "");
    printf("%-28s %s\n", left, _(row->help));
}

static void print_help(const struct options_program *program)
{
    printf(_("Usage: %s [OPTIONS]%s%s\n"), program->name, *program->arguments ? " " : "", program->arguments);
    printf("%s\n\n", _(program->help));
    for (size_t i = 0; i < program->count; i++)
        print_row(&program->rows[i]);
    for (size_t i = 0; i < COMMON; i++)
        print_row(&common[i]);
    if (program->more_help)
        program->more_help();
}

/* Takes one option; index counts the program's rows first, then the common ones. True: go on. */
static bool take(struct options *options, const struct options_program *program, size_t index, const char *value, int *ret_status)
{
    if (index < program->count) {
        options->values[index] = value ? value : "";
        return true;
    }
    switch (index - program->count) {
    case 0:
        options->dir = value;
        return true;
    case 1:
        options->url = value;
        return true;
    case 2:
        options->token = value;
        return true;
    case 3:
        options->language = value;
        if (strcmp(value, "zh") == 0 || strcmp(value, "en") == 0) {
            language_set(strcmp(value, "zh") == 0 ? LANGUAGE_ZH : LANGUAGE_EN);
            return true;
        }
        options_complain(options, _("the language is zh or en, not %s"), value);
        *ret_status = STATUS_USAGE;
        return false;
    case 4:
        print_help(program);
        break;
    default:
        printf("%s %s\n", program->name, YICHUANG_VERSION);
    }
    *ret_status = fflush(stdout) == 0 ? STATUS_DONE : STATUS_REFUSED;
    return false;
}

/* The tables in the form that getopt_long() wants; each option's value is 256 + its index. */
struct table {
    struct option options[OPTIONS_LIMIT + COMMON + 1];
    char letters[2 * (OPTIONS_LIMIT + COMMON) + 3];
};

static const struct options_row *row_at(const struct options_program *program, size_t index)
{
    return index < program->count ? &program->rows[index] : &common[index - program->count];
}

static void fill_table(struct table *table, const struct options_program *program)
{
    char *letter = table->letters;

    if (program->stop_at_first)
        *letter++ = '+';
    *letter++ = ':';
    for (size_t i = 0; i < program->count + COMMON; i++) {
        const struct options_row *row = row_at(program, i);
        table->options[i] = (struct option){row->name, row->argument ? required_argument : no_argument, NULL, (int)(256 + i)};
        if (row->letter)
            *letter++ = row->letter;
        if (row->letter && row->argument)
            *letter++ = ':';
    }
    *letter = '\0';
    table->options[program->count + COMMON] = (struct option){0};
}

static size_t index_of(const struct options_program *program, int found)
{
    if (found >= 256)
        return (size_t)found - 256;
    size_t index = 0;
    while (row_at(program, index)->letter != found)
        index++;
    return index;
}

bool options_scan(struct options *options, const struct options_program *program, int argc, char **argv, int *ret_status)
{
    struct table table;
    int found;

    options->program = program;
    memset(options->values, 0, sizeof options->values);
    fill_table(&table, program);
    optind = 0; /* glibc: begin anew */
    opterr = 0;
    while ((found = getopt_long(argc, argv, table.letters, table.options, NULL)) != -1) {
        if (found == '?' || found == ':') {
            const char *what = optopt > 0 && optopt < 256 ? (const char[]){'-', (char)optopt, '\0'} : argv[optind - 1];
            options_complain(options, found == ':' ? _("%s wants a value; see --help") : _("no such option: %s; see --help"), what);
            *ret_status = STATUS_USAGE;
            return false;
        }
        if (!take(options, program, index_of(program, found), optarg, ret_status))
            return false;
    }
    options->arguments = argv + optind;
    options->count = argc - optind;
    if (options->count >= program->least && (program->most < 0 || options->count <= program->most))
        return true;
    options_complain(options, options->count < program->least ? _("something is missing: %s; see --help") : _("too many arguments; expected: %s; see --help"),
             *program->arguments ? program->arguments : _("none"));
    *ret_status = STATUS_USAGE;
    return false;
}

bool options_fill_client(struct options *options)
{
    switch (client_options_fill(&options->client, options->dir, options->url, options->token)) {
    case ERROR_NONE:
        return true;
    case ERROR_MISSING:
        options_complain(options, "%s", _("which hall? Give -C DIR or --url URL, or set YICHUANG_DIR or YICHUANG_URL"));
        return false;
    case ERROR_FORMAT:
        options_complain(options, "%s", _("the address must be http://HOST:PORT, and the token plain letters"));
        return false;
    default:
        options_complain(options, "%s", _("the address, or the path of the hall's directory, is too long"));
        return false;
    }
}

bool options_read(struct options *options, const struct options_program *program, int argc, char **argv, int *ret_status)
{
    if (!options_scan(options, program, argc, argv, ret_status))
        return false;
    *ret_status = STATUS_USAGE;
    return options_fill_client(options);
}

const char *options_value(const struct options *options, const char *name)
{
    for (size_t i = 0; i < options->program->count; i++)
        if (strcmp(options->program->rows[i].name, name) == 0)
            return options->values[i];
    return NULL;
}

bool options_parse_integer(const char *text, int64_t least, int64_t most, int64_t *ret_value)
{
    char *end;

    errno = 0;
    long long value = strtoll(text, &end, 10);
    if (errno || end == text || *end || *text == ' ' || *text == '+' || value < least || value > most)
        return false;
    *ret_value = value;
    return true;
}

bool options_integer(const struct options *options, const char *name, int64_t least, int64_t most, int64_t *value)
{
    const char *text = options_value(options, name);

    if (!text || options_parse_integer(text, least, most, value))
        return true;
    options_complain(options, _("--%s is a number from %lld to %lld"), name, (long long)least, (long long)most);
    return false;
}

void options_language_of_shell(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value && *value) {
            language_set(strncmp(value, "zh", 2) == 0 ? LANGUAGE_ZH : LANGUAGE_EN);
            return;
        }
    }
    language_set(LANGUAGE_EN);
}
