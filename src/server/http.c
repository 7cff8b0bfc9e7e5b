/* HTTP: from libevent's request to one of ours, through routes.def to its handler, and the answer back. Decides nothing. */
#include "server/api.h"

#include "base/log.h"
#include "base/path.h"
#include "server/tls.h"
#include "base/utf8.h"

#include <arpa/inet.h>
#include <errno.h>
#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/keyvalq_struct.h>
#include <event2/listener.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

struct route {
    enum evhttp_cmd_type method;
    const char *path;
    unsigned roles;
    void (*handler)(struct request *request);
};

#define R(name) (1U << STAFF_ROLE_##name)
#define ANY ((1U << STAFF_ROLE_CALL_ANY) - 1)
#define PUBLIC (ANY | 1U << 31)
static const struct route routes[] = {
#define ROUTE(method, path, roles, handler) {EVHTTP_REQ_##method, path, roles, handler},
#include "server/routes.def"
#undef ROUTE
};

static void forget(char *parameters[static PARAMETERS_MAX])
{
    for (int i = 0; i < PARAMETERS_MAX; i++) {
        free(parameters[i]);
        parameters[i] = NULL;
    }
}

/* Compares a path with a pattern and keeps the parts that stand for {}. */
static bool path_fits(const char *pattern, const char *path, char *parameters[static PARAMETERS_MAX])
{
    int count = 0;

    while (*pattern) {
        if (strncmp(pattern, "{}", 2) == 0) {
            size_t length = strcspn(path, "/");
            if (length == 0 || count == PARAMETERS_MAX)
                break;
            if (!(parameters[count] = strndup(path, length)))
                break;
            count++;
            pattern += 2;
            path += length;
        } else if (*pattern == *path) {
            pattern++;
            path++;
        } else {
            break;
        }
    }
    if (!*pattern && !*path)
        return true;
    forget(parameters);
    return false;
}

static enum refusal find_route(struct request *request, const char *path, enum evhttp_cmd_type method)
{
    enum refusal refusal = REFUSAL_NOT_FOUND;

    if (method == EVHTTP_REQ_HEAD)
        method = EVHTTP_REQ_GET;
    for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
        if (!path_fits(routes[i].path, path, request->parameters))
            continue;
        if (routes[i].method == method) {
            request->route = &routes[i];
            return REFUSAL_NONE;
        }
        refusal = REFUSAL_METHOD;
        forget(request->parameters);
    }
    return refusal;
}

/* What comes outside of a body may be any bytes; the journal takes text only. */
static bool is_text(const char *bytes)
{
    char clean[1024];

    utf8_clean(clean, sizeof clean, bytes);
    return strcmp(clean, bytes) == 0;
}

/* Reads body and key. The digest covers what a repetition must have in common with the first. */
static enum refusal read_body(struct request *request, const char *path)
{
    struct evkeyvalq *headers = evhttp_request_get_input_headers(request->http);
    struct evbuffer *buffer = evhttp_request_get_input_buffer(request->http);
    const char *key = evhttp_find_header(headers, "Idempotency-Key"), *type = evhttp_find_header(headers, "Content-Type");
    size_t length = evbuffer_get_length(buffer);
    const char *bytes = length ? (const char *)evbuffer_pullup(buffer, -1) : "";

    if (length > REQUEST_BODY_MAX)
        return REFUSAL_TOO_LARGE;
    if (length > 0 && type && strncmp(type, "application/json", 16) != 0)
        return REFUSAL_MEDIA_TYPE;
    if (length > 0) {
        request->body = json_loadb(bytes, length, JSON_REJECT_DUPLICATES, NULL);
        if (!json_is_object(request->body))
            return REFUSAL_NOT_JSON;
    }
    if (key) {
        if (strlen(key) >= KEY_SIZE || key[0] == '\0' || !is_text(key))
            return REFUSAL_OUT_OF_RANGE;
        memcpy(request->key, key, strlen(key) + 1);
        char *joined = malloc(strlen(path) + length + 8);
        if (!joined)
            return REFUSAL_NOT_STORED;
        int head = sprintf(joined, "%s ", path);
        memcpy(joined + head, bytes, length);
        digest_make(joined, (size_t)head + length, request->digest);
        free(joined);
    }
    return REFUSAL_NONE;
}

