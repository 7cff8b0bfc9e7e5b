/* Who is at the other end of a Unix socket. POSIX has no call for it; Linux has SO_PEERCRED. */
#define _GNU_SOURCE /* struct ucred */
#include "server/http.h"

#include <sys/socket.h>
#include <unistd.h>

bool peer_is_trusted(int fd)
{
    struct ucred peer;
    socklen_t size = sizeof peer;

    return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && (peer.uid == getuid() || peer.uid == 0);
}
