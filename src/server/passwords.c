/* argon2id takes some 80 ms: one worker thread does it, fed and heard through two pipes of pointers; nothing else is shared. */
#include "server/server.h"

#include <fcntl.h>
#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PENDING_MOST = 32 }; /* some three seconds; anybody may ask, so the queue must have an end */

struct job {
    struct request *request;
    enum password_kind kind;
    char pin[64], hash[crypto_pwhash_STRBYTES];
    bool matches;
    password_done *done;
};

struct password_worker {
    struct server *server;
    pthread_t thread;
    int work[2], results[2];
    struct event *heard;
    int pending; /* of the loop's side */
};

/* A hash of nothing, so that an unknown person takes as long as a known one. */
static void hash_nothing(char hash[static crypto_pwhash_STRBYTES])
{
    (void)!crypto_pwhash_str(hash, "", 0, crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE);
}

static void *work(void *context)
{
    struct password_worker *worker = context;
    struct job *job;

    while (read(worker->work[0], &job, sizeof job) == sizeof job && job) {
        if (job->kind == PASSWORD_HASH)
            job->matches = crypto_pwhash_str(job->hash, job->pin, strlen(job->pin), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                                             crypto_pwhash_MEMLIMIT_INTERACTIVE) == 0;
        else if (job->hash[0])
            job->matches = crypto_pwhash_str_verify(job->hash, job->pin, strlen(job->pin)) == 0;
        else
            hash_nothing(job->hash);
        sodium_memzero(job->pin, sizeof job->pin);
        if (write(worker->results[1], &job, sizeof job) != sizeof job)
            break;
    }
    return NULL;
}

static void on_result(evutil_socket_t fd, short what, void *context)
{
    struct password_worker *worker = context;
    struct job *job;

    (void)what;
    if (read((int)fd, &job, sizeof job) != sizeof job)
        return;
    worker->pending--;
    server_turn(worker->server);
    job->done(job->request, job->matches, job->hash);
    request_finish(job->request);
    free(job);
}

struct password_worker *password_worker_create(struct server *server)
{
    struct password_worker *worker = calloc(1, sizeof *worker);

    if (!worker)
        return NULL;
    worker->server = server;
    if (pipe(worker->work) != 0 || pipe(worker->results) != 0)
        goto failed;
    worker->heard = event_new(server->base, worker->results[0], EV_READ | EV_PERSIST, on_result, worker);
    if (!worker->heard || event_add(worker->heard, NULL) != 0 || pthread_create(&worker->thread, NULL, work, worker) != 0)
        goto failed;
    return worker;
failed:
    if (worker->heard)
        event_free(worker->heard);
    free(worker);
    return NULL;
}

void password_worker_destroy(struct password_worker *worker)
{
    struct job *end = NULL, *job;

    if (!worker)
        return;
    if (write(worker->work[1], &end, sizeof end) == sizeof end)
        pthread_join(worker->thread, NULL);
    /* nobody waits for these any more: the connections are closed */
    fcntl(worker->results[0], F_SETFL, O_NONBLOCK);
    while (read(worker->results[0], &job, sizeof job) == sizeof job) {
        request_free(job->request);
        free(job);
    }
    event_free(worker->heard);
    close(worker->work[0]);
    close(worker->work[1]);
    close(worker->results[0]);
    close(worker->results[1]);
    free(worker);
}

bool password_submit(struct password_worker *worker, struct request *request, enum password_kind kind, const char *pin, const char *hash, password_done *done)
{
    struct job *job = worker->pending < PENDING_MOST ? calloc(1, sizeof *job) : NULL;

    if (!job)
        return false;
    job->request = request;
    job->kind = kind;
    job->done = done;
    strncpy(job->pin, pin, sizeof job->pin - 1);
    strncpy(job->hash, hash, sizeof job->hash - 1);
    if (write(worker->work[1], &job, sizeof job) != sizeof job) {
        free(job);
        return false;
    }
    worker->pending++;
    request->waits = true;
    return true;
}
