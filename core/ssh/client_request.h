// A connection that came in at a local listener and knows where it wants to go.
#pragma once

#include "core/ssh/link.h"
#include "core/ssh/stream.h"

namespace fairlead {

// A forward as the link's threads share it. Immutable, but for the target's health.
struct OpenForward {
    Forward forward;
    std::shared_ptr<ForwardCounters> counters;
    // The last code told as TargetChanged: told again only when it differs. -1: the target answers,
    // -2: nothing told yet.
    mutable std::atomic<int> targetTrouble{-2};
};

struct ClientRequest {
    std::shared_ptr<const OpenForward> forward;
    UniqueFd fd;
    QString client; // "127.0.0.1:51234"
    Endpoint originator;
    Target target; // Tcp or Unix, one port
    QByteArray toRemoteFirst;
    QByteArray toLocalOnOpen;
    std::function<QByteArray(const Error &)> toLocalOnRefusal;
};

class SshSession;
struct LinkShared;

// Opens a channel for it on `session` and reports how the target answered.
void openStream(SshSession &session, LinkShared &shared, ClientRequest request);
// No link to carry it: answers as its protocol can, and closes.
void refuseClient(ClientRequest request, const Error &why);
// TargetChanged, if that is news.
void reportTarget(const LinkShared &shared, const OpenForward &forward,
                  const std::optional<Error> &error);

} // namespace fairlead
