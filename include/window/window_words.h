/* The window's sentences in the current language. */
#ifndef WINDOW_WINDOW_WORDS_H
#define WINDOW_WINDOW_WORDS_H

#include "window/window_model.h"

#include <stddef.h>

enum { WINDOW_WORDS_SIZE = 512, WINDOW_LONG_SERVICE_MS = 30 * 60000 };

/* Returns what Enter does now as a sentence; "" when it does nothing. Static. */
const char *window_words_step(const struct window_model *model);

/* Returns the name of the language that is not the current one, in that language; static. */
const char *window_words_other_language(void);

/* Returns the word on a key of the number pad ("Pause" or "Resume"); static. */
const char *window_words_action(enum window_action action);

/* Writes how long the present state lasts, counted from the call or the beginning of the service: "0:32", "1:02:03". */
void window_words_timer(const struct window_model *model, char *text, size_t size);

/* Returns the milliseconds that window_words_timer() shows, 0 or more. */
int64_t window_words_lasting_ms(const struct window_model *model);

/* Writes the ticket's service and item. */
void window_words_matter(const struct window_model *model, char *text, size_t size);

/* Writes the item alone where there is one: the number's letter tells the service. */
void window_words_matter_short(const struct window_model *model, char *text, size_t size);

/* Writes what to know of the person: priority with its sign (unless ordinary), language, count of matters (unless one). */
void window_words_person(const struct window_model *model, char *text, size_t size);

/* Writes since when the person waited, and how long until the call. */
void window_words_waited(const struct window_model *model, char *text, size_t size);

/* Writes why this one was called, with the weighted waits in minutes; "" when it is not known. */
void window_words_why(const struct window_model *model, char *text, size_t size);

/* The same with the rule and this one's own weighted wait only. */
void window_words_why_short(const struct window_model *model, char *text, size_t size);

/* Writes a headline and a line below it for a window that has no ticket. */
void window_words_empty(const struct window_model *model, char *headline, char *line, size_t size);

/* Writes one row of a list (places to transfer to, reasons for a pause). */
void window_words_choice(const struct window_model *model, const struct window_choice *choice, char *text, size_t size);

/* Writes what is asked on WINDOW_PAGE_CONFIRM. */
void window_words_confirm(const struct window_model *model, char *text, size_t size);

/* Writes what is wrong with the connection; false if nothing is. *ret_role: WARNING while an answer is late, ALARM when the controller is away. brief: at most 56 cells. */
bool window_words_trouble(const struct window_model *model, bool brief, char *text, size_t size, enum role *ret_role);

/* Writes why there is nothing to show of the window yet: no controller, refused, no such window. Not for a window that is known. */
void window_words_nothing(const struct window_model *model, char *text, size_t size);

/* Writes the controller's time of day: "09:12". */
void window_words_clock(const struct window_model *model, char *text, size_t size);

/* Returns how many wait for the services of this window. */
int window_words_waiting(const struct window_model *model);

#endif
