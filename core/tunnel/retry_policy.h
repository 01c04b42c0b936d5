// What is tried again after it failed, and when. Pure.
#pragma once

#include "core/base/result.h"

#include <chrono>
#include <functional>

namespace fairlead {

// True for what the transport did (the network, a proxy, a server that went away) and time can
// mend. False for every refusal: a login, a host key or an option does not get better by being
// repeated, and OpenSSH's PerSourcePenalties lock out who insists.
[[nodiscard]] bool mayRetry(Errc code);

// After the n-th failure in a row (1…): 2, 5, 10, 30, then 60 s for ever. Also the pause after the
// network came back (the first step).
[[nodiscard]] std::chrono::milliseconds reconnectDelay(int failures);

// A remote port that a stale session may still hold: 10, 30, then 60 s for ever (n: 1…). sshd
// notices a dead client only after its own keep-alive or TCP's.
[[nodiscard]] std::chrono::milliseconds heldPortDelay(int failures);

// A number in [0, 1).
using RandomFraction = std::function<double()>;
[[nodiscard]] double randomFraction();

// `delay` ± 20 %, so that a hundred clients of a server that restarted do not come back at once.
[[nodiscard]] std::chrono::milliseconds withJitter(std::chrono::milliseconds delay,
                                                   double fraction);

} // namespace fairlead
