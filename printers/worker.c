#include "printers/worker.h"

#include "base/clock.h"
#include "base/log.h"
#include "client/options.h"
#include "printers/job.h"
#include "printers/receipt.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>

/* Milliseconds: how often the printer is asked, how often the controller hears of it at least (it takes 45 s of silence for absence), how long until the next
 * try after a failure, after how long the queue is looked at although no event came, and how long a device that is held is waited for. */
enum { PROBE_MS = 5000, REPORT_MS = 10000, RETRY_MS = 1000, LOOK_MS = 15000, IDLE_MS = 1000, HELD_MS = 1500, PAUSE_MS = 50 };

struct worker {
    const struct worker_options *options;
    struct job_context context;      /* client, sink and printer, as jobs need them */
    enum printer_state state;
    char detail[SINK_DETAIL];
    bool known;                      /* the printer was asked at least once */
    bool look;                       /* there may be something in the queue */
    bool reported;                   /* the controller knows the present state */
    bool absent;                     /* it was said that the controller is away */
    int64_t probe_ms, report_ms, look_ms; /* when next, by the steady clock */
    int status;                      /* the exit status once it is certain, -1 before */
};

static void on_stream(void *context, enum client_stream_kind kind, int64_t seq, const json_t *event)
{
    struct worker *worker = context;
    const char *type = json_string_value(json_object_get(event, "type"));
    const char *printer = json_string_value(json_object_get(json_object_get(event, "job"), "printer"));
    const char *resumed = json_string_value(json_object_get(json_object_get(event, "printer"), "name"));

    (void)seq;
    if (kind == CLIENT_STREAM_CONNECTED || kind == CLIENT_STREAM_RESET)
        worker->look = true;
    if (kind == CLIENT_STREAM_EVENT && type && strncmp(type, "print.", 6) == 0 && (!printer || strcmp(printer, worker->options->printer->name) == 0))
        worker->look = true;
    if (kind == CLIENT_STREAM_EVENT && type && strcmp(type, "printer.resumed") == 0 && resumed && strcmp(resumed, worker->options->printer->name) == 0)
        worker->look = true;
}

static void probe(struct worker *worker, int64_t now_ms)
{
    char detail[SINK_DETAIL];
    enum printer_state state = sink_state(worker->context.sink, detail);

    worker->probe_ms = now_ms + PROBE_MS;
    if (worker->known && state == worker->state && strcmp(detail, worker->detail) == 0)
        return;
    log_note("%s: %s%s%s", worker->options->printer->name, printer_state_word(state), *detail ? ": " : "", detail);
    worker->state = state;
    strcpy(worker->detail, detail);
    worker->known = true;
    worker->reported = false;
    worker->report_ms = now_ms;
}

/* Tells the controller how the printer is. */
static void report(struct worker *worker, enum printer_state state, const char *detail, int64_t now_ms)
{
    char text[256];
    json_t *answer = NULL;
    int status = job_report_printer(&worker->context, state, detail, &answer);

    worker->reported = status == 200;
    worker->report_ms = now_ms + (worker->reported ? REPORT_MS : RETRY_MS);
    if (status == 200 && worker->absent)
        log_note("%s: the controller is back", worker->options->printer->name);
    if ((status == 0 || status == 503) && !worker->absent)
        log_warning("%s: the controller cannot be reached; trying on", worker->options->printer->name);
    worker->absent = status == 0 || status == 503;
    if (status >= 400 && status < 500 && status != 429) {
        snprintf(text, sizeof text, "%s", client_problem_text(status, answer, "en"));
        log_error("%s: the controller refuses the printer: %s", worker->options->printer->name, text);
        worker->status = STATUS_REFUSED;
    }
    json_decref(answer);
}

