/* The two languages of every screen and paper, switched at run time. Source text is English; po/zh_CN.po has the Chinese.
 * (gettext with LANGUAGE works under C.UTF-8, so no locale has to be generated on the machine.) */
#ifndef BASE_LANGUAGE_H
#define BASE_LANGUAGE_H

enum language { LANGUAGE_ZH, LANGUAGE_EN };

/* Chooses a UTF-8 locale (the environment's if it is one, else C.UTF-8) and finds the translations beside the program
 * (../share/locale from its folder). Call once at the start of main. The language is then Chinese. */
void language_start(void);

void language_set(enum language language);
enum language language_current(void);

/* Returns the text in the current language; the argument itself where there is no translation. Static. */
const char *language_text(const char *english) __attribute__((format_arg(1)));
#define _(english) language_text(english)

/* Returns the text in a given language, whatever the current one is. */
const char *language_text_in(enum language language, const char *english) __attribute__((format_arg(2)));

/* Returns "zh" or "en". */
const char *language_code(enum language language);

#endif
