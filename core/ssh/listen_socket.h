// Where a forward's clients come in on this machine: bound, listening, non-blocking sockets.
#pragma once

#include "core/base/address.h"
#include "core/base/unique_fd.h"
#include "core/profile/forward.h"

#include <sys/types.h>
#include <vector>

namespace fairlead {

// One listening socket. Closing a Unix socket removes its file, if it is still the one we made.
class ListenSocket {
public:
    ListenSocket(UniqueFd fd, Endpoint bound);                          // TCP
    ListenSocket(UniqueFd fd, QString path, dev_t device, ino_t inode); // Unix
    ListenSocket(ListenSocket &&other) noexcept = default;
    ListenSocket &operator=(ListenSocket &&other) noexcept;
    ~ListenSocket();

    [[nodiscard]] int fd() const { return m_fd.get(); }
    // The literal address and the real port; empty for a Unix socket. In a range
    // `bound().port - listen.port` is the step of the target.
    [[nodiscard]] const Endpoint &bound() const { return m_bound; }
    [[nodiscard]] const QString &path() const { return m_path; }

private:
    void close();

    UniqueFd m_fd;
    Endpoint m_bound;
    QString m_path;
    dev_t m_device = 0;
    ino_t m_inode = 0;
};

// Everything a Listen asks for, every port of a range and every address of each port, or nothing at
// all. With port 0 all addresses get the same number. A name (not "localhost") is looked up and may
// block that long. `unixMask` is what the mode of a Unix socket leaves out. Errors: PortTaken (by
// whom, when known), PortPrivileged, BindFailed.
[[nodiscard]] Result<std::vector<ListenSocket>> listenOn(const Listen &listen, int unixMask = 0177);

struct Accepted {
    enum class Kind {
        Client,
        Nobody,    // nothing waits, or whoever did has gone: poll again
        Exhausted, // no descriptors or memory left; the client still waits: pause before polling
        Broken,    // the listener itself is of no use any more
    };
    Kind kind = Kind::Nobody;
    UniqueFd fd;    // non-blocking, closed on exec, TCP_NODELAY
    Endpoint from;  // empty for a Unix socket
    QString peer;   // "127.0.0.1:51234", "pid 812" for a Unix socket
    QString reason; // of Exhausted and Broken
};
[[nodiscard]] Accepted acceptClient(const ListenSocket &listener);

} // namespace fairlead
