#include "app/demo/pulse.h"

#include <algorithm>
#include <cmath>

namespace fairlead::demo {

qsizetype pulseSize(std::chrono::milliseconds time, unsigned seed) {
    const double t = std::chrono::duration<double>(time).count();
    const double phase = seed * 1.7;
    // A swell of half a minute, waves of some seconds on it: never twice the same, never noise.
    const double swell = 0.55 + 0.45 * std::sin(t * 0.21 + phase);
    const double waves = 0.5 + 0.5 * std::sin(t * (0.9 + 0.13 * (seed % 5)) + 2.3 * phase);
    const double size = 600 + 25400 * swell * waves;
    return std::clamp<qsizetype>(static_cast<qsizetype>(size), 600, 26000);
}

QByteArray pulseBytes(qsizetype size) {
    static const QByteArray line =
        "Fairlead leads a line safely around an obstacle. ~~~~~~~~~~~~~\n";
    return line.repeated(size / line.size() + 1).left(size);
}

} // namespace fairlead::demo
