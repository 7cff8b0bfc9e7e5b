#include "printers/job.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/utf8.h"
#include "core/ids.h"
#include "printers/paper.h"

#include <stdio.h>
#include <string.h>

/* Milliseconds. A lease lasts 30 s: it is renewed three times in that time. What ends a job is told until the controller has heard it; once we are asked
 * to stop, not longer than LAST_WORD_MS. */
enum { CALL_MS = 5000, PAUSE_MS = 300, RENEW_MS = 10000, LAST_WORD_MS = 5000 };

struct job {
    struct job_context *context;
    int64_t id, fence;
    char name[64]; /* of the paper */
    int used;      /* of the printer's paper: millimetres or sheets, as sure as we can be that it is gone */
    int64_t renewed_ms;
    enum printer_state state; /* what was told of the printer while it prints */
    char detail[SINK_DETAIL];
};

static json_t *printer_body(const struct job_context *context, enum printer_state state, const char *detail)
{
    char clean[REASON_SIZE];
    json_t *prints = json_array();

    for (int kind = 0; kind < PRINTER_KINDS; kind++)
        if (context->printer->kinds & 1u << kind)
            json_array_append_new(prints, json_string(printer_kind_word((enum printer_kind)kind)));
    utf8_clean(clean, sizeof clean, detail);
    return json_pack("{s:s, s:o, s:s, s:s*, s:s, s:i, s:i, s:s}", "place", context->printer->place, "prints", prints, "state", printer_state_word(state), "detail", *clean ? clean : NULL,
                     "spare", context->printer->spare, "spare_after_s", context->printer->spare_after_s, "paper", context->printer->model ? context->printer->paper * 1000 : context->printer->paper,
                     "paper_unit", context->printer->model ? "mm" : "sheet");
}

int job_report_printer(const struct job_context *context, enum printer_state state, const char *detail, json_t **ret_answer)
{
    char path[64];
    json_t *body = printer_body(context, state, detail);

    snprintf(path, sizeof path, "/v1/printers/%s", context->printer->name);
    int status = client_call(context->client, "PUT", path, body, NULL, CALL_MS, ret_answer);
    json_decref(body);
    return status;
}

static json_t *job_body(const struct job *job, const char *detail)
{
    char clean[REASON_SIZE];

    utf8_clean(clean, sizeof clean, detail ? detail : "");
    return json_pack("{s:I, s:s*, s:i}", "fence", (json_int_t)job->fence, "detail", *clean ? clean : NULL, "used", job->used);
}

static bool is_unheard(int status)
{
    return status == 0 || status == 429 || status == 503;
}

/* Tells the controller what the job has come to, with one key for all tries, until it answers. Returns the status, 0 if we were stopped first. */
static int tell(const struct job *job, const char *what, const char *detail, json_t **ret_answer)
{
    char path[64], key[23];
    json_t *body = job_body(job, detail);
    int status = 0;
    int64_t stop_ms = 0;

    client_make_key(key);
    snprintf(path, sizeof path, "/v1/print-jobs/%lld/%s", (long long)job->id, what);
    *ret_answer = NULL;
    for (;;) {
        json_decref(*ret_answer);
        status = client_call(job->context->client, "POST", path, body, key, CALL_MS, ret_answer);
        if (*job->context->stop && stop_ms == 0)
            stop_ms = clock_steady_ms() + LAST_WORD_MS;
        if (!is_unheard(status) || (stop_ms > 0 && clock_steady_ms() >= stop_ms))
            break;
        client_wait(job->context->client, -1, PAUSE_MS);
    }
    json_decref(body);
    return status;
}

/* Tells how the job ended and logs it. */
static void finish(const struct job *job, const char *what, const char *detail)
{
    json_t *answer;
    int status = tell(job, what, detail, &answer);

    if (detail)
        log_warning("%s: %s: %s: %s", job->context->printer->name, job->name, what, detail);
    else
        log_note("%s: %s: %s", job->context->printer->name, job->name, what);
    if (status != 200)
        log_warning("%s: %s: the controller did not take that: %s", job->context->printer->name, job->name, client_problem_text(status, answer, "en"));
    json_decref(answer);
}

static void forget(void *context, const struct client_answer *answer)
{
    (void)context, (void)answer; /* a lost lease shows when the end is told; half a paper would help nobody */
}

