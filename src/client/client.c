#include "client/internal.h"

#include "base/clock.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

struct client *client_create(const struct client_options *options)
{
    struct client *client = calloc(1, sizeof *client);

    if (!client || curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        free(client);
        return NULL;
    }
    client->multi = curl_multi_init();
    if (!client->multi) {
        curl_global_cleanup();
        free(client);
        return NULL;
    }
    client->options = *options;
    client->answer_ms = CLIENT_ANSWER_MS;
    client->silence_ms = CLIENT_SILENCE_MS;
    follow_init(&client->follow);
    return client;
}

void client_destroy(struct client *client)
{
    if (!client)
        return;
    while (client->requests)
        request_destroy(client->requests);
    follow_finish(client);
    curl_multi_cleanup(client->multi);
    curl_global_cleanup();
    free(client);
}

void client_set_patience(struct client *client, int answer_ms, int silence_ms)
{
    client->answer_ms = answer_ms;
    client->silence_ms = silence_ms;
}

/* Makes a request with JSON as its body (NULL: none). */
static struct request *create_json(struct client *client, int64_t due_ms, int timeout_ms, const char *method, const char *path, const json_t *body, const char *key)
{
    char *text = body ? json_dumps(body, JSON_COMPACT | JSON_ENCODE_ANY) : NULL;
    struct client_bytes bytes = {"application/json", text, text ? strlen(text) : 0};
    struct request *request = body && !text ? NULL : request_create(client, due_ms, timeout_ms, method, path, text ? &bytes : NULL, key);

    free(text);
    return request;
}

enum error client_request_later(struct client *client, int delay_ms, const char *method, const char *path, const json_t *body, const char *key,
                                client_callback *callback, void *context)
{
    struct request *request = create_json(client, clock_steady_ms() + delay_ms, client->answer_ms, method, path, body, key);

    if (!request)
        return ERROR_MEMORY;
    request->callback = callback;
    request->context = context;
    return ERROR_NONE;
}

enum error client_request(struct client *client, const char *method, const char *path, const json_t *body, const char *key,
                          client_callback *callback, void *context)
{
    return client_request_later(client, 0, method, path, body, key, callback, context);
}

struct call {
    bool done, wants_bytes;
    int status;
    json_t *body;
    char *bytes;
    size_t size;
};

static void take_call(void *context, const struct client_answer *answer)
{
    struct call *call = context;

    call->done = true;
    call->status = answer->status;
    if (!call->wants_bytes) {
        call->body = json_deep_copy(answer->body); /* NULL stays NULL */
    } else if (answer->bytes && (call->bytes = malloc(answer->size + 1))) {
        memcpy(call->bytes, answer->bytes, answer->size);
        call->bytes[call->size = answer->size] = '\0';
    } else if (answer->bytes) {
        call->status = 0; /* without memory it is as if no answer had come */
    }
}

/* Waits for the answer; request NULL: without memory. */
static void wait_for(struct client *client, struct request *request, int timeout_ms, struct call *call)
{
    int64_t end_ms = clock_steady_ms() + timeout_ms;

    if (!request)
        return;
    request->callback = take_call;
    request->context = call;
    while (!call->done) {
        int64_t left_ms = end_ms - clock_steady_ms();
        if (left_ms < -100) { /* curl's own limit comes first; this one is for a clock of curl's that stands still */
            request_destroy(request);
            return;
        }
        client_wait(client, -1, left_ms > 0 ? (int)left_ms : 0);
    }
}

int client_call(struct client *client, const char *method, const char *path, const json_t *body, const char *key, int timeout_ms, json_t **ret_body)
{
    struct call call = {0};

    wait_for(client, create_json(client, 0, timeout_ms, method, path, body, key), timeout_ms, &call);
    if (ret_body)
        *ret_body = call.body;
    else
        json_decref(call.body);
    return call.status;
}

int client_call_bytes(struct client *client, const char *method, const char *path, const struct client_bytes *body, const char *key, int timeout_ms, char **ret_bytes,
                      size_t *ret_size)
{
    struct call call = {.wants_bytes = true};

    wait_for(client, request_create(client, 0, timeout_ms, method, path, body, key), timeout_ms, &call);
    *ret_bytes = call.bytes;
    *ret_size = call.size;
    return call.status;
}

/* Lets curl work, and notes what has ended. */
static void perform(struct client *client)
{
    int running, left;
    CURLMsg *message;

    curl_multi_perform(client->multi, &running);
    while ((message = curl_multi_info_read(client->multi, &left))) {
        struct request *request = NULL;
        if (message->msg != CURLMSG_DONE)
            continue;
        if (message->easy_handle == client->follow.easy) {
            client->follow.ended = true;
            continue;
        }
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&request);
        request->result = message->data.result;
        request->done = true;
    }
}

static int shorter(int one_ms, int other_ms)
{
    if (one_ms < 0 || other_ms < 0)
        return one_ms < 0 ? other_ms : one_ms;
    return one_ms < other_ms ? one_ms : other_ms;
}

/* Asks anew, because curl does not tell of a descriptor that has hung up and has nothing to read. */
static bool is_readable(int fd)
{
    struct pollfd own = {.fd = fd, .events = POLLIN};

    return fd >= 0 && poll(&own, 1, 0) > 0;
}

bool client_wait(struct client *client, int fd, int timeout_ms)
{
    int64_t begin_ms = clock_steady_ms(), now_ms = begin_ms;

    for (;;) {
        struct curl_waitfd own = {.fd = fd, .events = CURL_WAIT_POLLIN};
        int left_ms = timeout_ms < 0 ? -1 : (int)(timeout_ms - (now_ms - begin_ms));
        int ready = 0;
        long curl_ms = -1;

        if (timeout_ms >= 0 && left_ms < 0)
            left_ms = 0;
        perform(client);
        bool called = request_dispatch(client) + follow_dispatch(client) > 0;
        int next_ms = shorter(request_start_due(client, now_ms), follow_start_due(client, now_ms)); /* after what has ended has set its next time */
        curl_multi_timeout(client->multi, &curl_ms);
        int wait_ms = called ? 0 : shorter(shorter(left_ms, next_ms), curl_ms > 60000 ? 60000 : (int)curl_ms);
        if (wait_ms < 0)
            wait_ms = 60000; /* curl wants a number; the loop begins again */
        curl_multi_poll(client->multi, &own, fd >= 0 ? 1 : 0, wait_ms, &ready);
        if (ready > 0 && is_readable(fd))
            return true;
        if (called)
            return false;
        int64_t slept_ms = clock_steady_ms() - now_ms;
        now_ms += slept_ms;
        if (left_ms == 0 || (ready == 0 && slept_ms + 1 < wait_ms)) /* the time is over, or a signal came */
            return false;
    }
}

void client_make_key(char key[static 23])
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    unsigned char random[22];

    while (getentropy(random, sizeof random) != 0)
        ; /* fails only while the machine starts */
    for (int i = 0; i < 22; i++)
        key[i] = letters[random[i] & 63];
    key[22] = '\0';
}
