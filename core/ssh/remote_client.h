// One channel the server opened for a remote forward, until it is joined to its target.
#pragma once

#include "core/ssh/client_request.h"
#include "core/ssh/session.h"
#include "core/ssh/socks.h"
#include "core/ssh/target_connector.h"

namespace fairlead {

// With a fixed target the channel is accepted only once the target is connected, so that the
// server's client learns of a refusal. With remote SOCKS the channel must be open to read whereto.
// Link thread only.
class RemoteClient {
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    RemoteClient(Poller &poller, LinkShared &shared, SshSession &session,
                 std::shared_ptr<const OpenForward> forward, Endpoint originator);
    ~RemoteClient();
    RemoteClient(const RemoteClient &) = delete;
    RemoteClient &operator=(const RemoteClient &) = delete;

    void connectTo(ssh_message message, Target target);
    void readSocks(ssh_message message);
    // False when it is done with, one way or the other.
    [[nodiscard]] bool tick(TimePoint now, TimePoint &next);
    // The session is about to be freed.
    void forget();

private:
    static int onData(ssh_session, ssh_channel, void *data, uint32_t length, int isStderr,
                      void *self);
    static void onClosed(ssh_session, ssh_channel, void *self);

    void startConnecting(Target target);
    void connected(UniqueFd fd);
    void refused(const Error &error);
    void stepSocks();
    void closeChannel();
    StreamParts partsFor(UniqueFd fd);

    Poller &m_poller;
    LinkShared &m_shared;
    SshSession &m_session;
    std::shared_ptr<const OpenForward> m_forward;
    Endpoint m_originator;
    Target m_target;
    ssh_message m_message = nullptr; // offered and not yet answered
    ssh_channel m_channel = nullptr; // open, remote SOCKS
    ssh_channel_callbacks_struct m_callbacks{};
    ProxyRequestParser m_parser;
    std::unique_ptr<TargetConnector> m_connector;
    TimePoint m_until;
    bool m_isSocks = false;
    bool m_channelEnded = false;
    bool m_over = false;
};

} // namespace fairlead
