// The link's own thread: commands, listeners, remote forwards, held clients, and the first lane.
#pragma once

#include "core/base/mailbox.h"
#include "core/ssh/lane.h"
#include "core/ssh/lane_pool.h"
#include "core/ssh/local_listener.h"
#include "core/ssh/remote_forwards.h"

#include <atomic>
#include <list>
#include <map>
#include <thread>

namespace fairlead {

// What arrives in the letterbox besides commands.
struct StopLoop {};
struct FurtherLaneChanged {}; // one came up, died or lost its last stream

using LoopMessage = std::variant<LinkCommand, StopLoop, FurtherLaneChanged, ClientRequest>;

// Lives on the thread it starts; post() is the only member another thread may call.
class LinkLoop final : private LaneHost {
public:
    explicit LinkLoop(LinkShared &shared);
    ~LinkLoop(); // stops and joins
    LinkLoop(const LinkLoop &) = delete;
    LinkLoop &operator=(const LinkLoop &) = delete;

    void post(LoopMessage message);
    [[nodiscard]] quint64 generation() const {
        return m_generation.load(std::memory_order_relaxed);
    }

private:
    struct HeldClient {
        ClientRequest request;
        TimePoint until;
    };

    void run();
    void takeMail();
    void takeNews();
    void handle(const LinkCommand &command);
    void openForward(const link_command::OpenForward &command);
    void closeForward(const ForwardId &id);
    void logIn();
    void dropLink();
    void route(ClientRequest request);
    void hold(ClientRequest request);
    void releaseHeld();
    TimePoint refuseOverdue(TimePoint now);

    TimePoint tick(TimePoint now) override;
    [[nodiscard]] bool isCancelled() const override {
        return m_stop || m_disconnectAsked || m_connectTo.has_value();
    }
    Result<Answer> ask(Question question, const std::function<bool()> &stillThere) override;
    void progressed(LinkStage stage, int hop, int hopCount, const QString &detail) override;
    void channelOffered(SshSession &session, ssh_message message,
                        const ForwardedChannel &what) override;
    void laneDied(const Error &why) override;
    void streamEnded() override {}

    LinkShared &m_shared;
    Lane m_lane;
    LanePool m_further;
    RemoteForwards m_remote;
    Mailbox<LoopMessage> m_mail;
    std::map<ForwardId, std::unique_ptr<LocalListener>> m_listeners;
    std::list<HeldClient> m_held;
    std::vector<ClientRequest> m_awaitingLane; // a burst's clients, until a further lane is up
    std::optional<LinkPlan> m_connectTo;       // a login that has been asked for
    LinkPlan m_plan;
    std::optional<Error> m_diedOf;
    std::map<QuestionId, std::optional<Answer>> m_questions;
    std::atomic<quint64> m_generation{0};
    bool m_stop = false;
    bool m_disconnectAsked = false;
    std::thread m_thread; // last: it uses all of the above
};

} // namespace fairlead
