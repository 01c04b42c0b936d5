// Carries bytes between an SSH channel and a loopback socket, both ways, with bounded memory.
#pragma once

#include <QtNetwork/QTcpSocket>
#include <libssh/callbacks.h>
#include <libssh/libssh.h>
#include <memory>

namespace fairlead::demo {

// libssh's callbacks note and hand on, nothing more; move() does what has become possible. The
// session must still live when a bridge dies.
class ChannelBridge final : public QObject {
    Q_OBJECT
public:
    ChannelBridge(ssh_channel channel, std::unique_ptr<QTcpSocket> socket);
    ~ChannelBridge() override;

    void move();
    // Both sides have said all they had to say, or one is gone.
    [[nodiscard]] bool isOver() const;

Q_SIGNALS:
    void socketMoved(); // move() may have something to do

private:
    static int takeData(ssh_session session, ssh_channel channel, void *data, uint32_t size,
                        int isStderr, void *self);
    static void noteEnd(ssh_session session, ssh_channel channel, void *self);
    static void noteClose(ssh_session session, ssh_channel channel, void *self);
    [[nodiscard]] bool socketMayTake() const;
    void drainChannel();
    void passEndOn();
    void sendToChannel();

    ssh_channel m_channel;
    std::unique_ptr<QTcpSocket> m_socket;
    ssh_channel_callbacks_struct m_callbacks{};
    bool m_channelEnded = false; // nothing more comes from the client
    bool m_channelClosed = false;
    bool m_endPassedOn = false; // …and the socket knows
    bool m_socketEnded = false; // the channel was told that the target is done
};

} // namespace fairlead::demo
