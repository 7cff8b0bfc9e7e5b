/* Cases as the desk shows them: rows of the list, and one case with all that is known of it. */
#ifndef DESK_DESK_CASES_H
#define DESK_DESK_CASES_H

#include "client/mirror.h"
#include "desk/desk_action.h"

enum { DESK_ROWS_MAX = 200 /* as many as the controller tells at once */, DESK_MATERIALS_MAX = 16, DESK_ASKS_MAX = 6 };

/* A row of the list. Empty strings: unknown. */
struct desk_case {
    int64_t id;
    char number[40], code[16], state[16], light[8];
    struct mirror_text item, state_name;
    char applicant[64], masked[24];
    char promised[11], statutory[11]; /* deadlines, dates */
    bool has_days, provisional, marked;
    int days_left;                    /* working days; negative: overdue */
    char accepted_by[16], reviewer[16];
};

struct desk_material {
    char name[128], state[16];
    bool required;
};

/* What may be done with a case, and why not. */
struct desk_move {
    int action;             /* of desk_action.h */
    bool allowed;
    char why[2][256];       /* by enum language; empty when allowed */
};

/* What its certificate shows beside the usual values, to be said at the approval. */
struct desk_ask {
    char name[32], label[2][96]; /* label by enum language */
    bool needed;
};

/* One case, opened. */
struct desk_file {
    struct desk_case row;
    struct desk_material materials[DESK_MATERIALS_MAX];
    int material_count;
    char approved_by[16], issued_by[16], special[2][64], reason[384];
    char certificate[40], shelf[16], valid_until[11];
    long long seal;
    int visits;
    struct desk_move moves[DESK_ACTIONS_MAX]; /* those that may be done first */
    int move_count;
    struct desk_ask asks[DESK_ASKS_MAX]; /* those that are needed first */
    int ask_count;
};

/* Reads a case of the API; missing fields and wrong types become unknown. */
void desk_case_read(struct desk_case *row, const json_t *json);
void desk_file_read(struct desk_file *file, const json_t *json);

#endif
