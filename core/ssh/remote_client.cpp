#include "core/ssh/remote_client.h"

#include "core/base/log.h"
#include "core/ssh/lane.h"
#include "core/ssh/permitted_targets.h"

using namespace Qt::StringLiterals;

namespace fairlead {
namespace {

constexpr auto kProxyRequestTime = std::chrono::seconds(20);

} // namespace

RemoteClient::RemoteClient(Poller &poller, LinkShared &shared, SshSession &session,
                           std::shared_ptr<const OpenForward> forward, Endpoint originator)
    : m_poller(poller),
      m_shared(shared),
      m_session(session),
      m_forward(std::move(forward)),
      m_originator(std::move(originator)),
      m_until(std::chrono::steady_clock::now() + kProxyRequestTime) {}

RemoteClient::~RemoteClient() {
    if (m_message)
        m_session.refuseForwarded(m_message);
    closeChannel();
}

void RemoteClient::forget() {
    m_connector.reset();
    if (m_message)
        ssh_message_free(m_message);
    m_message = nullptr;
    if (m_channel)
        ssh_remove_channel_callbacks(m_channel, &m_callbacks);
    m_channel = nullptr;
}

void RemoteClient::connectTo(ssh_message message, Target target) {
    m_message = message;
    startConnecting(std::move(target));
}

void RemoteClient::readSocks(ssh_message message) {
    m_isSocks = true;
    m_channel = m_session.acceptForwarded(message);
    if (!m_channel) {
        m_over = true;
        return;
    }
    m_callbacks.userdata = this;
    m_callbacks.channel_data_function = &RemoteClient::onData;
    m_callbacks.channel_eof_function = &RemoteClient::onClosed;
    m_callbacks.channel_close_function = &RemoteClient::onClosed;
    ssh_callbacks_init(&m_callbacks);
    ssh_set_channel_callbacks(m_channel, &m_callbacks);
}

int RemoteClient::onData(ssh_session, ssh_channel, void *data, uint32_t length, int, void *self) {
    auto *client = static_cast<RemoteClient *>(self);
    if (client->m_parser.state() != ProxyRequestParser::State::NeedMore)
        return 0; // what follows waits in the channel until the target is there
    client->m_parser.feed(QByteArrayView(static_cast<const char *>(data), length));
    return static_cast<int>(length);
}

void RemoteClient::onClosed(ssh_session, ssh_channel, void *self) {
    static_cast<RemoteClient *>(self)->m_channelEnded = true;
}

void RemoteClient::stepSocks() {
    const QByteArray reply = m_parser.takeReply();
    if (!reply.isEmpty())
        ssh_channel_write(m_channel, reply.constData(), static_cast<uint32_t>(reply.size()));
    switch (m_parser.state()) {
    case ProxyRequestParser::State::NeedMore:
        m_over = m_channelEnded;
        break;
    case ProxyRequestParser::State::Refused:
        m_over = true;
        break;
    case ProxyRequestParser::State::Done: {
        Target target;
        target.host = m_parser.target().host;
        target.port = m_parser.target().port;
        if (isPermittedTarget(m_forward->forward.permitRemoteOpen, m_parser.target()))
            startConnecting(target);
        else
            refused(Error{Errc::TargetProhibited,
                          toText(target) + u": not among the permitted targets"_s});
        break;
    }
    }
}

void RemoteClient::startConnecting(Target target) {
    m_target = target;
    m_connector = std::make_unique<TargetConnector>(m_poller, m_shared.resolvers, std::move(target),
                                                    [this](Result<UniqueFd> fd) {
                                                        if (fd)
                                                            connected(std::move(*fd));
                                                        else
                                                            refused(fd.error());
                                                    });
    m_connector->start();
}

StreamParts RemoteClient::partsFor(UniqueFd fd) {
    StreamParts parts;
    parts.fd = std::move(fd);
    parts.clientIsRemote = true;
    parts.counters = m_forward->counters;
    parts.entry =
        m_shared.streams->enter(m_forward->forward.id, toText(m_originator), toText(m_target));
    parts.directory = m_shared.streams;
    return parts;
}

void RemoteClient::connected(UniqueFd fd) {
    m_over = true;
    StreamParts parts = partsFor(std::move(fd));
    if (m_isSocks) {
        ssh_remove_channel_callbacks(m_channel, &m_callbacks);
        parts.toRemoteFirst = m_parser.successReply();
        parts.toLocalOnOpen = m_parser.takeLeftover();
    } else {
        m_channel = m_session.acceptForwarded(std::exchange(m_message, nullptr));
        reportTarget(m_shared, *m_forward, std::nullopt);
    }
    if (m_channel)
        m_session.carry(std::exchange(m_channel, nullptr), std::move(parts));
}

void RemoteClient::refused(const Error &error) {
    m_over = true;
    Log::write(LogLevel::Warning, u"forward"_s, errcName(error.code) + u' ' + error.detail,
               m_forward->forward.host, m_forward->forward.id);
    if (!m_isSocks) {
        reportTarget(m_shared, *m_forward, error);
        return; // the destructor refuses the channel
    }
    const QByteArray reply = m_parser.failureReply(error);
    ssh_channel_write(m_channel, reply.constData(), static_cast<uint32_t>(reply.size()));
}

void RemoteClient::closeChannel() {
    if (!m_channel)
        return;
    ssh_remove_channel_callbacks(m_channel, &m_callbacks);
    ssh_channel_close(m_channel); // under backpressure only the second call sends it
    ssh_channel_close(m_channel);
    ssh_channel_free(m_channel);
    m_channel = nullptr;
    m_session.noteDirty();
}

bool RemoteClient::tick(TimePoint now, TimePoint &next) {
    if (m_isSocks && !m_connector && !m_over)
        stepSocks();
    if (m_connector && !m_over)
        next = std::min(next, m_connector->tick(now));
    else if (!m_over && now >= m_until)
        m_over = true;
    if (!m_over && !m_connector)
        next = std::min(next, m_until);
    return !m_over;
}

} // namespace fairlead
