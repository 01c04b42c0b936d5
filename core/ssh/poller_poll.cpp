// Systems without epoll.
#include "core/ssh/poller.h"

#include <poll.h>

namespace fairlead {

struct Poller::Backend {
    std::vector<pollfd> fds;
    std::vector<std::uint32_t> generations;
};

Poller::Poller() : m_backend(std::make_unique<Backend>()) {}
Poller::~Poller() = default;

void Poller::add(int fd, Handler &handler, unsigned interest) {
    if (m_slots.size() <= static_cast<size_t>(fd))
        m_slots.resize(static_cast<size_t>(fd) + 16);
    Slot &slot = m_slots[static_cast<size_t>(fd)];
    slot = Slot{&handler, interest, slot.generation + 1};
}

void Poller::change(int fd, unsigned interest) {
    m_slots[static_cast<size_t>(fd)].interest = interest;
}

void Poller::remove(int fd) { m_slots[static_cast<size_t>(fd)].handler = nullptr; }

void Poller::wait(std::chrono::milliseconds atMost) {
    auto &fds = m_backend->fds;
    auto &generations = m_backend->generations;
    fds.clear();
    generations.clear();
    for (size_t fd = 0; fd < m_slots.size(); ++fd) {
        const Slot &slot = m_slots[fd];
        if (!slot.handler)
            continue;
        const int events =
            ((slot.interest & Readable) ? POLLIN : 0) | ((slot.interest & Writable) ? POLLOUT : 0);
        fds.push_back(pollfd{static_cast<int>(fd), static_cast<short>(events), 0});
        generations.push_back(slot.generation);
    }
    if (::poll(fds.data(), static_cast<nfds_t>(fds.size()), static_cast<int>(atMost.count())) <= 0)
        return;
    for (size_t i = 0; i < fds.size(); ++i) {
        const int got = fds[i].revents;
        if (got != 0)
            dispatch(fds[i].fd, generations[i],
                     ((got & POLLIN) ? Readable : 0u) | ((got & POLLOUT) ? Writable : 0u) |
                         ((got & (POLLERR | POLLHUP | POLLNVAL)) ? Broken : 0u));
    }
}

} // namespace fairlead
