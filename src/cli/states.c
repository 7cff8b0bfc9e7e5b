/* States in the language of the person: the words of the API are English, and mean different things of different things. */
#include "cli/cli.h"

#include "base/language.h"

#include <stdio.h>

/* The translations have the kind as their context (msgctxt), which gettext finds before a character 4. */
const char *cli_state(const json_t *thing, const char *kind)
{
    const char *word = cli_text(thing, "state");
    char id[96];

    snprintf(id, sizeof id, "%s\004%s", kind, word);
    const char *translated = language_text(id);
    return translated == id ? word : translated;
}
