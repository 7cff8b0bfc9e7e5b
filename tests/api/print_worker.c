/* The print worker as outsiders see it: a real controller, the real program, a folder or a virtual network printer; killed at the worst moments. */
#include "base/clock.h"
#include "client/client.h"
#include "lib/code_reader.h"
#include "lib/daemon.h"
#include "lib/escpos_reader.h"
#include "lib/virtual_printer.h"

#include <criterion/criterion.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Four times as fast: a lease of 30 s ends after 7.5 s. */
#define FAST "2026-11-23T09:00:00+08:00,4"

static struct daemon hall;
static struct virtual_printer *printer;
static pid_t worker;

static void end(void)
{
    if (worker > 0) {
        kill(worker, SIGKILL);
        waitpid(worker, NULL, 0);
    }
    if (printer)
        virtual_printer_finish(printer);
    daemon_remove(&hall);
}

TestSuite(print_worker, .fini = end, .timeout = 120);

static pid_t start_worker(const char *log)
{
    const char *arguments[] = { "yichuang-printd", "-C", hall.dir, NULL };

    return daemon_program(&hall, log, arguments);
}

/* A hall with a clock of its own and another printers.conf; NULL: the usual. */
static void begin(const char *clock, const char *printers)
{
    daemon_make(&hall);
    hall.clock = clock;
    if (printers)
        daemon_write(&hall, "printers.conf", printers);
    cr_assert(daemon_start(&hall, NULL));
}

static void begin_with_folder(void)
{
    begin(NULL, NULL);
}

static json_int_t take_at(const char *place, char number[16], char url[256])
{
    int status;
    json_t *ticket = daemon_ask(&hall, "POST", "/v1/tickets", json_pack("{s:s, s:s}", "service", "A", "place", place), &status);
    json_int_t id = json_integer_value(json_object_get(ticket, "id"));

    cr_assert_eq(status, 201, "%s", client_problem_text(status, ticket, "en"));
    if (number)
        snprintf(number, 16, "%s", json_string_value(json_object_get(ticket, "number")));
    if (url)
        snprintf(url, 256, "%s", json_string_value(json_object_get(ticket, "url")));
    json_decref(ticket);
    return id;
}

static json_int_t take(char number[16], char url[256])
{
    return take_at("kiosk 1", number, url);
}

/* Waits until a text member of what path shows is what it should be, at most seconds. */
static bool wait_member(const char *path, const char *member, const char *expected, int seconds)
{
    int64_t end_ms = clock_steady_ms() + 1000 * seconds;
    char last[64] = "";

    do {
        int status;
        json_t *answer = daemon_ask(&hall, "GET", path, NULL, &status);
        const char *value = json_string_value(json_object_get(answer, member));
        snprintf(last, sizeof last, "%s", value ? value : "?");
        json_decref(answer);
        if (strcmp(last, expected) == 0)
            return true;
        poll(NULL, 0, 20);
    } while (clock_steady_ms() < end_ms);
    cr_log_error("%s: %s is %s, not %s", path, member, last, expected);
    return false;
}

static bool wait_printed(json_int_t ticket, const char *expected, int seconds)
{
    char path[64];

    snprintf(path, sizeof path, "/v1/tickets/%lld", (long long)ticket);
    return wait_member(path, "printed", expected, seconds);
}

/* Waits until so many printers are known, at most seconds. */
static bool wait_printers(size_t count, int seconds)
{
    int64_t end_ms = clock_steady_ms() + 1000 * seconds;
    size_t known = 0;

    while (known < count && clock_steady_ms() < end_ms) {
        int status;
        json_t *answer = daemon_ask(&hall, "GET", "/v1/hall", NULL, &status);
        known = json_array_size(json_object_get(answer, "printers"));
        json_decref(answer);
        poll(NULL, 0, 20);
    }
    return known >= count;
}

/* The kiosk's, whichever others there are. */
static const json_t *find_printer(const json_t *answer)
{
    const json_t *printers = json_object_get(answer, "printers"), *one;
    size_t i;

    json_array_foreach ((json_t *)printers, i, one)
        if (strcmp(json_string_value(json_object_get(one, "name")), "kiosk1") == 0)
            return one;
    return NULL;
}

