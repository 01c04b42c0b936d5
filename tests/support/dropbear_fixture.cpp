#include "support/dropbear_fixture.h"

#include "support/net.h"
#include "support/sshd_fixture.h"

#include <QtCore/QDir>

namespace fairlead::test {

using namespace Qt::StringLiterals;

namespace {

// dropbear makes its own key format; the public half comes in OpenSSH's.
QString makeHostKey(Sandbox &sandbox) {
    const QString key = sandbox.path(u"dropbear-host"_s);
    const QByteArray said = runTool(u"dropbearkey"_s, {u"-t"_s, u"ed25519"_s, u"-f"_s, key});
    for (const QByteArray &line : said.split('\n'))
        if (line.startsWith("ssh-"))
            sandbox.write(key + u".pub"_s, line + '\n');
    return key;
}

// dropbear looks for authorized_keys in the account's home only.
QString makeHome(Sandbox &sandbox) {
    const QString home = sandbox.path(u"dropbear-home"_s);
    if (!QDir().mkpath(home + u"/.ssh"_s))
        qFatal("no home for dropbear");
    for (const QString &folder : {home, home + u"/.ssh"_s})
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    sandbox.makeKey(u"dropbear-user"_s);
    sandbox.write(home + u"/.ssh/authorized_keys"_s,
                  Sandbox::publicKey(sandbox.path(u"dropbear-user"_s)) + '\n');
    return home;
}

} // namespace

QString Dropbear::missing() {
    for (const QString &tool : {u"dropbear"_s, u"dropbearkey"_s})
        if (findTool(tool).isEmpty())
            return tool + u" is not installed"_s;
    return {};
}

Dropbear::Dropbear(Sandbox &sandbox)
    : m_sandbox(sandbox),
      m_home(makeHome(sandbox)),
      m_hostKey(makeHostKey(sandbox)) {
    do
        m_port = freePort();
    while (!tryStart());
    sandbox.write(u"dropbear-known_hosts"_s, knownHostsLine(m_port, m_hostKey));
}

bool Dropbear::tryStart() {
    m_process = std::make_unique<Process>(
        m_sandbox,
        ProcessSetup{u"dropbear"_s,
                     {u"-F"_s, u"-E"_s, u"-s"_s, u"-r"_s, m_hostKey, u"-p"_s,
                      u"127.0.0.1:%1"_s.arg(m_port), u"-P"_s, m_sandbox.path(u"dropbear.pid"_s)},
                     {{u"LD_PRELOAD"_s, QString::fromLocal8Bit(qgetenv("FAIRLEAD_TEST_HOME_LIB"))},
                      {u"FAIRLEAD_TEST_HOME"_s, m_home}}});
    // It says that it stays in the foreground before it listens.
    const bool up =
        eventually([this] { return !m_process->isRunning() || connectTcp(m_port).isOpen(); });
    if (up && m_process->isRunning())
        return true;
    if (m_process->count(u"Address already in use"_s) == 0)
        qFatal("dropbear does not start: %s", m_process->output().constData());
    return false;
}

QStringList Dropbear::login() const {
    return {u"-F"_s, u"none"_s,
            u"-p"_s, QString::number(m_port),
            u"-l"_s, Sshd::user(),
            u"-i"_s, m_sandbox.path(u"dropbear-user"_s),
            u"-o"_s, u"IdentitiesOnly=yes"_s,
            u"-o"_s, u"IdentityAgent=none"_s,
            u"-o"_s, u"UserKnownHostsFile="_s + m_sandbox.path(u"dropbear-known_hosts"_s),
            u"-o"_s, u"GlobalKnownHostsFile=/dev/null"_s,
            u"-o"_s, u"StrictHostKeyChecking=yes"_s};
}

} // namespace fairlead::test
