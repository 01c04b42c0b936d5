#include "app/cli/line_reader.h"

#include <QtCore/QPointer>
#include <QtCore/QSocketNotifier>
#include <algorithm>
#include <cerrno>
#include <unistd.h>

namespace fairlead {

LineReader::LineReader(int fd, QObject *parent)
    : QObject(parent),
      m_fd(fd),
      m_notifier(new QSocketNotifier(fd, QSocketNotifier::Read, this)) {
    connect(m_notifier, &QSocketNotifier::activated, this, &LineReader::readMore);
}

LineReader::~LineReader() { wipeMemory(m_buffer.data(), m_buffer.size()); }

void LineReader::stop() { m_notifier->setEnabled(false); }

void LineReader::readMore() {
    const ssize_t count = ::read(m_fd, m_buffer.data() + m_used, m_buffer.size() - m_used);
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    const QPointer<LineReader> alive(this); // a slot may delete us
    if (count <= 0) {
        m_notifier->setEnabled(false);
        if (m_used > 0)
            takeLine(static_cast<qsizetype>(m_used));
        if (alive)
            Q_EMIT ended();
        return;
    }
    const size_t before = m_used;
    m_used += static_cast<size_t>(count);
    const auto end = m_buffer.begin() + static_cast<ptrdiff_t>(m_used);
    const auto newline = std::find(m_buffer.begin() + static_cast<ptrdiff_t>(before), end, '\n');
    if (newline != end || m_used == m_buffer.size())
        takeLine(newline - m_buffer.begin());
}

// What comes after the line in the same read is dropped: nobody answered a question not yet asked.
void LineReader::takeLine(qsizetype length) {
    if (length > 0 && m_buffer.at(static_cast<size_t>(length - 1)) == '\r')
        --length;
    const Secret line(QByteArrayView(m_buffer.data(), length));
    wipeMemory(m_buffer.data(), m_buffer.size());
    m_used = 0;
    Q_EMIT lineRead(line);
}

} // namespace fairlead
