// Connects from here to a remote forward's target without stopping the loop.
#pragma once

#include "core/base/socket_address.h"
#include "core/profile/forward.h"
#include "core/ssh/poller.h"
#include "core/ssh/resolver.h"

#include <functional>

namespace fairlead {

// One attempt: name looked up, then its addresses one after the other. Link thread only.
class TargetConnector final : public Poller::Handler {
public:
    using TimePoint = std::chrono::steady_clock::time_point;
    using Done = std::function<void(Result<UniqueFd>)>;

    // `done` is called once, perhaps from start(); free this only after that call has returned.
    TargetConnector(Poller &poller, ResolverPool &resolvers, Target target, Done done);
    ~TargetConnector();
    TargetConnector(const TargetConnector &) = delete;
    TargetConnector &operator=(const TargetConnector &) = delete;

    void start();
    // Gives up when overdue. The time at which it wants to be asked again.
    TimePoint tick(TimePoint now);
    [[nodiscard]] bool isDone() const { return m_done == nullptr; }

    void ready(unsigned events) override;

private:
    void lookUp();
    void looked();
    void tryNext();
    bool connectTo(int family, const sockaddr *address, socklen_t length);
    void connectUnix();
    void finish(Result<UniqueFd> result);
    void unwatch();

    Poller &m_poller;
    ResolverPool &m_resolvers;
    Target m_target;
    Done m_done;
    TimePoint m_until;
    std::shared_ptr<ResolverPool::Job> m_job;
    QList<SocketAddress> m_addresses;
    UniqueFd m_fd;
    int m_watched = -1;
    int m_lastError = 0;
};

} // namespace fairlead
