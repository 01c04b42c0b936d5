// The client's half of SOCKS5 (RFC 1928, 1929) and HTTP CONNECT (RFC 9110 section 9.3.6).
#pragma once

#include "core/base/address.h"
#include "core/base/secret.h"
#include "core/profile/host.h"
#include "core/ssh/waiter.h"

namespace fairlead {

struct ProxyRefusal {
    Error error;             // ProxyFailed or Cancelled
    bool wantsLogin = false; // another user or password might do
};

// Asks the proxy at the other end of `fd` (non-blocking) for a connection to `target`. The target's
// name is resolved by the proxy. With Proxy::user set, it and `password` are offered: by SOCKS5
// only when the proxy chooses so, by HTTP at once (Basic). Afterwards nothing of what the target
// sends has been read.
[[nodiscard]] tl::expected<void, ProxyRefusal>
proxyHandshake(int fd, const Proxy &proxy, const Secret &password, const Endpoint &target,
               Waiter &waiter, Waiter::TimePoint until);

} // namespace fairlead
