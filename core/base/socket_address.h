// Socket addresses as values, and the few socket calls that differ between Unix systems.
#pragma once

#include "core/base/address.h"
#include "core/base/unique_fd.h"

#include <QtCore/QList>
#include <optional>
#include <sys/socket.h>
#include <sys/un.h>

namespace fairlead {

// An IPv4 or IPv6 address with a port, ready for connect() and bind().
struct SocketAddress {
    sockaddr_storage storage{};
    socklen_t length = 0;

    [[nodiscard]] int family() const { return storage.ss_family; }
    [[nodiscard]] const sockaddr *data() const {
        return reinterpret_cast<const sockaddr *>(&storage);
    }
    [[nodiscard]] sockaddr *data() { return reinterpret_cast<sockaddr *>(&storage); }
    [[nodiscard]] quint16 port() const;
    void setPort(quint16 port);
};

// Copies what the system handed over; empty for other families and impossible lengths.
[[nodiscard]] std::optional<SocketAddress> socketAddress(const sockaddr *address, socklen_t length);
// The literal address and port ("fe80::1%eth0" keeps its scope); an empty host for other families.
[[nodiscard]] Endpoint toEndpoint(const SocketAddress &address);
// Empty unless `host` is a literal address.
[[nodiscard]] std::optional<SocketAddress> literalAddress(QStringView host, quint16 port);
[[nodiscard]] std::optional<SocketAddress> localAddressOf(int fd);
// Empty when the path is empty, holds a NUL, or does not fit (107 bytes on Linux, 103 elsewhere).
[[nodiscard]] std::optional<sockaddr_un> unixSocketAddress(const QString &path);
constexpr size_t kUnixPathLimit = sizeof(sockaddr_un::sun_path) - 1;

// Where to bind for a listen address. "localhost" is 127.0.0.1 and ::1; "*" and "" are 0.0.0.0 and
// ::; a literal is itself; a name is looked up (this may ask the network and block) and gives all
// its addresses. Error: BindFailed.
struct BindAddresses {
    QList<SocketAddress> addresses;
    bool someMayBeMissing = false; // a machine without one of the families is fine
};
[[nodiscard]] Result<BindAddresses> bindAddresses(const QString &address, quint16 port);
// True for the errors that say "this machine does not have that address family".
[[nodiscard]] bool isMissingFamily(int error);

// Non-blocking and closed on exec; not open on failure, with errno set.
[[nodiscard]] UniqueFd openSocket(int family, int type = SOCK_STREAM);
// A connected pair of the same kind.
[[nodiscard]] bool openSocketPair(UniqueFd &one, UniqueFd &other);
// Both false when fcntl fails.
bool makeNonBlocking(int fd);
bool makeCloseOnExec(int fd);
void switchOn(int fd, int level, int option);

// The system's words for an errno.
[[nodiscard]] QString reasonText(int error);

} // namespace fairlead
