/* The hall: everything that the rules need to know, in memory, and the two functions that matter: hall_decide() turns a command into events or a refusal,
 * hall_apply() is the only thing that changes a hall. Pure: time is an argument, memory comes from a table of functions,
 * and the same commands give the same events everywhere. */
#ifndef CORE_HALL_H
#define CORE_HALL_H

#include "core/command.h"
#include "core/event.h"
#include "core/refusal.h"

#include <stddef.h>

enum { PRINTERS_MAX = 16, NO_SLOT = -1, PAPER_MOST = 1000000 /* millimetres or sheets in a printer */ };

/* Where memory comes from: like realloc(), size 0 frees. */
struct memory {
    void *(*resize)(void *context, void *block, size_t size);
    void *context;
};

struct ticket {
    struct ticket_id id;
    struct date day; /* service day, fixed when taken */
    int32_t service;         /* whose queue it is in */
    int32_t letter, number;  /* what is on its paper: the service it was taken for */
    enum ticket_state state;
    enum priority priority;
    int64_t taken_ms, called_ms, last_call_ms, started_ms, ended_ms;
    int32_t window;          /* where it is or was called, 0: nowhere yet */
    int32_t only_window;     /* transferred to this one, 0: any */
    int32_t recalls, count, group;
    int64_t return_mark;     /* count of calls of its service when it came back, -1: never missed */
    bool announced;          /* a call of it was undone: first for the next window */
    bool chinese, automatic; /* automatic: service started by time, nobody has confirmed that the person came */
    char item[ITEM_CODE_SIZE], person[PERSON_SIZE];
    struct ticket_id carried; /* the ticket of the day before that it carries on, 0: none */
    struct job_id job;       /* its latest print job, 0: none */
    int32_t copies;
    int32_t previous, next;  /* slots in its queue; NO_SLOT */
};

/* What undo would take back. */
enum undo_kind { UNDO_NONE, UNDO_CALL, UNDO_FINISH, UNDO_FINISH_AND_CALL };

struct window {
    enum window_state state;
    char staff[STAFF_ID_SIZE], reason[REASON_SIZE];
    int64_t skills;            /* bit i: item group i */
    struct ticket_id ticket;   /* called or serving, 0: none */
    int64_t since_ms;
    int32_t served;            /* today */
    enum call_rule rule;       /* why its ticket was called */
    int64_t key_won, key_other;
    struct ticket_id other;
    enum undo_kind undo;
    struct ticket_id undo_finished;
    int64_t undo_until_ms;
};

struct queue {
    int32_t first, last; /* slots, in order of taking */
};

struct print_job {
    struct job_id id;
    struct ticket_id ticket; /* of a ticket's paper, else 0 */
    struct case_id kase;     /* of a case's paper, else 0 */
    enum case_paper paper;
    enum job_state state;
    int32_t printer, copy;
    int32_t first, count; /* of a roll of emergency tickets: its numbers, else 0 */
    int64_t fence, lease_until_ms;
    char worker[TOKEN_NAME_SIZE], reason[REASON_SIZE];
};

struct printer {
    char name[PRINTER_NAME_SIZE], place[PRINTER_NAME_SIZE], reason[REASON_SIZE];
    enum printer_state state;
    int64_t prints; /* bit i: print kind i */
    int64_t since_ms, heard_ms; /* heard_ms is not in the journal: when its worker last spoke */
    char spare[PRINTER_NAME_SIZE]; /* who prints for it when it cannot; empty: nobody */
    int64_t spare_after_ms;        /* after how long */
    int64_t trouble_ms;            /* since when it cannot print, whatever was the matter meanwhile; 0: it can */
    bool paused;                   /* somebody of the hall stopped it: nothing is leased */
    char pause_reason[REASON_SIZE];
    bool sheets;                   /* paper is counted in sheets, else in millimetres */
    int32_t paper_full, paper_left; /* of a fresh load, 0: nobody counts; what is left by our count */
    bool emptied;                  /* paper was out: when it can print again there is a fresh load */
};

enum { EMERGENCY_ROLL_MOST = 50, EMERGENCY_MOST = 9999 }; /* tickets of one emergency roll; numbers of all */

/* Figures of a service. */
struct service_figures {
    int32_t last_number;   /* of today */
    int32_t waiting, taken, called;
    int64_t calls;         /* ever; the mark of returns */
    int64_t learned_ms;    /* sum of service times, of learned_count services */
    int64_t learned_count;
};

