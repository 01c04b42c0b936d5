#include "core/control/line_splitter.h"

namespace fairlead {

QList<QByteArray> LineSplitter::take(const QByteArray &bytes) {
    QList<QByteArray> lines;
    if (m_overflowed)
        return lines;
    m_rest += bytes;
    qsizetype from = 0;
    qsizetype end = m_rest.indexOf('\n');
    for (; end >= 0 && end - from <= m_longest; end = m_rest.indexOf('\n', from)) {
        QByteArray line = m_rest.mid(from, end - from);
        if (line.endsWith('\r'))
            line.chop(1);
        if (!line.isEmpty())
            lines.append(line);
        from = end + 1;
    }
    m_rest.remove(0, from);
    m_overflowed = end >= 0 || m_rest.size() > m_longest;
    if (m_overflowed)
        m_rest.clear();
    return lines;
}

} // namespace fairlead
