// One more session of a link, on a thread of its own.
#pragma once

#include "core/base/mailbox.h"
#include "core/ssh/client_request.h"
#include "core/ssh/lane.h"

#include <atomic>
#include <thread>

namespace fairlead {

// Made, used and destroyed on the link's thread; destroying it stops and joins.
class FurtherLane final : private LaneHost {
public:
    enum class State { Starting, Up, Ended };

    // `news` is called on the lane's thread after each change of state().
    FurtherLane(LinkShared &shared, LinkPlan plan, std::function<void()> news);
    ~FurtherLane();
    FurtherLane(const FurtherLane &) = delete;
    FurtherLane &operator=(const FurtherLane &) = delete;

    [[nodiscard]] State state() const { return m_state.load(std::memory_order_acquire); }
    [[nodiscard]] bool everUp() const { return m_everUp.load(std::memory_order_relaxed); }
    // Streams it carries or has been given.
    [[nodiscard]] int load() const { return m_load.load(std::memory_order_relaxed); }
    void give(ClientRequest request);
    void closeStreams(std::function<bool(const Stream &)> which);
    [[nodiscard]] TimePoint lastUsed() const { return m_lastUsed; }
    void touch(TimePoint now) { m_lastUsed = now; }

private:
    using Message = std::variant<ClientRequest, std::function<bool(const Stream &)>>;

    void run();
    void takeMail();
    TimePoint tick(TimePoint now) override;
    [[nodiscard]] bool isCancelled() const override {
        return m_stop.load(std::memory_order_relaxed);
    }
    Result<Answer> ask(Question question, const std::function<bool()> &stillThere) override;
    void progressed(LinkStage, int, int, const QString &) override {}
    void channelOffered(SshSession &session, ssh_message message,
                        const ForwardedChannel &what) override;
    void laneDied(const Error &why) override;
    void streamEnded() override { m_load.fetch_sub(1, std::memory_order_relaxed); }

    LinkShared &m_shared;
    LinkPlan m_plan;
    std::function<void()> m_news;
    Lane m_lane;
    Mailbox<Message> m_mail;
    std::atomic<State> m_state{State::Starting};
    std::atomic<bool> m_everUp{false};
    std::atomic<int> m_load{0};
    std::atomic<bool> m_stop{false};
    TimePoint m_lastUsed;
    std::thread m_thread; // last: it uses all of the above
};

} // namespace fairlead
