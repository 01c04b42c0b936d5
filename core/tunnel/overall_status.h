// How everything stands, as the one sign the tray has room for. Pure.
#pragma once

#include "core/tunnel/tunnel_service.h"

#include <span>

namespace fairlead {

struct OverallStatus {
    // Worst last: the worst thing there is decides.
    enum class Sign {
        Idle,      // nothing is wanted
        Well,      // everything wanted listens
        Working,   // something opens, closes, or waits for its retry: it mends itself
        Attention, // somebody should look: `worst` says at what
    };
    Sign sign = Sign::Idle;
    ForwardState worst = ForwardState::Off; // fold of all
    int all = 0;                            // forwards, off ones included
    int up = 0;                             // Listening
    int retrying = 0;                       // Holding
    int needYou = 0;
    int degraded = 0;
    int failed = 0;
    int streams = 0;
    int links = 0; // logged in
    double downPerSecond = 0;
    double upPerSecond = 0;
    bool operator==(const OverallStatus &) const = default;

    // How many forwards somebody should look at: the badge's count.
    [[nodiscard]] int attention() const { return needYou + degraded + failed; }
};

[[nodiscard]] OverallStatus::Sign signOf(ForwardState state);
[[nodiscard]] OverallStatus overallStatus(std::span<const ForwardSnapshot> forwards,
                                          std::span<const LinkSnapshot> links);
// …of everything in the book.
[[nodiscard]] OverallStatus overallStatus(const ProfileBook &book, const TunnelService &tunnels);

} // namespace fairlead
