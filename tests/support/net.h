// Small blocking sockets for tests. Every wait has a deadline.
#pragma once

#include "core/base/unique_fd.h"
#include "support/clock.h"

#include <QtCore/QByteArray>
#include <QtCore/QList>
#include <QtCore/QString>
#include <vector>

namespace fairlead::test {

using fairlead::UniqueFd;

// A listener on a port nobody else has.
class Listener {
public:
    [[nodiscard]] static Listener tcp(const char *address = "127.0.0.1");
    // `count` ports in a row.
    [[nodiscard]] static std::vector<Listener> tcpRow(int count);
    [[nodiscard]] static Listener unixSocket(const QString &path);

    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] int fd() const { return m_fd.get(); }
    // Not open at the end of the time.
    [[nodiscard]] UniqueFd accept(Millis time = 10s) const;

private:
    UniqueFd m_fd;
    quint16 m_port = 0;
};

// Both ends of one connection.
struct Pair {
    UniqueFd near; // the client's
    UniqueFd far;  // the target's
    [[nodiscard]] bool isOpen() const { return near.isOpen() && far.isOpen(); }
};
// Connects to `port` and takes what arrives at `target`.
[[nodiscard]] Pair connectThrough(quint16 port, const Listener &target, Millis time = 10s);

// Speaks SOCKS5 on `fd`; true when the way to the name or address is open.
[[nodiscard]] bool askSocks5(int fd, const QByteArray &host, quint16 port);

// Not open when refused or too late. An address with ':' is IPv6.
[[nodiscard]] UniqueFd connectTcp(quint16 port, const char *address = "127.0.0.1",
                                  Millis time = 10s);
[[nodiscard]] UniqueFd connectUnix(const QString &path);
// The first of `count` ports that were free a moment ago: only for programs that cannot take port
// 0. Outside the range the system gives to clients, so that none of those takes it meanwhile.
[[nodiscard]] quint16 freePort(int count = 1);

[[nodiscard]] bool waitReadable(int fd, Millis time);
[[nodiscard]] bool sendAll(int fd, const QByteArray &data, Millis time = 10s);
// Exactly `size` bytes, less at the end of the stream or the time.
[[nodiscard]] QByteArray receive(int fd, qsizetype size, Millis time = 10s);
// Until the other side closes; `ended` says whether it did so before the deadline.
[[nodiscard]] QByteArray receiveAll(int fd, Millis time = 10s, bool *ended = nullptr);
// Up to and including `end`.
[[nodiscard]] QByteArray receiveUntil(int fd, const QByteArray &end, Millis time = 10s);
// True when the other side has closed or reset within the time; bytes before are thrown away.
[[nodiscard]] bool closedWithin(int fd, Millis time);
void setNonBlocking(int fd);
void resetOnClose(int fd); // RST instead of FIN

} // namespace fairlead::test
