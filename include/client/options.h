/* The command line that all programs share: -C DIR, --url, --token, --language, --help, --version, and each program's own options as rows of a table.
 * Messages go to stderr, help and version to stdout, in the language chosen so far. */
#ifndef CLIENT_OPTIONS_H
#define CLIENT_OPTIONS_H

#include "client/client.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Exit statuses of every program (what outside programs rely on). */
enum { STATUS_DONE = 0, STATUS_REFUSED = 1, STATUS_USAGE = 2, STATUS_UNREACHABLE = 3 };

/* One option of a program's own. */
struct options_row {
    const char *name;     /* "window", given as --window N */
    char letter;          /* 'w': -w N too; 0: none */
    const char *argument; /* "N"; NULL: takes none */
    const char *help;     /* in English, for base/language.h */
};

/* A program, or a command of one. */
struct options_program {
    const char *name;      /* "yichuang-window", "yichuang take" */
    const char *arguments; /* after the options: "SERVICE", "" when there are none */
    const char *help;      /* one sentence in English, for base/language.h */
    const struct options_row *rows;
    size_t count;          /* 0..OPTIONS_LIMIT */
    int least, most;       /* how many arguments; most -1: any number */
    bool stop_at_first;    /* what follows the first argument is not looked at (it has options of its own) */
    void (*more_help)(void); /* prints what --help says after the options; NULL: nothing */
};

enum { OPTIONS_LIMIT = 24 };

/* What was given. Texts lie in argv. Start with a zeroed one. */
struct options {
    const char *dir, *url, *token; /* NULL: not given */
    const char *language;          /* "zh", "en", NULL: not given */
    struct client_options client;  /* filled by options_read() */
    char **arguments;              /* what is no option */
    int count;
    const struct options_program *program;
    const char *values[OPTIONS_LIMIT]; /* of the rows, NULL: not given, "" for one without argument */
};

/* Reads the command line. True: go on. False: leave main with *ret_status (help or version were printed, or a usage message).
 * argv is reordered so that the arguments come last. --language sets the language (base/language.h). */
bool options_scan(struct options *options, const struct options_program *program, int argc, char **argv, int *ret_status);

/* The same, for programs that need the controller: also fills options->client. */
bool options_read(struct options *options, const struct options_program *program, int argc, char **argv, int *ret_status);

/* Fills options->client from what was given or the environment; false after a message on stderr. */
bool options_fill_client(struct options *options);

/* Returns the value of a row by its name; NULL when it was not given or there is no such row, "" when it takes no argument. */
const char *options_value(const struct options *options, const char *name);

/* Reads the value of a row as a decimal number of least..most into *value, which stays as it is when the option was not given. False after a message on stderr. */
bool options_integer(const struct options *options, const char *name, int64_t least, int64_t most, int64_t *value);

/* Prints "NAME: sentence" on stderr, cleaned. */
void options_complain(const struct options *options, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Reads text as a decimal number of least..most; false (no message) if it is not one. */
bool options_parse_integer(const char *text, int64_t least, int64_t most, int64_t *ret_value);

/* Takes the language of messages from LC_ALL, LC_MESSAGES or LANG: Chinese where it begins with "zh", else English. For commands of the shell;
 * screens begin in Chinese. */
void options_language_of_shell(void);

#endif
