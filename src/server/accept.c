#include "server/accept.h"

#include "base/clock.h"
#include "base/log.h"

#include <errno.h>
#include <event2/event.h>
#include <event2/listener.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum { LOG_AGAIN_MS = 60000, QUEUE_LENGTH = 4096 };

/* A listener. libevent gives its error function what it gave the others, so ours finds its door by the listener. */
struct door {
    struct evconnlistener *listener;
    struct event *again;
    int64_t logged_ms; /* by the steady clock; 0: never */
    struct door *next;
};

static struct door *doors;

static void on_again(evutil_socket_t fd, short what, void *context)
{
    (void)fd, (void)what;
    evconnlistener_enable(((struct door *)context)->listener);
}

static void on_error(struct evconnlistener *listener, void *context)
{
    int reason = EVUTIL_SOCKET_ERROR();
    struct timeval moment = {0, 200000};
    struct door *door = doors;

    (void)context;
    while (door && door->listener != listener)
        door = door->next;
    if (!door)
        return;
    if (door->logged_ms == 0 || clock_steady_ms() - door->logged_ms > LOG_AGAIN_MS) {
        log_warning("no connection can be taken for now: %s", strerror(reason));
        door->logged_ms = clock_steady_ms();
    }
    if (evtimer_add(door->again, &moment) == 0)
        evconnlistener_disable(listener);
}

static void door_free(struct door *door)
{
    if (door && door->again)
        event_free(door->again);
    free(door);
}

bool accept_from(struct event_base *base, struct evhttp *http, int fd)
{
    struct door *door = calloc(1, sizeof *door);
    struct evconnlistener *listener = NULL;

    if (door && (door->again = evtimer_new(base, on_again, door)))
        listener = evconnlistener_new(base, NULL, NULL, LEV_OPT_CLOSE_ON_FREE | LEV_OPT_CLOSE_ON_EXEC, QUEUE_LENGTH, fd);
    if (!listener) {
        close(fd);
        door_free(door);
        return false;
    }
    if (!evhttp_bind_listener(http, listener)) {
        evconnlistener_free(listener);
        door_free(door);
        return false;
    }
    evconnlistener_set_error_cb(listener, on_error);
    door->listener = listener;
    door->next = doors;
    doors = door;
    return true;
}

void accept_finish(void)
{
    while (doors) {
        struct door *door = doors;
        doors = door->next;
        door_free(door);
    }
}

void accept_many(void)
{
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}
