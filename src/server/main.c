/* yichuangd: the controller of one hall. */
#include "server/start.h"
#include "server/sweep.h"

#include "base/language.h"
#include "base/log.h"
#include "core/decision.h"
#include "server/catalogue.h"

#include "server/library_memory.h"
#include "server/slices.h"

#include <event2/http.h>
#include <getopt.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum mode { MODE_SERVE, MODE_CREATE, MODE_VERIFY, MODE_REBUILD, MODE_RESTORE, MODE_CERTIFICATE };

struct options {
    enum mode mode;
    bool demo, socket_only, keeps_nothing;
    const char *dir, *listen, *demo_clock, *restore, *head, *certificate;
};

static const char usage[] = "usage: yichuangd DIR [--listen HOST:PORT] [--demo-clock START,SPEED] [--socket-only]\n"
                            "       yichuangd DIR --create [--demo] | --verify [--head EVENTS:HEAD] | --rebuild | --restore FILE | --certificate NUMBER\n"
                            "\n"
                            "The controller of the hall in DIR. Prints `ready URL` when it serves; ends in order on SIGTERM.\n"
                            "\n"
                            "  --listen HOST:PORT         instead of the address in hall.conf; port 0 takes a free one\n"
                            "  --demo-clock START,SPEED   only a demonstration: 2026-11-23T08:30:00+08:00,60\n"
                            "  --socket-only              serve DIR/run/controller.sock and no network\n"
                            "  --create [--demo]          make keys and database of a new hall, and end\n"
                            "  --verify                   walk the journal, tell whether it is whole, and end\n"
                            "  --head EVENTS:HEAD         with --verify: a head noted earlier must still be in the journal\n"
                            "  --rebuild                  make the tables beside the journal anew, and end\n"
                            "  --restore FILE             put a backup in the place of the database, and end\n"
                            "  --certificate NUMBER       tell number, state and hash of a certificate as JSON, and end\n"
                            "  --without-store            only a demonstration: keep nothing, to measure the rest\n"
                            "  --help, --version\n";

enum { RATES_ROOM = 2048, TRIES_ROOM = 1024 };
/* Returns -1 to go on, else the exit status. */
static int read_options(int argc, char **argv, struct options *options)
{
    static const struct option known[] = {
        {"listen", required_argument, NULL, 'l'},  {"demo-clock", required_argument, NULL, 'c'}, {"socket-only", no_argument, NULL, 's'},
        {"create", no_argument, NULL, 'n'},        {"demo", no_argument, NULL, 'd'},             {"verify", no_argument, NULL, 'v'},
        {"rebuild", no_argument, NULL, 'r'},       {"certificate", required_argument, NULL, 'C'},       {"without-store", no_argument, NULL, 'w'},    {"restore", required_argument, NULL, 'R'}, {"head", required_argument, NULL, 'H'}, {"help", no_argument, NULL, 'h'},
        {"version", no_argument, NULL, 'V'},       {NULL, 0, NULL, 0},
    };
    int option;

    while ((option = getopt_long(argc, argv, "h", known, NULL)) != -1) {
        switch (option) {
        case 'l':
            options->listen = optarg;
            break;
        case 'c':
            options->demo_clock = optarg;
            break;
        case 's':
            options->socket_only = true;
            break;
        case 'n':
            options->mode = MODE_CREATE;
            break;
        case 'd':
            options->demo = true;
            break;
        case 'v':
            options->mode = MODE_VERIFY;
            break;
        case 'r':
            options->mode = MODE_REBUILD;
            break;
        case 'H':
            options->head = optarg;
            break;
        case 'R':
            options->mode = MODE_RESTORE;
            options->restore = optarg;
            break;
        case 'C':
            options->mode = MODE_CERTIFICATE;
            options->certificate = optarg;
            break;
        case 'w':
            options->keeps_nothing = true;
            break;
        case 'h':
            fputs(usage, stdout);
            return EXIT_DONE;
        case 'V':
            puts("yichuangd " YICHUANG_VERSION);
            return EXIT_DONE;
        default:
            fputs(usage, stderr);
            return EXIT_USAGE;
        }
    }
    options->dir = optind < argc ? argv[optind++] : getenv("YICHUANG_DIR");
    if (!options->dir || optind < argc || strlen(options->dir) > 1900) {
        fputs(usage, stderr);
        return EXIT_USAGE;
    }
    return -1;
}

