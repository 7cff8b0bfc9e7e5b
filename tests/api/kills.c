/* Killed at random: kiosks take numbers, clerks call and finish, somebody watches the event stream, and again and again the controller is killed in the middle of it
 * and starts anew. Whoever got no answer asks again with the same key. In the end everything that was answered or shown is there, once, and nothing else.
 * ROUNDS=n for the long form. */
#include "lib/daemon.h"
#include "lib/http_call.h"

#include <criterion/criterion.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

enum { KIOSKS = 3, CLERKS = 4, ROUNDS = 10, ANSWERS_MOST = 250, TICKETS_MAX = 200000, LIMIT_S = 60 };

static struct daemon controller;
static atomic_int answers; /* so far, of all clients */
static atomic_bool stopping;

/* What happened to a ticket, as the clients heard it (by one client each) and as the stream told it. */
static struct {
    char number[12];
    int taken, called, finished, window;
    int told_taken, told_called, told_finished, told_window;
} tickets[TICKETS_MAX];

struct client {
    int index, turn, wrong;
    unsigned chance;
    struct http_call call;
    pthread_t thread;
};

static void start(void)
{
    daemon_make(&controller);
    cr_assert(daemon_start(&controller, NULL));
}

static void end(void)
{
    daemon_remove(&controller);
}

TestSuite(kills, .init = start, .fini = end, .timeout = 280);

static void pause_ms(int ms)
{
    poll(NULL, 0, ms);
}

/* Asks until there is an answer, always with the same key; every tenth answer is not waited for at first. Returns the status. */
static int ask(struct client *client, const char *path, const char *body)
{
    char key[64];
    int status;

    snprintf(key, sizeof key, "client%d-%d", client->index, ++client->turn);
    if (rand_r(&client->chance) % 10 == 0)
        http_call_lose(&client->call, "POST", path, body, key);
    while ((status = http_call(&client->call, "POST", path, body, key)) == 0 || status == 503)
        pause_ms(2);
    atomic_fetch_add(&answers, 1);
    return status;
}

/* A ticket by the number that a client or the stream tells; out of range is a fault of its own. */
static bool is_ticket(json_int_t id)
{
    return id > 0 && id < TICKETS_MAX;
}

static void *be_kiosk(void *context)
{
    struct client *client = context;

    while (!atomic_load(&stopping)) {
        int status = ask(client, "/v1/tickets", "{\"service\":\"A\"}");
        json_int_t id = http_call_number(&client->call, "id");
        if (status != 201 || !is_ticket(id)) {
            client->wrong++;
            continue;
        }
        tickets[id].taken++;
        snprintf(tickets[id].number, sizeof tickets[id].number, "%.11s", http_call_text(&client->call, "number"));
    }
    return NULL;
}

/* Waits for the ticket that a ready window is given; 0 if the test ends before. */
static json_int_t wait_for_ticket(struct client *client)
{
    char path[64];

    snprintf(path, sizeof path, "/v1/windows/%d", client->index);
    while (!atomic_load(&stopping)) {
        if (http_call(&client->call, "GET", path, NULL, NULL) == 200 && http_call_number(&client->call, "ticket.id") > 0)
            return http_call_number(&client->call, "ticket.id");
        pause_ms(2);
    }
    return 0;
}

static void *be_clerk(void *context)
{
    struct client *client = context;
    char next[64], finish[64];

    snprintf(next, sizeof next, "/v1/windows/%d/next", client->index);
    snprintf(finish, sizeof finish, "/v1/windows/%d/finish", client->index);
    while (!atomic_load(&stopping)) {
        int status = ask(client, next, NULL);
        json_int_t id = status == 202 ? wait_for_ticket(client) : http_call_number(&client->call, "ticket.id");
        if (status == 202 && id == 0)
            break;
        if ((status != 200 && status != 202) || !is_ticket(id)) {
            client->wrong++;
            continue;
        }
        tickets[id].called++;
        tickets[id].window = client->index;
        if (ask(client, finish, NULL) == 200)
            tickets[id].finished++;
        else
            client->wrong++;
    }
    return NULL;
}

/* --- somebody who watches --- */

struct watcher {
    pthread_t thread;
    _Atomic(json_int_t) seq; /* the last event seen */
    atomic_int wrong;        /* gaps, repetitions, resets */
    atomic_bool done;
};

static void see(struct watcher *watcher, const char *data)
{
    json_t *json = json_loads(data, 0, NULL), *ticket = json_object_get(json, "ticket");
    json_int_t seq = json_integer_value(json_object_get(json, "seq")), id = json_integer_value(json_object_get(ticket, "id"));
    const char *type = json_string_value(json_object_get(json, "type"));

    if (seq != atomic_load(&watcher->seq) + 1 || !type)
        atomic_fetch_add(&watcher->wrong, 1);
    atomic_store(&watcher->seq, seq);
    if (type && is_ticket(id)) {
        tickets[id].told_taken += strcmp(type, "ticket.taken") == 0;
        tickets[id].told_finished += strcmp(type, "ticket.finished") == 0;
        if (strcmp(type, "ticket.called") == 0) {
            tickets[id].told_called++;
            tickets[id].told_window = (int)json_integer_value(json_object_get(ticket, "window"));
        }
    }
    json_decref(json);
}

