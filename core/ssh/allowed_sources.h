// Who may use a forward.
#pragma once

#include <QtCore/QStringList>

namespace fairlead {

// `sources`: addresses and networks ("10.0.0.0/8"); none: everybody. An empty `from` is a local
// socket: allowed. An IPv4 address written as IPv6 counts as IPv4.
[[nodiscard]] bool isAllowedSource(const QStringList &sources, const QString &from);

} // namespace fairlead
