#include "core/tunnel/traffic_history.h"

#include <algorithm>
#include <utility>

namespace fairlead {
namespace {

double gained(quint64 before, quint64 now) {
    return now > before ? static_cast<double>(now - before) : 0.0;
}

} // namespace

TrafficRing::TrafficRing(Milliseconds step, int most) : m_step(step), m_most(most) {}

size_t TrafficRing::slot(Milliseconds::rep step) const {
    return static_cast<size_t>(step) % m_bytes.size();
}

void TrafficRing::advanceTo(Milliseconds::rep step) {
    if (m_bytes.empty())
        m_bytes.resize(static_cast<size_t>(m_most) + 1);
    for (Milliseconds::rep each = std::max(m_newest + 1, step - m_most); each <= step; ++each)
        m_bytes[slot(each)] = {};
    m_newest = std::max(m_newest, step);
}

void TrafficRing::add(Milliseconds from, Milliseconds to, double bytesDown, double bytesUp) {
    if (to <= from)
        return;
    const Milliseconds::rep last = to / m_step;
    advanceTo(last);
    const auto whole = static_cast<double>((to - from).count());
    for (Milliseconds::rep each = std::max(from / m_step, last - m_most); each <= last; ++each) {
        const Milliseconds begin = std::max(from, m_step * each);
        const Milliseconds end = std::min(to, m_step * (each + 1));
        const double part = static_cast<double>((end - begin).count()) / whole;
        TrafficRate &bytes = m_bytes[slot(each)];
        bytes.down += bytesDown * part;
        bytes.up += bytesUp * part;
    }
}

TrafficSeries TrafficRing::series(Milliseconds since, Milliseconds now) const {
    const Milliseconds::rep over = now / m_step;
    const Milliseconds::rep begun = (since + m_step - Milliseconds(1)) / m_step;
    TrafficSeries series{.step = m_step, .end = m_step * over, .most = m_most, .rates = {}};
    if (m_bytes.empty())
        return series;
    const double seconds = std::chrono::duration<double>(m_step).count();
    for (Milliseconds::rep each = std::max(begun, over - m_most); each < over; ++each) {
        // Older than what is kept, or newer than what was added.
        const bool kept = each <= m_newest && each >= m_newest - m_most;
        const TrafficRate bytes = kept ? m_bytes[slot(each)] : TrafficRate{};
        series.rates.append({bytes.down / seconds, bytes.up / seconds});
    }
    return series;
}

void TrafficHistory::note(Milliseconds now, quint64 bytesDown, quint64 bytesUp) {
    const Totals before = std::exchange(m_last, Totals{now, bytesDown, bytesUp});
    if (!m_since) {
        m_since = now;
        return;
    }
    const double down = gained(before.down, bytesDown);
    const double up = gained(before.up, bytesUp);
    m_flowed = m_flowed || down + up > 0;
    if (!m_flowed)
        return;
    m_minutes.add(before.at, now, down, up);
    m_hour.add(before.at, now, down, up);
}

TrafficSeries TrafficHistory::series(TrafficSpan span) const {
    const TrafficRing &ring = span == TrafficSpan::Hour ? m_hour : m_minutes;
    return ring.series(m_since.value_or(m_last.at), m_last.at);
}

} // namespace fairlead
