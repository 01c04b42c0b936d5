// A Waiter that only polls, for tests of code that waits on a link's thread.
#pragma once

#include "core/ssh/waiter.h"

#include <algorithm>
#include <functional>

namespace fairlead {

class PollWaiter final : public Waiter {
public:
    // Every wait after so many says Cancelled.
    int cancelAfter = -1;
    // Called before each wait: what the other side does meanwhile.
    std::function<void()> meanwhile;

    Woke wait(std::span<pollfd> fds, TimePoint until) override {
        if (cancelAfter >= 0 && m_waits >= cancelAfter)
            return Woke::Cancelled;
        ++m_waits;
        if (meanwhile)
            meanwhile();
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        const auto timeout = std::clamp<long long>(left.count(), 0, 60'000);
        const int ready = ::poll(fds.data(), fds.size(), static_cast<int>(timeout));
        return ready > 0 ? Woke::Ready : Woke::TimedOut;
    }
    [[nodiscard]] int waits() const { return m_waits; }

private:
    int m_waits = 0;
};

inline Waiter::TimePoint in(std::chrono::milliseconds delay) {
    return std::chrono::steady_clock::now() + delay;
}

} // namespace fairlead
