#include "base/language.h"

#include "base/path.h"

#include <langinfo.h>
#include <libintl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

extern int _nl_msg_cat_cntr; /* glibc: gettext looks LANGUAGE up again when this changes */

static enum language current;

void language_start(void)
{
    char folder[PATH_SIZE];

    if (!setlocale(LC_ALL, "") || strcmp(nl_langinfo(CODESET), "UTF-8") != 0 || strcmp(setlocale(LC_MESSAGES, NULL), "C") == 0)
        setlocale(LC_ALL, "C.UTF-8");
    setlocale(LC_NUMERIC, "C");
    if (path_share(folder, "locale"))
        bindtextdomain("yichuang", folder);
    bind_textdomain_codeset("yichuang", "UTF-8");
    language_set(LANGUAGE_ZH);
}

void language_set(enum language language)
{
    current = language;
    setenv("LANGUAGE", language == LANGUAGE_ZH ? "zh_CN" : "en", 1);
    _nl_msg_cat_cntr++;
}

enum language language_current(void)
{
    return current;
}

const char *language_text(const char *english)
{
    return current == LANGUAGE_EN ? english : dgettext("yichuang", english);
}

const char *language_text_in(enum language language, const char *english)
{
    enum language before = current;

    if (language != before)
        language_set(language);
    const char *text = language_text(english);
    if (language != before)
        language_set(before);
    return text;
}

const char *language_code(enum language language)
{
    return language == LANGUAGE_ZH ? "zh" : "en";
}
