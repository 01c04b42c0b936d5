// The forward specs of ssh(1): what stands behind -L, -R and -D.
#pragma once

#include "core/base/result.h"
#include "core/profile/forward.h"

namespace fairlead {

// Reads
//   -L  [bind:]port:host:hostport  [bind:]port:/socket  /socket:host:hostport  /socket:/socket
//   -R  the same, and [bind:]port or /socket alone (remote SOCKS)
//   -D  [bind:]port
// An IPv6 address or a path with ':' stands in brackets; a backslash takes the next character as it
// is. '*' or an empty bind is every address, no bind at all is `defaultAddress` (what GatewayPorts
// changes). Port 0 to listen on: the system or server chooses. Beyond ssh, ports may be ranges of
// equal width ("8000-8010:db:9000-9010"). Only kind, listen and target of the result are set.
// Error: BadForwardSpec, naming the option, the spec and the part.
[[nodiscard]] Result<Forward>
parseForwardSpec(ForwardKind kind, QStringView spec,
                 const QString &defaultAddress = QStringLiteral("localhost"));

// The shortest spec that reads back as the same, ranges in Fairlead's own form.
[[nodiscard]] QString forwardSpec(const Forward &forward);
// What ssh itself understands: a range becomes one spec for each port.
[[nodiscard]] QStringList sshForwardSpecs(const Forward &forward);
// "-L", "-R", "-D"
[[nodiscard]] QString forwardFlag(ForwardKind kind);

} // namespace fairlead
