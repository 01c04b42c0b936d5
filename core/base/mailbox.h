// A letterbox between threads: anyone may post, one thread collects. The lock is held for a push
// only.
#pragma once

#include <deque>
#include <functional>
#include <mutex>
#include <utility>

namespace fairlead {

template <typename Message>
class Mailbox {
public:
    // `wake` is called after a post to an empty box, from the posting thread; it must not block.
    explicit Mailbox(std::function<void()> wake) : m_wake(std::move(wake)) {}

    void post(Message message) {
        bool wasEmpty = false;
        {
            const std::lock_guard lock(m_mutex);
            wasEmpty = m_messages.empty();
            m_messages.push_back(std::move(message));
        }
        if (wasEmpty)
            m_wake();
    }

    // Everything posted so far, oldest first; leaves the box empty.
    [[nodiscard]] std::deque<Message> collect() {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_messages, {});
    }

private:
    std::mutex m_mutex;
    std::deque<Message> m_messages;
    std::function<void()> m_wake;
};

} // namespace fairlead
