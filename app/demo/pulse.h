// How much a gentle stream says in each tick: waves, so that a plot of it is worth a look.
#pragma once

#include <QtCore/QByteArray>
#include <chrono>

namespace fairlead::demo {

inline constexpr std::chrono::milliseconds kPulseTick{100};

// Bytes for the tick at `time` of a stream; `seed` gives each stream waves of its own. Between
// 600 and 26 000, about 100 kB/s in the middle.
[[nodiscard]] qsizetype pulseSize(std::chrono::milliseconds time, unsigned seed);
// So many bytes of readable filling.
[[nodiscard]] QByteArray pulseBytes(qsizetype size);

} // namespace fairlead::demo