static bool wait_printer(const char *expected, int seconds)
{
    int64_t end_ms = clock_steady_ms() + 1000 * seconds;
    bool found = false;

    while (!found && clock_steady_ms() < end_ms) {
        int status;
        json_t *answer = daemon_ask(&hall, "GET", "/v1/hall", NULL, &status);
        const char *state = json_string_value(json_object_get(find_printer(answer), "state"));
        found = state && strcmp(state, expected) == 0;
        json_decref(answer);
        poll(NULL, 0, 20);
    }
    return found;
}

/* A hall whose one printer is the virtual one. */
static void begin_with_device(const char *clock)
{
    char conf[256];

    printer = virtual_printer_start();
    snprintf(conf, sizeof conf, "printer kiosk1 {\n place = \"kiosk 1\"\n model = \"generic-58-cutter\"\n sink = \"%s\"\n}\n", printer->address);
    begin(clock, conf);
    worker = start_worker("worker.log");
    cr_assert(wait_printer("ready", 10));
}

static void read_papers(struct escpos_paper *paper)
{
    char error[ESCPOS_READER_ERROR];

    cr_assert(escpos_read(printer->bytes, printer->received, 384, paper, error), "%s", error);
}

static void stop_worker(void)
{
    cr_assert_eq(kill(worker, SIGTERM), 0);
    cr_assert_eq(daemon_wait_exit(worker, 20), 0);
    worker = 0;
}

/* --- the folder ------------------------------------------------------------------------------------------------------------------- */

Test(print_worker, a_ticket_becomes_a_paper_whose_code_leads_to_its_page, .init = begin_with_folder)
{
    char number[16], url[256], path[768], text[512];

    worker = start_worker("worker.log");
    cr_assert(wait_printer("ready", 10));
    json_int_t id = take(number, url);
    cr_assert(wait_printed(id, "printed", 10));
    snprintf(path, sizeof path, "%s/printed/%s-%lld.png", hall.dir, number, (long long)id);
    const char *failure = code_read(path, text, sizeof text);
    cr_assert_null(failure, "%s: %s", path, failure);
    cr_assert_str_eq(text, url);
    stop_worker();
    cr_assert(wait_printer("offline", 5), "the controller was not told that the worker went");
}

Test(print_worker, a_reprint_is_a_marked_copy, .init = begin_with_folder)
{
    char number[16], path[768];
    int status;

    worker = start_worker("worker.log");
    cr_assert(wait_printer("ready", 10));
    json_int_t id = take(number, NULL);
    cr_assert(wait_printed(id, "printed", 10));
    snprintf(path, sizeof path, "/v1/tickets/%lld/reprint", (long long)id);
    json_decref(daemon_ask(&hall, "POST", path, json_object(), &status));
    cr_assert_eq(status, 200);
    snprintf(path, sizeof path, "%s-%lld-copy1: printed", number, (long long)id);
    cr_assert(daemon_wait_log(&hall, "worker.log", path, 10));
    snprintf(path, sizeof path, "%s/printed/%s-%lld-copy1.bin", hall.dir, number, (long long)id);
    cr_assert_eq(access(path, R_OK), 0);
    stop_worker();
}

Test(print_worker, once_prints_what_is_queued_and_ends, .init = begin_with_folder)
{
    const char *arguments[] = { "yichuang-printd", "-C", hall.dir, "--once", NULL };
    json_int_t ids[20];

    worker = start_worker("worker.log"); /* makes the printer known */
    cr_assert(wait_printer("ready", 10));
    cr_assert_eq(kill(worker, SIGKILL), 0);
    waitpid(worker, NULL, 0);
    worker = 0;
    for (int i = 0; i < 20; i++)
        ids[i] = take(NULL, NULL);
    cr_assert_eq(daemon_wait_exit(daemon_program(&hall, "once.log", arguments), 30), 0);
    for (int i = 0; i < 20; i++)
        cr_assert(wait_printed(ids[i], "printed", 0));
    cr_assert_eq(daemon_wait_exit(daemon_program(&hall, "once.log", arguments), 30), 0, "with an empty queue");
    cr_assert_eq(daemon_end(&hall, SIGKILL), 128 + SIGKILL);
    cr_assert_eq(daemon_wait_exit(daemon_program(&hall, "once.log", arguments), 30), 3, "without a controller");
}

