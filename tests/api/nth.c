/* The Nth call fails: of memory, of the database's reads, writes and syncs, of connections; once, for one N after the other, while the same few requests are made.
 * Each time there is an answer that says so or an orderly stop with a line in the log; afterwards everything that was answered is there, and nothing was ever told on
 * the event stream that is not in the journal. In the short form only every so manieth N is tried; ROUNDS=1 tries each. */
#include "lib/daemon.h"
#include "lib/http_call.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WALK_MOST = 40000, SEEN_MOST = 200000, LIMIT_S = 10 };

static struct daemon controller;
static struct http_call owner, stream;

/* What the stream told, by number. */
static char seen[SEEN_MOST][24];
static char tail[1 << 16]; /* what came of an event whose end has not come */

/* The tickets that were answered with 201, and those of which nobody knows. */
static int taken, unknown;

static void start(void)
{
    daemon_make_faulty(&controller);
}

static void end(void)
{
    http_call_close(&owner);
    http_call_close(&stream);
    daemon_remove(&controller);
}

TestSuite(nth, .init = start, .fini = end, .timeout = 1200);

/* --- the stream --- */

static void watch(void)
{
    static const char ask[] = "GET /v1/events HTTP/1.1\r\nHost: h\r\n\r\n";

    http_call_close(&stream);
    stream = http_call_socket(controller.socket);
    tail[0] = '\0';
    if (http_call(&stream, "GET", "/healthz", NULL, NULL) == 200)
        cr_assert_eq(send(stream.fd, ask, sizeof ask - 1, MSG_NOSIGNAL), (ssize_t)sizeof ask - 1);
}

static void see(const char *line)
{
    json_t *json = json_loads(line, 0, NULL);
    json_int_t seq = json_integer_value(json_object_get(json, "seq"));
    const char *type = json_string_value(json_object_get(json, "type"));

    if (json && type && seq > 0 && seq < SEEN_MOST)
        snprintf(seen[seq], sizeof seen[seq], "%.23s", type);
    json_decref(json);
}

/* Notes what has come; what is not there yet comes another time. */
static void listen_up(void)
{
    size_t used = strlen(tail);
    ssize_t got;

    if (stream.fd < 0)
        return;
    while ((got = recv(stream.fd, tail + used, sizeof tail - 1 - used, MSG_DONTWAIT)) > 0) {
        char *line = tail, *end_of_line;
        used += (size_t)got;
        tail[used] = '\0';
        for (; (end_of_line = strchr(line, '\n')); line = end_of_line + 1) {
            *end_of_line = '\0';
            if (strncmp(line, "data: ", 6) == 0)
                see(line + 6);
        }
        used = strlen(line);
        memmove(tail, line, used + 1);
    }
}

/* --- the controller --- */

static void start_again(void)
{
    daemon_order(&controller, FAULT_NONE, 0, 0, 0);
    http_call_close(&owner);
    cr_assert(daemon_start(&controller, NULL));
    owner = http_call_socket(controller.socket);
    watch();
}

static off_t log_size(void)
{
    struct stat is;

    return stat(controller.log, &is) == 0 ? is.st_size : 0;
}

/* Whether the controller has ended, or is about to: it does not answer any more. */
static bool has_ended(void)
{
    http_call_close(&owner);
    return http_call(&owner, "GET", "/healthz", NULL, NULL) != 200;
}

/* Asks for one thing; an answer is one that belongs to it, a refusal of this state of the hall, or a failure that says so. Returns the status, 0 without one. */
static int ask(const char *method, const char *path, const char *body)
{
    int status = http_call(&owner, method, path, body, NULL);

    cr_assert(status == 0 || (status >= 200 && status < 300) || status == 409 || status == 503, "%s %s: %d %s", method, path, status, owner.body);
    return status;
}

static void take(void)
{
    int status = ask("POST", "/v1/tickets", "{\"service\":\"A\"}");

    taken += status == 201;
    unknown += status != 201;
}

/* A piece of a morning. */
static void play(void)
{
    take();
    ask("POST", "/v1/windows/1/next", NULL);
    ask("GET", "/v1/hall", NULL);
    take();
    ask("POST", "/v1/windows/1/finish", NULL);
    ask("GET", "/v1/windows/1", NULL);
    listen_up();
}

static void check_after(enum fault kind, long n)
{
    if (http_call(&owner, "GET", "/v1/hall", NULL, NULL) != 200) /* a failed connection */
        cr_assert_eq(http_call(&owner, "GET", "/v1/hall", NULL, NULL), 200, "after failure %ld of kind %d", n, (int)kind);
    json_int_t is = http_call_number(&owner, "today.taken");
    cr_assert(is >= taken && is <= taken + unknown, "failure %ld of kind %d: %d answered, %d unknown, and %d are there", n, (int)kind, taken, unknown, (int)is);
    taken = (int)is;
    unknown = 0;
}

