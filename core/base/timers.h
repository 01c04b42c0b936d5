// Time as a dependency: services ask a Timers for "call me in n ms", tests advance it by hand.
#pragma once

#include <QtCore/QObject>
#include <chrono>
#include <functional>
#include <memory>

namespace fairlead {

// Cancels its timer when destroyed. Belongs to the thread that made it.
class TimerHandle {
public:
    virtual ~TimerHandle() = default;
};

class Timers {
public:
    using Milliseconds = std::chrono::milliseconds;
    virtual ~Timers() = default;
    // Monotonic, not the wall clock.
    [[nodiscard]] virtual Milliseconds now() const = 0;
    // Calls `action` once, on the calling thread, not before `delay` has passed, unless the handle
    // dies first.
    [[nodiscard]] virtual std::unique_ptr<TimerHandle> after(Milliseconds delay,
                                                             std::function<void()> action) = 0;
    // Calls `action` again and again until the handle dies.
    [[nodiscard]] virtual std::unique_ptr<TimerHandle> every(Milliseconds period,
                                                             std::function<void()> action) = 0;
};

// The real clock: QTimer and std::chrono::steady_clock.
class QtTimers final : public Timers {
public:
    [[nodiscard]] Milliseconds now() const override;
    [[nodiscard]] std::unique_ptr<TimerHandle> after(Milliseconds delay,
                                                     std::function<void()> action) override;
    [[nodiscard]] std::unique_ptr<TimerHandle> every(Milliseconds period,
                                                     std::function<void()> action) override;
};

} // namespace fairlead
