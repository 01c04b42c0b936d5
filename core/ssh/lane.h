// A lane: one thread's poll loop with the SSH sessions of one login (jump hosts first, the
// destination last).
#pragma once

#include "core/ssh/agent_gate.h"
#include "core/ssh/login_memory.h"
#include "core/ssh/session.h"
#include "core/ssh/waiter.h"

namespace fairlead {

class ResolverPool;

// What all lanes of a link share. Every member is thread-safe.
struct LinkShared {
    std::function<void(LinkReport)> report;
    // A client whose session was lost before it was connected: goes back to the link's thread.
    std::function<void(struct ClientRequest)> giveBack;
    std::shared_ptr<StreamDirectory> streams = std::make_shared<StreamDirectory>();
    std::shared_ptr<LinkCounters> counters = std::make_shared<LinkCounters>();
    LoginMemory memory;
    AgentGate agents;
    ResolverPool &resolvers;
};

// Whose loop it is: the link's own, or a further lane's. Called on the lane's thread.
class LaneHost {
public:
    using TimePoint = Waiter::TimePoint;
    // Once a turn: does what is due, and says when something will be due next.
    virtual TimePoint tick(TimePoint now) = 0;
    // True from the moment a login under way should be given up.
    [[nodiscard]] virtual bool isCancelled() const = 0;
    // Puts the question to the person and runs the loop until it is answered, withdrawn or
    // `stillThere` says no.
    virtual Result<Answer> ask(Question question, const std::function<bool()> &stillThere) = 0;
    virtual void progressed(LinkStage stage, int hop, int hopCount, const QString &detail) = 0;
    virtual void channelOffered(SshSession &session, ssh_message message,
                                const ForwardedChannel &what) = 0;
    // The login this lane had is gone; called from inside a turn, once. The lane is dropped after
    // the turn.
    virtual void laneDied(const Error &why) = 0;
    virtual void streamEnded() = 0;

protected:
    ~LaneHost() = default;
};

// Link thread only, but for wake().
class Lane final : public Waiter, private SessionOwner {
public:
    Lane(LaneHost &host, LinkShared &shared);
    ~Lane() override;

    // Straight-line, running the loop wherever it waits. On failure everything is torn down and
    // failedHop() says where.
    Result<QList<HopFacts>> logIn(const LinkPlan &plan);
    [[nodiscard]] int failedHop() const { return m_failedHop; }
    void logOut();
    [[nodiscard]] bool isOnline() const { return m_online && !m_died; }
    [[nodiscard]] bool hasDied() const { return m_died; }
    // The destination's session; only while online.
    [[nodiscard]] SshSession &session() { return *m_chain.back(); }
    [[nodiscard]] int streamCount() const;

    [[nodiscard]] Poller &poller() { return m_poller; }
    // One round: waits until something happens or `until`, and does what follows from it.
    void turn(TimePoint until);
    // From any thread: the loop looks up.
    void wake();
    [[nodiscard]] Woke wait(std::span<pollfd> fds, TimePoint until) override;
    void closeStreams(const std::function<bool(const Stream &)> &which);

private:
    class WakeUp;
    class ProxyProgram;
    Result<UniqueFd> reach(const LinkPlan &plan, int hop, QString &peerAddress);
    Result<UniqueFd> reachThrough(SshSession &previous, const Host &host);
    Result<HopFacts> logInAt(const LinkPlan &plan, int hop);
    Result<Secret> askProxyPassword(const LinkPlan &plan, bool again);
    [[nodiscard]] Error blameProxyProgram(int hop, const Error &error);
    void channelOffered(SshSession &session, ssh_message message,
                        const ForwardedChannel &what) override;
    void sessionDied(SshSession &session, const Error &why) override;
    void streamEnded(SshSession &session, const Stream &stream) override;
    TimePoint keepAlive(TimePoint now);

    LaneHost &m_host;
    LinkShared &m_shared;
    Poller m_poller;
    std::unique_ptr<WakeUp> m_wakeUp;
    std::vector<std::unique_ptr<SshSession>> m_chain;
    std::unique_ptr<ProxyProgram> m_proxyProgram; // lives as long as the chain
    Host m_destination;
    TimePoint m_probeDue{};
    quint64 m_bytesAtProbe = 0;
    int m_missed = 0;
    int m_failedHop = 1;
    bool m_online = false;
    bool m_died = false;
};

} // namespace fairlead
