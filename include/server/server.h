/* The controller: HTTP in, the core decides, the store keeps. One turn of the loop reads the clock once, decides all that arrived, commits once, and only then
 * answers (reads too) and tells the event stream. */
#ifndef SERVER_SERVER_H
#define SERVER_SERVER_H

#include "base/clock.h"
#include "core/catalogue.h"
#include "core/hall.h"
#include "core/workday.h"
#include "server/hall_file.h"
#include "server/kept_head.h"
#include "server/keys.h"
#include "server/limits.h"
#include "server/sign_in.h"
#include "store/cases.h"
#include "store/store.h"

#include <event2/event.h>
#include <event2/http.h>
#include <jansson.h>
#include <stdbool.h>
#include <sys/queue.h>

enum { RING_SIZE = 8192, PARAMETERS_MAX = 2, REQUEST_BODY_MAX = 64 * 1024, DOCUMENT_MAX = 4 << 20 };

struct server;
struct request;
struct route;
struct subscriber;
struct password_worker;

/* Who asks, found from the token or the socket. */
struct caller {
    bool known;
    struct actor actor;
    int32_t window; /* of a clerk's token, 0: any */
};

/* A request on its way through a turn. */
struct request {
    struct server *server;
    struct evhttp_request *http;
    const struct route *route;
    bool trusted_socket;
    struct caller caller;
    char *parameters[PARAMETERS_MAX]; /* of the path, in order */
    json_t *body;                     /* NULL: none */
    char key[KEY_SIZE], digest[DIGEST_SIZE];
    int status;
    enum refusal refused; /* REFUSAL_NONE: it was done */
    json_t *answer;  /* owned; NULL: no body */
    char *text;      /* owned: instead of answer, with its type */
    size_t text_length; /* of text that is no text but bytes; 0: it ends with a zero */
    const char *type;
    int retry_after_s; /* of 429; 0: the usual */
    bool streams;    /* the stream took the HTTP request over */
    bool waits;      /* a worker thread is busy for it; the turn goes on without it */
    TAILQ_ENTRY(request) entry;
};
TAILQ_HEAD(request_list, request);

/* An event with what it was about, as it was right after it. */
struct ring_entry {
    struct event event;
    bool has_ticket, has_window, has_job, has_printer;
    struct ticket ticket;
    struct window window;
    struct print_job job;
    struct printer printer;
};

/* A kiosk at which somebody wants help. */
enum { HELP_PLACES = 8, HELP_PLACE_SIZE = 32 };
struct help_wanted {
    char place[HELP_PLACE_SIZE]; /* empty: the kiosk has no name */
    int64_t since_ms;            /* 0: nowhere */
};

struct server {
    char dir[2048];
    struct hall_file file;
    struct keys keys;
    struct clock clock;
    struct hall hall;
    struct store *store;
    bool keeps_nothing; /* measuring without a disk */
    struct workday_entry *holidays; /* owns what the calendar borrows */
    struct workday_calendar calendar;
    struct item *items;
    size_t item_count;
    int64_t items_version;   /* of the catalogue, 0: as in items.csv, before it is compared with what is in force */
    struct item *old_items;  /* of another version, which somebody asked for last */
    size_t old_item_count;
    int64_t old_version;     /* 0: none */
    struct store_token *tokens; /* by digest */
    size_t token_count, token_room;
    struct sign_in *sign_ins;    /* in the order of signing in */
    size_t sign_in_count, sign_in_room;
    bool access_changed;         /* somebody who came before may have lost the right to ask */

    struct event_base *base;
    struct evhttp *http, *local; /* TCP, Unix socket */
    struct tls *tls;             /* of TCP; NULL: plain */
    struct event *due, *quiet, *stop_int, *stop_term, *ping;
    bool stopping;
    enum error fatal;

    bool in_turn;
    int64_t now_ms; /* of this turn */
    int64_t last_now_ms, last_steady_ms;
    bool clock_wrong;      /* the wall clock shows what cannot be: no numbers are given */
    int64_t rest_until_ms; /* by the steady clock: after a turn that failed nothing is begun by time until then */
    struct request_list waiting; /* answered after the commit */

