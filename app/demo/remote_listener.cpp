#include "app/demo/remote_listener.h"

#include <libssh/server.h>

namespace fairlead::demo {
namespace {

constexpr size_t kMostWaiting = 64;

} // namespace

RemoteListener::RemoteListener(ssh_session session, const QByteArray &address, quint16 port,
                               QObject *parent)
    : QObject(parent),
      m_session(session),
      m_address(address) {
    connect(&m_listener, &QTcpServer::newConnection, this, &RemoteListener::welcome);
    m_listener.listen(QHostAddress::LocalHost, port);
}

// A channel must not be freed while it opens; the session frees these with itself.
RemoteListener::~RemoteListener() = default;

void RemoteListener::welcome() {
    while (QTcpSocket *socket = m_listener.nextPendingConnection()) {
        socket->setParent(nullptr);
        std::unique_ptr<QTcpSocket> owned(socket);
        ssh_channel channel =
            m_waiting.size() < kMostWaiting ? ssh_channel_new(m_session) : nullptr;
        if (channel != nullptr)
            m_waiting.push_back({channel, std::move(owned)});
    }
    Q_EMIT clientCame();
}

std::vector<std::unique_ptr<ChannelBridge>> RemoteListener::openWaiting() {
    std::vector<std::unique_ptr<ChannelBridge>> opened;
    std::vector<Waiting> stillWaiting;
    for (Waiting &client : m_waiting) {
        const int state = ssh_channel_open_reverse_forward(
            client.channel, m_address.constData(), port(), "127.0.0.1", client.socket->peerPort());
        if (state == SSH_AGAIN)
            stillWaiting.push_back(std::move(client));
        else if (state == SSH_OK)
            opened.push_back(
                std::make_unique<ChannelBridge>(client.channel, std::move(client.socket)));
        else
            ssh_channel_free(client.channel); // refused: never opened, so never closed
    }
    m_waiting = std::move(stillWaiting);
    return opened;
}

} // namespace fairlead::demo
