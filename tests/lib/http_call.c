#define _GNU_SOURCE /* strcasestr */
#include "lib/http_call.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

struct http_call http_call_tcp(int port, const char *token)
{
    struct http_call call = {.fd = -1, .port = port};

    if (token)
        snprintf(call.token, sizeof call.token, "%s", token);
    return call;
}

struct http_call http_call_socket(const char *path)
{
    struct http_call call = {.fd = -1};

    snprintf(call.socket, sizeof call.socket, "%s", path);
    return call;
}

static void forget(struct http_call *call)
{
    json_decref(call->json);
    free(call->body);
    call->json = NULL;
    call->body = NULL;
    call->status = 0;
    call->type[0] = '\0';
}

static void hang_up(struct http_call *call)
{
    if (call->fd >= 0)
        close(call->fd);
    call->fd = -1;
}

void http_call_close(struct http_call *call)
{
    forget(call);
    hang_up(call);
}

static bool dial(struct http_call *call)
{
    struct timeval limit = {30, 0};
    int yes = 1;

    if (call->fd >= 0)
        return true;
    if (call->socket[0]) {
        struct sockaddr_un address = {.sun_family = AF_UNIX};
        snprintf(address.sun_path, sizeof address.sun_path, "%.100s", call->socket);
        call->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (connect(call->fd, (struct sockaddr *)&address, sizeof address) != 0)
            hang_up(call);
    } else {
        struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)call->port)};
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        call->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (connect(call->fd, (struct sockaddr *)&address, sizeof address) != 0)
            hang_up(call);
        else
            setsockopt(call->fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    }
    if (call->fd >= 0)
        setsockopt(call->fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    return call->fd >= 0;
}

static bool send_all(struct http_call *call, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t sent = send(call->fd, bytes, length, MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        bytes += sent;
        length -= (size_t)sent;
    }
    return true;
}

static bool send_request(struct http_call *call, const char *method, const char *path, const char *body, const char *key)
{
    char head[1024];
    int length = snprintf(head, sizeof head, "%s %s HTTP/1.1\r\nHost: hall\r\nContent-Length: %zu\r\n", method, path, body ? strlen(body) : 0);

    if (call->token[0])
        length += snprintf(head + length, sizeof head - (size_t)length, "Authorization: Bearer %s\r\n", call->token);
    if (body)
        length += snprintf(head + length, sizeof head - (size_t)length, "Content-Type: application/json\r\n");
    if (key)
        length += snprintf(head + length, sizeof head - (size_t)length, "Idempotency-Key: %s\r\n", key);
    length += snprintf(head + length, sizeof head - (size_t)length, "\r\n");
    return send_all(call, head, (size_t)length) && (!body || send_all(call, body, strlen(body)));
}

/* Reads until the header has ended and as much body as it tells. */
static bool read_answer(struct http_call *call)
{
    size_t size = 65536, used = 0, wanted = SIZE_MAX;
    char *buffer = malloc(size), *end = NULL;

    while (used < wanted) {
        if (used + 1 >= size && !(buffer = realloc(buffer, size *= 2)))
            return false;
        ssize_t got = recv(call->fd, buffer + used, size - 1 - used, 0);
        if (got <= 0)
            break;
        used += (size_t)got;
        buffer[used] = '\0';
        if (!end && (end = strstr(buffer, "\r\n\r\n"))) {
            const char *length = strcasestr(buffer, "\r\nContent-Length:"), *type = strcasestr(buffer, "\r\nContent-Type:");
            if (type && type < end)
                sscanf(type + 15, " %63[^\r;]", call->type);
            bool empty = strstr(buffer, " 204 ") == buffer + 8;
            wanted = (size_t)(end + 4 - buffer) + (length && length < end && !empty ? strtoul(length + 17, NULL, 10) : 0);
        }
    }
    bool whole = end && used >= wanted;
    if (whole) {
        call->status = atoi(buffer + 9);
        call->body = strdup(end + 4);
        call->json = json_loads(call->body, 0, NULL);
    }
    if (!whole || (end && strcasestr(buffer, "\r\nConnection: close")))
        hang_up(call);
    free(buffer);
    return whole;
}

int http_call(struct http_call *call, const char *method, const char *path, const char *body, const char *key)
{
    forget(call);
    if (!dial(call) || !send_request(call, method, path, body, key)) {
        hang_up(call);
        return 0;
    }
    return read_answer(call) ? call->status : 0;
}

void http_call_lose(struct http_call *call, const char *method, const char *path, const char *body, const char *key)
{
    forget(call);
    if (dial(call))
        send_request(call, method, path, body, key);
    hang_up(call);
}

int http_call_raw(struct http_call *call, const char *bytes, size_t length)
{
    forget(call);
    if (!dial(call))
        return 0;
    send_all(call, bytes, length); /* the server may answer before it has read everything */
    return read_answer(call) ? call->status : 0;
}

static const json_t *find(const struct http_call *call, const char *path)
{
    const json_t *at = call->json;
    char name[64];

    while (at && *path) {
        size_t length = strcspn(path, ".");
        snprintf(name, sizeof name, "%.*s", (int)length, path);
        at = json_object_get(at, name);
        path += length + (path[length] == '.');
    }
    return at;
}

const char *http_call_text(const struct http_call *call, const char *path)
{
    const char *text = json_string_value(find(call, path));
    return text ? text : "";
}

json_int_t http_call_number(const struct http_call *call, const char *path)
{
    const json_t *number = find(call, path);
    return json_is_integer(number) ? json_integer_value(number) : -1;
}
