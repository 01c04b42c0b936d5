#include "app/cli/service_notice.h"

#include <QtCore/QtGlobal>
#include <algorithm>
#include <cstddef>
#include <cstring>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>

namespace fairlead {
namespace {

// An absolute path, or "@name" for Linux's abstract namespace (sd_notify(3)).
UniqueFd connectTo(const QByteArray &path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() < 2 || static_cast<size_t>(path.size()) >= sizeof(address.sun_path) ||
        (path[0] != '/' && path[0] != '@'))
        return {};
    std::memcpy(address.sun_path, path.constData(), static_cast<size_t>(path.size()));
    if (path[0] == '@')
        address.sun_path[0] = '\0';
    UniqueFd socket(::socket(AF_UNIX, SOCK_DGRAM, 0));
    if (!socket.isOpen())
        return {};
    ::fcntl(socket.get(), F_SETFD, FD_CLOEXEC);
    ::fcntl(socket.get(), F_SETFL, O_NONBLOCK);
    const auto length =
        static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + static_cast<size_t>(path.size()));
    if (::connect(socket.get(), reinterpret_cast<const sockaddr *>(&address), length) != 0)
        return {};
    return socket;
}

std::optional<std::chrono::milliseconds> wantedPeriod() {
    bool number = false;
    const qint64 microseconds = qgetenv("WATCHDOG_USEC").toLongLong(&number);
    const QByteArray pid = qgetenv("WATCHDOG_PID");
    if (!number || microseconds <= 0 || (!pid.isEmpty() && pid.toLongLong() != ::getpid()))
        return {};
    using std::chrono::milliseconds;
    return std::max(milliseconds(microseconds / 2000), milliseconds(100));
}

} // namespace

ServiceNotice::ServiceNotice()
    : m_socket(connectTo(qgetenv("NOTIFY_SOCKET"))),
      m_watchdog(wantedPeriod()) {
    for (const char *name : {"NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"})
        qunsetenv(name);
}

void ServiceNotice::ready() { send("READY=1"); }

void ServiceNotice::status(const QByteArray &line) {
    if (line == m_lastStatus)
        return;
    m_lastStatus = line;
    send("STATUS=" + line);
}

void ServiceNotice::alive() { send("WATCHDOG=1"); }

void ServiceNotice::stopping() { send("STOPPING=1"); }

void ServiceNotice::send(const QByteArray &message) {
    // A supervisor that does not read is no reason to stand still.
    if (m_socket.isOpen())
        ::send(m_socket.get(), message.constData(), static_cast<size_t>(message.size()),
               MSG_NOSIGNAL);
}

} // namespace fairlead
