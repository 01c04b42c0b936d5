#include "text/units.h"

#include <QtCore/QCoreApplication>
#include <array>
#include <cmath>

namespace fairlead {
namespace {

struct Units {
    Q_DECLARE_TR_FUNCTIONS(Units)
public:
    // `numbers` writes the number in front of the unit.
    static QString scaled(double amount, const QLocale &locale,
                          QString (*numbers)(double, const QLocale &) = nullptr);
    static QString duration(qint64 seconds, const QLocale &locale);
    static QString perSecond(const QString &amount) {
        //: %1 is an amount with its unit: "2.4 MB"
        return tr("%1/s").arg(amount);
    }
    static QString milliseconds(const QString &number) { return tr("%1 ms").arg(number); }
    static QString seconds(const QString &number) { return tr("%1 s").arg(number); }
};

constexpr double kStep = 1000.0;

// One decimal only where it tells something.
QString shortNumber(double value, const QLocale &locale) {
    return locale.toString(value, 'f', value < 99.95 ? 1 : 0);
}

// Whole where it is whole.
QString plainNumber(double value, const QLocale &locale) {
    return locale.toString(value, 'f', value == std::floor(value) ? 0 : 1);
}

QString Units::scaled(double amount, const QLocale &locale,
                      QString (*numbers)(double, const QLocale &)) {
    if (amount < kStep)
        return tr("%1 B").arg(locale.toString(static_cast<int>(amount)));
    const std::array units{tr("%1 kB"), tr("%1 MB"), tr("%1 GB"), tr("%1 TB"), tr("%1 PB")};
    size_t unit = 0;
    amount /= kStep;
    while (amount >= 999.5 && unit + 1 < units.size()) {
        amount /= kStep;
        ++unit;
    }
    return units.at(unit).arg((numbers != nullptr ? numbers : shortNumber)(amount, locale));
}

QString Units::duration(qint64 total, const QLocale &locale) {
    const auto number = [&locale](qint64 n) { return locale.toString(n); };
    const qint64 days = total / 86400;
    const qint64 hours = total / 3600 % 24;
    const qint64 minutes = total / 60 % 60;
    const qint64 rest = total % 60;
    if (days > 0)
        return tr("%1 d %2 h").arg(number(days), number(hours));
    if (hours > 0)
        return tr("%1 h %2 min").arg(number(hours), number(minutes));
    if (minutes > 0)
        return tr("%1 min %2 s").arg(number(minutes), number(rest));
    return seconds(number(rest));
}

} // namespace

QString bytesText(quint64 bytes, const QLocale &locale) {
    return Units::scaled(static_cast<double>(bytes), locale);
}

QString rateText(double bytesPerSecond, const QLocale &locale) {
    if (!(bytesPerSecond >= 1.0))
        return {};
    return Units::perSecond(Units::scaled(bytesPerSecond, locale));
}

QString scaleText(double bytesPerSecond, const QLocale &locale) {
    if (!(bytesPerSecond >= 1.0))
        return locale.toString(0);
    return Units::perSecond(Units::scaled(bytesPerSecond, locale, plainNumber));
}

QString durationText(std::chrono::milliseconds time, const QLocale &locale) {
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(time).count();
    return Units::duration(seconds > 0 ? seconds : 0, locale);
}

QString latencyText(std::chrono::microseconds time, const QLocale &locale) {
    const double ms = static_cast<double>(time.count()) / 1000.0;
    if (ms >= 1000.0)
        return Units::seconds(shortNumber(ms / 1000.0, locale));
    return Units::milliseconds(locale.toString(ms, 'f', ms < 9.95 ? 1 : 0));
}

} // namespace fairlead
