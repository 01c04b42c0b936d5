// Reads secret lines from a file descriptor without blocking and without leaving copies.
#pragma once

#include "core/base/secret.h"

#include <QtCore/QObject>
#include <array>

class QSocketNotifier;

namespace fairlead {

// Does not own the descriptor, which must be non-blocking. Lines longer than 4095 bytes are cut.
class LineReader : public QObject {
    Q_OBJECT
public:
    explicit LineReader(int fd, QObject *parent = nullptr);
    ~LineReader() override;
    // Nothing is read or told any more. To be called before the descriptor is closed.
    void stop();

Q_SIGNALS:
    void lineRead(const fairlead::Secret &line); // without its newline
    void ended(); // end of file (control-D) or a read failure; nothing follows

private:
    void readMore();
    void takeLine(qsizetype length);
    int m_fd;
    QSocketNotifier *m_notifier;
    std::array<char, 4096> m_buffer{};
    size_t m_used = 0;
};

} // namespace fairlead
