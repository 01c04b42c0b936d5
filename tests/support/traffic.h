// Known bytes in both directions at once, checked at the other end.
#pragma once

#include "support/clock.h"

#include <QtCore/QByteArray>
#include <QtCore/QList>
#include <QtCore/QString>
#include <memory>

namespace fairlead::test {

// An endless stream of pseudo-random bytes; the same seed gives the same bytes.
class Pattern {
public:
    explicit Pattern(quint64 seed) : m_seed(seed) {}
    // `size` bytes from `offset`, both multiples of 8 except for the end of the last piece.
    void fill(char *to, qint64 offset, qsizetype size) const;
    [[nodiscard]] QByteArray bytes(qint64 offset, qsizetype size) const;

private:
    quint64 m_seed;
};

// SHA-256 of the first `size` bytes of Pattern(seed); remembered.
[[nodiscard]] QByteArray digestOf(quint64 seed, qint64 size);

// One end of a connection that sends one pattern and expects another.
struct Flow {
    int fd = -1;
    quint64 sendSeed = 0;
    quint64 expectSeed = 0;
    qint64 sendSize = 0;
    qint64 expectSize = 0;
};

// Runs all flows together until each has sent everything, closed its half, and seen the other's
// end. Returns what went wrong, empty when each digest is right.
[[nodiscard]] QString runFlows(const QList<Flow> &flows, Millis time = 60s);
// `size` bytes each way between the two ends of one connection.
[[nodiscard]] QString exchange(int near, int far, qint64 size, Millis time = 60s);
// A few bytes each way; both stay open.
[[nodiscard]] QString greet(int near, int far);

} // namespace fairlead::test
