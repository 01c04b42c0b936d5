// A child process whose output goes to files, so that it never waits for the test to read it. Dies
// with the test program, also when that one is killed.
#pragma once

#include "core/base/unique_fd.h"
#include "support/clock.h"
#include "support/sandbox.h"

#include <QtCore/QMap>
#include <optional>
#include <sys/types.h>

namespace fairlead::test {

struct ProcessSetup {
    QString program; // a name or a path
    QStringList arguments;
    QMap<QString, QString> environment; // added to ours; a null value takes the name out
    bool terminal = false;              // its own controlling terminal, on stdin and /dev/tty
};

class Process {
public:
    Process(Sandbox &sandbox, const ProcessSetup &setup);
    ~Process(); // kills and reaps
    Process(const Process &) = delete;
    Process &operator=(const Process &) = delete;

    [[nodiscard]] pid_t pid() const { return m_pid; }
    [[nodiscard]] bool isRunning();
    void signal(int number);
    // The exit code, 128 + signal, or nothing when it still runs at the end of the time.
    [[nodiscard]] std::optional<int> waitForExit(Millis time = 10s);
    // SIGTERM, then the exit code; killed when it does not go.
    std::optional<int> stop(Millis time = 10s);

    [[nodiscard]] QByteArray out() const;
    [[nodiscard]] QByteArray err() const;
    [[nodiscard]] QByteArray output() const { return out() + err(); }
    // Regular expression over stdout and stderr. False at the end of the time or of the process.
    [[nodiscard]] bool waitForText(const QString &pattern, Millis time = 10s);
    // How often the expression stands in the output.
    [[nodiscard]] int count(const QString &pattern) const;

    void type(const QByteArray &text) const;     // on its terminal
    [[nodiscard]] QByteArray screen();           // what it showed on its terminal so far
    [[nodiscard]] qint64 residentBytes() const;  // anonymous and mapped memory really there
    [[nodiscard]] qint64 anonymousBytes() const; // without files
    [[nodiscard]] double cpuSeconds() const;     // user and system, its threads included
    [[nodiscard]] QList<pid_t> descendants() const;

private:
    void reap(int status);

    pid_t m_pid = -1;
    std::optional<int> m_exit;
    QString m_outPath;
    QString m_errPath;
    UniqueFd m_terminal;
    QByteArray m_screen;
};

// Children, grandchildren and so on, from /proc.
[[nodiscard]] QList<pid_t> descendantsOf(pid_t pid);

} // namespace fairlead::test
