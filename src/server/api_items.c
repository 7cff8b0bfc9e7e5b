/* The catalogue over HTTP: lists, search, versions, import and export. */
#include "server/api.h"

#include "base/utf8.h"
#include "core/catalogue_search.h"
#include "core/decision.h"
#include "files/items_file.h"
#include "server/view_items.h"
#include "store/catalogue.h"

#include <event2/buffer.h>
#include <event2/keyvalq_struct.h>
#include <stdlib.h>
#include <string.h>

static struct date today(const struct server *server)
{
    return date_of_instant(server->now_ms, server->hall.settings.utc_offset_min);
}

/* Copies a parameter of the query; "" where it is missing. False: it is too long. */
static bool read_parameter(const struct request *request, const char *name, char *text, size_t size)
{
    struct evkeyvalq query;
    const char *raw = evhttp_uri_get_query(evhttp_request_get_evhttp_uri(request->http));
    bool fits = true;

    text[0] = '\0';
    if (!raw || evhttp_parse_query_str(raw, &query) != 0)
        return true;
    const char *value = evhttp_find_header(&query, name);
    if (value && (fits = strlen(value) < size))
        utf8_clean(text, size, value);
    evhttp_clear_headers(&query);
    return fits;
}

static bool parameter(struct request *request, const char *name, char *text, size_t size)
{
    bool fits = read_parameter(request, name, text, size);

    if (!fits)
        reply_refusal(request, REFUSAL_OUT_OF_RANGE, name);
    return fits;
}

/* Reads "true" or "false"; false: it is something else, which is answered. */
static bool flag_parameter(struct request *request, const char *name, bool *ret_flag)
{
    char text[8];

    if (!parameter(request, name, text, sizeof text))
        return false;
    *ret_flag = strcmp(text, "true") == 0;
    if (*ret_flag || !text[0] || strcmp(text, "false") == 0)
        return true;
    reply_refusal(request, REFUSAL_OUT_OF_RANGE, name);
    return false;
}

/* Reads ?version=; 0: not said. */
static bool version_parameter(struct request *request, int64_t *ret_version)
{
    char text[12], *end;

    if (!parameter(request, "version", text, sizeof text))
        return false;
    long long version = strtoll(text, &end, 10);
    *ret_version = version;
    if (!text[0] || (text[0] >= '1' && text[0] <= '9' && !*end))
        return true;
    reply_refusal(request, REFUSAL_OUT_OF_RANGE, "version");
    return false;
}

/* What a list is asked for. */
struct filter {
    char service[4], kind[16], level[16], department[ITEM_WORD_SIZE], words[4 * CATALOGUE_QUERY_SIZE];
    bool all; /* those that are not in force, too */
};

static bool read_filter(struct request *request, struct filter *filter)
{
    return parameter(request, "service", filter->service, sizeof filter->service) && parameter(request, "kind", filter->kind, sizeof filter->kind) &&
           parameter(request, "level", filter->level, sizeof filter->level) &&
           parameter(request, "department", filter->department, sizeof filter->department) &&
           parameter(request, "q", filter->words, sizeof filter->words) && flag_parameter(request, "all", &filter->all);
}

static bool passes(const struct filter *filter, const struct item *item, struct date day)
{
    return (!filter->service[0] || (filter->service[0] == item_service(item) && !filter->service[1])) &&
           (!filter->kind[0] || strcmp(filter->kind, item_kind_word(item->kind)) == 0) &&
           (!filter->level[0] || strcmp(filter->level, item_level_word(item->level)) == 0) &&
           (!filter->department[0] || strcmp(filter->department, item->department) == 0 || strcmp(filter->department, item->assisting) == 0) &&
           (filter->all || item_in_force(item, day));
}

