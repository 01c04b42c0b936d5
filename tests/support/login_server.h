// A server that asks for what the test says: passwords, one-time codes, several in a row.
#pragma once

#include "support/process.h"

namespace fairlead::test {

class LoginServer {
public:
    // Steps as fairlead-test-authd takes them: "password:secret", "kbdint:Code=123", "publickey".
    LoginServer(Sandbox &sandbox, const QStringList &steps);

    [[nodiscard]] quint16 port() const { return m_port; }
    // As Sshd::login(), without a key.
    [[nodiscard]] QStringList login() const;
    // "password refused", "kbdint accepted" …, in order
    [[nodiscard]] QByteArray log() const { return m_process.err(); }

private:
    QString m_hostKey;
    Process m_process;
    quint16 m_port = 0;
    QString m_knownHosts;
};

} // namespace fairlead::test
