#include "core/ssh/listen_socket.h"

#include "core/base/log.h"
#include "core/base/socket_address.h"
#include "core/check/port_owner.h"

#include <QtCore/QFile>
#include <algorithm>
#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <optional>
#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

constexpr int kBacklog = 1024; // the kernel cuts it to net.core.somaxconn
constexpr int kSamePortTries = 16;
constexpr int kPrivilegedBelow = 1024;
constexpr mode_t kPermissions = 0777;

tl::unexpected<Error> bindFailure(const Endpoint &where, int error) {
    const QString text = toText(where);
    if (error == EADDRINUSE) {
        const auto owner = portOwner(where);
        return fail(Errc::PortTaken, owner ? text + u", by "_s + toText(*owner) : text);
    }
    const bool denied = error == EACCES || error == EPERM;
    if (denied && where.port > 0 && where.port < kPrivilegedBelow)
        return fail(Errc::PortPrivileged, text);
    return fail(Errc::BindFailed, text + u": "_s + reasonText(error));
}

// Errors are errno values: what they mean depends on the other addresses.
tl::expected<ListenSocket, int> listenAt(const SocketAddress &address) {
    UniqueFd fd = openSocket(address.family());
    if (!fd.isOpen())
        return tl::unexpected(errno);
    // On Unix this only lifts the wait for connections in TIME_WAIT, two listeners stay impossible.
    switchOn(fd.get(), SOL_SOCKET, SO_REUSEADDR);
    if (address.family() == AF_INET6)
        switchOn(fd.get(), IPPROTO_IPV6, IPV6_V6ONLY);
    if (::bind(fd.get(), address.data(), address.length) != 0 || ::listen(fd.get(), kBacklog) != 0)
        return tl::unexpected(errno);
    const auto bound = localAddressOf(fd.get());
    if (!bound)
        return tl::unexpected(errno);
    return ListenSocket(std::move(fd), toEndpoint(*bound));
}

// Binds every address to `port`; with port 0 the first address chooses for the others.
Result<void> listenAtAll(const BindAddresses &where, quint16 port,
                         std::vector<ListenSocket> &sockets) {
    int bound = 0;
    std::optional<std::pair<Endpoint, int>> missing;
    for (SocketAddress address : where.addresses) {
        address.setPort(port);
        auto socket = listenAt(address);
        if (socket) {
            port = socket->bound().port;
            sockets.push_back(std::move(*socket));
            ++bound;
        } else if (where.someMayBeMissing && isMissingFamily(socket.error())) {
            missing = {toEndpoint(address), socket.error()};
        } else {
            return bindFailure(toEndpoint(address), socket.error());
        }
    }
    if (bound > 0)
        return {};
    return missing ? bindFailure(missing->first, missing->second)
                   : fail(Errc::BindFailed, u"no address to listen on"_s);
}

Result<std::vector<ListenSocket>> listenOnChosenPort(const BindAddresses &where) {
    // The number the system gives for one family may be in use in the other: ask again.
    for (int attempt = 1;; ++attempt) {
        std::vector<ListenSocket> sockets;
        const auto done = listenAtAll(where, 0, sockets);
        if (done)
            return sockets;
        if (done.error().code != Errc::PortTaken || attempt == kSamePortTries)
            return tl::unexpected(done.error());
    }
}

Result<std::vector<ListenSocket>> listenOnTcp(const Listen &listen) {
    const auto where = bindAddresses(listen.address, listen.port);
    if (!where)
        return tl::unexpected(where.error());
    if (listen.port == 0)
        return listenOnChosenPort(*where);
    std::vector<ListenSocket> sockets;
    const int last = std::max(listen.port, listen.lastPort);
    for (int port = listen.port; port <= last; ++port) {
        const auto done = listenAtAll(*where, static_cast<quint16>(port), sockets);
        if (!done)
            return tl::unexpected(done.error());
    }
    return sockets;
}

