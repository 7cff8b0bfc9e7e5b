/* Tickets under every fault that a printer and its worker can have, at random: paper out, paper that ends within a ticket, an open cover, a plug that is pulled, a
 * connection cut in the middle, a printer that takes nothing for a while; workers that are killed and workers that stand still until their lease has ended.
 * Afterwards the papers themselves are read, as the heads would have burnt them: of every ticket there is exactly one unmarked paper, or none or half a one and a
 * state that says so; never two. ROUNDS: how many tickets. tests/papers plants faults into the product and shows that this finds them. */
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

/* Twenty times as fast: a lease ends after 1.5 s, a silent worker is away after 2.25 s, a spare takes over 1 s later (spare_after = 20). */
#define CLOCK "2026-11-23T09:00:00+08:00,20"

enum {
    PRINTERS = 4, USUAL = 60, MOST = 2000, MOST_PAPERS = 2 * MOST, WIDTH = 576, ROW = WIDTH / 8,
    TOP_ROWS = 400,       /* hall and number stand here: whoever has so much of a paper has a number in hand */
    AT_ONCE = 10,         /* papers that may wait */
    THINKS_MS = 250, STILL_MS = 1700, /* the printer of a worker that stands still; longer than a lease */
    TICKET_S = 4, REST_S = 90, /* how long a ticket may take, on the whole; until the last paper has its end */
};

struct ticket {
    json_int_t id;
    char url[256], state[16];
    int papers, halves; /* unmarked ones that came out whole; in part, with the number on it */
};

/* What a head burnt between ESC @ and the cut, or the end of the connection. */
struct paper {
    const unsigned char *begins;
    size_t length;
    unsigned char *top; /* its first TOP_ROWS rows; NULL: so much did not come out */
    bool whole;
    int ticket; /* index, -1: unknown */
};

enum fault_kind { NOTHING, PAPER_OUT, COVER_OPEN, PAPER_ENDS, CUT_OFF, STUCK, UNPLUGGED, KILLED, FROZEN, FAULTS };

static struct daemon hall;
static struct station {
    struct virtual_printer *printer;
    pid_t worker;
    enum fault_kind fault; /* at present */
    int64_t until_ms;
    char name[16];
    bool still; /* its worker was stopped */
} stations[PRINTERS];
static struct ticket tickets[MOST];
static struct paper papers[MOST_PAPERS];
static int paper_count, wanted, seeded;
static unsigned dice = 20261123;

static void end(void)
{
    for (int i = 0; i < PRINTERS; i++) {
        if (stations[i].worker > 0) {
            kill(stations[i].worker, SIGKILL);
            waitpid(stations[i].worker, NULL, 0);
        }
        if (stations[i].printer)
            virtual_printer_finish(stations[i].printer);
    }
    for (int i = 0; i < paper_count; i++)
        free(papers[i].top);
    daemon_remove(&hall);
}

TestSuite(tickets_on_paper, .fini = end, .timeout = 3000);

static int throw(int sides)
{
    dice = dice * 1103515245u + 12345u;
    return (int)((dice >> 12) % (unsigned)sides);
}

static void start_worker(struct station *station)
{
    char log[32];
    const char *arguments[] = { "yichuang-printd", "-C", hall.dir, "--printer", station->name, NULL };

    snprintf(log, sizeof log, "%s.log", station->name);
    station->worker = daemon_program(&hall, log, arguments);
}

static void kill_worker(struct station *station)
{
    kill(station->worker, SIGKILL);
    waitpid(station->worker, NULL, 0);
    start_worker(station);
}

/* --- faults ----------------------------------------------------------------------------------------------------------------------- */

static void begin_fault(struct station *station, enum fault_kind fault)
{
    struct virtual_printer *printer = station->printer;
    size_t soon = printer->received + (size_t)throw(60000);
    int lasts_ms = 100 + throw(1500);

    switch (fault) {
    case PAPER_OUT: printer->answers[4] = 0x12 | 0x60; break;
    case COVER_OPEN: printer->answers[2] = 0x12 | 0x04; break;
    case PAPER_ENDS: printer->paper_ends_at = soon; break;
    case CUT_OFF: printer->hangs_up_at = soon; break;
    case STUCK: printer->stops_at = soon; break;
    case UNPLUGGED: virtual_printer_unplug(printer); lasts_ms += throw(4) == 0 ? 4000 : 0; break; /* now and then long enough for its spare */
    case KILLED: kill_worker(station); break;
    case FROZEN: printer->thinks_ms = THINKS_MS; lasts_ms += 2000; break; /* the worker stops when it has a lease and asks the printer: on_event() */
    default: break;
    }
    station->fault = fault;
    station->until_ms = clock_steady_ms() + lasts_ms;
}

