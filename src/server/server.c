/* The turn: one reading of the clock, one commit for all that arrived, then every answer, then the stream. */
#include "server/server.h"

#include "base/log.h"
#include "server/api.h"
#include "server/library_memory.h"
#include "server/catalogue.h"
#include "server/sweep.h"

#include <stdlib.h>
#include <string.h>

#define CLOCK_LEAST_MS INT64_C(1577836800000)                  /* 2020-01-01 */
#define CLOCK_AHEAD_MS (INT64_C(10) * 365 * 24 * 3600 * 1000) /* no hall sleeps longer */

/* A wall clock that cannot be right is not followed: what is signed with its time would hold the hall there for ever. */
static bool is_believed(struct server *server, int64_t wall, int64_t now)
{
    bool wrong = wall < CLOCK_LEAST_MS || (server->last_now_ms != 0 && wall - now > CLOCK_AHEAD_MS);

    if (wrong && !server->clock_wrong)
        log_error("the machine's clock cannot be right; no numbers are given until it is");
    server->clock_wrong = wrong;
    return !wrong;
}

/* The hall's time never goes back: it goes on by the steady clock, and forward when the wall clock is ahead. */
static int64_t read_clock(struct server *server)
{
    int64_t steady = clock_steady_ms(), wall = clock_now_ms(&server->clock);
    int64_t speed = server->clock.speed ? server->clock.speed : 1;
    int64_t now = server->last_now_ms + (steady - server->last_steady_ms) * speed;

    if ((is_believed(server, wall, now) && wall > now) || server->last_now_ms == 0)
        now = wall > server->last_now_ms ? wall : server->last_now_ms;
    server->last_now_ms = now;
    server->last_steady_ms = steady;
    return now;
}

enum { REST_MS = 1000 };

void server_turn(struct server *server)
{
    if (server->in_turn)
        return;
    server->in_turn = true;
    server->now_ms = read_clock(server);
    if (server->fatal == ERROR_NONE && server->last_steady_ms >= server->rest_until_ms && server->now_ms >= hall_due_ms(&server->hall) &&
        hall_reserve(&server->hall)) {
        hall_tick(&server->hall, server->now_ms, server_event, server);
        if (server->now_ms >= hall_due_ms(&server->hall))
            server->rest_until_ms = server->last_steady_ms + REST_MS; /* due, but it cannot be done (a clock that cannot be right): look again later */
    }
    if (server->fatal == ERROR_NONE && server->last_steady_ms >= server->rest_until_ms)
        sweep_slice(server);
}

static void keep_in_ring(struct server *server, const struct hall *hall, const struct event *event)
{
    struct ring_entry *entry = &server->ring[event->seq % RING_SIZE];
    const struct ticket *ticket = hall_ticket(hall, event->ticket);
    const struct print_job *job = hall_job(hall, event->job);
    const struct printer *printer = hall_printer(hall, event->printer);
    int32_t number = event->window ? event->window : ticket ? ticket->window : 0;
    const struct window *window = hall_window(hall, number);

    entry->event = *event;
    entry->event.settings = NULL;
    entry->event.window = number;
    if ((entry->has_ticket = ticket != NULL))
        entry->ticket = *ticket;
    if ((entry->has_window = window != NULL))
        entry->window = *window;
    if ((entry->has_job = job != NULL))
        entry->job = *job;
    if ((entry->has_printer = printer != NULL))
        entry->printer = *printer;
    if (server->ring_first == 0 || event->seq - server->ring_first >= RING_SIZE)
        server->ring_first = event->seq - server->ring_first >= RING_SIZE && server->ring_first ? event->seq - RING_SIZE + 1 : event->seq;
}

enum { KEY_AGE_MS = 24 * 3600000 }; /* how long a key is known */

void server_event(void *context, const struct hall *hall, const struct event *event)
{
    struct server *server = context;

    store_append(server->store, hall, event); /* a failure is remembered and comes out at the commit */
    if (event->type == EVENT_DAY_OPENED)
        store_key_purge(server->store, event->at_ms - KEY_AGE_MS);
    sign_in_event(server, event);
    server->case_alarms_old = server->case_alarms_old || event->kase.value;
    keep_in_ring(server, hall, event);
}

/* The same at the start, when the journal is read: nothing is stored again. */
static void event_of_the_past(void *context, const struct hall *hall, const struct event *event)
{
    struct server *server = context;

    keep_in_ring(server, hall, event);
    sign_in_event(server, event);
    if (event->at_ms > server->last_now_ms)
        server->last_now_ms = event->at_ms;
}

static void *resize(void *context, void *block, size_t size)
{
    (void)context;
    if (size == 0) {
        free(block);
        return NULL;
    }
    return realloc(block, size);
}

struct memory server_memory(void)
{
    return (struct memory){resize, NULL};
}

enum error server_load(struct server *server)
{
    int64_t bad_seq;

