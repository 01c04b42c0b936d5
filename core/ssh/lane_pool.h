// Further SSH sessions to the same Host, for many streams: ssh and sshd both walk all of a
// session's channels at every wake-up, so a thousand streams on one session slow each other down
// (docs/performance.md).
#pragma once

#include "core/ssh/client_request.h"

#include <list>

namespace fairlead {

class FurtherLane;
struct LinkShared;

// Belongs to the link's thread. Opens a lane only when the others are full, one at a time, and only
// where a login needs nobody.
class LanePool {
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    // `news` is called from a lane's thread when takeNews() has something to do.
    LanePool(LinkShared &shared, std::function<void()> news);
    ~LanePool();
    LanePool(const LanePool &) = delete;
    LanePool &operator=(const LanePool &) = delete;

    void setPlan(const LinkPlan &plan);
    enum class Offer {
        Taken, // by another lane; `request` is empty now
        First, // the first lane has the fewest streams
        Wait,  // all are well over full, and a lane is about to come up: ask again after news
    };
    [[nodiscard]] Offer offer(ClientRequest &request, int streamsOnFirst);
    void closeStream(StreamId id);
    void closeForward(const std::shared_ptr<const ForwardCounters> &counters);
    // Frees the lanes that ended.
    void takeNews();
    // Ends lanes nobody has used for a while.
    TimePoint tick(TimePoint now);
    void stopAll();

private:
    void startIfFull(int leastLoad);
    [[nodiscard]] int starting() const;
    void count();

    LinkShared &m_shared;
    std::function<void()> m_news;
    LinkPlan m_plan;
    std::list<std::unique_ptr<FurtherLane>> m_lanes;
    TimePoint m_notBefore{}; // after a login that failed
};

} // namespace fairlead
