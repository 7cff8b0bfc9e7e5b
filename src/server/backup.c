/* Backup while the hall runs: the owner names a file, slices are copied between turns, and the answer comes when the copy is on the disk. */
#include "server/api.h"

#include "store/backup.h"

#include <event2/event.h>
#include <stdlib.h>

struct backup_task {
    struct request *request;
    struct store_backup *backup;
    struct event *timer;
};

static void answer(struct backup_task *task, enum error error)
{
    struct request *request = task->request;
    struct server *server = request->server;

    server_turn(server);
    if (error == ERROR_NONE)
        reply_json(request, 200, json_pack("{s:O, s:I}", "path", json_object_get(request->body, "path"), "events", (json_int_t)server->hall.seq));
    else
        reply_refusal(request, REFUSAL_BACKUP_FAILED, error_sentence(error));
    event_free(task->timer);
    store_backup_end(task->backup);
    free(task);
    server->backup = NULL;
    request_finish(request);
}

static void on_slice(evutil_socket_t fd, short what, void *context)
{
    struct backup_task *task = context;
    struct timeval soon = {0, 1000};
    bool done = false;

    (void)fd, (void)what;
    enum error error = ERROR_NONE;
    if (!task->request->server->in_turn) /* else: the turn ends first */
        error = store_backup_slice(task->backup, &done);
    if (error == ERROR_NONE && !done)
        evtimer_add(task->timer, &soon);
    else
        answer(task, error);
}

void api_backup_post(struct request *request)
{
    struct server *server = request->server;
    struct backup_task *task = NULL;
    char path[2048] = "";
    struct timeval now = {0, 0};

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
    task = calloc(1, sizeof *task);
    struct event *timer = task ? evtimer_new(server->base, on_slice, task) : NULL;
    enum error error = timer ? store_backup_begin(server->store, path, &task->backup) : ERROR_MEMORY;
    if (error != ERROR_NONE) {
        if (timer)
            event_free(timer);
        free(task);
        reply_refusal(request, REFUSAL_BACKUP_FAILED, error_sentence(error));
        return;
    }
    task->request = request;
    task->timer = timer;
    request->waits = true;
    server->backup = task;
    evtimer_add(task->timer, &now);
}

void backup_abandon(struct server *server)
{
    struct backup_task *task = server->backup;

    if (!task)
        return;
    event_free(task->timer);
    store_backup_end(task->backup);
    request_free(task->request);
    free(task);
    server->backup = NULL;
}
