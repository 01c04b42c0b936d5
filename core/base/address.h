// Hosts, ports and socket addresses as values, and the one way to write them down.
#pragma once

#include "core/base/result.h"

#include <QtCore/QStringView>

namespace fairlead {

// A name or literal address with a port. `host` carries no brackets; an IPv6 scope stays
// ("fe80::1%eth0").
struct Endpoint {
    QString host;
    quint16 port = 0;
    bool operator==(const Endpoint &) const = default;
};

// "db:5432", "[::1]:5432"; the port is left out only when it is 0 and `alwaysPort` is false.
[[nodiscard]] QString toText(const Endpoint &endpoint, bool alwaysPort = true);

// Reads "host:port", "[v6]:port", "host", "[v6]", and a bare IPv6 literal (then no port).
// `defaultPort` fills a missing port. Errors: BadAddress, BadPort.
[[nodiscard]] Result<Endpoint> parseEndpoint(QStringView text, quint16 defaultPort = 0);

// Decimal 1…65535, or 0 where allowed; no sign, no spaces. Error: BadPort.
[[nodiscard]] Result<quint16> parsePort(QStringView text, bool zeroAllowed = false);

// What may be handed to a resolver or an ssh command line: a literal address, or a name of letters,
// digits,
// '.', '-', '_' that does not begin with '-' (CVE-2023-51385, CVE-2023-6004). Non-ASCII names must
// come in their ACE form. Error: BadAddress.
[[nodiscard]] Result<QString> checkedHostName(QStringView text);

// No control characters, no leading '-', none of the shell's metacharacters; empty is refused.
// Error: BadOption.
[[nodiscard]] Result<QString> checkedUserName(QStringView text);

[[nodiscard]] bool isLiteralAddress(QStringView host);
// 127.0.0.0/8, ::1 and the name "localhost".
[[nodiscard]] bool isLoopback(QStringView host);
// "", "*", 0.0.0.0 and ::, as bind addresses.
[[nodiscard]] bool isWildcard(QStringView host);

} // namespace fairlead
