// The figures of every forward: totals straight from its link's counters, rates smoothed between
// samples.
#pragma once

#include "core/base/ids.h"
#include "core/ssh/counters.h"
#include "core/tunnel/traffic_history.h"

#include <QtCore/QList>
#include <chrono>
#include <map>
#include <memory>
#include <optional>

namespace fairlead {

struct ForwardFigures {
    int streams = 0;
    int held = 0;
    quint64 streamsEver = 0;
    quint64 bytesDown = 0;
    quint64 bytesUp = 0;
    double downPerSecond = 0; // over about the last two seconds
    double upPerSecond = 0;
    bool operator==(const ForwardFigures &) const = default;
};

// Main thread only; the counters are bumped from others.
class StatsSampler {
public:
    using Milliseconds = std::chrono::milliseconds;

    // The one set of counters of this forward, made at first use. It outlives links, so that totals
    // go on over stops and reconnects.
    [[nodiscard]] std::shared_ptr<ForwardCounters> counters(const ForwardId &id);
    [[nodiscard]] ForwardFigures figures(const ForwardId &id) const;
    // What the samples so far tell; empty before the first.
    [[nodiscard]] TrafficSeries traffic(const ForwardId &id, TrafficSpan span) const;
    void forget(const ForwardId &id) { m_records.erase(id); }

    // Those whose figures differ from the last sample. The first sample after a pause has no rates.
    [[nodiscard]] QList<ForwardId> sample(Milliseconds now);
    // Nobody looks any more: rates would be of another time.
    void pause();

private:
    struct Record {
        std::shared_ptr<ForwardCounters> counters;
        ForwardFigures last;
        TrafficHistory history;
    };
    std::map<ForwardId, Record> m_records;
    std::optional<Milliseconds> m_sampledAt;
};

} // namespace fairlead
