// Bytes in, whole lines out, with an upper limit.
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QList>

namespace fairlead {

class LineSplitter {
public:
    explicit LineSplitter(qsizetype longest) : m_longest(longest) {}

    // The lines that are complete now, without "\n" or "\r\n"; empty ones are skipped. What follows
    // the last newline is kept for the next call.
    [[nodiscard]] QList<QByteArray> take(const QByteArray &bytes);
    // A line is or would become longer than the limit: nothing more is taken, and the other side is
    // best left alone.
    [[nodiscard]] bool overflowed() const { return m_overflowed; }

private:
    qsizetype m_longest;
    QByteArray m_rest;
    bool m_overflowed = false;
};

} // namespace fairlead
