/* Many, slow and rude clients at once: two thousand watchers, readers who do not read, writers of a byte now and then, clients that leave in the middle. The others do
 * not notice, and memory and descriptors are afterwards what they were. */
#include "lib/daemon.h"
#include "lib/http_call.h"

#include <arpa/inet.h>
#include <criterion/criterion.h>
#include <dirent.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { WATCHERS = 2000, EVENTS = 5, LIMIT_S = 30, SLOW = 100, LEAVERS = 400, FILES = 5000, TAKES = 1000, CLERKS = 12, KIOSKS = 2, SCREENS = 4, BUSY = 600 };
#define MEGABYTE 1024L /* of kilobytes */

static struct daemon controller;
static struct http_call owner;
static char token[64];

/* The address sanitizer keeps what was freed for a while; here that would look like a leak. */
static void keep_nothing_freed(void)
{
    char options[1024];
    const char *given = getenv("ASAN_OPTIONS");

    snprintf(options, sizeof options, "%s%squarantine_size_mb=1:thread_local_quarantine_size_kb=64", given ? given : "", given ? ":" : "");
    setenv("ASAN_OPTIONS", options, 1);
}

static void start(void)
{
    struct rlimit files;

    keep_nothing_freed();
    cr_assert_eq(getrlimit(RLIMIT_NOFILE, &files), 0);
    cr_assert(files.rlim_max == RLIM_INFINITY || files.rlim_max >= FILES, "ulimit -Hn is too small for this test");
    files.rlim_cur = FILES;
    cr_assert_eq(setrlimit(RLIMIT_NOFILE, &files), 0); /* the controller inherits it */
    daemon_make(&controller);
    cr_assert(daemon_start(&controller, NULL));
    owner = http_call_socket(controller.socket);
    cr_assert_eq(http_call(&owner, "POST", "/v1/tokens", "{\"role\":\"board\",\"name\":\"many\"}", NULL), 201);
    snprintf(token, sizeof token, "%s", http_call_text(&owner, "token"));
}

static void end(void)
{
    http_call_close(&owner);
    daemon_remove(&controller);
}

TestSuite(crowd, .init = start, .fini = end, .timeout = 240);

/* --- what the controller uses --- */

static int descriptors(void)
{
    char path[64];
    int count = 0;

    snprintf(path, sizeof path, "/proc/%d/fd", (int)controller.pid);
    DIR *folder = opendir(path);
    cr_assert_not_null(folder);
    while (readdir(folder))
        count++;
    closedir(folder);
    return count;
}

static long memory_kb(void)
{
    char path[64], line[256];
    long kb = 0;

    snprintf(path, sizeof path, "/proc/%d/status", (int)controller.pid);
    FILE *file = fopen(path, "r");
    cr_assert_not_null(file);
    while (fgets(line, sizeof line, file))
        if (sscanf(line, "VmRSS: %ld", &kb) == 1)
            break;
    fclose(file);
    return kb;
}

static void wait_for_descriptors(int most)
{
    int are = 0;

    for (int i = 0; i < LIMIT_S * 50; i++) {
        if ((are = descriptors()) <= most)
            return;
        poll(NULL, 0, 20);
    }
    cr_assert_leq(are, most, "connections stay open");
}

static void take(void)
{
    cr_assert_eq(http_call(&owner, "POST", "/v1/tickets", "{\"service\":\"A\",\"paper\":false}", NULL), 201);
}

/* --- raw connections --- */

static int dial(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)controller.port)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    cr_assert(fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof address) == 0);
    return fd;
}

static int watch(long after)
{
    char text[256];
    int fd = dial(), length = snprintf(text, sizeof text, "GET /v1/events?after=%ld HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer %s\r\n\r\n", after, token);

    cr_assert_eq(send(fd, text, (size_t)length, MSG_NOSIGNAL), length);
    return fd;
}

static long now_seq(void)
{
    cr_assert_eq(http_call(&owner, "GET", "/v1/hall", NULL, NULL), 200);
    return (long)http_call_number(&owner, "seq");
}

