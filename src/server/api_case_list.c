/* Lists and figures of cases, and what an applicant is told about one. */
#include "server/cases.h"

#include "core/decision.h"
#include "server/guess.h"
#include "server/query.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LIST_USUAL = 50, LIST_MOST = 200, LIST_SCANNED = 2000 };

/* A page being filled. */
struct page {
    const struct request *request;
    const char *state, *light, *item;
    bool mine;
    long limit;
    int scanned;
    json_t *cases;
};

static bool is_mine(const struct case_file *file, const char *staff)
{
    bool mine = strcmp(file->reviewer, staff) == 0 || strcmp(file->agent_staff, staff) == 0;

    for (int32_t i = 0; i < file->hand_count && !mine; i++)
        mine = strcmp(file->hands[i].staff, staff) == 0;
    return mine;
}

/* Whether a filter lets a word pass: it is empty, or one of its words (commas between) is that. */
static bool passes(const char *filter, const char *word)
{
    size_t length = strlen(word);

    if (!filter[0])
        return true;
    for (const char *at = filter; at; at = strchr(at, ',') ? strchr(at, ',') + 1 : NULL)
        if (strncmp(at, word, length) == 0 && (at[length] == ',' || at[length] == '\0'))
            return true;
    return false;
}

static bool add_case(void *context, const struct case_file *file)
{
    struct page *page = context;
    bool wanted = passes(page->light, case_light_word(file->light)) && passes(page->item, file->item) && passes(page->state, case_state_word(file->state)) && (!page->mine || is_mine(file, page->request->caller.actor.staff));

    if (wanted)
        json_array_append_new(page->cases, view_case(page->request->server, file, false));
    return ++page->scanned < LIST_SCANNED && (long)json_array_size(page->cases) < page->limit;
}

static void add_count(void *context, const char *state, int64_t count)
{
    json_object_set_new(context, state, json_integer(count));
}

/* A page ends where it is full, or where so many were looked at that the rest waits for the next request. */
static bool is_whole(const struct page *page)
{
    return page->scanned < LIST_SCANNED && (long)json_array_size(page->cases) < page->limit;
}

void api_case_list(struct request *request)
{
    const struct server *server = request->server;
    struct evkeyvalq query;
    struct store_case_key key = {INT64_MIN, 0};
    char next[64], person[PERSON_SIZE] = "", capitals[32];

    query_begin(request, &query);
    const char *found = query_text(&query, "q"), *limit = query_text(&query, "limit");
    struct page page = {.request = request, .state = query_text(&query, "state"), .light = query_text(&query, "light"), .item = query_text(&query, "item"),
                        .mine = strcmp(query_text(&query, "staff"), "me") == 0, .limit = limit[0] ? strtol(limit, NULL, 10) : LIST_USUAL, .cases = json_array()};
    struct store_case_query wanted = {.found = found, .person = person, .bundle = strtoll(query_text(&query, "bundle"), NULL, 10), .state = strchr(page.state, ',') ? "" : page.state}; /* several: all open ones are looked at */
    if (page.limit < 1 || page.limit > LIST_MOST)
        page.limit = LIST_USUAL;
    sscanf(query_text(&query, "after"), "%" SCNd64 ".%" SCNd64, &key.urgency, &key.id);
    if (strlen(found) >= 15 && strlen(found) < sizeof capitals) { /* an identity number or credit code */
        for (size_t i = 0; i <= strlen(found); i++)
            capitals[i] = found[i] >= 'a' && found[i] <= 'z' ? (char)(found[i] - 'a' + 'A') : found[i];
        keys_person(&server->keys, capitals, person);
    }
    json_t *counts = json_object();
    store_case_list(server->store, &wanted, add_case, &page, &key);
    store_case_counts(server->store, add_count, counts);
    snprintf(next, sizeof next, "%lld.%lld", (long long)key.urgency, (long long)key.id);
    reply_json(request, 200, json_pack("{s:o, s:o, s:o}", "cases", page.cases, "next", is_whole(&page) ? json_null() : json_string(next), "counts", counts));
    evhttp_clear_headers(&query);
}