static void end_fault(struct station *station)
{
    struct virtual_printer *printer = station->printer;

    printer->answers[4] = printer->answers[2] = 0x12;
    printer->thinks_ms = 0;
    printer->paper_ends_at = printer->hangs_up_at = printer->stops_at = SIZE_MAX;
    if (station->fault == UNPLUGGED)
        virtual_printer_plug_in(printer);
    if (station->still)
        kill(station->worker, SIGCONT);
    station->still = false;
    station->fault = NOTHING;
    station->until_ms = clock_steady_ms() + throw(1500);
}

/* Stops the worker of a printer that stands still at the worst moment: between the lease and the first byte, until the lease has ended. */
static void on_event(void *context, enum client_stream_kind kind, int64_t seq, const json_t *event)
{
    const char *type = json_string_value(json_object_get(event, "type"));
    const char *name = json_string_value(json_object_get(json_object_get(event, "job"), "printer"));

    (void)context, (void)seq;
    for (int i = 0; i < PRINTERS && kind == CLIENT_STREAM_EVENT && type && strcmp(type, "print.leased") == 0; i++)
        if (stations[i].fault == FROZEN && name && strcmp(name, stations[i].name) == 0 && !stations[i].still) {
            kill(stations[i].worker, SIGSTOP);
            stations[i].still = true;
            stations[i].until_ms = clock_steady_ms() + STILL_MS + throw(1500);
        }
}

static void let_things_go_wrong(void)
{
    for (int i = 0; i < PRINTERS; i++)
        if (clock_steady_ms() >= stations[i].until_ms) {
            if (stations[i].fault != NOTHING)
                end_fault(&stations[i]);
            else
                begin_fault(&stations[i], (enum fault_kind)(1 + throw(FAULTS - 1)));
        }
}

/* --- the day ---------------------------------------------------------------------------------------------------------------------- */

static void begin(void)
{
    char conf[2048] = "";

    wanted = daemon_rounds(USUAL) < MOST ? daemon_rounds(USUAL) : MOST;
    const char *seed = getenv("SEED");
    seeded = seed ? atoi(seed) : 0;
    dice += (unsigned)seeded * 7919u;
    for (int i = 0; i < PRINTERS; i++) {
        stations[i].printer = virtual_printer_start();
        snprintf(stations[i].name, sizeof stations[i].name, "kiosk%d", i + 1);
        snprintf(conf + strlen(conf), sizeof conf - strlen(conf),
                 "printer kiosk%d {\n place = \"kiosk %d\"\n model = \"generic-80\"\n sink = \"%s\"\n spare = \"kiosk%d\"\n spare_after = 20\n}\n", i + 1, i + 1,
                 stations[i].printer->address, (i + 1) % PRINTERS + 1);
    }
    daemon_make(&hall);
    hall.clock = CLOCK;
    daemon_write(&hall, "printers.conf", conf);
    cr_assert(daemon_start(&hall, NULL));
    for (int i = 0; i < PRINTERS; i++)
        start_worker(&stations[i]);
}

/* How many papers wait or come out; -1 when the hall cannot be asked. */
static int papers_open(void)
{
    char path[64];
    int open = 0, status;

    for (int i = 0; i < PRINTERS; i++) {
        snprintf(path, sizeof path, "/v1/printers/%s", stations[i].name);
        json_t *answer = daemon_ask(&hall, "GET", path, NULL, &status);
        open += (int)json_array_size(json_object_get(answer, "jobs"));
        json_decref(answer);
        if (status != 200 && status != 404)
            return -1;
    }
    return open;
}