Test(print_worker, a_second_worker_on_one_device_is_refused, .init = begin_with_folder)
{
    worker = start_worker("worker.log");
    cr_assert(wait_printer("ready", 10));
    cr_assert_eq(daemon_wait_exit(start_worker("second.log"), 10), 1);
    cr_assert(daemon_wait_log(&hall, "second.log", "kiosk1: file:printed: another process drives this printer", 1));
    stop_worker();
}

Test(print_worker, a_configuration_with_a_typo_is_one_sentence, .init = begin_with_folder)
{
    char path[640], expected[768];

    snprintf(path, sizeof path, "%s/printers.conf", hall.dir);
    FILE *file = fopen(path, "w");
    fputs("printer kiosk1 {\n place = \"kiosk 1\"\n model = \"generic-81\"\n sink = \"file:printed\"\n}\n", file);
    fclose(file);
    cr_assert_eq(daemon_wait_exit(start_worker("worker.log"), 10), 1);
    snprintf(expected, sizeof expected, "%s:3: there is no model \"generic-81\"", path);
    cr_assert(daemon_wait_log(&hall, "worker.log", expected, 1));
    unlink(path);
    cr_assert_eq(daemon_wait_exit(start_worker("worker.log"), 10), 1);
    cr_assert(daemon_wait_log(&hall, "worker.log", "No such file", 1));
}

Test(print_worker, a_folder_that_cannot_be_written_is_told_and_recovers, .init = begin_with_folder)
{
    char path[640];

    snprintf(path, sizeof path, "%s/printed", hall.dir);
    rmdir(path);
    FILE *file = fopen(path, "w"); /* not a folder: even root cannot write into it */
    fclose(file);
    worker = start_worker("worker.log");
    cr_assert(wait_printer("offline", 10));
    json_int_t id = take(NULL, NULL);
    cr_assert_eq(unlink(path), 0);
    cr_assert(wait_printer("ready", 15));
    json_int_t next = take(NULL, NULL);
    cr_assert(wait_printed(next, "printed", 10));
    cr_assert(wait_printed(id, "none", 1), "taken while nothing could be printed");
    stop_worker();
}

Test(print_worker, the_controller_may_be_away, .init = begin_with_folder)
{
    worker = start_worker("worker.log");
    cr_assert(wait_printer("ready", 10));
    json_int_t first = take(NULL, NULL);
    cr_assert(wait_printed(first, "printed", 10));
    cr_assert_eq(daemon_end(&hall, SIGKILL), 128 + SIGKILL);
    cr_assert(daemon_wait_log(&hall, "worker.log", "the controller cannot be reached", 20));
    cr_assert(daemon_start(&hall, NULL));
    json_int_t second = take(NULL, NULL);
    cr_assert(wait_printed(second, "printed", 20));
    stop_worker();
}

/* --- the device ------------------------------------------------------------------------------------------------------------------- */

Test(print_worker, no_paper_no_lease_until_it_is_refilled)
{
    begin_with_device(NULL);
    printer->answers[4] = 0x12 | 0x60;
    cr_assert(wait_printer("paper-out", 15));
    json_int_t id = take(NULL, NULL);
    printer->answers[4] = 0x12;
    cr_assert(wait_printer("ready", 15));
    json_int_t next = take(NULL, NULL);
    cr_assert(wait_printed(next, "printed", 15));
    cr_assert(wait_printed(id, "none", 1));
    stop_worker();
}

Test(print_worker, paper_that_ends_within_a_ticket_is_for_people_to_look_at)
{
    struct escpos_paper paper;

    begin_with_device(NULL);
    printer->paper_ends_at = 20000;
    json_int_t id = take(NULL, NULL);
    cr_assert(wait_printed(id, "attention", 20));
    cr_assert(wait_printer("paper-out", 10));
    printer->paper_ends_at = SIZE_MAX;
    cr_assert(wait_printer("ready", 15));
    json_int_t next = take(NULL, NULL);
    cr_assert(wait_printed(next, "printed", 15));
    cr_assert(wait_printed(id, "attention", 1), "it was printed again by itself");
    read_papers(&paper);
    cr_assert_eq(paper.cuts, 2);
    escpos_paper_finish(&paper);
    stop_worker();
}

