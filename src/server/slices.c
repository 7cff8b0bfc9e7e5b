#include "server/slices.h"

#include "server/server.h"

static struct slice **last(struct server *server)
{
    struct slice **at = &server->slices;

    while (*at)
        at = &(*at)->next;
    return at;
}

void slices_add(struct server *server, struct slice *slice)
{
    slice->server = server;
    slice->next = NULL;
    *last(server) = slice;
}

void slices_remove(struct slice *slice)
{
    struct slice **at = &slice->server->slices;

    while (*at && *at != slice)
        at = &(*at)->next;
    if (*at)
        *at = slice->next;
    slice->next = NULL;
}

void slices_run(struct server *server)
{
    struct slice *slice = server->slices;

    if (!slice)
        return;
    slices_remove(slice);
    slices_add(server, slice);
    slice->run(slice);
}

void slices_give_up(struct server *server)
{
    while (server->slices)
        server->slices->give_up(server->slices);
}
