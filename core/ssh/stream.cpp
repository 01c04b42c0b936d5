#include "core/ssh/stream.h"

#include "core/base/pages.h"
#include "core/ssh/session.h"

#include <cerrno>
#include <sys/socket.h>

namespace fairlead {
namespace {

// A socket that is full and comes back is asked to take this much at a time.
constexpr std::uint32_t kDrainBytes = 128 * 1024;
// Who has received so much is downloading, and gets the large window.
constexpr std::uint32_t kDownloadBytes = 128 * 1024;

// Until a stream has received so much, what libssh buffered for it is given back at once: most
// streams say little and then rest, by the thousand. A download keeps its pages instead.
constexpr std::uint32_t kSmallTalkBytes = 256 * 1024;

// Bytes sent, 0 when the socket is full, -1 when it is broken.
ssize_t sendSome(int fd, const char *data, size_t bytes) {
    const ssize_t sent = ::send(fd, data, bytes, MSG_NOSIGNAL);
    if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR))
        return 0;
    return sent;
}

} // namespace

Stream::Stream(SshSession &session, ssh_channel channel, StreamParts parts)
    : m_session(session),
      m_channel(channel),
      m_fd(std::move(parts.fd)),
      m_counters(std::move(parts.counters)),
      m_entry(std::move(parts.entry)),
      m_directory(std::move(parts.directory)),
      m_beginnings(std::make_unique<Beginnings>()),
      m_toRemote(std::move(parts.toRemoteFirst)),
      m_clientIsRemote(parts.clientIsRemote) {
    m_beginnings->toLocalOnOpen = std::move(parts.toLocalOnOpen);
    m_beginnings->toLocalOnRefusal = std::move(parts.toLocalOnRefusal);
    m_beginnings->openSettled = std::move(parts.openSettled);
    m_beginnings->sessionLost = std::move(parts.sessionLost);
    m_callbacks.userdata = this;
    m_callbacks.channel_data_function = &Stream::onData;
    m_callbacks.channel_eof_function = &Stream::onEof;
    m_callbacks.channel_close_function = &Stream::onClose;
    ssh_callbacks_init(&m_callbacks);
    ssh_set_channel_callbacks(m_channel, &m_callbacks);
    // Interest in nothing still tells when the client hangs up while the channel is being opened.
    m_session.poller().add(m_fd.get(), *this, 0);
    m_registered = true;
    if (m_counters)
        m_counters->streamsOpen.fetch_add(1, std::memory_order_relaxed);
}

Stream::~Stream() {
    if (m_registered)
        m_session.poller().remove(m_fd.get());
    if (m_counters)
        m_counters->streamsOpen.fetch_sub(1, std::memory_order_relaxed);
    if (m_entry && m_directory)
        m_directory->leave(m_entry->id);
}

void Stream::opened() {
    m_phase = Phase::Open;
    const auto beginnings = std::move(m_beginnings);
    if (m_counters)
        m_counters->streamsEver.fetch_add(1, std::memory_order_relaxed);
    if (beginnings->openSettled)
        beginnings->openSettled(std::nullopt);
    if (!m_fd.isOpen()) { // the client left meanwhile
        m_toLocalHalf = Half::Closed;
        localEnded();
        return;
    }
    if (!beginnings->toLocalOnOpen.isEmpty())
        writeToLocal(beginnings->toLocalOnOpen.constData(),
                     static_cast<size_t>(beginnings->toLocalOnOpen.size()));
    m_wantsRead = m_toRemoteHalf == Half::Open;
    if (!m_toRemote.isEmpty())
        resumeReading();
    if (m_stalled) {
        drainToLocal();
        m_remoteEof = m_remoteEof || ssh_channel_is_eof(m_channel) != 0;
        m_remoteClosed = m_remoteClosed || ssh_channel_is_closed(m_channel) != 0;
    }
    updateInterest();
}

void Stream::takeEarlyData() { m_stalled = true; }

