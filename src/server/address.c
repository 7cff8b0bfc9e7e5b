/* Limits for everybody behind one address, where no token is asked: generous, because a village sits behind one address of its carrier. */
#include "server/api.h"

bool api_address_may(struct request *request, const char *what, int64_t period_ms, int burst)
{
    struct server *server = request->server;
    char *address = NULL, name[LIMIT_NAME_SIZE];
    uint16_t port;
    int64_t wait_ms;

    evhttp_connection_get_peer(evhttp_request_get_connection(request->http), &address, &port);
    if (server->hall.demo || request->trusted_socket || !address)
        return true;
    limits_address_name(what, address, name);
    if (limits_take(server->rates, name, server->now_ms, period_ms, burst, &wait_ms))
        return true;
    reply_too_often(request, wait_ms);
    return false;
}
