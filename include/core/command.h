/* A command: what somebody asks of the hall. The server has checked the form and the right to ask; the core decides. */
#ifndef CORE_COMMAND_H
#define CORE_COMMAND_H

#include "base/date.h"
#include "core/ids.h"
#include "core/settings.h"

enum command_type {
#define COMMAND(name, function) COMMAND_##name,
#include "core/commands.def"
#undef COMMAND
    COMMAND_TYPE_COUNT
};

/* What a command says; what its type does not need is zero. */
struct command {
    enum command_type type;
    struct actor actor;
    char key[KEY_SIZE];
    struct ticket_id ticket;
    struct job_id job;
    int32_t window, to_window; /* 0: not said */
    int32_t service;           /* 0 for A; -1: not said */
    enum priority priority;
    int32_t group;             /* index of the item's group, -1: none */
    bool may_choose; /* the caller has the permission call-any */
    bool chinese, no_paper, agent; /* agent: applies for others, so no limit of tickets for a person */
    struct ticket_id carried;     /* the expired ticket that a new one carries on, 0: none; with the day and state that it had */
    struct date carried_day;
    enum ticket_state carried_state;
    int32_t count;
    int64_t fence, skills, roles;
    int64_t ends_ms; /* of signing in: when it ends */
    int64_t taken_ms; /* of EMERGENCY_ENTER: when the number was given by hand */
    int32_t number;   /* the same: the number on the roll */
    int64_t prints; /* of PRINTER_REPORT: bit i: print kind i; 0: tickets */
    int64_t spare_after_ms; /* the same: how long it is in trouble before its papers go to the spare */
    int32_t paper_full;     /* the same: millimetres or sheets of a fresh load, 0: not counted */
    bool sheets;
    int32_t used;           /* of JOB_PRINTED and JOB_ATTENTION: how much paper it took */
    enum printer_state printer_state;
    char item[ITEM_CODE_SIZE], staff[STAFF_ID_SIZE], reason[REASON_SIZE];
    char printer[PRINTER_NAME_SIZE], place[PRINTER_NAME_SIZE], spare[PRINTER_NAME_SIZE], name[TOKEN_NAME_SIZE], digest[65], person[PERSON_SIZE];
    const struct settings *settings;
    bool automatic;   /* of CATALOGUE_IMPORT: nobody asked, the file of the folder has changed; of STAFF_CHANGE: with a new PIN */
    struct date from; /* of CATALOGUE_WITHDRAW */
    const struct case_command *cases; /* what commands about cases say beside (core/case.h) */
};

/* What came of a command that was not refused: which things to show as the answer. */
struct outcome {
    struct ticket_id ticket;
    int32_t window;
    struct job_id job;
    struct case_id kase;
    bool nothing; /* there was nothing to give (no job to lease; ready, but nobody waits) */
};

#endif
