/* Printers that only CUPS knows, or that speak IPP themselves: documents go there as a job, and what becomes of it is asked for twice a second until it is certain. Creating the job and
 * sending its document are two requests, so that "not one byte left" is known: a job without a document prints nothing. */
#include "printers/sink.h"

#include "base/clock.h"
#include "printers/ipp_answer.h"

#include <cups/cups.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CONNECT_MS = 3000, ANSWER_S = 10, ASK_MS = 500, LOST_MS = 60000, WAIT_MS = 30 * 60000 };

struct queue {
    char host[256], resource[256], uri[HTTP_MAX_URI];
    int port;
    bool tls, is_cups; /* is_cups: a queue, whose reasons may be stale; else the printer itself */
    int lock;
};

static const char unreachable_server[] = "the print server cannot be reached", unreachable_printer[] = "the printer cannot be reached: is it switched on?";

/* --- addresses ----------------------------------------------------------------------------------------------------------- */

static bool cups_is_address(const char *address)
{
    size_t length = strlen(address);

    return length >= 1 && length < 128 && strcspn(address, "/#?%\\ \t\"'") == length;
}

static bool split_uri(const char *uri, struct queue *queue)
{
    char scheme[16], user[64];

    if (httpSeparateURI(HTTP_URI_CODING_ALL, uri, scheme, sizeof scheme, user, sizeof user, queue->host, sizeof queue->host, &queue->port, queue->resource, sizeof queue->resource) < HTTP_URI_STATUS_OK)
        return false;
    queue->tls = strcmp(scheme, "ipps") == 0;
    snprintf(queue->uri, sizeof queue->uri, "%s", uri);
    return (strcmp(scheme, "ipp") == 0 || queue->tls) && queue->host[0] && queue->port > 0;
}

static bool ipp_is_address(const char *address)
{
    struct queue queue = { 0 };
    char uri[SINK_ADDRESS + 8];

    snprintf(uri, sizeof uri, "ipp:%s", address);
    return strncmp(address, "//", 2) == 0 && split_uri(uri, &queue);
}

static bool ipps_is_address(const char *address)
{
    return ipp_is_address(address);
}

/* Nobody sits at this program to be asked. */
static const char *no_password(const char *prompt, http_t *http, const char *method, const char *resource, void *context)
{
    (void)prompt, (void)http, (void)method, (void)resource, (void)context;
    return NULL;
}

static enum error open_queue(struct queue *queue, void **ret_self)
{
    enum error error = sink_hold(queue->uri, &queue->lock);

    if (error) {
        free(queue);
        return error;
    }
    cupsSetPasswordCB2(no_password, NULL);
    cupsSetUser("yichuang");
    *ret_self = queue;
    return ERROR_NONE;
}

static enum error cups_open(const char *address, const char *dir, const struct escpos_model *model, void **ret_self)
{
    struct queue *queue = calloc(1, sizeof *queue);

    (void)dir, (void)model;
    if (!queue)
        return ERROR_MEMORY;
    queue->is_cups = true;
    queue->port = ippPort();
    queue->tls = cupsEncryption() == HTTP_ENCRYPTION_ALWAYS;
    snprintf(queue->host, sizeof queue->host, "%s", cupsServer());
    httpAssembleURIf(HTTP_URI_CODING_ALL, queue->uri, (int)sizeof queue->uri, "ipp", NULL, queue->host[0] == '/' ? "localhost" : queue->host, queue->port, "/printers/%s", address);
    snprintf(queue->resource, sizeof queue->resource, "/printers/%.200s", address);
    return open_queue(queue, ret_self);
}

static enum error open_uri(const char *scheme, const char *address, void **ret_self)
{
    struct queue *queue = calloc(1, sizeof *queue);
    char uri[SINK_ADDRESS + 8];

    snprintf(uri, sizeof uri, "%s:%s", scheme, address);
    if (!queue || !split_uri(uri, queue)) {
        free(queue);
        return queue ? ERROR_FORMAT : ERROR_MEMORY;
    }
    return open_queue(queue, ret_self);
}

