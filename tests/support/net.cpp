#include "support/net.h"

#include <QtCore/QRandomGenerator>
#include <arpa/inet.h>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

namespace fairlead::test {

namespace {

struct Name {
    sockaddr_storage storage{};
    socklen_t size = 0;
    [[nodiscard]] sockaddr *get() { return reinterpret_cast<sockaddr *>(&storage); }
};

Name tcpName(const char *address, quint16 port) {
    Name name;
    if (std::strchr(address, ':')) {
        auto *v6 = reinterpret_cast<sockaddr_in6 *>(&name.storage);
        v6->sin6_family = AF_INET6;
        v6->sin6_port = htons(port);
        ::inet_pton(AF_INET6, address, &v6->sin6_addr);
        name.size = sizeof *v6;
    } else {
        auto *v4 = reinterpret_cast<sockaddr_in *>(&name.storage);
        v4->sin_family = AF_INET;
        v4->sin_port = htons(port);
        ::inet_pton(AF_INET, address, &v4->sin_addr);
        name.size = sizeof *v4;
    }
    return name;
}

Name unixName(const QString &path) {
    Name name;
    auto *un = reinterpret_cast<sockaddr_un *>(&name.storage);
    const QByteArray bytes = path.toLocal8Bit();
    if (size_t(bytes.size()) >= sizeof un->sun_path)
        qFatal("%s is too long for a Unix socket", bytes.constData());
    un->sun_family = AF_UNIX;
    std::memcpy(un->sun_path, bytes.constData(), size_t(bytes.size()));
    name.size = sizeof *un;
    return name;
}

quint16 portOf(int fd) {
    Name name;
    name.size = sizeof name.storage;
    ::getsockname(fd, name.get(), &name.size);
    if (name.storage.ss_family == AF_INET6)
        return ntohs(reinterpret_cast<sockaddr_in6 *>(&name.storage)->sin6_port);
    return ntohs(reinterpret_cast<sockaddr_in *>(&name.storage)->sin_port);
}

UniqueFd newSocket(int family) { return UniqueFd(::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0)); }

// Not open when somebody else has the name.
UniqueFd tryToListen(Name name) {
    UniqueFd fd = newSocket(name.storage.ss_family);
    const int on = 1;
    ::setsockopt(fd.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (::bind(fd.get(), name.get(), name.size) != 0 || ::listen(fd.get(), 4096) != 0)
        fd.reset();
    return fd;
}

UniqueFd listening(const Name &name) {
    UniqueFd fd = tryToListen(name);
    if (!fd.isOpen())
        qFatal("cannot listen: %s", std::strerror(errno));
    return fd;
}

bool waitFor(int fd, short events, const QDeadlineTimer &end) {
    pollfd wanted{fd, events, 0};
    int result = 0;
    do
        result = ::poll(&wanted, 1, int(end.remainingTime()));
    while (result < 0 && errno == EINTR);
    return result > 0;
}

} // namespace

Listener Listener::tcp(const char *address) {
    Listener listener;
    listener.m_fd = listening(tcpName(address, 0));
    listener.m_port = portOf(listener.m_fd.get());
    return listener;
}

Listener Listener::unixSocket(const QString &path) {
    Listener listener;
    listener.m_fd = listening(unixName(path));
    return listener;
}

UniqueFd Listener::accept(Millis time) const {
    if (!waitFor(m_fd.get(), POLLIN, deadline(time)))
        return {};
    UniqueFd fd(::accept4(m_fd.get(), nullptr, nullptr, SOCK_CLOEXEC));
    const int on = 1;
    ::setsockopt(fd.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return fd;
}

UniqueFd connectTcp(quint16 port, const char *address, Millis time) {
    Name name = tcpName(address, port);
    UniqueFd fd = newSocket(name.storage.ss_family);
    setNonBlocking(fd.get());
    if (::connect(fd.get(), name.get(), name.size) != 0) {
        int error = errno;
        socklen_t size = sizeof error;
        if (error == EINPROGRESS && waitFor(fd.get(), POLLOUT, deadline(time)))
            ::getsockopt(fd.get(), SOL_SOCKET, SO_ERROR, &error, &size);
        if (error != 0)
            return {};
    }
    ::fcntl(fd.get(), F_SETFL, 0);
    const int on = 1;
    ::setsockopt(fd.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return fd;
}

UniqueFd connectUnix(const QString &path) {
    Name name = unixName(path);
    UniqueFd fd = newSocket(AF_UNIX);
    if (::connect(fd.get(), name.get(), name.size) != 0)
        return {};
    return fd;
}

Pair connectThrough(quint16 port, const Listener &target, Millis time) {
    Pair pair;
    pair.near = connectTcp(port, "127.0.0.1", time);
    const QDeadlineTimer end = deadline(time);
    // A client that was let go will not arrive any more.
    while (pair.near.isOpen() && !pair.far.isOpen() && !end.hasExpired() &&
           !waitReadable(pair.near.get(), 0ms))
        pair.far = target.accept(20ms);
    return pair;
}

bool askSocks5(int fd, const QByteArray &host, quint16 port) { // RFC 1928
    if (!sendAll(fd, QByteArray("\x05\x01\x00", 3)) || receive(fd, 2) != QByteArray("\x05\x00", 2))
        return false;
    const QByteArray where = QByteArray(1, char(host.size())) + host;
    const char portBytes[2] = {char(port >> 8), char(port & 0xff)};
    if (!sendAll(fd, QByteArray("\x05\x01\x00\x03", 4) + where + QByteArray(portBytes, 2)))
        return false;
    const QByteArray answer = receive(fd, 4);
    if (answer.size() < 4 || answer[1] != 0)
        return false;
    return receive(fd, answer[3] == 4 ? 18 : 6).size() >= 6;
}

std::vector<Listener> Listener::tcpRow(int count) {
    constexpr int kFirst = 10'000;
    constexpr int kEnd = 32'000; // clients get ports from 32768 on
    const bool withIpv6 = tryToListen(tcpName("::1", 0)).isOpen();
    for (;;) {
        const int first = QRandomGenerator::global()->bounded(kFirst, kEnd);
        std::vector<Listener> row;
        for (int port = first; port < first + count; ++port) {
            Listener one;
            one.m_port = quint16(port);
            one.m_fd = tryToListen(tcpName("127.0.0.1", one.m_port));
            const bool free6 = !withIpv6 || tryToListen(tcpName("::1", one.m_port)).isOpen();
            if (!one.m_fd.isOpen() || !free6)
                break;
            row.push_back(std::move(one));
        }
        if (int(row.size()) == count)
            return row;
    }
}

quint16 freePort(int count) { return Listener::tcpRow(count).front().port(); }

bool waitReadable(int fd, Millis time) { return waitFor(fd, POLLIN, deadline(time)); }

bool sendAll(int fd, const QByteArray &data, Millis time) {
    const QDeadlineTimer end = deadline(time);
    for (qsizetype sent = 0; sent < data.size();) {
        if (!waitFor(fd, POLLOUT, end))
            return false;
        const ssize_t step = ::send(fd, data.constData() + sent, size_t(data.size() - sent),
                                    MSG_NOSIGNAL | MSG_DONTWAIT);
        if (step < 0 && errno != EAGAIN)
            return false;
        sent += step > 0 ? step : 0;
    }
    return true;
}

QByteArray receive(int fd, qsizetype size, Millis time) {
    const QDeadlineTimer end = deadline(time);
    QByteArray result(size, '\0');
    qsizetype have = 0;
    while (have < size && waitFor(fd, POLLIN, end)) {
        const ssize_t got = ::recv(fd, result.data() + have, size_t(size - have), 0);
        if (got <= 0)
            break;
        have += got;
    }
    result.truncate(have);
    return result;
}

QByteArray receiveAll(int fd, Millis time, bool *ended) {
    const QDeadlineTimer end = deadline(time);
    QByteArray result;
    char buffer[65536];
    ssize_t got = -1;
    while (waitFor(fd, POLLIN, end) && (got = ::recv(fd, buffer, sizeof buffer, 0)) > 0)
        result.append(buffer, got);
    if (ended)
        *ended = got == 0;
    return result;
}

QByteArray receiveUntil(int fd, const QByteArray &end, Millis time) {
    QByteArray result;
    while (!result.endsWith(end)) {
        const QByteArray next = receive(fd, 1, time);
        if (next.isEmpty())
            break;
        result += next;
    }
    return result;
}

bool closedWithin(int fd, Millis time) {
    const QDeadlineTimer end = deadline(time);
    char buffer[65536];
    while (waitFor(fd, POLLIN, end))
        if (::recv(fd, buffer, sizeof buffer, 0) <= 0)
            return true;
    return false;
}

void setNonBlocking(int fd) { ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) | O_NONBLOCK); }

void resetOnClose(int fd) {
    const linger now{1, 0};
    ::setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

} // namespace fairlead::test
