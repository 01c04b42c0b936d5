// How a forward stands, as one value that is computed, never stored: what is wanted, what its link
// does, what the link reported about it.
#pragma once

#include "core/base/address.h"
#include "core/base/result.h"

#include <QtCore/QList>
#include <chrono>
#include <optional>
#include <span>

namespace fairlead {

// In the order of worst-first folding, best to worst.
enum class ForwardState {
    Off,
    Listening,
    Closing,
    Queued,   // wanted, nothing begun yet
    Opening,  // link or listener under way
    Holding,  // link away, a retry is planned; a local listener holds new clients
    Degraded, // listens, but the target refuses, or a remote port is being retried
    NeedsYou, // a question waits
    Failed,   // will not get better without the person
};

// The four layers of health, nearest first.
enum class HealthLayer { Link, Listener, Channel, Target };
enum class LayerState { Unknown, Good, Working, Bad };

struct LayerHealth {
    LayerState state = LayerState::Unknown;
    std::optional<Error> why; // of Bad
    bool operator==(const LayerHealth &) const = default;
};

struct Health {
    LayerHealth link, listener, channel, target;
    bool operator==(const Health &) const = default;
    // The nearest layer that is Bad.
    [[nodiscard]] std::optional<HealthLayer> failing() const;
};

struct ForwardStatus {
    ForwardState state = ForwardState::Off;
    std::optional<Error> why;                         // of Holding, Degraded, Failed
    std::optional<std::chrono::milliseconds> retryAt; // of Holding, Degraded: on the Timers' clock
    std::optional<std::chrono::milliseconds> since;   // entered this state: on the Timers' clock
    bool operator==(const ForwardStatus &) const = default;
};

// The state the tray and the title show: worst first. Off when nothing is wanted.
[[nodiscard]] ForwardState fold(std::span<const ForwardState> states);

// "off", "listening", "needs-you"…: for JSON and logs
[[nodiscard]] QString stateName(ForwardState state);
// "link", "listener", "channel", "target"
[[nodiscard]] QString layerName(HealthLayer layer);
// "unknown", "good", "working", "bad"
[[nodiscard]] QString layerStateName(LayerState state);

} // namespace fairlead
