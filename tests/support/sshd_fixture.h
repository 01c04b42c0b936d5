// A real OpenSSH server on a loopback port, with keys of its own, for one test.
#pragma once

#include "support/process.h"

#include <memory>

namespace fairlead::test {

struct SshdSetup {
    QStringList options;                                 // more lines for sshd_config, they win
    QStringList hostKeyTypes{QStringLiteral("ed25519")}; // also "ecdsa", "rsa"
    QByteArray authorizedKeys;                           // besides the key of login()
};

class Sshd {
public:
    explicit Sshd(Sandbox &sandbox, const SshdSetup &setup = {});
    ~Sshd();
    Sshd(const Sshd &) = delete;
    Sshd &operator=(const Sshd &) = delete;

    // Empty when sshd can be run here; otherwise why not, for QSKIP.
    [[nodiscard]] static QString missing();

    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QString key() const { return m_userKey; }
    [[nodiscard]] QString knownHosts() const { return m_knownHosts; } // path; it lists this server
    [[nodiscard]] QString hostKey(const QString &type = QStringLiteral("ed25519")) const;
    [[nodiscard]] QString authorizedKeysPath() const { return m_authorizedKeys; }
    [[nodiscard]] static QString user();

    // -p, -l, -i and the options that keep the person's own ssh files out.
    [[nodiscard]] QStringList login() const;
    // The same towards another port (a relay in front of this server).
    [[nodiscard]] QStringList loginThrough(quint16 port) const;

    [[nodiscard]] QByteArray log() const;
    [[nodiscard]] Process &process() { return *m_process; }
    [[nodiscard]] int sessions() const;          // logged-in or on their way
    void killSessions();                         // kill -9 of the processes that serve clients
    void kill();                                 // kill -9 of everything
    void start();                                // again, on the same port
    void setOptions(const QStringList &options); // takes effect with the next start()

private:
    bool tryStart();
    void writeConfig();

    Sandbox &m_sandbox;
    SshdSetup m_setup;
    QString m_name;
    quint16 m_port = 0;
    QString m_userKey;
    QString m_knownHosts;
    QString m_authorizedKeys;
    QByteArray m_oldLog;
    std::unique_ptr<Process> m_process;
};

// "[127.0.0.1]:port type key" lines for ssh-keygen public keys.
[[nodiscard]] QByteArray knownHostsLine(quint16 port, const QString &hostKeyPath);

} // namespace fairlead::test
