/* Backup while the hall runs: the owner names a file, slices are copied between turns, and the answer comes when the copy is on the disk. */
#include "server/api.h"
#include "server/slices.h"

#include "store/backup.h"

#include <stdlib.h>

struct backup_task {
    struct slice slice;
    struct request *request;
    struct store_backup *backup;
};

/* Frees the task; the request stays with the caller. */
static struct request *finish(struct backup_task *task)
{
    struct request *request = task->request;

    store_backup_end(task->backup);
    slices_remove(&task->slice);
    request->server->backup = NULL;
    free(task);
    return request;
}

static void run(struct slice *slice)
{
    struct backup_task *task = (struct backup_task *)slice;
    bool done = false;

    enum error error = store_backup_slice(task->backup, &done);
    if (error == ERROR_NONE && !done)
        return;
    struct request *request = finish(task);
    server_turn(request->server);
    if (error == ERROR_NONE)
        reply_json(request, 200, json_pack("{s:O, s:I}", "path", json_object_get(request->body, "path"), "events", (json_int_t)request->server->told_seq));
    else
        reply_refusal(request, REFUSAL_BACKUP_FAILED, error_sentence(error));
    request_finish(request);
}

static void give_up(struct slice *slice)
{
    request_free(finish((struct backup_task *)slice));
}

void api_backup_post(struct request *request)
{
    struct server *server = request->server;
    char path[2048] = "";

    if (!body_text(request, "path", path, sizeof path))
        return;
    if (path[0] != '/') {
        reply_refusal(request, REFUSAL_OUT_OF_RANGE, "path");
        return;
    }
    if (server->backup || server->keeps_nothing) {
        reply_refusal(request, REFUSAL_BACKUP_FAILED, server->backup ? "another backup is being made" : "nothing is kept");
        return;
    }
    struct backup_task *task = calloc(1, sizeof *task);
    enum error error = task ? store_backup_begin(server->store, path, &task->backup) : ERROR_MEMORY;
    if (error != ERROR_NONE) {
        free(task);
        reply_refusal(request, REFUSAL_BACKUP_FAILED, error_sentence(error));
        return;
    }
    task->slice.run = run;
    task->slice.give_up = give_up;
    task->request = request;
    request->waits = true;
    server->backup = task;
    slices_add(server, &task->slice);
}