/* --- progress, for who has the number and the last characters of the applicant's --- */

struct progress {
    const struct server *server;
    const char *tail;
    bool found;
    struct case_file file;
};

static bool fits_tail(void *context, const struct case_file *file)
{
    struct progress *progress = context;

    if (!guess_fits(progress->server, file->person, progress->tail))
        return true;
    progress->found = true;
    progress->file = *file;
    return false;
}

static void answer_progress(struct request *request, const struct case_file *file)
{
    const struct server *server = request->server;
    json_t *whole = view_case(server, file, false), *json = json_object();
    bool collect = file->state == CASE_STATE_ISSUED || file->state == CASE_STATE_REJECTED;
    bool staff = request->caller.actor.role != STAFF_ROLE_KIOSK;
    static const char *const members[] = {"number", "state", "state_name", "deadline", "special"};

    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        json_object_set(json, members[i], json_object_get(whole, members[i]));
    json_object_set(json, "item", json_object_get(json_object_get(whole, "item"), "name"));
    json_object_set_new(json, "collect", json_boolean(collect));
    json_object_set_new(json, "shelf", collect && staff && file->shelf[0] ? json_string(file->shelf) : json_null());
    json_object_set_new(json, "bundle", view_bundle(server, file, false));
    json_decref(whole);
    reply_json(request, 200, json);
}

void api_case_progress(struct request *request)
{
    struct server *server = request->server;
    struct evkeyvalq query;
    char name[GUESS_NAME_SIZE];

    query_begin(request, &query);
    const char *number = query_text(&query, "number");
    struct progress progress = {.server = server, .tail = query_text(&query, "tail")};
    snprintf(name, sizeof name, "case %.50s", number);
    if (guess_may_ask(request, name)) {
        store_cases_of_number(server->store, number, fits_tail, &progress);
        guess_ended(request, name, progress.found);
        if (progress.found)
            answer_progress(request, &progress.file);
        else
            reply_refusal(request, REFUSAL_CASE_UNKNOWN, NULL);
    }
    evhttp_clear_headers(&query);
}

/* --- figures --- */

static void add_agent(void *context, const char *staff, int64_t cases, int64_t visits)
{
    json_array_append_new(context, json_pack("{s:s, s:I, s:I}", "staff", staff, "finished", (json_int_t)cases, "visits", (json_int_t)visits));
}

static bool query_date(const struct evkeyvalq *query, const char *name, struct date *ret_date)
{
    const char *text = query_text(query, name);

    return !text[0] || (strlen(text) == DATE_TEXT_SIZE - 1 && date_parse(text, ret_date));
}

void api_figures_cases(struct request *request)
{
    const struct server *server = request->server;
    int32_t offset = server->hall.settings.utc_offset_min;
    struct evkeyvalq query;
    struct date to = server_today(server), from = {to.days - 29};
    struct store_case_figures figures;

    query_begin(request, &query);
    bool good = query_date(&query, "from", &from) && query_date(&query, "to", &to) && from.days <= to.days;
    evhttp_clear_headers(&query);
    if (!good) {
        reply_refusal(request, REFUSAL_OUT_OF_RANGE, "from");
        return;
    }
    int64_t from_ms = date_start_ms(from, offset), to_ms = date_start_ms((struct date){to.days + 1}, offset);
    json_t *agents = json_array();
    store_case_figures(server->store, from_ms, to_ms, offset, &figures);
    store_case_agents(server->store, from_ms, to_ms, add_agent, agents);
    double count = figures.finished ? (double)figures.finished : 1;
    reply_json(request, 200,
               json_pack("{s:o, s:o, s:I, s:I, s:o, s:I, s:o, s:I, s:o}", "from", view_date(from), "to", view_date(to), "finished", (json_int_t)figures.finished, "visits",
                         (json_int_t)figures.visits, "visits_per_case", figures.finished ? json_real((double)figures.visits / count) : json_null(), "at_most_one",
                         (json_int_t)figures.at_most_one, "at_most_one_share", figures.finished ? json_real((double)figures.at_most_one / count) : json_null(), "overdue",
                         (json_int_t)figures.overdue, "by_agent", agents));
}
