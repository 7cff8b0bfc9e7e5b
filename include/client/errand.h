/* One request of a screen under way: asked once for each press, and again under the same idempotency key when no answer came (status 0, 429, 503), for at most
 * ERRAND_TRY_MS. It sends nothing itself: the program does, by client_request_later() with what stands here. */
#ifndef CLIENT_ERRAND_H
#define CLIENT_ERRAND_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

enum { ERRAND_TRY_MS = 60000, ERRAND_TRY_AGAIN_MS = 500, ERRAND_PATH_SIZE = 192 };

/* Start with a zeroed one. */
struct errand {
    bool under_way;
    const char *method;       /* static */
    char path[ERRAND_PATH_SIZE];
    json_t *body;             /* owned; NULL: none */
    char key[23];
    int64_t asked_steady_ms;
    int tries;                /* that got no answer */
};

/* Begins a request; body (NULL: none) is taken over, also when false returns because another one is under way or the path is too long. */
bool errand_begin(struct errand *errand, const char *method, const char *path, json_t *body, int64_t steady_ms);

/* What an answer means. AGAIN: nobody knows yet, send the same after *ret_delay_ms. The others end the errand; UNKNOWN: no answer in time, it may or may not have happened. */
enum errand_end { ERRAND_AGAIN, ERRAND_DONE, ERRAND_REFUSED, ERRAND_UNKNOWN };
enum errand_end errand_answer(struct errand *errand, int status, int retry_after_s, int64_t steady_ms, int *ret_delay_ms);

/* Forgets it and what it carried. */
void errand_finish(struct errand *errand);

#endif