struct hall {
    struct memory memory;
    struct settings settings;
    bool demo, day_open;
    char id[REASON_SIZE];
    int64_t seq; /* of the last event */
    struct date day, previous_day;
    int64_t last_ticket, last_job;
    int32_t in_row; /* overtaking priority calls in a row */
    int32_t ready_count, announced_count; /* windows that are ready; waiting tickets that were announced before */
    struct service_figures services[SERVICES_MAX];
    struct queue queues[SERVICES_MAX][PRIORITY_COUNT];
    struct window windows[WINDOWS_MAX + 1];
    struct printer printers[PRINTERS_MAX];
    int32_t printer_count;
    struct ticket *tickets; /* of the day and still open ones, ids rising */
    int32_t ticket_count, ticket_room;
    struct print_job *jobs; /* ids rising */
    int32_t job_count, job_room;
    int32_t leased_count;   /* jobs that are leased or printing */
    int32_t first_open;   /* no job before this index is queued, leased or printing */
    int32_t called, done, no_show; /* today */
    int64_t waited_ms;             /* sum over today's calls */
    /* the last numbers that were given: cases, uses of the seal, samples; and of a year, for the numbers on paper */
    int64_t last_case, last_seal, last_sample;
    int32_t last_emergency; /* of the numbers for when all is dark */
    int32_t case_year, case_of_year, certificate_year, certificate_of_year;
    /* the catalogue: the number of its latest version (0: none yet), the digest of that, and of the version that items.csv last made */
    int32_t catalogue_version;
    char catalogue_digest[65], catalogue_file[65];
    char settings_file[65]; /* digest of hall.conf's settings when they were last taken over; empty: never */
};

/* Makes an empty hall: no settings, no day. Nothing is allocated yet. */
void hall_init(struct hall *hall, struct memory memory);
void hall_finish(struct hall *hall);

/* Makes room for what one command or one event can add. False without memory: the hall is as before. */
bool hall_reserve(struct hall *hall);

/* Called for each event, after hall_apply(): the hall is as after the event. */
typedef void hall_sink(void *context, const struct hall *hall, const struct event *event);

/* Decides a command at an instant. Either refuses, and nothing has changed, or changes the hall by events that the sink sees in order.
 * hall_reserve() must have succeeded just before. now_ms never goes back from call to call (the caller sees to it). */
enum refusal hall_decide(struct hall *hall, const struct command *command, int64_t now_ms, hall_sink *sink, void *context, struct outcome *ret_outcome);

/* Does what is due by time: opens the new day, expires, lapses, starts. Needs hall_reserve() like hall_decide(). */
void hall_tick(struct hall *hall, int64_t now_ms, hall_sink *sink, void *context);

/* Returns when hall_tick() has something to do again, INT64_MAX if never. */
int64_t hall_due_ms(const struct hall *hall);

/* Applies an event of the journal. False if it does not fit the hall (a journal that was tampered with). Needs hall_reserve(). */
bool hall_apply(struct hall *hall, const struct event *event);

/* Look-ups; NULL if there is none such. Borrowed until the next change. */
const struct ticket *hall_ticket(const struct hall *hall, struct ticket_id id);
const struct window *hall_window(const struct hall *hall, int32_t number);
const struct print_job *hall_job(const struct hall *hall, struct job_id id);
const struct printer *hall_printer(const struct hall *hall, const char *name);

/* Whether a paper that is queued now would come out: the printer can print and nobody has paused it. */
bool printer_can_print(const struct printer *printer);

/* What to show of a printer: what it said last, or that it is paused. */
enum printer_state printer_shown_state(const struct printer *printer);

/* Whether so little is left that somebody should have paper at hand: a tenth, and never less than for a few papers. */
bool printer_paper_low(const struct printer *printer);

/* The printer (index) that prints for another as things stand, NO_SLOT: none that can. */
int32_t printer_spare(const struct hall *hall, int32_t printer);

/* When papers that wait at a printer (index) go to its spare, INT64_MAX if none would. */
int64_t printer_spare_due_ms(const struct hall *hall, int32_t printer);

/* What a printer must be for to print a paper. A test page is for every printer; of it TICKET is said. */
enum print_kind paper_kind(enum case_paper paper);

/* How many of its service will be called before it as things stand now; -1 if it is not waiting. */
int32_t hall_ahead(const struct hall *hall, const struct ticket *ticket, int64_t now_ms);

enum service_state { SERVICE_OPEN, SERVICE_LUNCH, SERVICE_CLOSED, SERVICE_FULL };

/* Whether the manager has stopped the numbers of a service for the hall's day, or the hall is closed on it. */
bool hall_taking_stopped(const struct hall *hall, int32_t service);

/* Returns the closure in force on the hall's day, NULL if there is none. Borrowed. */
const struct closure *hall_closure(const struct hall *hall);

/* Whether a service gives numbers at an instant. */
enum service_state hall_service_state(const struct hall *hall, int32_t service, int64_t now_ms);

/* Windows that may serve a service and have somebody there. */
int32_t hall_windows_open(const struct hall *hall, int32_t service);

/* The earliest taken of those waiting for a service, 0: nobody waits. Milliseconds since 1970. */
int64_t hall_oldest_ms(const struct hall *hall, int32_t service);

#endif
