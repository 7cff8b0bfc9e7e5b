/* A case (办件): an application for one item by one applicant. Cases live for weeks, so they are no part of the hall in memory: the store keeps one row for
 * each, the caller loads it when a command is about it, and hall_decide() reads it from the command. A case is the sum of its events: case_apply() is the only
 * thing that changes one, so its row can be made anew from the journal. Pure, like all of the core.
 *
 * The state machine is core/case_moves.def. The law behind the rules: Administrative Licensing Law of the People's Republic of China (2019) - what is missing is told once,
 * completely, within 5 working days of receiving the application, else it counts as accepted from that day (article 32); 20 working days to decide, one extension of 10 (42); the clock stands for
 * hearing, tender, test, inspection, quarantine and expert review (45); 10 working days to deliver (44); working days (82). */
#ifndef CORE_CASE_H
#define CORE_CASE_H

#include "core/catalogue.h"
#include "core/event.h"
#include "core/refusal.h"
#include "core/workday.h"

enum { NOTICE_DAYS = 5, EXTENSION_DAYS = 10, DELIVERY_DAYS = 10, BUNDLE_DAYS = 45, REMIND_FIRST_DAYS = 7, REMIND_AGAIN_DAYS = 30 };

/* The four parts of a permit that one person never holds two of. */
enum case_part { CASE_PART_ANYBODY, CASE_PART_ACCEPT, CASE_PART_APPROVE, CASE_PART_ISSUE, CASE_PART_SUPERVISE };

/* Who has done something in a part of a case. */
struct case_hand {
    char staff[STAFF_ID_SIZE];
    enum case_part part;
};
enum { CASE_HANDS_MAX = 12 };

enum case_move {
#define CASE_MOVE(command, from, to, event, roles, part) CASE_MOVE_##command,
#include "core/case_moves.def"
#undef CASE_MOVE
    CASE_MOVES
};

/* A row of case_moves.def. */
struct case_move_row {
    uint32_t from;         /* bit i: state i */
    enum case_state to;    /* CASE_STATE_COUNT: the state stays */
    enum event_type event;
    uint32_t roles;        /* bit i: role i */
    enum case_part part;
};
const struct case_move_row *case_move_row(enum case_move move);

/* What an event of a move makes of a case by the table: the part that its actor played, and the state after it. */
enum case_part case_part_of(enum event_type type);
enum case_state case_after(enum event_type type, enum case_state before);

struct case_file {
    struct case_id id;
    struct case_id bundle;              /* the first case of its bundle (一件事), 0: none */
    char number[CASE_NUMBER_SIZE];      /* by rule (2026-000123) or the province's */
    enum case_state state;
    enum case_entry entry;
    enum case_outcome outcome;
    char item[ITEM_CODE_SIZE];
    int32_t version;                    /* of the catalogue, under which it was accepted */
    int32_t group;                      /* item group: which approvers may have it; -1: any */
    enum item_flow flow;
    enum item_output output;
    char person[PERSON_SIZE];           /* keyed hash of the applicant's number */
    char agent[PERSON_SIZE];            /* of who acts under a mandate (帮办代办), empty: nobody */
    char agent_staff[STAFF_ID_SIZE];    /* an agent of the hall, empty: none */
    char holder[HOLDER_SIZE];           /* keyed hash of the applicant's name, as certificates carry it */
    char materials[MATERIALS_SIZE];     /* one letter for each of the item: y there, p promised for later (容缺), n missing */
    char accepted_by[STAFF_ID_SIZE], reviewer[STAFF_ID_SIZE] /* who has it now */, approved_by[STAFF_ID_SIZE], issued_by[STAFF_ID_SIZE];
    char handed_by[STAFF_ID_SIZE];
    struct case_hand hands[CASE_HANDS_MAX]; /* everybody who ever played a part in it: what separation is judged by */
    int32_t hand_count;
    struct date began_on;               /* the local day of receiving: deadlines count from the day after */
    int64_t began_ms, accepted_ms, decided_ms, issued_ms, ended_ms; /* 0: not yet */
    struct ticket_id ticket;            /* of the latest visit */
    int32_t visits;                     /* different tickets in which something was done */
    int32_t promised_days, statutory_days; /* working days of the item; statutory -1: none */
    int32_t shifted_days;               /* working days by which the clock stood or was extended */
    struct date promised, statutory;    /* the deadlines now, days 0: none */
    bool provisional;                   /* a deadline lies past the calendar: counted as if weekends alone were off, to be recomputed */
    enum case_light light;
    enum special_kind special;
    struct date stopped_on;             /* the clock stands since this day, days 0: it runs */
    bool extended, deemed, marked;
    struct date answer_until;           /* a received case counts as accepted when nothing was said by the end of this day; days 0: not received */
    char certificate[CASE_NUMBER_SIZE]; /* number, empty: none */
    char digest[65];                    /* BLAKE2b-256 of the certificate's bytes */
    int64_t seal;                       /* number of the use in the ledger, 0: none */
    struct date issued_on, valid_until; /* valid_until 0: without end */
    char blank[BLANK_SIZE], shelf[SHELF_SIZE];
    int32_t reprints, reminders, forms; /* forms: blanks used */
    char reason[REASON_SIZE];           /* of the latest rejection, special procedure, extension, mark */
};

