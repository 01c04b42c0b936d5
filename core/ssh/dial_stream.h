// Exact reads and whole writes on a non-blocking socket, for the small talk before a session.
#pragma once

#include "core/base/result.h"
#include "core/ssh/waiter.h"

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>

namespace fairlead {

class TimedStream {
public:
    struct Failure {
        enum class Kind { TimedOut, Cancelled, Closed, TooLong, Broken };
        Kind kind = Kind::Broken;
        int error = 0; // errno of Broken
    };
    template <typename T>
    using Outcome = tl::expected<T, Failure>;

    // `fd` stays the caller's. Everything together ends at `until`.
    TimedStream(int fd, Waiter &waiter, Waiter::TimePoint until)
        : m_fd(fd),
          m_waiter(waiter),
          m_until(until) {}

    [[nodiscard]] Outcome<void> send(QByteArrayView bytes);
    [[nodiscard]] Outcome<QByteArray> receive(qsizetype exactly);
    // Up to and with the first empty line (CRLF or bare LF); what follows stays in the socket.
    [[nodiscard]] Outcome<QByteArray> receiveHead(qsizetype limit);

private:
    [[nodiscard]] Outcome<void> waitFor(short events);

    int m_fd;
    Waiter &m_waiter;
    Waiter::TimePoint m_until;
};

// `code` with "who: what happened"; Cancelled stays Cancelled.
[[nodiscard]] Error toError(const TimedStream::Failure &failure, Errc code, const QString &who);

} // namespace fairlead
