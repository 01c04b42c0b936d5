// One client of a demo server: logs in with the one key, opens streams to the demo's own targets
// and loopback listeners, and nothing else.
#pragma once

#include "app/demo/channel_bridge.h"
#include "app/demo/remote_listener.h"
#include "app/demo/target_table.h"

#include <QtCore/QSocketNotifier>
#include <libssh/server.h>
#include <memory>
#include <vector>

namespace fairlead::demo {

class SshVisit final : public QObject {
    Q_OBJECT
public:
    // What a server lets its clients do. References must outlive the visit.
    struct Rules {
        ssh_bind keys; // the server's own
        ssh_key clientKey;
        const TargetTable &targets;
    };

    // Takes the socket.
    SshVisit(const Rules &rules, int socket, QObject *parent);
    ~SshVisit() override;
    void begin();

Q_SIGNALS:
    void ended();

private:
    void work();
    [[nodiscard]] bool shakeHands();
    void takeMessages();
    void serve(ssh_message message);
    void logIn(ssh_message message);
    void openStream(ssh_message message);
    void keep(std::unique_ptr<ChannelBridge> bridge);
    void listenFor(ssh_message message);
    void stopListening(ssh_message message);
    void carry();
    void workSoon();
    void watchWriting();
    [[nodiscard]] bool isGone() const;

    Rules m_rules;
    ssh_session m_session;
    std::unique_ptr<QSocketNotifier> m_readable;
    std::unique_ptr<QSocketNotifier> m_writable;
    std::vector<std::unique_ptr<RemoteListener>> m_listeners;
    std::vector<std::unique_ptr<ChannelBridge>> m_bridges;
    int m_refused = 0; // attempts to log in
    bool m_encrypted = false;
    bool m_loggedIn = false;
    bool m_workPlanned = false;
    bool m_over = false;
};

} // namespace fairlead::demo
