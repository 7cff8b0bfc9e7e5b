#include "lib/fake_server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static void insist(bool held, const char *what)
{
    if (held)
        return;
    perror(what);
    abort();
}

static void listen_at(struct fake_server *server)
{
    struct sockaddr_un local = {.sun_family = AF_UNIX};
    struct sockaddr_in internet = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons((uint16_t)server->port)};
    bool unix_socket = *server->folder != '\0';
    struct sockaddr *address = unix_socket ? (struct sockaddr *)&local : (struct sockaddr *)&internet;
    socklen_t size = unix_socket ? sizeof local : sizeof internet;
    int yes = 1;

    snprintf(local.sun_path, sizeof local.sun_path, "%.100s", server->path);
    server->listener = socket(address->sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    insist(server->listener >= 0, "socket");
    setsockopt(server->listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    insist(bind(server->listener, address, size) == 0, "bind");
    insist(listen(server->listener, 16) == 0, "listen");
    insist(getsockname(server->listener, (struct sockaddr *)&internet, &(socklen_t){sizeof internet}) == 0 || unix_socket, "getsockname");
    if (!unix_socket)
        server->port = ntohs(internet.sin_port);
}

void fake_start(struct fake_server *server, bool unix_socket)
{
    memset(server, 0, sizeof *server);
    if (unix_socket) {
        strcpy(server->folder, "/tmp/fake-XXXXXX");
        insist(mkdtemp(server->folder) != NULL, "mkdtemp");
        snprintf(server->path, sizeof server->path, "%s/socket", server->folder);
    }
    listen_at(server);
}

void fake_finish(struct fake_server *server)
{
    fake_go_away(server);
    if (*server->folder)
        rmdir(server->folder);
}

void fake_options(const struct fake_server *server, struct client_options *options)
{
    *options = (struct client_options){0};
    if (*server->folder)
        strcpy(options->socket, server->path);
    else
        snprintf(options->url, sizeof options->url, "http://127.0.0.1:%d", server->port);
}

void fake_go_away(struct fake_server *server)
{
    for (int i = 0; i < server->count; i++)
        fake_close(server, i);
    if (server->listener >= 0)
        close(server->listener);
    if (*server->folder)
        unlink(server->path);
    server->listener = -1;
}

void fake_come_back(struct fake_server *server)
{
    listen_at(server);
}

static bool is_complete(const char *request, int length)
{
    const char *end = strstr(request, "\r\n\r\n"), *size = strstr(request, "Content-Length: ");

    if (!end)
        return false;
    int body = size && size < end ? atoi(size + strlen("Content-Length: ")) : 0;
    return length >= (int)(end + 4 - request) + body;
}

void fake_step(struct fake_server *server)
{
    int fd;

    while (server->listener >= 0 && (fd = accept(server->listener, NULL, NULL)) >= 0) {
        insist(server->count < FAKE_CONNECTIONS, "too many connections for the test");
        fcntl(fd, F_SETFL, O_NONBLOCK);
        server->connections[server->count++].fd = fd;
    }
    for (int i = 0; i < server->count; i++) {
        int room = FAKE_REQUEST - 1 - server->connections[i].length;
        char *end = server->connections[i].request + server->connections[i].length;
        if (server->connections[i].fd < 0)
            continue;
        ssize_t got = read(server->connections[i].fd, end, (size_t)room);
        if (got == 0)
            fake_close(server, i);
        if (got <= 0)
            continue;
        server->connections[i].length += (int)got;
        end[got] = '\0';
    }
}

int fake_find(const struct fake_server *server, const char *text)
{
    for (int i = 0; i < server->count; i++) {
        const char *request = server->connections[i].request;
        if (server->connections[i].fd >= 0 && strncmp(request, text, strlen(text)) == 0 && is_complete(request, server->connections[i].length))
            return i;
    }
    return -1;
}

bool fake_has(const struct fake_server *server, int connection, const char *text)
{
    return connection >= 0 && strstr(server->connections[connection].request, text) != NULL;
}

void fake_send(struct fake_server *server, int connection, const char *bytes)
{
    size_t length = strlen(bytes);

    insist(connection >= 0 && server->connections[connection].fd >= 0, "no such connection");
    insist(send(server->connections[connection].fd, bytes, length, MSG_NOSIGNAL) == (ssize_t)length, "send");
}

static void forget(struct fake_server *server, int connection)
{
    server->connections[connection].length = 0;
    server->connections[connection].request[0] = '\0';
}

void fake_answer(struct fake_server *server, int connection, int status, const char *more, const char *body)
{
    char head[512];

    snprintf(head, sizeof head, "HTTP/1.1 %d Status\r\n%sContent-Length: %zu\r\n\r\n", status, more, body ? strlen(body) : 0);
    fake_send(server, connection, head);
    if (body)
        fake_send(server, connection, body);
    forget(server, connection);
}

void fake_begin_stream(struct fake_server *server, int connection)
{
    fake_send(server, connection, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n");
    forget(server, connection);
}

void fake_close(struct fake_server *server, int connection)
{
    if (server->connections[connection].fd >= 0)
        close(server->connections[connection].fd);
    server->connections[connection].fd = -1;
}
