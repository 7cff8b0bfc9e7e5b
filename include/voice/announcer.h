/* The voice of the hall: calls wait in a row, each is said twice, none ever over another. Time comes by argument. */
#ifndef VOICE_ANNOUNCER_H
#define VOICE_ANNOUNCER_H

#include "voice/player.h"
#include "voice/volume.h"

/* Said how often, the pause after each time, and after how long a call that still waits is not said any more: its person has been waited for longer than that. */
enum { ANNOUNCER_QUEUE = 32, ANNOUNCER_TIMES = 2, ANNOUNCER_PAUSE_MS = 700, ANNOUNCER_STALE_MS = 120000, ANNOUNCER_NUMBER = 12 };

struct announcement {
    int64_t ticket;
    char number[ANNOUNCER_NUMBER];
    int window, said;
    bool chinese;
    int64_t asked_ms;
};

struct announcer {
    struct clips_folders folders;
    struct volume volume;
    struct player player;
    bool silent;               /* says nothing for now */
    struct announcement queue[ANNOUNCER_QUEUE]; /* the one that is said, or next, first */
    int count;
    int64_t next_ms;           /* not before */
    const char *why;           /* English, for base/language.h: what is wrong with the clip `clip`; NULL: nothing */
    char clip[SENTENCE_NAME];
};

/* Takes a call. One that waits already for the same ticket is said anew from the beginning; of too many the oldest is left away. now_ms: steady clock. */
void announcer_call(struct announcer *announcer, int64_t ticket, const char *number, int window, bool chinese, int64_t now_ms);

/* Somebody came, or will not come: what of it was not said yet is left away. */
void announcer_answered(struct announcer *announcer, int64_t ticket);

/* Says what is due; minute: of the hall's day, -1: unknown, as loud as usual. While it is silent what is due is left away, so that nothing is said late. */
void announcer_tick(struct announcer *announcer, int64_t now_ms, int minute);

/* Returns after how many ms announcer_tick() is due, 0..most. */
int announcer_due_ms(struct announcer *announcer, int64_t now_ms, int most);

/* Ends the sound. */
void announcer_finish(struct announcer *announcer);

#endif
