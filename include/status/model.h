/* The hall manager's screen without a terminal: what it shows of the mirror, which page, what is chosen there, what keys do, and what is asked of the controller. */
#ifndef STATUS_MODEL_H
#define STATUS_MODEL_H

#include "client/errand.h"
#include "client/mirror.h"
#include "core/words.h"
#include "status/task.h"
#include "term/keys.h"
#include "term/notice.h"

/* HALL, ALARMS, HELP and FIGURES are pictures; the others are lists of rows (status/rows.h), of which one is chosen; EDIT takes a text. */
enum status_page {
    STATUS_HALL, STATUS_ALARMS, STATUS_HELP, STATUS_FIGURES, STATUS_MANAGE, STATUS_SERVICE, STATUS_STAFF, STATUS_PERSON, STATUS_WINDOW, STATUS_TICKET,
    STATUS_TOGGLE, STATUS_CHOICE, STATUS_CONFIRM, STATUS_EDIT,
    STATUS_PAGES
};

enum { STATUS_WHAT_SIZE = 160 };

/* What is read beside the mirror, when a page shows it. */
enum status_want { STATUS_WANT_SETTINGS, STATUS_WANT_STAFF, STATUS_WANT_TODAY, STATUS_WANT_WINDOW, STATUS_WANT_TICKET, STATUS_WANTS };

/* How requests leave. Both are asked from within keys and changes; answers come by status_answer() and status_done(). */
struct status_port {
    void *context;
    void (*read)(void *context, enum status_want want, const char *path);
    void (*send)(void *context, const struct errand *errand, int delay_ms);
};

/* A place that shows rows `from` .. of more than it has room for. */
struct status_scroll {
    int from;      /* 0..most */
    int most, page; /* written while drawing: the last `from` that makes sense, and the rows of one page */
};

enum { STATUS_DEEP = 8 };

struct status_model {
    const struct mirror *mirror; /* borrowed */
    int64_t now_ms, steady_ms;   /* mirror_now_ms() and clock_steady_ms() of this turn */
    struct status_port port;     /* functions NULL: nothing can be asked (a test of pictures) */
    enum status_page page;
    enum status_page before[STATUS_DEEP]; /* the pages that Escape goes back to */
    int depth;
    struct status_scroll windows, queues;
    int across;                  /* written while drawing: windows of one row that is scrolled ... */
    int step_down, step_right;   /* ... and how many windows further on the one below and the one beside are */
    int chosen;                  /* the number of the window that Enter opens, 0: none yet */
    int row[STATUS_PAGES];       /* the chosen row of each page of rows */
    struct mirror_alarm seen[MIRROR_ALARMS]; /* those that somebody at this screen has acknowledged */
    int seen_count;
    json_t *got[STATUS_WANTS];   /* owned; NULL: not read */
    bool asked[STATUS_WANTS], stale[STATUS_WANTS];
    struct status_subject subject; /* of the page; its answers are those of `got` */
    int64_t ticket;              /* of the page TICKET */
    enum status_task task;       /* of TOGGLE, CHOICE, CONFIRM, EDIT */
    struct status_value value;
    char pin[STATUS_PIN_SIZE];   /* made by us, for a new one */
    struct errand errand;        /* a change under way */
    struct status_change undo, undo_next; /* what would take the last change back, and the one under way; method NULL: nothing */
    char undo_what[2][STATUS_WHAT_SIZE]; /* that change, by enum language */
    int64_t undo_sure_ms;        /* until then U takes it back: it has been named */
    int64_t quarter;             /* of the hour, for which the figures were read last */
    struct notice notice;
};

/* Takes a key. False: the person wants to leave. */
bool status_key(struct status_model *model, struct key key);

/* An answer to what was read; and to a change: status 0 and others that leave it open make it be sent again. */
void status_answer(struct status_model *model, enum status_want want, int status, const json_t *body);
void status_done(struct status_model *model, int status, const json_t *body, int retry_after_s);

/* The hall has changed by an event (NULL: all of it was read anew): what is shown of it is read again. */
void status_changed(struct status_model *model, const json_t *event);

/* Reads what the page shows and is not current. Once a turn. */
void status_refresh(struct status_model *model);

/* Gives back what it owns. */
void status_finish(struct status_model *model);

/* What status_subject() holds, with the answers that are there. */
struct status_subject status_subject_of(const struct status_model *model);

/* Whether the controller is away: nothing is sent then. */
bool status_is_away(const struct status_model *model);

/* Goes to a page, and back to the one before. */
void status_go(struct status_model *model, enum status_page page);
void status_back(struct status_model *model);

/* Begins a change of what the page is about; sends the one that was confirmed; takes the last one back. */
void status_begin(struct status_model *model, enum status_task task);
void status_send(struct status_model *model);
void status_undo(struct status_model *model);

/* Says why something cannot be: English for base/language.h. */
void status_refuse(struct status_model *model, const char *why);

/* Why a change is not possible now, English for base/language.h, static; NULL: it is. */
const char *status_why_not(const struct status_model *model, enum status_task task);

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

/* Whether somebody asks for help at a kiosk. */
bool status_help_wanted(const struct mirror *mirror);

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
