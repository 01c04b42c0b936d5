// How straight-line code on a link's thread waits without stopping the rest of that thread.
#pragma once

#include <chrono>
#include <poll.h>
#include <span>

namespace fairlead {

// While something waits here the whole loop goes on: listeners accept and hold clients, commands
// are read, sessions of earlier hops are pumped. Link thread only.
class Waiter {
public:
    enum class Woke { Ready, TimedOut, Cancelled };
    using TimePoint = std::chrono::steady_clock::time_point;

    virtual ~Waiter() = default;
    // Until one of `fds` is ready (its revents are filled in), `until` has passed, or the link is
    // to stop (then every later wait says Cancelled at once). May return Ready with no revents set:
    // look again.
    [[nodiscard]] virtual Woke wait(std::span<pollfd> fds, TimePoint until) = 0;
};

} // namespace fairlead
