/* One sentence for who works at a screen, kept in both languages, so that the language can be switched while it stands there. */
#ifndef TERM_NOTICE_H
#define TERM_NOTICE_H

#include "term/canvas.h"

enum { NOTICE_MS = 15000, NOTICE_SIZE = 512 };

struct notice {
    char text[2][NOTICE_SIZE]; /* by enum language */
    enum role role;            /* GOOD, WARNING */
    int64_t until_steady_ms;   /* 0: no notice */
};

/* Says a sentence for NOTICE_MS: English for base/language.h, with the printf arguments of both languages. */
void notice_say(struct notice *notice, int64_t steady_ms, enum role role, const char *english, ...) __attribute__((format(printf, 4, 5)));

/* Says what is in both languages already. */
void notice_say_both(struct notice *notice, int64_t steady_ms, enum role role, const char *english, const char *chinese);

void notice_clear(struct notice *notice);

/* Returns it in the current language, NULL if there is none now. */
const char *notice_text(const struct notice *notice, int64_t steady_ms);

/* Draws it, if there is one, wrapped into a box; a warning has a mark before it. */
void notice_draw(const struct notice *notice, int64_t steady_ms, struct canvas *canvas, struct box box);

#endif
