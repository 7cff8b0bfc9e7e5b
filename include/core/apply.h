/* Inside the core: what each event does to the hall. Each function checks that the event fits (a journal may have been tampered with), changes the hall, and
 * never looks at a clock; false: it does not fit and nothing was changed. */
#ifndef CORE_APPLY_H
#define CORE_APPLY_H

#include "core/decision.h"

#define EVENT(name, word, function, fields) bool function(struct hall *hall, const struct event *event);
#include "core/events.def"
#undef EVENT

/* The window of an event, NULL if there cannot be such a window. */
struct window *apply_window(struct hall *hall, const struct event *event);

/* Changes a window's state, the count of ready ones, and the time since when. */
void apply_window_state(struct hall *hall, struct window *window, enum window_state state, int64_t at_ms);

/* Sets what an undo at this window would take back, from now on for the time of the settings. */
void apply_undo(const struct hall *hall, struct window *window, enum undo_kind kind, int64_t at_ms);

#endif
