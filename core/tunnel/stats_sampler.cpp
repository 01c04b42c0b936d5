#include "core/tunnel/stats_sampler.h"

#include <cmath>

namespace fairlead {
namespace {

constexpr double kSmoothingSeconds = 2.0;
constexpr double kLeastRate = 1.0; // bytes a second; an exponential never reaches zero by itself

ForwardFigures read(const ForwardCounters &counters) {
    constexpr auto relaxed = std::memory_order_relaxed;
    return {.streams = counters.streamsOpen.load(relaxed),
            .held = counters.clientsHeld.load(relaxed),
            .streamsEver = counters.streamsEver.load(relaxed),
            .bytesDown = counters.bytesDown.load(relaxed),
            .bytesUp = counters.bytesUp.load(relaxed)};
}

double smoothed(double rate, quint64 before, quint64 now, double seconds) {
    const double current = now > before ? static_cast<double>(now - before) / seconds : 0.0;
    const double weight = 1.0 - std::exp(-seconds / kSmoothingSeconds);
    const double next = rate + (current - rate) * weight;
    return next < kLeastRate ? 0.0 : next;
}

} // namespace

std::shared_ptr<ForwardCounters> StatsSampler::counters(const ForwardId &id) {
    Record &record = m_records[id];
    if (!record.counters)
        record.counters = std::make_shared<ForwardCounters>();
    return record.counters;
}

ForwardFigures StatsSampler::figures(const ForwardId &id) const {
    const auto at = m_records.find(id);
    if (at == m_records.end())
        return {};
    ForwardFigures figures = read(*at->second.counters);
    figures.downPerSecond = at->second.last.downPerSecond;
    figures.upPerSecond = at->second.last.upPerSecond;
    return figures;
}

TrafficSeries StatsSampler::traffic(const ForwardId &id, TrafficSpan span) const {
    const auto at = m_records.find(id);
    return (at == m_records.end() ? TrafficHistory() : at->second.history).series(span);
}

QList<ForwardId> StatsSampler::sample(Milliseconds now) {
    QList<ForwardId> changed;
    std::optional<double> seconds;
    if (m_sampledAt && now > *m_sampledAt)
        seconds = std::chrono::duration<double>(now - *m_sampledAt).count();
    m_sampledAt = now;
    for (auto &[id, record] : m_records) {
        ForwardFigures figures = read(*record.counters);
        record.history.note(now, figures.bytesDown, figures.bytesUp);
        if (seconds) {
            figures.downPerSecond = smoothed(record.last.downPerSecond, record.last.bytesDown,
                                             figures.bytesDown, *seconds);
            figures.upPerSecond =
                smoothed(record.last.upPerSecond, record.last.bytesUp, figures.bytesUp, *seconds);
        }
        if (figures == record.last)
            continue;
        record.last = figures;
        changed << id;
    }
    return changed;
}

void StatsSampler::pause() {
    m_sampledAt.reset();
    for (auto &[id, record] : m_records) {
        record.last.downPerSecond = 0;
        record.last.upPerSecond = 0;
    }
}

} // namespace fairlead
