/* The checker's own book of the hall. It is written from the rules of the hall as people would state them, not from the product's code: it
 * sees the events that the hall emits, keeps what follows from them, and complains about the first that should not have happened. It shares
 * words (core/words.h) and settings with the product and nothing else, and does everything the slow and simple way. */
#ifndef SIM_BOOK_H
#define SIM_BOOK_H

#include "core/hall.h"
#include "sim/book_case.h"

struct book_ticket {
    int64_t id, job, carried;
    int32_t day, letter, number, service, group, window, only_window, recalls, copies;
    enum ticket_state state;
    enum priority priority;
    int64_t taken_ms, called_ms, last_call_ms, started_ms, ended_ms;
    int32_t behind; /* missed its call: so many others of its service are called before it */
    bool first;     /* has been announced or served before: goes before all others */
    bool automatic; /* service began by time */
    bool forgotten; /* was over before the day began: nobody can name it any more */
    char person[PERSON_SIZE];
    bool chinese;
    int32_t count;
};

/* What somebody did last at a window, as far as it can be taken back. */
enum book_act { ACT_NONE, ACT_CALL, ACT_FINISH, ACT_FINISH_AND_CALL };

struct book_window {
    enum window_state state;
    char staff[STAFF_ID_SIZE];
    int64_t skills, ticket, since_ms, act_ms, finished;
    enum book_act act;
    int32_t served;
    enum call_rule rule; /* why its ticket was called, with the keys and the other ticket of that call */
    int64_t key_won, key_other, other;
};

struct book_job {
    int64_t id, ticket, fence;
    int64_t until_ms, durable_until_ms; /* the lease's end; as the journal knows it */
    enum job_state state;
    int32_t printer, copy, papers;      /* papers: how often the first byte went out */
    bool overdue;                       /* its lease ended while the paper was in the printer */
    bool forgotten;
};

struct book_printer {
    char name[PRINTER_NAME_SIZE], place[PRINTER_NAME_SIZE], reason[REASON_SIZE];
    char spare[PRINTER_NAME_SIZE];
    enum printer_state state;
    int64_t heard_ms, spare_after_ms, trouble_ms; /* trouble_ms: since when it cannot print, 0: it can */
    bool paused;
};

enum { BOOK_MESSAGE = 300 };

struct book {
    struct settings settings;
    int64_t seq, now_ms;
    int32_t day, previous_day;
    bool day_open;
    int32_t in_row; /* priority calls in a row that overtook an ordinary ticket */
    int32_t last_number[SERVICES_MAX], taken[SERVICES_MAX], called[SERVICES_MAX];
    int32_t done, no_show;
    int64_t waited_ms; /* of all who were called today and not taken back */
    struct book_ticket *tickets; /* ids rising */
    int32_t ticket_count, ticket_room;
    int32_t *open; /* indexes of tickets that are not over, and of no-shows: ids rising */
    int32_t open_count, open_room;
    struct book_job *jobs; /* ids rising */
    int32_t job_count, job_room, first_job; /* first_job: none before is known to the hall */
    struct book_window windows[WINDOWS_MAX + 1];
    struct book_printer printers[PRINTERS_MAX];
    int32_t printer_count;
    struct book_cases cases;
    const char *invariant; /* static: which one does not hold; NULL: all is well */
    char message[BOOK_MESSAGE];
};

void book_init(struct book *book);
void book_finish(struct book *book);

/* Makes `to` (all zeros, or a book) the same as `from`. */
void book_copy(struct book *to, const struct book *from);

/* Writes an event down; complains if it should not have happened. */
void book_event(struct book *book, const struct event *event);

/* Complains, unless something was wrong before. The invariant is a static text. */
__attribute__((format(printf, 3, 4))) void book_wrong(struct book *book, const char *invariant, const char *format, ...);

/* Complains if a condition does not hold; returns whether it holds. */
#define BOOK_NEEDS(book, condition, invariant, ...) ((condition) ? true : (book_wrong(book, invariant, __VA_ARGS__), false))

/* Look-ups; NULL if there is none such, or nobody remembers it. */
struct book_ticket *book_ticket(const struct book *book, int64_t id);
struct book_job *book_job(const struct book *book, int64_t id);
int32_t book_printer(const struct book *book, const char *name); /* index, -1 */
int64_t book_spare_due_ms(const struct book *book, const struct book_job *job); /* when a paper that waits goes to a spare, INT64_MAX: never as things stand */

/* Whether a window may serve a ticket: services of the window, skills of who sits there, and a transfer to one window only. */
bool book_may_serve(const struct book *book, int32_t window, const struct book_ticket *ticket);

/* Whether a window that asks would be given somebody. */
bool book_has_work(const struct book *book, int32_t window);

/* Local day (since 1970) and minute of the day of an instant. */
int32_t book_day_of(const struct book *book, int64_t at_ms);
int32_t book_minute_of(const struct book *book, int64_t at_ms);

/* When something has to happen by time alone. */
int64_t book_due_ms(const struct book *book);

/* The controller was started anew at an instant: leases are as the journal has them, printers get time to come back. */
void book_restart(struct book *book, int64_t now_ms);

/* Parts of book_event(), by kind. */
void book_ticket_event(struct book *book, const struct event *event);
void book_window_event(struct book *book, const struct event *event);
void book_print_event(struct book *book, const struct event *event);
void book_case_event(struct book *book, const struct event *event);
void book_open_add(struct book *book, int32_t index);
void book_open_sort_out(struct book *book);

/* --- cases (book_case*.c) --- */

/* The case with an id, NULL if nobody has begun it. */
struct book_case *book_case(const struct book *book, int64_t id);

/* States from which a command may move a case (bit i: state i), roles that may ask; 0 for what is no move. */
unsigned book_case_from(enum command_type type);
unsigned book_case_roles(enum command_type type);
enum event_type book_case_event_of(enum command_type type);
enum case_part book_case_part(enum command_type type);

/* A row of the list behind these: what may be done, the event of it, which part of a permit it is. */
struct book_case_move {
    enum command_type command;
    enum event_type event;
    enum case_part part;
    unsigned roles, from;
};
const struct book_case_move *book_case_move_of_event(enum event_type type); /* NULL: no event of cases */

/* Days since 1970: today; the day so many working days after another, which is not counted (*unsure is set when the calendar ends before it); working days after
 * one up to another; the day on which the clock of a case turns yellow; and the year of a day. */
int32_t book_today(const struct book *book);
int32_t book_day_after(const struct book *book, int32_t day, int32_t days, bool *unsure);
int32_t book_days_worked(const struct book *book, int32_t from, int32_t to);
int32_t book_case_yellow_from(const struct book *book, const struct book_case *own);
int32_t book_year_of(int32_t day);

/* Whether a person has had another part of a permit than this one. */
bool book_case_other_part(const struct book_case *own, const char *staff, enum case_part part);

/* Whether all required materials are there, and each other is there or promised. */
bool book_case_complete(const char *materials, const struct item *item);

/* On which day something comes due by time alone, 0: never. */
int32_t book_case_due(const struct book *book, const struct book_case *own);

/* Holds a row of the product, and when it says that it comes due, to the book. */
void book_case_agree(struct book *book, int64_t id, const struct case_file *file);

#endif
