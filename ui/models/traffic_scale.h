// The geometry of the traffic plot, without a widget: scales, marks, lines, what lies under the
// pointer.
#pragma once

#include "core/tunnel/traffic_history.h"

#include <QtCore/QDateTime>
#include <QtCore/QLocale>
#include <QtCore/QRectF>
#include <QtGui/QPolygonF>
#include <optional>

namespace fairlead::ui {

// From rates to heights, linear or logarithmic, with a round number at the top.
class RateScale {
public:
    // `peak` in bytes a second, not negative; at most `marks` marks above 0, at least 1.
    RateScale(double peak, bool logarithmic, int marks);
    // 0 at the bottom, 1 at the top; clamped.
    [[nodiscard]] double height(double rate) const;
    // Rates to write beside the axis, 0 first.
    [[nodiscard]] const QList<double> &marks() const { return m_marks; }
    [[nodiscard]] double top() const { return m_top; }

private:
    double m_top = 1;
    bool m_logarithmic;
    QList<double> m_marks;
};

struct TimeMark {
    double at = 0; // 0 at the oldest end, 1 at the newest
    QDateTime when;
};
// Whole minutes or quarters of hours, none close to either end.
[[nodiscard]] QList<TimeMark> timeMarks(const QDateTime &end, std::chrono::seconds span);

// "14:30", "2:30 PM": hours and minutes in the person's way; some short formats have seconds.
[[nodiscard]] QString clockText(const QTime &time, const QLocale &locale);

// Which of the two directions.
enum class Direction { Down, Up };
[[nodiscard]] double rateOf(const TrafficRate &rate, Direction direction);
[[nodiscard]] QList<double> ratesOf(const TrafficSeries &series, Direction direction);

// Where the i-th value stands: the newest at the right edge, a short history does not reach the
// left one.
[[nodiscard]] double xOf(qsizetype index, const TrafficSeries &series, const QRectF &rect);
[[nodiscard]] QPolygonF plotLine(const TrafficSeries &series, Direction direction,
                                 const RateScale &scale, const QRectF &rect);
// The value nearest to `x`; nothing where there is no history.
[[nodiscard]] std::optional<qsizetype> valueAt(double x, const TrafficSeries &series,
                                               const QRectF &rect);

struct TrafficPeak {
    double rate = 0;
    qsizetype index = -1; // the newest of equal ones; -1 without values
};
[[nodiscard]] TrafficPeak peakOf(const TrafficSeries &series, Direction direction);
// Whether anything at all flowed in the series.
[[nodiscard]] bool isQuiet(const TrafficSeries &series);
// How long before the end of the series the middle of the i-th step was.
[[nodiscard]] std::chrono::milliseconds agoOf(qsizetype index, const TrafficSeries &series);

} // namespace fairlead::ui
