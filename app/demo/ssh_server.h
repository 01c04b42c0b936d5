// A small SSH server on a loopback port, with a key of its own and a list of targets.
#pragma once

#include "app/demo/target_table.h"
#include "core/ssh/handles.h"

#include <QtNetwork/QTcpServer>
#include <libssh/server.h>

namespace fairlead::demo {

class SshServer final : public QTcpServer {
    Q_OBJECT
public:
    // `clientKey`, the one that may log in, must outlive the server. The host key is taken over.
    SshServer(SshKey hostKey, const SshKey &clientKey, QObject *parent = nullptr);
    ~SshServer() override;

    // For names that are known before their listeners are: to be filled before anybody connects.
    [[nodiscard]] TargetTable &targets() { return m_targets; }
    [[nodiscard]] const QString &publicKey() const { return m_publicKey; }
    [[nodiscard]] const QString &hostFingerprint() const { return m_fingerprint; }

protected:
    void incomingConnection(qintptr socket) override;

private:
    struct BindFree {
        void operator()(ssh_bind bind) const { ssh_bind_free(bind); }
    };
    std::unique_ptr<ssh_bind_struct, BindFree> m_bind;
    QString m_publicKey;
    QString m_fingerprint;
    const SshKey &m_clientKey;
    TargetTable m_targets;
    int m_visits = 0;
};

} // namespace fairlead::demo
