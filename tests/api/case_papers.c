/* A case's papers from outside: the acceptance slip of a demonstration hall, on sheets and on a roll, and a worker that is killed under them. */
#include "base/clock.h"
#include "client/client.h"
#include "lib/code_reader.h"
#include "lib/daemon.h"
#include "lib/http_call.h"

#include <criterion/criterion.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static struct daemon hall;
static struct http_call owner, clerk;
static pid_t worker;

static void begin_with(const char *clock, const char *printers)
{
    daemon_make(&hall);
    hall.clock = clock;
    if (printers)
        daemon_write(&hall, "printers.conf", printers);
    cr_assert(daemon_start(&hall, NULL));
    owner = http_call_socket(hall.socket);
    cr_assert_eq(http_call(&owner, "POST", "/v1/staff", "{\"id\":\"2001\",\"name\":\"2001\",\"pin\":\"1234\",\"roles\":[\"clerk\"]}", NULL), 201, "%s", owner.body);
    cr_assert_eq(http_call(&owner, "POST", "/v1/tokens", "{\"role\":\"clerk\",\"staff\":\"2001\",\"window\":3,\"name\":\"clerk\"}", NULL), 201, "%s", owner.body);
    clerk = http_call_tcp(hall.port, http_call_text(&owner, "token"));
}

static void end(void)
{
    if (worker > 0) {
        kill(worker, SIGKILL);
        waitpid(worker, NULL, 0);
    }
    http_call_close(&owner);
    http_call_close(&clerk);
    daemon_remove(&hall);
}

TestSuite(case_papers, .fini = end, .timeout = 120);

static void start_worker(void)
{
    const char *arguments[] = { "yichuang-printd", "-C", hall.dir, NULL };

    worker = daemon_program(&hall, "worker.log", arguments);
}

/* Waits until the printer that prints slips is ready. */
static void wait_ready(const char *name)
{
    char line[64];

    snprintf(line, sizeof line, "%s: printing to", name);
    cr_assert(daemon_wait_log(&hall, "worker.log", line, 20));
    for (int64_t until = clock_steady_ms() + 20000;; poll(NULL, 0, 20)) {
        int status;
        bool ready = false;
        json_t *answer = daemon_ask(&hall, "GET", "/v1/hall", NULL, &status), *one;
        size_t i;
        json_array_foreach (json_object_get(answer, "printers"), i, one)
            ready = ready || (strcmp(json_string_value(json_object_get(one, "name")), name) == 0 && strcmp(json_string_value(json_object_get(one, "state")), "ready") == 0);
        json_decref(answer);
        if (ready)
            return;
        cr_assert(clock_steady_ms() < until, "%s does not become ready", name);
    }
}

/* Accepts a case whose item has the code; its slip is queued where `paper` says so. Returns its id. */
static json_int_t accept_case(bool paper, char number[32])
{
    static const char applicant[] = "\"applicant\":{\"kind\":\"person\",\"name\":\"张三丰\",\"id_number\":\"11010519491231002X\"}";
    char body[256];

    snprintf(body, sizeof body, "{\"item\":\"XK11\",%s,\"paper\":%s}", applicant, paper ? "true" : "false");
    cr_assert_eq(http_call(&clerk, "POST", "/v1/cases", body, NULL), 201, "%s", clerk.body);
    snprintf(number, 32, "%s", http_call_text(&clerk, "number"));
    return http_call_number(&clerk, "id");
}

static void print_paper(json_int_t id, const char *paper)
{
    char path[64];
    char body[64];

    snprintf(path, sizeof path, "/v1/cases/%lld/print", (long long)id);
    snprintf(body, sizeof body, "{\"paper\":\"%s\"}", paper);
    cr_assert_eq(http_call(&clerk, "POST", path, body, NULL), 202, "%s", clerk.body);
}

static void wait_file(const char *path)
{
    for (int64_t until = clock_steady_ms() + 20000; access(path, R_OK) != 0; poll(NULL, 0, 20))
        cr_assert(clock_steady_ms() < until, "%s does not come", path);
}

