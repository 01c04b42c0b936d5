#include "support/sshd_fixture.h"

#include "support/net.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <csignal>
#include <pwd.h>
#include <unistd.h>

namespace fairlead::test {

using namespace Qt::StringLiterals;

QByteArray knownHostsLine(quint16 port, const QString &hostKeyPath) {
    const QList<QByteArray> words = Sandbox::publicKey(hostKeyPath).split(' ');
    return "[127.0.0.1]:" + QByteArray::number(port) + ' ' + words.value(0) + ' ' + words.value(1) +
           '\n';
}

QString Sshd::missing() {
    if (findTool(u"sshd"_s).isEmpty())
        return u"sshd is not installed"_s;
    // sshd as root insists on its empty folder for the unprivileged part.
    if (::geteuid() == 0 && !QDir().mkpath(u"/run/sshd"_s))
        return u"/run/sshd cannot be made"_s;
    return {};
}

QString Sshd::user() {
    const passwd *entry = ::getpwuid(::geteuid());
    return QString::fromLocal8Bit(entry ? entry->pw_name : "root");
}

Sshd::Sshd(Sandbox &sandbox, const SshdSetup &setup)
    : m_sandbox(sandbox),
      m_setup(setup),
      m_name(QFileInfo(sandbox.freshPath(u"sshd"_s)).fileName()) {
    if (const QString why = missing(); !why.isEmpty())
        qFatal("%s", qPrintable(why));
    m_userKey = sandbox.makeKey(m_name + u"-user"_s);
    m_authorizedKeys = sandbox.write(m_name + u"-authorized_keys"_s,
                                     Sandbox::publicKey(m_userKey) + '\n' + setup.authorizedKeys);
    for (const QString &type : setup.hostKeyTypes)
        sandbox.makeKey(m_name + u"-host-"_s + type, type);
    do
        m_port = freePort();
    while (!tryStart());
    QByteArray known;
    for (const QString &type : setup.hostKeyTypes)
        known += knownHostsLine(m_port, hostKey(type));
    m_knownHosts = sandbox.write(m_name + u"-known_hosts"_s, known);
}

Sshd::~Sshd() { kill(); }

QString Sshd::hostKey(const QString &type) const {
    return m_sandbox.path(m_name + u"-host-"_s + type);
}

QStringList Sshd::login() const { return loginThrough(m_port); }

QStringList Sshd::loginThrough(quint16 port) const {
    // HostKeyAlias keeps the server's name in known_hosts right behind a relay.
    return {u"-F"_s, u"none"_s,
            u"-p"_s, QString::number(port),
            u"-l"_s, user(),
            u"-i"_s, m_userKey,
            u"-o"_s, u"IdentitiesOnly=yes"_s,
            u"-o"_s, u"IdentityAgent=none"_s,
            u"-o"_s, u"UserKnownHostsFile="_s + m_knownHosts,
            u"-o"_s, u"GlobalKnownHostsFile=/dev/null"_s,
            u"-o"_s, u"StrictHostKeyChecking=yes"_s,
            u"-o"_s, u"HostKeyAlias=[127.0.0.1]:%1"_s.arg(m_port)};
}

void Sshd::writeConfig() {
    QStringList lines = m_setup.options;
    lines << u"Port %1"_s.arg(m_port) << u"ListenAddress 127.0.0.1"_s << u"PidFile none"_s
          << u"UsePAM no"_s << u"StrictModes no"_s << u"PermitRootLogin yes"_s
          << u"PasswordAuthentication no"_s << u"KbdInteractiveAuthentication no"_s
          << u"AuthorizedKeysFile %1"_s.arg(m_authorizedKeys) << u"MaxStartups 200"_s
          << u"StreamLocalBindUnlink yes"_s << u"LogLevel VERBOSE"_s;
    for (const QString &type : m_setup.hostKeyTypes)
        lines << u"HostKey %1"_s.arg(hostKey(type));
    m_sandbox.write(m_name + u"_config"_s, lines.join(u'\n').toUtf8() + '\n');
}

bool Sshd::tryStart() {
    writeConfig();
    m_process = std::make_unique<Process>(
        m_sandbox,
        ProcessSetup{u"sshd"_s,
                     {u"-D"_s, u"-e"_s, u"-f"_s, m_sandbox.path(m_name + u"_config"_s)}});
    if (m_process->waitForText(u"^Server listening on "_s))
        return true;
    if (m_process->count(u"Address already in use"_s) == 0)
        qFatal("sshd does not start: %s", m_process->output().constData());
    return false;
}

void Sshd::start() {
    // The old server's connections may hold the port for a moment.
    if (!eventually([this] { return tryStart(); }))
        qFatal("sshd does not come back: %s", m_process->output().constData());
}

void Sshd::setOptions(const QStringList &options) { m_setup.options = options; }

QByteArray Sshd::log() const { return m_oldLog + m_process->output(); }

int Sshd::sessions() const {
    int count = 0;
    // Direct children only: a session may be two processes.
    for (const pid_t pid : m_process->descendants())
        count += QFileInfo::exists(u"/proc/%1"_s.arg(pid)) ? 1 : 0;
    return count;
}

void Sshd::killSessions() {
    for (const pid_t pid : m_process->descendants())
        ::kill(pid, SIGKILL);
}

void Sshd::kill() {
    const QList<pid_t> sessions = m_process->descendants();
    m_process->signal(SIGKILL); // first, so that nothing new is started
    for (const pid_t pid : sessions)
        ::kill(pid, SIGKILL);
    (void)m_process->waitForExit();
    m_oldLog = log();
}

} // namespace fairlead::test