/* Takes one as a kiosk would: where the printer cannot print, another kiosk is asked. */
static bool take(struct ticket *ticket)
{
    char place[16];
    int status;

    snprintf(place, sizeof place, "kiosk %d", 1 + throw(PRINTERS));
    json_t *answer = daemon_ask(&hall, "POST", "/v1/tickets", json_pack("{s:s, s:s}", "service", "A", "place", place), &status);
    const char *printed = json_string_value(json_object_get(answer, "printed"));
    bool queued = status == 201 && printed && strcmp(printed, "none") != 0;
    if (status == 201) {
        ticket->id = json_integer_value(json_object_get(answer, "id"));
        snprintf(ticket->url, sizeof ticket->url, "%s", json_string_value(json_object_get(answer, "url")));
    }
    json_decref(answer);
    return queued; /* one without paper says so itself; it is not counted here */
}

static void wait_for_the_first_printer(void)
{
    int64_t end_ms = clock_steady_ms() + 20000;

    while (!take(&tickets[0])) {
        cr_assert_lt(clock_steady_ms(), end_ms, "no printer can print");
        poll(NULL, 0, 50);
    }
}

static void live_through_the_day(void)
{
    wait_for_the_first_printer();
    client_follow(hall.client, -1, on_event, NULL);
    int64_t end_ms = clock_steady_ms() + 1000 * ((int64_t)TICKET_S * wanted + REST_S);
    for (int taken = 1; taken < wanted;) {
        let_things_go_wrong();
        if (clock_steady_ms() > end_ms) { /* what did come out is looked at all the same */
            cr_expect_fail("only %d of %d tickets could be taken", taken, wanted);
            wanted = taken;
        }
        if (papers_open() < AT_ONCE && take(&tickets[taken]))
            taken++;
        client_wait(hall.client, -1, 20);
    }
    for (int i = 0; i < PRINTERS; i++)
        end_fault(&stations[i]);
    end_ms = clock_steady_ms() + 1000 * REST_S;
    while (papers_open() != 0 && clock_steady_ms() < end_ms)
        poll(NULL, 0, 100);
    cr_expect_eq(papers_open(), 0, "papers are without an end");
}

/* --- what came out ---------------------------------------------------------------------------------------------------------------- */

static void keep(struct paper *paper, const unsigned char *rows, size_t count)
{
    if (count < (size_t)TOP_ROWS * ROW)
        return;
    paper->top = malloc((size_t)TOP_ROWS * ROW);
    memcpy(paper->top, rows, (size_t)TOP_ROWS * ROW);
}

/* Reads one connection's bytes, command by command; what is cut off ends there. Its rows are gathered in room. */
static void read_connection(const unsigned char *bytes, size_t length, unsigned char *room)
{
    struct paper *paper = NULL;
    size_t at = 0, rows = 0;

    while (at < length) {
        const unsigned char *c = bytes + at;
        size_t left = length - at, data = 0;
        if (c[0] == 0x10 && left >= 3) {
            at += 3;
        } else if (left >= 2 && c[0] == 0x1b && c[1] == '@') {
            if (paper)
                keep(paper, room, rows);
            cr_assert_lt(paper_count, MOST_PAPERS);
            paper = &papers[paper_count++];
            *paper = (struct paper){ .begins = c, .length = left, .ticket = -1 };
            rows = 0;
            at += 2;
        } else if (paper && left >= 8 && c[0] == 0x1d && c[1] == 'v') {
            data = (size_t)(c[4] + 256 * c[5]) * (size_t)(c[6] + 256 * c[7]);
            data = data < left - 8 ? data : left - 8;
            memcpy(room + rows, c + 8, data);
            rows += data;
            at += 8 + data;
        } else if (left >= 3 && c[0] == 0x1b && c[1] == 'd') {
            at += 3;
        } else if (paper && left >= 4 && c[0] == 0x1d && c[1] == 'V') {
            paper->whole = true;
            paper->length = (size_t)(c + 4 - paper->begins);
            keep(paper, room, rows);
            paper = NULL;
            at += 4;
        } else {
            break; /* the connection ended within a command */
        }
    }
    if (paper)
        keep(paper, room, rows);
}