void Stream::freeChannel() {
    ssh_remove_channel_callbacks(m_channel, &m_callbacks);
    if (!m_refused) { // closing a channel that never opened would close the server's channel 0
        // Under backpressure the first call sends nothing, the second does.
        ssh_channel_close(m_channel);
        ssh_channel_close(m_channel);
    }
    ssh_channel_free(m_channel);
    m_channel = nullptr;
}

void Stream::forgetChannel() { ssh_remove_channel_callbacks(m_channel, &m_callbacks); }

void Stream::refused(const Error &error) {
    m_refused = true;
    const auto beginnings = std::move(m_beginnings);
    if (m_fd.isOpen() && beginnings->toLocalOnRefusal) {
        const QByteArray answer = beginnings->toLocalOnRefusal(error);
        sendSome(m_fd.get(), answer.constData(), static_cast<size_t>(answer.size()));
        ::shutdown(m_fd.get(), SHUT_WR);
    }
    if (beginnings->openSettled)
        beginnings->openSettled(error);
    over();
}

int Stream::onData(ssh_session, ssh_channel, void *data, uint32_t length, int isStderr,
                   void *self) {
    auto *stream = static_cast<Stream *>(self);
    if (isStderr || stream->m_toLocalHalf == Half::Closed || stream->m_phase == Phase::Over)
        return static_cast<int>(length); // nobody is left to read it
    stream->touch();
    if (stream->m_phase == Phase::Opening) // data right behind the confirmation
        stream->m_stalled = true;
    if (stream->m_stalled)
        return 0; // libssh keeps it, and the channel's window bounds what it keeps
    const size_t taken = stream->m_session.gather(*stream, static_cast<const char *>(data), length);
    stream->m_sinceWindowGrowth += static_cast<std::uint32_t>(taken);
    if (stream->m_received < kSmallTalkBytes && taken == length) {
        stream->m_received += length;
        discardContent(data, length); // libssh drops what was taken without reading it again
    }
    return static_cast<int>(taken);
}

void Stream::onEof(ssh_session, ssh_channel, void *self) {
    auto *stream = static_cast<Stream *>(self);
    stream->m_remoteEof = true;
    stream->touch();
}

void Stream::onClose(ssh_session, ssh_channel, void *self) {
    auto *stream = static_cast<Stream *>(self);
    stream->m_remoteClosed = true;
    stream->touch();
}

void Stream::touch() {
    if (m_phase != Phase::Over && !std::exchange(m_touched, true))
        m_session.noteTouched(*this);
}

void Stream::waitForRoom() {
    if (!std::exchange(m_waitingForRoom, true))
        m_session.noteWaitingForRoom(*this);
}

void Stream::ready(unsigned events) {
    if (m_phase == Phase::Over)
        return;
    if (m_phase == Phase::Opening) {
        // The client gave up. The channel cannot be freed before its opening is answered.
        m_session.poller().remove(m_fd.get());
        m_registered = false;
        m_fd.reset();
        m_toRemoteHalf = Half::Draining;
        return;
    }
    if (events & Poller::Writable)
        drainToLocal();
    if (m_phase != Phase::Over && (events & (Poller::Readable | Poller::Broken)) && m_wantsRead)
        readFromLocal();
    else if (m_phase != Phase::Over && (events & Poller::Broken))
        localBroken();
    m_session.noteDirty();
}

void Stream::readFromLocal() {
    if (!m_toRemote.isEmpty() || m_session.isBlocked() || ssh_channel_window_size(m_channel) == 0) {
        m_wantsRead = false;
        waitForRoom();
        updateInterest();
        return;
    }
    const size_t room =
        std::min<size_t>(SshSession::scratchSize(), ssh_channel_window_size(m_channel));
    const ssize_t got = ::recv(m_fd.get(), m_session.scratch(), room, 0);
    if (got > 0) {
        countToRemote(static_cast<size_t>(got));
        if (!sendToRemote(m_session.scratch(), static_cast<size_t>(got))) {
            m_wantsRead = false;
            waitForRoom();
            updateInterest();
        }
    } else if (got == 0) {
        localEnded();
    } else if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR) {
        abort(true);
    }
}

