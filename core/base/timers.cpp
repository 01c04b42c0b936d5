#include "core/base/timers.h"

#include <QtCore/QTimer>

namespace fairlead {
namespace {

class QtTimerHandle final : public TimerHandle {
public:
    QtTimerHandle(std::chrono::milliseconds interval, bool once, std::function<void()> action)
        : m_action(std::move(action)) {
        m_timer.setSingleShot(once);
        // The action may destroy this handle, and with it the std::function that is running: call a
        // copy.
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
            const auto run = m_action;
            run();
        });
        m_timer.start(interval);
    }

private:
    std::function<void()> m_action;
    QTimer m_timer;
};

} // namespace

Timers::Milliseconds QtTimers::now() const {
    return std::chrono::duration_cast<Milliseconds>(
        std::chrono::steady_clock::now().time_since_epoch());
}

std::unique_ptr<TimerHandle> QtTimers::after(Milliseconds delay, std::function<void()> action) {
    return std::make_unique<QtTimerHandle>(delay, true, std::move(action));
}

std::unique_ptr<TimerHandle> QtTimers::every(Milliseconds period, std::function<void()> action) {
    return std::make_unique<QtTimerHandle>(period, false, std::move(action));
}

} // namespace fairlead
