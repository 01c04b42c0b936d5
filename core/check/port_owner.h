// Who holds a TCP port on this machine, and which port is free instead.
#pragma once

#include "core/base/address.h"

#include <optional>

namespace fairlead {

struct PortOwner {
    Endpoint at;     // the literal address and port it listens on
    qint64 pid = 0;  // 0: another user's process that this one may not look into
    QString program; // printable; empty with pid 0
    QString user;    // whose socket it is; empty when unknown
    bool operator==(const PortOwner &) const = default;
};

// Who listens on this port at this literal address, or at one that covers it (0.0.0.0, ::). Best
// effort: empty where the system does not say. Reads all of /proc, so only ask when something
// failed.
[[nodiscard]] std::optional<PortOwner> portOwner(const Endpoint &endpoint);

// "postgres (pid 812)", or "a process of postgres" when only the user is known.
[[nodiscard]] QString toText(const PortOwner &owner);

// The first port ≥ `from` that can be bound now at every address `address` stands for (see
// bindAddresses); 0 when there is none or the address is not ours.
[[nodiscard]] quint16 nextFreePort(const QString &address, quint16 from);

} // namespace fairlead
