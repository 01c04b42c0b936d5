#include "core/check/port_owner.h"

#include "core/base/socket_address.h"

#include <algorithm>
#include <cerrno>
#include <netinet/in.h>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

enum class Probe { Free, Taken, Missing };

Probe probe(const SocketAddress &address) {
    const UniqueFd fd = openSocket(address.family());
    if (!fd.isOpen())
        return Probe::Missing;
    switchOn(fd.get(), SOL_SOCKET, SO_REUSEADDR);
    if (address.family() == AF_INET6)
        switchOn(fd.get(), IPPROTO_IPV6, IPV6_V6ONLY);
    if (::bind(fd.get(), address.data(), address.length) == 0)
        return Probe::Free;
    return isMissingFamily(errno) ? Probe::Missing : Probe::Taken;
}

bool isFree(QList<SocketAddress> &addresses, quint16 port) {
    int free = 0;
    for (SocketAddress &address : addresses) {
        address.setPort(port);
        const Probe found = probe(address);
        if (found == Probe::Taken)
            return false;
        free += found == Probe::Free ? 1 : 0;
    }
    return free > 0;
}

} // namespace

QString toText(const PortOwner &owner) {
    if (owner.pid > 0)
        return u"%1 (pid %2)"_s.arg(owner.program).arg(owner.pid);
    if (!owner.user.isEmpty())
        return u"a process of "_s + owner.user;
    return u"another process"_s;
}

quint16 nextFreePort(const QString &address, quint16 from) {
    auto where = bindAddresses(address, 0);
    if (!where)
        return 0;
    for (int port = std::max<int>(from, 1); port <= 65535; ++port) {
        if (isFree(where->addresses, static_cast<quint16>(port)))
            return static_cast<quint16>(port);
    }
    return 0;
}

} // namespace fairlead