static enum refusal check_access(struct request *request)
{
    if (!access_caller(request))
        return REFUSAL_NO_TOKEN;
    if (request->route->roles & 1U << 31)
        return REFUSAL_NONE;
    if (!request->caller.known)
        return REFUSAL_NO_TOKEN;
    return request->route->roles >> request->caller.actor.role & 1 ? REFUSAL_NONE : REFUSAL_FORBIDDEN;
}

static void on_request(struct evhttp_request *http, void *context, bool trusted)
{
    struct server *server = context;
    struct request *request = calloc(1, sizeof *request);
    const struct evhttp_uri *uri = evhttp_request_get_evhttp_uri(http);
    const char *raw = uri ? evhttp_uri_get_path(uri) : NULL;

    server_turn(server);
    server->requests++;
    if (!request) {
        evhttp_send_error(http, 503, NULL);
        return;
    }
    request->server = server;
    request->http = http;
    request->trusted_socket = trusted;
    char *path = raw ? evhttp_uridecode(raw, 0, NULL) : NULL;
    enum refusal refusal = server->fatal != ERROR_NONE ? REFUSAL_NOT_STORED : path && is_text(path) ? find_route(request, path, evhttp_request_get_command(http)) : REFUSAL_NOT_FOUND;
    if (refusal == REFUSAL_NONE)
        refusal = check_access(request);
    if (refusal == REFUSAL_NONE && request->route->method != EVHTTP_REQ_GET)
        refusal = read_body(request, path);
    free(path);
    if (refusal != REFUSAL_NONE)
        reply_refusal(request, refusal, NULL);
    else
        request->route->handler(request);
    if (request->streams || request->waits)
        return;
    TAILQ_INSERT_TAIL(&server->waiting, request, entry);
}

static void on_tcp_request(struct evhttp_request *http, void *context)
{
    on_request(http, context, false);
}

/* The Unix socket trusts the uid that owns the controller, and root. */
static void on_local_request(struct evhttp_request *http, void *context)
{
    struct bufferevent *bufferevent = evhttp_connection_get_bufferevent(evhttp_request_get_connection(http));
    struct {
        int pid;
        unsigned uid, gid;
    } peer; /* struct ucred, which POSIX does not know */
    socklen_t size = sizeof peer;
    bool known = getsockopt(bufferevent_getfd(bufferevent), SOL_SOCKET, 17 /* SO_PEERCRED */, &peer, &size) == 0;

    on_request(http, context, known && (peer.uid == (unsigned)getuid() || peer.uid == 0));
}

void request_finish(struct request *request)
{
    request->waits = false;
    TAILQ_INSERT_TAIL(&request->server->waiting, request, entry);
}

void reply_json(struct request *request, int status, json_t *answer)
{
    request->status = status;
    request->answer = answer;
}

void reply_text(struct request *request, int status, const char *type, char *text)
{
    request->status = status;
    request->type = type;
    request->text = text;
}

void reply_refusal(struct request *request, enum refusal refusal, const char *detail)
{
    char type[64];

    snprintf(type, sizeof type, "urn:yichuang:%s", refusal_type(refusal));
    request->type = "application/problem+json";
    request->status = refusal_status(refusal);
    request->answer = json_pack("{s:s, s:s, s:s, s:i, s:s?}", "type", type, "title", refusal_sentence(refusal, false), "title_zh",
                                refusal_sentence(refusal, true), "status", refusal_status(refusal), "detail", detail);
}

void reply_too_often(struct request *request, int64_t wait_ms)
{
    reply_refusal(request, REFUSAL_TOO_MANY, NULL);
    request->retry_after_s = (int)((wait_ms + 999) / 1000);
}

static const char *phrase(int status)
{
    return status < 300 ? "OK" : status < 500 ? "Refused" : "Unavailable";
}

