/* What one window's screen knows and what its keys do. It knows no terminal and sends nothing itself: requests leave through a port, answers and the
 * changes of the mirror come in as calls, and the clocks are told. So a test is the controller, the clerk and the time at once.
 *
 * One press asks once: while an answer is due no other action begins, the same key again within WINDOW_TWICE_MS is taken for a slip of the finger, and
 * what got no answer is asked again (client/errand.h). */
#ifndef WINDOW_WINDOW_MODEL_H
#define WINDOW_WINDOW_MODEL_H

#include "client/mirror.h"
#include "term/keys.h"
#include "term/notice.h"
#include "window/window_case.h"
#include "window/window_day.h"
#include "window/window_items.h"
#include "window/window_request.h"

enum {
    WINDOW_TWICE_MS = 800,
    WINDOW_CHOICES = 128,
    WINDOW_CHOICES_A_PAGE = 9 /* as many as digits */
};

/* What is sent: of each at most one is under way. */
enum window_purpose {
    WINDOW_ACTS, /* an action; answered through window_model_answer() */
    WINDOW_CASES /* about a case; answered through window_case_answer() */
};

/* Sends an errand after delay_ms; its answer comes exactly once. errand is borrowed during the call. */
struct window_port {
    void *context;
    void (*send)(void *context, enum window_purpose purpose, const struct errand *errand, int delay_ms);
};

/* What lies over the window's state. */
enum window_page {
    WINDOW_PAGE_MAIN,
    WINDOW_PAGE_HELP,
    WINDOW_PAGE_TRANSFER, /* a list to choose from */
    WINDOW_PAGE_PAUSE,    /* a list to choose from */
    WINDOW_PAGE_ITEMS,    /* looking an item up */
    WINDOW_PAGE_ITEM,     /* one that was found */
    WINDOW_PAGE_CASE,     /* accepting a case, or handing a result over */
    WINDOW_PAGE_CONFIRM,  /* yes or no to confirm.action, or to leaving the program if that is NONE; closing has more answers: lock, hand over */
    WINDOW_PAGE_STAFF,    /* staff number, to open the window */
    WINDOW_PAGE_SIGN_IN   /* staff number and PIN, to get a token */
};

/* A row of a list. */
struct window_choice {
    char service;   /* transfer to it, 0: to the window */
    int window;
    enum pause_reason reason;
};

struct window_model {
    /* told by the program */
    const struct mirror *mirror;
    struct window_port port;
    int number;
    int64_t now_ms, steady_ms; /* the controller's clock, and the steady one of this machine */
    struct window_items items;

    /* for the program */
    bool ring;                  /* somebody was called while the clerk waited: ring the bell, and set it back */
    char token[160];            /* a sign-in gave it: go on as this one */

    /* for the view */
    enum window_page page;
    enum window_action confirm;
    bool details;               /* the strip shows waiting counts and reasons in place of the number */
    struct window_choice choices[WINDOW_CHOICES];
    int choice_count, chosen; /* chosen: of the items found, too */
    char query[CATALOGUE_QUERY_SIZE];
    int found[ITEMS_MAX], found_count; /* indices into items, the best first */
    char staff[WINDOW_STAFF_SIZE], pin[WINDOW_PIN_SIZE];
    bool on_pin;                /* which of the two fields of the sign-in is written */
    struct notice notice;
    struct window_case cases;
    struct window_visit visit;
    struct window_request request; /* under way; action NONE: none */
    struct errand errand;       /* that carries it */
    struct window_day day;
    bool locked;                /* the page SIGN_IN is a lock: only a PIN leads on */
    bool takes_over;            /* what is confirmed, or opened, takes the window over from who has it */

    /* its own */
    char number_asked[12];      /* which number the request is about */
    int64_t started_steady_ms, answered_steady_ms;
    bool by_pin;                /* somebody signed in here: the screen can be locked */
    bool reopen;                /* the window is being closed to be opened for somebody else */
    uint32_t last_code;
    int64_t last_steady_ms;     /* when last_code was pressed last */
    bool seen, was_away, open_wanted;
    int64_t seen_ticket;
    enum window_state seen_state;
};

/* Starts the model of window `number`; staff ("": not said) opens it by itself if it is closed. The mirror must outlive the model. */
void window_model_init(struct window_model *model, const struct mirror *mirror, int number, const char *staff, int64_t steady_ms);

/* Gives the memory back and forgets what was typed. */
void window_model_finish(struct window_model *model);

/* The mirror changed, or a new one was started (another token). */
void window_model_changed(struct window_model *model);

/* The answer to the request under way. body as in client/client.h. */
void window_model_answer(struct window_model *model, int status, const json_t *body, int retry_after_s);

/* What the port was given could not be sent: the clerk may press again. */
void window_model_unsent(struct window_model *model, enum window_purpose purpose);

/* A key. False: the clerk leaves. */
bool window_model_key(struct window_model *model, struct key key);

/* Returns the window as last known, NULL while the hall is not known or has no such window. */
const struct mirror_window *window_model_window(const struct window_model *model);

/* Returns the id of the ticket that is there, 0: none. */
int64_t window_model_ticket(const struct window_model *model);

/* Returns its state; WINDOW_CLOSED while it is not known. */
enum window_state window_model_state(const struct window_model *model);

/* Whether the controller was there and is away. */
bool window_model_away(const struct window_model *model);

/* Whether service began by time and nobody has said that the person came: then recall and no-show are still possible. */
bool window_model_automatic(const struct window_model *model);

/* Whether the action makes sense now. */
bool window_model_can(const struct window_model *model, enum window_action action);

/* Returns the action of a key of the number pad in the present state, the first of those that share it if none fits; NONE if it has none. */
enum window_action window_model_action(const struct window_model *model, uint32_t code);

/* Returns what Enter does in the present state; NONE while the window waits for the next. */
enum window_action window_model_step(const struct window_model *model);

/* Returns the whole seconds that an undo is still possible, 0: not. */
int window_model_undo_s(const struct window_model *model);

#endif