/* What a case command says beside struct command; borrowed. */
struct case_command {
    const struct case_file *file;       /* as it is now; NULL: a new one */
    const struct item *item;            /* of the version under which it was received, for a new one of today; NULL: not in force */
    int32_t version;                    /* of the catalogue now */
    int32_t told_version;               /* the version that the clerk saw, 0: not said */
    const struct workday_calendar *calendar;
    struct case_id bundle;
    enum case_entry entry;
    enum case_outcome outcome;          /* of RESULT */
    enum special_kind special;
    enum case_paper paper;
    char number[CASE_NUMBER_SIZE];      /* the province's, empty: by rule */
    char materials[MATERIALS_SIZE];
    char agent[PERSON_SIZE], agent_staff[STAFF_ID_SIZE], holder[HOLDER_SIZE], to_staff[STAFF_ID_SIZE];
    char certificate[CASE_NUMBER_SIZE]; /* entered, where the item's number is: at APPROVE when we draw it, else at SEAL */
    bool certificate_taken;             /* another case has that number */
    char digest[65];                    /* of the certificate's bytes; at SEAL without a document, of the canonical fields */
    bool impression;                    /* the seal is a real one: its impression is confirmed later */
    struct date valid_until;
    char blank[BLANK_SIZE], shelf[SHELF_SIZE];
    int64_t acts_for;                   /* bits of item groups that the caller may act for: own and those that a deputy stands in for; -1: all */
    int32_t printed;                    /* PRINT: how many papers of this kind it has had, failed ones not counted: what comes now is a copy */
    bool follows;                       /* PRINT: what was just decided (sealed, printed again) brings this paper with it */
    bool collector_is_known;            /* hand out: the caller has checked who collects */
};

/* The words of the lists; static, never NULL. */
#define CASE_WORDS(kind) \
    const char *kind##_word(enum kind value); \
    bool kind##_parse(const char *word, enum kind *ret_value); \
    const char *kind##_name(enum kind value, bool chinese);
CASE_WORDS(case_state)
CASE_WORDS(case_entry)
CASE_WORDS(case_outcome)
CASE_WORDS(case_light)
CASE_WORDS(special_kind)
CASE_WORDS(case_paper)
#undef CASE_WORDS

/* Does to a case what its event says; false when it does not fit (a journal that was tampered with), and nothing was changed. A new case begins as all zero. */
bool case_apply(struct case_file *file, const struct event *event);

/* Whether this person in this role may make a move on the case now, else why not: what screens grey out and the controller refuses by. acts_for as above. */
enum refusal case_may(const struct case_file *file, enum case_move move, const struct actor *actor, int64_t acts_for);

/* Whether we draw its certificate: on our own paper, or into a national form. */
bool case_is_drawn(const struct case_file *file);

/* Whether the case is over: nobody has anything to do. */
bool case_is_over(const struct case_file *file);

/* The next day on which something is due by time (a deadline turns yellow or red, silence counts as acceptance, a reminder), days 0: never. case_tick commands then say what. */
struct date case_due(const struct case_file *file, const struct workday_calendar *calendar);

#endif
