/* Samples that nobody can steer: the seed is committed before it is known, and revealed after; and who stands in for whom. */
#include "server/cases.h"

#include "core/decision.h"

#include <sodium.h>
#include <string.h>

struct listing {
    const struct server *server;
    json_t *list;
};

static void add_id(void *context, struct case_id id)
{
    json_array_append_new(context, json_integer(id.value));
}

static json_t *view_sample(const struct server *server, const struct store_sample *sample)
{
    json_t *cases = json_null();

    if (sample->revealed_ms) {
        cases = json_array();
        store_sample_cases(server->store, sample->number, add_id, cases);
    }
    return json_pack("{s:I, s:o, s:s, s:o, s:o, s:I, s:s, s:o, s:o, s:o}", "sample", (json_int_t)sample->number, "at", view_instant(server, sample->at_ms), "staff", sample->staff,
                     "from", view_date(sample->from), "to", view_date(sample->until), "count", (json_int_t)sample->count, "commitment", sample->commitment, "revealed_at",
                     view_instant(server, sample->revealed_ms), "seed", sample->seed[0] ? json_string(sample->seed) : json_null(), "cases", cases);
}

static void answer_sample(struct request *request, int status, int64_t number)
{
    struct store_sample sample;

    if (store_sample(request->server->store, number, &sample) == ERROR_NONE)
        reply_json(request, status, view_sample(request->server, &sample));
    else
        reply_refusal(request, REFUSAL_SAMPLE_UNKNOWN, NULL);
}

enum { SAMPLE_COUNT_MAX = 1000 };

void api_sample_post(struct request *request)
{
    struct server *server = request->server;
    struct command command = api_command(request, COMMAND_SAMPLE_COMMIT);
    struct case_command cases = {.valid_until = server_today(server)};
    struct outcome outcome;
    unsigned char seed[SEED_SIZE];
    char text[SEED_TEXT_SIZE];
    int64_t count = 10;
    int status;

    command.cases = &cases;
    command.carried_day = (struct date){cases.valid_until.days - 29};
    if (!body_date(request, "from", &command.carried_day) || !body_date(request, "to", &cases.valid_until) ||
        !body_integer(request, "count", 1, SAMPLE_COUNT_MAX, &count))
        return;
    if (command.carried_day.days > cases.valid_until.days) {
        reply_refusal(request, REFUSAL_OUT_OF_RANGE, "from");
        return;
    }
    randombytes_buf(seed, sizeof seed);
    digest_make((const char *)seed, sizeof seed, command.digest);
    command.count = (int32_t)count;
    if (!server_decide(request, &command, 201, &outcome, &status))
        return;
    sodium_bin2hex(text, sizeof text, seed, sizeof seed);
    if (status == 0)
        store_sample_secret_put(server->store, server->hall.last_sample, text);
    answer_sample(request, 201, outcome.kase.value);
}

void api_sample_reveal(struct request *request)
{
    struct server *server = request->server;
    struct command command = api_command(request, COMMAND_SAMPLE_REVEAL);
    struct store_sample sample;
    struct outcome outcome;
    int status;
    int64_t number = api_path_number(request);

    if (store_sample(server->store, number, &sample) != ERROR_NONE || store_sample_secret(server->store, number, command.digest) != ERROR_NONE) {
        reply_refusal(request, REFUSAL_SAMPLE_UNKNOWN, NULL);
        return;
    }
    command.count = (int32_t)number;
    if (sample.revealed_ms || server_decide(request, &command, 200, &outcome, &status))
        answer_sample(request, 200, number);
}

static void add_sample(void *context, const struct store_sample *sample)
{
    struct listing *listing = context;
    json_array_append_new(listing->list, view_sample(listing->server, sample));
}

void api_sample_list(struct request *request)
{
    struct listing listing = {request->server, json_array()};

    store_samples(request->server->store, add_sample, &listing);
    reply_json(request, 200, json_pack("{s:o}", "samples", listing.list));
}

/* Somebody stands in for another on some days (AB 岗): in the same step of a case, so with a role in common. */
void api_staff_deputy(struct request *request)
{
    struct server *server = request->server;
    struct command command = api_command(request, COMMAND_STAFF_DEPUTY);
    struct case_command cases = {.valid_until = {0}};
    struct store_staff staff, deputy;
    struct outcome outcome;
    int status;
    int64_t steps = INT64_C(1) << STAFF_ROLE_APPROVER | INT64_C(1) << STAFF_ROLE_ISSUER | INT64_C(1) << STAFF_ROLE_CLERK | INT64_C(1) << STAFF_ROLE_SUPERVISOR;

    command.cases = &cases;
    command.carried_day = cases.valid_until = server_today(server);
    if (!body_text(request, "deputy", cases.to_staff, sizeof cases.to_staff) || !body_date(request, "from", &command.carried_day) ||
        !body_date(request, "to", &cases.valid_until))
        return;
    if (strlen(request->parameters[0]) >= sizeof command.staff || store_staff(server->store, request->parameters[0], &staff) != ERROR_NONE ||
        store_staff(server->store, cases.to_staff, &deputy) != ERROR_NONE) {
        reply_refusal(request, REFUSAL_STAFF_UNKNOWN, NULL);
        return;
    }
    if (!(staff.roles & deputy.roles & steps)) {
        reply_refusal(request, REFUSAL_OUT_OF_RANGE, "deputy");
        return;
    }
    text_copy(command.staff, sizeof command.staff, staff.id);
    if (server_decide(request, &command, 200, &outcome, &status))
        reply_json(request, 200, json_pack("{s:s, s:s, s:o, s:o}", "staff", staff.id, "deputy", deputy.id, "from", view_date(command.carried_day), "to",
                                           view_date(cases.valid_until)));
}
