/* Refusals in words. */
#include "client/client.h"

#include "base/language.h"
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

static const char *text_of(const json_t *body, const char *name)
{
    const char *text = json_string_value(json_object_get(body, name));

    return text && *text ? text : NULL;
}

/* What we say ourselves when the answer says nothing. */
static void own_sentence(char *sentence, size_t size, int status, enum language language)
{
    if (status == 0)
        snprintf(sentence, size, "%s", language_text_in(language, "the controller cannot be reached"));
    else if (status == 401)
        snprintf(sentence, size, "%s", language_text_in(language, "the controller does not know this token"));
    else if (status == 404)
        snprintf(sentence, size, "%s", language_text_in(language, "not found"));
    else
        snprintf(sentence, size, language_text_in(language, "the controller answered with status %d"), status);
}

const char *client_problem_text(int status, const json_t *body, const char *language)
{
    static char clean[512];
    char sentence[1024];
    enum language wanted = strcmp(language, "zh") == 0 ? LANGUAGE_ZH : LANGUAGE_EN;
    const char *title = wanted == LANGUAGE_ZH ? text_of(body, "title_zh") : text_of(body, "title");
    const char *detail = text_of(body, "detail");

    if (!title)
        title = text_of(body, wanted == LANGUAGE_ZH ? "title" : "title_zh");
    if (status == 0 || !title)
        own_sentence(sentence, sizeof sentence, status, wanted);
    else if (detail)
        snprintf(sentence, sizeof sentence, wanted == LANGUAGE_ZH ? "%s（%s）" : "%s (%s)", title, detail);
    else
        snprintf(sentence, sizeof sentence, "%s", title);
    utf8_clean(clean, sizeof clean, sentence);
    return clean;
}