void request_send(struct request *request)
{
    struct evkeyvalq *headers = evhttp_request_get_output_headers(request->http);
    struct evbuffer *buffer = evbuffer_new();
    char *text = request->text;

    if (request->status == 0) /* a handler that could not finish */
        reply_refusal(request, REFUSAL_NOT_STORED, NULL);
    if (!text && request->answer) {
        text = json_dumps(request->answer, JSON_COMPACT);
        request->text = text;
    }
    if (text && buffer) {
        evhttp_add_header(headers, "Content-Type", request->type ? request->type : "application/json");
        evhttp_add_header(headers, "X-Content-Type-Options", "nosniff");
        evhttp_add_header(headers, "Cache-Control", "no-store");
        if (evhttp_request_get_command(request->http) != EVHTTP_REQ_HEAD) /* a body there would be read as the next answer */
            evbuffer_add(buffer, text, strlen(text));
    }
    if (request->status == 401)
        evhttp_add_header(headers, "WWW-Authenticate", "Bearer");
    if (request->status == 429 || request->status == 503) {
        char seconds[16];
        snprintf(seconds, sizeof seconds, "%d", request->retry_after_s > 0 ? request->retry_after_s : 2);
        evhttp_add_header(headers, "Retry-After", seconds);
    }
    evhttp_send_reply(request->http, request->status, phrase(request->status), buffer);
    if (buffer)
        evbuffer_free(buffer);
    request_free(request);
}

void request_free(struct request *request)
{
    forget(request->parameters);
    json_decref(request->body);
    json_decref(request->answer);
    free(request->text);
    free(request);
}

/* libevent refuses what is larger by itself, in words of its own; up to here the answer is ours. */
enum { READ_BODY_MAX = 16 << 20 };

static struct evhttp *make_http(struct server *server, void (*callback)(struct evhttp_request *, void *))
{
    struct evhttp *http = evhttp_new(server->base);

    if (!http)
        return NULL;
    evhttp_set_gencb(http, callback, server);
    evhttp_set_max_headers_size(http, 16 * 1024);
    evhttp_set_max_body_size(http, READ_BODY_MAX);
    evhttp_set_timeout(http, 60);
    evhttp_set_allowed_methods(http, EVHTTP_REQ_GET | EVHTTP_REQ_POST | EVHTTP_REQ_PUT | EVHTTP_REQ_DELETE | EVHTTP_REQ_HEAD | EVHTTP_REQ_OPTIONS |
                                         EVHTTP_REQ_PATCH);
    return http;
}

static bool bind_fd(struct server *server, struct evhttp *http, int fd)
{
    struct evconnlistener *listener = evconnlistener_new(server->base, NULL, NULL, LEV_OPT_CLOSE_ON_FREE | LEV_OPT_CLOSE_ON_EXEC, 4096, fd);

    if (listener && evhttp_bind_listener(http, listener))
        return true;
    if (listener)
        evconnlistener_free(listener);
    return false;
}

/* Files of the configuration are found from the hall's folder. */
static void file_of(const struct server *server, const char *name, char path[static PATH_SIZE])
{
    if (name[0] == '/')
        path_join(path, PATH_SIZE, "", name + 1);
    else
        path_join(path, PATH_SIZE, server->dir, name);
}

static enum error start_tls(struct server *server)
{
    char certificate[PATH_SIZE], key[PATH_SIZE];
    const char *why;

    if (!server->file.tls_certificate[0])
        return ERROR_NONE;
    file_of(server, server->file.tls_certificate, certificate);
    file_of(server, server->file.tls_key, key);
    enum error error = tls_create(certificate, key, &server->tls, &why);
    if (error != ERROR_NONE)
        log_error("%s, %s: %s", certificate, key, why);
    else
        tls_use(server->tls, server->http);
    return error;
}

static enum error listen_local(struct server *server)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};

    if ((size_t)snprintf(address.sun_path, sizeof address.sun_path, "%s/run/controller.sock", server->dir) >= sizeof address.sun_path)
        return ERROR_RANGE;
    unlink(address.sun_path);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    mode_t before = umask(0077);
    bool good = fd >= 0 && bind(fd, (struct sockaddr *)&address, sizeof address) == 0;
    umask(before);
    if (!good || listen(fd, 4096) != 0 || evutil_make_socket_nonblocking(fd) != 0)
        return ERROR_IO;
    return bind_fd(server, server->local, fd) ? ERROR_NONE : ERROR_MEMORY;
}

