#include "app/demo/channel_bridge.h"

#include <algorithm>
#include <array>
#include <sys/socket.h>

namespace fairlead::demo {
namespace {

constexpr qint64 kMostBuffered = 256 * 1024;
constexpr qint64 kChunk = 32 * 1024;

} // namespace

ChannelBridge::ChannelBridge(ssh_channel channel, std::unique_ptr<QTcpSocket> socket)
    : m_channel(channel),
      m_socket(std::move(socket)) {
    m_socket->setReadBufferSize(kMostBuffered);
    connect(m_socket.get(), &QTcpSocket::stateChanged, this, &ChannelBridge::socketMoved);
    connect(m_socket.get(), &QTcpSocket::readyRead, this, &ChannelBridge::socketMoved);
    connect(m_socket.get(), &QTcpSocket::bytesWritten, this, &ChannelBridge::socketMoved);
    m_callbacks.userdata = this;
    m_callbacks.channel_data_function = takeData;
    m_callbacks.channel_eof_function = noteEnd;
    m_callbacks.channel_close_function = noteClose;
    ssh_callbacks_init(&m_callbacks);
    ssh_set_channel_callbacks(m_channel, &m_callbacks);
}

// Callbacks fire even after ssh_channel_free(); the first close may only flush.
ChannelBridge::~ChannelBridge() {
    m_socket->disconnect(this);
    ssh_remove_channel_callbacks(m_channel, &m_callbacks);
    ssh_channel_close(m_channel);
    ssh_channel_close(m_channel);
    ssh_channel_free(m_channel);
}

void ChannelBridge::move() {
    drainChannel();
    passEndOn();
    sendToChannel();
}

bool ChannelBridge::isOver() const { return m_channelClosed || m_socketEnded; }

int ChannelBridge::takeData(ssh_session, ssh_channel, void *data, uint32_t size, int, void *self) {
    auto &bridge = *static_cast<ChannelBridge *>(self);
    if (!bridge.socketMayTake())
        return 0; // libssh keeps it, and stops widening the window
    bridge.m_socket->write(static_cast<const char *>(data), size);
    return static_cast<int>(size);
}

void ChannelBridge::noteEnd(ssh_session, ssh_channel, void *self) {
    static_cast<ChannelBridge *>(self)->m_channelEnded = true;
}

void ChannelBridge::noteClose(ssh_session, ssh_channel, void *self) {
    static_cast<ChannelBridge *>(self)->m_channelClosed = true;
}

bool ChannelBridge::socketMayTake() const {
    return m_socket->state() == QAbstractSocket::ConnectedState &&
           m_socket->bytesToWrite() < kMostBuffered;
}

void ChannelBridge::drainChannel() {
    std::array<char, kChunk> bytes;
    while (socketMayTake() && !m_channelClosed) {
        const int got = ssh_channel_read_nonblocking(m_channel, bytes.data(), bytes.size(), 0);
        if (got <= 0)
            return;
        m_socket->write(bytes.data(), got);
    }
}

// Qt closes both halves of a socket at once; a client that has said all still wants the answer.
void ChannelBridge::passEndOn() {
    if (!m_channelEnded || m_endPassedOn || m_socket->bytesToWrite() > 0 ||
        m_socket->state() != QAbstractSocket::ConnectedState)
        return;
    m_endPassedOn = true;
    ::shutdown(static_cast<int>(m_socket->socketDescriptor()), SHUT_WR);
}

void ChannelBridge::sendToChannel() {
    while (m_socket->bytesAvailable() > 0 && !m_channelClosed) {
        const qint64 most = std::min<qint64>(
            {ssh_channel_window_size(m_channel), m_socket->bytesAvailable(), kChunk});
        if (most <= 0)
            return;
        const QByteArray bytes = m_socket->peek(most);
        const int sent =
            ssh_channel_write(m_channel, bytes.constData(), static_cast<uint32_t>(bytes.size()));
        if (sent <= 0)
            return;
        m_socket->skip(sent);
    }
    if (m_socket->state() == QAbstractSocket::UnconnectedState && !m_socketEnded) {
        m_socketEnded = true;
        ssh_channel_send_eof(m_channel);
    }
}

} // namespace fairlead::demo
