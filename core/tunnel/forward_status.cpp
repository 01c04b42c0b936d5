#include "core/tunnel/forward_status.h"

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace fairlead {

std::optional<HealthLayer> Health::failing() const {
    const std::array layers{
        std::pair{HealthLayer::Link, &link}, std::pair{HealthLayer::Listener, &listener},
        std::pair{HealthLayer::Channel, &channel}, std::pair{HealthLayer::Target, &target}};
    for (const auto &[layer, health] : layers)
        if (health->state == LayerState::Bad)
            return layer;
    return std::nullopt;
}

ForwardState fold(std::span<const ForwardState> states) {
    const auto worst = std::max_element(states.begin(), states.end());
    return worst == states.end() ? ForwardState::Off : *worst;
}

QString stateName(ForwardState state) {
    switch (state) {
    case ForwardState::Off:
        return u"off"_s;
    case ForwardState::Listening:
        return u"listening"_s;
    case ForwardState::Closing:
        return u"closing"_s;
    case ForwardState::Queued:
        return u"queued"_s;
    case ForwardState::Opening:
        return u"opening"_s;
    case ForwardState::Holding:
        return u"holding"_s;
    case ForwardState::Degraded:
        return u"degraded"_s;
    case ForwardState::NeedsYou:
        return u"needs-you"_s;
    case ForwardState::Failed:
        return u"failed"_s;
    }
    return {};
}

QString layerName(HealthLayer layer) {
    switch (layer) {
    case HealthLayer::Link:
        return u"link"_s;
    case HealthLayer::Listener:
        return u"listener"_s;
    case HealthLayer::Channel:
        return u"channel"_s;
    case HealthLayer::Target:
        return u"target"_s;
    }
    return {};
}

QString layerStateName(LayerState state) {
    switch (state) {
    case LayerState::Unknown:
        return u"unknown"_s;
    case LayerState::Good:
        return u"good"_s;
    case LayerState::Working:
        return u"working"_s;
    case LayerState::Bad:
        return u"bad"_s;
    }
    return {};
}

} // namespace fairlead
