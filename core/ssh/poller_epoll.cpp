// Linux: the cost of a wake-up does not grow with the streams that are idle.
#include "core/ssh/poller.h"

#include <array>
#include <sys/epoll.h>

namespace fairlead {

struct Poller::Backend {
    UniqueFd fd{epoll_create1(EPOLL_CLOEXEC)};
};

namespace {

epoll_event eventFor(int fd, std::uint32_t generation, unsigned interest) {
    epoll_event event{};
    event.events = ((interest & Poller::Readable) ? EPOLLIN : 0u) |
                   ((interest & Poller::Writable) ? EPOLLOUT : 0u);
    event.data.u64 =
        (static_cast<std::uint64_t>(generation) << 32) | static_cast<std::uint32_t>(fd);
    return event;
}

unsigned readyOf(std::uint32_t events) {
    return ((events & EPOLLIN) ? Poller::Readable : 0u) |
           ((events & EPOLLOUT) ? Poller::Writable : 0u) |
           ((events & (EPOLLERR | EPOLLHUP)) ? Poller::Broken : 0u);
}

} // namespace

Poller::Poller() : m_backend(std::make_unique<Backend>()) {}
Poller::~Poller() = default;

void Poller::add(int fd, Handler &handler, unsigned interest) {
    if (m_slots.size() <= static_cast<size_t>(fd))
        m_slots.resize(static_cast<size_t>(fd) + 16);
    Slot &slot = m_slots[static_cast<size_t>(fd)];
    slot = Slot{&handler, interest, slot.generation + 1};
    epoll_event event = eventFor(fd, slot.generation, interest);
    epoll_ctl(m_backend->fd.get(), EPOLL_CTL_ADD, fd, &event);
}

void Poller::change(int fd, unsigned interest) {
    Slot &slot = m_slots[static_cast<size_t>(fd)];
    if (slot.interest == interest)
        return;
    slot.interest = interest;
    epoll_event event = eventFor(fd, slot.generation, interest);
    epoll_ctl(m_backend->fd.get(), EPOLL_CTL_MOD, fd, &event);
}

void Poller::remove(int fd) {
    m_slots[static_cast<size_t>(fd)].handler = nullptr;
    epoll_ctl(m_backend->fd.get(), EPOLL_CTL_DEL, fd, nullptr);
}

void Poller::wait(std::chrono::milliseconds atMost) {
    std::array<epoll_event, 128> ready;
    const int count = epoll_wait(m_backend->fd.get(), ready.data(), static_cast<int>(ready.size()),
                                 static_cast<int>(atMost.count()));
    for (int i = 0; i < count; ++i) {
        const epoll_event &event = ready[static_cast<size_t>(i)];
        dispatch(static_cast<int>(event.data.u64 & 0xffffffffu),
                 static_cast<std::uint32_t>(event.data.u64 >> 32), readyOf(event.events));
    }
}

} // namespace fairlead
