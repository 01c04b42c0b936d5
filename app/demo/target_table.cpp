#include "app/demo/target_table.h"

#include "core/base/address.h"

namespace fairlead::demo {
namespace {

constexpr int kFirstFreePort = 1024;
constexpr int kLastPort = 65535;

} // namespace

void TargetTable::add(const QString &host, quint16 port, quint16 loopbackPort) {
    m_targets.insert({host.toLower(), port}, loopbackPort);
}

std::optional<quint16> TargetTable::find(const QString &host, int port) const {
    const auto it = m_targets.constFind({host.toLower(), port});
    return it == m_targets.cend() ? std::nullopt : std::optional(*it);
}

bool mayListenFor(const QString &address, int port) {
    return isLoopback(address) && (port == 0 || (port >= kFirstFreePort && port <= kLastPort));
}

} // namespace fairlead::demo
