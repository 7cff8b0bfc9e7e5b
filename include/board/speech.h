/* What of the hall's events is spoken: calls and recalls, until somebody came. Numbers and windows only. */
#ifndef BOARD_SPEECH_H
#define BOARD_SPEECH_H

#include "client/mirror.h"
#include "voice/announcer.h"

enum { SPEECH_OLD_MS = 60000 };

/* Takes an event (NULL: none). window: only its calls, 0: all. What happened more than SPEECH_OLD_MS before the controller's now is not called out any more. */
void speech_hear(struct announcer *announcer, int window, const struct mirror *mirror, const json_t *event, int64_t now_ms);

/* The minute of the hall's day, -1: unknown. */
int speech_minute(const struct mirror *mirror);

#endif
