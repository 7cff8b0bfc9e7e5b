/* The public wall without a terminal: which calls, which windows, which sentences. It reads numbers and states only; names, staff and priorities
 * of the mirror are never looked at, so they cannot come to the wall. */
#ifndef BOARD_MODEL_H
#define BOARD_MODEL_H

#include "base/language.h"
#include "client/mirror.h"
#include "term/keys.h"

enum { BOARD_PAGE_MS = 8000, BOARD_HELP_MS = 20000 };

struct board_model {
    const struct mirror *mirror; /* borrowed */
    int64_t now_ms, steady_ms;   /* mirror_now_ms() and clock_steady_ms() of this turn */
    int window;                  /* the display over this window; 0: the wall for all */
    bool voice, silent;          /* calls are spoken; not now */
    const char *voice_trouble;   /* English, for base/language.h: why nothing is heard; NULL: all is well */
    int64_t help_until_ms;       /* by steady_ms; help goes by itself, a wall has nobody to close it */
};

/* Takes a key. False: end. */
bool board_key(struct board_model *model, struct key key);

/* A call as the wall shows it. waited_for: the window still calls it. */
struct board_call {
    char number[12];
    int window;
    bool waited_for;
};

/* Writes the last calls, newest first; returns how many. */
int board_calls(const struct mirror *mirror, struct board_call calls[static MIRROR_CALLS]);

/* What a window is to those who wait. */
enum board_face { BOARD_UNKNOWN, BOARD_CLOSED, BOARD_PAUSED, BOARD_FREE, BOARD_CALLING, BOARD_SERVING };

/* NULL: unknown. */
enum board_face board_window_face(const struct mirror_window *window);

/* Writes the windows for the table: all of them if there are at most `room`, else those that are not closed, of these the page whose turn it is
 * (each for BOARD_PAGE_MS). Returns how many, at most room; *ret_page and *ret_pages from 1. */
int board_windows(const struct board_model *model, int room, const struct mirror_window *windows[static MIRROR_WINDOWS], int *ret_page, int *ret_pages);

/* Which of `pages` pages (at least 1) is shown now, from 0. */
int board_page(const struct board_model *model, int pages);

/* Sentences in one language. */
void board_call_text(char *text, size_t size, enum language language, const struct board_call *call);
void board_face_text(char *text, size_t size, enum language language, const struct mirror_window *window);
const char *board_face_word(enum language language, enum board_face face);
/* The manager's message; where there is none, what to know every day. */
void board_message(char *text, size_t size, enum language language, const struct mirror *mirror);

/* Writes why the wall may be out of date; false (and "") while it is not. */
bool board_away(char *text, size_t size, enum language language, const struct board_model *model);

/* The language that comes first, and the other one. */
enum language board_first(void);
enum language board_second(void);

#endif
