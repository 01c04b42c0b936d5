// One SSH session that is being or has been logged in, with the streams that run through it.
#pragma once

#include "core/ssh/poller.h"
#include "core/ssh/stream.h"

#include <deque>
#include <libssh/callbacks.h>
#include <libssh/libssh.h>

namespace fairlead {

// A tcpip-forward channel the server wants to open: who connected where.
struct ForwardedChannel {
    QString boundAddress; // as the server names it
    quint16 boundPort = 0;
    Endpoint originator;
};

// What a session tells its owner. Link thread only.
class SessionOwner {
public:
    // To be answered later with exactly one of acceptForwarded and refuseForwarded.
    virtual void channelOffered(class SshSession &session, ssh_message message,
                                const ForwardedChannel &what) = 0;
    virtual void sessionDied(class SshSession &session, const Error &why) = 0;
    virtual void streamEnded(class SshSession &session, const Stream &stream) = 0;

protected:
    ~SessionOwner() = default;
};

// Owns the ssh_session, its poll loop and its streams. libssh may process packets in any call, so
// everything the callbacks only noted is carried out in settle(). Link thread only.
class SshSession final : private Poller::Handler {
public:
    SshSession(Poller &poller, SessionOwner &owner);
    ~SshSession();
    SshSession(const SshSession &) = delete;
    SshSession &operator=(const SshSession &) = delete;

    [[nodiscard]] ssh_session raw() const { return m_session; }
    // The connected socket, non-blocking: closed with the session (libssh does not close what it
    // was given).
    void takeSocket(UniqueFd fd) { m_socket = std::move(fd); }
    [[nodiscard]] int socket() const { return m_socket.get(); }
    // ssh_connect() is about to be called: from here on libssh may close the socket.
    void handOver() { m_handedOver = true; }
    // From here on the poll loop drives it. Call once, after login.
    void attach();
    [[nodiscard]] bool isDead() const { return m_dead; }
    [[nodiscard]] int streamCount() const { return static_cast<int>(m_streams.size()); }

    // Opens a channel to where the server shall connect and moves bytes between it and `parts.fd`.
    // `originator` is told to the server. The outcome comes through parts.openSettled.
    void openTcp(const Endpoint &target, const Endpoint &originator, StreamParts parts);
    void openUnix(const QString &path, const Endpoint &originator, StreamParts parts);
    // Answers channelOffered. accept takes over `parts`.
    ssh_channel acceptForwarded(ssh_message message);
    void carry(ssh_channel channel, StreamParts parts);
    void refuseForwarded(ssh_message message);

    // Global requests wait for each other: libssh has one slot (RFC 4254, 4). `done` gets the
    // refusal's text. Port 0 is answered with the server's choice, or with 0 when it could not be
    // told for sure.
    void listenRemote(const QString &address, quint16 port,
                      std::function<void(Result<quint16>)> done);
    void cancelRemote(const QString &address, quint16 port);
    // A request every server must answer (a forward cancelled that never was); `done` gets the
    // round trip.
    void probe(std::function<void(std::chrono::microseconds)> done);
    // No channel has been opened yet: the answer to a port-0 listen can be trusted.
    [[nodiscard]] bool isQuiet() const { return m_quiet; }
    [[nodiscard]] bool isProbing() const { return m_probing; }
    [[nodiscard]] quint64 bytesReceived() const { return m_received.in_bytes; }

    void closeStreams(const std::function<bool(const Stream &)> &which, bool polite);
    // Pumps and carries out what was noted. Run once a turn, and after anything that called libssh.
    void settle();
    // There is more to settle: do not sleep.
    [[nodiscard]] bool isRestless() const { return m_dirty && !m_dead; }
    // Cuts the streams, says goodbye and frees everything.
    void disconnect();

    // For Stream.
    [[nodiscard]] Poller &poller() { return m_poller; }
    [[nodiscard]] bool isBlocked() const { return m_blocked; }
    // Appends to this turn's gathered output for a socket. Returns how much was taken.
    size_t gather(Stream &stream, const char *data, size_t bytes);
    void noteTouched(Stream &stream);
    void noteWaitingForRoom(Stream &stream);
    void noteDirty() { m_dirty = true; }
    void noteOver() { m_someOver = m_dirty = true; }
    [[nodiscard]] char *scratch();
    [[nodiscard]] static constexpr size_t scratchSize() { return 8 * 32758; }
    // Bytes of receive window an active download should have; 0: the library's own.
    [[nodiscard]] std::uint32_t wantedWindow() const { return m_wantedWindow; }
    void setRoundTrip(std::chrono::microseconds roundTrip);
    void growWindow(Stream &stream);

private:
    struct GlobalRequest {
        enum class Kind { Listen, Cancel, Probe } kind = Kind::Probe;
        QByteArray address;
        int port = 0;
        std::function<void(Result<quint16>)> listened;
        std::function<void(std::chrono::microseconds)> probed;
    };

    void ready(unsigned events) override;
    void pump();
    void takeMessages();
    void stepGlobalRequests();
    bool finishGlobalRequest(GlobalRequest &request);
    void checkOpenings();
    void startOpening(ssh_channel channel, int result, StreamParts parts);
    void flushGathered();
    void wakeReaders();
    void reap();
    [[nodiscard]] bool isGone() const;
    void updateBlocked();
    void die(const Error &why);

    Poller &m_poller;
    SessionOwner &m_owner;
    ssh_session m_session;
    ssh_event m_event = nullptr;
    UniqueFd m_socket;
    std::vector<std::unique_ptr<Stream>> m_streams;
    std::vector<Stream *> m_opening;
    std::vector<Stream *> m_touched;
    std::vector<Stream *> m_waitingForRoom;
    std::deque<GlobalRequest> m_requests;
    std::chrono::steady_clock::time_point m_requestSent;
    ssh_counter_struct m_received{};
    QByteArray m_lastError;
    Stream *m_gatherFor = nullptr;
    std::vector<char> m_gathered;
    std::unique_ptr<char[]> m_scratch;
    std::unique_ptr<char[]> m_growBuffer;
    std::uint32_t m_nextChannel = 43; // libssh numbers its channels from 43
    std::uint32_t m_wantedWindow = 0;
    bool m_requestPending = false;
    bool m_probing = false;
    bool m_blocked = false;
    bool m_dirty = false;
    bool m_someOver = false;
    bool m_dead = false;
    bool m_settling = false;
    bool m_quiet = true;
    bool m_handedOver = false;
};

} // namespace fairlead
