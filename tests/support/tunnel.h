// The program under test, run as a person runs it: `fairlead-cli forward …`. FAIRLEAD_CLI names
// another binary; when that is OpenSSH's ssh, `ssh -N` takes its place, which checks the harness
// itself and gives the benchmark its other half.
#pragma once

#include "support/process.h"

#include <memory>

namespace fairlead::test {

enum class Client { Fairlead, Ssh };

[[nodiscard]] Client clientUnderTest();

// A `ready` line.
struct Ready {
    QString kind;   // "local", "remote", "dynamic"
    QString listen; // "127.0.0.1:8080" or a path
    QString target; // "db:5432", a path, or "socks"
};

// Every `ready` line of an output.
[[nodiscard]] QList<Ready> readyLines(const QByteArray &output);

class Tunnel {
public:
    // `login`: Sshd::login() and the like. The address is 127.0.0.1 unless set otherwise.
    Tunnel(Sandbox &sandbox, const QStringList &login, Client client = clientUnderTest());

    // Each returns the forward's number for port(). Listen "127.0.0.1:0" lets the system choose.
    int local(const QString &target, const QString &listen = QStringLiteral("127.0.0.1:0"));
    int remote(const QString &target, const QString &listen = QStringLiteral("127.0.0.1:0"));
    int remoteSocks(const QString &listen = QStringLiteral("127.0.0.1:0"));
    int dynamic(const QString &listen = QStringLiteral("127.0.0.1:0"));
    int localTo(quint16 port) { return local(QStringLiteral("127.0.0.1:%1").arg(port)); }
    int remoteTo(quint16 port) { return remote(QStringLiteral("127.0.0.1:%1").arg(port)); }

    void option(const QString &option) { m_arguments << QStringLiteral("-o") << option; }
    void arguments(const QStringList &more) { m_arguments += more; }
    void environment(const QString &name, const QString &value) { m_environment[name] = value; }
    void host(const QString &host) { m_host = host; }
    void json() { m_json = true; }
    // For measuring: ssh without -v; being ready is then seen from its ports alone.
    void quiet() { m_quiet = true; }
    void onTerminal() { m_terminal = true; }
    // Answers every prompt by the first entry whose key is part of its text; prompts are recorded.
    void askpass(const QMap<QString, QString> &answers);
    [[nodiscard]] QByteArray prompts() const;

    // Without waiting for anything.
    Process &launch();
    // True when every forward is ready.
    [[nodiscard]] bool start(Millis time = 15s);
    [[nodiscard]] bool waitReady(Millis time = 15s);
    [[nodiscard]] QList<Ready> ready() const { return readyLines(m_process->out()); }
    [[nodiscard]] quint16 port(int forward) const;
    // A message for QVERIFY2: what the program said.
    [[nodiscard]] QByteArray said() const;
    [[nodiscard]] Process &process() { return *m_process; }
    [[nodiscard]] QStringList commandLine() const { return m_started; }

private:
    struct Wanted {
        Ready forward;
        QString flag;
    };
    int add(const Wanted &wanted);
    [[nodiscard]] QStringList forwardArguments() const;
    [[nodiscard]] bool sshIsReady() const;

    Sandbox &m_sandbox;
    Client m_client;
    QStringList m_arguments;
    QMap<QString, QString> m_environment;
    QList<Wanted> m_wanted;
    QString m_host = QStringLiteral("127.0.0.1");
    bool m_json = false;
    bool m_quiet = false;
    bool m_terminal = false;
    QString m_promptLog;
    QStringList m_started;
    std::unique_ptr<Process> m_process;
};

// The binary behind a Client.
[[nodiscard]] QString clientProgram(Client client);

} // namespace fairlead::test
