#include "client/errand.h"

#include "client/client.h"

#include <string.h>

enum { RETRY_AFTER_LIMIT_S = 5 };

bool errand_begin(struct errand *errand, const char *method, const char *path, json_t *body, int64_t steady_ms)
{
    if (errand->under_way || strlen(path) >= sizeof errand->path) {
        json_decref(body);
        return false;
    }
    *errand = (struct errand){.under_way = true, .method = method, .body = body, .asked_steady_ms = steady_ms};
    strcpy(errand->path, path);
    client_make_key(errand->key);
    return true;
}

enum errand_end errand_answer(struct errand *errand, int status, int retry_after_s, int64_t steady_ms, int *ret_delay_ms)
{
    bool open = status == 0 || status == 429 || status == 503;

    if (open && steady_ms - errand->asked_steady_ms < ERRAND_TRY_MS) {
        int wait_s = retry_after_s < RETRY_AFTER_LIMIT_S ? retry_after_s : RETRY_AFTER_LIMIT_S;
        errand->tries++;
        *ret_delay_ms = wait_s > 0 ? wait_s * 1000 : ERRAND_TRY_AGAIN_MS;
        return ERRAND_AGAIN;
    }
    errand_finish(errand);
    return open ? ERRAND_UNKNOWN : status >= 200 && status < 300 ? ERRAND_DONE : ERRAND_REFUSED;
}

void errand_finish(struct errand *errand)
{
    json_decref(errand->body);
    *errand = (struct errand){0};
}
