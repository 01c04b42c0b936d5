// Time that stands still until the test moves it.
#pragma once

#include "core/base/timers.h"

#include <map>

namespace fairlead {

// Timers that are due at the same moment run in the order they were made.
class FakeTimers final : public Timers {
public:
    [[nodiscard]] Milliseconds now() const override { return m_now; }
    [[nodiscard]] std::unique_ptr<TimerHandle> after(Milliseconds delay,
                                                     std::function<void()> action) override;
    [[nodiscard]] std::unique_ptr<TimerHandle> every(Milliseconds period,
                                                     std::function<void()> action) override;

    // Runs everything due within `span`, in order, each at its own moment; what they arm runs too.
    void advance(Milliseconds span);
    [[nodiscard]] int armed() const { return static_cast<int>(m_due.size()); }

private:
    class Handle;
    struct Due {
        std::function<void()> action;
        Milliseconds period{0}; // 0: once
    };
    using Key = std::pair<Milliseconds, quint64>;

    std::unique_ptr<TimerHandle> arm(Milliseconds delay, Due due);

    Milliseconds m_now{1'000'000};
    quint64 m_lastId = 0;
    std::map<Key, Due> m_due;
};

} // namespace fairlead
