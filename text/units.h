// Amounts as people read them, in the decimal signs of a locale.
#pragma once

#include <QtCore/QLocale>
#include <chrono>

namespace fairlead {

// "512 B", "1.2 MB": powers of 1000, one decimal below 100.
[[nodiscard]] QString bytesText(quint64 bytes, const QLocale &locale = QLocale());
// "2.4 MB/s"; empty below one byte a second.
[[nodiscard]] QString rateText(double bytesPerSecond, const QLocale &locale = QLocale());
// "2 MB/s", "0.5 kB/s", "0": the same without a decimal that tells nothing, for the marks of a
// scale.
[[nodiscard]] QString scaleText(double bytesPerSecond, const QLocale &locale = QLocale());
// "12 s", "5 min 3 s", "2 h 10 min", "3 d 4 h": the two largest units; "0 s" when not positive.
// Whole seconds, rounded up, so that a countdown ends at 0.
[[nodiscard]] QString durationText(std::chrono::milliseconds time,
                                   const QLocale &locale = QLocale());
// "0.4 ms", "18 ms", "1.2 s"
[[nodiscard]] QString latencyText(std::chrono::microseconds time,
                                  const QLocale &locale = QLocale());

} // namespace fairlead
