#include "core/base/log.h"
#include "core/base/socket_address.h"
#include "core/check/port_owner.h"
#include "core/check/proc_net.h"

#include <pwd.h>
#include <vector>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

bool covers(const QString &listener, const QString &asked) {
    if (isWildcard(asked) || listener == asked)
        return true;
    return listener == u"::"_s || (listener == u"0.0.0.0"_s && !asked.contains(u':'));
}

std::optional<ProcSocket> findListener(const Endpoint &endpoint) {
    const QList<ProcSocket> sockets = procSockets(ProcSocketState::Listening);
    for (const ProcSocket &socket : sockets) {
        if (socket.at.port == endpoint.port && covers(socket.at.host, endpoint.host))
            return socket;
    }
    return std::nullopt;
}

QString userName(quint32 uid) {
    std::vector<char> buffer(16384);
    passwd entry{};
    passwd *found = nullptr;
    if (getpwuid_r(uid, &entry, buffer.data(), buffer.size(), &found) != 0 || !found)
        return u"user %1"_s.arg(uid);
    return printable(QString::fromLocal8Bit(entry.pw_name));
}

} // namespace

std::optional<PortOwner> portOwner(const Endpoint &endpoint) {
    const auto socket = findListener(endpoint);
    if (!socket)
        return std::nullopt;
    PortOwner owner{.at = socket->at, .user = userName(socket->uid)};
    owner.pid = holdersOf({socket->inode}).value(socket->inode);
    if (owner.pid > 0)
        owner.program = programName(owner.pid);
    return owner;
}

} // namespace fairlead
