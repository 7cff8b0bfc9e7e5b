/* Takes a second over HTTP, each acknowledged after its fsync, with 1 and with 12 clients. The controller, the same controller with a store that keeps nothing,
 * and bare SQLite take turns in one run, so that whatever else the machine does hurts all three alike. */
#include "bench/figure.h"
#include "bench/load.h"
#include "bench/reference.h"
#include "lib/daemon.h"
#include "lib/http_call.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 40 };
static const double PHASE_S = 0.25;

/* Counters of the controller. */
struct counters {
    double events, commits, statements;
};

/* A controller with clients. */
struct side {
    struct daemon daemon;
    char token[128];
    struct load load;
    struct load_result result;
    struct counters spent; /* in the phases */
};

static struct side durable, empty;

static void make_side(struct side *side, const char *const *more)
{
    memset(side, 0, sizeof *side);
    daemon_make(&side->daemon);
    const char *const add[] = {"yichuang", "-C", side->daemon.dir, "token", "add", "--role", "kiosk", "--name", "bench", NULL};
    cr_assert_eq(daemon_run(add, side->token, sizeof side->token), 0, "%s", side->token);
    side->token[strcspn(side->token, "\n")] = '\0';
    cr_assert(daemon_start(&side->daemon, more), "see %s", side->daemon.log);
}

static void end_side(struct side *side)
{
    load_result_finish(&side->result);
    daemon_remove(&side->daemon);
}

static void start(void)
{
    static const char *const nothing_kept[] = {"--without-store", NULL};

    make_side(&durable, NULL);
    make_side(&empty, nothing_kept);
}

static void end(void)
{
    end_side(&durable);
    end_side(&empty);
}

TestSuite(ticket_durable, .init = start, .fini = end);

static double counter(const char *text, const char *name)
{
    char wanted[64];

    snprintf(wanted, sizeof wanted, "\n%s ", name);
    const char *found = strstr(text, wanted);
    cr_assert_not_null(found, "%s is not among the metrics", name);
    return strtod(found + strlen(wanted), NULL);
}

static struct counters read_counters(const struct side *side)
{
    struct http_call owner = http_call_socket(side->daemon.socket);

    cr_assert_eq(http_call(&owner, "GET", "/metrics", NULL, NULL), 200);
    struct counters counters = {counter(owner.body, "yichuang_events_total"), counter(owner.body, "yichuang_commits_total"),
                                counter(owner.body, "yichuang_statements_total")};
    http_call_close(&owner);
    return counters;
}

/* Lets a controller work for a phase; returns the tickets that it put into one commit, in the mean. */
static double work(struct side *side)
{
    struct counters before = read_counters(side);
    int64_t answered = side->result.answered;

    load_run(&side->load, PHASE_S, &side->result);
    struct counters after = read_counters(side);
    cr_assert_eq(side->result.failed, 0, "%lld requests were refused", (long long)side->result.failed);
    cr_assert_geq(after.events - before.events, (double)(side->result.answered - answered), "an acknowledged ticket is missing in the journal");
    side->spent.events += after.events - before.events;
    side->spent.commits += after.commits - before.commits;
    side->spent.statements += after.statements - before.statements;
    return (double)(side->result.answered - answered) / (after.commits - before.commits);
}

static void tell(const char *name, const struct reference_result *bare)
{
    double tickets = (double)durable.result.answered, rate = tickets / durable.result.seconds;
    double alone = (double)bare->tickets / bare->seconds, unkept = (double)empty.result.answered / empty.result.seconds;
    double median = load_latency_ms(&durable.result, 0.5), late = load_latency_ms(&durable.result, 0.99);
    double batch = tickets / durable.spent.commits, statements = durable.spent.statements / tickets;

    figure_tell(name, "", rate, "tickets/s", rate / alone + rate / unkept,
                "rate x (1/bare + 1/empty); 1.00 = as fast as storage and HTTP one after the other allow");
    figure_tell(name, "_bare", alone, "tickets/s", rate / alone, "ours in it; bare SQLite, the reference rows at %.2f tickets a commit", batch);
    figure_tell(name, "_empty", unkept, "tickets/s", rate / unkept, "ours in it; the same controller with a store that keeps nothing");
    figure_tell(name, "_p50", median, "ms", median / load_latency_ms(&empty.result, 0.5), "p50 of the controller that keeps nothing");
    figure_tell(name, "_p99", late, "ms", late / load_latency_ms(&empty.result, 0.99), "p99 of the controller that keeps nothing");
    figure_tell(name, "_batch", batch, "tickets/commit", batch / durable.load.clients, "number of clients");
    figure_tell(name, "_statements", statements, "statements/ticket", statements / (REFERENCE_STATEMENTS + 2 / batch),
                "the reference rows: %d a ticket, begin and commit", REFERENCE_STATEMENTS);
}

static void measure(const char *name, int clients)
{
    struct reference *reference = reference_open(durable.daemon.folder);
    struct reference_result bare = {0};

    load_open(&durable.load, durable.daemon.port, durable.token, clients);
    load_open(&empty.load, empty.daemon.port, empty.token, clients);
    for (int round = 0; round < ROUNDS; round++) {
        double batch = work(&durable);
        work(&empty);
        reference_write(reference, batch, PHASE_S, &bare);
    }
    load_close(&durable.load);
    load_close(&empty.load);
    reference_close(reference);
    tell(name, &bare);
}

Test(ticket_durable, with_1_client)
{
    measure("ticket_durable_1", 1);
}

Test(ticket_durable, with_12_clients)
{
    measure("ticket_durable_12", 12);
}
