// How much went through a forward over the last minutes and the last hour, for the plot.
#pragma once

#include <QtCore/QList>
#include <chrono>
#include <optional>
#include <vector>

namespace fairlead {

struct TrafficRate {
    double down = 0; // bytes a second
    double up = 0;
    bool operator==(const TrafficRate &) const = default;
};

// Five minutes in steps of one second, or an hour in steps of ten.
enum class TrafficSpan { FiveMinutes, Hour };

// Means over steps that are over; oldest first, one after the other without a gap.
struct TrafficSeries {
    std::chrono::milliseconds step{1000};
    std::chrono::milliseconds end{0}; // of the last step, on the clock of the samples
    int most = 0;                     // so many steps fill the span
    QList<TrafficRate> rates;
};

// The last so many steps of one length, and the one under way.
class TrafficRing {
public:
    using Milliseconds = std::chrono::milliseconds;
    TrafficRing(Milliseconds step, int most);
    // Spreads the bytes evenly over the time between.
    void add(Milliseconds from, Milliseconds to, double bytesDown, double bytesUp);
    // Steps that began at or after `since` and are over at `now`.
    [[nodiscard]] TrafficSeries series(Milliseconds since, Milliseconds now) const;

private:
    void advanceTo(Milliseconds::rep step);
    [[nodiscard]] size_t slot(Milliseconds::rep step) const;
    Milliseconds m_step;
    int m_most;
    Milliseconds::rep m_newest = -1;  // number of the step under way, counted from time 0
    std::vector<TrafficRate> m_bytes; // empty until something flows
};

// Costs nothing between two samples and holds no memory before the first byte. After a pause the
// bytes that went through meanwhile appear as an even flow: their sum is true, their shape unknown.
class TrafficHistory {
public:
    using Milliseconds = std::chrono::milliseconds;
    // Totals at this moment; `now` never goes back.
    void note(Milliseconds now, quint64 bytesDown, quint64 bytesUp);
    // Without rates when nothing has flowed since the first sample.
    [[nodiscard]] TrafficSeries series(TrafficSpan span) const;

private:
    struct Totals {
        Milliseconds at{0};
        quint64 down = 0;
        quint64 up = 0;
    };
    std::optional<Milliseconds> m_since;
    Totals m_last;
    bool m_flowed = false;
    TrafficRing m_minutes{std::chrono::seconds(1), 300};
    TrafficRing m_hour{std::chrono::seconds(10), 360};
};

} // namespace fairlead