bool bindTo(int fd, const sockaddr_un &address) {
    return ::bind(fd, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0;
}

bool somebodyListens(const sockaddr_un &address) {
    const UniqueFd probe = openSocket(AF_UNIX);
    const auto *peer = reinterpret_cast<const sockaddr *>(&address);
    return !probe.isOpen() || ::connect(probe.get(), peer, sizeof address) == 0 ||
           errno != ECONNREFUSED;
}

// A socket file outlives a process that died. Only one that is surely dead is taken away.
Result<void> removeStale(const QString &text, const sockaddr_un &address) {
    struct stat before {};
    struct stat after {};
    if (::lstat(address.sun_path, &before) != 0)
        return {};
    if (!S_ISSOCK(before.st_mode))
        return fail(Errc::BindFailed, text + u": a file that is no socket is in the way"_s);
    if (somebodyListens(address))
        return fail(Errc::PortTaken, text);
    if (::lstat(address.sun_path, &after) != 0)
        return {};
    if (before.st_dev != after.st_dev || before.st_ino != after.st_ino)
        return fail(Errc::PortTaken, text);
    if (::unlink(address.sun_path) != 0)
        return fail(Errc::BindFailed, text + u": "_s + reasonText(errno));
    return {};
}

Result<ListenSocket> listenOnUnix(const QString &path, mode_t mode) {
    const auto address = unixSocketAddress(path);
    if (!address)
        return fail(Errc::BindFailed,
                    path + u": not a path of 1 to %1 bytes"_s.arg(kUnixPathLimit));
    UniqueFd fd = openSocket(AF_UNIX);
    if (!fd.isOpen())
        return fail(Errc::BindFailed, path + u": "_s + reasonText(errno));
    // Linux gives the file the mode of the socket's own inode, so it is never wider than this; the
    // umask is the whole process's and is left alone.
    (void)::fchmod(fd.get(), mode);
    if (!bindTo(fd.get(), *address)) {
        if (errno != EADDRINUSE)
            return fail(Errc::BindFailed, path + u": "_s + reasonText(errno));
        if (const auto removed = removeStale(path, *address); !removed)
            return tl::unexpected(removed.error());
        if (!bindTo(fd.get(), *address))
            return fail(errno == EADDRINUSE ? Errc::PortTaken : Errc::BindFailed, path);
    }
    struct stat made {};
    if (::lstat(address->sun_path, &made) != 0)
        return fail(Errc::BindFailed, path + u": "_s + reasonText(errno));
    ListenSocket socket(std::move(fd), path, made.st_dev, made.st_ino);
    // Elsewhere, or where the umask took more, the mode is set now: nobody can connect before
    // listen().
    const bool right = (made.st_mode & kPermissions) == mode;
    if (!right && ::chmod(address->sun_path, mode) != 0)
        return fail(Errc::BindFailed, path + u": "_s + reasonText(errno));
    if (::listen(socket.fd(), kBacklog) != 0)
        return fail(Errc::BindFailed, path + u": "_s + reasonText(errno));
    return socket;
}

int acceptFd(int listener, sockaddr_storage &from, socklen_t &length) {
    auto *address = reinterpret_cast<sockaddr *>(&from);
#ifdef SOCK_CLOEXEC
    return ::accept4(listener, address, &length, SOCK_CLOEXEC | SOCK_NONBLOCK);
#else
    const int fd = ::accept(listener, address, &length);
    if (fd >= 0) {
        makeNonBlocking(fd);
        makeCloseOnExec(fd);
    }
    return fd;
#endif
}

Accepted acceptFailure(int error) {
    switch (error) {
    case EMFILE:
    case ENFILE:
    case ENOBUFS:
    case ENOMEM:
        return {.kind = Accepted::Kind::Exhausted, .reason = reasonText(error)};
    case EBADF:
    case EINVAL:
    case ENOTSOCK:
    case EOPNOTSUPP:
    case EFAULT:
        return {.kind = Accepted::Kind::Broken, .reason = reasonText(error)};
    default: // EAGAIN, EINTR, ECONNABORTED, and what accept(2) passes on from the new connection
        return {};
    }
}

QString localPeer(int fd) {
#ifdef SO_PEERCRED
    ucred credentials{};
    socklen_t length = sizeof credentials;
    if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &credentials, &length) == 0)
        return u"pid %1"_s.arg(credentials.pid);
#else
    (void)fd;
#endif
    return u"a local process"_s;
}

} // namespace

ListenSocket::ListenSocket(UniqueFd fd, Endpoint bound)
    : m_fd(std::move(fd)),
      m_bound(std::move(bound)) {}

ListenSocket::ListenSocket(UniqueFd fd, QString path, dev_t device, ino_t inode)
    : m_fd(std::move(fd)),
      m_path(std::move(path)),
      m_device(device),
      m_inode(inode) {}

ListenSocket &ListenSocket::operator=(ListenSocket &&other) noexcept {
    if (this != &other) {
        close();
        m_fd = std::move(other.m_fd);
        m_bound = std::move(other.m_bound);
        m_path = std::move(other.m_path);
        m_device = other.m_device;
        m_inode = other.m_inode;
    }
    return *this;
}

ListenSocket::~ListenSocket() { close(); }

void ListenSocket::close() {
    if (!m_fd.isOpen())
        return;
    struct stat now {};
    const QByteArray path = QFile::encodeName(m_path);
    if (!path.isEmpty() && ::lstat(path.constData(), &now) == 0 && now.st_dev == m_device &&
        now.st_ino == m_inode)
        ::unlink(path.constData());
    m_fd.reset();
}

Result<std::vector<ListenSocket>> listenOn(const Listen &listen, int unixMask) {
    if (listen.kind == Listen::Kind::Tcp)
        return listenOnTcp(listen);
    auto socket = listenOnUnix(listen.path, kPermissions & ~static_cast<mode_t>(unixMask));
    if (!socket)
        return tl::unexpected(socket.error());
    std::vector<ListenSocket> one;
    one.push_back(std::move(*socket));
    return one;
}

Accepted acceptClient(const ListenSocket &listener) {
    sockaddr_storage from{};
    socklen_t length = sizeof from;
    const int fd = acceptFd(listener.fd(), from, length);
    if (fd < 0)
        return acceptFailure(errno);
    Accepted client{.kind = Accepted::Kind::Client, .fd = UniqueFd(fd)};
    if (!listener.path().isEmpty()) {
        client.peer = localPeer(fd);
        return client;
    }
    switchOn(fd, IPPROTO_TCP, TCP_NODELAY);
    if (const auto address = socketAddress(reinterpret_cast<const sockaddr *>(&from), length))
        client.from = toEndpoint(*address);
    client.peer = toText(client.from);
    return client;
}

} // namespace fairlead
