/* What the desk's screen knows and what its keys do: the list of cases that have to be worked on, one case opened, and a form for what an action needs. It knows no
 * terminal and sends nothing itself (like window/window_model.h): requests leave through a port and answers come in as calls.
 *
 * The controller decides who may do what; the desk shows its reasons. Nothing is polled: the program says desk_model_stale() when an event told of a case. */
#ifndef DESK_DESK_MODEL_H
#define DESK_DESK_MODEL_H

#include "client/errand.h"
#include "desk/desk_cases.h"
#include "term/keys.h"
#include "term/notice.h"

enum { DESK_TICKETS_MAX = 200, DESK_TWICE_MS = 800, DESK_FIELD_SIZE = 384 };

/* What a request is for; the answer comes through desk_model_answer() with it. */
enum desk_purpose { DESK_SIGN_IN, DESK_LIST, DESK_FILE, DESK_MOVE, DESK_LOOK, DESK_TICKETS, DESK_PURPOSES };

struct desk_port {
    void *context;
    /* Sends after delay_ms; of each purpose at most one is under way. body and path are borrowed during the call. */
    void (*send)(void *context, enum desk_purpose purpose, const char *method, const char *path, const json_t *body, const char *key, int delay_ms);
};

enum desk_page { DESK_PAGE_LIST, DESK_PAGE_CASE, DESK_PAGE_FORM, DESK_PAGE_HELP, DESK_PAGE_SIGN_IN, DESK_PAGE_LOOK, DESK_PAGE_TICKETS };

/* What can be looked at: read once, shown as it came, and forgotten when the page is left. */
enum desk_look { DESK_LOOK_PERSON, DESK_LOOK_HISTORY, DESK_LOOK_SEALS, DESK_LOOK_SAMPLES, DESK_LOOKS };

/* Which cases are listed. */
enum desk_filter {
#define DESK_FILTER(name, query, label) DESK_FILTER_##name,
#include "desk/desk_filters.def"
#undef DESK_FILTER
    DESK_FILTERS
};

struct desk_model {
    /* told by the program */
    const struct mirror *mirror;
    struct desk_port port;
    int64_t now_ms, steady_ms;
    bool wide;       /* the chosen case is shown beside the list */

    /* for the program */
    char token[160]; /* a sign-in gave it: go on as this one */

    /* for the view */
    enum desk_page page, before_help, before_form, before_look;
    enum desk_filter filter;
    struct desk_case *rows; /* owned */
    int row_count, chosen;
    bool more;              /* the list goes on where it was cut */
    struct desk_file file;
    bool file_known;
    int move_chosen;
    int action;             /* of the form */
    char fields[DESK_FIELDS][DESK_FIELD_SIZE];
    int choice[DESK_FIELDS]; /* of the fields that are chosen from a list */
    enum desk_field field;  /* that is written */
    char staff[16], pin[33];
    char role[16];          /* of who signed in; "": not known */
    bool on_pin;
    struct notice notice;
    enum desk_look look;
    json_t *told;           /* owned: what was read for it, NULL: nothing yet */
    int look_at;            /* the row on top; of samples the chosen one */
    bool look_refused[DESK_LOOKS]; /* the controller said that this is not for who sits here */
    bool look_sure;         /* of a person: that the look is recorded was read */
    bool guide;             /* who sits here gives numbers and has no cases */
    struct mirror_ticket *tickets; /* owned; of a guide: those that are here */
    int ticket_count, ticket_chosen;
    bool tickets_known;

    /* its own */
    struct errand move, sign_in;
    int64_t wanted_id;      /* the case that is open or asked for */
    int64_t target;         /* what the form is about: a case, a ticket, a sample */
    bool look_asked, look_stale, tickets_asked, tickets_stale;
    bool list_asked, file_asked, list_stale, file_stale, seen;
    uint32_t last_code;
    int64_t last_steady_ms;
};

/* Starts; without memory for the list false. The mirror must outlive the model. */
bool desk_model_init(struct desk_model *model, const struct mirror *mirror, int64_t steady_ms);
void desk_model_finish(struct desk_model *model);

/* The mirror changed. */
void desk_model_changed(struct desk_model *model);

/* An event told of a case (0: of any): what is shown of it is read anew. */
void desk_model_stale(struct desk_model *model, int64_t id);

void desk_model_answer(struct desk_model *model, enum desk_purpose purpose, int status, const json_t *body, int retry_after_s);

/* A key. False: leaves. */
bool desk_model_key(struct desk_model *model, struct key key);

/* Whether the controller was there and is away. */
bool desk_model_away(const struct desk_model *model);

/* An event told of a ticket. */
void desk_model_ticket_stale(struct desk_model *model);

/* Whether a page is offered to who sits here, as far as that is known. */
bool desk_model_may_look(const struct desk_model *model, enum desk_look look);

/* The ticket that is chosen; NULL if there is none. */
const struct mirror_ticket *desk_model_ticket(const struct desk_model *model);

/* The fields that the form's action asks for; the one after `field` (before it with step -1), going round. */
enum desk_field desk_model_field_after(const struct desk_model *model, enum desk_field field, int step);

/* The choices of a field that is chosen from a list: how many (0: it is written), and the words. */
int desk_field_choices(const struct desk_model *model, enum desk_field field);
const char *desk_field_choice_word(const struct desk_model *model, enum desk_field field, int choice);
const char *desk_field_choice_name(const struct desk_model *model, enum desk_field field, int choice, bool chinese);

/* Returns the label of a filter, English for base/language.h. */
const char *desk_filter_label(enum desk_filter filter);

#endif
