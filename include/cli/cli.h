/* What the commands of `yichuang` are made of. A command ("verb") is a row: name, arguments, help, options, function; cli/verbs.def lists them. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "base/path.h"
#include "client/options.h"

#include <jansson.h>
#include <stdbool.h>
#include <sys/types.h>

/* One run of a command. */
struct cli {
    const struct verb *verb;
    struct options options; /* of the command */
    struct client *client;  /* NULL until something is asked */
    bool quiet;             /* cli_ask() prints nothing when the controller is not there */
};

struct verb {
    const char *name;       /* "take"; two words where there are several of a kind: "token add" */
    const char *arguments;  /* "SERVICE" */
    const char *help;       /* in English, for base/language.h */
    const struct options_row *rows;
    size_t count;
    int least, most;        /* arguments, as in client/options.h */
    int (*run)(struct cli *cli); /* returns the exit status */
};

#define VERB(name) extern const struct verb verb_##name;
#include "cli/verbs.def"
#undef VERB

/* The option --json that most commands have, as the first of their rows. */
#define CLI_JSON_ROW {"json", 0, NULL, "print the answer as JSON"}

/* Asks the controller. A change carries a key, and is asked again with it for a second when the answer does not come or is 503. Returns STATUS_DONE with the
 * answer's body (*ret_body is the caller's; NULL when there was none; ret_body may be NULL), else a status after a sentence on stderr. */
int cli_ask(struct cli *cli, const char *method, const char *path, const json_t *body, json_t **ret_body);

/* The same, but where no controller runs, one is started for this request alone (yichuangd DIR --socket-only). */
int cli_ask_anyhow(struct cli *cli, const char *method, const char *path, const json_t *body, json_t **ret_body);

/* A controller of our own, without network, for as long as a few requests take. */
struct cli_own {
    pid_t pid;
    int output;
};

/* Starts it and waits until it is ready; false after a message on stderr (ours or its own). */
bool cli_own_start(const struct cli *cli, const char *dir, struct cli_own *own);
void cli_own_stop(const struct cli_own *own);

/* Makes the client; false after a message on stderr. */
bool cli_connect(struct cli *cli);

/* Writes the hall's directory as given or from YICHUANG_DIR; false after a message on stderr. */
bool cli_dir(const struct cli *cli, char dir[static PATH_SIZE]);

/* Runs yichuangd (the one beside this program) with arguments (a list that ends with NULL, without the name) and waits; returns its exit status,
 * STATUS_REFUSED after a message on stderr when it cannot be run. */
int cli_run_controller(const struct cli *cli, const char *const *arguments);

/* Runs another of our programs ("yichuang-reader") the same way and reads what it prints as JSON; *ret_json is the caller's, NULL when it was none. */
int cli_read_program(const struct cli *cli, const char *program, const char *const *arguments, json_t **ret_json);

/* Writes text as one part of a path: what is not a letter, digit or -._~ becomes %XX (RFC 3986). False if it is empty or does not fit. */
bool cli_escape(char *escaped, size_t size, const char *text);

/* Prints JSON and a line end: indented, or on one line. What goes to a terminal is cleaned (base/utf8.h). Returns the exit status. */
int cli_print_json(const json_t *json, bool one_line);

/* Prints cleaned text. */
void cli_print(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Returns a member of a JSON object; "-" or unknown when it is null or missing. */
const char *cli_text(const json_t *json, const char *name);
int64_t cli_integer(const json_t *json, const char *name, int64_t unknown);

/* Returns the member "state" of a thing in the current language; kind: "ticket", "window", "service", "printer" or "day". */
const char *cli_state(const json_t *thing, const char *kind);

/* Sets a member of a body to the option's text when it was given. */
void cli_set_text(const struct cli *cli, json_t *body, const char *option, const char *member);

/* Returns the text of {"zh","en"} in the current language. */
const char *cli_text_in(const json_t *both);

/* Writes the range of a wait {"low_s","high_s"} in words, "" when json is null. */
void cli_format_wait(char *text, size_t size, const json_t *wait);

/* Writes the local time HH:MM:SS of an instant of the API, "-" when json is null. */
void cli_format_time(char text[static 16], const json_t *instant);

/* Reads an argument as a number of least..most; false after a message on stderr. */
bool cli_number(const struct cli *cli, const char *argument, int64_t least, int64_t most, int64_t *ret_number);

/* Flushes stdout; STATUS_REFUSED after a message on stderr when what was printed did not arrive, else status. */
int cli_finish(const struct cli *cli, int status);

#endif