void api_items_get(struct request *request)
{
    const struct server *server = request->server;
    struct filter filter;
    int found[ITEMS_MAX], count = 0;
    struct date day = today(server);

    if (!read_filter(request, &filter))
        return;
    struct catalogue_text *texts = calloc(server->item_count + 1, sizeof *texts);
    if (!texts) {
        reply_refusal(request, REFUSAL_NOT_STORED, "out of memory");
        return;
    }
    for (size_t i = 0; i < server->item_count; i++)
        texts[i] = catalogue_text_of(&server->items[i]);
    int fitting = catalogue_search(texts, (int)server->item_count, filter.words, found);
    for (int i = 0; i < fitting; i++)
        if (passes(&filter, &server->items[found[i]], day))
            found[count++] = found[i];
    free(texts);
    json_t *answer = view_items(server->items, found, count, day);
    json_object_set_new(answer, "version", json_integer(server->items_version));
    reply_json(request, 200, answer);
}

void api_item_get(struct request *request)
{
    struct server *server = request->server;
    int64_t version;

    if (!version_parameter(request, &version))
        return;
    const struct item *item = catalogue_item(server, request->parameters[0], version);
    if (!item) {
        reply_refusal(request, REFUSAL_ITEM_NOT_THERE, NULL);
        return;
    }
    json_t *answer = view_item_on(item, today(server));
    json_object_set_new(answer, "version", json_integer(version ? version : server->items_version));
    reply_json(request, 200, answer);
}

static void add_version(void *context, const struct store_catalogue *about)
{
    struct request *request = context;

    json_array_append_new(json_object_get(request->answer, "versions"),
                          json_pack("{s:I, s:o, s:I, s:s}", "version", (json_int_t)about->version, "at", view_instant(request->server, about->at_ms), "count",
                                    (json_int_t)about->items, "digest", about->digest));
}

void api_items_versions(struct request *request)
{
    reply_json(request, 200, json_pack("{s:[]}", "versions"));
    if (store_catalogues(request->server->store, add_version, request) != ERROR_NONE) {
        json_decref(request->answer);
        reply_refusal(request, REFUSAL_NOT_STORED, NULL);
    }
}

static bool encoding_parameter(struct request *request, enum table_encoding *ret_encoding)
{
    static const char *const words[] = {[TABLE_UTF8] = "utf-8", [TABLE_UTF8_MARKED] = "utf-8-bom", [TABLE_GB18030] = "gb18030"};
    char text[16];

    if (!parameter(request, "encoding", text, sizeof text))
        return false;
    *ret_encoding = TABLE_UTF8;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!text[0] || strcmp(text, words[i]) == 0) {
            *ret_encoding = (enum table_encoding)i;
            return true;
        }
    reply_refusal(request, REFUSAL_OUT_OF_RANGE, "encoding");
    return false;
}

void api_items_export(struct request *request)
{
    struct server *server = request->server;
    enum table_encoding encoding;
    int64_t version;
    struct item *old = NULL;
    size_t count = server->item_count, length;

    if (!version_parameter(request, &version) || !encoding_parameter(request, &encoding))
        return;
    if (version != 0 && version != server->items_version && catalogue_version(server, version, &old, &count) != ERROR_NONE) {
        reply_refusal(request, REFUSAL_ITEM_NOT_THERE, "version");
        return;
    }
    char *text = items_file_write(old ? old : server->items, count, encoding, &length);
    free(old);
    if (text)
        reply_text(request, 200, encoding == TABLE_GB18030 ? "text/csv; charset=gb18030" : "text/csv; charset=utf-8", text);
    else
        reply_refusal(request, REFUSAL_NOT_STORED, "out of memory");
}

/* Answers with what an offer changes; version: which it is now, 0: none (a preview). */
static void answer_changes(struct request *request, json_t *changes, int64_t version)
{
    json_object_set_new(changes, "version", version ? json_integer(version) : json_null());
    json_object_set_new(changes, "preview", json_boolean(version == 0));
    reply_json(request, 200, changes);
}

