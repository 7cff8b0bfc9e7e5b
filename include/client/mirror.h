/* The hall as a front end knows it: what GET /v1/hall said, kept up by the event stream. Nothing is polled. While the controller is
 * away the last state stays, with its age. */
#ifndef CLIENT_MIRROR_H
#define CLIENT_MIRROR_H

#include "client/client.h"

#include <stdbool.h>
#include <stdint.h>

enum { MIRROR_SERVICES = 26, MIRROR_WINDOWS = 99, MIRROR_CALLS = 12, MIRROR_ALARMS = 16, MIRROR_PRINTERS = 16, MIRROR_TEXT = 96 };

struct mirror_text {
    char zh[MIRROR_TEXT], en[MIRROR_TEXT];
};

/* Times are milliseconds since 1970 by the controller's clock, 0: unknown. Empty strings: unknown. */
struct mirror_ticket {
    int64_t id;                 /* 0: no ticket */
    char number[12];            /* "A007" */
    char service;               /* 'A' */
    char state[12], priority[12], printed[12], language[3], item[16];
    int window, ahead;          /* ahead -1: unknown */
    int64_t low_s, high_s;      /* range of the wait, -1: unknown */
    int64_t taken_ms, called_ms, started_ms;
    int count, recalls;
    char code[48], url[256];
};

struct mirror_service {
    char letter;                /* 0: end of the list */
    struct mirror_text name;
    char state[12];             /* open, lunch, closed, full */
    char sessions[64];
    bool stopped;               /* no more numbers of it today, by the manager's word or because the hall is closed */
    int waiting, taken, called, windows_open;
    int64_t oldest_ms;          /* when the longest waiting one took its number, 0: nobody waits */
    int64_t low_s, high_s;      /* expected wait of somebody who comes now, -1: unknown */
};

struct mirror_window {
    int number;                 /* 0: end of the list */
    char state[12];             /* closed, paused, open, ready, calling, serving */
    char staff[16], reason[MIRROR_TEXT];
    char services[27];          /* letters */
    struct mirror_ticket ticket;
    int64_t since_ms;
    int served;                 /* today */
    char why[24];               /* code of the reason of the last call */
    int64_t why_won_ms, why_other_ms; /* weighted waits of who was called and of who was next best (0: nobody) */
    char why_other[12];         /* number of who was next best */
    int64_t undo_until_ms;      /* 0: nothing to undo */
};

struct mirror_call {
    char number[12];
    int window;
    int64_t at_ms;
    int64_t ticket;
};

struct mirror_alarm {
    char code[32];
    struct mirror_text text;
    int64_t since_ms;
};

struct mirror_printer {
    char name[32], place[32], state[16], detail[MIRROR_TEXT];
};

struct mirror {
    bool known;                 /* there is a state at all */
    bool connected;             /* the stream is there: the state is current */
    int64_t lost_steady_ms;     /* when the stream was lost, by clock_steady_ms(), 0: never */
    int refused;                /* status of the controller's refusal (401, 403, 503 ...) while it lets us not see the hall, else 0 */
    int64_t seq;
    int64_t clock_ahead_ms;     /* controller's clock minus ours at the last event or ping */
    int clock_speed;            /* of the controller's clock: 1, in a demonstration perhaps more */
    struct mirror_text hall;
    struct mirror_text notice;  /* what the manager says to everybody; empty: nothing */
    char closed_for[MIRROR_TEXT]; /* why the hall is closed today, as the manager said it; empty: it is not, or no reason was said */
    bool demo;
    char public_url[128], day[11], state[12];
    int utc_offset_minutes;
    struct mirror_service services[MIRROR_SERVICES + 1];
    struct mirror_window windows[MIRROR_WINDOWS + 1];
    struct mirror_call calls[MIRROR_CALLS];      /* newest first; window 0: end */
    struct mirror_alarm alarms[MIRROR_ALARMS];   /* most urgent first; empty code: end */
    struct mirror_printer printers[MIRROR_PRINTERS];
    int taken, called, done, no_show;            /* today */
    int64_t mean_wait_s;                         /* of today's calls, -1: none yet */
    struct {                                     /* of mirror.c */
        int64_t clock_ms, clock_steady_ms;       /* the controller's clock, and ours that does not jump, when it was told last */
        struct client *client;
        void (*changed)(void *context, const struct mirror *mirror, const json_t *event);
        void *context;
        bool reading;
    } own;
};

/* Called after each change; event is NULL when the whole state was read anew, the connection changed, or a ping told of other alarms. */
typedef void mirror_changed(void *context, const struct mirror *mirror, const json_t *event);

/* Empties the mirror and starts to follow: reads /v1/hall (again and again until the controller answers), then the stream. The mirror must outlive the
 * client and stay where it is. changed may be NULL. */
void mirror_start(struct mirror *mirror, struct client *client, mirror_changed *changed, void *context);

/* Returns the controller's clock as far as it is known, ms since 1970. */
int64_t mirror_now_ms(const struct mirror *mirror);

/* NULL if there is none such. */
const struct mirror_window *mirror_window(const struct mirror *mirror, int number);
const struct mirror_service *mirror_service(const struct mirror *mirror, char letter);

/* The most urgent alarm of a code ("help-wanted"); NULL if there is none such. */
const struct mirror_alarm *mirror_alarm(const struct mirror *mirror, const char *code);

/* Reads an object of the API; json may be NULL. Missing fields and wrong types become unknown; text that is too long is cut between characters. */
void mirror_read_ticket(struct mirror_ticket *ticket, const json_t *json);
void mirror_read_service(struct mirror_service *service, const json_t *json);
void mirror_read_window(struct mirror_window *window, const json_t *json);
void mirror_read_printer(struct mirror_printer *printer, const json_t *json);

/* Reads the answer of GET /v1/hall in place of all that was known; false (and nothing changed) if it is not one. Connection and clock stay. */
bool mirror_read_hall(struct mirror *mirror, const json_t *json);

/* Takes over what an event says about tickets, windows, services, printers, calls, alarms and today's figures. */
void mirror_read_event(struct mirror *mirror, const json_t *event);

/* Returns the text in "zh" or "en"; the other one if it is empty. */
const char *mirror_text_in(const struct mirror_text *text, const char *language);

#endif