/* Reads the stream up to an event; every number comes once and in order. What was read last may be cut in the middle of a line. */
static void follow(int fd, long after, long last)
{
    char text[65536];
    size_t used = 0;
    bool special = false; /* a ping: it has the number of the event before it */
    struct timeval limit = {LIMIT_S, 0};

    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    while (after < last) {
        ssize_t got = recv(fd, text + used, sizeof text - 1 - used, 0);
        cr_assert_gt(got, 0, "the stream ended at %ld of %ld: %s", after, last, got < 0 ? strerror(errno) : "closed");
        used += (size_t)got;
        text[used] = '\0';
        char *line = text, *line_end;
        for (; (line_end = strchr(line, '\n')); line = line_end + 1) {
            long seq;
            *line_end = '\0';
            cr_assert_neq(strncmp(line, "event: reset", 12), 0, "a reset");
            if (strncmp(line, "event: ", 7) == 0)
                special = true;
            else if (sscanf(line, "id: %ld", &seq) == 1 && special)
                special = false;
            else if (sscanf(line, "id: %ld", &seq) == 1)
                cr_assert_eq(seq, ++after, "%ld came instead of %ld", seq, after);
        }
        used = strlen(line);
        memmove(text, line, used + 1);
    }
}

/* --- tests --- */

/* Everybody sees everything; then all leave. */
static void come_and_go(void)
{
    static int fds[WATCHERS];
    long from = now_seq();

    for (int i = 0; i < WATCHERS; i++)
        fds[i] = watch(from);
    for (int i = 0; i < EVENTS; i++)
        take();
    long last = now_seq();
    for (int i = 0; i < WATCHERS; i++)
        follow(fds[i], from, last);
    for (int i = 0; i < WATCHERS; i++)
        close(fds[i]);
}

Test(crowd, two_thousand_watchers)
{
    int before = descriptors();
    long first, third;

    come_and_go();
    wait_for_descriptors(before);
    first = memory_kb();
    come_and_go();
    wait_for_descriptors(before);
    come_and_go();
    wait_for_descriptors(before);
    third = memory_kb();
    cr_assert_leq(third, first + 8 * MEGABYTE, "memory grew from %ld to %ld kB", first, third);
    cr_log_info("%d watchers three times: %d descriptors before and after, %ld kB after the first time, %ld after the third", WATCHERS, before, first, third);
}

Test(crowd, who_is_far_behind_gets_all_in_order)
{
    long from = now_seq();

    for (int i = 0; i < 700; i++) /* more than a slice of the stream */
        take();
    int late = watch(from);
    for (int i = 0; i < 100; i++) /* and it goes on meanwhile */
        take();
    follow(late, from, now_seq());
    close(late);
}