/* Makes an offer the next version by a command, unless it is in force already; the offer is empty afterwards. */
static void take_offer(struct request *request, struct command *command, struct catalogue_offer *offer)
{
    struct server *server = request->server;
    json_t *changes = view_changes(server->items, server->item_count, offer);
    struct outcome outcome;
    int status;

    catalogue_fill(offer, command);
    if (catalogue_is_in_force(server, offer) && !server_is_repeated(request)) {
        answer_changes(request, changes, server->items_version);
    } else if (!server_decide(request, command, 200, &outcome, &status)) {
        json_decref(changes);
    } else {
        if (status == 0)
            catalogue_take(server, offer);
        answer_changes(request, changes, server->items_version);
    }
    catalogue_offer_finish(offer);
}

/* Reads the body, which is a table, into an offer. */
static bool read_offer(struct request *request, struct catalogue_offer *ret_offer)
{
    struct evbuffer *buffer = evhttp_request_get_input_buffer(request->http);
    size_t length = evbuffer_get_length(buffer), count = 0;
    const char *bytes = length ? (const char *)evbuffer_pullup(buffer, -1) : "";
    char name[128], sentence[TABLE_SENTENCE_SIZE];
    struct item *items = NULL;

    if (!parameter(request, "file", name, sizeof name))
        return false;
    enum error error = items_file_read_bytes(name[0] ? name : "items.csv", bytes, length, &items, &count, sentence);
    if (error == ERROR_NONE && catalogue_offer_make(request->server, items, count, ret_offer)) {
        if (catalogue_has_room(request->server, ret_offer, sentence))
            return true;
        catalogue_offer_finish(ret_offer);
        error = ERROR_FORMAT;
    }
    reply_refusal(request, error == ERROR_FORMAT ? REFUSAL_CATALOGUE_WRONG : REFUSAL_NOT_STORED, error == ERROR_FORMAT ? sentence : "out of memory");
    return false;
}

void api_items_import(struct request *request)
{
    struct server *server = request->server;
    struct command command = api_command(request, COMMAND_CATALOGUE_IMPORT);
    struct catalogue_offer offer;
    bool preview;

    if (!flag_parameter(request, "preview", &preview) || !read_offer(request, &offer))
        return;
    if (!preview) {
        take_offer(request, &command, &offer);
        return;
    }
    answer_changes(request, view_changes(server->items, server->item_count, &offer), 0);
    catalogue_offer_finish(&offer);
}

/* Reads {"from": DATE}: today or later, and not before the item came into force. */
static bool read_from(struct request *request, const struct item *item, struct date *ret_from)
{
    char text[DATE_TEXT_SIZE] = "";

    if (!body_text(request, "from", text, sizeof text))
        return false;
    if (strlen(text) == DATE_TEXT_SIZE - 1 && date_parse(text, ret_from) && ret_from->days >= today(request->server).days &&
        ret_from->days >= item->in_force_from.days)
        return true;
    reply_refusal(request, REFUSAL_OUT_OF_RANGE, "from");
    return false;
}

void api_item_withdraw(struct request *request)
{
    struct server *server = request->server;
    struct command command = api_command(request, COMMAND_CATALOGUE_WITHDRAW);
    const struct item *item = catalogue_item(server, request->parameters[0], 0);
    struct catalogue_offer offer;

    if (!item) {
        reply_refusal(request, REFUSAL_ITEM_NOT_THERE, NULL);
        return;
    }
    if (!read_from(request, item, &command.from))
        return;
    text_copy(command.item, sizeof command.item, item->code);
    struct item *items = malloc(server->item_count * sizeof *items);
    if (items) {
        memcpy(items, server->items, server->item_count * sizeof *items);
        items[item - server->items].withdrawn_from = command.from;
    }
    if (items && catalogue_offer_make(server, items, server->item_count, &offer))
        take_offer(request, &command, &offer);
    else
        reply_refusal(request, REFUSAL_NOT_STORED, "out of memory");
}
