#include "printers/drawer.h"

#include "base/clock.h"
#include "base/log.h"
#include "client/options.h"
#include "printers/certificate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CALL_MS = 15000, IDLE_MS = 1000, LOOK_MS = 30000, RETRY_MS = 1000, FAULTS_MAX = 64, NEXT_SIZE = 64 };

struct drawer {
    const struct drawer_options *options;
    struct client *client;
    bool look;                     /* a case may wait */
    int64_t look_ms;               /* when to look although no event came, by the steady clock */
    int64_t faulty[FAULTS_MAX];    /* cases whose certificate could not be drawn: their reason was told */
    int fault_count;
};

/* --- one certificate -------------------------------------------------------------------------------------------------- */

static const char *text_of(const json_t *json, const char *name)
{
    const char *text = json_string_value(json_object_get(json, name));
    return text ? text : "";
}

/* Values that this kind of certificate has beside the usual ones. Returns how many. */
static size_t read_extras(const json_t *fields, struct certificate_extra extras[static TEMPLATE_EXTRAS])
{
    const char *name;
    json_t *value;
    size_t count = 0;

    json_object_foreach((json_t *)fields, name, value) {
        if (count < TEMPLATE_EXTRAS && json_is_string(value))
            extras[count++] = (struct certificate_extra){name, json_string_value(value)};
    }
    return count;
}

bool drawer_draw(const json_t *says, const char *dir, struct bytes *bytes, struct paper_fault *fault, char *message, size_t size)
{
    const json_t *item = json_object_get(says, "item"), *names = json_object_get(item, "name"), *hall = json_object_get(json_object_get(says, "hall"), "name");
    struct certificate_template form;
    struct certificate_extra extras[TEMPLATE_EXTRAS];
    char wrong[TEMPLATE_MESSAGE];

    message[0] = '\0';
    if (certificate_template_find(dir, text_of(says, "template"), &form, wrong) != ERROR_NONE) {
        snprintf(message, size, "%s", wrong);
        return false;
    }
    struct certificate_fields fields = {
        .number = text_of(says, "number"),
        .item = text_of(names, "zh"),
        .item_en = text_of(names, "en"),
        .item_code = text_of(item, "code"),
        .holder = text_of(says, "holder"),
        .organisation = strcmp(text_of(says, "holder_kind"), "organisation") == 0,
        .hall = text_of(hall, "zh"),
        .hall_en = text_of(hall, "en"),
        .blank = text_of(says, "blank"),
        .code = text_of(says, "qr"),
        .extras = extras,
        .extra_count = read_extras(json_object_get(says, "fields"), extras),
        .seal = seal_source_find(json_is_true(json_object_get(says, "demo")) ? "demonstration" : "impression"),
    };
    fields.limited = date_parse(text_of(says, "valid_until"), &fields.valid_until);
    if (!date_parse(text_of(says, "issued_on"), &fields.issued)) {
        snprintf(message, size, "the controller tells no day of issue");
        return false;
    }
    return certificate_render(&form, &fields, NULL, CERTIFICATE_PRINT, bytes, fault);
}

/* --- the drawer ------------------------------------------------------------------------------------------------------- */

static bool is_faulty(const struct drawer *drawer, int64_t id)
{
    for (int i = 0; i < drawer->fault_count; i++)
        if (drawer->faulty[i] == id)
            return true;
    return false;
}

static void forget_fault(struct drawer *drawer, int64_t id)
{
    for (int i = 0; i < drawer->fault_count; i++)
        if (drawer->faulty[i] == id)
            drawer->faulty[i--] = drawer->faulty[--drawer->fault_count];
}

static void on_stream(void *context, enum client_stream_kind kind, int64_t seq, const json_t *event)
{
    struct drawer *drawer = context;
    const char *type = json_string_value(json_object_get(event, "type"));

    (void)seq;
    if (kind == CLIENT_STREAM_CONNECTED || kind == CLIENT_STREAM_RESET)
        drawer->look = true;
    if (kind != CLIENT_STREAM_EVENT || !type || (strcmp(type, "case.approved") != 0 && strcmp(type, "certificate.spoiled") != 0))
        return;
    forget_fault(drawer, json_integer_value(json_object_get(json_object_get(event, "case"), "id")));
    drawer->look = true;
}

static void tell_fault(struct drawer *drawer, int64_t id, const char *number, const char *why)
{
    log_error("the certificate of case %lld (%s) is not drawn: %s", (long long)id, number, why);
    if (drawer->fault_count < FAULTS_MAX)
        drawer->faulty[drawer->fault_count++] = id;
}