    hall_finish(&server->hall);
    hall_init(&server->hall, server_memory());
    server->ring_first = 0;
    sign_in_clear(server);
    enum error error = store_load(server->store, &server->hall, RING_SIZE, event_of_the_past, server, &bad_seq);
    if (error == ERROR_CORRUPT && library_memory_failed())
        error = ERROR_MEMORY; /* the journal is not to blame */
    if (error == ERROR_CORRUPT)
        log_error("the journal does not fit together at event %lld; see `yichuang verify`", (long long)bad_seq);
    else if (error != ERROR_NONE)
        log_error("the journal cannot be read: %s", error_sentence(error));
    if (error != ERROR_NONE)
        return error;
    server->last_steady_ms = clock_steady_ms();
    server->told_seq = server->hall.seq;
    sweep_calendar(server);
    sweep_again(server);
    store_case_alarms(server->store, &server->case_alarms);
    for (int32_t i = 0; i < server->hall.printer_count; i++)
        server->hall.printers[i].heard_ms = read_clock(server); /* their workers get the time to come back */
    error = catalogue_reload(server);
    if (error == ERROR_NONE && (error = access_load(server)) != ERROR_NONE)
        log_error("the tokens cannot be read: %s", error_sentence(error));
    return error;
}

/* A twin in the same turn finds the first one's key, and is answered after the same commit. */
static bool find_key(const struct request *request, struct store_key *row)
{
    return request->key[0] &&
           store_key_find(request->server->store, request->caller.actor.token, request->key, request->server->now_ms - KEY_AGE_MS, row);
}

bool server_is_repeated(const struct request *request)
{
    struct store_key row;

    return find_key(request, &row);
}

bool server_decide(struct request *request, struct command *command, int success_status, struct outcome *ret_outcome, int *ret_status)
{
    struct server *server = request->server;
    struct store_key row;

    *ret_status = 0;
    if (find_key(request, &row)) {
        if (strcmp(row.digest, request->digest) != 0) {
            reply_refusal(request, REFUSAL_KEY_REUSED, NULL);
            return false;
        }
        *ret_outcome = (struct outcome){.ticket = row.ticket, .window = row.window, .job = row.job, .kase = row.kase, .nothing = row.status == 202 || row.status == 204};
        *ret_status = row.status;
        return true;
    }
    if (!hall_reserve(&server->hall)) {
        reply_refusal(request, REFUSAL_NOT_STORED, "out of memory");
        return false;
    }
    enum refusal refusal = hall_decide(&server->hall, command, server->now_ms, server_event, server, ret_outcome);
    if (refusal == REFUSAL_CLOCK_WRONG && !server->clock_wrong)
        refusal = REFUSAL_NOT_STORED; /* the day has come, and could not be stored */
    if (refusal != REFUSAL_NONE) {
        reply_refusal(request, refusal, NULL);
        return false;
    }
    if (request->key[0]) {
        row = (struct store_key){.ticket = ret_outcome->ticket, .window = ret_outcome->window, .job = ret_outcome->job, .kase = ret_outcome->kase};
        if (command->window && hall_window(&server->hall, command->window))
            row.ticket = server->hall.windows[command->window].ticket;
        memcpy(row.digest, request->digest, sizeof row.digest);
        row.status = ret_outcome->nothing && success_status == 200 ? 202 : success_status;
        store_key_put(server->store, request->caller.actor.token, request->key, server->now_ms, &row);
    }
    return true;
}

/* The turn could not be stored, or its answers not be made: nobody is told anything but that. */
static void refuse_turn(struct server *server, enum error error)
{
    struct request *request;

    TAILQ_FOREACH(request, &server->waiting, entry) {
        json_decref(request->answer);
        request->answer = NULL;
        free(request->text);
        request->text = NULL;
        request->text_length = 0;
        reply_refusal(request, REFUSAL_NOT_STORED, error == ERROR_FULL ? "the disk is full" : error == ERROR_MEMORY ? "out of memory" : NULL);
    }
}

/* On a full disk memory becomes what the disk has, and what is due by time rests a moment; any other error ends the service. */
static void recover(struct server *server, enum error error)
{
    log_error("the turn could not be stored: %s", error_sentence(error));
    server->rest_until_ms = clock_steady_ms() + REST_MS;
    if (error != ERROR_FULL || server_load(server) != ERROR_NONE) {
        server->fatal = error;
        server->stopping = true;
    }
}

void server_turn_end(struct server *server)
{
    struct request *request;

    if (!server->in_turn)
        return;
    server->turns++;
    server->commits += store_is_dirty(server->store);
    if (server->case_alarms_old && server->fatal == ERROR_NONE)
        store_case_alarms(server->store, &server->case_alarms);
    server->case_alarms_old = false;
    /* after a fatal error memory is not what the disk has: nothing of it may leave, and no sync is tried again */
    enum error error = server->fatal != ERROR_NONE ? server->fatal : store_commit(server->store);
    if (error != ERROR_NONE)
        refuse_turn(server, error);
    if (error != ERROR_NONE && server->fatal == ERROR_NONE)
        recover(server, error);
    if (library_memory_failed())
        refuse_turn(server, ERROR_MEMORY);
    server->in_turn = false;
    while ((request = TAILQ_FIRST(&server->waiting))) {
        TAILQ_REMOVE(&server->waiting, request, entry);
        request_send(request);
    }
    if (server->fatal == ERROR_NONE)
        stream_tell(server);
}
