// Where a demo server lets a stream go: a short list of names, and nothing else.
#pragma once

#include <QtCore/QHash>
#include <QtCore/QString>
#include <optional>
#include <utility>

namespace fairlead::demo {

class TargetTable {
public:
    // `host`:`port` is what clients ask for, `loopbackPort` the demo's own listener behind it.
    void add(const QString &host, quint16 port, quint16 loopbackPort);
    // Letters may be large or small, as in any host name. Nothing: to be refused.
    [[nodiscard]] std::optional<quint16> find(const QString &host, int port) const;

private:
    QHash<std::pair<QString, int>, quint16> m_targets;
};

// The demo's servers listen on loopback whatever is asked for; what asks for more is refused, so
// that nobody believes a wish was granted. Ports below 1024 are not given either; 0 is the
// system's choice.
[[nodiscard]] bool mayListenFor(const QString &address, int port);

} // namespace fairlead::demo
