/* Inside the server: what its HTTP files share. A request comes in by listen.c, gets its route (routes.c), its caller and its body (http.c), and leaves by
 * reply.c. */
#ifndef SERVER_HTTP_H
#define SERVER_HTTP_H

#include "server/server.h"

/* A row of routes.def. */
struct route {
    enum evhttp_cmd_type method;
    const char *name;   /* "GET /v1/windows/{}" */
    const char *path;
    unsigned roles;     /* bit i: role i may ask; ROUTE_PUBLIC: anybody */
    void (*handler)(struct request *request);
};

#define ROUTE_PUBLIC (1U << 31)

/* Finds the route of a path (HEAD is answered like GET) and keeps the parts that stand for {} in the request. Else REFUSAL_NOT_FOUND, or
 * REFUSAL_METHOD where the path takes other methods. */
enum refusal route_find(struct request *request, const char *path, enum evhttp_cmd_type method);

/* Frees what route_find() kept. */
void route_forget(char *parameters[static PARAMETERS_MAX]);

/* libevent hands over a request; context is the server. */
void http_on_tcp(struct evhttp_request *http, void *context);
void http_on_local(struct evhttp_request *http, void *context);

/* Whether the other end of a Unix socket has the controller's uid or is root. */
bool peer_is_trusted(int fd);

#endif
