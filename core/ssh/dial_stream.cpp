#include "core/ssh/dial_stream.h"

#include "core/base/socket_address.h"

#include <array>
#include <cerrno>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

#ifdef MSG_NOSIGNAL
constexpr int kNoSignal = MSG_NOSIGNAL;
#else
constexpr int kNoSignal = 0; // the program ignores SIGPIPE
#endif

using Failure = TimedStream::Failure;

bool isTransient(int error) { return error == EAGAIN || error == EWOULDBLOCK || error == EINTR; }

// Where the head ends in `bytes`, the empty line included; 0 when it does not.
qsizetype headEnd(const QByteArray &bytes) {
    const auto crlf = bytes.indexOf("\n\r\n");
    const auto lf = bytes.indexOf("\n\n");
    if (crlf >= 0 && (lf < 0 || crlf < lf))
        return crlf + 3;
    return lf >= 0 ? lf + 2 : 0;
}

} // namespace

TimedStream::Outcome<void> TimedStream::waitFor(short events) {
    pollfd fd{m_fd, events, 0};
    switch (m_waiter.wait({&fd, 1}, m_until)) {
    case Waiter::Woke::Ready:
        return {};
    case Waiter::Woke::TimedOut:
        return tl::unexpected(Failure{Failure::Kind::TimedOut});
    case Waiter::Woke::Cancelled:
        break;
    }
    return tl::unexpected(Failure{Failure::Kind::Cancelled});
}

TimedStream::Outcome<void> TimedStream::send(QByteArrayView bytes) {
    while (!bytes.isEmpty()) {
        const auto sent = ::send(m_fd, bytes.data(), static_cast<size_t>(bytes.size()), kNoSignal);
        if (sent > 0) {
            bytes = bytes.sliced(sent);
            continue;
        }
        if (sent < 0 && !isTransient(errno))
            return tl::unexpected(Failure{Failure::Kind::Broken, errno});
        if (const auto ready = waitFor(POLLOUT); !ready)
            return ready;
    }
    return {};
}

TimedStream::Outcome<QByteArray> TimedStream::receive(qsizetype exactly) {
    QByteArray bytes(exactly, Qt::Uninitialized);
    qsizetype have = 0;
    while (have < exactly) {
        const auto got = ::recv(m_fd, bytes.data() + have, static_cast<size_t>(exactly - have), 0);
        if (got == 0)
            return tl::unexpected(Failure{Failure::Kind::Closed});
        if (got > 0) {
            have += got;
            continue;
        }
        if (!isTransient(errno))
            return tl::unexpected(Failure{Failure::Kind::Broken, errno});
        if (const auto ready = waitFor(POLLIN); !ready)
            return tl::unexpected(ready.error());
    }
    return bytes;
}

TimedStream::Outcome<QByteArray> TimedStream::receiveHead(qsizetype limit) {
    QByteArray head;
    std::array<char, 2048> window{};
    while (head.size() < limit) {
        const auto room = std::min<qsizetype>(limit - head.size(), qsizetype(window.size()));
        const auto seen = ::recv(m_fd, window.data(), static_cast<size_t>(room), MSG_PEEK);
        if (seen == 0)
            return tl::unexpected(Failure{Failure::Kind::Closed});
        if (seen < 0 && !isTransient(errno))
            return tl::unexpected(Failure{Failure::Kind::Broken, errno});
        if (seen < 0) {
            if (const auto ready = waitFor(POLLIN); !ready)
                return tl::unexpected(ready.error());
            continue;
        }
        // Only what belongs to the head is taken out of the socket.
        const auto before = head.size();
        head.append(window.data(), seen);
        const auto end = headEnd(head);
        const auto taken = receive(end > 0 ? end - before : seen);
        if (!taken)
            return tl::unexpected(taken.error());
        if (end > 0)
            return head.first(end);
    }
    return tl::unexpected(Failure{Failure::Kind::TooLong});
}

Error toError(const Failure &failure, Errc code, const QString &who) {
    switch (failure.kind) {
    case Failure::Kind::Cancelled:
        return {Errc::Cancelled, who};
    case Failure::Kind::TimedOut:
        return {code, who + u": no answer in time"_s};
    case Failure::Kind::Closed:
        return {code, who + u": closed the connection"_s};
    case Failure::Kind::TooLong:
        return {code, who + u": the answer is too long"_s};
    case Failure::Kind::Broken:
        break;
    }
    return {code, who + u": "_s + reasonText(failure.error)};
}

} // namespace fairlead
