/* The proof of the journal on request, in slices between turns: a journal of years takes seconds, and nobody waits for it but who asked. */
#include "server/api.h"
#include "server/slices.h"

#include <sodium.h>
#include <stdlib.h>

enum { SLICE_EVENTS = 64, AT_ONCE_MAX = 4, WAIT_MS = 2000 };

struct verify_task {
    struct slice slice;
    struct request *request;
    struct kept_head wanted;
    struct store_walk *walk;
};

static void answer(struct request *request, const struct store_verdict *verdict)
{
    char head[2 * STORE_HASH_SIZE + 1];

    sodium_bin2hex(head, sizeof head, verdict->head, STORE_HASH_SIZE);
    reply_json(request, 200, json_pack("{s:b, s:I, s:I, s:s, s:I, s:s?}", "ok", verdict->ok, "events", (json_int_t)verdict->events, "heads",
                                       (json_int_t)verdict->heads, "head", head, "first_bad", (json_int_t)verdict->bad_seq, "reason", verdict->reason));
}

static void run(struct slice *slice)
{
    struct verify_task *task = (struct verify_task *)slice;
    struct request *request = task->request;
    struct store_verdict verdict;
    bool done = false;

    enum error error = store_walk_slice(task->walk, SLICE_EVENTS, &done);
    if (error == ERROR_NONE && !done)
        return;
    store_walk_end(task->walk, &verdict);
    slices_remove(slice);
    server_turn(request->server);
    request->server->verifying--;
    if (error == ERROR_NONE && verdict.ok && (verdict.reason = kept_head_fault(request->server, &task->wanted, &verdict.bad_seq)))
        verdict.ok = false;
    free(task);
    if (error == ERROR_NONE)
        answer(request, &verdict);
    else
        reply_refusal(request, REFUSAL_NOT_STORED, "the journal cannot be read");
    request_finish(request);
}

static void give_up(struct slice *slice)
{
    struct verify_task *task = (struct verify_task *)slice;

    store_walk_end(task->walk, NULL);
    slices_remove(slice);
    request_free(task->request);
    free(task);
}

void api_verify_get(struct request *request)
{
    struct server *server = request->server;
    struct kept_head wanted;

    if (!kept_head_wanted(request, &wanted)) {
        reply_refusal(request, REFUSAL_OUT_OF_RANGE, "head");
        return;
    }
    if (server->keeps_nothing) {
        reply_refusal(request, REFUSAL_NOT_STORED, "the journal cannot be read");
        return;
    }
    if (server->verifying >= AT_ONCE_MAX) {
        reply_too_often(request, WAIT_MS);
        return;
    }
    struct verify_task *task = calloc(1, sizeof *task);
    if (!task || store_walk_begin(server->store, server_memory(), &task->walk) != ERROR_NONE) {
        free(task);
        reply_refusal(request, REFUSAL_NOT_STORED, "out of memory");
        return;
    }
    task->slice.run = run;
    task->slice.give_up = give_up;
    task->request = request;
    task->wanted = wanted;
    request->waits = true;
    server->verifying++;
    slices_add(server, &task->slice);
}
