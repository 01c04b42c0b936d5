#include "core/ssh/session.h"

#include "core/base/log.h"
#include "core/ssh/channel_refusal.h"

#include <algorithm>
#include <libssh/server.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

// A wake-up's worth of packets: then the sockets get their turn.
constexpr int kPumpRounds = 256;
// Then everything else gets its turn; the next one follows without a wait.
constexpr int kSettleRounds = 4;
// What one socket is handed at once (measured: more brings nothing).
constexpr size_t kGatherBytes = 96 * 1024;
constexpr std::uint32_t kLibraryWindow = 1'280'000;
constexpr std::uint32_t kLargestWindow = 16 * 1024 * 1024;
constexpr double kWantedBytesPerMicrosecond = 320; // a window for 320 MB/s

// RFC 4254, 7.2 wants an address; a client of a Unix socket has none.
QByteArray originatorName(const Endpoint &originator) {
    return originator.host.isEmpty() ? QByteArray("127.0.0.1") : originator.host.toUtf8();
}

} // namespace

SshSession::SshSession(Poller &poller, SessionOwner &owner)
    : m_poller(poller),
      m_owner(owner),
      m_session(ssh_new()) {
    ssh_set_counters(m_session, nullptr, &m_received);
}

SshSession::~SshSession() {
    if (m_session)
        disconnect();
}

void SshSession::attach() {
    m_event = ssh_event_new();
    ssh_event_add_session(m_event, m_session);
    m_poller.add(m_socket.get(), *this, Poller::Readable);
    updateBlocked();
    m_dirty = true; // the server may have said something right behind its welcome
}

char *SshSession::scratch() {
    if (!m_scratch) // not zeroed: what no packet fills costs no memory
        m_scratch = std::make_unique_for_overwrite<char[]>(scratchSize());
    return m_scratch.get();
}

void SshSession::openTcp(const Endpoint &target, const Endpoint &originator, StreamParts parts) {
    ssh_channel channel = ssh_channel_new(m_session);
    const int result =
        ssh_channel_open_forward(channel, target.host.toUtf8().constData(), target.port,
                                 originatorName(originator).constData(), originator.port);
    startOpening(channel, result, std::move(parts));
}

void SshSession::openUnix(const QString &path, const Endpoint &originator, StreamParts parts) {
    ssh_channel channel = ssh_channel_new(m_session);
    const int result =
        ssh_channel_open_forward_unix(channel, path.toUtf8().constData(),
                                      originatorName(originator).constData(), originator.port);
    startOpening(channel, result, std::move(parts));
}

void SshSession::startOpening(ssh_channel channel, int result, StreamParts parts) {
    m_quiet = false;
    auto stream = std::make_unique<Stream>(*this, channel, std::move(parts));
    Stream *const raw = stream.get();
    m_streams.push_back(std::move(stream));
    raw->setChannelNumber(m_nextChannel++);
    m_dirty = true;
    if (result == SSH_AGAIN) {
        m_opening.push_back(raw);
    } else if (result == SSH_OK) {
        raw->opened();
    } else if (isGone()) {
        raw->lose();
    } else {
        raw->refused(channelRefusal(ssh_get_error(m_session), raw->channelNumber()));
    }
}

bool SshSession::isGone() const {
    return m_dead || (ssh_get_status(m_session) & (SSH_CLOSED | SSH_CLOSED_ERROR)) != 0;
}

ssh_channel SshSession::acceptForwarded(ssh_message message) {
    ssh_channel channel = ssh_message_channel_request_open_reply_accept(message);
    ssh_message_free(message);
    m_quiet = false;
    m_dirty = true;
    ++m_nextChannel;
    return channel;
}

void SshSession::carry(ssh_channel channel, StreamParts parts) {
    m_streams.push_back(std::make_unique<Stream>(*this, channel, std::move(parts)));
    m_streams.back()->takeEarlyData();
    m_streams.back()->opened();
    m_dirty = true;
}

void SshSession::refuseForwarded(ssh_message message) {
    ssh_message_reply_default(message);
    ssh_message_free(message);
    m_dirty = true;
}

void SshSession::listenRemote(const QString &address, quint16 port,
                              std::function<void(Result<quint16>)> done) {
    m_requests.push_back(
        {GlobalRequest::Kind::Listen, address.toUtf8(), port, std::move(done), nullptr});
    m_dirty = true;
}

void SshSession::cancelRemote(const QString &address, quint16 port) {
    m_requests.push_back({GlobalRequest::Kind::Cancel, address.toUtf8(), port, nullptr, nullptr});
    m_dirty = true;
}

void SshSession::probe(std::function<void(std::chrono::microseconds)> done) {
    m_probing = true;
    // Nobody can have forwarded this name (RFC 6761, 6.4), so the answer is a refusal, which every
    // server must send.
    m_requests.push_back(
        {GlobalRequest::Kind::Probe, QByteArray("ka.invalid"), 1, nullptr, std::move(done)});
    m_dirty = true;
}