/* Hands the bytes over; a controller that is away or does not know is asked again with the next look. False: it was not taken. */
static bool hand_over(struct drawer *drawer, int64_t id, const char *number, const struct bytes *bytes)
{
    struct client_bytes body = {"application/pdf", (const char *)bytes->data, bytes->length};
    char path[64], *answer = NULL;
    size_t size = 0;

    snprintf(path, sizeof path, "/v1/cases/%lld/document", (long long)id);
    int status = client_call_bytes(drawer->client, "POST", path, &body, NULL, CALL_MS, &answer, &size);
    if (status == 200)
        log_note("the certificate %s of case %lld is drawn: %zu bytes", number, (long long)id, bytes->length);
    else if (status >= 400 && status < 500 && status != 409 && status != 429) {
        json_t *problem = json_loadb(answer ? answer : "", size, 0, NULL);
        tell_fault(drawer, id, number, client_problem_text(status, problem, "en"));
        json_decref(problem);
    }
    free(answer);
    return status == 200 || status == 409; /* 409: somebody else was faster, or the case went on */
}

static bool draw_case(struct drawer *drawer, int64_t id)
{
    struct bytes bytes = {0};
    struct paper_fault fault;
    char path[64], message[TEMPLATE_MESSAGE + 16], sentence[PAPER_SENTENCE];
    json_t *says = NULL;
    bool done = true;

    snprintf(path, sizeof path, "/v1/cases/%lld/certificate", (long long)id);
    int status = client_call(drawer->client, "GET", path, NULL, NULL, CALL_MS, &says);
    const char *number = text_of(says, "number");
    if (status != 200) {
        done = status >= 400 && status < 500 && status != 429;
        if (done && status != 409)
            tell_fault(drawer, id, number, client_problem_text(status, says, "en"));
    } else if (drawer_draw(says, drawer->options->dir, &bytes, &fault, message, sizeof message)) {
        done = hand_over(drawer, id, number, &bytes);
    } else if (message[0]) {
        tell_fault(drawer, id, number, message);
    } else {
        paper_fault_withhold(&fault); /* a log is read by others than the case is */
        paper_fault_sentence(&fault, LANGUAGE_EN, sentence);
        tell_fault(drawer, id, number, sentence);
    }
    bytes_finish(&bytes);
    json_decref(says);
    return done;
}

/* Draws all that wait, page by page. Returns the status of the last page, 0 when something is to be tried again. */
static int draw_page(struct drawer *drawer, char next[static NEXT_SIZE])
{
    json_t *list = NULL;
    char path[64 + NEXT_SIZE];

    snprintf(path, sizeof path, "/v1/cases?state=approved&limit=200%s%s", next[0] ? "&after=" : "", next);
    int status = client_call(drawer->client, "GET", path, NULL, NULL, CALL_MS, &list);
    const json_t *cases = json_object_get(list, "cases");
    bool all = true;

    snprintf(next, NEXT_SIZE, "%s", text_of(list, "next"));

    for (size_t i = 0; i < json_array_size(cases) && !*drawer->options->stop; i++) {
        const json_t *one = json_array_get(cases, i);
        const char *output = text_of(json_object_get(one, "item"), "output");
        int64_t id = json_integer_value(json_object_get(one, "id"));
        if ((strcmp(output, "own-a4") == 0 || strcmp(output, "overlay") == 0) && !is_faulty(drawer, id))
            all = draw_case(drawer, id) && all;
    }
    if (status >= 400 && status < 500 && status != 429)
        log_error("certificates are not drawn: %s", client_problem_text(status, list, "en"));
    json_decref(list);
    return status == 200 && !all ? 0 : status;
}

static int draw_waiting(struct drawer *drawer)
{
    char next[NEXT_SIZE] = "";
    int status = 200, worst = 200;

    do {
        status = draw_page(drawer, next);
        worst = status != 200 ? status : worst;
    } while (next[0] && (status == 200 || status == 0) && !*drawer->options->stop);
    return worst;
}

int drawer_run(const struct drawer_options *options)
{
    struct drawer drawer = {.options = options, .client = client_create(options->client), .look = true};
    int status = 200;

    if (!drawer.client) {
        log_error("%s", error_sentence(ERROR_MEMORY));
        return STATUS_REFUSED;
    }
    if (!options->once)
        client_follow(drawer.client, -1, on_stream, &drawer);
    while (!*options->stop) {
        if (!drawer.look && clock_steady_ms() < drawer.look_ms) {
            client_wait(drawer.client, -1, IDLE_MS);
            continue;
        }
        drawer.look = false;
        status = draw_waiting(&drawer);
        drawer.look_ms = clock_steady_ms() + (status == 200 ? LOOK_MS : RETRY_MS);
        if (options->once)
            break;
    }
    client_destroy(drawer.client);
    return !options->once || status == 200 ? STATUS_DONE : status == 0 ? STATUS_UNREACHABLE : STATUS_REFUSED;
}