static void read_all(const struct virtual_printer *printer)
{
    unsigned char *room = malloc(VIRTUAL_PRINTER_ROOM);
    int count = printer->connections;

    cr_assert_not_null(room);
    cr_assert_lt(count, VIRTUAL_PRINTER_CONNECTIONS);
    cr_assert_lt(printer->received, VIRTUAL_PRINTER_ROOM);
    for (int i = 0; i < count; i++) {
        size_t end_at = i + 1 < count ? printer->begins[i + 1] : printer->received;
        read_connection(printer->bytes + printer->begins[i], end_at - printer->begins[i], room);
    }
    free(room);
}

/* Finds out whose number is on a whole paper, as a phone would. */
static void recognise(struct paper *paper)
{
    char error[ESCPOS_READER_ERROR], path[768], text[512];
    struct escpos_paper picture;

    cr_assert(escpos_read(paper->begins, paper->length, WIDTH, &picture, error), "%s", error);
    snprintf(path, sizeof path, "%s/paper.pbm", hall.dir);
    cr_assert(escpos_paper_write(&picture, 16, path));
    escpos_paper_finish(&picture);
    const char *failure = code_read(path, text, sizeof text);
    cr_assert_null(failure, "%s", failure);
    for (int i = 0; i < wanted; i++)
        if (strcmp(tickets[i].url, text) == 0)
            paper->ticket = i;
}

/* Half a paper belongs to whom a whole one with the same top belongs to. */
static void recognise_halves(void)
{
    for (int i = 0; i < paper_count; i++)
        for (int k = 0; k < paper_count && !papers[i].whole && papers[i].top; k++)
            if (k != i && papers[k].top && (papers[k].whole || k < i) && memcmp(papers[i].top, papers[k].top, (size_t)TOP_ROWS * ROW) == 0) {
                cr_expect(papers[k].whole, "two halves of one unmarked paper");
                papers[i].ticket = papers[k].ticket;
            }
}

static void read_states(void)
{
    char path[64];
    int status;

    for (int i = 0; i < wanted; i++) {
        snprintf(path, sizeof path, "/v1/tickets/%lld", (long long)tickets[i].id);
        json_t *answer = daemon_ask(&hall, "GET", path, NULL, &status);
        const char *printed = json_string_value(json_object_get(answer, "printed"));
        snprintf(tickets[i].state, sizeof tickets[i].state, "%s", printed ? printed : "?");
        json_decref(answer);
    }
}

Test(tickets_on_paper, no_fault_makes_a_second_unmarked_paper)
{
    int printed = 0, attention = 0, failed = 0, halves = 0;

    begin();
    live_through_the_day();
    read_states();
    for (int i = 0; i < PRINTERS; i++)
        read_all(stations[i].printer);
    for (int i = 0; i < paper_count; i++) {
        if (papers[i].whole)
            recognise(&papers[i]);
        halves += !papers[i].whole && papers[i].top;
    }
    recognise_halves();
    for (int i = 0; i < paper_count; i++)
        if (papers[i].ticket >= 0)
            *(papers[i].whole ? &tickets[papers[i].ticket].papers : &tickets[papers[i].ticket].halves) += 1;
    for (int i = 0; i < wanted; i++) {
        const struct ticket *ticket = &tickets[i];
        long long id = (long long)ticket->id;
        cr_expect_leq(ticket->papers + ticket->halves, 1, "ticket %lld: %d papers and %d parts of one, all unmarked", id, ticket->papers, ticket->halves);
        if (strcmp(ticket->state, "printed") == 0)
            cr_expect_eq(ticket->papers, 1, "ticket %lld is printed, and there is no paper", id);
        else if (strcmp(ticket->state, "failed") == 0)
            cr_expect_eq(ticket->papers + ticket->halves, 0, "ticket %lld failed, and there is a paper", id);
        else
            cr_expect_str_eq(ticket->state, "attention", "ticket %lld is %s: nobody sees that its paper is missing", id, ticket->state);
        printed += strcmp(ticket->state, "printed") == 0;
        attention += strcmp(ticket->state, "attention") == 0;
        failed += strcmp(ticket->state, "failed") == 0;
    }
    cr_expect_gt(printed, wanted / 4, "hardly anything was printed: this test is broken");
    cr_expect_lt(printed, wanted, "nothing went wrong: this test is broken");
    fprintf(stderr, "seed %d: %d tickets: %d printed, %d attention, %d failed; %d parts of papers\n", seeded, wanted, printed, attention, failed, halves);
}