static void on_stop(evutil_socket_t fd, short what, void *context)
{
    struct server *server = context;

    (void)fd, (void)what;
    server->stopping = true;
}

static void on_due(evutil_socket_t fd, short what, void *context)
{
    (void)fd, (void)what;
    server_turn(context);
}

static void on_quiet(evutil_socket_t fd, short what, void *context)
{
    struct server *server = context;

    (void)fd, (void)what;
    if (server->commits == server->quiet_since_commit) {
        store_checkpoint(server->store);
        kept_head_keep(server, false);
    }
    server->quiet_since_commit = server->commits;
    stream_look(server);
}

static void on_ping(evutil_socket_t fd, short what, void *context)
{
    (void)fd, (void)what;
    ((struct server *)context)->ping_due = true;
    server_turn(context);
    sweep_calendar(context);
}

static bool start_events(struct server *server)
{
    struct event_config *config = event_config_new();
    struct timeval second = {1, 0}, fifteen = {15, 0};

    if (!config)
        return false;
    event_config_set_flag(config, EVENT_BASE_FLAG_EPOLL_USE_CHANGELIST);
    server->base = event_base_new_with_config(config);
    event_config_free(config);
    if (!server->base)
        return false;
    server->stop_term = evsignal_new(server->base, SIGTERM, on_stop, server);
    server->stop_int = evsignal_new(server->base, SIGINT, on_stop, server);
    server->due = evtimer_new(server->base, on_due, server);
    server->quiet = event_new(server->base, -1, EV_PERSIST, on_quiet, server);
    server->ping = event_new(server->base, -1, EV_PERSIST, on_ping, server);
    server->passwords = password_worker_create(server);
    return server->stop_term && server->stop_int && server->due && server->quiet && server->ping && server->passwords &&
           event_add(server->stop_term, NULL) == 0 && event_add(server->stop_int, NULL) == 0 && event_add(server->quiet, &second) == 0 &&
           event_add(server->ping, &fifteen) == 0;
}

/* Wakes the loop when something is due by time; at most a second late, and at most every millisecond. */
static void set_due(struct server *server)
{
    int64_t due = hall_due_ms(&server->hall), speed = server->clock.speed ? server->clock.speed : 1;
    int64_t wait = due == INT64_MAX ? 60000 : (due - server->last_now_ms) / speed + 1 - (clock_steady_ms() - server->last_steady_ms);

    if (sweep_is_due(server))
        wait = 1;
    if (wait < server->rest_until_ms - server->last_steady_ms)
        wait = server->rest_until_ms - server->last_steady_ms;
    wait = wait < 1 || server->slices ? 1 : wait > 60000 ? 60000 : wait;
    struct timeval delay = {wait / 1000, wait % 1000 * 1000};
    evtimer_add(server->due, &delay);
}

static void loop(struct server *server)
{
    while (!server->stopping) {
        set_due(server);
        event_base_loop(server->base, EVLOOP_ONCE);
        server_turn_end(server);
        slices_run(server);
        server_turn_end(server); /* of what a slice has finished */
        if (!store_log_is_long(server->store))
            continue;
        event_base_loop(server->base, EVLOOP_NONBLOCK); /* let the answers leave first */
        server_turn_end(server);
        store_checkpoint(server->store);
    }
    /* what was answered still has to leave */
    for (int i = 0; i < 50; i++) {
        server_turn_end(server);
        event_base_loop(server->base, EVLOOP_NONBLOCK);
    }
    server_turn_end(server);
}