Test(print_worker, a_worker_that_dies_within_a_ticket_never_prints_it_again)
{
    struct escpos_paper paper;

    begin_with_device(FAST);
    printer->stops_at = 1000;
    json_int_t id = take(NULL, NULL);
    cr_assert(wait_printed(id, "printing", 10));
    cr_assert(virtual_printer_wait(printer, 1000));
    cr_assert_eq(kill(worker, SIGKILL), 0);
    waitpid(worker, NULL, 0);
    cr_assert(wait_printed(id, "attention", 30), "the lease did not end");
    printer->stops_at = SIZE_MAX;
    worker = start_worker("worker2.log");
    json_int_t next = take(NULL, NULL);
    cr_assert(wait_printed(next, "printed", 20));
    cr_assert(wait_printed(id, "attention", 1));
    read_papers(&paper);
    cr_assert_eq(paper.cuts, 2, "%d papers for two tickets", paper.cuts);
    escpos_paper_finish(&paper);
    stop_worker();
}

Test(print_worker, the_controller_dies_while_the_paper_comes_out)
{
    struct escpos_paper paper;

    begin_with_device(NULL);
    printer->stops_at = 1000;
    json_int_t id = take(NULL, NULL);
    cr_assert(wait_printed(id, "printing", 10));
    cr_assert(virtual_printer_wait(printer, 1000));
    cr_assert_eq(daemon_end(&hall, SIGKILL), 128 + SIGKILL);
    printer->stops_at = SIZE_MAX;
    cr_assert(daemon_start(&hall, NULL));
    cr_assert(wait_printed(id, "printed", 20), "what was printed was not told afterwards");
    read_papers(&paper);
    cr_assert_eq(paper.cuts, 1);
    escpos_paper_finish(&paper);
    stop_worker();
}

Test(print_worker, a_stop_finishes_the_paper_at_hand)
{
    begin_with_device(NULL);
    printer->stops_at = 1000;
    json_int_t id = take(NULL, NULL);
    cr_assert(virtual_printer_wait(printer, 1000));
    cr_assert_eq(kill(worker, SIGTERM), 0);
    printer->stops_at = SIZE_MAX;
    cr_assert_eq(daemon_wait_exit(worker, 20), 0);
    worker = 0;
    cr_assert(wait_printed(id, "printed", 1));
}

Test(print_worker, a_stuck_printer_does_not_hold_up_another)
{
    char conf[512];

    printer = virtual_printer_start();
    snprintf(conf, sizeof conf,
             "printer kiosk1 {\n place = \"kiosk 1\"\n model = \"generic-58-cutter\"\n sink = \"%s\"\n}\n"
             "printer kiosk2 {\n place = \"kiosk 2\"\n model = \"generic-58\"\n sink = \"file:printed\"\n}\n", printer->address);
    begin(NULL, conf);
    worker = start_worker("worker.log");
    cr_assert(daemon_wait_log(&hall, "worker.log", "kiosk1: ready", 10) && daemon_wait_log(&hall, "worker.log", "kiosk2: ready", 10));
    cr_assert(wait_printers(2, 10));
    printer->stops_at = 1000;
    json_int_t stuck = take_at("kiosk 1", NULL, NULL);
    cr_assert(virtual_printer_wait(printer, 1000));
    json_int_t other = take_at("kiosk 2", NULL, NULL);
    cr_assert(wait_printed(other, "printed", 5));
    cr_assert(wait_printed(stuck, "printing", 1));
    cr_assert_eq(kill(worker, SIGTERM), 0);
    printer->stops_at = SIZE_MAX;
    cr_assert_eq(daemon_wait_exit(worker, 20), 0);
    worker = 0;
    cr_assert(wait_printed(stuck, "printed", 1));
}