/* Everything that was told is in the journal. */
static void check_told(void)
{
    char path[256];
    sqlite3 *db;
    sqlite3_stmt *row;
    int told = 0;

    cr_assert_eq(daemon_end(&controller, SIGTERM), 0);
    snprintf(path, sizeof path, "%s/hall.db", controller.dir);
    cr_assert_eq(sqlite3_open(path, &db), SQLITE_OK);
    cr_assert_eq(sqlite3_prepare_v2(db, "select type from event where seq = ?", -1, &row, NULL), SQLITE_OK);
    for (int seq = 1; seq < SEEN_MOST; seq++) {
        if (!seen[seq][0])
            continue;
        sqlite3_bind_int(row, 1, seq);
        cr_assert_eq(sqlite3_step(row), SQLITE_ROW, "event %d was told and is gone", seq);
        cr_assert_eq(strncmp((const char *)sqlite3_column_text(row, 0), seen[seq], sizeof seen[seq] - 1), 0, "event %d is another one than was told", seq);
        sqlite3_reset(row);
        told++;
    }
    sqlite3_finalize(row);
    sqlite3_close(db);
    cr_assert_gt(told, 0);
    const char *const verify[] = {"yichuang", "verify", "-C", controller.dir, NULL};
    char text[1024];
    cr_assert_eq(daemon_run(verify, text, sizeof text), 0, "%s", text);
}

/* Lets the Nth call of a kind fail during play(), N = 1, 1 + stride ..., until play() has no Nth one. */
static void walk(enum fault kind, int error, int stride)
{
    int failures = 0, stops = 0;
    long n = 0;

    start_again();
    cr_assert_eq(http_call(&owner, "POST", "/v1/windows/1/open", NULL, NULL), 200);
    for (; n < WALK_MOST; n += daemon_rounds(stride)) {
        off_t said = log_size();
        daemon_order(&controller, kind, error, n, 1);
        play();
        bool happened = atomic_load(&controller.faults->failed) > 0;
        daemon_order(&controller, FAULT_NONE, 0, 0, 0);
        if (!happened)
            break;
        failures++;
        if (has_ended()) {
            cr_assert_eq(daemon_end(&controller, 0), 1, "failure %ld of kind %d is no orderly stop; see %s", n, (int)kind, controller.log);
            cr_assert_gt(log_size(), said, "failure %ld of kind %d: it ended without a word", n, (int)kind);
            listen_up();
            start_again();
            stops++;
        }
        check_after(kind, n);
    }
    cr_assert_gt(failures, 0, "nothing ever failed");
    cr_assert_lt(n, WALK_MOST, "there is no end");
    play();
    check_after(FAULT_NONE, 0);
    check_told();
    cr_log_info("%d failures, up to call %ld: %d stops and starts", failures, n, stops);
}

Test(nth, memory)
{
    walk(FAULT_MEMORY, ENOMEM, 41);
}

Test(nth, write_without_room)
{
    walk(FAULT_WRITE, ENOSPC, 3);
}

Test(nth, write_broken)
{
    walk(FAULT_WRITE, EIO, 3);
}

Test(nth, write_interrupted)
{
    walk(FAULT_WRITE, EINTR, 3);
}

Test(nth, write_short)
{
    walk(FAULT_SHORT, 0, 3);
}

Test(nth, sync)
{
    walk(FAULT_SYNC, EIO, 1);
}

Test(nth, receive_interrupted)
{
    walk(FAULT_RECEIVE, EINTR, 1);
}

Test(nth, receive_broken)
{
    walk(FAULT_RECEIVE, ECONNRESET, 1);
}

Test(nth, send_interrupted)
{
    walk(FAULT_SEND, EINTR, 1);
}

Test(nth, send_broken)
{
    walk(FAULT_SEND, EPIPE, 1);
}

/* --- while it starts --- */

/* Lets the Nth call of a kind fail during the start; it starts all the same, or ends with a sentence. (Without memory it may end anyhow: libconfuse and ICU, which read the
 * configuration and the catalogue, do not survive that. Nothing is served then, and the next start is as any other.) */
static void walk_start(enum fault kind, int error, int stride)
{
    int failures = 0, refusals = 0;
    long n = 0;

    start_again();
    for (int i = 0; i < 20; i++)
        take();
    cr_assert_eq(daemon_end(&controller, SIGKILL), 128 + SIGKILL); /* so that there is a log to be read */
    for (; n < WALK_MOST; n += daemon_rounds(stride)) {
        off_t said = log_size();
        daemon_order(&controller, kind, error, n, 1);
        bool started = daemon_start(&controller, NULL);
        bool happened = atomic_load(&controller.faults->failed) > 0;
        daemon_order(&controller, FAULT_NONE, 0, 0, 0);
        int ended = started ? daemon_end(&controller, SIGTERM) : controller.ended;
        /* (the failure may also hit what is done first after the start) */
        cr_assert((started && ended == 0) || (!started && kind == FAULT_MEMORY) || (ended == 1 && log_size() > said), "failure %ld of kind %d: it %s, ended with %d and %d bytes of words", n,
                  (int)kind, started ? "started" : "did not start", ended, (int)(log_size() - said));
        refusals += !started;
        failures += happened;
        if (!happened)
            break;
    }
    cr_assert_gt(failures, 0, "nothing ever failed");
    cr_assert_lt(n, WALK_MOST, "there is no end");
    start_again();
    check_after(kind, n);
    cr_assert_eq(daemon_end(&controller, SIGTERM), 0);
    cr_log_info("%d failures, up to call %ld: %d refused to start", failures, n, refusals);
}

Test(nth, memory_at_the_start)
{
    walk_start(FAULT_MEMORY, ENOMEM, 211);
}

Test(nth, read_at_the_start)
{
    walk_start(FAULT_READ, EIO, 3);
}

Test(nth, write_at_the_start)
{
    walk_start(FAULT_WRITE, ENOSPC, 1);
}

Test(nth, sync_at_the_start)
{
    walk_start(FAULT_SYNC, EIO, 1);
}
