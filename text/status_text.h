// The words for how things stand; the same in the window, the tray and the command line.
#pragma once

#include "core/profile/forward.h"
#include "core/ssh/link.h"
#include "core/tunnel/forward_status.h"

namespace fairlead {

// "Listening", "Needs you": one or two words beside the badge.
[[nodiscard]] QString stateText(ForwardState state);
// "Local", "Remote", "Dynamic"
[[nodiscard]] QString kindText(ForwardKind kind);
// "Looking up the name": what a link is doing while it connects.
[[nodiscard]] QString stageText(LinkStage stage);
// "Link", "Listener", "Channel", "Target"
[[nodiscard]] QString layerText(HealthLayer layer);
// "Good", "Working", "Bad", "Not known yet"
[[nodiscard]] QString layerStateText(LayerState state);

// The line under the state word: "Retry in 12 s", "Port taken", empty when all is well. `now` is
// on the same clock as the status' times.
[[nodiscard]] QString statusReason(const ForwardStatus &status, std::chrono::milliseconds now);

} // namespace fairlead
