/* One seed of the power cuts: a disk, a controller on it, the people, and what they were shown. */
#ifndef CRASH_TRIAL_H
#define CRASH_TRIAL_H

#include "random.h"
#include "visitors.h"

#include "store/database.h"

enum { DOUBTFUL_MAX = 32 };

/* The events of one turn, which follow the last one that was shown. */
struct turn_events {
    struct event *events;
    int64_t count, room;
};

struct trial {
    uint64_t seed;
    struct random random;
    struct server *server;
    bool alive;              /* the controller is running */
    bool sick;               /* the disk fails sync after sync, and mostly nobody turns the machine off for it */
    struct hall shown;       /* the hall as the last event that somebody was shown left it */
    unsigned char shown_hash[STORE_HASH_SIZE];
    struct turn_events doubtful[DOUBTFUL_MAX]; /* the turns since then that nobody was shown: each may be on the disk, but whole, and only one */
    int doubtful_count;
    const char *wrong;       /* what was found, NULL: nothing */
    int64_t wrong_at;
};

/* Keeps the first thing that was found, with the event, call or step it was found at. */
void trial_found(struct trial *trial, const char *wrong, int64_t at);

/* Applies the events of a turn to the hall that was shown. */
void trial_apply(struct trial *trial, const struct turn_events *turn);

/* Holds the database that the controller has just opened to what people were told. Afterwards what is there is what has been shown. */
void trial_check(struct trial *trial);

/* Drops the tables beside the journal and makes them anew: they must come out equal. */
void trial_check_tables(struct trial *trial);

#endif
