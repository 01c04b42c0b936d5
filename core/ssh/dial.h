// The transport to the first hop: resolved, connected, through a proxy where the Host has one.
#pragma once

#include "core/base/secret.h"
#include "core/profile/host.h"
#include "core/ssh/link.h"
#include "core/ssh/proxy_command.h"
#include "core/ssh/resolver.h"

#include <functional>

namespace fairlead {

struct Dialled {
    // Before `fd`, so that it dies after it: the program should see the end of the stream first.
    std::unique_ptr<ProxyProcess> process; // of a ProxyCommand only; see its errorFd()
    UniqueFd fd;                           // non-blocking, closed on exec
    QString peerAddress;                   // literal, with port; empty through a proxy
};

struct DialSurroundings {
    ResolverPool &resolver;
    Waiter &waiter;
    // Resolving and Dialling, with what; may be empty.
    std::function<void(LinkStage, const QString &detail)> progress;
    // Asked when Proxy::user is set, `again` after a refusal, Host::passwordPrompts times at most.
    // Empty: no password.
    std::function<Result<Secret>(bool again)> askProxyPassword;
};

// Waits only in the Waiter, on its thread. Host::connectTimeout holds for each attempt as a whole,
// lookup and proxy included but not the person's typing; 0 leaves it to the system (two minutes).
// Errors: BadAddress, ResolveFailed, ConnectRefused, ConnectTimeout, NetworkUnreachable,
// ProxyFailed, ProxyCommandFailed, ProxyCommandMissing, BadOption, Cancelled, and what
// askProxyPassword gives.
[[nodiscard]] Result<Dialled> dial(const Host &host, const DialSurroundings &surroundings);

} // namespace fairlead