Test(case_papers, an_accepted_case_has_its_slip)
{
    char number[32], path[512], command[1400], text[64];

    begin_with(NULL, NULL);
    start_worker();
    wait_ready("office");
    accept_case(true, number);
    snprintf(path, sizeof path, "%s/printed/office/acceptance-%s.pdf", hall.dir, number);
    wait_file(path);
    snprintf(command, sizeof command, "pdftotext -raw %s - | grep -q 张三丰 && pdftoppm -r 200 -gray -png -singlefile %s %s/slip", path, path, hall.folder);
    cr_assert_eq(system(command), 0, "the slip does not name the applicant");
    snprintf(path, sizeof path, "%s/slip.png", hall.folder);
    const char *failure = code_read(path, text, sizeof text);
    cr_assert_null(failure, "%s", failure);
    cr_assert_str_eq(text, number);
}

Test(case_papers, a_ticket_printer_prints_slips_on_its_roll)
{
    char number[32], path[512], text[64];

    begin_with(NULL, "printer window {\n place = \"window 3\"\n prints = {\"slip\"}\n model = \"generic-80\"\n sink = \"file:printed\"\n}\n");
    start_worker();
    wait_ready("window");
    accept_case(true, number);
    snprintf(path, sizeof path, "%s/printed/acceptance-%s.png", hall.dir, number);
    wait_file(path);
    const char *failure = code_read(path, text, sizeof text);
    cr_assert_null(failure, "%s", failure);
    cr_assert_str_eq(text, number);
}

/* A template that is wrong refuses to print, and says with file and line why. */
Test(case_papers, a_wrong_template_is_said)
{
    char number[32];

    begin_with(NULL, NULL);
    daemon_write(&hall, "slips/acceptance.conf", "width = 148\nheight = 210\nfield \"a\" { text = \"{nobody}\" x = 1 y = 1 width = 10 height = 10 }\n");
    start_worker();
    wait_ready("office");
    accept_case(true, number);
    cr_assert(daemon_wait_log(&hall, "worker.log", "acceptance.conf:3: {nobody} is no value", 20));
    cr_assert(daemon_wait_log(&hall, "worker.log", "failed", 1));
}

/* Killed at random while slips come out: each job ends as one file, or as one that somebody must look at; never as two. */
Test(case_papers, killed_again_and_again_no_slip_comes_twice)
{
    enum { CASES = 8, KILLS = 12 };
    char numbers[CASES][32], last[32], path[512];
    unsigned seed = 20261123;

    begin_with("2026-11-23T09:00:00+08:00,20", NULL); /* a lease ends after 1.5 s */
    start_worker();
    wait_ready("office");
    for (int i = 0; i < CASES; i++)
        accept_case(true, numbers[i]);
    for (int i = 0; i < KILLS; i++) {
        seed = seed * 1103515245u + 12345u;
        poll(NULL, 0, (int)(seed >> 16) % 300);
        kill(worker, SIGKILL);
        waitpid(worker, NULL, 0);
        start_worker();
    }
    print_paper(accept_case(false, last), "acceptance"); /* at the end of the queue: when it is out, all others have ended */
    snprintf(path, sizeof path, "%s/printed/office/acceptance-%s.pdf", hall.dir, last);
    wait_file(path);
    for (int i = 0; i < CASES; i++) {
        snprintf(path, sizeof path, "%s/printed/office/acceptance-%s~2.pdf", hall.dir, numbers[i]);
        cr_assert_neq(access(path, F_OK), 0, "%s: two unmarked papers", numbers[i]);
    }
}

/* Those that are printed again say which copy they are. */
Test(case_papers, a_slip_that_is_printed_again_says_so)
{
    char number[32], path[512], command[1400];

    begin_with(NULL, NULL);
    start_worker();
    wait_ready("office");
    json_int_t id = accept_case(true, number);
    print_paper(id, "acceptance");
    print_paper(id, "acceptance");
    print_paper(id, "delivery");
    for (int copy = 1; copy <= 2; copy++) {
        snprintf(path, sizeof path, "%s/printed/office/acceptance-%s-copy%d.pdf", hall.dir, number, copy);
        wait_file(path);
        snprintf(command, sizeof command, "pdftotext -raw %s - | grep -q '补打 COPY %d'", path, copy);
        cr_assert_eq(system(command), 0, "copy %d does not say so", copy);
    }
    snprintf(path, sizeof path, "%s/printed/office/delivery-%s.pdf", hall.dir, number);
    wait_file(path);
    snprintf(command, sizeof command, "! pdftotext -raw %s - | grep -q COPY && ! pdftotext -raw %s/printed/office/acceptance-%s.pdf - | grep -q COPY", path, hall.dir, number);
    cr_assert_eq(system(command), 0, "an original says that it is a copy");
}
