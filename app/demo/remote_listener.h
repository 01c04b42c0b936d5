// A port a client of the demo asked for: who connects is led back to that client.
#pragma once

#include "app/demo/channel_bridge.h"

#include <QtNetwork/QTcpServer>
#include <vector>

namespace fairlead::demo {

class RemoteListener final : public QObject {
    Q_OBJECT
public:
    // `address` is told to the client again as it spelled it; what is bound is 127.0.0.1.
    RemoteListener(ssh_session session, const QByteArray &address, quint16 port,
                   QObject *parent = nullptr);
    ~RemoteListener() override;
    // 0 when the port could not be had.
    [[nodiscard]] quint16 port() const { return m_listener.serverPort(); }
    [[nodiscard]] const QByteArray &address() const { return m_address; }

    // Asks the client for what waits; returns what it opened meanwhile.
    [[nodiscard]] std::vector<std::unique_ptr<ChannelBridge>> openWaiting();

Q_SIGNALS:
    void clientCame();

private:
    struct Waiting {
        ssh_channel channel;
        std::unique_ptr<QTcpSocket> socket;
    };
    void welcome();

    ssh_session m_session;
    QByteArray m_address;
    QTcpServer m_listener;
    std::vector<Waiting> m_waiting;
};

} // namespace fairlead::demo