Test(print_worker, a_test_page_comes_out_and_is_followed)
{
    char text[512], path[640];

    begin_with_folder();
    worker = start_worker("worker.log");
    cr_assert(wait_printer("ready", 10));
    cr_assert_eq(daemon_run((const char *[]){ "yichuang", "-C", hall.dir, "printers", "test", "kiosk1", "--json", NULL }, text, sizeof text), 0, "%s", text);
    cr_assert_eq(daemon_run((const char *[]){ "yichuang", "-C", hall.dir, "printers", "follow", "1", NULL }, text, sizeof text), 0, "%s", text);
    cr_assert_not_null(strstr(text, "print job 1 at kiosk1: printed"), "%s", text);
    snprintf(path, sizeof path, "%s/printed/test-kiosk1-1.bin", hall.dir);
    cr_assert_eq(access(path, R_OK), 0);
    stop_worker();
}

/* What is queued when the printer is pulled comes out of its spare, in order, and the alarm says where. */
Test(print_worker, the_spare_prints_what_waits_at_a_dead_printer)
{
    char conf[640], path[768], numbers[3][16];
    json_int_t ids[3];
    bool told = false;

    printer = virtual_printer_start();
    snprintf(conf, sizeof conf,
             "printer kiosk1 {\n place = \"kiosk 1\"\n model = \"generic-58-cutter\"\n sink = \"%s\"\n spare = \"guide\"\n spare_after = 10\n paper = 30\n}\n"
             "printer guide {\n place = \"guide\"\n model = \"generic-58\"\n sink = \"file:printed\"\n}\n", printer->address);
    begin(FAST, conf);
    worker = start_worker("worker.log");
    cr_assert(wait_printers(2, 10));
    cr_assert(wait_printed(take_at("kiosk 1", NULL, NULL), "printed", 20));
    printer->stops_at = printer->received + 1000;
    json_int_t at_hand = take_at("kiosk 1", NULL, NULL);
    cr_assert(wait_printed(at_hand, "printing", 10));
    for (int i = 0; i < 3; i++)
        ids[i] = take_at("kiosk 1", numbers[i], NULL);
    virtual_printer_unplug(printer);
    for (int i = 0; i < 3; i++) {
        cr_assert(wait_printed(ids[i], "printed", 40), "%s", numbers[i]);
        snprintf(path, sizeof path, "%s/printed/%s-%lld.bin", hall.dir, numbers[i], (long long)ids[i]);
        cr_assert_eq(access(path, R_OK), 0, "%s", path);
    }
    cr_assert(wait_printed(at_hand, "attention", 1), "what was on its way into the printer was printed elsewhere");
    json_t *answer = daemon_ask(&hall, "GET", "/v1/hall", NULL, &(int){ 0 }), *alarm;
    size_t i;
    json_array_foreach(json_object_get(answer, "alarms"), i, alarm)
        told = told || strstr(json_string_value(json_object_get(json_object_get(alarm, "text"), "en")), "its papers come out at guide");
    cr_assert(told, "no alarm says where the papers are");
    json_t *paper = json_object_get(find_printer(answer), "paper");
    cr_assert_gt(json_integer_value(json_object_get(paper, "full")), json_integer_value(json_object_get(paper, "left")), "the paper is not counted");
    json_decref(answer);
    stop_worker();
}

struct watch {
    int leases, printings;
};

static void on_event(void *context, enum client_stream_kind kind, int64_t seq, const json_t *event)
{
    struct watch *watch = context;
    const char *type = json_string_value(json_object_get(event, "type"));

    (void)seq;
    if (kind == CLIENT_STREAM_EVENT && type) {
        watch->leases += strcmp(type, "print.leased") == 0;
        watch->printings += strcmp(type, "print.printing") == 0;
    }
}

/* Follows all events from this moment on. */
static void follow(struct watch *watch)
{
    int status;
    json_t *answer = daemon_ask(&hall, "GET", "/v1/hall", NULL, &status);

    cr_assert_eq(status, 200);
    client_follow(hall.client, json_integer_value(json_object_get(answer, "seq")), on_event, watch);
    json_decref(answer);
}

