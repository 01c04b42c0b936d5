#include "support/tunnel.h"

#include "support/net.h"

#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QRegularExpression>

namespace fairlead::test {

using namespace Qt::StringLiterals;

namespace {

// ssh takes no port 0 for -L and -D.
QString portChosenForSsh(const QString &listen) {
    return listen.endsWith(u":0") ? listen.chopped(1) + QString::number(freePort()) : listen;
}

// Takes the first Ready out of `candidates` that is what `wanted` asked for.
std::optional<Ready> takeMatch(QList<Ready> &candidates, const Ready &wanted) {
    const bool chosen = wanted.listen.endsWith(u":0");
    for (qsizetype i = 0; i < candidates.size(); ++i) {
        const Ready &one = candidates[i];
        if (one.kind == wanted.kind && one.target == wanted.target &&
            (chosen || one.listen == wanted.listen))
            return candidates.takeAt(i);
    }
    return {};
}

} // namespace

QString clientProgram(Client client) {
    if (client == Client::Ssh)
        return findTool(u"ssh"_s);
    const QString named = qEnvironmentVariable("FAIRLEAD_CLI");
    return named.isEmpty() ? QStringLiteral(FAIRLEAD_CLI_PATH) : named;
}

Client clientUnderTest() {
    const QString named = qEnvironmentVariable("FAIRLEAD_CLI");
    return QFileInfo(named).fileName() == u"ssh" ? Client::Ssh : Client::Fairlead;
}

Tunnel::Tunnel(Sandbox &sandbox, const QStringList &login, Client client)
    : m_sandbox(sandbox),
      m_client(client),
      m_arguments(login) {
    // Nothing of the person who runs the tests may leak in.
    m_environment = {{u"SSH_AUTH_SOCK"_s, QString()},
                     {u"SSH_ASKPASS"_s, QString()},
                     {u"DISPLAY"_s, QString()},
                     {u"HOME"_s, sandbox.path(QString())}};
}

int Tunnel::add(const Wanted &wanted) {
    m_wanted << wanted;
    if (m_client == Client::Ssh && wanted.flag != u"-R")
        m_wanted.last().forward.listen = portChosenForSsh(wanted.forward.listen);
    return int(m_wanted.size() - 1);
}

int Tunnel::local(const QString &target, const QString &listen) {
    return add({{u"local"_s, listen, target}, u"-L"_s});
}

int Tunnel::remote(const QString &target, const QString &listen) {
    return add({{u"remote"_s, listen, target}, u"-R"_s});
}

int Tunnel::remoteSocks(const QString &listen) {
    return add({{u"remote"_s, listen, u"socks"_s}, u"-R"_s});
}

int Tunnel::dynamic(const QString &listen) {
    return add({{u"dynamic"_s, listen, u"socks"_s}, u"-D"_s});
}

void Tunnel::askpass(const QMap<QString, QString> &answers) {
    m_promptLog = m_sandbox.freshPath(u"prompts"_s);
    QString script =
        u"#!/bin/sh\nprintf '%s\\n' \"$1\" >> '%1'\ncase \"$1\" in\n"_s.arg(m_promptLog);
    for (auto it = answers.begin(); it != answers.end(); ++it)
        script += u"*'%1'*) printf '%s\\n' '%2' ;;\n"_s.arg(it.key(), it.value());
    const QString path = m_sandbox.write(m_sandbox.freshPath(u"askpass"_s),
                                         (script + u"*) exit 1 ;;\nesac\n"_s).toUtf8());
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    m_environment[u"SSH_ASKPASS"_s] = path;
    m_environment[u"SSH_ASKPASS_REQUIRE"_s] = u"force"_s;
    m_environment[u"DISPLAY"_s] = u":none"_s;
}

QByteArray Tunnel::prompts() const { return m_sandbox.read(m_promptLog); }

QStringList Tunnel::forwardArguments() const {
    QStringList result;
    for (const Wanted &wanted : m_wanted) {
        const bool socks = wanted.forward.target == u"socks";
        result << wanted.flag
               << (socks ? wanted.forward.listen
                         : wanted.forward.listen + u':' + wanted.forward.target);
    }
    return result;
}

Process &Tunnel::launch() {
    QStringList arguments;
    if (m_client == Client::Fairlead) {
        arguments << u"--config-dir"_s << m_sandbox.freshPath(u"config"_s);
        if (m_json)
            arguments << u"--json"_s;
        arguments << u"forward"_s;
    } else {
        arguments << u"-N"_s;
        if (!m_quiet)
            arguments << u"-v"_s;
    }
    m_started = arguments + m_arguments + forwardArguments() + QStringList{m_host};
    m_process = std::make_unique<Process>(
        m_sandbox, ProcessSetup{clientProgram(m_client), m_started, m_environment, m_terminal});
    return *m_process;
}

bool Tunnel::start(Millis time) {
    launch();
    return waitReady(time);
}

bool Tunnel::sshIsReady() const {
    if (m_quiet)
        return connectTcp(port(0)).isOpen();
    int remotes = 0;
    for (const Wanted &wanted : m_wanted)
        remotes += wanted.flag == u"-R" ? 1 : 0;
    const int locals = int(m_wanted.size()) - remotes;
    return m_process->count(u"Entering interactive session"_s) > 0 &&
           m_process->count(u"Local forwarding listening on|Local connections to"_s) >= locals &&
           m_process->count(u"remote forward success for"_s) >= remotes;
}

bool Tunnel::waitReady(Millis time) {
    bool running = true;
    return eventually(
               [&] {
                   running = m_process->isRunning();
                   return !running || (m_client == Client::Ssh ? sshIsReady()
                                                               : ready().size() >= m_wanted.size());
               },
               time) &&
           running;
}

QList<Ready> readyLines(const QByteArray &output) {
    static const QRegularExpression line(u"^ready (\\w+) (\\S+)(?: -> (\\S+))?$"_s,
                                         QRegularExpression::MultilineOption);
    QList<Ready> result;
    auto matches = line.globalMatch(QString::fromUtf8(output));
    while (matches.hasNext()) {
        const auto match = matches.next();
        const QString target = match.captured(3);
        result << Ready{match.captured(1), match.captured(2),
                        target.isEmpty() ? u"socks"_s : target};
    }
    return result;
}

quint16 Tunnel::port(int forward) const {
    if (m_client == Client::Ssh) {
        const QString listen = m_wanted[forward].forward.listen;
        if (!listen.endsWith(u":0"))
            return listen.mid(listen.lastIndexOf(u':') + 1).toUShort();
        const QRegularExpression chosen(u"Allocated port (\\d+) for remote forward to %1"_s.arg(
            QRegularExpression::escape(m_wanted[forward].forward.target)));
        return chosen.match(QString::fromUtf8(m_process->err())).captured(1).toUShort();
    }
    QList<Ready> candidates = ready();
    std::optional<Ready> match;
    for (int i = 0; i <= forward; ++i)
        match = takeMatch(candidates, m_wanted[i].forward);
    return match ? match->listen.mid(match->listen.lastIndexOf(u':') + 1).toUShort() : quint16(0);
}

QByteArray Tunnel::said() const {
    // QtTest prints about a thousand characters; the last words matter most.
    return "the client said:\n" + m_process->output().right(900);
}

} // namespace fairlead::test