static bool start_hall(struct server *server, const struct options *options)
{
    if (!start_files(server) || !start_keys(server) || start_store(server) != ERROR_NONE || server_load(server) != ERROR_NONE)
        return false;
    kept_head_start(server);
    if (server->keeps_nothing) {
        struct command command = {.type = COMMAND_CREATE, .count = 1, .reason = "nothing-is-kept"};
        if (start_command(server, &command) != REFUSAL_NONE)
            return false;
    }
    if (server->hall.seq == 0) {
        log_error("%s/hall.db: the journal is empty", server->dir);
        return false;
    }
    if (options->demo_clock && !server->hall.demo) {
        log_error("a clock of its own is only for a demonstration hall");
        return false;
    }
    if (options->demo_clock && !clock_set_demo(&server->clock, options->demo_clock)) {
        log_error("the demonstration clock must look like 2026-11-23T08:30:00+08:00,60");
        return false;
    }
    if (start_configuration(server) == REFUSAL_NONE && server->fatal == ERROR_NONE)
        return true;
    log_error("the configuration cannot be stored");
    return false;
}

static int serve(struct server *server, const struct options *options)
{
    char url[256];
    const char *address = options->socket_only ? NULL : options->listen ? options->listen : server->file.listen;

    if (!start_events(server)) {
        log_error("the loop cannot be started");
        return EXIT_REFUSED;
    }
    if (http_listen(server, address, url) != ERROR_NONE)
        return EXIT_REFUSED;
    if (server->file.public_url[0])
        snprintf(server->base_url, sizeof server->base_url, "%s", server->file.public_url);
    else if (server->hall.demo && address)
        snprintf(server->base_url, sizeof server->base_url, "%s", url);
    printf("ready %s\n", url);
    fflush(stdout);
    loop(server);
    kept_head_keep(server, true);
    return server->fatal == ERROR_NONE ? EXIT_DONE : EXIT_REFUSED;
}

static void finish(struct server *server)
{
    stream_close_all(server);
    slices_give_up(server);
    if (server->http || server->local)
        http_close(server);
    password_worker_destroy(server->passwords);
    struct event *events[] = {server->due, server->quiet, server->stop_int, server->stop_term, server->ping};
    for (size_t i = 0; i < sizeof events / sizeof *events; i++)
        if (events[i])
            event_free(events[i]);
    if (server->base)
        event_base_free(server->base);
    store_close(server->store);
    hall_finish(&server->hall);
    free(server->ring);
    catalogue_finish(server);
    free(server->holidays);
    free(server->tokens);
    free(server->sign_ins);
    free(server->alarms_told);
    limits_destroy(server->rates);
    limits_destroy(server->tries);
    sodium_memzero(&server->keys, sizeof server->keys);
    free(server);
    libevent_global_shutdown();
}

int main(int argc, char **argv)
{
    struct options options = {0};
    int status;

    log_open("yichuangd");
    language_start();
    if ((status = read_options(argc, argv, &options)) >= 0)
        return status;
    signal(SIGPIPE, SIG_IGN);
    library_memory_start();
    struct server *server = calloc(1, sizeof *server);
    if (!server || !(server->ring = calloc(RING_SIZE, sizeof *server->ring))) {
        log_error("out of memory");
        free(server);
        return EXIT_REFUSED;
    }
    text_copy(server->dir, sizeof server->dir, options.dir);
    server->rates = limits_create(RATES_ROOM);
    server->tries = limits_create(TRIES_ROOM);
    if (!server->rates || !server->tries) {
        log_error("out of memory");
        finish(server);
        return EXIT_REFUSED;
    }
    TAILQ_INIT(&server->waiting);
    server->keeps_nothing = options.keeps_nothing;
    switch (options.mode) {
    case MODE_CREATE:
        status = offline_create(server, options.demo);
        break;
    case MODE_VERIFY:
        status = offline_verify(server, options.head);
        break;
    case MODE_REBUILD:
        status = offline_rebuild(server);
        break;
    case MODE_RESTORE:
        status = offline_restore(server, options.restore);
        break;
    case MODE_CERTIFICATE:
        status = offline_certificate(server, options.certificate);
        break;
    case MODE_SERVE:
        status = start_hall(server, &options) ? serve(server, &options) : EXIT_REFUSED;
        break;
    }
    finish(server);
    return status;
}
