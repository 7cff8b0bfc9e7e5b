/* What screens say about the hall in the same words: times, spans, states of windows, the controller's absence. All texts are in the current
 * language (base/language.h) unless a language is asked for, clean, and written into the caller's memory (cut between characters if it is too short). */
#ifndef CLIENT_PHRASES_H
#define CLIENT_PHRASES_H

#include "base/language.h"
#include "client/mirror.h"

/* Writes the hall's local time of an instant, "09:12"; "--:--" for 0. */
void phrase_clock(char text[static 6], const struct mirror *mirror, int64_t at_ms);

/* Writes a span of time: "<1 min", "12 min", "1h05". Negative spans are none ("<1 min"). */
void phrase_span(char *text, size_t size, int64_t span_ms);

/* Writes a range of minutes from seconds, the lower end rounded down, the upper end up: "8-15 min", "12 min"; "" when it is not known (-1). */
void phrase_range(char *text, size_t size, int64_t low_s, int64_t high_s);

/* Returns the state of a window ("calling") as a word for people; the state itself when we do not know it. */
const char *phrase_window_state(const char *state);

/* Writes the reason of a pause in a language: one of the closed list in its words, any other as it was typed. */
void phrase_pause_reason(char *text, size_t size, const char *reason, enum language language);

/* Writes what to say while the controller is away: since when, and of which time the state is that is shown. False (and "") while it is there.
 * steady_ms is clock_steady_ms() of this turn. */
bool phrase_away(char *text, size_t size, const struct mirror *mirror, int64_t steady_ms);

/* Returns the hall's time for which what the mirror knows holds: now_ms (mirror_now_ms() of this turn), or that of the loss while the controller is away. */
int64_t phrase_known_ms(const struct mirror *mirror, int64_t now_ms, int64_t steady_ms);

#endif
