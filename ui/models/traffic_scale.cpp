#include "ui/models/traffic_scale.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace fairlead::ui {
namespace {

constexpr double kLeastTop = 1000;   // a scale below 1 kB/s would only magnify chatter
constexpr double kLogFloor = 100;    // what the bottom of a logarithmic scale stands for
constexpr double kFreeAtEnds = 0.05; // words of marks need room; "now" stands at the end

// 1, 2 or 5 times a power of ten, at least `least`.
double roundStep(double least) {
    const double power = std::pow(10.0, std::floor(std::log10(least)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= least * (1 - 1e-9))
            return factor * power;
    }
    return 10 * power;
}

} // namespace

RateScale::RateScale(double peak, bool logarithmic, int marks)
    : m_logarithmic(logarithmic),
      m_marks{0} {
    const double most = std::max(1, marks);
    peak = std::max(peak, kLeastTop);
    if (!logarithmic) {
        const double step = roundStep(peak / most);
        const double steps = std::ceil(peak / step - 1e-9);
        m_top = steps * step;
        for (int i = 1; i <= static_cast<int>(steps); ++i)
            m_marks.append(i * step);
        return;
    }
    const double decades = std::ceil(std::log10(peak / kLogFloor) - 1e-9);
    const double every = std::ceil(decades / most);
    m_top = kLogFloor * std::pow(10.0, std::ceil(decades / every) * every);
    for (double mark = kLogFloor * std::pow(10.0, every); mark <= m_top * 1.001;
         mark *= std::pow(10.0, every))
        m_marks.append(std::round(mark));
}

double RateScale::height(double rate) const {
    if (!(rate > 0))
        return 0;
    const double part = m_logarithmic ? std::log10(std::max(rate, kLogFloor) / kLogFloor) /
                                            std::log10(m_top / kLogFloor)
                                      : rate / m_top;
    return std::clamp(part, 0.0, 1.0);
}

QList<TimeMark> timeMarks(const QDateTime &end, std::chrono::seconds span) {
    const qint64 every = span > std::chrono::minutes(10) ? 15 * 60 : 60;
    const QDateTime begin = end.addSecs(-span.count());
    // Quarters of the person's own hours: some zones are 30 or 45 minutes off.
    const qint64 offset = end.offsetFromUtc();
    const qint64 first = (begin.toSecsSinceEpoch() + offset) / every * every + every - offset;
    QList<TimeMark> marks;
    for (qint64 at = first; at <= end.toSecsSinceEpoch(); at += every) {
        const double part = static_cast<double>(at * 1000 - begin.toMSecsSinceEpoch()) /
                            (static_cast<double>(span.count()) * 1000);
        if (part >= kFreeAtEnds / 2 && part <= 1 - kFreeAtEnds)
            marks.append({part, QDateTime::fromSecsSinceEpoch(at)});
    }
    return marks;
}

QString clockText(const QTime &time, const QLocale &locale) {
    QString format = locale.timeFormat(QLocale::ShortFormat);
    for (const QLatin1StringView seconds : {":ss"_L1, ".ss"_L1})
        format.remove(seconds);
    return locale.toString(time, format);
}

double rateOf(const TrafficRate &rate, Direction direction) {
    return direction == Direction::Down ? rate.down : rate.up;
}

QList<double> ratesOf(const TrafficSeries &series, Direction direction) {
    QList<double> rates;
    rates.reserve(series.rates.size());
    for (const TrafficRate &rate : series.rates)
        rates.append(rateOf(rate, direction));
    return rates;
}

double xOf(qsizetype index, const TrafficSeries &series, const QRectF &rect) {
    const double step = rect.width() / std::max(1, series.most - 1);
    return rect.right() - static_cast<double>(series.rates.size() - 1 - index) * step;
}

QPolygonF plotLine(const TrafficSeries &series, Direction direction, const RateScale &scale,
                   const QRectF &rect) {
    QPolygonF line;
    line.reserve(series.rates.size());
    for (qsizetype i = 0; i < series.rates.size(); ++i) {
        const double height = scale.height(rateOf(series.rates[i], direction));
        line.append(QPointF(xOf(i, series, rect), rect.bottom() - height * rect.height()));
    }
    return line;
}

std::optional<qsizetype> valueAt(double x, const TrafficSeries &series, const QRectF &rect) {
    if (series.rates.isEmpty() || x < rect.left() || x > rect.right() + 1)
        return std::nullopt;
    const double step = rect.width() / std::max(1, series.most - 1);
    const auto back = static_cast<qsizetype>(std::lround((rect.right() - x) / step));
    const qsizetype index = series.rates.size() - 1 - std::max<qsizetype>(back, 0);
    return index >= 0 ? std::optional(index) : std::nullopt;
}

TrafficPeak peakOf(const TrafficSeries &series, Direction direction) {
    TrafficPeak peak;
    for (qsizetype i = 0; i < series.rates.size(); ++i) {
        const double rate = rateOf(series.rates[i], direction);
        if (peak.index < 0 || rate >= peak.rate)
            peak = {rate, i};
    }
    return peak;
}

bool isQuiet(const TrafficSeries &series) {
    return std::all_of(series.rates.cbegin(), series.rates.cend(),
                       [](const TrafficRate &rate) { return rate.down <= 0 && rate.up <= 0; });
}

std::chrono::milliseconds agoOf(qsizetype index, const TrafficSeries &series) {
    return series.step * (series.rates.size() - 1 - index) + series.step / 2;
}

} // namespace fairlead::ui
