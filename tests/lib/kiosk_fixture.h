/* A kiosk without controller and terminal: a hall with three services at 2026-11-23 09:30, eleven items, a printer; what it asks is kept, and time moves
 * when the test says so. JSON is written with ' in place of ". */
#ifndef TESTS_KIOSK_FIXTURE_H
#define TESTS_KIOSK_FIXTURE_H

#include "kiosk/kiosk_view.h"

enum { KIOSK_FIXTURE_ASKED = 64 };

struct kiosk_fixture {
    struct mirror mirror;
    struct kiosk kiosk;
    struct app_view view;  /* of the kiosk; each key comes key_gap_ms after the one before */
    int64_t now_ms, wall_ms, key_gap_ms;
    bool deaf;             /* nothing can be asked */
    int count;
    struct {
        enum kiosk_ask what;
        char method[8], path[192], key[23];
        json_t *body;
    } asked[KIOSK_FIXTURE_ASKED];
};

/* A ticket as it is right after taking (its paper queued), and the parts that tests change. */
extern const char kiosk_fixture_ticket[];
#define KIOSK_FIXTURE_URL "http://127.0.0.1:8640/t/1A7QF3M9T2KXW8PZ"

/* Starts a kiosk that knows the hall and is connected; not: one that has just been switched on. */
void kiosk_fixture_start(struct kiosk_fixture *fixture, enum language home, bool connected);
void kiosk_fixture_finish(struct kiosk_fixture *fixture);

/* Lets time pass on both clocks, in one step, and tells the kiosk. */
void kiosk_fixture_pass(struct kiosk_fixture *fixture, int64_t ms);

/* Presses keys by name (key_parse()), key_gap_ms apart; the list ends with NULL. */
void kiosk_fixture_keys(struct kiosk_fixture *fixture, const char *const *keys);
#define KIOSK_KEYS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* Touches a choice. */
void kiosk_fixture_tap(struct kiosk_fixture *fixture, enum kiosk_choice choice);

/* An event comes. */
void kiosk_fixture_event(struct kiosk_fixture *fixture, const char *event);

/* An answer comes; body may be NULL. */
void kiosk_fixture_answer(struct kiosk_fixture *fixture, enum kiosk_ask what, int status, const char *body);

/* The connection is lost, or is back. */
void kiosk_fixture_lose(struct kiosk_fixture *fixture);
void kiosk_fixture_find(struct kiosk_fixture *fixture);

/* How often something was asked, and which was the last time (index into asked, -1: never). */
int kiosk_fixture_times(const struct kiosk_fixture *fixture, enum kiosk_ask what);
int kiosk_fixture_last(const struct kiosk_fixture *fixture, enum kiosk_ask what);

#endif
