#include "core/ssh/poller.h"

namespace fairlead {

void Poller::dispatch(int fd, std::uint32_t generation, unsigned events) {
    const Slot &slot = m_slots[static_cast<size_t>(fd)];
    if (slot.handler && slot.generation == generation)
        slot.handler->ready(events);
}

} // namespace fairlead
