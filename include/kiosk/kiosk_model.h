/* The kiosk as a model: which page, what the resident wishes, what was asked of the controller. It knows no terminal, no socket and no clock: keys, time,
 * events and answers come in by functions, questions to the controller go out by one.
 *
 * A number is asked for with one idempotency key until an answer comes: however often the connection breaks, there is one number. Somebody who gives up
 * while nobody knows what became of the question leaves it to the kiosk: it asks on, and cancels a number that turns out to be there. */
#ifndef KIOSK_KIOSK_MODEL_H
#define KIOSK_KIOSK_MODEL_H

#include "base/language.h"
#include "client/errand.h"
#include "client/mirror.h"
#include "core/idcard.h"
#include "core/words.h"
#include "kiosk/kiosk_find.h"
#include "kiosk/kiosk_items.h"
#include "term/keys.h"

enum kiosk_page {
#define PAGE(name, draw, idle_s) KIOSK_PAGE_##name,
#include "kiosk/pages.def"
#undef PAGE
    KIOSK_PAGE_COUNT
};

enum { KIOSK_DIGITS = 9, KIOSK_MATERIALS_SHOWN = 8, KIOSK_PAPERS = 8, KIOSK_FOUND_SHOWN = 5, KIOSK_LETTERS = 26, KIOSK_SIGNS = KIOSK_LETTERS + 10 + 1, KIOSK_MATTERS = 5 };

/* Something that can be pressed: 0..8 are the digits 1..9, then those of choices.def, then the signs on the screen: a to z, 0 to 9, dash. */
enum kiosk_choice {
    KIOSK_CHOICE_BEFORE_NAMED = KIOSK_DIGITS - 1,
#define CHOICE(name, sign, keys, text) KIOSK_CHOICE_##name,
#include "kiosk/choices.def"
#undef CHOICE
    KIOSK_CHOICE_LETTER,
    KIOSK_CHOICES = KIOSK_CHOICE_LETTER + KIOSK_SIGNS
};

/* A press of finger or mouse comes as this plus the choice (or plus KIOSK_CHOICES where nothing is), so that it can be told from a key. Beyond Unicode. */
#define KIOSK_TAP UINT32_C(0x200000)

enum kiosk_ask { KIOSK_ASK_TAKE, KIOSK_ASK_CANCEL, KIOSK_ASK_TICKET, KIOSK_ASK_HALL, KIOSK_ASK_ITEMS, KIOSK_ASK_FIND, KIOSK_ASK_DEED, KIOSK_ASK_HELP, KIOSK_ASKS };

/* How the model asks the controller: false if it could not even be sent. The answer comes back by kiosk_answer(), once for each true, never from within.
 * body (may be NULL) and key (may be NULL) are borrowed. The answer of KIOSK_ASK_HALL goes into the mirror before kiosk_answer(). */
struct kiosk_way {
    bool (*ask)(void *context, enum kiosk_ask what, const char *method, const char *path, const json_t *body, const char *key);
    void *context;
};

/* What the resident chose so far. */
struct kiosk_wish {
    char service;           /* 0: nothing yet */
    enum priority priority;
    char item[16];          /* code, empty: none */
    char id_number[IDCARD_SIZE]; /* checked, empty: none; until the number is given */
    int matters;            /* 0: one, as nearly always */
};

/* What is typed on the page IDENTITY. */
struct kiosk_identity {
    char typed[IDCARD_SIZE];
    char said[2][160];      /* what is wrong with it, by enum language */
};

enum kiosk_take_state {
    KIOSK_TAKE_NONE,
    KIOSK_TAKE_ASKED,     /* the resident waits for the answer */
    KIOSK_TAKE_GIVEN_UP,  /* nobody waits, and nobody knows whether there is a number */
    KIOSK_TAKE_CANCELLING /* there is one, and nobody wants it */
};

struct kiosk_take {
    enum kiosk_take_state state;
    char key[23];
    json_t *body;      /* owned */
    json_t *next;      /* owned: wanted by the resident once the one before is settled */
    bool under_way;    /* an answer is due */
    int tries;
    int64_t begun_ms;  /* when the resident began to wait */
    int64_t again_ms;  /* when to ask again */
    int64_t ticket;    /* to cancel */
};

/* What the stream told of papers lately: it may tell of a paper before the answer tells of its ticket. */
struct kiosk_paper {
    int64_t ticket;
    char state[12];
};

struct kiosk {
    const struct mirror *mirror;
    struct kiosk_way way;
    enum language home;         /* the language to go back to */
    char place[32];             /* whose ticket printer prints; empty: the first */
    struct kiosk_items items;

    int64_t now_ms;             /* steady clock */
    int64_t wall_ms;            /* the controller's clock, ms since 1970, 0: unknown */
    int minute;                 /* local minute of the day, -1: unknown */

    enum language language;
    enum kiosk_page page;
    enum kiosk_page path[KIOSK_PAGE_COUNT]; /* where "back" leads */
    int depth;
    int page_turn;              /* counts changes of the page */
    int64_t page_ms;            /* when it came */
    int64_t key_ms;             /* when the last key came */
    int chosen;                 /* index into kiosk_choices() that Enter takes, -1: none */
    int first;                  /* of the digits: how many services or items lie before 1 */
    struct {
        uint32_t what;
        int64_t at_ms;
        int page_turn;
    } last;                     /* key, for the bounce */

