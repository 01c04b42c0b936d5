#include "core/control/peer_user.h"

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace fairlead {

bool isSameUser(qintptr socket) {
#if defined(Q_OS_LINUX)
    ucred peer{};
    socklen_t size = sizeof peer;
    return ::getsockopt(static_cast<int>(socket), SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 &&
           peer.uid == ::geteuid();
#elif defined(Q_OS_UNIX)
    uid_t user{};
    gid_t group{};
    return ::getpeereid(static_cast<int>(socket), &user, &group) == 0 && user == ::geteuid();
#else
    static_cast<void>(socket);
    return true;
#endif
}

} // namespace fairlead
