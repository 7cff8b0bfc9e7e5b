#include "term/notice.h"

#include "base/language.h"

#include <stdarg.h>
#include <stdio.h>

void notice_say(struct notice *notice, int64_t steady_ms, enum role role, const char *english, ...)
{
    va_list arguments, again;

    va_start(arguments, english);
    va_copy(again, arguments);
    vsnprintf(notice->text[LANGUAGE_ZH], NOTICE_SIZE, language_text_in(LANGUAGE_ZH, english), arguments);
    vsnprintf(notice->text[LANGUAGE_EN], NOTICE_SIZE, language_text_in(LANGUAGE_EN, english), again);
    va_end(again);
    va_end(arguments);
    notice->role = role;
    notice->until_steady_ms = steady_ms + NOTICE_MS;
}

void notice_say_both(struct notice *notice, int64_t steady_ms, enum role role, const char *english, const char *chinese)
{
    snprintf(notice->text[LANGUAGE_ZH], NOTICE_SIZE, "%s", chinese);
    snprintf(notice->text[LANGUAGE_EN], NOTICE_SIZE, "%s", english);
    notice->role = role;
    notice->until_steady_ms = steady_ms + NOTICE_MS;
}

void notice_clear(struct notice *notice)
{
    notice->until_steady_ms = 0;
}

const char *notice_text(const struct notice *notice, int64_t steady_ms)
{
    return notice->until_steady_ms > steady_ms ? notice->text[language_current()] : NULL;
}

void notice_draw(const struct notice *notice, int64_t steady_ms, struct canvas *canvas, struct box box)
{
    const char *text = notice_text(notice, steady_ms);
    char marked[NOTICE_SIZE + 8];

    if (!text)
        return;
    snprintf(marked, sizeof marked, "%s%s", notice->role == ROLE_WARNING ? "! " : "", text);
    canvas_wrap(canvas, box, notice->role, marked);
}