// False when the channel did not take all of it: the rest is kept and nothing more may be read.
bool Stream::sendToRemote(const char *data, size_t bytes) {
    const int written = ssh_channel_write(m_channel, data, static_cast<uint32_t>(bytes));
    if (written < 0) { // the channel is closed, or the session is gone: settle() or the session
                       // will say which
        m_remoteClosed = true;
        touch();
        return false;
    }
    if (static_cast<size_t>(written) == bytes)
        return true;
    m_toRemote = QByteArray(data + written, static_cast<qsizetype>(bytes) - written);
    return false;
}

void Stream::resumeReading() {
    m_waitingForRoom = false;
    if (m_phase != Phase::Open)
        return;
    if (!m_toRemote.isEmpty()) {
        const QByteArray rest = std::exchange(m_toRemote, {});
        const auto most = std::min<qsizetype>(rest.size(), ssh_channel_window_size(m_channel));
        if (most > 0 && !m_session.isBlocked())
            sendToRemote(rest.constData(), static_cast<size_t>(most));
        else
            m_toRemote = rest.left(most);
        m_toRemote.append(rest.mid(most));
        if (!m_toRemote.isEmpty()) {
            waitForRoom();
            return;
        }
    }
    if (m_toRemoteHalf == Half::Draining)
        finishToRemote();
    else if (m_toRemoteHalf == Half::Open)
        startReading();
    updateInterest();
}

void Stream::startReading() {
    m_wantsRead = true;
    if (m_registered || m_phase != Phase::Open || !m_fd.isOpen())
        return;
    m_session.poller().add(m_fd.get(), *this, Poller::Readable); // was left alone after a hang-up
    m_registered = true;
}

void Stream::localEnded() {
    m_wantsRead = false;
    m_toRemoteHalf = Half::Draining;
    if (m_toRemote.isEmpty())
        finishToRemote();
    else
        waitForRoom();
    updateInterest();
}

void Stream::finishToRemote() {
    m_toRemoteHalf = Half::Closed;
    ssh_channel_send_eof(m_channel);
    endIfBothClosed();
}

// The socket failed, or its other end takes nothing more. Without an error that is an orderly end
// (both sides of a TCP connection, or a closed Unix socket): what the socket still holds belongs to
// the server, and is read when the server has room.
void Stream::localBroken() {
    int error = 0;
    socklen_t size = sizeof error;
    ::getsockopt(m_fd.get(), SOL_SOCKET, SO_ERROR, &error, &size);
    if (m_toRemoteHalf == Half::Open && error != 0) {
        abort(true);
        return;
    }
    m_toLocal.clear();
    m_stalled = false;
    m_toLocalHalf = Half::Closed;
    if (m_registered) { // a hang-up is reported for as long as the descriptor is watched
        m_session.poller().remove(m_fd.get());
        m_registered = false;
    }
    endIfBothClosed();
}

void Stream::writeToLocal(const char *data, size_t bytes) {
    countToLocal(bytes);
    size_t sent = 0;
    if (m_toLocal.isEmpty()) {
        const ssize_t some = sendSome(m_fd.get(), data, bytes);
        if (some < 0) {
            abort(true);
            return;
        }
        sent = static_cast<size_t>(some);
    }
    if (sent < bytes) {
        m_toLocal.append(data + sent, static_cast<qsizetype>(bytes - sent));
        m_stalled = true;
        updateInterest();
    }
}

// The socket takes bytes again: first what was kept here, then what libssh kept.
void Stream::drainToLocal() {
    m_stalled = true; // the callback must not overtake what is fetched here
    while (m_phase == Phase::Open) {
        if (!m_toLocal.isEmpty()) {
            const ssize_t sent =
                sendSome(m_fd.get(), m_toLocal.constData(), static_cast<size_t>(m_toLocal.size()));
            if (sent < 0) {
                abort(true);
                return;
            }
            m_toLocal.remove(0, sent);
            if (!m_toLocal.isEmpty())
                break;
            m_toLocal = QByteArray();
        }
        // libssh does not offer again what a callback left, so it is fetched here.
        const int got =
            ssh_channel_read_nonblocking(m_channel, m_session.scratch(), kDrainBytes, 0);
        if (got <= 0)
            break;
        countToLocal(static_cast<size_t>(got));
        const ssize_t sent = sendSome(m_fd.get(), m_session.scratch(), static_cast<size_t>(got));
        if (sent < 0) {
            abort(true);
            return;
        }
        if (sent < got)
            m_toLocal = QByteArray(m_session.scratch() + sent, got - sent);
    }
    m_stalled = !m_toLocal.isEmpty();
    updateInterest();
    touch();
}

