// From what is known to what is shown: a forward's status and its health are computed from what is
// wanted, how its link stands and what the link said about it. Pure.
#pragma once

#include "core/tunnel/forward_status.h"
#include "core/tunnel/link_machine.h"

namespace fairlead {

// How the link stands, seen from one of its forwards.
struct LinkView {
    LinkSituation situation;
    std::optional<std::chrono::milliseconds> retryAt; // of Waiting, on the Timers' clock
};

// What the link said last about one forward.
struct ForwardView {
    enum class Listener {
        Closed,    // not there, or not told to the link yet
        Opening,   // told to the link; a remote one waits for the login
        Listening, // bound
        Refused,   // could not be had; `why`, and `retryAt` when it is asked for again
        Closing,   // told to close
    };
    Listener listener = Listener::Closed;
    std::optional<Error> why;
    std::optional<std::chrono::milliseconds> retryAt;
    // The fate of the last channel: none yet, or the target answered, or this error.
    bool channelSeen = false;
    std::optional<Error> target;
};

// Everything of a ForwardStatus but `since`.
[[nodiscard]] ForwardStatus deriveStatus(bool wanted, const LinkView &link,
                                         const ForwardView &forward);

[[nodiscard]] Health healthOf(const LinkView &link, const ForwardView &forward);

// A link's state in the words of its forwards.
[[nodiscard]] ForwardState linkState(const LinkSituation &situation);

// True when the error speaks of the place asked for and not of the way there: it says little about
// a SOCKS forward, whose clients ask for many places.
[[nodiscard]] bool isTargetsOwn(Errc code);

} // namespace fairlead