/* Prints what is queued, as long as all goes well. */
static void print_queue(struct worker *worker)
{
    enum job_end end = JOB_END_NEXT;

    while (end == JOB_END_NEXT && !*worker->options->stop)
        end = job_print_next(&worker->context);
    worker->look_ms = clock_steady_ms() + LOOK_MS;
    worker->look = end != JOB_END_EMPTY;
    if (end != JOB_END_EMPTY)
        worker->probe_ms = 0;
    if (end == JOB_END_AGAIN || end == JOB_END_UNKNOWN_PRINTER)
        client_wait(worker->context.client, -1, RETRY_MS);
    if (end == JOB_END_UNKNOWN_PRINTER || worker->context.told)
        worker->report_ms = 0;
    worker->context.told = false;
    if (worker->options->once && end == JOB_END_EMPTY)
        worker->status = STATUS_DONE;
}

/* With once, what stands in the way of printing ends the worker. */
static void give_up(struct worker *worker)
{
    if (worker->absent)
        worker->status = STATUS_UNREACHABLE;
    else if (!printer_state_can_print(worker->state))
        worker->status = STATUS_REFUSED;
}

/* One look at everything; waits when there is nothing to do. */
static void turn(struct worker *worker)
{
    int64_t now_ms = clock_steady_ms();

    if (now_ms >= worker->probe_ms)
        probe(worker, now_ms);
    if (now_ms >= worker->report_ms)
        report(worker, worker->state, worker->detail, now_ms);
    if (worker->options->once && worker->status < 0)
        give_up(worker);
    if (worker->status >= 0)
        return;
    if (worker->reported && printer_state_can_print(worker->state) && (worker->look || now_ms >= worker->look_ms))
        print_queue(worker);
    else
        client_wait(worker->context.client, -1, IDLE_MS);
}

/* A worker that was killed a moment ago may still hold the device. */
static enum error open_sink(struct worker *worker)
{
    const struct printer_conf *printer = worker->options->printer;
    int64_t until_ms = clock_steady_ms() + HELD_MS;
    enum error error;

    do
        error = sink_open(printer->sink, worker->options->dir, printer->model, &worker->context.sink);
    while (error == ERROR_BUSY && clock_steady_ms() < until_ms && !*worker->options->stop && poll(NULL, 0, PAUSE_MS) == 0);
    return error;
}

static int open_all(struct worker *worker)
{
    const struct printer_conf *printer = worker->options->printer;
    bool tickets = printer->kinds & 1u << PRINTER_KIND_TICKET; /* slips and certificates prove their own texts */
    enum error error = tickets ? receipt_warm() : ERROR_NONE;

    if (error) {
        log_error("%s: %s", printer->name, error == ERROR_MISSING ? "no font of this machine has all characters of a ticket; install fonts-noto-cjk" : error_sentence(error));
        return STATUS_REFUSED;
    }
    error = open_sink(worker);
    if (error) {
        log_error("%s: %s: %s", printer->name, printer->sink, error == ERROR_BUSY ? "another process drives this printer" : error_sentence(error));
        return STATUS_REFUSED;
    }
    worker->context.client = client_create(worker->options->client);
    if (!worker->context.client) {
        log_error("%s: %s", printer->name, error_sentence(ERROR_MEMORY));
        return STATUS_REFUSED;
    }
    return -1;
}

int worker_run(const struct worker_options *options)
{
    struct worker worker = { .options = options, .state = PRINTER_OFFLINE, .look = true, .status = -1 };

    worker.context.printer = options->printer;
    worker.context.stop = options->stop;
    worker.context.dir = options->dir;
    worker.status = open_all(&worker);
    if (worker.status < 0) {
        if (!options->once)
            client_follow(worker.context.client, -1, on_stream, &worker);
        log_note("%s: printing to %s", options->printer->name, options->printer->sink);
    }
    while (worker.status < 0 && !*options->stop)
        turn(&worker);
    if (worker.status < 0 && worker.reported) /* whoever takes numbers should know at once, not after 45 s of silence */
        report(&worker, PRINTER_OFFLINE, "the print worker was stopped", clock_steady_ms());
    client_destroy(worker.context.client);
    sink_close(worker.context.sink);
    return worker.status < 0 ? STATUS_DONE : worker.status;
}
