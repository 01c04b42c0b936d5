#include "core/ssh/lane_pool.h"

#include "core/ssh/further_lane.h"
#include "core/ssh/lane.h"

#include <algorithm>

namespace fairlead {
namespace {

constexpr int kStreamsPerLane = 64; // measured: more on one session slow each other down
constexpr int kLoginsAtOnce = 3;
constexpr auto kRestAfterFailure = std::chrono::seconds(60);
constexpr auto kIdleLaneLife = std::chrono::seconds(60);

} // namespace

LanePool::LanePool(LinkShared &shared, std::function<void()> news)
    : m_shared(shared),
      m_news(std::move(news)) {}

LanePool::~LanePool() = default;

void LanePool::setPlan(const LinkPlan &plan) { m_plan = plan; }

LanePool::Offer LanePool::offer(ClientRequest &request, int streamsOnFirst) {
    FurtherLane *least = nullptr;
    for (const auto &lane : m_lanes) {
        if (lane->state() == FurtherLane::State::Up && (!least || lane->load() < least->load()))
            least = lane.get();
    }
    const bool first = !least || streamsOnFirst <= least->load();
    const int leastLoad = first ? streamsOnFirst : least->load();
    startIfFull(leastLoad);
    // In a burst everything would pile up on the lanes that happen to be there.
    if (leastLoad >= 2 * kStreamsPerLane && starting() > 0)
        return Offer::Wait;
    if (first)
        return Offer::First;
    least->touch(std::chrono::steady_clock::now());
    least->give(std::move(request));
    return Offer::Taken;
}

int LanePool::starting() const {
    return static_cast<int>(std::count_if(m_lanes.begin(), m_lanes.end(), [](const auto &lane) {
        return lane->state() == FurtherLane::State::Starting;
    }));
}

void LanePool::startIfFull(int leastLoad) {
    if (leastLoad < kStreamsPerLane ||
        static_cast<int>(m_lanes.size()) + 1 >= m_plan.hops.last().maxLanes ||
        !m_shared.memory.isUnattended() || std::chrono::steady_clock::now() < m_notBefore)
        return;
    // Few at a time: a burst of logins looks like an attack (MaxStartups, PerSourcePenalties).
    if (starting() < kLoginsAtOnce)
        m_lanes.push_back(std::make_unique<FurtherLane>(m_shared, m_plan, m_news));
}

void LanePool::closeStream(StreamId id) {
    for (const auto &lane : m_lanes)
        lane->closeStreams([id](const Stream &stream) { return stream.id() == id; });
}

void LanePool::closeForward(const std::shared_ptr<const ForwardCounters> &counters) {
    for (const auto &lane : m_lanes)
        lane->closeStreams(
            [counters](const Stream &stream) { return stream.counters() == counters; });
}

void LanePool::takeNews() {
    for (auto it = m_lanes.begin(); it != m_lanes.end();) {
        const bool ended = (*it)->state() == FurtherLane::State::Ended;
        if (ended && !(*it)->everUp())
            m_notBefore = std::chrono::steady_clock::now() + kRestAfterFailure;
        it = ended ? m_lanes.erase(it) : std::next(it);
    }
    count();
}

LanePool::TimePoint LanePool::tick(TimePoint now) {
    TimePoint next = TimePoint::max();
    const auto before = m_lanes.size();
    for (auto it = m_lanes.begin(); it != m_lanes.end();) {
        FurtherLane &lane = **it;
        if (lane.load() > 0)
            lane.touch(now);
        const bool idle =
            lane.state() == FurtherLane::State::Up && now - lane.lastUsed() >= kIdleLaneLife;
        if (!idle)
            next =
                std::min(next, std::max(lane.lastUsed() + kIdleLaneLife, now + kIdleLaneLife / 4));
        it = idle ? m_lanes.erase(it) : std::next(it);
    }
    if (m_lanes.size() != before)
        count();
    return next;
}

void LanePool::stopAll() {
    m_shared.agents.cancelAll(); // a lane may be waiting for a signature
    m_lanes.clear();
    m_notBefore = {};
}

void LanePool::count() {
    const auto up = std::count_if(m_lanes.begin(), m_lanes.end(), [](const auto &lane) {
        return lane->state() == FurtherLane::State::Up;
    });
    m_shared.counters->lanes.store(static_cast<int>(up) + 1, std::memory_order_relaxed);
}

} // namespace fairlead