    struct kiosk_wish wish;
    char listed;                /* service whose items are listed, 0: all */
    int item;                   /* index into items of the page ITEM, -1: none */
    char query[CATALOGUE_QUERY_SIZE]; /* of the page SEARCH */
    int found[KIOSK_ITEMS_MAX], found_count; /* indices into items, the best first */
    char checking;              /* service asked about before it is refused, 0: none */
    bool asked_items, asked_hall, asked_find; /* an answer is due */
    bool find_forgotten;        /* that of FIND is for nobody any more */
    enum kiosk_help { KIOSK_HELP_NONE, KIOSK_HELP_ASKED, KIOSK_HELP_RUNG, KIOSK_HELP_FAILED } help; /* what the staff was told from the page HELP */
    bool was_away;
    int64_t items_again_ms;     /* when to ask for the catalogue again, 0: not */

    struct kiosk_take take;
    struct kiosk_paper papers[KIOSK_PAPERS];
    int paper_next;
    struct mirror_ticket ticket; /* of the pages RESULT and TICKET */
    struct kiosk_identity identity;
    struct kiosk_find find;     /* what is looked for on the page FIND */
    struct kiosk_progress progress; /* of the page PROGRESS */
    struct errand deed;         /* what is done with the ticket of the page TICKET */
    enum kiosk_deed doing;
    int64_t deed_again_ms;      /* when to ask again, 0: an answer is due */
    struct kiosk_scan scan;
    int64_t paper_ms;           /* when its paper changed last */
    const char *refused_title;  /* English for base/language.h, static */
    char refused[2][512];       /* sentences by enum language */
    char refused_service;       /* whose hours help, 0: none */
};

/* Sets up; mirror must outlive the kiosk and is only read. */
void kiosk_start(struct kiosk *kiosk, const struct mirror *mirror, const struct kiosk_way *way, enum language home, const char *place);

/* Gives memory back; nothing may be answered afterwards. */
void kiosk_finish(struct kiosk *kiosk);

/* Tells the time: the steady clock and the controller's; before every key, event and answer, and when kiosk_due_ms() has passed. Does what is due. */
void kiosk_tick(struct kiosk *kiosk, int64_t now_ms, int64_t wall_ms);

/* Returns after how many milliseconds something is due or a shown figure changes, 0..1000. */
int kiosk_due_ms(const struct kiosk *kiosk);

/* Takes a key. The second of two quick ones that would act on the page that the first one opened is left away. */
void kiosk_key(struct kiosk *kiosk, struct key key);

/* Takes a card that was laid on a reader; number as it was read, not checked. */
void kiosk_card(struct kiosk *kiosk, const char *number);

/* Takes a change of the mirror (client/mirror.h): an event, or NULL. */
void kiosk_hear(struct kiosk *kiosk, const json_t *event);

/* Takes an answer; body may be NULL. */
void kiosk_answer(struct kiosk *kiosk, enum kiosk_ask what, int status, const json_t *body, int retry_after_s);

/* Writes what can be pressed on this page, in the order of the arrow keys. Returns how many. */
int kiosk_choices(const struct kiosk *kiosk, enum kiosk_choice choices[static KIOSK_CHOICES]);
bool kiosk_offers(const struct kiosk *kiosk, enum kiosk_choice choice);

/* Seconds until the page goes back to the beginning by itself; -1: it does not. */
int kiosk_left_s(const struct kiosk *kiosk);

/* The signs on the screen, row by row as on a keyboard; ERASE stands at the end of the last row. The page FIND has all rows, SEARCH those after the first. */
enum { KIOSK_SIGN_ROWS = 4, KIOSK_LETTER_ROWS = KIOSK_SIGN_ROWS - 1 };
extern const char *const kiosk_sign_rows[KIOSK_SIGN_ROWS];

/* The choice of a sign on the screen, and back. */
enum kiosk_choice kiosk_choice_of_sign(char sign);
char kiosk_sign_of_choice(enum kiosk_choice choice);

/* What can be done with the ticket of the page TICKET behind a digit's choice; KIOSK_DEEDS: nothing. */
enum kiosk_deed kiosk_deed_at(const struct kiosk *kiosk, int choice);

/* The letter of the service where certificates are collected, 0: there is none. */
char kiosk_collection(const struct kiosk *kiosk);

/* The priority behind a digit's choice on the page PRIORITY; the service and the item behind one on WELCOME, ITEMS and SEARCH, NULL if there is none. */
enum priority kiosk_priority_at(int choice);
const struct mirror_service *kiosk_service_at(const struct kiosk *kiosk, int choice);
const struct kiosk_item *kiosk_item_at(const struct kiosk *kiosk, int choice);

/* The item of the page ITEM; NULL if there is none. */
const struct kiosk_item *kiosk_item_shown(const struct kiosk *kiosk);

/* What the paper of the number shown is doing. */
enum kiosk_paper_state {
    KIOSK_PAPER_COMING,  /* queued or printing */
    KIOSK_PAPER_SLOW,    /* the same, for longer than it should take */
    KIOSK_PAPER_OUT,     /* printed */
    KIOSK_PAPER_TROUBLE, /* it did not come out, or nobody knows */
    KIOSK_PAPER_NONE     /* there is none */
};
enum kiosk_paper_state kiosk_paper_state(const struct kiosk *kiosk);

/* The printer of this kiosk as the mirror knows it; NULL if there is none. */
const struct mirror_printer *kiosk_printer(const struct kiosk *kiosk);

#endif