    struct ring_entry *ring;
    int64_t ring_first; /* seq of the oldest kept; seq s is at s % RING_SIZE */
    struct subscriber *subscribers;
    int64_t told_seq;   /* durable; subscribers have been offered everything up to it */
    bool ping_due;      /* at the end of the turn */
    bool stream_held;   /* some subscriber has not read enough for its next slice */
    struct help_wanted help[HELP_PLACES];
    char *alarms_told;  /* the alarms as last told */
    struct password_worker *passwords;
    struct limits *rates, *tries; /* of requests; of PINs */
    struct slice *slices;       /* long work beside the turns */
    struct backup_task *backup; /* NULL: none is being made */
    int verifying;              /* proofs of the journal that are under way */
    struct sweep {
        struct date day;   /* for which it was begun */
        bool runs;
        struct case_id after; /* looked at so far */
        int64_t calendar_stamp; /* of holidays.csv as it was read */
    } sweep;               /* of the cases that are due by time, in slices */
    struct store_case_alarms case_alarms; /* as the database has them after the last turn */
    bool case_alarms_old;   /* in this turn something happened to a case */
    struct kept_head kept;  /* outside the folder */
    bool keeps_no_head;     /* what is kept there does not fit, or nothing is kept at all */
    int64_t kept_until_ms;  /* by the steady clock: no new one before */
    char base_url[256]; /* of the codes on paper; empty: bare codes */
    /* figures for /metrics */
    int64_t turns, commits, requests, started_ms;
    int64_t quiet_since_commit; /* `commits` as the last look for a quiet moment saw it */
};

/* Memory from the C library, for halls. */
struct memory server_memory(void);

/* Reads hall and tokens from the store; at the start, and after a turn that could not be stored. */
enum error server_load(struct server *server);

/* Begins a turn if none has begun: reads the clock and does what is due. Every handler of the loop calls it first. */
void server_turn(struct server *server);

/* Whether the request's key has caused something already: then it is asked again, and what it made is no reason to refuse it. */
bool server_is_repeated(const struct request *request);

/* Decides a command for a request, with its idempotency key, and stores what came of it. On a refusal the problem is the answer and false returns;
 * else *ret_outcome tells what to show (for a repeated key what the first one did, with *ret_status its status, 0 for a new one). */
bool server_decide(struct request *request, struct command *command, int success_status, struct outcome *ret_outcome, int *ret_status);

/* Sink of the core: stores and keeps each event for the stream. */
void server_event(void *context, const struct hall *hall, const struct event *event);

/* Ends the turn: commit, answers, stream. */
void server_turn_end(struct server *server);

/* Answers. The request goes into the list of those answered after the commit. */
void reply_json(struct request *request, int status, json_t *answer);
void reply_refusal(struct request *request, enum refusal refusal, const char *detail);
/* 429: too often; wait_ms says when to come back. */
void reply_too_often(struct request *request, int64_t wait_ms);
void reply_text(struct request *request, int status, const char *type, char *text);
void reply_bytes(struct request *request, const char *type, void *bytes, size_t length);

/* Tells the debug log who asked what, and what became of it: "GET /v1/windows/{} clerk 403 forbidden". */
void request_log(const struct request *request);

/* Sends a finished request and frees it. */
void request_send(struct request *request);
void request_free(struct request *request);

/* Puts a request (back) into the list of the turn, from a worker. */
void request_finish(struct request *request);

/* Opens listeners on TCP (NULL: none) and the Unix socket; writes the address into url. */
enum error http_listen(struct server *server, const char *address, char url[static 256]);
void http_close(struct server *server);

/* Reads the tokens anew; after each change and at the start. */
enum error access_load(struct server *server);

/* Finds who asks. REFUSAL_NO_TOKEN, REFUSAL_SESSION_ENDED: a token was given and is not valid. */
enum refusal access_caller(struct request *request);

/* Whether who came with a token (its name; empty: the owner) may still ask: streams outlive the question. */
bool access_is_valid(const struct server *server, const char *token);

/* --- stream --- */

/* Makes a request a subscriber, from the event that it names on. */
void stream_start(struct request *request);
/* Tells every subscriber what is new, and that the hall lives when ping_due. Only at the end of a turn, after its commit: all of the hall leaves by this way. */
void stream_tell(struct server *server);
void stream_close_all(struct server *server);
/* Sees to it that alarms that time alone has raised or ended are told, too. To be called every second. */
void stream_look(struct server *server);

/* --- passwords: argon2id in one worker thread --- */
enum password_kind { PASSWORD_HASH, PASSWORD_CHECK };
typedef void password_done(struct request *request, bool matches, const char *hash);
struct password_worker *password_worker_create(struct server *server);
/* Ends the thread; who still waits is freed without an answer. After the connections are closed. Accepts NULL. */
void password_worker_destroy(struct password_worker *worker);
/* Hashes pin (at most 63 bytes), or checks it against hash ("": takes as long and never matches); done comes from the loop in a later turn. False when too many
 * wait already, or without memory. */
bool password_submit(struct password_worker *worker, struct request *request, enum password_kind kind, const char *pin, const char *hash, password_done *done);

#endif
