/* Clients that misbehave: who talks on an event stream, who opens more connections than there can be, who sends more than is read. They are stopped, and the others
 * are served. */
#define _GNU_SOURCE /* prlimit() */
#include "lib/daemon.h"
#include "lib/http_call.h"

#include "base/clock.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static struct daemon controller;

static void start(void)
{
    signal(SIGPIPE, SIG_IGN);
    daemon_make(&controller);
}

static void end(void)
{
    daemon_remove(&controller);
}

TestSuite(strangers, .init = start, .fini = end, .timeout = 120);

Test(strangers, who_talks_on_an_event_stream_is_closed)
{
    static const char ask[] = "GET /v1/events HTTP/1.1\r\nHost: x\r\n\r\n";
    static char noise[65536];
    char answer[64];
    long long sent = 0;

    cr_assert(daemon_start(&controller, NULL));
    struct http_call stream = http_call_socket(controller.socket), other = http_call_socket(controller.socket);
    http_call(&stream, "GET", "/healthz", NULL, NULL);
    cr_assert_eq(send(stream.fd, ask, sizeof ask - 1, 0), (ssize_t)sizeof ask - 1);
    cr_assert_gt(read(stream.fd, answer, sizeof answer), 0);
    int64_t end_ms = clock_steady_ms() + 20000;
    ssize_t got = 1;
    while (got > 0 && clock_steady_ms() < end_ms && sent < 64 << 20) {
        got = send(stream.fd, noise, sizeof noise, MSG_DONTWAIT);
        sent += got > 0 ? got : 0;
        if (got < 0 && errno == EAGAIN) {
            struct pollfd one = {.fd = stream.fd, .events = POLLOUT};
            poll(&one, 1, 100);
            got = 1;
        }
    }
    cr_assert(got < 0 && (errno == EPIPE || errno == ECONNRESET), "after %lld bytes: %s", sent, strerror(errno));
    cr_assert_lt(sent, 4 << 20);
    cr_assert_eq(http_call(&other, "GET", "/healthz", NULL, NULL), 200);
    http_call_close(&stream);
    http_call_close(&other);
}

static int dial(void)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);

    snprintf(address.sun_path, sizeof address.sun_path, "%.100s", controller.socket);
    if (fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof address) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

/* Seconds of processor time that the controller has used. */
static double processor_time(void)
{
    char path[64], text[1024];
    unsigned long user = 0, system = 0;

    snprintf(path, sizeof path, "/proc/%d/stat", (int)controller.pid);
    FILE *file = fopen(path, "r");
    cr_assert_not_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    const char *after = strrchr(text, ')');
    cr_assert_eq(sscanf(after, ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system), 2);
    return (double)(user + system) / (double)sysconf(_SC_CLK_TCK);
}

Test(strangers, more_connections_than_files_rest_and_recover)
{
    int fds[100], opened = 0;
    char text[4096] = "";

    cr_assert(daemon_start(&controller, NULL));
    const struct rlimit limit = {64, 64};
    cr_assert_eq(prlimit(controller.pid, RLIMIT_NOFILE, &limit, NULL), 0);
    struct http_call old = http_call_socket(controller.socket);
    cr_assert_eq(http_call(&old, "GET", "/healthz", NULL, NULL), 200);
    while (opened < 100 && (fds[opened] = dial()) >= 0)
        opened++;
    cr_assert_eq(opened, 100); /* they wait in the queue */
    cr_assert_eq(http_call(&old, "POST", "/v1/tickets", "{\"service\":\"A\"}", NULL), 201, "who is connected is served");
    cr_assert(daemon_wait_log(&controller, "log", "no connection can be taken", 20));
    double used = processor_time();
    int64_t end_ms = clock_steady_ms() + 2000;
    while (clock_steady_ms() < end_ms) /* a loop that spins would use all of it */
        poll(NULL, 0, 100);
    used = processor_time() - used;
    cr_assert_lt(used, 1.0, "%.2f seconds in two", used);
    for (int i = 0; i < opened; i++)
        close(fds[i]);
    struct http_call later = http_call_socket(controller.socket);
    cr_assert_eq(http_call(&later, "GET", "/healthz", NULL, NULL), 200, "it takes connections again");
    FILE *file = fopen(controller.log, "r");
    cr_assert_not_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    char *first = strstr(text, "no connection can be taken");
    cr_assert_not_null(first);
    cr_assert_null(strstr(first + 1, "no connection can be taken"), "told once: %s", text);
    http_call_close(&old);
    http_call_close(&later);
}

Test(strangers, twenty_megabytes_are_refused_in_words)
{
    static const char head[] = "POST /v1/tickets HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 20971520\r\n\r\n";

    cr_assert(daemon_start(&controller, NULL));
    char *bytes = calloc(1, sizeof head - 1 + 20971520);
    cr_assert_not_null(bytes);
    memcpy(bytes, head, sizeof head - 1);
    struct http_call call = http_call_socket(controller.socket), other = http_call_socket(controller.socket);
    cr_assert_eq(http_call_raw(&call, bytes, sizeof head - 1 + 20971520), 413, "%d", call.status);
    cr_assert_eq(http_call(&other, "GET", "/healthz", NULL, NULL), 200);
    free(bytes);
    http_call_close(&call);
    http_call_close(&other);
}
