// What the steps of logging in at one hop need to know, and how they wait.
#pragma once

#include "core/profile/host.h"
#include "core/ssh/lane.h"

#include <libssh/libssh.h>

namespace fairlead {

struct HopLogin {
    const Host &host;
    int hop = 1;
    int hopCount = 1;
    HostId hostId; // the link's Host, whichever hop asks
    QString peerAddress;
    Waiter &waiter;
    LaneHost &asker;
    LoginMemory &memory;
    AgentGate &agents;
    int fd = -1; // the session's, from shakeHands() on
    ssh_session session = nullptr;

    // "name", the way the person knows this hop
    [[nodiscard]] QString name() const { return host.name.isEmpty() ? host.address : host.name; }
    [[nodiscard]] QString addressText() const;
    // A Question with who, where and which hop filled in.
    [[nodiscard]] Question question(Question::Kind kind) const;
    [[nodiscard]] Result<Answer> ask(Question question) const;
    // ssh_connect() makes its socket blocking at every call.
    void keepNonBlocking() const;
    // Whether the server has not hung up on us.
    [[nodiscard]] bool isConnected() const;
};

// Runs a non-blocking libssh call again and again until its answer is not `again`. Errors:
// Cancelled, ConnectTimeout when `until` passes, ConnectionLost.
template <typename Call>
Result<int> untilAnswered(ssh_session session, const HopLogin &login, int again,
                          Waiter::TimePoint until, Call call);

// What the rest of untilAnswered shares: gives way to the loop once.
[[nodiscard]] Result<void> giveWay(ssh_session session, const HopLogin &login,
                                   Waiter::TimePoint until);

template <typename Call>
Result<int> untilAnswered(ssh_session session, const HopLogin &login, int again,
                          Waiter::TimePoint until, Call call) {
    while (true) {
        const int result = call();
        if (result != again)
            return result;
        if (const auto waited = giveWay(session, login, until); !waited)
            return tl::unexpected(waited.error());
    }
}

} // namespace fairlead