static enum error ipp_open(const char *address, const char *dir, const struct escpos_model *model, void **ret_self)
{
    (void)dir, (void)model;
    return open_uri("ipp", address, ret_self);
}

static enum error ipps_open(const char *address, const char *dir, const struct escpos_model *model, void **ret_self)
{
    (void)dir, (void)model;
    return open_uri("ipps", address, ret_self);
}

static void close_queue(void *self)
{
    struct queue *queue = self;

    close(queue->lock);
    free(queue);
}

/* --- asking -------------------------------------------------------------------------------------------------------------- */

static int give_up(http_t *http, void *context)
{
    (void)http, (void)context;
    return 0;
}

static http_t *connect_to(const struct queue *queue)
{
    http_t *http = httpConnect2(queue->host, queue->port, NULL, AF_UNSPEC, queue->tls ? HTTP_ENCRYPTION_ALWAYS : HTTP_ENCRYPTION_IF_REQUESTED, 1, CONNECT_MS, NULL);

    if (http)
        httpSetTimeout(http, ANSWER_S, give_up, NULL);
    return http;
}

static ipp_t *new_request(const struct queue *queue, ipp_op_t operation, int job)
{
    ipp_t *request = ippNewRequest(operation);

    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", NULL, queue->uri);
    if (job > 0)
        ippAddInteger(request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", NULL, cupsUser());
    return request;
}

static bool is_good(ipp_status_t status)
{
    return status >= IPP_STATUS_OK && status < IPP_STATUS_ERROR_BAD_REQUEST;
}

/* Asks the printer, and for its address behind the queue (device may be NULL). False: no answer. */
static bool ask_printer(const struct queue *queue, http_t *http, struct ipp_seen *seen, char device[HTTP_MAX_URI])
{
    static const char *const wanted[] = { "printer-state", "printer-state-reasons", "printer-state-message", "printer-is-accepting-jobs", "device-uri" };
    ipp_t *request = new_request(queue, IPP_OP_GET_PRINTER_ATTRIBUTES, 0);

    ippAddStrings(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", queue->is_cups ? 5 : 4, NULL, wanted);
    ipp_t *answer = cupsDoRequest(http, request, queue->resource);
    bool good = answer && is_good(ippGetStatusCode(answer));
    if (good)
        ipp_answer_printer(seen, answer);
    if (good && device) {
        ipp_answer_text(device, HTTP_MAX_URI, answer, "device-uri");
        device[strcspn(device, "?")] = '\0'; /* what follows is told to CUPS, not to the printer */
    }
    ippDelete(answer);
    return good;
}

/* Asks after a job; what was told of the printer stays. False: no answer. A job that nobody knows any more has state 0. */
static bool ask_job(const struct queue *queue, http_t *http, int job, struct ipp_seen *seen)
{
    static const char *const wanted[] = { "job-state", "job-state-reasons", "job-printer-state-message" };
    ipp_t *request = new_request(queue, IPP_OP_GET_JOB_ATTRIBUTES, job);

    ippAddStrings(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", 3, NULL, wanted);
    ipp_t *answer = cupsDoRequest(http, request, queue->resource);
    ipp_status_t status = answer ? ippGetStatusCode(answer) : IPP_STATUS_ERROR_SERVICE_UNAVAILABLE;
    bool told = is_good(status) && ipp_answer_job(seen, answer);
    ippDelete(answer);
    return told || status == IPP_STATUS_ERROR_NOT_FOUND || status == IPP_STATUS_ERROR_GONE;
}

/* An idle queue keeps the reasons of its last job: only the printer itself knows. */
static enum printer_state state_of_device(const char *device, char detail[static SINK_DETAIL])
{
    struct queue printer = { 0 };
    struct ipp_seen seen = { 0 };
    const char *words = "";

    if (!split_uri(device, &printer))
        return PRINTER_READY; /* nobody to ask: the next job will tell */
    http_t *http = connect_to(&printer);
    bool asked = http && ask_printer(&printer, http, &seen, NULL);
    httpClose(http);
    enum printer_state state = asked ? ipp_printer_state(&seen, &words) : PRINTER_OFFLINE;
    snprintf(detail, SINK_DETAIL, "%s", asked ? words : unreachable_printer);
    return state;
}

static enum printer_state queue_state(void *self, char detail[static SINK_DETAIL])
{
    const struct queue *queue = self;
    struct ipp_seen seen = { 0 };
    char device[HTTP_MAX_URI] = "";
    const char *words = "";
    http_t *http = connect_to(queue);
    bool asked = http && ask_printer(queue, http, &seen, device);

    if (http && !asked)
        words = "the print server does not know this queue";
    httpClose(http);
    if (!asked) {
        snprintf(detail, SINK_DETAIL, "%s", http ? words : queue->is_cups ? unreachable_server : unreachable_printer);
        return PRINTER_OFFLINE;
    }
    enum printer_state state = ipp_printer_state(&seen, &words);
    bool may_be_stale = queue->is_cups && seen.printer == IPP_SEEN_PRINTER_IDLE && !seen.refuses && !printer_state_can_print(state);
    if (may_be_stale)
        return state_of_device(device, detail);
    snprintf(detail, SINK_DETAIL, "%s", words);
    return state;
}

/* Returns the state of the printer's own latest job of that name, 0 where it does not say. */
static int state_on_device(const char *device, const char *name)
{
    static const char *const wanted[] = { "job-name", "job-state" };
    struct queue printer = { 0 };
    int state = 0, found = 0;
    bool ours = false;
    http_t *http = split_uri(device, &printer) ? connect_to(&printer) : NULL;

    if (!http)
        return 0;
    ipp_t *request = new_request(&printer, IPP_OP_GET_JOBS, 0);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "which-jobs", NULL, "completed");
    ippAddStrings(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", 2, NULL, wanted);
    ipp_t *answer = cupsDoRequest(http, request, printer.resource);
    /* the newest comes first (RFC 8011, 4.2.6.2); a group without a name divides the jobs */
    for (ipp_attribute_t *attribute = answer ? ippFirstAttribute(answer) : NULL;; attribute = ippNextAttribute(answer)) {
        const char *label = attribute ? ippGetName(attribute) : NULL;
        if (!label) {
            found = found ? found : ours ? state : 0;
            ours = false;
            state = 0;
        } else if (strcmp(label, "job-name") == 0) {
            ours = ippGetString(attribute, 0, NULL) && strcmp(ippGetString(attribute, 0, NULL), name) == 0;
        } else if (strcmp(label, "job-state") == 0) {
            state = ippGetInteger(attribute, 0);
        }
        if (!attribute)
            break;
    }
    ippDelete(answer);
    httpClose(http);
    return found;
}

/* --- printing ------------------------------------------------------------------------------------------------------------ */

/* Names the paper that the document wants by its first page ("/MediaBox [ 0 0 595.28 841.89 ]"): a printer's own default may be another. Empty where it cannot be seen. */
static void name_media(char media[static 64], const struct bytes *pdf)
{
    static const char box[] = "/MediaBox";
    static const struct {
        int width, height;
        const char *name;
    } known[] = { { 210, 297, "iso_a4_210x297mm" }, { 148, 210, "iso_a5_148x210mm" }, { 297, 420, "iso_a3_297x420mm" } };
    char numbers[64];
    double left, top, width, height;

    media[0] = '\0';
    for (size_t i = 0; i + sizeof box + sizeof numbers < pdf->length; i++) {
        if (memcmp(pdf->data + i, box, sizeof box - 1) != 0)
            continue;
        memcpy(numbers, pdf->data + i + sizeof box - 1, sizeof numbers - 1);
        numbers[sizeof numbers - 1] = '\0';
        if (sscanf(numbers, " [ %lf %lf %lf %lf", &left, &top, &width, &height) != 4 || !(width > 0 && width < 10000 && height > 0 && height < 10000))
            return;
        int across = (int)(width * 25.4 / 72 + 0.5), down = (int)(height * 25.4 / 72 + 0.5);
        snprintf(media, 64, "custom_paper_%dx%dmm", across, down);
        for (size_t k = 0; k < sizeof known / sizeof *known; k++)
            if (known[k].width == across && known[k].height == down)
                snprintf(media, 64, "%s", known[k].name);
        return;
    }
}

/* Returns the job's id, 0 with the reason. */
static int create_job(const struct queue *queue, http_t *http, const struct sink_paper *paper, const char *name, char detail[static SINK_DETAIL])
{
    ipp_t *request = new_request(queue, IPP_OP_CREATE_JOB, 0);
    char media[64];
    int id = 0;

    name_media(media, paper->bytes);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", NULL, name);
    if (*media)
        ippAddString(request, IPP_TAG_JOB, IPP_TAG_KEYWORD, "media", NULL, media);
    ippAddString(request, IPP_TAG_JOB, IPP_TAG_KEYWORD, "sides", NULL, "one-sided");
    ippAddString(request, IPP_TAG_JOB, IPP_TAG_KEYWORD, "print-scaling", NULL, "none");
    ipp_t *answer = cupsDoRequest(http, request, queue->resource);
    ipp_status_t status = answer ? ippGetStatusCode(answer) : IPP_STATUS_ERROR_SERVICE_UNAVAILABLE;
    ipp_attribute_t *attribute = answer ? ippFindAttribute(answer, "job-id", IPP_TAG_INTEGER) : NULL;
    if (is_good(status) && attribute)
        id = ippGetInteger(attribute, 0);
    else
        snprintf(detail, SINK_DETAIL, "%s",
                 status == IPP_STATUS_ERROR_BUSY || status == IPP_STATUS_ERROR_TOO_MANY_JOBS || status == IPP_STATUS_ERROR_NOT_POSSIBLE ? "the print queue is full"
                 : status == IPP_STATUS_ERROR_NOT_ACCEPTING_JOBS                             ? "the print queue takes no jobs"
                 : status == IPP_STATUS_ERROR_ATTRIBUTES_OR_VALUES                           ? "the printer does not know paper of this size"
                 : answer                                                                    ? "the print server refuses the job"
                                                                                             : unreachable_server);
    ippDelete(answer);
    return id;
}

static bool send_document(const struct queue *queue, http_t *http, int job, const struct sink_paper *paper, bool *ret_refused)
{
    ipp_t *request = new_request(queue, IPP_OP_SEND_DOCUMENT, job);

    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "document-name", NULL, paper->name);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", NULL, "application/pdf");
    ippAddBoolean(request, IPP_TAG_OPERATION, "last-document", 1);
    http_status_t status = cupsSendRequest(http, request, queue->resource, ippLength(request) + paper->bytes->length);
    ippDelete(request);
    if (status == HTTP_STATUS_CONTINUE)
        status = cupsWriteRequestData(http, (const char *)paper->bytes->data, paper->bytes->length);
    ipp_t *answer = status == HTTP_STATUS_CONTINUE ? cupsGetResponse(http, queue->resource) : NULL;
    bool good = answer && is_good(ippGetStatusCode(answer));
    *ret_refused = answer && !good;
    ippDelete(answer);
    return good;
}

/* Takes the job back. Returns whether it had been printed all the same. */
static bool cancel(const struct queue *queue, int job)
{
    struct ipp_seen seen = { 0 };
    http_t *http = connect_to(queue);

    if (!http)
        return false;
    ippDelete(cupsDoRequest(http, new_request(queue, IPP_OP_CANCEL_JOB, job), queue->resource));
    ask_job(queue, http, job, &seen);
    httpClose(http);
    return seen.job == IPP_SEEN_COMPLETED;
}

static enum sink_outcome end_unsure(const struct queue *queue, int job, const char *words, char detail[static SINK_DETAIL])
{
    snprintf(detail, SINK_DETAIL, "%s", words);
    return cancel(queue, job) ? SINK_DONE : SINK_UNSURE;
}

/* Watches the job to its end. */
static enum sink_outcome watch(const struct queue *queue, int job, const char *name, sink_tick *tick, void *context, char detail[static SINK_DETAIL])
{
    int64_t began = clock_steady_ms(), heard = began, ticked = began;
    http_t *http = NULL;

    for (;; poll(NULL, 0, ASK_MS)) {
        struct ipp_seen seen = { 0 };
        enum printer_state state = PRINTER_OFFLINE;
        char device[HTTP_MAX_URI] = "";
        const char *words = queue->is_cups ? unreachable_server : unreachable_printer;
        enum ipp_verdict verdict = IPP_WAITS;
        http = http ? http : connect_to(queue);
        bool asked = http && ask_printer(queue, http, &seen, device) && ask_job(queue, http, job, &seen);
        int64_t now = clock_steady_ms();
        if (asked) {
            heard = now;
            if (seen.job == IPP_SEEN_COMPLETED && queue->is_cups) { /* CUPS says so of jobs, too, that the printer gave up */
                int own = state_on_device(device, name);
                seen.job = own > IPP_SEEN_STOPPED ? own : seen.job;
            }
            verdict = ipp_judge(&seen, &state, &words);
        } else {
            httpClose(http);
            http = NULL;
        }
        if (asked && seen.job == 0) {
            httpClose(http);
            snprintf(detail, SINK_DETAIL, "the print server does not know the job any more");
            return SINK_UNSURE;
        }
        if (verdict == IPP_DONE || verdict == IPP_FAILED) {
            httpClose(http);
            snprintf(detail, SINK_DETAIL, "%s", verdict == IPP_DONE ? "" : words);
            if (verdict == IPP_FAILED)
                cancel(queue, job);
            return verdict == IPP_DONE ? SINK_DONE : SINK_FAILED;
        }
        bool go_on = true;
        if (tick && now - ticked >= 2 * ASK_MS - ASK_MS / 2) {
            go_on = tick(context, state, words);
            ticked = now;
        }
        if ((!go_on && verdict == IPP_WAITS) || now - heard > LOST_MS || now - began > WAIT_MS) {
            httpClose(http);
            return end_unsure(queue, job, *words ? words : "the printer stopped taking data", detail);
        }
    }
}

static enum sink_outcome queue_print(void *self, const struct sink_paper *paper, sink_tick *tick, void *context, char detail[static SINK_DETAIL])
{
    const struct queue *queue = self;
    bool refused = false;
    char name[96];
    http_t *http = connect_to(queue);

    if (!http) {
        snprintf(detail, SINK_DETAIL, "%s", queue->is_cups ? unreachable_server : unreachable_printer);
        return SINK_NOTHING;
    }
    snprintf(name, sizeof name, "%.64s %llx", paper->name, (unsigned long long)clock_steady_ms()); /* to be found again among the printer's own jobs */
    int job = create_job(queue, http, paper, name, detail);
    bool sent = job > 0 && send_document(queue, http, job, paper, &refused);
    httpClose(http);
    if (job <= 0)
        return SINK_NOTHING;
    if (refused) {
        cancel(queue, job);
        snprintf(detail, SINK_DETAIL, "the print server refuses the document");
        return SINK_NOTHING;
    }
    if (!sent)
        return end_unsure(queue, job, queue->is_cups ? unreachable_server : unreachable_printer, detail);
    return watch(queue, job, name, tick, context, detail);
}

const struct sink_kind sink_cups = { "cups", SINK_DOCUMENTS, cups_is_address, cups_open, queue_state, queue_print, close_queue };
const struct sink_kind sink_ipp = { "ipp", SINK_DOCUMENTS, ipp_is_address, ipp_open, queue_state, queue_print, close_queue };
const struct sink_kind sink_ipps = { "ipps", SINK_DOCUMENTS, ipps_is_address, ipps_open, queue_state, queue_print, close_queue };
