/* One request: its curl handle, from its making to its callback. */
#include "client/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool client_add_header(struct curl_slist **headers, const char *line)
{
    struct curl_slist *longer = curl_slist_append(*headers, line);

    if (!longer)
        return false;
    *headers = longer;
    return true;
}

CURL *client_make_easy(const struct client *client, const char *path, struct curl_slist **headers)
{
    const struct client_options *options = &client->options;
    char line[256], *url = NULL;
    const char *base = *options->url ? options->url : "http://localhost";
    size_t size = strlen(base) + strlen(path) + 1;
    CURL *easy = curl_easy_init();

    snprintf(line, sizeof line, "Authorization: Bearer %s", options->token);
    if (!easy || !(url = malloc(size)) || (*options->token && !client_add_header(headers, line))) {
        free(url);
        curl_easy_cleanup(easy);
        return NULL;
    }
    snprintf(url, size, "%s%s", base, path);
    bool set = curl_easy_setopt(easy, CURLOPT_URL, url) == CURLE_OK &&
               (*options->url || curl_easy_setopt(easy, CURLOPT_UNIX_SOCKET_PATH, options->socket) == CURLE_OK) &&
               curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK;
    free(url);
    if (!set) {
        curl_easy_cleanup(easy);
        return NULL;
    }
    curl_easy_setopt(easy, CURLOPT_NOPROXY, "*"); /* a proxy of the environment is for the internet, not for the hall */
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)CLIENT_CONNECT_MS);
    curl_easy_setopt(easy, CURLOPT_USERAGENT, "yichuang/" YICHUANG_VERSION);
    return easy;
}

static size_t take_answer(char *bytes, size_t size, size_t count, void *context)
{
    struct request *request = context;
    size_t length = size * count;

    if (length > CLIENT_ANSWER_LIMIT - request->length)
        return 0;
    char *grown = realloc(request->answer, request->length + length + 1);
    if (!grown)
        return 0;
    memcpy(grown + request->length, bytes, length);
    request->answer = grown;
    request->length += length;
    return length;
}

/* curl takes a connection that ends in the middle of the header lines for a whole answer. */
static size_t take_header(char *bytes, size_t size, size_t count, void *context)
{
    struct request *request = context;

    request->headed = size * count == 2 && memcmp(bytes, "\r\n", 2) == 0;
    return size * count;
}

/* Sets what is to be sent. curl copies the body. */
static bool set_body(struct request *request, const char *method, const struct client_bytes *body, const char *key)
{
    char line[128] = "Content-Type:";
    bool changes = strcmp(method, "GET") != 0;
    bool set = true;

    if (body)
        snprintf(line, sizeof line, "Content-Type: %s", body->type);
    if (body || strcmp(method, "POST") == 0 || strcmp(method, "PUT") == 0)
        set = curl_easy_setopt(request->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)(body ? body->size : 0)) == CURLE_OK &&
              curl_easy_setopt(request->easy, CURLOPT_COPYPOSTFIELDS, body ? body->data : "") == CURLE_OK && client_add_header(&request->headers, line) &&
              client_add_header(&request->headers, "Expect:");
    if (set && changes)
        set = curl_easy_setopt(request->easy, CURLOPT_CUSTOMREQUEST, method) == CURLE_OK;
    if (set && key) {
        snprintf(line, sizeof line, "Idempotency-Key: %s", key);
        set = client_add_header(&request->headers, line);
    }
    /* When a kept connection turns out to be dead, curl sends again by itself. What changes something must not be sent twice without a key. */
    if (changes && !key)
        curl_easy_setopt(request->easy, CURLOPT_FRESH_CONNECT, 1L);
    return set;
}

struct request *request_create(struct client *client, int64_t due_ms, int timeout_ms, const char *method, const char *path,
                               const struct client_bytes *body, const char *key)
{
    struct request *request = calloc(1, sizeof *request);
    struct request **end = &client->requests;

    if (!request)
        return NULL;
    request->client = client;
    request->due_ms = due_ms;
    request->easy = client_make_easy(client, path, &request->headers);
    if (!request->easy || !set_body(request, method, body, key)) {
        request_destroy(request);
        return NULL;
    }
    curl_easy_setopt(request->easy, CURLOPT_HTTPHEADER, request->headers);
    curl_easy_setopt(request->easy, CURLOPT_TIMEOUT_MS, (long)timeout_ms);
    curl_easy_setopt(request->easy, CURLOPT_WRITEFUNCTION, take_answer);
    curl_easy_setopt(request->easy, CURLOPT_WRITEDATA, request);
    curl_easy_setopt(request->easy, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(request->easy, CURLOPT_HEADERDATA, request);
    curl_easy_setopt(request->easy, CURLOPT_PRIVATE, request);
    while (*end)
        end = &(*end)->next;
    *end = request;
    return request;
}

/* Takes the request out of the client's list and out of curl's hands. */
static void leave(struct request *request)
{
    for (struct request **at = &request->client->requests; *at; at = &(*at)->next)
        if (*at == request) {
            *at = request->next;
            break;
        }
    if (request->sent)
        curl_multi_remove_handle(request->client->multi, request->easy);
    request->sent = false;
}

void request_destroy(struct request *request)
{
    leave(request);
    curl_easy_cleanup(request->easy);
    curl_slist_free_all(request->headers);
    free(request->answer);
    free(request);
}

int request_start_due(struct client *client, int64_t now_ms)
{
    int64_t first_ms = -1;

    for (struct request *request = client->requests; request; request = request->next) {
        if (request->sent || request->done)
            continue;
        int64_t left_ms = request->due_ms - now_ms;
        if (left_ms > 0) {
            first_ms = first_ms < 0 || left_ms < first_ms ? left_ms : first_ms;
        } else if (curl_multi_add_handle(client->multi, request->easy) == CURLM_OK) {
            request->sent = true;
        } else {
            request->done = true;
            request->result = CURLE_OUT_OF_MEMORY;
        }
    }
    return (int)first_ms;
}

static void answer(struct request *request)
{
    struct client_answer told = {0};
    json_t *body = NULL;
    long status = 0;
    curl_off_t retry_after_s = 0;

    if (request->result == CURLE_OK && request->headed && curl_easy_getinfo(request->easy, CURLINFO_RESPONSE_CODE, &status) == CURLE_OK && status > 0) {
        if (request->length > 0)
            body = json_loadb(request->answer, request->length, JSON_DECODE_ANY, NULL);
        if (curl_easy_getinfo(request->easy, CURLINFO_RETRY_AFTER, &retry_after_s) == CURLE_OK && retry_after_s > 0 && retry_after_s < 86400)
            told.retry_after_s = (int)retry_after_s;
        told.status = (int)status;
        told.body = body;
        told.bytes = request->answer;
        told.size = request->length;
    }
    if (request->callback)
        request->callback(request->context, &told);
    json_decref(body);
}

int request_dispatch(struct client *client)
{
    int count = 0;

    for (;;) {
        struct request *request = client->requests;
        while (request && !request->done)
            request = request->next;
        if (!request)
            return count;
        leave(request); /* first, so that a callback that waits does not find it again */
        answer(request);
        request_destroy(request);
        count++;
    }
}
