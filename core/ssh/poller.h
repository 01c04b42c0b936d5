// Which descriptors of a link's thread are ready, and who wants to know.
#pragma once

#include "core/base/unique_fd.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

namespace fairlead {

// One thread only. Level-triggered. A handler may add, change and remove any descriptor, its own
// included, while it runs; a descriptor removed in a round gets no more calls in that round.
class Poller {
public:
    enum Event : unsigned {
        Readable = 1,
        Writable = 2,
        Broken = 4 /* error or hang-up; always reported */
    };

    class Handler {
    public:
        virtual void ready(unsigned events) = 0;

    protected:
        ~Handler() = default;
    };

    Poller();
    ~Poller();
    Poller(const Poller &) = delete;
    Poller &operator=(const Poller &) = delete;

    void add(int fd, Handler &handler, unsigned interest);
    void change(int fd, unsigned interest);
    void remove(int fd);
    // Waits at most so long (0: looks only; < 0: for ever) and calls the handlers of what is ready.
    void wait(std::chrono::milliseconds atMost);

private:
    struct Slot {
        Handler *handler = nullptr;
        unsigned interest = 0;
        std::uint32_t generation =
            0; // tells a reused descriptor number from the one an event was for
    };
    void dispatch(int fd, std::uint32_t generation, unsigned events);

    std::vector<Slot> m_slots; // by descriptor
    struct Backend;            // epoll where there is one, poll elsewhere
    std::unique_ptr<Backend> m_backend;
};

} // namespace fairlead
