// A real dropbear server: the other SSH server people meet, on routers and small machines.
#pragma once

#include "support/process.h"

#include <memory>

namespace fairlead::test {

class Dropbear {
public:
    explicit Dropbear(Sandbox &sandbox);

    // Empty when dropbear can be run here; otherwise why not, for QSKIP.
    [[nodiscard]] static QString missing();
    [[nodiscard]] quint16 port() const { return m_port; }
    // As Sshd::login().
    [[nodiscard]] QStringList login() const;
    [[nodiscard]] QByteArray log() const { return m_process->output(); }

private:
    bool tryStart();

    Sandbox &m_sandbox;
    QString m_home;
    QString m_hostKey;
    quint16 m_port = 0;
    std::unique_ptr<Process> m_process;
};

} // namespace fairlead::test
