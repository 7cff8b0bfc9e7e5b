/* Twelve clerks accept cases at once over HTTP, each answered after its fsync: item, applicant and materials are read and checked, and the case is in the journal and in
 * its row. Against the controller that keeps nothing (which only gives numbers: HTTP alone) and bare SQLite, by turns as for tickets (ticket_durable.c). */
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

enum { CLERKS = 12, ROUNDS = 20 };
static const double PHASE_S = 0.25;

static const char body[] = "{\"item\":\"XK11\",\"applicant\":{\"kind\":\"person\",\"name\":\"张三丰\",\"id_number\":\"11010519491231002X\",\"phone\":\"13800000000\"},"
                           "\"materials\":\"yyyp\",\"number\":\"430181-77\",\"paper\":false}";

static struct daemon durable, empty;
static struct load accepting, taking;
static struct load_result accepted, taken;

static void start(void)
{
    daemon_make(&durable);
    daemon_make(&empty);
    cr_assert(daemon_start(&durable, NULL), "see %s", durable.log);
}

static void end(void)
{
    load_result_finish(&accepted);
    load_result_finish(&taken);
    daemon_remove(&durable);
    daemon_remove(&empty);
}

TestSuite(case_accept, .init = start, .fini = end);

/* Each clerk is somebody else, at another window. */
static void open_clerks(void)
{
    static char words[CLERKS][64];
    const char *tokens[CLERKS];
    struct http_call owner = http_call_socket(durable.socket);

    for (int i = 0; i < CLERKS; i++) {
        char clerk[128];
        snprintf(clerk, sizeof clerk, "{\"id\":\"%d\",\"name\":\"clerk %d\",\"pin\":\"1234\",\"roles\":[\"clerk\"]}", 3001 + i, i + 1);
        cr_assert_eq(http_call(&owner, "POST", "/v1/staff", clerk, NULL), 201, "%s", owner.body);
        snprintf(clerk, sizeof clerk, "{\"role\":\"clerk\",\"staff\":\"%d\",\"window\":%d,\"name\":\"bench-%d\"}", 3001 + i, i + 1, i);
        cr_assert_eq(http_call(&owner, "POST", "/v1/tokens", clerk, NULL), 201, "%s", owner.body);
        snprintf(words[i], sizeof words[i], "%s", http_call_text(&owner, "token"));
        tokens[i] = words[i];
    }
    http_call_close(&owner);
    load_open_posts(&accepting, durable.port, "/v1/cases", body, tokens, CLERKS);
}

static void open_takers(void)
{
    static const char *const nothing_kept[] = {"--without-store", NULL};
    const char *const add[] = {"yichuang", "-C", empty.dir, "token", "add", "--role", "kiosk", "--name", "bench", NULL};
    char token[128];

    cr_assert_eq(daemon_run(add, token, sizeof token), 0, "%s", token);
    token[strcspn(token, "\n")] = '\0';
    cr_assert(daemon_start(&empty, nothing_kept), "see %s", empty.log);
    load_open(&taking, empty.port, token, CLERKS);
}

/* A counter of the controller. */
static double counter(const char *name)
{
    struct http_call owner = http_call_socket(durable.socket);

    cr_assert_eq(http_call(&owner, "GET", "/metrics", NULL, NULL), 200);
    const char *found = strstr(owner.body, name);
    cr_assert_not_null(found);
    double count = strtod(found + strlen(name), NULL);
    http_call_close(&owner);
    return count;
}

Test(case_accept, by_12_clerks)
{
    struct reference *reference = reference_open(durable.folder);
    struct reference_result bare = {0};
    double all_commits = 0, all_statements = 0;

    open_clerks();
    open_takers();
    for (int round = 0; round < ROUNDS; round++) {
        double before = counter("\nyichuang_commits_total "), statements = counter("\nyichuang_statements_total "), had = (double)accepted.answered;
        load_run(&accepting, PHASE_S, &accepted);
        cr_assert_eq(accepted.failed, 0, "%lld cases were refused", (long long)accepted.failed);
        double made = counter("\nyichuang_commits_total ") - before;
        all_statements += counter("\nyichuang_statements_total ") - statements;
        all_commits += made;
        load_run(&taking, PHASE_S, &taken);
        reference_write(reference, ((double)accepted.answered - had) / made, PHASE_S, &bare);
    }
    load_close(&accepting);
    load_close(&taking);
    reference_close(reference);
    double rate = (double)accepted.answered / accepted.seconds, alone = (double)bare.tickets / bare.seconds, http = (double)taken.answered / taken.seconds;
    figure_tell("case_accept_12", "", rate, "cases/s", rate / alone + rate / http,
                "rate x (1/bare + 1/empty); 1.00 = as fast as storing the reference rows and HTTP one after the other allow");
    figure_tell("case_accept_12", "_bare", alone, "rows/s", rate / alone, "ours in it; bare SQLite, the reference rows at %.2f a commit",
                (double)accepted.answered / all_commits);
    figure_tell("case_accept_12", "_empty", http, "tickets/s", rate / http, "ours in it; tickets from the same controller with a store that keeps nothing");
    figure_tell("case_accept_12", "_statements", all_statements / (double)accepted.answered, "statements/case",
                all_statements / (double)accepted.answered / REFERENCE_STATEMENTS, "the reference rows: %d a ticket", REFERENCE_STATEMENTS);
    figure_tell("case_accept_12", "_p99", load_latency_ms(&accepted, 0.99), "ms", load_latency_ms(&accepted, 0.99) / load_latency_ms(&taken, 0.99),
                "p99 of tickets from the controller that keeps nothing");
}