/* The controller falls silent after the lease and before it could acknowledge `printing`: not one byte of the picture may go out. */
Test(print_worker, no_byte_goes_out_before_printing_is_acknowledged)
{
    struct watch watch = { 0 };
    int64_t end_ms;

    begin_with_device(NULL);
    follow(&watch);
    printer->thinks_ms = 250; /* the worker asks the printer between the two */
    json_int_t id = take(NULL, NULL);
    for (end_ms = clock_steady_ms() + 10000; watch.leases == 0 && clock_steady_ms() < end_ms;)
        client_wait(hall.client, -1, 10);
    cr_assert_eq(watch.leases, 1);
    kill(hall.pid, SIGSTOP);
    for (end_ms = clock_steady_ms() + 3000; clock_steady_ms() < end_ms; poll(NULL, 0, 20))
        cr_assert_leq(printer->received, 3u * (size_t)printer->questions + 2, "the picture goes out");
    printer->thinks_ms = 0;
    kill(hall.pid, SIGCONT);
    cr_assert(wait_printed(id, "printed", 20));
    stop_worker();
}

/* --- the worst moments, many of them ---------------------------------------------------------------------------------------------- */

enum { TICKETS = 16, LEAST_KILLS = 6 };

/* Starts a worker and kills it some 0 to 19 ms after it began with a paper. Returns false when it found nothing to do within 6 s. */
static bool start_and_kill(struct watch *watch, unsigned *seed)
{
    int before = watch->leases + watch->printings, wanted = 1 + (int)(*seed >> 20) % 2;
    int64_t end_ms = clock_steady_ms() + 6000;

    worker = start_worker("worker.log");
    while (watch->leases + watch->printings < before + wanted && clock_steady_ms() < end_ms)
        client_wait(hall.client, -1, 5);
    *seed = *seed * 1103515245u + 12345u;
    poll(NULL, 0, (int)(*seed >> 16) % 20);
    kill(worker, SIGKILL);
    waitpid(worker, NULL, 0);
    worker = 0;
    return watch->leases + watch->printings > before;
}

static void check_papers(json_int_t id, const char *number, int *ret_printed)
{
    char path[768], state[16];
    int status;

    snprintf(path, sizeof path, "/v1/tickets/%lld", (long long)id);
    json_t *ticket = daemon_ask(&hall, "GET", path, NULL, &status);
    snprintf(state, sizeof state, "%s", json_string_value(json_object_get(ticket, "printed")));
    json_decref(ticket);
    snprintf(path, sizeof path, "%s/printed/%s-%lld~2.bin", hall.dir, number, (long long)id);
    cr_assert_neq(access(path, F_OK), 0, "%s: two unmarked papers", number);
    snprintf(path, sizeof path, "%s/printed/%s-%lld.bin", hall.dir, number, (long long)id);
    bool paper = access(path, F_OK) == 0;
    if (strcmp(state, "printed") == 0)
        cr_assert(paper, "%s: printed, and no paper", number);
    else
        cr_assert_str_eq(state, "attention", "%s: neither printed nor seen by anybody", number);
    *ret_printed += strcmp(state, "printed") == 0;
}

Test(print_worker, killed_again_and_again_it_never_makes_two_originals)
{
    char numbers[TICKETS][16];
    json_int_t ids[TICKETS];
    struct watch watch = { 0 };
    unsigned seed = 20261123;
    int kills = 0, printed = 0;

    begin("2026-11-23T09:00:00+08:00,20", NULL); /* a lease ends after 1.5 s */
    worker = start_worker("worker.log");
    cr_assert(wait_printer("ready", 10));
    kill(worker, SIGKILL);
    waitpid(worker, NULL, 0);
    for (int i = 0; i < TICKETS; i++)
        ids[i] = take(numbers[i], NULL);
    follow(&watch);
    while (start_and_kill(&watch, &seed))
        kills++;
    cr_assert_geq(kills, LEAST_KILLS);
    for (int i = 0; i < TICKETS; i++)
        check_papers(ids[i], numbers[i], &printed);
    cr_log_info("%d kills, %d of %d papers for certain", kills, printed, TICKETS);
    worker = start_worker("worker.log");
    cr_assert(wait_printer("ready", 10));
    cr_assert(wait_printed(take(NULL, NULL), "printed", 10), "nothing is printed any more");
    stop_worker();
}
