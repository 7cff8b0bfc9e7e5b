/* The settings that the rules of the hall read, and what the manager says to everybody. They change only by a config.changed event, so that the journal alone
 * explains every decision. Names, addresses and everything else that is only shown stay with the server. */
#ifndef CORE_SETTINGS_H
#define CORE_SETTINGS_H

#include "base/date.h"
#include "core/words.h"

#include <stdbool.h>
#include <stdint.h>

enum { SERVICES_MAX = 26, WINDOWS_MAX = 99, SESSIONS_MAX = 4, GROUPS_MAX = 32, GROUP_SIZE = 32, CLOSURES_MAX = 16, CLOSURE_REASON_SIZE = 96, NOTICE_TEXT_SIZE = 96 };

/* How large the numbers of a service may be; the least is 0, of usual minutes 1. */
enum { STOP_MOST_MIN = 600, QUOTA_MOST = 100000, USUAL_MOST_MIN = 240, PER_PERSON_MOST = 100 };

/* Hours of a day in minutes since local midnight: open from `from` (inclusive) until `to` (exclusive). */
struct session {
    int32_t from, to;
};

struct service_settings {
    bool used;
    int32_t session_count; /* 0: day and night */
    struct session sessions[SESSIONS_MAX];
    int32_t stop_before_end_min; /* taking stops this long before the last session ends */
    int32_t quota;               /* tickets a day, 0: no limit */
    int32_t usual_ms;            /* service time to begin with */
    bool real_name;              /* an identity number is needed */
    int32_t per_person;          /* open tickets for one person, 0: no limit */
    struct date stopped;         /* the manager stopped taking for this day; the next one begins as usual. days 0: never */
};

/* Days on which nobody takes a number, the first and the last; the reason is said to residents. */
struct closure {
    struct date from, to;
    char reason[CLOSURE_REASON_SIZE];
};

struct window_settings {
    bool used;
    uint32_t services; /* bit i: service 'A' + i */
    bool next_after_finish;
};

/* The weight b of a class in b * (now - taken), a positive rational. */
struct weight {
    int32_t numerator, denominator;
};

struct settings {
    int32_t utc_offset_min;
    bool paperless; /* a kiosk may give a number without paper */
    struct service_settings services[SERVICES_MAX];
    struct window_settings windows[WINDOWS_MAX + 1]; /* by number; 0 is not used */
    struct weight weights[PRIORITY_COUNT];
    int32_t longest_wait_ms;    /* rule 1: who has waited this long goes first */
    int32_t overtakes_in_row;   /* rule 2: after so many overtaking priority calls an ordinary ticket has its turn */
    int32_t recalls;
    int32_t recall_gap_ms, recall_gap_priority_ms;
    int32_t return_within_ms;
    int32_t return_behind;      /* a returned no-show waits for so many others of its service */
    int32_t auto_start_ms;
    int32_t ready_lapse_ms;
    int32_t undo_ms;
    int32_t lease_ms;           /* a print job's lease */
    int32_t printer_silence_ms; /* a printer's worker is away after this */
    int32_t elderly_age;
    int32_t closure_count;
    struct closure closures[CLOSURES_MAX];
    char notice_zh[NOTICE_TEXT_SIZE], notice_en[NOTICE_TEXT_SIZE]; /* for boards and kiosks; empty: nothing is said */
    int32_t group_count;        /* item groups, which are also the skills of staff */
    char groups[GROUPS_MAX][GROUP_SIZE];
};

/* Fills in the rules of the product's design: no services, no windows. */
void settings_defaults(struct settings *settings);

/* Returns whether every value is in its range; else *ret_why is a static word for what is not. */
bool settings_check(const struct settings *settings, const char **ret_why);

#endif
