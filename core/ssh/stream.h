// One forwarded connection: a socket on this machine and a channel on the server.
#pragma once

#include "core/ssh/poller.h"
#include "core/ssh/stream_directory.h"

#include <functional>
#include <libssh/callbacks.h>
#include <libssh/libssh.h>

namespace fairlead {

class SshSession;

// What a stream is made of besides its channel.
struct StreamParts {
    UniqueFd fd; // non-blocking
    // Which side connected: true when the channel did (remote forwards), so that "down" and "up"
    // keep their meaning.
    bool clientIsRemote = false;
    std::shared_ptr<ForwardCounters> counters;
    std::shared_ptr<StreamEntry> entry;         // null for the inside of a jump chain
    std::shared_ptr<StreamDirectory> directory; // where `entry` stands
    QByteArray toRemoteFirst; // bytes already read from the client that belong to the target
    QByteArray toLocalOnOpen; // a proxy's "connected"
    std::function<QByteArray(const Error &)> toLocalOnRefusal; // a proxy's "no"
    // Told once, when the channel opened or not.
    std::function<void(const std::optional<Error> &)> openSettled;
    // Instead, when the session was gone before the server answered: nothing has been read from the
    // socket since, so another session can carry it.
    std::function<void(UniqueFd)> sessionLost;
};

// Two halves, each Open -> Draining -> Closed (after OpenSSH's nchan); the stream is over when both
// are closed. Nothing is read from the socket before the channel is open. Holds no buffer of its
// own unless one side stalls. Link thread only.
class Stream final : public Poller::Handler {
public:
    Stream(SshSession &session, ssh_channel channel, StreamParts parts);
    ~Stream();
    Stream(const Stream &) = delete;
    Stream &operator=(const Stream &) = delete;

    // The channel's opening was answered. An already open channel (remote forwards) calls opened()
    // at once.
    void opened();
    void refused(const Error &error);
    [[nodiscard]] bool isOpening() const { return m_phase == Phase::Opening; }
    [[nodiscard]] bool isOver() const { return m_phase == Phase::Over; }
    [[nodiscard]] bool isStalled() const { return m_stalled; }

    void ready(unsigned events) override;
    // The session can take output again, or the channel's window has grown.
    void resumeReading();
    // Bytes gathered for the socket in this turn. What it does not take now is kept until it can.
    void writeToLocal(const char *data, size_t bytes);
    // After a round of packets: EOF and close as the callbacks noted them.
    void settle();
    // The person, a stop, or a dead session wants it gone. Without `polite` nothing more is sent.
    void abort(bool polite);
    // The session is gone.
    void lose();

    [[nodiscard]] StreamId id() const { return m_entry ? m_entry->id : 0; }
    [[nodiscard]] const std::shared_ptr<ForwardCounters> &counters() const { return m_counters; }
    [[nodiscard]] ssh_channel channel() const { return m_channel; }
    // libssh's number for the channel: refusals name it.
    void setChannelNumber(std::uint32_t number) { m_channelNumber = number; }
    [[nodiscard]] std::uint32_t channelNumber() const { return m_channelNumber; }
    // The channel was open, and may have received something, before this stream took it over.
    void takeEarlyData();
    // Closes and frees the channel. Once, when the stream is over and the session alive.
    void freeChannel();
    // The session is about to free the channel itself.
    void forgetChannel();

private:
    enum class Phase : unsigned char { Opening, Open, Over };
    enum class Half : unsigned char { Open, Draining, Closed };

    static int onData(ssh_session, ssh_channel, void *data, uint32_t length, int isStderr,
                      void *self);
    static void onEof(ssh_session, ssh_channel, void *self);
    static void onClose(ssh_session, ssh_channel, void *self);

    void touch();
    void waitForRoom();
    void readFromLocal();
    void startReading();
    bool sendToRemote(const char *data, size_t bytes);
    void localEnded();
    void finishToRemote();
    void drainToLocal();
    void finishToLocal();
    void localBroken();
    void endIfBothClosed();
    void over();
    void updateInterest();
    void countToLocal(size_t bytes);
    void countToRemote(size_t bytes);

    SshSession &m_session;
    ssh_channel m_channel;
    UniqueFd m_fd;
    std::shared_ptr<ForwardCounters> m_counters;
    std::shared_ptr<StreamEntry> m_entry;
    std::shared_ptr<StreamDirectory> m_directory;
    struct Beginnings { // needed until the channel is open
        QByteArray toLocalOnOpen;
        std::function<QByteArray(const Error &)> toLocalOnRefusal;
        std::function<void(const std::optional<Error> &)> openSettled;
        std::function<void(UniqueFd)> sessionLost;
    };
    std::unique_ptr<Beginnings> m_beginnings;
    QByteArray m_toRemote; // read, not yet taken by the channel
    QByteArray m_toLocal;  // received, not yet taken by the socket
    ssh_channel_callbacks_struct m_callbacks{};
    std::uint32_t m_sinceWindowGrowth = 0;
    std::uint32_t m_received = 0; // counted only until it is more than small talk
    std::uint32_t m_channelNumber = 0;
    Phase m_phase = Phase::Opening;
    Half m_toRemoteHalf = Half::Open;
    Half m_toLocalHalf = Half::Open;
    bool m_clientIsRemote;
    bool m_wantsRead = false;
    bool m_stalled = false;   // the socket is full: the channel keeps what comes
    bool m_remoteEof = false; // noted by the callbacks
    bool m_remoteClosed = false;
    bool m_registered = false;
    bool m_waitingForRoom = false;
    bool m_touched = false;
    bool m_refused = false;
    bool m_windowGrown = false;
};

} // namespace fairlead
