/* yichuang: every command from the shell. */
#include "cli/cli.h"

#include "base/language.h"
#include "base/log.h"

#include <stdio.h>
#include <string.h>

static const struct verb *const verbs[] = {
#define VERB(name) &verb_##name,
#include "cli/verbs.def"
#undef VERB
};
enum { VERBS = sizeof verbs / sizeof *verbs, ARGUMENTS_CELLS = 34 };

static void print_verb(FILE *file, const struct verb *verb)
{
    char left[128];
    int cells = snprintf(left, sizeof left, "  %s %s", verb->name, verb->arguments);

    fprintf(file, "%s%*s %s\n", left, cells < ARGUMENTS_CELLS ? ARGUMENTS_CELLS - cells : 0, "", _(verb->help));
}

static void print_verbs(void)
{
    printf("\n%s\n", _("Commands (yichuang COMMAND --help tells more):"));
    for (size_t i = 0; i < VERBS; i++)
        print_verb(stdout, verbs[i]);
}

static const struct options_program program = {
    .name = "yichuang",
    .arguments = "COMMAND [ARGUMENTS]",
    .help = "Opens a hall, takes numbers, calls them, and looks after everything from the shell.",
    .least = 1,
    .most = -1,
    .stop_at_first = true,
    .more_help = print_verbs,
};

/* Finds the command that the first words name; *ret_words: how many they are. */
static const struct verb *find(char **words, int count, int *ret_words)
{
    for (size_t i = 0; i < VERBS; i++) {
        const char *blank = strchr(verbs[i]->name, ' ');
        size_t length = blank ? (size_t)(blank - verbs[i]->name) : strlen(verbs[i]->name);
        if (strlen(words[0]) != length || strncmp(words[0], verbs[i]->name, length) != 0)
            continue;
        if (blank && (count < 2 || strcmp(words[1], blank + 1) != 0))
            continue;
        *ret_words = blank ? 2 : 1;
        return verbs[i];
    }
    return NULL;
}

/* The command is not there, or only its first word is: tells what may follow. */
static int tell_what_follows(const struct cli *cli)
{
    char *const *words = cli->options.arguments;
    bool asked = cli->options.count >= 2 && (strcmp(words[1], "--help") == 0 || strcmp(words[1], "-h") == 0), known = false;
    size_t length = strlen(words[0]);

    for (size_t i = 0; i < VERBS; i++) {
        if (strncmp(verbs[i]->name, words[0], length) != 0 || verbs[i]->name[length] != ' ')
            continue;
        if (!known && !asked)
            options_complain(&cli->options, _("%s: which of these?"), words[0]);
        print_verb(asked ? stdout : stderr, verbs[i]);
        known = true;
    }
    if (!known)
        options_complain(&cli->options, _("no such command: %s; see --help"), words[0]);
    return known && asked ? 0 : STATUS_USAGE;
}

static int run(struct cli *cli, int argc, char **argv)
{
    char name[64];
    int words = 0, status;
    struct options_program own = {.stop_at_first = false};

    if (!options_scan(&cli->options, &program, argc, argv, &status))
        return status;
    cli->verb = find(cli->options.arguments, cli->options.count, &words);
    if (!cli->verb)
        return tell_what_follows(cli);
    snprintf(name, sizeof name, "yichuang %s", cli->verb->name);
    own.name = name;
    own.arguments = cli->verb->arguments;
    own.help = cli->verb->help;
    own.rows = cli->verb->rows;
    own.count = cli->verb->count;
    own.least = cli->verb->least;
    own.most = cli->verb->most;
    /* the word before the command's own arguments stands for the program's name */
    if (!options_scan(&cli->options, &own, cli->options.count - words + 1, cli->options.arguments + words - 1, &status))
        return status;
    status = cli_finish(cli, cli->verb->run(cli));
    client_destroy(cli->client);
    return status;
}

int main(int argc, char **argv)
{
    struct cli cli = {0};

    log_open("yichuang");
    language_start();
    options_language_of_shell();
    return run(&cli, argc, argv);
}