void Stream::settle() {
    m_touched = false;
    if (m_phase != Phase::Open)
        return;
    const bool wanted =
        m_session.wantedWindow() > 0 && !m_stalled && !m_remoteEof && !m_remoteClosed;
    const std::uint32_t due = m_windowGrown ? m_session.wantedWindow() / 8 : kDownloadBytes;
    if (wanted && m_sinceWindowGrowth >= due) {
        m_sinceWindowGrowth = 0;
        m_windowGrown = true;
        m_session.growWindow(*this);
    }
    if ((m_remoteEof || m_remoteClosed) && !m_stalled && m_toLocalHalf == Half::Open) {
        // Data that came while the stream was stalled may still lie in the channel.
        drainToLocal();
        if (m_phase == Phase::Open && !m_stalled)
            finishToLocal();
    }
    if (m_phase == Phase::Open && m_remoteClosed && m_toLocalHalf == Half::Closed)
        over(); // nothing can be sent any more
}

void Stream::finishToLocal() {
    if (m_toLocalHalf == Half::Closed)
        return;
    m_toLocalHalf = Half::Closed;
    ::shutdown(m_fd.get(), SHUT_WR);
    endIfBothClosed();
}

void Stream::endIfBothClosed() {
    if (m_toLocalHalf == Half::Closed && m_toRemoteHalf == Half::Closed)
        over();
}

void Stream::abort(bool polite) {
    if (m_phase == Phase::Opening && polite) {
        if (m_registered)
            m_session.poller().remove(m_fd.get());
        m_registered = false;
        m_fd.reset();
        m_toRemoteHalf = Half::Draining;
        return;
    }
    if (m_fd.isOpen()) { // a cut must not look like an orderly end of the data
        const linger hard{1, 0};
        ::setsockopt(m_fd.get(), SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    }
    over();
}

void Stream::lose() {
    if (m_phase == Phase::Opening && m_fd.isOpen() && m_beginnings->sessionLost) {
        if (m_registered)
            m_session.poller().remove(m_fd.get());
        m_registered = false;
        m_beginnings->sessionLost(std::move(m_fd));
    }
    abort(false);
}

void Stream::over() {
    m_phase = Phase::Over;
    m_wantsRead = false;
    if (m_registered)
        m_session.poller().remove(m_fd.get());
    m_registered = false;
    m_session.noteOver();
}

void Stream::updateInterest() {
    if (!m_registered || m_phase == Phase::Over)
        return;
    m_session.poller().change(m_fd.get(), (m_wantsRead ? unsigned{Poller::Readable} : 0u) |
                                              (m_stalled ? unsigned{Poller::Writable} : 0u));
}

void Stream::countToLocal(size_t bytes) {
    if (m_counters)
        (m_clientIsRemote ? m_counters->bytesUp : m_counters->bytesDown)
            .fetch_add(bytes, std::memory_order_relaxed);
    if (m_entry)
        (m_clientIsRemote ? m_entry->bytesUp : m_entry->bytesDown)
            .fetch_add(bytes, std::memory_order_relaxed);
}

void Stream::countToRemote(size_t bytes) {
    if (m_counters)
        (m_clientIsRemote ? m_counters->bytesDown : m_counters->bytesUp)
            .fetch_add(bytes, std::memory_order_relaxed);
    if (m_entry)
        (m_clientIsRemote ? m_entry->bytesDown : m_entry->bytesUp)
            .fetch_add(bytes, std::memory_order_relaxed);
}

} // namespace fairlead