/* Reads one connection's events to its end. */
static void follow(struct watcher *watcher, FILE *stream)
{
    static char line[1 << 16];
    bool special = false;

    while (!atomic_load(&watcher->done) && fgets(line, sizeof line, stream)) {
        if (!strchr(line, '\n'))
            return; /* cut off in the middle: this one comes again */
        if (strncmp(line, "event: ", 7) == 0) {
            special = true;
            if (strncmp(line + 7, "reset", 5) == 0)
                atomic_fetch_add(&watcher->wrong, 1);
        } else if (strncmp(line, "data: ", 6) == 0) {
            if (!special)
                see(watcher, line + 6);
            special = false;
        }
    }
}

static void *watch(void *context)
{
    struct watcher *watcher = context;
    struct timeval limit = {1, 0};

    while (!atomic_load(&watcher->done)) {
        struct sockaddr_un address = {.sun_family = AF_UNIX};
        int fd = socket(AF_UNIX, SOCK_STREAM, 0);
        snprintf(address.sun_path, sizeof address.sun_path, "%.100s", controller.socket);
        setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0) {
            close(fd);
            pause_ms(2);
            continue;
        }
        char head[160];
        int length = snprintf(head, sizeof head, "GET /v1/events HTTP/1.1\r\nHost: hall\r\nLast-Event-ID: %lld\r\n\r\n", (long long)atomic_load(&watcher->seq));
        FILE *stream = fdopen(fd, "r");
        if (send(fd, head, (size_t)length, MSG_NOSIGNAL) == length)
            follow(watcher, stream);
        fclose(stream);
    }
    return NULL;
}

/* --- the test --- */

/* Kills when some more answers have been given than now, so at any point of any turn. */
static void kill_once(unsigned *chance)
{
    int wanted = atomic_load(&answers) + 1 + rand_r(chance) % ANSWERS_MOST;

    for (int i = 0; atomic_load(&answers) < wanted; i++) {
        cr_assert_lt(i, LIMIT_S * 1000, "nobody gets answers any more");
        pause_ms(1);
    }
    cr_assert_eq(daemon_end(&controller, SIGKILL), 128 + SIGKILL);
    cr_assert(daemon_start(&controller, NULL), "the controller does not start again");
}

static void check_once(const struct http_call *owner, json_int_t count)
{
    int taken = 0, called = 0, finished = 0;

    for (json_int_t id = 1; id < TICKETS_MAX; id++) {
        cr_assert_leq(tickets[id].taken, 1, "ticket %d was given to two", (int)id);
        cr_assert_leq(tickets[id].called, 1, "ticket %d was won twice", (int)id);
        cr_assert_eq(tickets[id].told_taken, tickets[id].taken, "ticket %d: what was answered and what was told differ", (int)id);
        cr_assert_eq(tickets[id].told_called, tickets[id].called, "ticket %d was told as called %d times", (int)id, tickets[id].told_called);
        cr_assert_eq(tickets[id].told_finished, tickets[id].finished, "ticket %d was told as finished %d times", (int)id, tickets[id].told_finished);
        cr_assert(tickets[id].called == 0 || tickets[id].told_window == tickets[id].window);
        taken += tickets[id].taken;
        called += tickets[id].called;
        finished += tickets[id].finished;
    }
    cr_assert_eq(taken, count);
    cr_assert_eq(http_call_number(owner, "today.taken"), taken, "every number was given once");
    cr_assert_eq(http_call_number(owner, "today.called"), called, "every call was made once");
    cr_assert_eq(http_call_number(owner, "today.done"), finished, "every finish was done once");
}

/* A clerk may have gone while the window was ready: what it was given then counts as called. */
static void count_last_calls(struct http_call *owner)
{
    char path[64];

    for (int i = 1; i <= CLERKS; i++) {
        snprintf(path, sizeof path, "/v1/windows/%d", i);
        cr_assert_eq(http_call(owner, "GET", path, NULL, NULL), 200);
        json_int_t id = http_call_number(owner, "ticket.id");
        if (!is_ticket(id) || tickets[id].called)
            continue;
        tickets[id].called++;
        tickets[id].window = i;
    }
}

