// The SSH transport at one hop: versions, key exchange, and whether the host key is the right one
// (RFC 4253).
#pragma once

#include "core/ssh/hop_login.h"

namespace fairlead {

// On the session's socket (non-blocking, connected). On success the session is ready for
// authentication. Errors: ProtocolFailed, NoCommonAlgorithm, ConnectTimeout, ConnectionLost,
// BadOption, HostKeyUnknown, HostKeyChanged, HostKeyRevoked, AuthCancelled, Cancelled.
[[nodiscard]] Result<HopFacts> shakeHands(SshSession &sshSession, HopLogin &login);

// The default order of ciphers: AES-GCM first where the processor has instructions for AES.
[[nodiscard]] QString defaultCiphers();

} // namespace fairlead
