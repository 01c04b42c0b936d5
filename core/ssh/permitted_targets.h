// Where clients of a remote SOCKS forward may go (PermitRemoteOpen in ssh_config(5)).
#pragma once

#include "core/base/address.h"

#include <QtCore/QStringList>

namespace fairlead {

// `places` as in Forward::permitRemoteOpen: "host:port" with '*' for either part, IPv6 in brackets;
// "none": nothing; empty: anything. Names are compared as written, without looking them up.
[[nodiscard]] bool isPermittedTarget(const QStringList &places, const Endpoint &target);

} // namespace fairlead