/* Each acknowledged ticket as the controller has it now. Returns how many there are. */
static json_int_t check_tickets(struct http_call *owner)
{
    static bool numbers[TICKETS_MAX];
    json_int_t count = 0;
    char path[64];

    for (json_int_t id = 1; id < TICKETS_MAX; id++) {
        if (!tickets[id].taken)
            continue;
        snprintf(path, sizeof path, "/v1/tickets/%d", (int)id);
        cr_assert_eq(http_call(owner, "GET", path, NULL, NULL), 200, "ticket %d was acknowledged and is gone", (int)id);
        cr_assert_str_eq(http_call_text(owner, "number"), tickets[id].number);
        const char *is = http_call_text(owner, "state"), *state = tickets[id].finished ? "done" : tickets[id].called ? "called" : "waiting";
        bool started = tickets[id].called && !tickets[id].finished && strcmp(is, "serving") == 0; /* by time */
        cr_assert(started || strcmp(is, state) == 0, "ticket %d is %s and should be %s", (int)id, is, state);
        int number = atoi(tickets[id].number + 1);
        cr_assert(number > 0 && number < TICKETS_MAX && !numbers[number], "number %s was given twice", tickets[id].number);
        numbers[number] = true;
        count++;
    }
    return count;
}

static void check_journal(void)
{
    const char *const verify[] = {"yichuangd", controller.dir, "--verify", NULL}, *const rebuild[] = {"yichuangd", controller.dir, "--rebuild", NULL};
    char text[1024];

    cr_assert_eq(daemon_run(verify, text, sizeof text), 0, "%s", text);
    cr_assert_not_null(strstr(text, "whole: "), "%s", text);
    cr_assert_eq(daemon_run(rebuild, text, sizeof text), 0, "%s", text);
    cr_assert_not_null(strstr(text, ": equal"), "%s", text);
}

static void start_clients(struct client *clients)
{
    struct http_call owner = http_call_socket(controller.socket);
    char path[64];

    for (int i = 1; i <= CLERKS; i++) {
        snprintf(path, sizeof path, "/v1/windows/%d/open", i);
        cr_assert_eq(http_call(&owner, "POST", path, NULL, NULL), 200);
    }
    http_call_close(&owner);
    for (int i = 0; i < CLERKS + KIOSKS; i++) {
        clients[i] = (struct client){.index = i + 1, .chance = (unsigned)i + 1, .call = http_call_socket(controller.socket)};
        cr_assert_eq(pthread_create(&clients[i].thread, NULL, i < CLERKS ? be_clerk : be_kiosk, &clients[i]), 0);
    }
}

Test(kills, what_was_answered_is_there_once)
{
    static struct client clients[CLERKS + KIOSKS];
    static struct watcher watcher;
    struct http_call owner = http_call_socket(controller.socket);
    unsigned chance = 20261123;
    int rounds = daemon_rounds(ROUNDS);

    cr_assert_eq(http_call(&owner, "GET", "/v1/hall", NULL, NULL), 200);
    atomic_store(&watcher.seq, http_call_number(&owner, "seq"));
    cr_assert_eq(pthread_create(&watcher.thread, NULL, watch, &watcher), 0);
    start_clients(clients);
    for (int round = 0; round < rounds; round++)
        kill_once(&chance);
    atomic_store(&stopping, true);
    for (int i = 0; i < CLERKS + KIOSKS; i++) {
        pthread_join(clients[i].thread, NULL);
        http_call_close(&clients[i].call);
        cr_assert_eq(clients[i].wrong, 0, "client %d had %d answers that it should not have had", i + 1, clients[i].wrong);
    }
    /* the watcher catches up, and only then the last killing */
    http_call_close(&owner);
    count_last_calls(&owner);
    cr_assert_eq(http_call(&owner, "GET", "/v1/hall", NULL, NULL), 200);
    json_int_t last = http_call_number(&owner, "seq");
    for (int i = 0; atomic_load(&watcher.seq) < last; i++) {
        cr_assert_lt(i, LIMIT_S * 1000, "the stream stopped at %d of %d", (int)atomic_load(&watcher.seq), (int)last);
        pause_ms(1);
    }
    atomic_store(&watcher.done, true);
    cr_assert_eq(daemon_end(&controller, SIGKILL), 128 + SIGKILL);
    pthread_join(watcher.thread, NULL);
    cr_assert_eq(atomic_load(&watcher.wrong), 0, "the stream had gaps or repetitions");
    cr_assert(daemon_start(&controller, NULL));
    http_call_close(&owner);
    json_int_t count = check_tickets(&owner);
    cr_assert_eq(http_call(&owner, "GET", "/v1/hall", NULL, NULL), 200);
    check_once(&owner, count);
    cr_log_info("%d times killed under %d answers: %d tickets taken, %d called, %d finished, all there once", rounds + 1, atomic_load(&answers),
                (int)count, (int)http_call_number(&owner, "today.called"), (int)http_call_number(&owner, "today.done"));
    http_call_close(&owner);
    cr_assert_eq(daemon_end(&controller, SIGTERM), 0);
    check_journal();
}