void SshSession::stepGlobalRequests() {
    while (!m_requests.empty() && !m_dead) {
        if (!m_requestPending)
            m_requestSent = std::chrono::steady_clock::now();
        m_requestPending = true;
        if (!finishGlobalRequest(m_requests.front()))
            return;
        m_requestPending = false;
        m_requests.pop_front();
    }
}

// True when it was answered.
bool SshSession::finishGlobalRequest(GlobalRequest &request) {
    if (request.kind != GlobalRequest::Kind::Listen) {
        const int result =
            ssh_channel_cancel_forward(m_session, request.address.constData(), request.port);
        if (result == SSH_AGAIN)
            return false;
        if (request.kind == GlobalRequest::Kind::Probe) {
            m_probing = false;
            request.probed(std::chrono::duration_cast<std::chrono::microseconds>(
                std::chrono::steady_clock::now() - m_requestSent));
        }
        return true;
    }
    int bound = 0;
    const int result =
        ssh_channel_listen_forward(m_session, request.address.constData(), request.port, &bound);
    if (result == SSH_AGAIN)
        return false;
    const auto done = std::move(request.listened);
    if (result != SSH_OK)
        done(fail(Errc::RemoteListenRefused, QString::fromUtf8(ssh_get_error(m_session))));
    else if (request.port != 0)
        done(static_cast<quint16>(request.port));
    else // libssh reads the answer from whatever packet came last: true only while nothing else is
         // sent
        done(static_cast<quint16>(m_quiet && bound > 0 && bound < 65536 ? bound : 0));
    return true;
}

void SshSession::closeStreams(const std::function<bool(const Stream &)> &which, bool polite) {
    for (const auto &stream : m_streams) {
        if (!stream->isOver() && which(*stream))
            stream->abort(polite);
    }
    m_dirty = true;
}

void SshSession::ready(unsigned events) {
    Q_UNUSED(events)
    pump();
}