/* Reads "HOST:PORT"; the host is an address or localhost, port 0 is allowed. */
static bool parse_address(const char *text, struct sockaddr_storage *ret_address, int *ret_length)
{
    char host[128];
    const char *colon = strrchr(text, ':');
    char *end = NULL;
    long port = colon ? strtol(colon + 1, &end, 10) : -1;

    *ret_length = sizeof *ret_address;
    if (!colon || colon == text || end == colon + 1 || *end || port < 0 || port > 65535 || (size_t)(colon - text) >= sizeof host)
        return false;
    snprintf(host, sizeof host, "%.*s", (int)(colon - text), text);
    if (evutil_parse_sockaddr_port(strcmp(host, "localhost") == 0 ? "127.0.0.1" : host, (struct sockaddr *)ret_address, ret_length) != 0)
        return false;
    if (ret_address->ss_family == AF_INET6)
        ((struct sockaddr_in6 *)ret_address)->sin6_port = htons((uint16_t)port);
    else
        ((struct sockaddr_in *)ret_address)->sin_port = htons((uint16_t)port);
    return true;
}

static enum error listen_tcp(struct server *server, const char *text, char url[static 256])
{
    struct sockaddr_storage address;
    int length, yes = 1;

    if (!parse_address(text, &address, &length))
        return ERROR_FORMAT;
    int fd = socket(address.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return ERROR_IO;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes); /* accepted sockets inherit it */
    if (bind(fd, (struct sockaddr *)&address, (socklen_t)length) != 0 || listen(fd, 4096) != 0 || evutil_make_socket_nonblocking(fd) != 0) {
        int reason = errno;
        close(fd);
        errno = reason;
        return errno == EADDRINUSE ? ERROR_BUSY : ERROR_IO;
    }
    socklen_t size = sizeof address;
    getsockname(fd, (struct sockaddr *)&address, &size);
    char host[INET6_ADDRSTRLEN];
    const char *scheme = server->tls ? "https" : "http";
    if (address.ss_family == AF_INET6) {
        const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)&address;
        inet_ntop(AF_INET6, &v6->sin6_addr, host, sizeof host);
        snprintf(url, 256, "%s://[%s]:%d", scheme, host, ntohs(v6->sin6_port));
    } else {
        const struct sockaddr_in *v4 = (const struct sockaddr_in *)&address;
        inet_ntop(AF_INET, &v4->sin_addr, host, sizeof host);
        snprintf(url, 256, "%s://%s:%d", scheme, host, ntohs(v4->sin_port));
    }
    return bind_fd(server, server->http, fd) ? ERROR_NONE : ERROR_MEMORY;
}

enum error http_listen(struct server *server, const char *address, char url[static 256])
{
    server->local = make_http(server, on_local_request);
    server->http = make_http(server, on_tcp_request);
    if (!server->local || !server->http)
        return ERROR_MEMORY;
    enum error error = listen_local(server);
    if (error != ERROR_NONE) {
        log_error("%s/run/controller.sock cannot be opened: %s", server->dir, error_sentence(error));
        return error;
    }
    snprintf(url, 256, "unix:%.200s/run/controller.sock", server->dir);
    if (!address)
        return ERROR_NONE;
    error = start_tls(server);
    if (error != ERROR_NONE)
        return error;
    error = listen_tcp(server, address, url);
    if (error == ERROR_BUSY)
        log_error("%s is in use by another program", address);
    else if (error == ERROR_FORMAT)
        log_error("cannot listen on %s: it must be HOST:PORT, as in 127.0.0.1:8640", address);
    else if (error == ERROR_IO)
        log_error("cannot listen on %s: %s", address, errno == EADDRNOTAVAIL ? "this machine has no such address" : strerror(errno));
    else if (error != ERROR_NONE)
        log_error("cannot listen on %s: %s", address, error_sentence(error));
    return error;
}

void http_close(struct server *server)
{
    char path[sizeof server->dir + 32];

    if (server->http)
        evhttp_free(server->http);
    if (server->local)
        evhttp_free(server->local);
    server->http = server->local = NULL;
    tls_destroy(server->tls);
    server->tls = NULL;
    snprintf(path, sizeof path, "%s/run/controller.sock", server->dir);
    unlink(path);
}
