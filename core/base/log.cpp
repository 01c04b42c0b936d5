#include "core/base/log.h"

#include <deque>
#include <mutex>

namespace fairlead {
namespace {

constexpr size_t kKeptLines = 5000;

struct Ring {
    std::mutex mutex;
    std::deque<LogLine> lines;
    quint64 written = 0;
    Log::Sink sink;
    LogLevel least = LogLevel::Info;
};

Ring &ring() {
    static Ring instance;
    return instance;
}

} // namespace

void Log::write(LogLevel level, QString area, QString text, HostId host, ForwardId forward) {
    LogLine line{QDateTime::currentDateTimeUtc(),
                 level,
                 std::move(area),
                 printable(text),
                 std::move(host),
                 std::move(forward),
                 0};
    Sink sink;
    {
        const std::lock_guard lock(ring().mutex);
        if (level >= ring().least)
            sink = ring().sink;
        line.number = ++ring().written;
        ring().lines.push_back(line);
        if (ring().lines.size() > kKeptLines)
            ring().lines.pop_front();
    }
    if (sink)
        sink(line);
}

QList<LogLine> Log::since(quint64 number) {
    const std::lock_guard lock(ring().mutex);
    const std::deque<LogLine> &lines = ring().lines;
    const quint64 dropped = ring().written - lines.size();
    const quint64 skipped = number > dropped ? number - dropped : 0;
    if (skipped >= lines.size())
        return {};
    return {lines.begin() + static_cast<std::ptrdiff_t>(skipped), lines.end()};
}

void Log::setSink(Sink sink, LogLevel least) {
    const std::lock_guard lock(ring().mutex);
    ring().sink = std::move(sink);
    ring().least = least;
}

LogLevel Log::least() {
    const std::lock_guard lock(ring().mutex);
    return ring().least;
}

QString printable(QStringView text, bool keepNewlines) {
    QString clean;
    clean.reserve(text.size());
    for (const QChar c : text) {
        const bool newline = c == u'\n' && keepNewlines;
        const auto category = c.category();
        const bool invisible = category == QChar::Other_Control ||
                               category == QChar::Other_Format || c.unicode() == 0x2028 ||
                               c.unicode() == 0x2029;
        clean.append(invisible && !newline ? QChar(u'?') : c);
    }
    return clean;
}

} // namespace fairlead
