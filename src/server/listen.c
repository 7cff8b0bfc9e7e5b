/* Where the controller listens: a TCP address, with TLS where it is configured, and the Unix socket. */
#include "server/http.h"

#include "base/log.h"
#include "base/path.h"
#include "server/accept.h"
#include "server/tls.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

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
    evhttp_set_flags(http, EVHTTP_SERVER_LINGERING_CLOSE); /* who sends too much hears it before the connection ends */
    evhttp_set_timeout(http, 60);
    evhttp_set_allowed_methods(http, EVHTTP_REQ_GET | EVHTTP_REQ_POST | EVHTTP_REQ_PUT | EVHTTP_REQ_DELETE | EVHTTP_REQ_HEAD | EVHTTP_REQ_OPTIONS |
                                         EVHTTP_REQ_PATCH);
    return http;
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
    return accept_from(server->base, server->local, fd) ? ERROR_NONE : ERROR_MEMORY;
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
    return accept_from(server->base, server->http, fd) ? ERROR_NONE : ERROR_MEMORY;
}

enum error http_listen(struct server *server, const char *address, char url[static 256])
{
    accept_many();
    server->local = make_http(server, http_on_local);
    server->http = make_http(server, http_on_tcp);
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
    accept_finish();
    server->http = server->local = NULL;
    tls_destroy(server->tls);
    server->tls = NULL;
    snprintf(path, sizeof path, "%s/run/controller.sock", server->dir);
    unlink(path);
}
