// Figures a link's threads bump and the main thread samples: relaxed atomics, nothing else is
// shared.
#pragma once

#include <atomic>
#include <cstdint>

namespace fairlead {

struct ForwardCounters {
    std::atomic<std::uint64_t> bytesDown{0}; // towards the side that connected
    std::atomic<std::uint64_t> bytesUp{0};   // towards the target
    std::atomic<std::uint64_t> streamsEver{0};
    std::atomic<std::int32_t> streamsOpen{0};
    std::atomic<std::int32_t> clientsHeld{0}; // waiting for the link to come back
};

struct LinkCounters {
    std::atomic<std::int64_t> roundTripMicroseconds{
        -1};                            // of the last answered keep-alive; -1: none yet
    std::atomic<std::int32_t> lanes{0}; // SSH sessions up
};

} // namespace fairlead
