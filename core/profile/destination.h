// "[user@]host[:port]" and "ssh://[user@]host[:port]", as ssh takes them for a server or a jump.
#pragma once

#include "core/base/result.h"
#include "core/profile/host.h"

namespace fairlead {

struct Destination {
    QString user;     // empty: not said
    QString host;     // no brackets
    quint16 port = 0; // 0: not said
    bool operator==(const Destination &) const = default;
};

// An IPv6 address needs brackets only when a port follows. Errors: BadAddress, BadPort, BadOption
// (user name).
[[nodiscard]] Result<Destination> parseDestination(QStringView text);

// "user@host:2222", "[::1]:2222"; what is not said is left out.
[[nodiscard]] QString toText(const Destination &destination);

// A Host that has nothing but this; its name is `text`.
[[nodiscard]] Result<Host> hostFromDestination(QStringView text);
// The other way: user, address, and the port unless it is 22.
[[nodiscard]] Destination destinationOf(const Host &host);

} // namespace fairlead
