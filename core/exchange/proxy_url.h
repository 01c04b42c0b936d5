// A proxy to the first hop as one word: "socks5://[user@]host:port", "http://[user@]host:port".
#pragma once

#include "core/base/result.h"
#include "core/profile/host.h"

namespace fairlead {

// "none" is no proxy; "socks5h" and "socks" mean socks5 (the proxy resolves names in any case).
// Without a port the usual one: 1080 or 3128. Errors: BadOption, also for a password, which belongs
// into a question or the keyring.
[[nodiscard]] Result<Proxy> parseProxyUrl(const QString &text);
// Empty for no proxy and for a command.
[[nodiscard]] QString proxyUrl(const Proxy &proxy);

} // namespace fairlead