/* Tells the controller that the printer waits for somebody: its state, while the job is still being printed. */
static void tell_printer(struct job *job, enum printer_state state, const char *detail)
{
    char path[64];

    if (state == job->state && strcmp(detail, job->detail) == 0)
        return;
    job->state = state;
    job->context->told = true;
    snprintf(job->detail, sizeof job->detail, "%s", detail);
    json_t *body = printer_body(job->context, state, detail);
    snprintf(path, sizeof path, "/v1/printers/%s", job->context->printer->name);
    client_request(job->context->client, "PUT", path, body, NULL, forget, NULL);
    json_decref(body);
    log_note("%s: %s: %s%s%s", job->context->printer->name, job->name, printer_state_word(state), *detail ? ": " : "", detail);
}

/* Called about once a second while the printer is slow. */
static bool keep_lease(void *context, enum printer_state state, const char *detail)
{
    struct job *job = context;
    char path[64];

    tell_printer(job, state, detail);
    if (clock_steady_ms() - job->renewed_ms >= RENEW_MS) {
        json_t *body = job_body(job, NULL);
        snprintf(path, sizeof path, "/v1/print-jobs/%lld/renew", (long long)job->id);
        client_request(job->context->client, "POST", path, body, NULL, forget, NULL);
        json_decref(body);
        job->renewed_ms = clock_steady_ms();
    }
    client_wait(job->context->client, -1, 0);
    return !*job->context->stop;
}

/* Asks for leave to print. Only a fresh "yes, it is printing now" counts: an answer that is repeated after the lease ended shows another state. */
static bool begin_printing(const struct job *job)
{
    json_t *answer;
    int status = tell(job, "printing", NULL, &answer);
    const char *state = json_string_value(json_object_get(answer, "state"));
    bool granted = status == 200 && state && strcmp(state, "printing") == 0 && json_integer_value(json_object_get(answer, "fence")) == job->fence;

    if (!granted)
        log_warning("%s: %s: not printed: %s", job->context->printer->name, job->name,
                    status == 200 ? "the lease has ended" : client_problem_text(status, answer, "en"));
    json_decref(answer);
    return granted;
}

static void send_paper(struct job *job, const struct paper *paper)
{
    const struct sink_paper going = paper_for_sink(paper);
    char detail[SINK_DETAIL];

    job->used = paper_length(paper, job->context->printer);
    switch (sink_print(job->context->sink, &going, keep_lease, job, detail)) {
    case SINK_DONE:
        finish(job, "printed", NULL);
        break;
    case SINK_NOTHING:
    case SINK_FAILED:
        finish(job, "failed", detail);
        break;
    case SINK_UNSURE:
        finish(job, "attention", detail);
        break;
    }
}

/* Brings a leased job to its end. */
static enum job_end print_job(struct job *job, const json_t *description)
{
    struct paper paper = { 0 };
    char detail[SINK_DETAIL];
    enum job_end end = JOB_END_NEXT;
    enum paper_end made = paper_make(&paper, description, job->context->client, job->context->printer, job->context->dir, detail);

    snprintf(job->name, sizeof job->name, "%s", paper.name);
    if (!job->name[0])
        snprintf(job->name, sizeof job->name, "job %lld", (long long)job->id);
    if (made == PAPER_REFUSED) {
        finish(job, "failed", detail);
    } else if (made == PAPER_AWAY || *job->context->stop || !printer_state_can_print(sink_state(job->context->sink, detail))) {
        finish(job, "release", NULL);
        end = JOB_END_AGAIN;
    } else if (begin_printing(job)) {
        send_paper(job, &paper);
    }
    paper_finish(&paper);
    return end;
}

enum job_end job_print_next(struct job_context *context)
{
    json_t *body = json_pack("{s:s}", "printer", context->printer->name), *answer = NULL;
    enum job_end end = JOB_END_AGAIN;

    if (!context->lease_key[0])
        client_make_key(context->lease_key);
    int status = client_call(context->client, "POST", "/v1/print-jobs/lease", body, context->lease_key, CALL_MS, &answer);
    if (!is_unheard(status))
        context->lease_key[0] = 0;
    if (status == 204)
        end = JOB_END_EMPTY;
    if (status == 200) {
        struct job job = { context, json_integer_value(json_object_get(answer, "id")), json_integer_value(json_object_get(answer, "fence")), "", 0, clock_steady_ms(), PRINTER_READY, "" };
        end = print_job(&job, answer);
    } else if (status >= 400 && !is_unheard(status)) {
        log_warning("%s: %s", context->printer->name, client_problem_text(status, answer, "en"));
        end = status == 404 || status == 409 ? JOB_END_UNKNOWN_PRINTER : JOB_END_AGAIN;
    }
    json_decref(answer);
    json_decref(body);
    return end;
}
