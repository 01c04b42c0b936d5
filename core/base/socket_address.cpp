#include "core/base/socket_address.h"

#include <QtCore/QFile>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <netdb.h>
#include <netinet/in.h>
#include <system_error>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

using AddressInfo = std::unique_ptr<addrinfo, decltype(&freeaddrinfo)>;

AddressInfo lookUp(const QByteArray &host, int flags, int &error) {
    addrinfo hints{};
    hints.ai_flags = flags;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo *found = nullptr;
    error = getaddrinfo(host.constData(), nullptr, &hints, &found);
    return {error == 0 ? found : nullptr, &freeaddrinfo};
}

#ifndef SOCK_CLOEXEC
UniqueFd prepared(int fd) {
    UniqueFd owned(fd);
    if (!owned.isOpen() || (makeNonBlocking(fd) && makeCloseOnExec(fd)))
        return owned;
    return {};
}
#endif

BindAddresses pairOf(QStringView v4, QStringView v6, quint16 port) {
    BindAddresses both{.someMayBeMissing = true};
    for (const QStringView literal : {v4, v6}) {
        if (const auto address = literalAddress(literal, port))
            both.addresses.append(*address);
    }
    return both;
}

Result<BindAddresses> namedAddresses(const QString &name, quint16 port) {
    int error = 0;
    const AddressInfo found = lookUp(name.toUtf8(), AI_PASSIVE, error);
    if (!found) {
        const QString reason = QString::fromLocal8Bit(gai_strerror(error));
        return fail(Errc::BindFailed, name + u": "_s + reason);
    }
    BindAddresses all;
    for (const addrinfo *info = found.get(); info; info = info->ai_next) {
        if (auto address = socketAddress(info->ai_addr, info->ai_addrlen)) {
            address->setPort(port);
            all.addresses.append(*address);
        }
    }
    return all;
}

} // namespace

quint16 SocketAddress::port() const {
    if (family() == AF_INET)
        return ntohs(reinterpret_cast<const sockaddr_in *>(&storage)->sin_port);
    if (family() == AF_INET6)
        return ntohs(reinterpret_cast<const sockaddr_in6 *>(&storage)->sin6_port);
    return 0;
}

void SocketAddress::setPort(quint16 port) {
    if (family() == AF_INET)
        reinterpret_cast<sockaddr_in *>(&storage)->sin_port = htons(port);
    else if (family() == AF_INET6)
        reinterpret_cast<sockaddr_in6 *>(&storage)->sin6_port = htons(port);
}

std::optional<SocketAddress> socketAddress(const sockaddr *address, socklen_t length) {
    if (!address || length > sizeof(sockaddr_storage))
        return std::nullopt;
    const bool v4 = address->sa_family == AF_INET && length >= sizeof(sockaddr_in);
    const bool v6 = address->sa_family == AF_INET6 && length >= sizeof(sockaddr_in6);
    if (!v4 && !v6)
        return std::nullopt;
    SocketAddress copy;
    std::memcpy(&copy.storage, address, length);
    copy.length = length;
    return copy;
}

Endpoint toEndpoint(const SocketAddress &address) {
    char host[NI_MAXHOST] = "";
    if (getnameinfo(address.data(), address.length, host, sizeof host, nullptr, 0,
                    NI_NUMERICHOST) != 0)
        return {};
    return {QString::fromLatin1(host), address.port()};
}

std::optional<SocketAddress> literalAddress(QStringView host, quint16 port) {
    // getaddrinfo's numeric form also reads "127.1" and "1"; those are names to a person.
    if (!isLiteralAddress(host))
        return std::nullopt;
    int error = 0;
    const AddressInfo found = lookUp(host.toUtf8(), AI_NUMERICHOST, error);
    if (!found)
        return std::nullopt;
    auto address = socketAddress(found->ai_addr, found->ai_addrlen);
    if (address)
        address->setPort(port);
    return address;
}

std::optional<SocketAddress> localAddressOf(int fd) {
    sockaddr_storage storage{};
    socklen_t length = sizeof storage;
    auto *address = reinterpret_cast<sockaddr *>(&storage);
    if (getsockname(fd, address, &length) != 0)
        return std::nullopt;
    return socketAddress(address, length);
}

std::optional<sockaddr_un> unixSocketAddress(const QString &path) {
    const QByteArray name = QFile::encodeName(path);
    const auto length = static_cast<size_t>(name.size());
    if (name.isEmpty() || name.contains('\0') || length > kUnixPathLimit)
        return std::nullopt;
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, name.constData(), length);
    return address;
}

Result<BindAddresses> bindAddresses(const QString &address, quint16 port) {
    if (address.isEmpty() || address == u"*"_s)
        return pairOf(u"0.0.0.0", u"::", port);
    if (address.compare(u"localhost"_s, Qt::CaseInsensitive) == 0)
        return pairOf(u"127.0.0.1", u"::1", port);
    if (const auto literal = literalAddress(address, port))
        return BindAddresses{.addresses = {*literal}};
    if (const auto name = checkedHostName(address))
        return namedAddresses(*name, port);
    return fail(Errc::BindFailed, address + u": neither a name nor an address"_s);
}

bool isMissingFamily(int error) { return error == EAFNOSUPPORT || error == EADDRNOTAVAIL; }

UniqueFd openSocket(int family, int type) {
#ifdef SOCK_CLOEXEC
    return UniqueFd(::socket(family, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
#else
    return prepared(::socket(family, type, 0));
#endif
}

bool openSocketPair(UniqueFd &one, UniqueFd &other) {
    int ends[2] = {-1, -1};
#ifdef SOCK_CLOEXEC
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) != 0)
        return false;
    one.reset(ends[0]);
    other.reset(ends[1]);
#else
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
        return false;
    one = prepared(ends[0]);
    other = prepared(ends[1]);
#endif
    return one.isOpen() && other.isOpen();
}

bool makeNonBlocking(int fd) {
    const int flags = fcntl(fd, F_GETFL);
    return flags >= 0 && fcntl(fd, F_SETFL, flags | O_NONBLOCK) == 0;
}

bool makeCloseOnExec(int fd) {
    const int flags = fcntl(fd, F_GETFD);
    return flags >= 0 && fcntl(fd, F_SETFD, flags | FD_CLOEXEC) == 0;
}

void switchOn(int fd, int level, int option) {
    const int on = 1;
    (void)setsockopt(fd, level, option, &on, sizeof on);
}

QString reasonText(int error) {
    return QString::fromStdString(std::generic_category().message(error));
}

} // namespace fairlead
