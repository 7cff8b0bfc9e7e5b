/* The hall manager's screen without a terminal: what it shows of the mirror, which page, how far it is scrolled, and what keys do. */
#ifndef STATUS_MODEL_H
#define STATUS_MODEL_H

#include "client/mirror.h"
#include "core/words.h"
#include "term/keys.h"

enum status_page { STATUS_HALL, STATUS_ALARMS, STATUS_HELP };

/* A place that shows rows `from` .. of more than it has room for. */
struct status_scroll {
    int from;      /* 0..most */
    int most, page; /* written while drawing: the last `from` that makes sense, and the rows of one page */
};

struct status_model {
    const struct mirror *mirror; /* borrowed */
    int64_t now_ms, steady_ms;   /* mirror_now_ms() and clock_steady_ms() of this turn */
    enum status_page page;
    struct status_scroll windows, queues;
    struct mirror_alarm seen[MIRROR_ALARMS]; /* those that somebody at this screen has acknowledged */
    int seen_count;
};

/* Takes a key. False: the person wants to leave. */
bool status_key(struct status_model *model, struct key key);

/* Sets what there is to scroll: `rows` of which `room` are seen at once; `from` stays as near as it can. */
void status_scroll_fit(struct status_scroll *scroll, int rows, int room);

/* How many windows the hall has. */
int status_windows(const struct mirror *mirror);
int status_services(const struct mirror *mirror);
int status_alarms(const struct mirror *mirror);
int status_printers(const struct mirror *mirror);

/* Counts the windows of each state; a state that we do not know counts as closed. */
void status_count_states(const struct mirror *mirror, int counts[static WINDOW_STATE_COUNT]);

/* How an alarm, a queue or a window wants to be looked at. */
enum status_urgency { STATUS_CALM, STATUS_WATCH, STATUS_URGENT };

/* People who wait are urgent, and so is what we do not know; machines that still work are to be watched. */
enum status_urgency status_alarm_urgency(const struct mirror_alarm *alarm);

/* Whether somebody at this screen has acknowledged an alarm: it is then told quietly, below the others, as long as it lasts and says the same. The hall does not know of it. */
bool status_alarm_is_seen(const struct status_model *model, const struct mirror_alarm *alarm);

/* Writes the alarms in the order in which they are told: the acknowledged ones last. Returns how many. */
int status_alarm_order(const struct status_model *model, const struct mirror_alarm *order[static MIRROR_ALARMS]);

/* Urgent from 30 minutes of waiting on, to be watched from 15 on. known_ms: phrase_known_ms(). */
enum status_urgency status_queue_urgency(const struct mirror_service *service, int64_t known_ms);

/* To be watched: a call that nobody answered for 3 minutes, a window that does not ask for 5 while people wait whom it may serve. */
enum status_urgency status_window_urgency(const struct mirror *mirror, const struct mirror_window *window, int64_t known_ms);

/* A printer that cannot print is urgent, one with little paper is to be watched. */
enum status_urgency status_printer_urgency(const struct mirror_printer *printer);

#endif