Test(crowd, who_does_not_read_is_left_and_others_are_not)
{
    int before = descriptors(), fds[SLOW], small = 4096;
    long from = now_seq(), kb = memory_kb();
    int reader = watch(from);

    for (int i = 0; i < SLOW; i++) {
        fds[i] = watch(from);
        setsockopt(fds[i], SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
    }
    for (int i = 0; i < TAKES; i++) {
        take();
        if (i % 100 == 99) {
            follow(reader, from, now_seq());
            from = now_seq();
        }
    }
    long most = memory_kb() - kb;
    cr_assert_leq(most, 48 * MEGABYTE, "memory grew by %ld kB", most); /* some 130 kB each; all that they have not read were 200 MB */
    follow(reader, from, now_seq());
    close(reader);
    for (int i = 0; i < SLOW; i++)
        close(fds[i]);
    wait_for_descriptors(before);
    cr_log_info("%d readers that do not read, %d events: %ld kB more at most", SLOW, TAKES, most);
}

Test(crowd, writers_of_a_byte_hold_up_nobody)
{
    static const char head[] = "POST /v1/tickets HTTP/1.1\r\nHost: h\r\nContent-Length: 15\r\n\r\n{\"service\":\"A\"}";
    int before = descriptors(), fds[SLOW];

    for (int i = 0; i < SLOW; i++)
        fds[i] = dial();
    for (size_t at = 0; at < sizeof head - 2; at++) { /* never the last one */
        for (int i = 0; i < SLOW; i++)
            cr_assert_eq(send(fds[i], head + at, 1, MSG_NOSIGNAL), 1);
        take();
    }
    cr_assert_eq(http_call(&owner, "GET", "/v1/hall", NULL, NULL), 200);
    cr_assert_eq(http_call_number(&owner, "today.taken"), sizeof head - 2, "the unfinished ones did nothing");
    for (int i = 0; i < SLOW; i++)
        close(fds[i]);
    wait_for_descriptors(before);
}

Test(crowd, clients_that_leave_in_the_middle)
{
    static const char request[] = "POST /v1/windows/1/open HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer %s\r\nContent-Length: 2\r\n\r\n{}";
    char text[256];
    int before = descriptors(), length = snprintf(text, sizeof text, request, token);
    long kb = memory_kb();

    for (int i = 0; i < LEAVERS; i++) {
        int fd = dial();
        cr_assert_geq(send(fd, text, (size_t)(1 + i * 7 % length), MSG_NOSIGNAL), 1); /* after any byte, also after the last */
        close(fd);
        if (i % 10 == 0)
            close(watch(0)); /* in the middle of what it is told */
        if (i % 20 == 0)
            take();
    }
    wait_for_descriptors(before);
    cr_assert_leq(memory_kb(), kb + 8 * MEGABYTE);
    cr_assert_eq(http_call(&owner, "GET", "/v1/hall", NULL, NULL), 200);
    cr_assert_eq(http_call_number(&owner, "today.taken"), LEAVERS / 20);
}

/* --- a hall at fifty times its rate --- */

struct worker {
    pthread_t thread;
    int window, done, wrong;
};

static void *be_kiosk(void *context)
{
    struct worker *worker = context;
    struct http_call call = http_call_socket(controller.socket);

    for (; worker->done < BUSY; worker->done++)
        worker->wrong += http_call(&call, "POST", "/v1/tickets", "{\"service\":\"A\"}", NULL) != 201;
    http_call_close(&call);
    return NULL;
}

/* Calls and finishes as fast as it can until nobody waits any more. */
static void *be_clerk(void *context)
{
    struct worker *worker = context;
    struct http_call call = http_call_socket(controller.socket);
    char next[64], finish[64];
    int status;

    snprintf(next, sizeof next, "/v1/windows/%d/next", worker->window);
    snprintf(finish, sizeof finish, "/v1/windows/%d/finish", worker->window);
    while ((status = http_call(&call, "POST", next, NULL, NULL)) == 200) {
        worker->wrong += http_call(&call, "POST", finish, NULL, NULL) != 200;
        worker->done++;
    }
    worker->wrong += status != 202;
    http_call_close(&call);
    return NULL;
}

Test(crowd, twelve_clerks_two_kiosks_and_four_screens)
{
    struct worker workers[KIOSKS + CLERKS] = {0};
    int before = descriptors(), screens[SCREENS], done = 0;
    char path[64];

    for (int i = 1; i <= CLERKS; i++) {
        snprintf(path, sizeof path, "/v1/windows/%d/open", i);
        cr_assert_eq(http_call(&owner, "POST", path, NULL, NULL), 200);
    }
    for (int i = 0; i < 100; i++) /* somebody waits from the beginning on */
        take();
    long from = now_seq();
    for (int i = 0; i < SCREENS; i++)
        screens[i] = watch(from);
    for (int i = 0; i < KIOSKS + CLERKS; i++) {
        workers[i].window = i - KIOSKS + 1;
        cr_assert_eq(pthread_create(&workers[i].thread, NULL, i < KIOSKS ? be_kiosk : be_clerk, &workers[i]), 0);
    }
    for (int i = 0; i < KIOSKS + CLERKS; i++) {
        pthread_join(workers[i].thread, NULL);
        cr_assert_eq(workers[i].wrong, 0, "worker %d had %d answers that it should not have had", i, workers[i].wrong);
        done += i < KIOSKS ? 0 : workers[i].done;
    }
    long last = now_seq();
    cr_assert_eq(http_call_number(&owner, "today.taken"), 100 + KIOSKS * BUSY);
    cr_assert_eq(http_call_number(&owner, "today.done"), done);
    for (int i = 0; i < SCREENS; i++) {
        follow(screens[i], from, last);
        close(screens[i]);
    }
    wait_for_descriptors(before);
}
