#include "tests/support/fake_timers.h"

#include <algorithm>

namespace fairlead {

class FakeTimers::Handle final : public TimerHandle {
public:
    Handle(FakeTimers &timers, quint64 id) : m_timers(timers), m_id(id) {}
    ~Handle() override {
        std::erase_if(m_timers.m_due,
                      [this](const auto &entry) { return entry.first.second == m_id; });
    }

private:
    FakeTimers &m_timers;
    quint64 m_id;
};

std::unique_ptr<TimerHandle> FakeTimers::arm(Milliseconds delay, Due due) {
    const quint64 id = ++m_lastId;
    m_due.emplace(Key{m_now + std::max(delay, Milliseconds(0)), id}, std::move(due));
    return std::make_unique<Handle>(*this, id);
}

std::unique_ptr<TimerHandle> FakeTimers::after(Milliseconds delay, std::function<void()> action) {
    return arm(delay, {std::move(action), Milliseconds(0)});
}

std::unique_ptr<TimerHandle> FakeTimers::every(Milliseconds period, std::function<void()> action) {
    const Milliseconds least = std::max(period, Milliseconds(1)); // or advance() would never end
    return arm(least, {std::move(action), least});
}

void FakeTimers::advance(Milliseconds span) {
    const Milliseconds until = m_now + span;
    while (!m_due.empty() && m_due.begin()->first.first <= until) {
        auto node = m_due.extract(m_due.begin());
        m_now = std::max(m_now, node.key().first);
        const auto action = node.mapped().action; // may destroy its own handle
        if (node.mapped().period > Milliseconds(0)) {
            node.key().first += node.mapped().period;
            m_due.insert(std::move(node));
        }
        action();
    }
    m_now = until;
}

} // namespace fairlead
