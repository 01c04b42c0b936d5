// What happened, kept in a ring the window can show and the command line can print. Never a secret.
#pragma once

#include "core/base/ids.h"

#include <QtCore/QDateTime>
#include <QtCore/QList>
#include <QtCore/QString>
#include <functional>

namespace fairlead {

enum class LogLevel { Debug, Info, Warning, Error };

struct LogLine {
    QDateTime when; // UTC, milliseconds
    LogLevel level = LogLevel::Info;
    QString area;       // "link", "forward", "profile"…
    QString text;       // plain English, control characters already stripped
    HostId host;        // null when it concerns no host
    ForwardId forward;  // null when it concerns no forward
    quint64 number = 0; // 1, 2, 3… in the order they were written
};

// Thread-safe. Keeps the last 5000 lines. Sinks are called on the logging thread.
class Log {
public:
    using Sink = std::function<void(const LogLine &)>;
    static void write(LogLevel level, QString area, QString text, HostId host = {},
                      ForwardId forward = {});
    [[nodiscard]] static QList<LogLine> lines() { return since(0); }
    // The kept ones written after the line of this number.
    [[nodiscard]] static QList<LogLine> since(quint64 number);
    // Replaces the sink (the command line's stderr, the window's view); an empty one removes it.
    static void setSink(Sink sink, LogLevel least = LogLevel::Info);
    [[nodiscard]] static LogLevel least();
};

// `text` without control, bidirectional-override and other invisible characters (each becomes "?"),
// newlines kept as "\n" only where `keepNewlines`. For everything a server or router sent.
[[nodiscard]] QString printable(QStringView text, bool keepNewlines = false);

} // namespace fairlead