void SshSession::pump() {
    for (int round = 0; round < kPumpRounds; ++round) {
        const int result = ssh_event_dopoll(m_event, 0);
        if (result == SSH_AGAIN)
            break;
        if (result == SSH_ERROR)
            break;
    }
    if (isGone()) {
        flushGathered();
        const QString reason = printable(QString::fromUtf8(ssh_get_error(m_session)));
        die(Error{Errc::ConnectionLost,
                  reason.isEmpty() ? u"the server closed the connection"_s : reason});
        return;
    }
#ifdef Q_OS_LINUX
    // sshd leaves Nagle's algorithm on for sessions without a shell: its answers wait for our ACK.
    const int on = 1;
    ::setsockopt(m_socket.get(), IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
#endif
    m_dirty = true;
}

void SshSession::settle() {
    if (m_dead || !m_event || m_settling)
        return;
    m_settling = true;
    for (int round = 0; round < kSettleRounds && m_dirty && !m_dead; ++round) {
        m_dirty = false;
        const auto packets = m_received.in_packets;
        takeMessages();
        stepGlobalRequests();
        checkOpenings();
        flushGathered();
        for (Stream *const stream : std::exchange(m_touched, {}))
            stream->settle();
        updateBlocked();
        wakeReaders();
        flushGathered();
        reap();
        // Any call into libssh may have taken packets in: what they brought must be looked at. More
        // are probably waiting, and many at a time is the cheap way to take them.
        if (isGone() || m_received.in_packets != packets)
            pump();
    }
    flushGathered();
    reap();
    if (!m_dead)
        updateBlocked();
    m_settling = false;
}

// Channels the server opens towards us. Everything that was not asked for is refused.
void SshSession::takeMessages() {
    while (ssh_message message = ssh_message_get(m_session)) {
        const bool forwarded = ssh_message_type(message) == SSH_REQUEST_CHANNEL_OPEN &&
                               ssh_message_subtype(message) == SSH_CHANNEL_FORWARDED_TCPIP;
        if (!forwarded) {
            Log::write(LogLevel::Warning, u"link"_s,
                       u"Refused a channel the server opened unasked"_s);
            refuseForwarded(message);
            continue;
        }
        const auto text = [](const char *raw) {
            return printable(QString::fromUtf8(raw ? raw : ""));
        };
        const ForwardedChannel what{
            text(ssh_message_channel_request_open_destination(message)),
            static_cast<quint16>(ssh_message_channel_request_open_destination_port(message)),
            {text(ssh_message_channel_request_open_originator(message)),
             static_cast<quint16>(ssh_message_channel_request_open_originator_port(message))}};
        m_owner.channelOffered(*this, message, what);
    }
}

void SshSession::checkOpenings() {
    if (m_opening.empty() || isGone())
        return;
    // A refusal shows only as a new error text; asking each channel again is dear, so it is done
    // only then.
    const QByteArray error(ssh_get_error(m_session));
    const bool refusals = error != m_lastError;
    m_lastError = error;
    std::vector<Stream *> waiting;
    for (Stream *const stream : std::exchange(m_opening, {})) {
        if (ssh_channel_is_open(stream->channel())) {
            stream->opened();
        } else if (refusals && !isGone() &&
                   ssh_channel_open_forward(stream->channel(), "", 0, "", 0) == SSH_ERROR &&
                   !isGone()) { // asking may itself find out that the session is gone
            stream->refused(channelRefusal(error.constData(), stream->channelNumber()));
        } else {
            waiting.push_back(stream);
        }
    }
    m_opening.insert(m_opening.end(), waiting.begin(), waiting.end());
}

size_t SshSession::gather(Stream &stream, const char *data, size_t bytes) {
    if (m_gatherFor != &stream || m_gathered.size() + bytes > kGatherBytes) {
        flushGathered();
        if (stream.isStalled())
            return 0;
    }
    if (bytes >= kGatherBytes) {
        stream.writeToLocal(data, bytes);
        return bytes;
    }
    m_gatherFor = &stream;
    m_gathered.insert(m_gathered.end(), data, data + bytes);
    return bytes;
}

void SshSession::flushGathered() {
    Stream *const stream = std::exchange(m_gatherFor, nullptr);
    if (stream && !stream->isOver())
        stream->writeToLocal(m_gathered.data(), m_gathered.size());
    m_gathered.clear();
}

void SshSession::noteTouched(Stream &stream) {
    m_touched.push_back(&stream);
    m_dirty = true;
}

void SshSession::noteWaitingForRoom(Stream &stream) { m_waitingForRoom.push_back(&stream); }

void SshSession::updateBlocked() {
    m_blocked = (ssh_get_status(m_session) & SSH_WRITE_PENDING) != 0;
    m_poller.change(m_socket.get(),
                    unsigned{Poller::Readable} | (m_blocked ? unsigned{Poller::Writable} : 0u));
}

void SshSession::wakeReaders() {
    if (m_blocked || m_waitingForRoom.empty())
        return;
    for (Stream *const stream : std::exchange(m_waitingForRoom, {})) {
        if (stream->isOver())
            continue;
        if (ssh_channel_window_size(stream->channel()) == 0)
            m_waitingForRoom.push_back(stream); // still in line
        else
            stream->resumeReading();
    }
}

void SshSession::setRoundTrip(std::chrono::microseconds roundTrip) {
    // One download is bounded by window / round trip. On 0.10 the window can be made to fit; from
    // 0.11 it is fixed.
    const double bytes = static_cast<double>(roundTrip.count()) * kWantedBytesPerMicrosecond;
    const bool grows = LIBSSH_VERSION_INT < SSH_VERSION_INT(0, 11, 0) && bytes > kLibraryWindow;
    m_wantedWindow =
        grows ? static_cast<std::uint32_t>(std::min<double>(bytes, kLargestWindow)) : 0;
}

void SshSession::growWindow(Stream &stream) {
    // libssh widens the window to what a reader asks for. Never touched unless a stall leaves data:
    // no cost.
    if (!m_growBuffer)
        m_growBuffer = std::make_unique_for_overwrite<char[]>(kLargestWindow);
    const int got =
        ssh_channel_read_timeout(stream.channel(), m_growBuffer.get(), m_wantedWindow, 0, 0);
    flushGathered(); // what the callback took meanwhile comes first
    if (got > 0 && !stream.isOver())
        stream.writeToLocal(m_growBuffer.get(), static_cast<size_t>(got));
}

void SshSession::reap() {
    if (!std::exchange(m_someOver, false))
        return;
    const auto firstOver = std::partition(m_streams.begin(), m_streams.end(),
                                          [](const auto &stream) { return !stream->isOver(); });
    // Closing a channel may take packets in, which may end further streams. Those are left for the
    // next round, so that no list here keeps one that is gone.
    std::vector<std::unique_ptr<Stream>> ended(std::make_move_iterator(firstOver),
                                               std::make_move_iterator(m_streams.end()));
    m_streams.erase(firstOver, m_streams.end());
    const auto isOver = [](const Stream *stream) { return stream->isOver(); };
    std::erase_if(m_touched, isOver);
    std::erase_if(m_waitingForRoom, isOver);
    std::erase_if(m_opening, isOver);
    for (const auto &stream : ended) {
        m_owner.streamEnded(*this, *stream);
        stream->freeChannel();
    }
}

void SshSession::die(const Error &why) {
    if (std::exchange(m_dead, true))
        return;
    m_poller.remove(m_socket.get());
    m_owner.sessionDied(*this, why);
}

void SshSession::disconnect() {
    const bool wasAttached = m_event != nullptr && !m_dead;
    m_dead = true;
    for (const auto &stream : m_streams) {
        stream->lose();
        stream->forgetChannel();
    }
    if (wasAttached)
        m_poller.remove(m_socket.get());
    m_streams.clear();
    if (m_event) {
        ssh_event_remove_session(m_event, m_session);
        ssh_event_free(m_event);
        m_event = nullptr;
    }
    // libssh closes the socket itself when it breaks; the number may be somebody else's by now.
    if (m_handedOver && ssh_get_fd(m_session) != m_socket.get())
        (void)m_socket.release();
    ssh_disconnect(m_session);
    ssh_free(m_session);
    m_session = nullptr;
    m_socket.reset();
}

} // namespace fairlead
