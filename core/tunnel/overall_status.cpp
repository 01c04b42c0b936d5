#include "core/tunnel/overall_status.h"

#include <algorithm>

namespace fairlead {
namespace {

void count(OverallStatus &sum, const ForwardSnapshot &forward) {
    const ForwardState state = forward.status.state;
    sum.worst = std::max(sum.worst, state);
    sum.sign = std::max(sum.sign, signOf(state));
    ++sum.all;
    sum.up += state == ForwardState::Listening ? 1 : 0;
    sum.retrying += state == ForwardState::Holding ? 1 : 0;
    sum.needYou += state == ForwardState::NeedsYou ? 1 : 0;
    sum.degraded += state == ForwardState::Degraded ? 1 : 0;
    sum.failed += state == ForwardState::Failed ? 1 : 0;
    sum.streams += forward.streams;
    sum.downPerSecond += forward.downPerSecond;
    sum.upPerSecond += forward.upPerSecond;
}

} // namespace

OverallStatus::Sign signOf(ForwardState state) {
    switch (state) {
    case ForwardState::Off:
        return OverallStatus::Sign::Idle;
    case ForwardState::Listening:
        return OverallStatus::Sign::Well;
    case ForwardState::Closing:
    case ForwardState::Queued:
    case ForwardState::Opening:
    case ForwardState::Holding:
        return OverallStatus::Sign::Working;
    case ForwardState::Degraded:
    case ForwardState::NeedsYou:
    case ForwardState::Failed:
        return OverallStatus::Sign::Attention;
    }
    return OverallStatus::Sign::Idle;
}

OverallStatus overallStatus(std::span<const ForwardSnapshot> forwards,
                            std::span<const LinkSnapshot> links) {
    OverallStatus sum;
    for (const ForwardSnapshot &forward : forwards)
        count(sum, forward);
    sum.links = static_cast<int>(std::count_if(
        links.begin(), links.end(), [](const LinkSnapshot &link) { return link.lanes > 0; }));
    return sum;
}

OverallStatus overallStatus(const ProfileBook &book, const TunnelService &tunnels) {
    QList<LinkSnapshot> links;
    for (const Host &host : book.data().hosts)
        links.append(tunnels.link(host.id));
    return overallStatus(tunnels.snapshots(), links);
}

} // namespace fairlead
