// Happy eyeballs: one connection out of several addresses (RFC 8305 section 5).
#pragma once

#include "core/base/socket_address.h"
#include "core/ssh/waiter.h"

namespace fairlead {

struct Connected {
    UniqueFd fd; // non-blocking, TCP_NODELAY
    SocketAddress peer;
};

// Tries the addresses in order, the next one 250 ms after the one before or at once when that
// failed; the first to connect wins and the others are closed. With `sources` (of any port) every
// attempt starts from the one of its family, and addresses of another family are passed over.
// Errors, all with every address that was tried: ConnectRefused, ConnectTimeout,
// NetworkUnreachable; Cancelled.
[[nodiscard]] Result<Connected> connectToAny(const QList<SocketAddress> &addresses,
                                             const QList<SocketAddress> &sources, Waiter &waiter,
                                             Waiter::TimePoint until);

} // namespace fairlead
